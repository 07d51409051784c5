package source

// Every limit on what Pairbook reads and makes. A participant's file or an
// imported sheet may be hostile or simply broken; each of these keeps one such
// input from taking all memory or all time. They are far above what a real
// programme needs. The check lies where the thing is read, with a test at the
// limit and one above.
const (
	// TOMLSize is the largest TOML file in bytes. A complete relationship has
	// 4 KiB; a decoder needs about 100 bytes of memory for each of these.
	TOMLSize = 1 << 20

	// TOMLDepth is how deep a value may lie: the parts of the names of its table and
	// its key, and the lists and inline tables round it, all together. The
	// formats need 4; the decoder's work grows with the square of the depth, so
	// that a file of 40 KB nested in this way takes it gigabytes.
	TOMLDepth = 32

	// TOMLKeyParts is how many parts a dotted key or the name of a table may
	// have. The formats need 3; long dotted keys cost the decoder the square of
	// their length.
	TOMLKeyParts = 16

	// TOMLValues is how many keys, tables and elements of lists one file may have. A
	// large relationship has 300; for each the decoder walks from the root of the
	// file, so that a megabyte full of deep ones takes it minutes.
	TOMLValues = 20_000

	// LineLength is how many characters a value may have that is printed as a line, such
	// as a name, a title or a place. It is printed on every sheet.
	LineLength = 600

	// TextLength is how many characters any other text of a TOML file may have: two
	// printed sides.
	TextLength = 4000

	// Goals, Actions, People and Sessions are how many of them one file may list. A
	// workbook repeats goals and open actions on the sheets of every session, so that a
	// file of 30 KB could make pages of 100 MB. 600 sessions are three entries for each
	// of the 200 that there may be.
	Goals    = 60
	Actions  = 400
	People   = 40
	Sessions = 600

	// ListLength is how many elements any other list of a TOML file may have.
	ListLength = 200

	// FileProblems is how many problems of one file are reported. An author does not
	// mend more at once, and each takes memory for its place.
	FileProblems = 500

	// MarkdownSize is the largest Markdown file in bytes: some 40,000 words.
	// Links and emphasis cost the parser the square of their number, which at
	// this size is still below a second.
	MarkdownSize = 256 << 10

	// MarkdownMarkers is how many quote and list markers one line may open.
	// Each one is a level of nesting, and the parser walks all levels for every line.
	MarkdownMarkers = 32

	// MarkdownIndent is how many columns a line may be indented; list levels
	// can be nested by indentation alone.
	MarkdownIndent = 200

	// MarkdownBrackets is how many "[" a block of lines without a blank line
	// may have: each may open a link, and 16,000 take more than a second.
	MarkdownBrackets = 1000

	// MarkdownEmphasis is how many "*", "_" and "~" such a block may have.
	MarkdownEmphasis = 4000

	// MarkdownColumns is how many columns a table may have. Printed on A4, ten
	// are already too many.
	MarkdownColumns = 64

	// MarkdownCells is columns times rows of a table: short rows are filled up
	// with empty cells, so that 28 KB of source could become 160 MB of page.
	MarkdownCells = 20_000

	// MarkdownFootnotes is how many footnotes a document may define.
	MarkdownFootnotes = 500

	// PageSize is the largest page in bytes that is written. workbook.html of a
	// full relationship has some 300 KiB; a template that loops stops here.
	PageSize = 8 << 20

	// PictureSize is the largest picture in bytes. Pictures are read whole and
	// copied to the output; a photograph for print has 2 to 5 MiB.
	PictureSize = 16 << 20

	// TemplateSize is the largest template, in bytes.
	TemplateSize = 256 << 10

	// AssetSize is the largest file of a theme, in bytes: style sheets, fonts. A font for
	// many scripts has several MiB.
	AssetSize = 16 << 20

	// Relationships is how many relationships one site may have: ten times the
	// largest programme that Pairbook is made for.
	Relationships = 50_000

	// FolderDepth is how deep folders are searched below content.
	FolderDepth = 16
)

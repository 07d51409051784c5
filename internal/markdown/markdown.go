// Package markdown reads the text of a workbook: a file of guidance or of a
// topic, with TOML front matter between lines of +++ and Markdown below it.
//
//	text ─ front matter ──────────────────────────► title, summary, prompts
//	     └ limits ─ parser ─ survey ─ writer ─────► headings, links, HTML with gaps
//	                                                          │
//	                    Render fills the gaps: addresses, ids, words ◄┘
//
// The Markdown is CommonMark with tables, task lists, strikethrough, footnotes,
// codes for emoji, and asides as GitHub and others write them. What else other programs make
// something of is printed as it stands, with a warning. What a workbook must not have is left out, and each piece left out
// is a warning at its place: raw HTML, pictures from elsewhere, addresses with
// any scheme but https, http, mailto and tel. All markup is written in one file
// (write.go) from a fixed set of elements, so that no text of an author can
// become an element, an attribute or an address of another kind.
//
// A Document is never changed after Parse. Its HTML is made once, with gaps for
// what depends on the page it is put on: where its relative links lead, the
// words of the page's language, a prefix for its ids.
//
// Not here: which file a relative link means and whether it is there (package
// site), what is printed beside the text (package workbook), how it looks (the
// themes). No file is opened.
package markdown

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"pairbook/internal/diag"
	"pairbook/internal/digest"
	"pairbook/internal/source"
)

// A Document is a Markdown file that has been read. It is safe for use by
// several goroutines.
type Document struct {
	Title    string    // from the front matter, else the text of the first heading; may be empty
	Summary  string    // from the front matter
	Prompts  []Prompt  // from the front matter, in its order
	Links    []Link    // to other files of the site, in the order of the text
	Headings []Heading // of the body, without one that is the title
	Plan     []Slot    // of the time together, when the body has one

	survey  survey // without the syntax tree
	heading page   // of the heading that is the title
	page    page
	source  digest.Sum `digest:"whole"` // all of it was parsed from that
}

// A Link leads from a document to another file of the site.
type Link struct {
	To       string // as written, Markdown's escapes and entities resolved
	Path     string // the part before "?" and "#", per cent escapes resolved; never empty
	Fragment string // what follows "#", per cent escapes resolved
	Picture  bool   // the file is to be shown, not linked to
	Position diag.Position
}

// A Heading is a place in the body that links can lead to.
type Heading struct {
	Level int    // as printed: 2 for the highest level of the body, 6 at most
	ID    string // "h-" and the text in small letters and hyphens, unique in the document
	Text  string // plain text
}

// Parse reads one file. The Document is never nil: what could not be read is
// left empty, and a problem that is no warning says why. Problems come sorted.
func Parse(src diag.Source) (*Document, []diag.Problem) {
	src.Text = strings.ReplaceAll(src.Text, "\r\n", "\n") // columns and lines stay as they are
	d := &Document{source: digest.Of(src)}
	if len(src.Text) > source.MarkdownSize {
		return d, []diag.Problem{{
			Position: src.Whole(),
			Text: fmt.Sprintf("this file has %s; Markdown files may have %s",
				kibibytes(len(src.Text)), kibibytes(source.MarkdownSize)),
			Hint: "split it into several files",
		}}
	}
	notes := &notes{src: src}
	front, body := readFront(src, notes)
	d.Title, d.Summary, d.Prompts = front.Title, front.Summary, front.Prompts
	notes.characters(body)
	if withinLimits(body, notes) {
		d.read([]byte(body), notes)
	}
	return d, notes.all()
}

// read fills in what the body says.
func (d *Document) read(body []byte, notes *notes) {
	root := parse(body, notes)
	s := surveyOf(root, body, d.Title, notes)
	title := &writer{body: body, survey: s, notes: notes}
	if s.omit != nil {
		title.headline(s.omit)
	}
	w := &writer{body: body, survey: s, notes: notes}
	if !w.write(root) {
		return
	}
	d.Headings, d.Links = s.headings, slices.Concat(title.page.links, w.page.links)
	d.heading, d.page, d.Plan = title.page, w.page, planOf(root, body)
	d.survey = survey{title: s.title, titleID: s.titleID, headings: s.headings, ids: s.ids, github: s.github}
	if d.Title == "" {
		d.Title = s.title
	}
}

// Empty reports whether the body has nothing to show.
func (d *Document) Empty() bool { return !d.page.visible }

// Silent reports whether the file says nothing at all.
func (d *Document) Silent() bool {
	return d.Empty() && d.Title == "" && d.Summary == "" && len(d.Prompts) == 0
}

// Anchor finds the heading that a fragment (the part of a link after "#") means
// and returns its id. An author may write the id itself or leave out "h-", may
// write the heading's text with capitals, accents or other punctuation, or the anchor that
// GitHub gives it. Where these mean two headings, doubt says so; GitHub's counts. The
// heading that became the title has the id "", as it is the page itself.
func (d *Document) Anchor(fragment string) (id string, doubt *diag.Complaint, ok bool) {
	return d.survey.anchor(fragment)
}

// NearestAnchor returns a hint for a fragment that leads to no heading: the
// nearest heading, or which ones there are.
func (d *Document) NearestAnchor(fragment string) string {
	return d.survey.nearest(fragment)
}

// notes gathers the problems of one file.
type notes struct {
	src      diag.Source
	starts   []int // the offset of each line, made when first needed
	problems []diag.Problem
	count    [2]int // how many there are of each severity, kept or not
}

// error adds a problem that stops the build.
func (n *notes) error(offset, width int, text, hint string) {
	n.note(diag.Error, offset, width, text, hint)
}

// warn adds a warning.
func (n *notes) warn(offset, width int, text, hint string) {
	n.note(diag.Warning, offset, width, text, hint)
}

// note adds a problem at a place, which is looked for only if it is kept: in a
// line of 256 KiB with a problem in every word that would take long.
func (n *notes) note(severity diag.Severity, offset, width int, text, hint string) {
	p := diag.Problem{Severity: severity, Text: text, Hint: hint}
	if !n.full(severity) {
		p.Position = n.at(offset, width)
	}
	n.add(p)
}

// add keeps a problem unless there are enough of its kind: warnings never crowd
// out what stops the build.
func (n *notes) add(p diag.Problem) {
	if !n.full(p.Severity) {
		n.problems = append(n.problems, p)
	}
	n.count[p.Severity]++
}

// full reports whether there are enough problems of a kind.
func (n *notes) full(severity diag.Severity) bool { return n.count[severity] >= source.FileProblems }

// at is Source.At for many places: it does not count the lines anew each time.
func (n *notes) at(offset, width int) diag.Position {
	if n.starts == nil {
		n.starts = []int{0}
		for i := range len(n.src.Text) {
			if n.src.Text[i] == '\n' {
				n.starts = append(n.starts, i+1)
			}
		}
	}
	line, found := slices.BinarySearch(n.starts, offset)
	if !found {
		line--
	}
	start, end := n.starts[line], len(n.src.Text)
	if line+1 < len(n.starts) {
		end = n.starts[line+1]
	}
	position := diag.Source{Name: n.src.Name, Text: n.src.Text[start:end]}.At(offset-start, width)
	position.Line = line + 1
	return position
}

// characters reports those that do not show in an editor but change what is
// printed. One in the front matter is reported by the reader of that.
func (n *notes) characters(body string) {
	for from := 0; !n.full(diag.Error); {
		offset, name, ok := source.Safe(body[from:])
		if ok {
			return
		}
		_, size := utf8.DecodeRuneInString(body[from+offset:])
		n.error(from+offset, size, "the text holds "+name, "delete it, or type the word anew")
		from += offset + size
	}
}

// all returns the problems in the order of the file.
func (n *notes) all() []diag.Problem {
	if more := n.count[diag.Warning] - source.FileProblems; more > 0 {
		n.problems = append(n.problems, diag.Problem{
			Severity: diag.Warning, Position: n.src.Whole(),
			Text: fmt.Sprintf("%d more warnings of this file are not shown", more),
		})
	}
	return diag.Sort(n.problems)
}

// kibibytes words a size.
func kibibytes(size int) string { return fmt.Sprintf("%d KiB", (size+1023)/1024) }

package markdown

import (
	"fmt"
	"regexp"
	"strings"

	"pairbook/internal/source"
)

var (
	// ruler is the line below the head of a table, or one that may become it.
	ruler = regexp.MustCompile(`^[ \t|:-]*-[ \t|:-]*$`)
	// footnote is the beginning of the text of a footnote.
	footnote = regexp.MustCompile(`^\[\^[^\]]*\]:`)
	// rule is a line across the page, which begins like a list.
	rule = regexp.MustCompile(`^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,})$`)
)

// escapedPipes is how many \| a file may have. In a table each costs the parser a
// look at all others; 50,000 take it eight seconds.
const escapedPipes = 1000

// A gauge looks at the lines of a body before the parser does. It knows of
// Markdown only what it needs to count too much rather than too little: the
// text in a code block counts as well.
type gauge struct {
	notes     *notes
	failed    bool
	footnotes int
	cells     int // of all tables but that of the block
	pipes     int
	block     block
}

// A block is a run of lines without a blank one: what the parser at most takes
// as one paragraph or table.
type block struct {
	brackets, emphasis int
	columns, rows      int // of the table in it and all that follows that
}

// A lead is how a line begins.
type lead struct {
	size      int // in bytes, to where its text begins
	markers   int // signs that open quotes, lists and footnotes
	footnotes int // how many of those are footnotes
	columns   int // how far from the margin its text begins
}

// withinLimits reports whether a body can be parsed and printed at a sensible
// cost, and notes for each limit that is passed where that happens.
func withinLimits(body string, notes *notes) bool {
	g := &gauge{notes: notes}
	for at := 0; at < len(body); {
		end := lineEnd(body, at)
		g.line(strings.TrimRight(body[at:end], " \t\n"), at)
		at = end
	}
	return !g.failed
}

// line takes in one line, without its end.
func (g *gauge) line(line string, at int) {
	lead := leadOf(line)
	if lead.markers > source.MarkdownMarkers {
		g.fail(at, lead.size, fmt.Sprintf("this line opens more than %d quotes and lists inside one another",
			source.MarkdownMarkers), `write \ before a sign that is meant as text`)
	}
	if lead.columns > source.MarkdownIndent {
		g.fail(at, lead.size, fmt.Sprintf("this line begins more than %d columns from the margin",
			source.MarkdownIndent), "begin it further to the left")
	}
	if line == "" || emptyQuote(line) {
		g.cells += g.block.columns * g.block.rows
		g.block = block{}
		return
	}
	if passes(g.footnotes, lead.footnotes, source.MarkdownFootnotes) {
		g.fail(at, len(line), fmt.Sprintf("this file has more than %d footnotes", source.MarkdownFootnotes),
			"split it into several files")
	}
	g.footnotes += lead.footnotes
	g.signs(line, at)
	g.table(line, lead, at)
}

// emptyQuote reports whether a line has nothing but the sign of a quote, so that
// it ends a paragraph as a blank line does. Four blanks would make the sign text
// of the paragraph.
func emptyQuote(line string) bool {
	return strings.Trim(line, "> ") == "" && !strings.Contains(line, "    ")
}

// leadOf measures the beginning of a line, up to the first limit that it passes.
func leadOf(line string) lead {
	var l lead
	for l.size < len(line) && l.markers <= source.MarkdownMarkers && l.columns <= source.MarkdownIndent {
		rest := line[l.size:]
		switch rest[0] {
		case ' ':
			l.size, l.columns = l.size+1, l.columns+1
			continue
		case '\t':
			l.size, l.columns = l.size+1, l.columns+4-l.columns%4
			continue
		}
		size := marker(rest)
		if size == 0 {
			break
		}
		if rest[0] == '[' {
			l.footnotes++
		}
		l.size, l.columns, l.markers = l.size+size, l.columns+size, l.markers+1
	}
	return l
}

// marker returns the size of the sign for a quote, list item or footnote that
// text begins with, or 0.
func marker(text string) int {
	size := 1
	switch c := text[0]; {
	case c == '>':
		return 1
	case c == '[':
		return len(footnote.FindString(text))
	case c == '-' || c == '*' || c == '+':
		if rule.MatchString(text) {
			return 0
		}
	case c >= '0' && c <= '9':
		size = len(text) - len(strings.TrimLeft(text, "0123456789"))
		if size > 9 || size == len(text) || text[size] != '.' && text[size] != ')' {
			return 0
		}
		size++
	default:
		return 0
	}
	if size < len(text) && text[size] != ' ' && text[size] != '\t' {
		return 0
	}
	return size
}

// signs counts those that cost the parser the square of their number.
func (g *gauge) signs(line string, at int) {
	const hint = "put an empty line between its parts"
	brackets := strings.Count(line, "[")
	if passes(g.block.brackets, brackets, source.MarkdownBrackets) {
		g.fail(at, len(line), fmt.Sprintf("this block of text has more than %d of the sign [",
			source.MarkdownBrackets), hint)
	}
	emphasis := strings.Count(line, "*") + strings.Count(line, "_") + strings.Count(line, "~")
	if passes(g.block.emphasis, emphasis, source.MarkdownEmphasis) {
		g.fail(at, len(line), fmt.Sprintf("this block of text has more than %d of the signs * _ ~",
			source.MarkdownEmphasis), hint)
	}
	g.block.brackets += brackets
	g.block.emphasis += emphasis
}

// table counts the cells of tables: rows that are too short are filled up with
// empty cells when they are printed.
func (g *gauge) table(line string, lead lead, at int) {
	b := &g.block
	before := b.columns * b.rows
	if b.rows > 0 {
		b.rows++
	}
	// A ruler may begin with "- " as a list does: both readings count.
	for _, text := range []string{line[lead.size:], strings.TrimLeft(line, "> \t")} {
		columns := strings.Count(strings.Trim(text, "| \t"), "|") + 1
		if columns <= b.columns || !strings.Contains(text, "|") || !ruler.MatchString(text) {
			continue
		}
		if passes(b.columns, columns-b.columns, source.MarkdownColumns) {
			g.fail(at, len(line), fmt.Sprintf("this table has more than %d columns", source.MarkdownColumns),
				"split it into several tables")
		}
		b.columns, b.rows = columns, max(b.rows, 1)
	}
	if passes(g.cells+before, b.columns*b.rows-before, source.MarkdownCells) {
		g.fail(at, len(line), fmt.Sprintf("the tables of this file have more than %d cells", source.MarkdownCells),
			"split it into several files")
	}
	pipes := strings.Count(line, `\|`)
	if passes(g.pipes, pipes, escapedPipes) {
		g.fail(at, len(line), fmt.Sprintf(`this file has more than %d of the sign \|`, escapedPipes),
			"split it into several files")
	}
	g.pipes += pipes
}

// passes reports whether a count goes beyond its limit with what is added now,
// so that a limit is spoken of once.
func passes(count, more, limit int) bool { return count <= limit && count+more > limit }

// fail notes a limit that is passed.
func (g *gauge) fail(at, width int, text, hint string) {
	g.failed = true
	g.notes.error(at, width, text, hint)
}

package diag

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// excerptCells is the room for an excerpt. With the number in front it stays
// within a terminal of 100 columns; most lines of a file are shorter.
const excerptCells = 88

// tabCells is how wide a tab is shown in an excerpt.
const tabCells = 4

// String returns the problem as prose of one to several lines, without a line
// end after the last:
//
//	content/cohorts/spring/tom.toml:14:1: unknown key "frequancy" in [agreement]
//	   14 | frequancy = "every three weeks"
//	      | ^^^^^^^^^
//	   did you mean "frequency"?
//
// A warning says "warning: " after the position. Nothing in it can steer a
// terminal: control and other invisible characters are shown as "�".
func (p Problem) String() string {
	var b strings.Builder
	if p.Position.File != "" {
		b.WriteString(visible(p.Position.String()) + ": ")
	}
	if p.Severity == Warning {
		b.WriteString("warning: ")
	}
	b.WriteString(visible(cut(p.Text)))
	if p.Position.Line > 0 && strings.TrimSpace(p.Position.Excerpt) != "" {
		excerpt, marker := p.Position.mark()
		number := fmt.Sprintf("%5d", p.Position.Line)
		fmt.Fprintf(&b, "\n%s | %s", number, excerpt)
		fmt.Fprintf(&b, "\n%*s | %s", len(number), "", marker)
	}
	if p.Hint != "" {
		for line := range strings.Lines(p.Hint) {
			b.WriteString("\n   " + visible(cut(strings.TrimRight(line, "\r\n"))))
		}
	}
	return b.String()
}

// longestText is how many bytes of a text are shown: the name of a key or a file
// in it may have any length.
const longestText = 1000

// cut shortens a text that is too long to show.
func cut(text string) string {
	if len(text) <= longestText {
		return text
	}
	return text[:characterAt(text, longestText)] + "…"
}

// A glyph is one character as a terminal shows it.
type glyph struct {
	text  string
	cells int
}

// mark returns the excerpt as it is shown and the line of carets below it. A
// line too long for the terminal is cut to the part round the column.
func (p Position) mark() (excerpt, marker string) {
	line, before, cut := near(p.Excerpt, p.Column-1)
	first := before
	last := max(first, min(first+p.Width, len(line)))
	from, to := window(line, first)
	var text, carets strings.Builder
	if from > 0 || cut {
		text.WriteString("…")
		carets.WriteString(" ")
	}
	for i, g := range line[from:to] {
		text.WriteString(g.text)
		sign := " "
		if i+from >= first {
			sign = "^"
		}
		if i+from < last {
			carets.WriteString(strings.Repeat(sign, g.cells))
		}
	}
	if to < len(line) {
		text.WriteString("…")
	}
	if last == first || !strings.Contains(carets.String(), "^") {
		carets.WriteString("^") // a place between two characters, or one without width
	}
	return text.String(), carets.String()
}

// near returns the characters of a line that may be shown: enough of them on
// both sides of a place, so that a line of a megabyte costs no more than
// another. before is how many of them stand before the place; cut says that the line begins
// earlier.
func near(line string, place int) (list []glyph, before int, cut bool) {
	const enough = 4 * excerptCells // marks without width take no room
	offset := 0
	for n := 0; n < place && offset < len(line); n++ {
		_, size := utf8.DecodeRuneInString(line[offset:])
		offset += size
	}
	start := offset
	for ; before < enough && start > 0; before++ {
		_, size := utf8.DecodeLastRuneInString(line[:start])
		start -= size
	}
	return glyphs(line[start:], before+enough), before, start > 0
}

// window returns which glyphs of a line are shown: all if they fit, else as
// many as there is room for, with a third of the room before the place.
func window(line []glyph, place int) (from, to int) {
	total := 0
	for _, g := range line {
		total += g.cells
	}
	if total <= excerptCells {
		return 0, len(line)
	}
	from = place
	for room := excerptCells / 3; from > 0 && room >= line[from-1].cells; from-- {
		room -= line[from-1].cells
	}
	to = from
	for room := excerptCells; to < len(line) && room >= line[to].cells; to++ {
		room -= line[to].cells
	}
	return from, to
}

// glyphs returns the first characters of a line, at most limit.
func glyphs(line string, limit int) []glyph {
	var list []glyph
	for _, r := range line {
		if len(list) == limit {
			break
		}
		switch {
		case r == '\t':
			list = append(list, glyph{strings.Repeat(" ", tabCells), tabCells})
		case hidden(r):
			list = append(list, glyph{"�", 1})
		default:
			list = append(list, glyph{string(r), cells(r)})
		}
	}
	return list
}

// cells returns how many columns of a terminal a visible character takes.
func cells(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// List joins items for a sentence: "a, b and c".
func List(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " and " + items[last]
}

// visible returns text for one line of a terminal.
func visible(text string) string {
	return strings.NewReplacer("\t", " ", "\n", " ").Replace(Visible(text))
}

// Visible returns text with "�" for every character that may do something to a
// terminal or to the order of the text. Tabs and line ends stay.
func Visible(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && r != '\n' && hidden(r) {
			return '�'
		}
		return r
	}, text)
}

// hidden reports whether a character may do something to a terminal or to the
// order of the text: controls, bidirectional overrides, separators of lines,
// marks without width. The two joiners of Persian and Indic scripts only join.
func hidden(r rune) bool {
	if r == '\u200c' || r == '\u200d' {
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

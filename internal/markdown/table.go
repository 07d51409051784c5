package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// table writes the parts of a table. Columns are aligned by classes, as styles
// are not allowed on a page. Words that stay whole may make it wider than a
// telephone: there keys move it, once it has the focus.
func (w *writer) table(n ast.Node, entering bool) {
	switch n := n.(type) {
	case *east.Table:
		end := "</table>\n"
		if n.ChildCount() > 1 {
			end = "</tbody>\n</table>\n"
		}
		if entering {
			w.long = longColumns(w.longest(n))
		}
		w.either(entering, "<table tabindex=\"0\">\n", end)
	case *east.TableHeader:
		end := "</tr>\n</thead>\n"
		if n.NextSibling() != nil {
			end += "<tbody>\n"
		}
		w.either(entering, "<thead>\n<tr>\n", end)
	case *east.TableCell:
		tag, open := "td", "<td"
		if n.Parent().Kind() == east.KindTableHeader {
			tag, open = "th", `<th scope="col"`
		}
		if classes := w.cellClasses(n); classes != "" && entering {
			open += ` class="` + classes + `"`
		}
		w.either(entering, open+">", "</"+tag+">\n")
	}
}

// cellClasses are what the styles know of a cell.
func (w *writer) cellClasses(cell *east.TableCell) string {
	var classes []string
	if cell.Alignment != east.AlignNone {
		classes = append(classes, "align-"+cell.Alignment.String())
	}
	column := 0
	for before := cell.PreviousSibling(); before != nil; before = before.PreviousSibling() {
		column++
	}
	if w.long[column] {
		classes = append(classes, "long-words")
	}
	return strings.Join(classes, " ")
}

// The longest words of the columns of a table fit side by side when they have lineSigns
// together, the gaps between columns counted as one sign each. The narrowest text is that of
// large print on A4: 170 mm of 16 points, which are 30 em; a sign of a word is 0.6 em or less.
const (
	lineSigns   = 50
	fieldSigns  = 20 // of the longest word that fills a field
	brokenSigns = 8  // left to a column whose words are broken
)

// longColumns reports of each column whether its words are to be broken anywhere, so that
// nothing is cut off on paper: those of the longest words, and no more than must be.
func longColumns(longest []int) []bool {
	long := make([]bool, len(longest))
	signs := len(longest)
	for _, n := range longest {
		signs += n
	}
	for signs > lineSigns {
		widest := -1
		for i, n := range longest {
			if !long[i] && (widest < 0 || n > longest[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		long[widest] = true
		signs -= max(0, longest[widest]-brokenSigns)
	}
	return long
}

// longest counts the signs of the longest word of each column.
func (w *writer) longest(table *east.Table) []int {
	longest := make([]int, len(table.Alignments))
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		for cell, i := row.FirstChild(), 0; cell != nil; cell, i = cell.NextSibling(), i+1 {
			for word := range strings.FieldsFuncSeq(w.wording(cell), mayBreak) {
				longest[i] = max(longest[i], utf8.RuneCountInString(word))
			}
		}
	}
	return longest
}

// mayBreak reports whether a line may break at a sign: at blanks that do not hold words
// together, and in scripts that have none.
func mayBreak(r rune) bool {
	const joining = "\u00a0\u202f\u2007"
	return unicode.IsSpace(r) && !strings.ContainsRune(joining, r) || r == '\u200b' || r == '\u00ad' ||
		unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// wording is the text of a cell, with signs in place of what fills fields.
func (w *writer) wording(cell ast.Node) string {
	var b strings.Builder
	// The error is always nil: it comes from the function alone.
	_ = ast.Walk(cell, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				b.Write(n.Segment.Value(w.body))
			}
		case *ast.RawHTML: // the end of a line
			b.WriteByte(' ')
		}
		return ast.WalkContinue, nil
	})
	text := b.String()
	for _, field := range Fields {
		text = strings.ReplaceAll(text, "{"+field+"}", strings.Repeat("x", fieldSigns))
	}
	return text
}

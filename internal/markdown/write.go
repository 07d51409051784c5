package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"pairbook/internal/source"
)

// A writer makes the HTML of a body. Every element and attribute that a document
// can have is written here.
type writer struct {
	body   []byte
	survey *survey
	notes  *notes
	page   page
	open   []target // of the links that are not closed yet
	long   []bool   // the columns of the table whose words may be broken
}

// around are the elements that do no more than enclose their content.
var around = map[ast.NodeKind][2]string{
	ast.KindBlockquote:     {"<blockquote>\n", "</blockquote>\n"},
	ast.KindParagraph:      {"<p>", "</p>\n"},
	east.KindStrikethrough: {"<del>", "</del>"},
	east.KindTableRow:      {"<tr>\n", "</tr>\n"},
}

// write writes the whole tree and reports whether it fits.
func (w *writer) write(root ast.Node) bool {
	at := 0
	// The error is always nil: it comes from the function alone.
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Type() == ast.TypeBlock && n.Pos() > at {
			at = n.Pos()
		}
		status := w.node(n, entering)
		if w.page.full {
			return ast.WalkStop, nil
		}
		return status, nil
	})
	if w.page.full {
		w.notes.error(at, 0, "this file makes a page of more than "+kibibytes(source.PageSize),
			"split it into several files")
	}
	return !w.page.full
}

// headline writes what stands in the heading that is the title.
func (w *writer) headline(heading ast.Node) {
	// The error is always nil: it comes from the function alone.
	_ = ast.Walk(heading, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n == heading {
			return ast.WalkContinue, nil
		}
		return w.node(n, entering), nil
	})
}

// node writes the beginning or the end of one node.
func (w *writer) node(n ast.Node, entering bool) ast.WalkStatus {
	if n == w.survey.omit {
		return ast.WalkSkipChildren
	}
	if tags, ok := around[n.Kind()]; ok {
		w.either(entering, tags[0], tags[1])
		return ast.WalkContinue
	}
	switch n := n.(type) {
	case *ast.Heading:
		w.heading(n, entering)
	case *ast.List:
		w.list(n, entering)
	case *ast.ListItem:
		w.item(n, entering)
	case *ast.TextBlock:
		if !entering && n.NextSibling() != nil && n.FirstChild() != nil {
			w.page.WriteString("\n")
		}
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.code(n, entering)
	case *ast.ThematicBreak:
		w.page.visible = true
		w.either(entering, "<hr>\n", "")
	case *aside:
		w.aside(n, entering)
	case *ast.HTMLBlock, *ast.LinkReferenceDefinition:
		return ast.WalkSkipChildren
	case *east.Table, *east.TableHeader, *east.TableCell:
		w.table(n, entering)
	case *east.FootnoteList, *east.Footnote, *east.FootnoteLink, *east.FootnoteBacklink:
		w.footnote(n, entering)
	default:
		return w.inline(n, entering)
	}
	return ast.WalkContinue
}

// inline writes a node within a paragraph.
func (w *writer) inline(n ast.Node, entering bool) ast.WalkStatus {
	switch n := n.(type) {
	case *ast.Text:
		if entering {
			w.text(n)
		}
	case *ast.RawHTML:
		switch {
		case !entering || !breaks(n, w.body):
		case inCell(n):
			w.page.WriteString("<br>\n")
		default:
			w.page.WriteString(" ") // <br> is left out, but the words stay apart
		}
	case *ast.String:
		if entering {
			w.page.text(n.Value, true)
			w.page.visible = true
		}
	case *ast.CodeSpan:
		w.either(entering, "<code>", "</code>")
	case *ast.Emphasis:
		if n.Level == 2 {
			w.either(entering, "<strong>", "</strong>")
		} else {
			w.either(entering, "<em>", "</em>")
		}
	case *east.TaskCheckBox:
		w.box(n, entering)
	case *ast.Link:
		w.link(n, entering)
	case *ast.AutoLink:
		if entering {
			w.autoLink(n)
		}
	case *ast.Image:
		if entering {
			w.picture(n)
		}
		return ast.WalkSkipChildren
	}
	return ast.WalkContinue
}

// either writes the tag for one end of an element.
func (w *writer) either(entering bool, open, end string) {
	if !entering {
		open = end
	}
	w.page.WriteString(open)
}

// heading writes a heading with its id; one without text is left out.
func (w *writer) heading(n *ast.Heading, entering bool) {
	heading, ok := w.survey.places[n]
	if !ok {
		return
	}
	level := strconv.Itoa(heading.Level)
	if !entering {
		w.page.WriteString("</h" + level + ">\n")
		return
	}
	w.page.WriteString("<h" + level + ` id="`)
	w.page.gap(prefixGap)
	w.page.WriteString(heading.ID + `">`)
}

// list writes a list; a numbered one may begin with any number.
func (w *writer) list(n *ast.List, entering bool) {
	switch {
	case !n.IsOrdered():
		w.either(entering, "<ul>\n", "</ul>\n")
	case n.Start != 1:
		w.either(entering, `<ol start="`+strconv.Itoa(n.Start)+"\">\n", "</ol>\n")
	default:
		w.either(entering, "<ol>\n", "</ol>\n")
	}
}

// item writes an item of a list, with a class when it has a box to tick.
func (w *writer) item(n *ast.ListItem, entering bool) {
	open := "<li>"
	if first := n.FirstChild(); first != nil {
		if first.FirstChild() != nil && first.FirstChild().Kind() == east.KindTaskCheckBox {
			open = `<li class="task">`
		}
		if first.Kind() != ast.KindTextBlock {
			open += "\n"
		}
	}
	w.either(entering, open, "</li>\n")
}

// box draws a box to tick. It is a picture, not a control: nothing on the page
// can be ticked but on paper.
func (w *writer) box(n *east.TaskCheckBox, entering bool) {
	if !entering {
		return
	}
	w.page.visible = true
	class, kind := "tick", toDoGap
	if n.IsChecked {
		class, kind = "tick done", doneGap
	}
	w.page.WriteString(`<span class="` + class + `" role="img" aria-label="`)
	w.page.gap(kind)
	w.page.WriteString(`"></span> `)
}

// code writes a block of code as it stands.
func (w *writer) code(n ast.Node, entering bool) {
	w.either(entering, "<pre><code>", "</code></pre>\n")
	for i := 0; entering && i < n.Lines().Len(); i++ {
		line := n.Lines().At(i)
		w.page.text(line.Value(w.body), true)
		w.page.visible = true
	}
}

// footnote writes footnotes and the links between them and the text.
func (w *writer) footnote(n ast.Node, entering bool) {
	switch n := n.(type) {
	case *east.FootnoteList:
		w.either(entering, "<div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n", "</ol>\n</div>\n")
	case *east.Footnote:
		if !entering {
			w.page.WriteString("</li>\n")
			return
		}
		w.page.WriteString(`<li id="`)
		w.page.gap(prefixGap)
		w.page.WriteString("fn-" + strconv.Itoa(n.Index) + "\">\n")
	case *east.FootnoteLink:
		if !entering {
			return
		}
		number := strconv.Itoa(n.Index)
		w.page.visible = true
		w.page.WriteString(`<sup class="footnote" id="`)
		w.page.gap(prefixGap)
		w.page.WriteString(reference(n.Index, n.RefIndex) + `"><a href="#`)
		w.page.gap(prefixGap)
		w.page.WriteString(`fn-` + number + `" role="doc-noteref">` + number + `</a></sup>`)
	case *east.FootnoteBacklink:
		if !entering {
			return
		}
		w.page.WriteString(` <a class="footnote-back" href="#`)
		w.page.gap(prefixGap)
		w.page.WriteString(reference(n.Index, n.RefIndex) + `" role="doc-backlink" aria-label="`)
		w.page.gap(backGap)
		w.page.WriteString("\">↩\ufe0e</a>")
	}
}

// reference is the id of the place that refers to a footnote, the first time or
// a later one.
func reference(index, again int) string {
	id := "fnref-" + strconv.Itoa(index)
	if again > 0 {
		id += "-" + strconv.Itoa(again+1)
	}
	return id
}

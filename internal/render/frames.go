package render

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"strings"
	"text/template/parse"

	"pairbook/internal/diag"
)

// What stands round the sheets of a workbook is nearly the same for every pair:
// session 3 of one links to the same pages as session 3 of another; only the
// titles differ. So a page is drawn once for all workbooks with the same
// contents, with marks where the titles and the sheets come, and cut at them.
//
// That is right as long as the template does nothing with the titles but show
// them as text. titlesShown makes sure of the one, frame of the other.

// A frame is a page cut where something is put in.
type frame []cut

// A cut is a stretch of a page, and what comes behind it.
type cut struct {
	text   string
	behind slot
}

// A slot is what a frame leaves open.
type slot int

const (
	end slot = iota
	sheetsSlot
	titleSlot
	bookSlot
)

// The marks. The zero bytes of the first are in no text that is read from a file.
// Those of titles cannot have any, since the escaper takes them out: they begin with
// a word that nobody can know, so that no text of an author is taken for one, and go
// on with the signs that are written one way in text and otherwise in an address
// or a script, so that a frame shows where they were.
const (
	sheetsMark = "\x00sheets\x00"
	markSigns  = `<&"'+/ %=>`
)

// marks are those of titles, made anew for each Renderer. They are in no page.
type marks struct{ word, title, book string }

func newMarks() marks {
	word := rand.Text()
	return marks{word: word, title: word + "title" + markSigns, book: word + "book" + markSigns}
}

// escaped writes text as html/template writes it in text and in attributes.
func escaped(text string) string { return escapes.Replace(text) }

var escapes = strings.NewReplacer("\x00", "\uFFFD", `"`, "&#34;", "&", "&amp;", "'", "&#39;", "+", "&#43;", "<", "&lt;", ">", "&gt;")

// frame draws the page of a layout, but for its titles and sheets.
func (e *edition) frame(l Layout) (frame, *diag.Problem) {
	l.Body, l.Title = markup(sheetsMark), e.r.marks.title
	if l.Book != "" {
		l.Book = e.r.marks.book
	}
	around := borrow()
	defer giveBack(around)
	if problem := e.execute(around, layoutName, l); problem != nil {
		return nil, problem
	}
	f := e.r.marks.cut(around.String())
	complain := func(text, hint string) (frame, *diag.Problem) {
		return nil, &diag.Problem{Position: e.r.parsed[layoutName].source.Whole(), Text: text, Hint: hint}
	}
	bodies := 0
	for _, c := range f {
		if c.behind == sheetsSlot {
			bodies++
		}
		if strings.Contains(c.text, e.r.marks.word) {
			return complain("a title is shown in a place that is not text", "write {{.Title}} and {{.Book}} between tags, or in an attribute in quotes that is no address")
		}
	}
	if bodies != 1 {
		return complain("the page must show its sheets once", "write {{.Body}} in one place, not within an attribute")
	}
	return f, nil
}

// cut cuts a page at its marks.
func (m marks) cut(page string) frame {
	all := []struct {
		text string
		slot slot
	}{{sheetsMark, sheetsSlot}, {escaped(m.title), titleSlot}, {escaped(m.book), bookSlot}}
	var f frame
	for {
		at, length, behind := len(page), 0, end
		for _, mark := range all {
			if i := strings.Index(page, mark.text); i >= 0 && i < at {
				at, length, behind = i, len(mark.text), mark.slot
			}
		}
		f = append(f, cut{page[:at], behind})
		if behind == end {
			return f
		}
		page = page[at+length:]
	}
}

// fill writes the page with its titles and sheets.
func (f frame) fill(out *bytes.Buffer, title, book string, sheets func(*bytes.Buffer)) {
	for _, c := range f {
		out.WriteString(c.text)
		switch c.behind {
		case sheetsSlot:
			sheets(out)
		case titleSlot:
			out.WriteString(escaped(title))
		case bookSlot:
			out.WriteString(escaped(book))
		}
	}
}

// A frameKey tells the frames of an edition's workbooks apart.
type frameKey struct {
	contents string // names and addresses of all pages
	page     int    // which of them it is
}

// manyFrames is how many frames an edition keeps.
const manyFrames = 2048

// bookFrame returns the frame of a page of a workbook, from an earlier workbook
// if it can.
func (e *edition) bookFrame(key frameKey, layout func() Layout) (frame, *diag.Problem) {
	e.mu.Lock()
	f := e.frames[key]
	e.mu.Unlock()
	if f != nil {
		return f, nil
	}
	f, problem := e.frame(layout())
	if problem != nil {
		return nil, problem
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.frames) >= manyFrames {
		clear(e.frames)
	}
	e.frames[key] = f
	return f, nil
}

// titlesShown returns a problem for each place of the page layout that does
// something with a title besides showing it, or asking whether there is one.
func (r *Renderer) titlesShown() []diag.Problem {
	p := r.parsed[layoutName]
	var problems []diag.Problem
	allowed := map[parse.Node]bool{}
	for _, tree := range p.trees {
		each(tree.Root, func(n parse.Node) {
			switch n := n.(type) {
			case *parse.ActionNode:
				allow(allowed, n.Pipe)
			case *parse.IfNode:
				allow(allowed, n.Pipe)
			}
		})
		each(tree.Root, func(n parse.Node) {
			name := titleField(n)
			if name == "" || allowed[n] {
				return
			}
			problems = append(problems, diag.Problem{
				Position: near(p.source, int(n.Position()), name),
				Text:     fmt.Sprintf("a page can only show .%s", name),
				Hint:     fmt.Sprintf("write {{.%s}} alone, or {{if .%[1]s}}", name),
			})
		})
	}
	return problems
}

// allow notes the only argument of a pipe.
func allow(allowed map[parse.Node]bool, p *parse.PipeNode) {
	if len(p.Decl) == 0 && len(p.Cmds) == 1 && len(p.Cmds[0].Args) == 1 {
		allowed[p.Cmds[0].Args[0]] = true
	}
}

// titleField returns "Title" or "Book" when a node reads that field of a layout.
func titleField(n parse.Node) string {
	var ident []string
	switch n := n.(type) {
	case *parse.FieldNode:
		ident = n.Ident
	case *parse.VariableNode:
		ident = n.Ident[1:]
	}
	if len(ident) == 1 && (ident[0] == "Title" || ident[0] == "Book") {
		return ident[0]
	}
	return ""
}

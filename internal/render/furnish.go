package render

import (
	"bytes"
	"html/template"
	"strconv"
	"text/template/parse"

	"pairbook/internal/diag"
	"pairbook/internal/workbook"
)

// What a sheet shows of its Frame, its id and number, the titles, is on every
// sheet many times, and each showing by an action of the template would cost more
// than the rest of the line. So where a template does nothing with such a value
// but show it, the folder leaves a mark in the text, and furnish fills it in.
//
// A mark is a zero byte and a letter. No text that is read from a file has zero
// bytes, and the escaper lets none through.

// What the marks stand for.
const (
	markID      = 'i'
	markTab     = 't'
	markBook    = 'b'
	markProgram = 'p'
	markNumber  = 'n'
	markOf      = 'o'
	markSection = 's' // {{section .F}}
	markPlace   = 'l' // {{place .F}}
)

var fieldMarks = map[string]byte{
	"ID": markID, "Tab": markTab, "Book": markBook, "Program": markProgram, "Number": markNumber, "Of": markOf,
}

var functionMarks = map[string]byte{"section": markSection, "place": markPlace}

// A dot is what the folder knows of the value that a stretch of a template is
// drawn from.
type dot int

const (
	anyDot   dot = iota
	sheetDot     // a sheet: its frame is .F
	frameDot     // the frame itself
)

// mark returns the mark for an action that does nothing but show a value of the
// sheet's frame.
func mark(n *parse.ActionNode, at dot) (text []byte, ok bool) {
	if len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) != 1 {
		return nil, false
	}
	args := n.Pipe.Cmds[0].Args
	var letter byte
	switch first := args[0].(type) {
	case *parse.IdentifierNode:
		if len(args) == 2 && isFrame(args[1], at) {
			letter = functionMarks[first.Ident]
		}
	default:
		if path := framePath(first, at); len(args) == 1 && len(path) == 1 {
			letter = fieldMarks[path[0]]
		}
	}
	return []byte{0, letter}, letter != 0
}

// isFrame reports whether a node is the sheet's frame as a whole.
func isFrame(n parse.Node, at dot) bool {
	path := framePath(n, at)
	return path != nil && len(path) == 0
}

// framePath returns the fields that a node reads from the frame on; nil when it is
// about something else.
func framePath(n parse.Node, at dot) []string {
	var path []string
	switch n := n.(type) {
	case *parse.DotNode:
		path = []string{}
	case *parse.FieldNode:
		path = n.Ident
	default:
		return nil
	}
	switch {
	case at == frameDot:
		return path
	case at == sheetDot && len(path) > 0 && path[0] == "F":
		return path[1:]
	}
	return nil
}

// frameOf reports whether a template is called with the sheet's frame.
func frameOf(n *parse.TemplateNode, at dot) bool {
	return n.Pipe != nil && len(n.Pipe.Decl) == 0 && len(n.Pipe.Cmds) == 1 && len(n.Pipe.Cmds[0].Args) == 1 &&
		isFrame(n.Pipe.Cmds[0].Args[0], at)
}

// frameless reports whether a template of a sheet, folded, shows nothing of the frame
// but the guide: then one drawing serves all sheets that are alike but for their
// frames.
func frameless(root parse.Node) bool {
	bare := true
	eachAt(root, sheetDot, func(n parse.Node, at dot) {
		var path []string
		switch n := n.(type) {
		case *parse.DotNode:
			bare = bare && at != sheetDot
		case *parse.FieldNode:
			if path = n.Ident; at != sheetDot {
				return
			}
		case *parse.VariableNode:
			if n.Ident[0] != "$" {
				return
			}
			path = n.Ident[1:]
			bare = bare && len(path) > 0
		}
		if len(path) > 0 && (path[0] == "Frame" || path[0] == "F" && (len(path) == 1 || path[1] != "Guide")) {
			bare = false
		}
	})
	return bare
}

// furnish copies what was drawn, with the values of a frame in place of the marks.
func (e *edition) furnish(out *bytes.Buffer, drawn []byte, f *workbook.Frame) error {
	for {
		i := bytes.IndexByte(drawn, 0)
		if i < 0 || i+1 == len(drawn) {
			out.Write(drawn)
			return nil
		}
		out.Write(drawn[:i])
		text, err := e.marked(drawn[i+1], f)
		if err != nil {
			return err
		}
		out.WriteString(text)
		drawn = drawn[i+2:]
	}
}

// marked is what a mark stands for, as HTML.
func (e *edition) marked(letter byte, f *workbook.Frame) (text string, err error) {
	switch letter {
	case markID:
		text = f.ID
	case markTab:
		return strconv.Itoa(f.Tab()), nil
	case markBook:
		text = f.Book
	case markProgram:
		text = f.Program
	case markNumber:
		return strconv.Itoa(f.Number), nil
	case markOf:
		return strconv.Itoa(f.Of), nil
	case markSection:
		text, err = e.section(*f)
	case markPlace:
		text, err = e.place(*f)
	}
	return escaped(text), err
}

// section is the word on the edge tab of a sheet.
func (v *vocabulary) section(f workbook.Frame) (string, error) {
	return v.text("section." + f.Section)
}

// place is the number of a sheet among all.
func (v *vocabulary) place(f workbook.Frame) (string, error) {
	return v.text("foot.sheet", "n", f.Number, "of", f.Of)
}

// text is say for strings without HTML in them.
func (v *vocabulary) text(key string, pairs ...any) (string, error) {
	said, err := v.say(key, pairs...)
	if err != nil {
		return "", err
	}
	return said.(string), nil
}

// sheet draws one sheet.
func (e *edition) sheet(out *bytes.Buffer, s workbook.Sheet) *diag.Problem {
	name := "sheets/" + s.Template()
	drawn := borrow()
	defer giveBack(drawn)
	if problem := e.execute(drawn, name, s); problem != nil {
		return problem
	}
	if key, again := e.sheetKey(name, s); again {
		e.r.sheets.keep(key, markup(drawn.String()))
	}
	if err := e.furnish(out, drawn.Bytes(), s.Frame()); err != nil {
		return missing(err)
	}
	return nil
}

// sheetWithin draws a sheet for another template that calls its template, unless it
// was drawn for a workbook before.
func (e *edition) sheetWithin(name string, s workbook.Sheet) (template.HTML, error) {
	drawn, out := borrow(), borrow()
	defer giveBack(drawn)
	defer giveBack(out)
	key, again := e.sheetKey(name, s)
	if !again || !e.r.sheets.take(drawn, key) {
		if err := e.set.ExecuteTemplate(limited{drawn}, name, s); err != nil {
			return "", err
		}
	}
	if err := e.furnish(out, drawn.Bytes(), s.Frame()); err != nil {
		return "", err
	}
	return markup(out.String()), nil
}

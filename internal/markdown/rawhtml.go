package markdown

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// tag is an opening or closing tag; its name is the second group.
var tag = regexp.MustCompile(`<(/?)([A-Za-z][A-Za-z0-9-]*)[^<>]*>`)

// An htmlFinder warns of every piece of HTML, once for an opening tag and the
// closing one that belongs to it.
type htmlFinder struct {
	body  []byte
	notes *notes
	open  map[string]int // tags that wait for the closing one
}

// inline takes in one tag or comment in the middle of text.
func (h *htmlFinder) inline(n *ast.RawHTML) {
	if breaks(n, h.body) && inCell(n) {
		return // there is no other way to write it
	}
	h.piece(n.Pos(), string(n.Segments.Value(h.body)), "")
}

// block takes in lines that the parser has set aside as HTML: the text between
// the tags is lost with them, and the author must know.
func (h *htmlFinder) block(n *ast.HTMLBlock) {
	text := string(n.Lines().Value(h.body))
	if n.HasClosure() {
		text += string(n.ClosureLine.Value(h.body))
	}
	text = strings.TrimSpace(text)
	end := ""
	if strings.Contains(text, "\n") {
		switch n.HTMLBlockType {
		case ast.HTMLBlockType1:
			end = " and all from there to its end"
		case ast.HTMLBlockType6, ast.HTMLBlockType7:
			end = " and all from there to the next empty line"
		}
	}
	h.piece(n.Pos(), text, end)
}

// piece warns of one piece of HTML unless it only closes what was warned of.
// and says what else is left out with it.
func (h *htmlFinder) piece(at int, text, and string) {
	if h.closes(text) {
		return
	}
	width := strings.IndexByte(text, '>') + 1
	what, hint := "this declaration", `take it out, or write \< if it is meant as text`
	verb := " is left out"
	first := tag.FindStringSubmatch(text)
	switch {
	case first != nil && strings.HasPrefix(text, first[0]):
		what, hint = "<"+first[1]+first[2]+">"+and, tagHint(strings.ToLower(first[2]))
		if and != "" {
			verb = " are left out"
		}
	case strings.HasPrefix(text, "<!--"):
		what, hint = "this comment", "take it out of the file; nobody would see it"
	}
	h.notes.warn(at, max(width, 1), "HTML is not passed on: "+what+verb, hint)
}

// closes keeps the account of open tags and reports whether text has nothing but
// closing tags of such.
func (h *htmlFinder) closes(text string) bool {
	only, last := true, 0
	for _, m := range tag.FindAllStringSubmatchIndex(text, -1) {
		only = only && strings.TrimSpace(text[last:m[0]]) == ""
		last = m[1]
		name := strings.ToLower(text[m[4]:m[5]])
		switch {
		case m[2] == m[3]:
			h.open[name]++
			only = false
		case h.open[name] > 0:
			h.open[name]--
		default:
			only = false
		}
	}
	return only && strings.TrimSpace(text[last:]) == ""
}

// breaks reports whether a tag stands between two words.
func breaks(n *ast.RawHTML, body []byte) bool {
	segment := n.Segments.At(0)
	m := tag.FindSubmatch(segment.Value(body))
	return m != nil && strings.EqualFold(string(m[2]), "br")
}

// instead says how to write in Markdown what the tags before it were meant to do.
var instead = []struct{ tags, hint string }{
	{"br", `end the line with two spaces or a backslash (\)`},
	{"hr", "write --- on a line of its own"},
	{"b strong", "write **text**"},
	{"i em", "write *text*"},
	{"u", "write *text*; underlined text looks like a link"},
	{"s del strike", "write ~~text~~"},
	{"code tt kbd", "write `text`"},
	{"pre", "write ``` on a line of its own above and below"},
	{"a", "write [text](address)"},
	{"img", "write ![what it shows](picture.png)"},
	{"p", "put an empty line between paragraphs"},
	{"h1", "write # and the heading"},
	{"h2", "write ## and the heading"},
	{"h3", "write ### and the heading"},
	{"h4", "write #### and the heading"},
	{"h5", "write ##### and the heading"},
	{"h6", "write ###### and the heading"},
	{"ul ol li", "begin each line with - or 1."},
	{"table thead tbody tr td th", "write a table with | between the cells and a line of --- below the first row"},
	{"blockquote", "begin each line with >"},
	{"q", "write the quotation marks"},
	{"div span center font section article small big mark style sub sup", "write the text without the tag; the theme says how it looks"},
	{"details summary", "write a heading and the text below it; paper cannot unfold"},
	{"iframe video audio embed object", "link to it instead: [text](address)"},
	{"script noscript", "take it out: no page of a workbook runs scripts"},
	{"form input textarea select button", "for lines to write on, use [[prompts]] above the text; for a box to tick, - [ ] text"},
}

// tagHint returns what to write instead of a tag, given in small letters.
func tagHint(name string) string {
	for _, row := range instead {
		if slices.Contains(strings.Fields(row.tags), name) {
			return row.hint
		}
	}
	return `write it in Markdown, or \< if it is meant as text`
}

package markdown

import (
	"regexp"
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
	var text strings.Builder
	for i := range n.Segments.Len() {
		segment := n.Segments.At(i)
		text.Write(segment.Value(h.body))
	}
	h.piece(n.Pos(), text.String(), "")
}

// block takes in lines that the parser has set aside as HTML: the text between
// the tags is lost with them, and the author must know.
func (h *htmlFinder) block(n *ast.HTMLBlock) {
	var text strings.Builder
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		text.Write(line.Value(h.body))
	}
	if n.HasClosure() {
		text.Write(n.ClosureLine.Value(h.body))
	}
	end := ""
	if strings.Contains(strings.TrimSpace(text.String()), "\n") {
		switch n.HTMLBlockType {
		case ast.HTMLBlockType1:
			end = " and all from there to its end"
		case ast.HTMLBlockType6, ast.HTMLBlockType7:
			end = " and all from there to the next empty line"
		}
	}
	h.piece(n.Pos(), strings.TrimSpace(text.String()), end)
}

// piece warns of one piece of HTML unless it only closes what was warned of.
// and says what else is left out with it.
func (h *htmlFinder) piece(at int, text, and string) {
	if h.closes(text) {
		return
	}
	width := strings.IndexByte(text, '>') + 1
	first := tag.FindStringSubmatchIndex(text)
	if first == nil || first[0] > 0 {
		name, hint := notATag(text)
		h.notes.warn(at, max(width, 1), "HTML is not passed on: "+name+" is left out", hint)
		return
	}
	name := text[first[2]:first[5]]
	verb := " is left out"
	if and != "" {
		verb = " are left out"
	}
	hint := instead[strings.ToLower(text[first[4]:first[5]])]
	if hint == "" {
		hint = `write it in Markdown, or \< if it is meant as text`
	}
	h.notes.warn(at, width, "HTML is not passed on: <"+name+">"+and+verb, hint)
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

// notATag names HTML that is no element.
func notATag(text string) (name, hint string) {
	if strings.HasPrefix(text, "<!--") {
		return "this comment", "take it out of the file; nobody would see it"
	}
	return "this declaration", `take it out, or write \< if it is meant as text`
}

const (
	noTag    = "write the text without the tag; the theme says how it looks"
	asLink   = "link to it instead: [text](address)"
	asTable  = "write a table with | between the cells and a line of --- below the first row"
	asList   = "begin each line with - or 1."
	noScript = "take it out: no page of a workbook runs scripts"
	noForm   = "for lines to write on, use [[prompts]] above the text; for a box to tick, - [ ] text"
)

// instead says how to write in Markdown what a tag was meant to do.
var instead = map[string]string{
	"br":     `end the line with two spaces or a backslash (\)`,
	"hr":     "write --- on a line of its own",
	"b":      "write **text**",
	"strong": "write **text**",
	"i":      "write *text*",
	"em":     "write *text*",
	"u":      "write *text*; underlined text looks like a link",
	"s":      "write ~~text~~",
	"del":    "write ~~text~~",
	"strike": "write ~~text~~",
	"code":   "write `text`",
	"tt":     "write `text`",
	"kbd":    "write `text`",
	"pre":    "write ``` on a line of its own above and below",
	"a":      "write [text](address)",
	"img":    "write ![what it shows](picture.png)",
	"p":      "put an empty line between paragraphs",
	"h1":     "write # and the heading", "h2": "write ## and the heading",
	"h3": "write ### and the heading", "h4": "write #### and the heading",
	"h5": "write ##### and the heading", "h6": "write ###### and the heading",
	"ul": asList, "ol": asList, "li": asList,
	"table": asTable, "thead": asTable, "tbody": asTable, "tr": asTable, "td": asTable, "th": asTable,
	"blockquote": "begin each line with >",
	"q":          "write the quotation marks",
	"div":        noTag, "span": noTag, "center": noTag, "font": noTag, "section": noTag, "article": noTag,
	"small": noTag, "big": noTag, "mark": noTag, "style": noTag, "sub": noTag, "sup": noTag,
	"details": "write a heading and the text below it; paper cannot unfold",
	"summary": "write a heading and the text below it; paper cannot unfold",
	"iframe":  asLink, "video": asLink, "audio": asLink, "embed": asLink, "object": asLink,
	"script": noScript, "noscript": noScript,
	"form": noForm, "input": noForm, "textarea": noForm, "select": noForm, "button": noForm,
}

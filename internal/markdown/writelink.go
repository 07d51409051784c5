package markdown

import (
	"bytes"
	"cmp"
	"fmt"
	"html"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"pairbook/internal/source"
)

// text writes a piece of text and the line break after it.
func (w *writer) text(n *ast.Text) {
	value := n.Segment.Value(w.body)
	if n.Parent().Kind() == ast.KindCodeSpan {
		w.page.text(bytes.ReplaceAll(value, []byte("\n"), []byte(" ")), true)
		w.page.visible = true
		return
	}
	if n.IsRaw() || bytes.IndexByte(value, '{') < 0 {
		w.plain(value, n.Segment.Start, n.IsRaw())
	} else {
		for _, p := range piecesOf(string(value), unescaped(string(value))) {
			if p.field != "" {
				w.page.gaps = append(w.page.gaps, gap{at: len(w.page.html), kind: fieldGap, alt: p.field})
				w.page.gapped += fieldSize
				continue
			}
			w.plain([]byte(p.text), n.Segment.Start+p.at, false)
		}
	}
	w.page.visible = w.page.visible || len(bytes.TrimSpace(value)) > 0
	switch {
	case n.HardLineBreak():
		w.page.WriteString("<br>\n")
	case n.SoftLineBreak():
		w.page.WriteString("\n")
	}
}

// fieldSize is how much of the size of a page a field counts for.
const fieldSize = 200

// plain writes text that stands at a place of the body.
func (w *writer) plain(value []byte, at int, raw bool) {
	from := len(w.page.html)
	w.page.text(value, raw)
	w.clean(from, at, value)
}

// entity is a character written by number or by name.
var entity = regexp.MustCompile(`&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);`)

// clean takes characters out of what was written from an offset on that no text
// may hold. Only entities such as &#x202e; are noted: a character that stands in
// the file as such was noted before.
func (w *writer) clean(from, at int, value []byte) {
	if bytes.IndexByte(value, '&') < 0 || w.page.full {
		return
	}
	cleaned, name := safe(string(w.page.html[from:]))
	if name == "" {
		return
	}
	w.page.html = append(w.page.html[:from], cleaned...)
	for _, m := range entity.FindAllIndex(value, -1) {
		if _, name := safe(decode(value[m[0]:m[1]])); name != "" {
			w.notes.error(at+m[0], m[1]-m[0], "the text holds "+name, "delete it")
		}
	}
}

// safe returns text without the characters that no text may hold, and the name
// of the first of them.
func safe(text string) (cleaned, first string) {
	var b strings.Builder
	for {
		offset, name, fine := source.Safe(text)
		if fine {
			b.WriteString(text)
			return b.String(), first
		}
		first = cmp.Or(first, name)
		_, size := utf8.DecodeRuneInString(text[offset:])
		b.WriteString(text[:offset])
		text = text[offset+size:]
	}
}

// attribute returns plain text as the value of an attribute of a link or picture.
func (w *writer) attribute(text string, n ast.Node) string {
	cleaned, name := safe(text)
	if name != "" {
		w.notes.error(n.Pos(), w.width(n), "the text holds "+name, "delete it")
	}
	return escape(cleaned)
}

// title returns the attribute for the title of a link or picture, if it has one.
func (w *writer) title(text []byte, n ast.Node) string {
	if len(text) == 0 {
		return ""
	}
	var p page
	p.text(text, false)
	return ` title="` + w.attribute(html.UnescapeString(string(p.html)), n) + `"`
}

// link writes an end of a link. A link that is left out keeps its text.
func (w *writer) link(n *ast.Link, entering bool) {
	if entering {
		w.open = append(w.open, w.openLink(n))
		return
	}
	last := len(w.open) - 1
	switch w.open[last] {
	case inside:
		w.page.gap(endLinkGap)
	case section, outside:
		w.page.WriteString("</a>")
	}
	w.open = w.open[:last]
}

// openLink writes the beginning of a link and returns where it leads.
func (w *writer) openLink(n *ast.Link) target {
	to, more := decode(n.Destination), w.title(n.Title, n)
	kind, refused := targetOf(to, false)
	switch kind {
	case inside:
		w.keep(linkGap, n, to, "", more)
	case outside:
		w.page.WriteString(`<a href="` + attribute(to) + `"` + more + `>`)
	case section:
		name := unescape(to[1:])
		id, doubt, ok := w.survey.anchor(name)
		if !ok {
			w.notes.warn(n.Pos(), w.width(n),
				fmt.Sprintf("the link is left out: no heading of this file is called %q", clip(name)), w.survey.nearest(name))
			return nowhere
		}
		if doubt != nil {
			w.notes.warn(n.Pos(), w.width(n), doubt.Text, doubt.Hint)
		}
		w.page.WriteString(`<a href="#`)
		if id != "" {
			w.page.gap(prefixGap)
		}
		w.page.WriteString(id + `"` + more + `>`)
	case nowhere:
		w.notes.warn(n.Pos(), w.width(n), "the link is left out: "+refused.text, refused.hint)
	}
	return kind
}

// autoLink writes an address between < and >.
func (w *writer) autoLink(n *ast.AutoLink) {
	to, label := string(n.URL(w.body)), n.Label(w.body)
	if n.AutoLinkType == ast.AutoLinkEmail {
		to = "mailto:" + to
	}
	kind, refused := targetOf(to, false)
	if kind == outside {
		w.page.WriteString(`<a href="` + attribute(to) + `">`)
	} else if refused != nil {
		w.notes.warn(n.Pos(), len(label)+len("<>"), "the link is left out: "+refused.text, refused.hint)
	}
	w.page.text(label, true)
	w.page.visible = true
	if kind == outside {
		w.page.WriteString("</a>")
	}
}

// picture leaves a gap for a picture of the site.
func (w *writer) picture(n *ast.Image) {
	w.page.visible = true
	to, alt := decode(n.Destination), w.attribute(plainText(n, w.body), n)
	if _, refused := targetOf(to, true); refused != nil {
		w.notes.warn(n.Pos(), w.width(n), "the picture is left out: "+refused.text, refused.hint)
		w.page.WriteString(alt)
		return
	}
	w.keep(pictureGap, n, to, alt, w.title(n.Title, n))
}

// keep remembers a link or picture for when the page is known. What will stand
// in the gap counts towards the size of the page.
func (w *writer) keep(kind gapKind, n ast.Node, to, alt, more string) {
	if !w.page.room(len(to) + len(alt) + len(more)) {
		return
	}
	w.page.gapped += len(to) + len(alt) + len(more)
	link := linkTo(to, kind == pictureGap)
	link.Position = w.notes.at(n.Pos(), w.width(n))
	w.page.gaps = append(w.page.gaps, gap{
		at: len(w.page.html), kind: kind, link: len(w.page.links), alt: alt, more: more,
	})
	w.page.links = append(w.page.links, link)
}

// width measures a link in the source, from its first bracket to its last or to
// the end of the line: [text](address "title"), [text][name], [text].
func (w *writer) width(n ast.Node) int {
	text := w.notes.src.Text[n.Pos():]
	text = strings.TrimRight(text[:lineEnd(text, 0)], " \t\n")
	end := after(text, strings.IndexByte(text, '['), '[', ']')
	if end < len(text) && text[end] == '(' {
		return after(text, end, '(', ')')
	}
	if end < len(text) && text[end] == '[' {
		return after(text, end, '[', ']')
	}
	return end
}

// after returns the offset after the bracket that closes the one at start, or
// the length of the text.
func after(text string, start int, open, end byte) int {
	depth := 0
	for i := max(start, 0); i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case open:
			depth++
		case end:
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

// clip shortens text for a message.
func clip(text string) string {
	const shown = 60
	if runes := []rune(text); len(runes) > shown {
		return string(runes[:shown]) + "…"
	}
	return text
}

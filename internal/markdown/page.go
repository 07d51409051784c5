package markdown

import (
	"strings"

	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"pairbook/internal/source"
)

// Options say how a document is put on a page. The zero value leaves out every
// relative link and speaks English.
type Options struct {
	// Resolve returns the address, seen from the page, of a link or picture of
	// Document.Links. "" leaves it out: the text of the link or the description
	// of the picture stays.
	Resolve func(Link) string

	// Prefix is put before every id and every link to one, so that several
	// documents can be on one page: "goals-". Letters, digits and hyphens.
	Prefix string

	// What a screen reader says of a box, and of the arrow that leads from a
	// footnote back to the text; "" means "to do", "done", "back to the text".
	ToDo, Done, Back string

	// Aside returns the title of an aside of a kind, "note", "tip", "important", "warning" or
	// "caution", that has none of its own. Nil: the kind in English.
	Aside func(kind string) string

	// Field returns what fills a field, one of Fields, as text. Nil: the field as written.
	Field func(name string) string
}

// A gap is a part of the HTML that depends on the page.
type gap struct {
	at   int // offset in the HTML
	kind gapKind
	link int    // for links and pictures: index in page.links
	alt  string // for pictures: the description, escaped; for asides: the kind; for fields: the name
	more string // for links and pictures: further attributes
}

type gapKind int

const (
	prefixGap gapKind = iota
	toDoGap
	doneGap
	backGap
	linkGap    // <a …>
	endLinkGap // </a>
	pictureGap // <img …>
	asideGap   // the title of an aside
	fieldGap
)

// A page is HTML with gaps. Its methods to write make it a util.BufWriter, which
// goldmark's escaping writes to; beyond the limit nothing is written any more.
type page struct {
	html    []byte
	gaps    []gap
	links   []Link
	gapped  int  // size of what will stand in the gaps
	visible bool // there is something to see
	full    bool // the limit was reached
}

// room reports whether size bytes more may be written.
func (p *page) room(size int) bool {
	p.full = p.full || len(p.html)+p.gapped+size > source.PageSize
	return !p.full
}

// Write appends HTML.
func (p *page) Write(b []byte) (int, error) {
	if p.room(len(b)) {
		p.html = append(p.html, b...)
	}
	return len(b), nil
}

// WriteString appends HTML.
func (p *page) WriteString(s string) (int, error) {
	if p.room(len(s)) {
		p.html = append(p.html, s...)
	}
	return len(s), nil
}

// WriteByte appends a byte of HTML.
func (p *page) WriteByte(b byte) error {
	if p.room(1) {
		p.html = append(p.html, b)
	}
	return nil
}

// WriteRune appends a character of HTML.
func (p *page) WriteRune(r rune) (int, error) { return p.WriteString(string(r)) }

// Available, Buffered and Flush are there for util.BufWriter; nothing is buffered.
func (p *page) Available() int { return source.PageSize - len(p.html) }
func (p *page) Buffered() int  { return 0 }
func (p *page) Flush() error   { return nil }

var _ util.BufWriter = (*page)(nil)

// text appends text of the body, escaped. Unless it is raw, as code is, its
// entities and backslash escapes are resolved.
func (p *page) text(b []byte, raw bool) {
	if raw {
		html.DefaultWriter.RawWrite(p, b)
	} else {
		html.DefaultWriter.Write(p, b)
	}
}

// gap leaves one of the gaps without a link.
func (p *page) gap(kind gapKind) { p.gaps = append(p.gaps, gap{at: len(p.html), kind: kind}) }

// Render returns the body as HTML.
func (d *Document) Render(o Options) string { return d.page.render(o) }

// RenderTitle returns the heading that became the title as HTML, with its links and footnotes; ""
// when the title is that of the front matter alone.
func (d *Document) RenderTitle(o Options) string { return d.heading.render(o) }

// render fills the gaps.
func (p *page) render(o Options) string {
	o.Prefix = escape(o.Prefix)
	o.ToDo, o.Done, o.Back = word(o.ToDo, "to do"), word(o.Done, "done"), word(o.Back, "back to the text")
	var b strings.Builder
	b.Grow(len(p.html) + 64*len(p.gaps))
	last, closing := 0, ""
	for _, g := range p.gaps {
		b.Write(p.html[last:g.at])
		last = g.at
		switch g.kind {
		case prefixGap:
			b.WriteString(o.Prefix)
		case toDoGap:
			b.WriteString(o.ToDo)
		case doneGap:
			b.WriteString(o.Done)
		case backGap:
			b.WriteString(o.Back)
		case asideGap:
			b.WriteString(o.aside(g.alt))
		case fieldGap:
			b.WriteString(o.field(g.alt))
		case endLinkGap:
			b.WriteString(closing)
		case linkGap:
			closing = ""
			if address := o.address(p.links[g.link]); address != "" {
				b.WriteString(`<a href="` + address + `"` + g.more + `>`)
				closing = "</a>"
			}
		case pictureGap:
			if address := o.address(p.links[g.link]); address != "" {
				b.WriteString(`<img src="` + address + `" alt="` + g.alt + `"` + g.more + `>`)
			} else {
				b.WriteString(g.alt)
			}
		}
	}
	b.Write(p.html[last:])
	return b.String()
}

// aside returns the title of an aside that has none of its own.
func (o Options) aside(kind string) string {
	if o.Aside != nil {
		return escape(o.Aside(kind))
	}
	return strings.ToUpper(kind[:1]) + kind[1:]
}

// field returns what fills a field.
func (o Options) field(name string) string {
	if o.Field != nil {
		return escape(o.Field(name))
	}
	return "{" + name + "}"
}

// address asks for the address of a link, ready for an attribute. What is not
// relative is left out: the resolver may only lead to places of the site.
func (o Options) address(link Link) string {
	if o.Resolve == nil {
		return ""
	}
	to := o.Resolve(link)
	if kind, _ := targetOf(to, link.Picture); kind != inside && kind != section {
		return ""
	}
	return attribute(to)
}

// attribute escapes an address for use in an attribute: per cent escapes where
// an address needs them, then entities.
func attribute(address string) string {
	return string(util.EscapeHTML(util.URLEscape([]byte(address), false)))
}

// escape escapes text for an attribute.
func escape(text string) string { return string(util.EscapeHTML([]byte(text))) }

// word returns a text for an attribute, or its default.
func word(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return escape(text)
}

package render

import (
	"bytes"
	"fmt"
	"html/template"
	"iter"
	"path"
	"slices"
	"strings"
	"sync"

	"pairbook/internal/diag"
	"pairbook/internal/program"
)

// An Assembly is a page with placeholders that are filled with many pieces: a table with
// a row for each relationship, sheets of many workbooks to print in one go.
//
// The page and each piece are held to the largest size of a page; together they
// may be larger, since they grow with the number of relationships and with
// nothing else. One page is in memory at a time.
type Assembly struct {
	Path     string // where the page will lie in its output
	Language program.Language
	Layout   Layout // Lang, Dir, Root, Print, Program and Body are filled in

	Template string // with Data, which holds a Placeholder for each key of Pieces
	Data     any
	Pieces   map[string]iter.Seq[Piece]
}

// A Piece is drawn by a template of its own.
type Piece struct {
	Template string
	Data     func() any // called when the piece has to be drawn

	// From stands for all that the piece rests on besides the templates: pieces of one
	// template with the same From are the same, and are remembered until the page is
	// assembled again. "": this one is not.
	From string

	// For has the piece drawn as in the workbook of a relationship: in its language
	// and with its labels. Its links are those of the workbook too, but for one thing:
	// where they lead up and out of its folder they lead there from the page, by way of
	// Public, the link to the root of the public output. nil: drawn like the page.
	For    *program.Relationship
	Public string
}

// Placeholder is what stands in the data of an Assembly where pieces go. No value of an
// author can be one: no file holds its zero bytes.
func Placeholder(name string) template.HTML { return markup(placeholderStart + name + placeholderEnd) }

const placeholderStart, placeholderEnd = "\x00pieces ", "\x00"

// Assemble draws a page, fills its placeholders and passes it to emit. A template may leave a
// placeholder out; its pieces are not drawn then. The bytes are only good until emit returns,
// whose error is returned.
func (r *Renderer) Assemble(a Assembly, emit func(page []byte) error) ([]diag.Problem, error) {
	l := r.localize(localizedKey{lang: a.Language, labels: r.labels, root: root(a.Path)})
	if l.problems != nil {
		return l.problems, nil
	}
	buffer, page := borrow(), assembled.Get().(*[]byte)
	defer giveBack(buffer)
	defer assembled.Put(page)
	l.complete(&a.Layout)
	drawn, problem := l.draw(*buffer, a.Template, a.Data)
	if problem == nil {
		a.Layout.Body = markup(string(drawn))
		drawn, problem = l.draw(drawn[:0], layoutName, &a.Layout)
	}
	if problem != nil {
		return []diag.Problem{named(*problem, a.Path, "")}, nil
	}
	*buffer = drawn
	work := assembling{l: l, of: a, page: (*page)[:0], known: r.pieces.of(a.Path), now: map[pieceKey]string{}}
	problems := work.fill(drawn)
	*page = work.page
	if problems != nil {
		return problems, nil
	}
	r.pieces.keep(pagePieces{a.Path, work.now, len(work.page)})
	return nil, emit(work.page)
}

// assembled are used again like buffers, apart from those: they are much larger.
var assembled = sync.Pool{New: func() any { return new([]byte) }}

// An assembling is the work of filling the placeholders of one page.
type assembling struct {
	l     *localized // for the page
	of    Assembly
	page  []byte
	known map[pieceKey]string // the pieces that the page had last time
	now   map[pieceKey]string // and those that it has now
}

// fill copies what was drawn, with pieces in place of the placeholders.
func (a *assembling) fill(drawn []byte) []diag.Problem {
	for {
		before, rest, found := bytes.Cut(drawn, []byte(placeholderStart))
		a.page = append(a.page, before...)
		if !found {
			return nil
		}
		name, after, _ := bytes.Cut(rest, []byte(placeholderEnd))
		if pieces := a.of.Pieces[string(name)]; pieces != nil {
			for piece := range pieces {
				if problems := a.piece(piece); problems != nil {
					return problems
				}
			}
		}
		drawn = after
	}
}

// piece draws one piece at the end of the page, or copies what is remembered.
func (a *assembling) piece(p Piece) []diag.Problem {
	key := pieceKey{p.Template, p.From}
	text, known := a.known[key]
	if known && p.From != "" {
		a.page, a.now[key] = append(a.page, text...), text
		return nil
	}
	l, title, relationship := a.l, a.of.Path, ""
	if rel := p.For; rel != nil {
		l, title, relationship = l.r.localizedFor(rel), rel.Title, rel.Key()
		if l.problems != nil {
			return l.problems
		}
	}
	buffer := borrow()
	defer giveBack(buffer)
	drawn, problem := l.draw(*buffer, p.Template, p.Data())
	if *buffer = drawn; problem != nil {
		return []diag.Problem{named(*problem, title, relationship)}
	}
	start := len(a.page)
	if p.For != nil {
		a.page = appendMoved(a.page, drawn, p.Public, path.Dir(p.For.Dir()))
	} else {
		a.page = append(a.page, drawn...)
	}
	if p.From != "" {
		a.now[key] = string(a.page[start:])
	}
	return nil
}

// appendMoved copies what was drawn for a workbook to a page elsewhere: links that lead
// up from the folder of the workbook lead from the root of the public output instead.
// cohort is the folder above that of the workbook. No text has a quotation mark that is
// not escaped, so what is found is the beginning of an attribute.
func appendMoved(page, drawn []byte, public, cohort string) []byte {
	for {
		before, link, found := bytes.Cut(drawn, []byte(`"../`))
		page = append(page, before...)
		if !found {
			return page
		}
		page = append(append(page, '"'), public...)
		if drawn = bytes.TrimPrefix(link, []byte("../")); len(drawn) == len(link) {
			page = append(append(page, cohort...), '/')
		}
	}
}

// A pieceKey tells the pieces of a page apart.
type pieceKey struct{ template, from string }

// pieceBytes is how much of pieces is remembered: the pages of a cohort or two, which
// somebody edits one file after the other of.
const pieceBytes = 32 << 20

// pageMemory remembers the pieces of the pages that were assembled lately, each page's
// as it was the last time.
type pageMemory struct {
	mu    sync.Mutex
	pages []pagePieces // the latest last
}

type pagePieces struct {
	path   string
	pieces map[pieceKey]string
	bytes  int // of the page
}

// of returns the pieces of a page, which are not to be changed.
func (m *pageMemory) of(path string) map[pieceKey]string {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, p := range m.pages {
		if p.path == path {
			return p.pieces
		}
	}
	return nil
}

// keep remembers the pieces of a page in place of those it had, and forgets the pages
// that it was longest ago for whose room they take.
func (m *pageMemory) keep(now pagePieces) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.pages = slices.DeleteFunc(m.pages, func(p pagePieces) bool { return p.path == now.path })
	if len(now.pieces) > 0 {
		m.pages = append(m.pages, now)
	}
	total := 0
	for i, p := range slices.Backward(m.pages) {
		if total += p.bytes; total > pieceBytes {
			m.pages = slices.Delete(m.pages, 0, i+1)
			return
		}
	}
}

// Say returns a string in a language and with the programme's labels, for what is
// no page: the columns of a table that a spreadsheet opens. Its slots are filled
// from pairs of name and value, as in templates. The error is a diag.Complaint.
func (r *Renderer) Say(lang program.Language, key string, pairs ...any) (string, error) {
	said, _, err := r.localize(localizedKey{lang: lang, labels: r.labels}).words(key, pairs)
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(fmt.Sprint(said)), nil
}

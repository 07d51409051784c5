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

// An Assembly is a file with placeholders that are filled with many pieces: a table with
// a row for each relationship, sheets of many workbooks to print in one go.
//
// The page and each piece are held to the largest size of a page; together they
// may be larger, since they grow with the number of relationships and with
// nothing else. One page is in memory at a time.
type Assembly struct {
	Path     string // where the page will lie in its output
	Language program.Language
	Layout   Layout // Lang, Dir, Root, Print, Program and Body are filled in

	Template string // with Data, which holds a Placeholder for each key of Pieces; "": there is nothing but Pieces[""]
	Data     any
	Pieces   map[string]iter.Seq[Piece]

	Memo Memo
}

// A Memo says what an Assembly is made from, for it to be remembered until the same file is
// assembled again. The zero Memo: it is not.
type Memo struct {
	Key  string // stands for all that the file rests on besides the templates
	Rest string // stands for all that the pieces rest on besides the templates and their From; "": nothing is remembered

	// Same is told that the file comes out as it did for a key, and reports whether that
	// will do, so that it need not be emitted.
	Same func(key string) bool
}

// A Piece is drawn by a template of its own.
type Piece struct {
	Template string     // "": Data is a string, the text of the piece
	Data     func() any // called when the piece has to be drawn

	// From stands for all that the piece rests on besides the Rest of the Memo: pieces of one
	// template with the same From are the same. Whatever it points to never changes. nil:
	// this one is not remembered.
	From any

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
	drawn, problem := l.around(*buffer, &a)
	if problem != nil {
		return []diag.Problem{named(*problem, a.Path, "")}, nil
	}
	*buffer = drawn
	work := assembling{l: l, of: a, page: (*page)[:0]}
	if a.Memo.Rest != "" {
		work.last = r.pages.of(a.Path, a.Memo.Rest)
		work.same = work.last != nil
		work.now = work.last.next(a)
	}
	problems := work.fill(drawn)
	if *page = work.page; problems != nil {
		return problems, nil
	}
	if work.now != nil {
		r.pages.keep(work.now)
	}
	if work.suffices() {
		return nil, nil
	}
	if work.same {
		work.catchUp()
		*page = work.page
	}
	return nil, emit(work.page)
}

// around draws what the pieces of an assembly are put into.
func (l *localized) around(b []byte, a *Assembly) ([]byte, *diag.Problem) {
	if a.Template == "" {
		return append(b, Placeholder("")...), nil
	}
	l.complete(&a.Layout)
	drawn, problem := l.draw(b, a.Template, a.Data)
	if problem != nil {
		return nil, problem
	}
	a.Layout.Body = markup(string(drawn))
	return l.draw(drawn[:0], layoutName, &a.Layout)
}

// assembled are used again like buffers, apart from those: they are much larger.
var assembled = sync.Pool{New: func() any { return new([]byte) }}

// An assembling is the work of filling the placeholders of one page.
type assembling struct {
	l    *localized // for the page
	of   Assembly
	page []byte

	last *rememberedPage // the page as it was assembled last; nil: that is not known
	now  *rememberedPage // and as it is assembled now; nil: it is not to be remembered
	same bool            // so far all was as last time, and nothing was put on the page
}

// fill copies what was drawn, with pieces in place of the placeholders.
func (a *assembling) fill(drawn []byte) []diag.Problem {
	for {
		before, rest, found := bytes.Cut(drawn, []byte(placeholderStart))
		start := len(a.page)
		a.page = append(a.page, before...)
		a.note(start)
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
	key, start := pieceKey{p.Template, p.From}, len(a.page)
	if a.last != nil && p.From != nil {
		if text, known := a.last.pieces[key]; known {
			a.now.pieces[key] = text
			a.add(text)
			return nil
		}
	}
	if problems := a.draw(p); problems != nil {
		return problems
	}
	if text := a.note(start); a.now != nil && p.From != nil {
		a.now.pieces[key] = text
	}
	return nil
}

// draw draws a piece at the end of the page.
func (a *assembling) draw(p Piece) []diag.Problem {
	if p.Template == "" {
		a.page = append(a.page, p.Data().(string)...)
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
	if p.For != nil {
		a.page = appendMoved(a.page, drawn, p.Public, path.Dir(p.For.Dir()))
	} else {
		a.page = append(a.page, drawn...)
	}
	return nil
}

// note remembers what was put on the page from start on, and returns it; "" when nothing
// is to be remembered.
func (a *assembling) note(start int) string {
	if a.now == nil {
		return ""
	}
	text := string(a.page[start:])
	a.page = a.page[:start]
	a.add(text)
	return text
}

// add puts text that is to be remembered on the page, unless all was as last time so far.
func (a *assembling) add(text string) {
	i := len(a.now.order)
	a.now.order = append(a.now.order, text)
	a.now.bytes += len(text)
	switch {
	case !a.same:
		a.page = append(a.page, text...)
	case i >= len(a.last.order) || a.last.order[i] != text:
		a.catchUp()
	}
}

// catchUp puts on the page all that was left out.
func (a *assembling) catchUp() {
	a.same = false
	a.page = slices.Grow(a.page, a.last.bytes+a.last.bytes/8)
	for _, text := range a.now.order {
		a.page = append(a.page, text...)
	}
}

// suffices reports whether the page is as last time, and need not be emitted.
func (a *assembling) suffices() bool {
	return a.same && len(a.now.order) == len(a.last.order) && a.of.Memo.Same != nil && a.of.Memo.Same(a.last.key)
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
type pieceKey struct {
	template string
	from     any
}

// pieceBytes is how much of pages is remembered: those of a cohort or two, which
// somebody edits one file after the other of.
const pieceBytes = 32 << 20

// pageMemory remembers the pages that were assembled lately, each as it was the last time.
type pageMemory struct {
	mu    sync.Mutex
	pages []*rememberedPage // the latest last
}

// A rememberedPage is a page with its pieces. It does not change any more.
type rememberedPage struct {
	path, key, rest string
	pieces          map[pieceKey]string
	order           []string // all of the page
	bytes           int      // of them together
}

// next is a page, still empty, that is to be remembered in place of p, which may be nil.
func (p *rememberedPage) next(a Assembly) *rememberedPage {
	room := 0
	if p != nil {
		room = len(p.order)
	}
	return &rememberedPage{
		path: a.Path, key: a.Memo.Key, rest: a.Memo.Rest, pieces: make(map[pieceKey]string, room), order: make([]string, 0, room),
	}
}

// of returns a page whose pieces rest on the same, nil when it is not known.
func (m *pageMemory) of(path, rest string) *rememberedPage {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, p := range m.pages {
		if p.path == path && p.rest == rest {
			return p
		}
	}
	return nil
}

// keep remembers a page in place of what it was, and forgets those that it was longest
// ago for whose room they take.
func (m *pageMemory) keep(now *rememberedPage) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.pages = slices.DeleteFunc(m.pages, func(p *rememberedPage) bool { return p.path == now.path })
	m.pages = append(m.pages, now)
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
	return r.SayWith(lang, r.labels, key, pairs...)
}

// SayWith is Say with other labels.
func (r *Renderer) SayWith(lang program.Language, labels program.Labels, key string, pairs ...any) (string, error) {
	said, _, err := r.localize(localizedKey{lang: lang, labels: labels}).words(key, pairs)
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(fmt.Sprint(said)), nil
}

package render

import (
	"bytes"
	"fmt"
	"html/template"
	"iter"
	"path"
	"strings"
	"sync"

	"pairbook/internal/diag"
	"pairbook/internal/program"
)

// An Assembly is a page with holes that are filled with many pieces: a table with
// a row for each relationship, sheets of many workbooks to print in one go.
//
// The page and each piece are held to the largest size of a page; together they
// may be larger, since they grow with the number of relationships and with
// nothing else. One page is in memory at a time.
type Assembly struct {
	Path     string // where the page will lie in its output
	Language program.Language
	Layout   Layout // Lang, Dir, Root, Print and Program are filled in

	Template string // with Data, which holds a Hole for each key of Pieces
	Data     any
	Pieces   map[string]iter.Seq[Piece]
}

// A Piece is drawn by a template of its own.
type Piece struct {
	Template string
	Data     any
	Late     func() any // makes Data, when it is not nil and the piece has to be drawn

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

// Hole is what stands in the data of an Assembly where pieces go. No value of an
// author can be one: no file holds its zero bytes.
func Hole(name string) template.HTML { return markup(holeStart + name + holeEnd) }

const holeStart, holeEnd = "\x00pieces ", "\x00"

// Assemble draws a page, fills its holes and passes it to emit. A template may leave a
// hole out; its pieces are not drawn then. The bytes are only good until emit returns,
// whose error is returned.
func (r *Renderer) Assemble(a Assembly, emit func(page []byte) error) ([]diag.Problem, error) {
	e, problems := r.edition(variant{lang: a.Language, labels: r.labels, root: root(a.Path), use: desks})
	if problems != nil {
		return problems, nil
	}
	drawn, page := borrow(), assembled.Get().(*bytes.Buffer)
	defer giveBack(drawn)
	defer assembled.Put(page)
	if problem := e.execute(drawn, a.Template, a.Data); problem != nil {
		return []diag.Problem{named(*problem, a.Path, "")}, nil
	}
	e.language(&a.Layout)
	page.Reset()
	page.Grow(r.size(a.Template, 0)) // a page of megabytes that grows by and by is copied again and again
	known := r.pieces.of(a.Path)
	work := assembling{r: r, e: e, path: a.Path, pieces: a.Pieces, known: known, drawn: make(map[partKey]template.HTML, len(known))}
	problem := e.page(page, a.Layout, func(out *bytes.Buffer) { problems = work.fill(out, drawn.Bytes()) })
	if problem != nil {
		return []diag.Problem{named(*problem, a.Path, "")}, nil
	}
	if problems != nil {
		return problems, nil
	}
	r.size(a.Template, page.Len())
	r.pieces.keep(a.Path, work.drawn)
	return nil, emit(page.Bytes())
}

// assembled are used again like buffers, apart from those: they are much larger.
var assembled = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// size notes how large an assembled page was, and returns how large the largest of its
// kind has been.
func (r *Renderer) size(template string, bytes int) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sizes[template] = max(r.sizes[template], bytes)
	return r.sizes[template]
}

// An assembling is the work of filling the holes of one page.
type assembling struct {
	r      *Renderer
	e      *edition // of the page
	path   string
	pieces map[string]iter.Seq[Piece]

	known map[partKey]template.HTML // the pieces that the page had last time
	drawn map[partKey]template.HTML // and those that it has now
}

// fill copies what was drawn, with pieces in place of the holes.
func (a *assembling) fill(out *bytes.Buffer, drawn []byte) []diag.Problem {
	for {
		before, rest, found := bytes.Cut(drawn, []byte(holeStart))
		out.Write(before)
		if !found {
			return nil
		}
		name, after, _ := bytes.Cut(rest, []byte(holeEnd))
		if pieces := a.pieces[string(name)]; pieces != nil {
			for piece := range pieces {
				if problems := a.piece(out, piece); problems != nil {
					return problems
				}
			}
		}
		drawn = after
	}
}

// piece draws one piece at the end of the page, or remembers it.
func (a *assembling) piece(out *bytes.Buffer, p Piece) []diag.Problem {
	from := partKey{p.Template, p.From}
	if known, ok := a.known[from]; ok && p.From != "" {
		out.WriteString(string(known))
		a.drawn[from] = known
		return nil
	}
	e, title, key := a.e, a.path, ""
	if rel := p.For; rel != nil {
		title, key = rel.Title, rel.Key()
		var problems []diag.Problem
		if e, problems = a.r.bookEdition(rel); problems != nil {
			return problems
		}
	}
	if p.Late != nil {
		p.Data = p.Late()
	}
	drawn := borrow()
	defer giveBack(drawn)
	if problem := e.execute(drawn, p.Template, p.Data); problem != nil {
		return []diag.Problem{named(*problem, title, key)}
	}
	start := out.Len()
	if p.For != nil {
		moveLinks(out, drawn.Bytes(), p.Public, path.Dir(p.For.Dir()))
	} else {
		out.Write(drawn.Bytes())
	}
	if p.From != "" {
		a.drawn[from] = markup(string(out.Bytes()[start:]))
	}
	return nil
}

// moveLinks copies what was drawn for a workbook to a page elsewhere: links that lead up
// from the folder of the workbook lead from the root of the public output instead.
// cohort is the folder above that of the workbook. No text has a quotation mark that is
// not escaped, so what is found is the beginning of an attribute.
func moveLinks(out *bytes.Buffer, drawn []byte, public, cohort string) {
	for {
		i := bytes.Index(drawn, []byte(`"../`))
		if i < 0 {
			out.Write(drawn)
			return
		}
		out.Write(drawn[:i+1])
		out.WriteString(public)
		drawn = drawn[i+len(`"../`):]
		if further, ok := bytes.CutPrefix(drawn, []byte("../")); ok {
			drawn = further
		} else {
			out.WriteString(cohort + "/")
		}
	}
}

// Say returns a string in a language and with the programme's labels, for what is
// no page: the columns of a table that a spreadsheet opens. Its slots are filled
// from pairs of name and value, as in templates. The error is a diag.Complaint.
func (r *Renderer) Say(lang program.Language, key string, pairs ...any) (string, error) {
	s := r.speak(lang)
	r.mu.Lock()
	words := r.folder(variant{lang: lang, labels: r.labels}, s).words
	r.mu.Unlock()
	said, err := words.say(key, pairs...)
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(fmt.Sprint(said)), nil
}

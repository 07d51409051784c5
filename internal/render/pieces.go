package render

import (
	"bytes"
	"fmt"
	"html/template"
	"iter"
	"strings"

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
	// template with the same From are the same, and are remembered. "": this one is not.
	From string

	// For has the piece drawn in the language and with the labels of a
	// relationship, as its workbook is. nil: like the page.
	For *program.Relationship
}

// Hole is what stands in the data of an Assembly where pieces go. No value of an
// author can be one: no file holds its zero bytes.
func Hole(name string) template.HTML { return markup(holeStart + name + holeEnd) }

const holeStart, holeEnd = "\x00pieces ", "\x00"

// Assemble draws a page and fills its holes. A template may leave a hole out;
// its pieces are not drawn then. The bytes are the caller's.
func (r *Renderer) Assemble(a Assembly) ([]byte, []diag.Problem) {
	e, problems := r.edition(variant{lang: a.Language, labels: r.labels, root: root(a.Path)})
	if problems != nil {
		return nil, problems
	}
	drawn := borrow()
	defer giveBack(drawn)
	if problem := e.execute(drawn, a.Template, a.Data); problem != nil {
		return nil, []diag.Problem{named(*problem, a.Path, "")}
	}
	e.language(&a.Layout)
	page := new(bytes.Buffer)
	problem := e.page(page, a.Layout, func(out *bytes.Buffer) { problems = r.fill(out, drawn.Bytes(), a, e) })
	if problem != nil {
		return nil, []diag.Problem{named(*problem, a.Path, "")}
	}
	if problems != nil {
		return nil, problems
	}
	return page.Bytes(), nil
}

// fill copies what was drawn, with pieces in place of the holes.
func (r *Renderer) fill(out *bytes.Buffer, drawn []byte, a Assembly, e *edition) []diag.Problem {
	for {
		before, rest, found := bytes.Cut(drawn, []byte(holeStart))
		out.Write(before)
		if !found {
			return nil
		}
		name, after, _ := bytes.Cut(rest, []byte(holeEnd))
		if pieces := a.Pieces[string(name)]; pieces != nil {
			for piece := range pieces {
				if problems := r.piece(out, piece, a.Path, e); problems != nil {
					return problems
				}
			}
		}
		drawn = after
	}
}

// piece draws one piece at the end of a page of the edition e.
func (r *Renderer) piece(out *bytes.Buffer, p Piece, path string, e *edition) []diag.Problem {
	title, key := path, ""
	if rel := p.For; rel != nil {
		title, key = rel.Title, rel.Key()
		var problems []diag.Problem
		e, problems = r.edition(variant{
			lang: rel.Language, labels: rel.Labels, root: e.root,
			mentors: len(rel.Mentors) > 1, mentees: len(rel.Mentees) > 1,
		})
		if problems != nil {
			return problems
		}
	}
	from := partKey{p.Template, p.From}
	if p.From != "" {
		if known, ok := r.pieces.find(from); ok {
			out.WriteString(string(known))
			return nil
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
	out.Write(drawn.Bytes())
	if p.From != "" {
		r.pieces.keep(from, markup(drawn.String()))
	}
	return nil
}

// Say returns a string in a language and with the programme's labels, for what is
// no page: the columns of a table that a spreadsheet opens. Its slots are filled
// from pairs of name and value, as in templates. The error is a diag.Complaint.
func (r *Renderer) Say(lang program.Language, key string, pairs ...any) (string, error) {
	e, problems := r.edition(variant{lang: lang, labels: r.labels})
	if problems != nil {
		return "", diag.Complaint{Text: problems[0].Text, Hint: problems[0].Hint}
	}
	said, err := e.say(key, pairs...)
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(fmt.Sprint(said)), nil
}

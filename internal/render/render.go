// Package render draws sheets and pages as HTML, with the templates and words of
// a theme.
//
// All templates are read once and checked by New. For each language, set of
// labels and depth of folder there is an edition of them: strings that do not
// change from sheet to sheet are part of its text, the rest is filled in by the
// functions of funcs.go. A page goes through three steps:
//
//	sheets  each is drawn once, by templates/sheets/<its name>.html
//	frame   templates/page.html is drawn with marks for titles and sheets
//	page    titles and sheets take the place of the marks
//
// so that a sheet stands on its own page and in workbook.html without being
// drawn twice, and a frame serves all workbooks with the same contents.
//
// Everything goes through html/template: text stays text in every place. What is
// HTML already comes through one function, an address beyond http, https and
// mailto through another (markup.go). What the escaper refuses is a problem, and
// so is a page beyond the limit of package source.
//
// Not here: which sheets there are (package workbook), style sheets and layers
// (package theme), writing files (package output).
package render

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/source"
	"pairbook/internal/theme"
	"pairbook/internal/workbook"
)

// A Renderer draws the pages of one site. It may be used from many goroutines.
type Renderer struct {
	theme  *theme.Theme
	parsed map[string]parsed // by name
	print  bool              // there is a script for the print button
	labels program.Labels
	title  string // the programme's
	marks  marks

	delicate map[string]bool // the templates that are not folded

	mu       sync.Mutex
	editions map[variant]*edition
	folders  map[variant]*folder
	speech   map[program.Language]speech

	sizes  map[string]int // of the largest page that was assembled with a template
	sheets drawnParts     // with marks in them
	pieces pageMemory
}

// New reads all templates of a theme and checks them: what is wrong with one is
// a problem at its place. The Renderer is nil when it could draw nothing.
func New(t *theme.Theme, p *program.Program) (*Renderer, []diag.Problem) {
	r := &Renderer{
		theme: t, labels: p.Labels, title: p.Title, marks: newMarks(), parsed: map[string]parsed{},
		editions: map[variant]*edition{}, folders: map[variant]*folder{}, speech: map[program.Language]speech{},
		sizes: map[string]int{}, sheets: drawnParts{most: sheetBytes},
	}
	for _, a := range t.Assets() {
		r.print = r.print || a.Path == printScript
	}
	problems := r.parse()
	r.delicate = r.calledDelicately()
	problems = append(problems, r.Speak(p.Language)...)
	if errors, _ := diag.Count(problems); errors > 0 {
		return nil, diag.Sort(problems)
	}
	problems = append(problems, r.rehearse(variant{lang: p.Language, labels: p.Labels})...)
	if errors, _ := diag.Count(problems); errors > 0 {
		return nil, diag.Sort(problems)
	}
	return r, diag.Sort(problems)
}

// Speak returns what is wrong with the strings of some languages: each that lacks any
// is one warning. That of the programme is New's.
func (r *Renderer) Speak(languages ...program.Language) []diag.Problem {
	var problems []diag.Problem
	for _, lang := range languages {
		problems = append(problems, r.speak(lang).problems...)
	}
	return diag.Sort(problems)
}

// printScript is the script behind the print button, below assets/.
const printScript = "print.js"

// Book draws every page of a workbook and passes each to emit, with its path in
// the output. The bytes of a page are only good until emit returns. An error of
// emit ends the drawing and is returned; the mistakes of templates are
// problems, and then pages that have been emitted are good for nothing.
func (r *Renderer) Book(w *workbook.Workbook, emit func(path string, page []byte) error) ([]diag.Problem, error) {
	rel := w.Relationship
	e, problems := r.bookEdition(rel)
	if problems != nil {
		return problems, nil
	}
	drawn := borrow()
	defer giveBack(drawn)
	at := make(map[workbook.Sheet][2]int, len(w.Sheets))
	for _, sheet := range w.Sheets {
		start := drawn.Len()
		if problem := e.sheet(drawn, sheet); problem != nil {
			return []diag.Problem{named(*problem, w.Title, rel.Key())}, nil
		}
		at[sheet] = [2]int{start, drawn.Len()}
		if drawn.Len() > source.PageSize {
			return []diag.Problem{named(*tooLarge(e.sourceOf(sheet)), w.Title, rel.Key())}, nil
		}
	}
	contents, problem := e.contents(w)
	if problem != nil {
		return []diag.Problem{named(*problem, w.Title, rel.Key())}, nil
	}
	page := borrow()
	defer giveBack(page)
	for i, p := range w.Pages {
		f, problem := e.bookFrame(frameKey{contents.key, i}, func() Layout { return e.bookLayout(w, i, contents) })
		if problem != nil {
			return []diag.Problem{named(*problem, w.Title, rel.Key())}, nil
		}
		page.Reset()
		f.fill(page, contents.title(w, i), w.Title, func(out *bytes.Buffer) {
			for _, sheet := range p.Sheets {
				out.Write(drawn.Bytes()[at[sheet][0]:at[sheet][1]])
			}
		})
		if page.Len() > source.PageSize {
			return []diag.Problem{named(*tooLarge(e.r.parsed[layoutName].source.Whole()), w.Title, rel.Key())}, nil
		}
		if err := emit(p.Path, page.Bytes()); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// Rest forgets the sheets of workbooks that no session pack has taken. It is for the
// end of a run, since the next has sheets of its own.
func (r *Renderer) Rest() { r.sheets.clear() }

// bookEdition is the edition for the workbook of a relationship.
func (r *Renderer) bookEdition(rel *program.Relationship) (*edition, []diag.Problem) {
	return r.edition(variant{
		lang: rel.Language, labels: rel.Labels, root: root(rel.Dir() + "/"),
		mentors: len(rel.Mentors) > 1, mentees: len(rel.Mentees) > 1,
	})
}

// Page draws a page that belongs to no workbook: a handout, or the programme's
// own. The bytes are the caller's.
func (r *Renderer) Page(p *workbook.Page) ([]byte, []diag.Problem) {
	kind := "handout"
	if len(p.Sheets) > 0 && p.Sheets[0].Template() == "programme" {
		kind = "programme"
	}
	use := handouts
	if slices.ContainsFunc(p.Sheets, func(s workbook.Sheet) bool { return !handouts.has("sheets/" + s.Template()) }) {
		use = anything
	}
	e, problems := r.edition(variant{lang: p.Language, labels: r.labels, root: root(p.Path), use: use})
	if problems != nil {
		return nil, problems
	}
	drawn := borrow()
	defer giveBack(drawn)
	for _, sheet := range p.Sheets {
		if problem := e.sheet(drawn, sheet); problem != nil {
			return nil, []diag.Problem{named(*problem, p.Path, "")}
		}
	}
	l, problem := e.pageLayout(p, kind)
	if problem != nil {
		return nil, []diag.Problem{named(*problem, p.Path, "")}
	}
	return r.whole(e, l, drawn, p.Path)
}

// whole puts what was drawn into its page.
func (r *Renderer) whole(e *edition, l Layout, drawn *bytes.Buffer, path string) ([]byte, []diag.Problem) {
	var page bytes.Buffer
	if problem := e.page(&page, l, func(out *bytes.Buffer) { out.Write(drawn.Bytes()) }); problem != nil {
		return nil, []diag.Problem{named(*problem, path, "")}
	}
	if page.Len() > source.PageSize {
		return nil, []diag.Problem{named(*tooLarge(e.r.parsed[layoutName].source.Whole()), path, "")}
	}
	return page.Bytes(), nil
}

// sourceOf is the file of a sheet's template.
func (e *edition) sourceOf(s workbook.Sheet) diag.Position {
	return e.r.parsed["sheets/"+s.Template()].source.Whole()
}

// page draws the layout with content in it.
func (e *edition) page(out *bytes.Buffer, l Layout, content func(*bytes.Buffer)) *diag.Problem {
	f, problem := e.frame(l)
	if problem != nil {
		return problem
	}
	f.fill(out, l.Title, l.Book, content)
	return nil
}

// root is the way from a page to the root of its output: "../../".
func root(path string) string { return strings.Repeat("../", strings.Count(path, "/")) }

// buffers are used again and again: a workbook takes some hundred kilobytes.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func borrow() *bytes.Buffer {
	b := buffers.Get().(*bytes.Buffer)
	b.Reset()
	return b
}

// largestKept keeps one enormous workbook from holding its memory for ever.
const largestKept = 4 << 20

func giveBack(b *bytes.Buffer) {
	if b.Cap() <= largestKept {
		buffers.Put(b)
	}
}

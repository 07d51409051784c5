// Package render draws sheets and pages as HTML, with the templates and words of
// a theme.
//
// A drawing goes through four steps, and the files stand in their order:
//
//	templates  all are read, checked and escaped once, by New
//	           (templates.go, walk.go, bound.go)
//	words      strings, dates and times of a language, with the labels of a programme
//	           (messages.go, dates.go)
//	localized  the templates compiled with such words, for pages of one depth of folder
//	           (localized.go, functions.go, markup.go)
//	pages      each sheet of a workbook is drawn once, and stands on its own page and in
//	           workbook.html; pages of the facilitator are put together from pieces
//	           (render.go, layout.go, assemble.go)
//
// and mistakes.go makes problems of what goes wrong with a template, in any step.
//
// Everything goes through html/template, or through package compile, which writes the
// same: text stays text in every place. What is HTML already comes through one function,
// an address beyond http, https and mailto through another (markup.go). What the escaper
// refuses is a problem, and so is a page beyond the limit of package source.
//
// Not here: how templates are compiled (package compile), how languages write dates (package
// locale), which sheets there are (package workbook), style sheets and layers (package theme), writing files (package
// output).
package render

import (
	"fmt"
	"html/template"
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
	theme   *theme.Theme
	parsed  map[string]parsed  // by name
	escaped *template.Template // all of them
	print   bool               // there is a script for the print button
	fill    bool               // workbooks can be filled in on the screen
	labels  program.Labels
	title   string // the programme's

	mu           sync.Mutex
	vocabularies map[program.Language]vocabulary
	messages     map[localizedKey]*messages // without the roots
	localized    map[localizedKey]*localized

	pages pageMemory
}

// New reads all templates of a theme and checks them: what is wrong with one is
// a problem at its place. The Renderer is nil when it could draw nothing.
func New(t *theme.Theme, p *program.Program) (*Renderer, []diag.Problem) {
	r := &Renderer{
		theme: t, labels: p.Labels, title: p.Title, parsed: map[string]parsed{}, vocabularies: map[program.Language]vocabulary{},
		messages: map[localizedKey]*messages{}, localized: map[localizedKey]*localized{},
	}
	for _, a := range t.Assets() {
		r.print = r.print || a.Path == printScript
		r.fill = r.fill || a.Path == fillScript && p.Screen.FillIn != nil && *p.Screen.FillIn
	}
	problems := append(r.parse(), r.CheckLanguages(p.Language)...)
	if errors, _ := diag.Count(problems); errors > 0 {
		return nil, diag.Sort(problems)
	}
	problems = append(problems, r.escape()...)
	problems = append(problems, r.localize(localizedKey{lang: p.Language, labels: p.Labels}).problems...)
	if errors, _ := diag.Count(problems); errors > 0 {
		return nil, diag.Sort(problems)
	}
	return r, diag.Sort(problems)
}

// CheckLanguages returns what is wrong with the strings of some languages: each that
// lacks any is one warning. That of the programme is New's.
func (r *Renderer) CheckLanguages(languages ...program.Language) []diag.Problem {
	var problems []diag.Problem
	for _, lang := range languages {
		problems = append(problems, r.vocabulary(lang).problems...)
	}
	return diag.Sort(problems)
}

// printScript is the script behind the print button, below assets/.
const printScript = "print.js"

// Book draws every page of a workbook and passes each to emit, with its path in
// the output. The bytes of a page are only good until emit returns. An error of
// emit ends the drawing and is returned; the mistakes of templates are
// problems, and then pages that have been emitted are good for nothing. A workbook that is
// too large is a problem of the relationship's file, and then none was emitted.
func (r *Renderer) Book(w *workbook.Workbook, emit func(path string, page []byte) error) ([]diag.Problem, error) {
	l := r.localizedFor(w.Relationship)
	if l.problems != nil {
		return l.problems, nil
	}
	page := borrow()
	defer giveBack(page)
	complain := func(p *diag.Problem) ([]diag.Problem, error) {
		if p.Position.File == w.Relationship.Source() {
			return []diag.Problem{*p}, nil
		}
		return []diag.Problem{named(*p, w.Title, w.Relationship.Key())}, nil
	}
	bodies, problem := l.bodies(w)
	if problem != nil {
		return complain(problem)
	}
	contents, problem := l.contents(w)
	if problem != nil {
		return complain(problem)
	}
	drawn := borrow()
	defer giveBack(drawn)
	for i, p := range w.Pages {
		layout := l.bookLayout(w, i, contents)
		layout.Body = bodies[i]
		if *drawn, problem = l.draw((*drawn)[:0], layoutName, &layout); problem != nil {
			return complain(problem)
		}
		*page = appendWithin((*page)[:0], *drawn, fragments(w, p))
		if err := emit(p.Path, *page); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// layoutRoom is what a page may have round its sheets, in bytes.
const layoutRoom = 256 << 10

// bodies draws the sheets of a workbook and returns what goes into each of its pages.
func (l *localized) bodies(w *workbook.Workbook) ([]template.HTML, *diag.Problem) {
	buffer := borrow()
	defer giveBack(buffer)
	type stretch struct{ from, to int }
	at := make(map[workbook.Sheet]stretch, len(w.Sheets))
	drawn := *buffer
	var problem *diag.Problem
	for _, sheet := range w.Sheets {
		from, name := len(drawn), "sheets/"+sheet.Template()
		if drawn, problem = l.draw(drawn, name, sheet); problem != nil {
			return nil, problem
		}
		if len(drawn) > source.PageSize-layoutRoom {
			return nil, &diag.Problem{
				Position: diag.Position{File: w.Relationship.Source()},
				Text:     fmt.Sprintf("the workbook of this relationship grows beyond %d MiB", source.PageSize>>20),
				Hint:     "shorten its texts, or take out goals and actions; if other workbooks do as well, look at what your templates write",
			}
		}
		at[sheet] = stretch{from, len(drawn)}
	}
	*buffer = drawn
	all, end := string(drawn), 0
	bodies := make([]template.HTML, len(w.Pages))
	for i, p := range w.Pages {
		var stretches []string
		for _, sheet := range p.Sheets {
			from, to := at[sheet].from, at[sheet].to
			if last := len(stretches) - 1; last >= 0 && from == end {
				from, stretches = from-len(stretches[last]), stretches[:last] // mostly they lie side by side
			}
			stretches, end = append(stretches, all[from:to]), to
		}
		bodies[i] = markup(strings.Join(stretches, ""))
	}
	return bodies, nil
}

// Page draws a page that belongs to no workbook: a handout, or the programme's
// own. The bytes are the caller's.
func (r *Renderer) Page(p *workbook.Page) ([]byte, []diag.Problem) {
	l := r.localize(localizedKey{lang: p.Language, labels: p.Labels, root: root(p.Path)})
	if l.problems != nil {
		return nil, l.problems
	}
	kind := "handout"
	if len(p.Sheets) > 0 && p.Sheets[0].Template() == "programme" {
		kind = "programme"
	}
	var drawn []byte
	layout, problem := l.pageLayout(p, kind)
	for _, sheet := range p.Sheets {
		if problem == nil {
			drawn, problem = l.draw(drawn, "sheets/"+sheet.Template(), sheet)
		}
	}
	if problem == nil {
		layout.Body = markup(string(drawn))
		drawn, problem = l.draw(nil, layoutName, &layout)
	}
	if problem != nil {
		return nil, []diag.Problem{named(*problem, p.Path, "")}
	}
	return drawn, nil
}

// root is the way from a page to the root of its output: "../../".
func root(path string) string { return strings.Repeat("../", strings.Count(path, "/")) }

// buffers are used again and again: a workbook takes some hundred kilobytes.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

func borrow() *[]byte {
	b := buffers.Get().(*[]byte)
	*b = (*b)[:0]
	return b
}

// largestKept keeps one enormous workbook from holding its memory for ever.
const largestKept = 4 << 20

func giveBack(b *[]byte) {
	if cap(*b) <= largestKept {
		buffers.Put(b)
	}
}

package render

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"text/template/parse"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/source"
	"pairbook/internal/theme"
)

// A vocabulary is the words of one language with one set of labels.
type vocabulary struct {
	phrases  map[string]phrase
	calendar *calendar
}

// An edition is all templates with a vocabulary, for pages of one depth. But for
// what it remembers, it is never changed once it is made.
type edition struct {
	*vocabulary
	r     *Renderer
	lang  program.Language
	root  string
	set   *template.Template
	alike map[string]bool // see folder

	mu     sync.Mutex
	frames map[frameKey]frame
	parts  drawnParts
}

// manyEditions is how many are kept. A programme has a few; one where every
// relationship has labels of its own must not keep them all.
const manyEditions = 128

// speech is what editions of one language share.
type speech struct {
	words    *theme.Words
	calendar *calendar
	problems []diag.Problem
}

// speak returns the words and dates of a language.
func (r *Renderer) speak(lang program.Language) speech {
	r.mu.Lock()
	defer r.mu.Unlock()
	s, ok := r.speech[lang]
	if ok {
		return s
	}
	s.words = r.theme.Words(lang)
	s.problems = slices.Clone(s.words.Problems())
	s.problems = append(s.problems, lacking(s.words)...)
	s.calendar, ok = newCalendar(lang)
	if !ok {
		s.problems = append(s.problems, diag.Problem{
			Severity: diag.Warning,
			Position: diag.Position{File: "site.toml"},
			Text:     fmt.Sprintf("dates in the language %q are written in the English way: its own is not known", lang),
		})
	}
	r.speech[lang] = s
	return s
}

// edition returns the edition of a variant, which is made when it is first
// asked for.
func (r *Renderer) edition(v variant) (*edition, []diag.Problem) {
	s := r.speak(v.lang)
	r.mu.Lock()
	defer r.mu.Unlock()
	if e := r.editions[v]; e != nil {
		return e, nil
	}
	f := r.folder(v, s)
	e := &edition{
		vocabulary: f.words, r: r, lang: v.lang, root: v.root,
		frames: map[frameKey]frame{}, parts: drawnParts{most: partBytes}, alike: map[string]bool{},
	}
	e.set = template.New("").Funcs(e.funcs()).Option("missingkey=error")
	var problems []diag.Problem
	for _, name := range r.needed(v.use) {
		// The escaper changes the trees that it is given.
		if _, err := e.set.AddParseTree(name, f.tree(name).Copy()); err != nil {
			problems = append(problems, r.fault(name, err, nil))
		}
		e.alike[name] = f.alike[name]
	}
	if problems = append(problems, f.problems...); len(problems) > 0 {
		return nil, problems
	}
	if len(r.editions) >= manyEditions {
		clear(r.editions)
	}
	r.editions[v] = e
	return e, nil
}

// needed returns the names of the templates for a use, and of those that they call.
func (r *Renderer) needed(u use) []string {
	if u == anything {
		return r.called()
	}
	found := map[string]bool{}
	for _, name := range r.called() {
		if u.has(name) {
			r.addCalled(found, name)
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// addCalled adds a template to those that were found, and all that it calls.
func (r *Renderer) addCalled(found map[string]bool, name string) {
	file, ok := r.file(name)
	if !ok || found[name] {
		return
	}
	found[name] = true
	each(file.trees[name].Root, func(n parse.Node) {
		if call, ok := n.(*parse.TemplateNode); ok {
			r.addCalled(found, call.Name)
		}
	})
}

// folder returns the folder of a variant; those of the depths of a folder and of the
// uses are the same. The caller holds r.mu.
func (r *Renderer) folder(v variant, s speech) *folder {
	v.root, v.use = "", anything
	f := r.folders[v]
	if f == nil {
		if len(r.folders) >= manyEditions {
			clear(r.folders)
		}
		f = &folder{
			renderer: r, trees: map[string]*parse.Tree{}, alike: map[string]bool{},
			words: &vocabulary{phrases: phrases(s.words, v), calendar: s.calendar},
		}
		r.folders[v] = f
	}
	return f
}

// rehearse makes the editions of a language and lets the escaper look through every
// template, so that what it refuses is found before the first page.
func (r *Renderer) rehearse(v variant) []diag.Problem {
	var problems []diag.Problem
	for _, stage := range []variant{v.at("../../", anything), v.at("../", handouts), v.at("", desks)} {
		e, wrong := r.edition(stage)
		if wrong != nil {
			return append(problems, wrong...)
		}
		for _, name := range r.names() {
			if stage.use != rehearsedIn(name) {
				continue
			}
			var refused *template.Error
			if err := e.set.ExecuteTemplate(noWriter{}, name, nil); errors.As(err, &refused) {
				problems = append(problems, r.fault(name, err, nil))
			}
		}
	}
	return problems
}

// nowhere is no use: such parts are looked through where they are called, in the
// context they are called in.
const nowhere use = -1

// rehearsedIn returns the use whose edition a template is looked through in.
func rehearsedIn(name string) use {
	switch {
	case strings.HasPrefix(name, "parts/") && !slices.Contains(shared, name):
		return nowhere
	case name != layoutName && handouts.has(name):
		return handouts
	case name != layoutName && desks.has(name):
		return desks
	}
	return anything
}

// noWriter ends a rehearsal at the first word.
type noWriter struct{}

func (noWriter) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

// A limited writer appends to a buffer up to the size of a page.
type limited struct{ *bytes.Buffer }

func (l limited) Write(p []byte) (int, error) {
	if l.Len()+len(p) > source.PageSize {
		return 0, errTooLarge
	}
	return l.Buffer.Write(p)
}

// execute draws one template onto the end of a buffer.
func (e *edition) execute(out *bytes.Buffer, name string, data any) *diag.Problem {
	if _, ok := e.r.parsed[name]; !ok {
		return &diag.Problem{
			Position: diag.Position{File: "templates/" + name + ".html"},
			Text:     "this template is missing",
		}
	}
	start := out.Len()
	if err := e.set.ExecuteTemplate(limited{out}, name, data); err != nil {
		problem := e.r.fault(name, err, data)
		return &problem
	}
	if refused := refusal(out.Bytes()[start:]); refused != "" {
		return &diag.Problem{
			Position: e.r.parsed[name].source.Whole(),
			Text:     fmt.Sprintf("a value in %s was refused: it could be unsafe there", refused),
			Hint:     "addresses are those of pages, of e-mail and, with the function tel, of telephones",
		}
	}
	return nil
}

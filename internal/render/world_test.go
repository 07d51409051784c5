package render

import (
	"io/fs"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/diag"
	"pairbook/internal/filetest"
	"pairbook/internal/program"
	"pairbook/internal/theme"
	"pairbook/internal/workbook"
)

func TestMain(m *testing.M) { filetest.Main(m) }

// A world is a set of templates and strings, by path below templates/.
type world map[string]string

// small is the least that New is content with, and some strings.
var small = world{
	"page.html":           `<html lang="{{.Lang}}" dir="{{.Dir}}"><title>{{.Title}}</title><main>{{.Body}}</main></html>`,
	"sheets/notes.html":   `<p>{{label .F.Label}}</p>`,
	"sheets/session.html": `<h2>{{.Session.Number}}</h2>`,
	"strings/en.toml": `
"label.mentor" = "Mentor"
"label.mentors" = "Mentors"
"label.mentee" = "Mentee"
"label.mentees" = "Mentees"
"list.comma" = "{a}, {b}"
"list.and" = "{a} and {b}"
"every.week.one" = "every week"
"every.week.other" = "every {n} weeks"
"every.month.one" = "every month"
"every.month.other" = "every {n} months"
"notes" = "Notes & more"
"session" = "Session {n}"
"topic" = "Topic: {name}"
"hello" = "Hello {name}, it is {date}"
"roles" = "{mentor} {mentors} {mentee} {mentees} {mentor_side} {mentee_side}"
"workbook" = "Whole workbook"
`,
}

// with returns the world with other files in it; those that are "-" are taken out.
func (w world) with(other world) world {
	all := maps.Clone(w)
	for name, text := range other {
		all[name] = text
		if text == "-" {
			delete(all, name)
		}
	}
	return all
}

// fs returns the world as a site, with the theme "bare".
func (w world) fs() fs.FS {
	files := fstest.MapFS{"themes/bare/theme.toml": {Data: []byte("title = \"Bare\"\n[options.accent]\ntype = \"colour\"\ndefault = \"#000\"\n[options.logo]\ntype = \"picture\"\n")}}
	for name, text := range w {
		files["templates/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// renderer makes the renderer of a world, in English.
func (w world) renderer(t *testing.T, languages ...program.Language) (*Renderer, []string) {
	t.Helper()
	th, problems, err := theme.Load(fstest.MapFS{}, w.fs(), "bare", diag.Position{}, nil, program.AnyPaper)
	if err != nil || th == nil {
		t.Fatal(problems, err)
	}
	for _, p := range problems {
		t.Error(p)
	}
	r, problems := New(th, &program.Program{Title: "Leadership mentoring", Language: "en-GB"})
	if r != nil {
		problems = append(problems, r.CheckLanguages(languages...)...)
	}
	return r, lines(problems)
}

// sound makes the renderer of a world that has no problem.
func (w world) sound(t *testing.T, languages ...program.Language) *Renderer {
	t.Helper()
	r, problems := w.renderer(t, languages...)
	if r == nil || len(problems) > 0 {
		t.Fatalf("problems %q", problems)
	}
	return r
}

// lines writes each problem in one line: place, severity, text and hint.
func lines(problems []diag.Problem) []string {
	var list []string
	for _, p := range problems {
		text := p.Position.String() + ": "
		if p.Severity == diag.Warning {
			text += "warning: "
		}
		text += p.Text
		if p.Hint != "" {
			text += " | " + strings.ReplaceAll(p.Hint, "\n", " / ")
		}
		list = append(list, text)
	}
	return list
}

func want(t *testing.T, got []string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (- wanted, + got):\n%s", diff)
	}
}

// one is a workbook of one sheet.
func one(sheet workbook.Sheet) *workbook.Workbook {
	d := draft{book: &workbook.Workbook{
		Dir: "spring/tom", Title: "Ada Byrne & Tom Okafor",
		Relationship: &program.Relationship{Cohort: "spring", ID: "tom", Language: "en-GB", Mentors: []program.Person{{Name: "Ada Byrne"}}, Mentees: []program.Person{{Name: "Tom Okafor"}}},
	}}
	d.page("index", workbook.Label{Key: "notes"}, d.framed(sheet, "one", "session", workbook.Label{Key: "notes"}, nil))
	return d.done()
}

// book draws a workbook and returns its pages by path, and what went wrong.
func book(t *testing.T, r *Renderer, w *workbook.Workbook) (map[string]string, []string) {
	t.Helper()
	pages := map[string]string{}
	problems, err := r.Book(w, func(path string, page []byte) error {
		pages[path] = string(page)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages, lines(problems)
}

// draw draws a template as the only sheet of a workbook, and returns the sheet.
func draw(t *testing.T, template string, sheet workbook.Sheet) string {
	t.Helper()
	r := small.with(world{"sheets/" + sheet.Template() + ".html": template}).sound(t)
	pages, problems := book(t, r, one(sheet))
	want(t, problems)
	_, page, _ := strings.Cut(pages["spring/tom/index.html"], "<main>")
	page, _, _ = strings.Cut(page, "</main>")
	return page
}

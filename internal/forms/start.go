package forms

import (
	"io/fs"
	"net/http"

	"golang.org/x/tools/txtar"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/program"
	"pairbook/internal/site"
)

// A startPage opens a site, or makes one.
type startPage struct {
	Open    *form
	New     *form
	Recent  []string
	Fields  []field
	Papers  []option
	Formats []option
	Langs   []option
}

func (q *request) start() error { return q.showStart(http.StatusOK) }

func (q *request) showStart(status int) error {
	page := &startPage{Open: q.form("open", q.address("desk/open")), New: q.form("new", q.address("desk/new"))}
	return q.showStartPage(status, page)
}

func (q *request) showStartPage(status int, page *startPage) error {
	if q.desk.Recent != nil {
		page.Recent = q.desk.Recent()
	}
	text, _ := edit.Parse("", nil)
	g := q.groupOf(group{Table: "program"}, program.Program{}, text, false, nil)
	contact := q.groupOf(group{Table: "contact"}, program.Contact{}, text, false, nil)
	page.Fields = append(only(g.Fields, "title", "organisation"), contact.Fields...)
	for i := range page.Fields {
		page.Fields[i].Value = page.New.Value(page.Fields[i].Name, "")
	}
	for _, f := range only(g.Fields, "paper") {
		for _, o := range f.Options {
			if o.Value != "" {
				page.Papers = append(page.Papers, option{o.Value, o.Text, page.New.Is("paper", o.Value, string(program.AnyPaper))})
			}
		}
	}
	if err := page.formats(q.desk.Builtin); err != nil {
		return err
	}
	for _, l := range languages {
		page.Langs = append(page.Langs, option{l.tag, l.name, page.New.Is("language", l.tag, string(program.DefaultLanguage))})
	}
	return q.show(status, "start", q.words.text("start.title"), page)
}

// languages are those that everything is in, by the names that they have in themselves.
var languages = []struct{ tag, name string }{
	{"de", "Deutsch"}, {"en-GB", "English"}, {"en-US", "English (United States)"}, {"es", "Español"}, {"fr", "Français"}, {"pt", "Português"},
}

// formats offers what comes with Pairbook.
func (page *startPage) formats(builtin fs.FS) error {
	nothing, err := txtar.FS(&txtar.Archive{Files: []txtar.File{{Name: "site.toml", Data: []byte("title = \"New\"\n")}}})
	if err != nil {
		return err
	}
	formats, usual, _, err := site.ListFormats(nothing, builtin)
	for _, f := range formats {
		page.Formats = append(page.Formats, option{f.Name, f.Title(), page.New.Is("format", f.Name, usual)})
	}
	return err
}

// open opens a site that there is.
func (q *request) open() error {
	page := &startPage{Open: q.form("open", q.address("desk/open")), New: &form{Name: "new", Action: q.address("desk/new")}}
	if q.desk.Switch == nil {
		return errNoSuchPage
	}
	if _, err := q.desk.Switch(q.PostForm.Get("folder")); err != nil {
		page.Open.Problems = q.problemsOf([]diag.Problem{{Text: err.Error()}})
		return q.showStartPage(http.StatusUnprocessableEntity, page)
	}
	return q.redirect(q.desk.guard.base + "/")
}

// create makes a site in a new folder, and opens it.
func (q *request) create() error {
	page := &startPage{Open: &form{Name: "open", Action: q.address("desk/open")}, New: q.form("new", q.address("desk/new"))}
	if q.desk.Create == nil || q.desk.Switch == nil {
		return errNoSuchPage
	}
	s := NewSite{
		Title: q.line("program.title"), Organisation: q.line("program.organisation"), Language: program.Language(q.line("language")),
		Paper: program.Paper(q.line("paper")), Format: q.line("format"), Samples: q.PostForm.Get("samples") == "yes",
		Contact: program.Contact{Name: q.line("contact.name"), Email: program.Email(q.line("contact.email")), Phone: q.line("contact.phone")},
	}
	folder := q.PostForm.Get("folder")
	var wrong []diag.Problem
	switch {
	case s.Title == "":
		wrong = []diag.Problem{{Text: q.words.text("start.no-title")}}
	default:
		err := q.desk.Create(folder, s)
		if err == nil {
			_, err = q.desk.Switch(folder)
		}
		if err != nil {
			wrong = []diag.Problem{{Text: err.Error()}}
		}
	}
	if wrong != nil {
		page.New.Problems = q.problemsOf(wrong)
		return q.showStartPage(http.StatusUnprocessableEntity, page)
	}
	return q.redirect(q.desk.guard.base + "/")
}

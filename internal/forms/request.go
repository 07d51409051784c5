package forms

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"sync"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/program"
	"pairbook/internal/site"
	"pairbook/internal/state"
)

//go:embed templates/*.html assets/*
var files embed.FS

// templates are the pages, each with the layout round it. They are parsed when the first is
// shown: every other command does without them.
var templates = sync.OnceValue(parseTemplates)

// functions are those of the templates, beside what the words of a page say.
var functions = template.FuncMap{
	"both": func(p page, v any) both { return both{p, v} },
	"diff": func(c *edit.Change) string { return shortened(diag.Visible(c.Diff())) },
	"first": func(list []string) string {
		if len(list) == 0 {
			return ""
		}
		return list[0]
	},
	"names": func() []string { return importFields },
}

// both is what a part of a page is made of: its own value, and the page for the words.
type both struct {
	P page
	V any
}

func parseTemplates() map[string]*template.Template {
	layout := template.Must(template.New("layout.html").Funcs(functions).ParseFS(files, "templates/layout.html", "templates/parts.html"))
	all := map[string]*template.Template{}
	entries, _ := files.ReadDir("templates")
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".html")
		if name == "layout" || name == "parts" {
			continue
		}
		all[name] = template.Must(template.Must(layout.Clone()).ParseFS(files, "templates/"+e.Name()))
	}
	return all
}

// policy is what the pages of the desk may load and do.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// routes answers the pages and forms of the desk; what is none of them, preview does.
func (d *Desk) routes(preview http.Handler) http.Handler {
	mux := http.NewServeMux()
	page := func(pattern string, answer func(*request) error) {
		method, address, _ := strings.Cut(pattern, " ")
		mux.HandleFunc(strings.TrimSpace(method+" "+d.guard.base+address), func(w http.ResponseWriter, r *http.Request) { d.answer(w, r, answer) })
	}
	page("GET /{$}", (*request).home)
	page("GET /desk/start", (*request).start)
	page("POST /desk/open", (*request).open)
	page("POST /desk/new", (*request).create)
	page("GET /desk/cohort/{cohort}", (*request).cohort)
	page("POST /desk/issued/{cohort}", (*request).issuedCohort)
	page("GET /desk/many/{cohort}", (*request).many)
	page("POST /desk/many/{cohort}", (*request).recordMany)
	page("GET /desk/pair/{cohort}/{id}", (*request).pair)
	page("POST /desk/pair/{cohort}/{id}/record", (*request).record)
	page("POST /desk/pair/{cohort}/{id}/move", (*request).move)
	page("POST /desk/pair/{cohort}/{id}/people", (*request).people)
	page("POST /desk/pair/{cohort}/{id}/goals", (*request).goals)
	page("POST /desk/pair/{cohort}/{id}/agreement", (*request).agreement)
	page("POST /desk/pair/{cohort}/{id}/status", (*request).status)
	page("POST /desk/pair/{cohort}/{id}/issued", (*request).issuedPair)
	page("GET /desk/add", (*request).add)
	page("POST /desk/add", (*request).addPair)
	page("GET /desk/import", (*request).importPage)
	page("POST /desk/import", (*request).importPlan)
	page("POST /desk/import/write", (*request).importWrite)
	page("GET /desk/build", (*request).build)
	page("POST /desk/build", (*request).buildNow)
	page("POST /desk/publish", (*request).publishNow)
	page("POST /desk/pdf", (*request).printNow)
	page("GET /desk/files", (*request).files)
	page("GET /desk/text", (*request).editor)
	page("POST /desk/text", (*request).saveText)
	page("POST /desk/undo", (*request).undo)
	page("GET /desk/history", (*request).history)
	page("GET /desk/assets/bar.js", (*request).bar)
	mux.HandleFunc("GET "+d.guard.base+"/desk/assets/{name}", asset)
	page(" /desk/", func(*request) error { return errNoSuchPage })
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if d.current() == nil && r.Method == http.MethodGet {
			http.Redirect(w, r, d.guard.base+"/desk/start", http.StatusSeeOther)
			return
		}
		preview.ServeHTTP(w, r)
	})
	return mux
}

// bar sends the script that leads from pages of the preview to the desk, in the language of the site.
func (q *request) bar() error {
	script, err := files.ReadFile("assets/bar.js")
	if err != nil {
		return err
	}
	said, err := json.Marshal(map[string]string{"desk": q.words.text("bar.desk"), "pair": q.words.text("bar.pair"), "record": q.words.text("bar.record")})
	if err != nil {
		return err
	}
	q.w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	_, _ = q.w.Write(bytes.Replace(script, []byte("WORDS"), said, 1)) // the browser may have gone
	return nil
}

// asset sends a style sheet or a script of the desk.
func asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	data, err := files.ReadFile("assets/" + name)
	kinds := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
	if err != nil || kinds[path.Ext(name)] == "" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", kinds[path.Ext(name)])
	_, _ = w.Write(data) // the browser may have gone
}

// A request is one question of the browser and its answer.
type request struct {
	desk *Desk
	w    http.ResponseWriter
	*http.Request
	*words
	site   *opened // nil: none is open
	loaded *site.Site
	wrong  []diag.Problem // with the files, as they are now
}

// errNoSuchPage is for addresses of pairs and cohorts that there are not.
var errNoSuchPage = errors.New("there is no such page")

// answer finds out what there is to know, and lets a page answer.
func (d *Desk) answer(w http.ResponseWriter, r *http.Request, page func(*request) error) {
	q := &request{desk: d, w: w, Request: r, site: d.current()}
	err := q.load()
	if err == nil {
		err = func() (err error) {
			defer diag.Catch(&err)
			return page(q)
		}()
	}
	if err == nil {
		return
	}
	status, title, text, hint := http.StatusInternalServerError, "error.title", err.Error(), ""
	var fault *diag.Fault
	var refusal *state.Refusal
	switch {
	case errors.Is(err, errNoSuchPage):
		status, title, text = http.StatusNotFound, "missing.title", q.words.text("missing.text")
	case errors.As(err, &refusal):
		status, hint = http.StatusUnprocessableEntity, refusal.Hint
	case errors.As(err, &fault):
		hint = fault.Hint
	}
	if err := q.show(status, "error", q.words.text(title), struct{ Text, Hint string }{text, hint}); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// load reads the site, when one is open. Pages that need one lead to the first page without it.
func (q *request) load() error {
	if q.site == nil {
		q.words = newWords(english, program.Labels{})
		return nil
	}
	var err error
	if q.loaded, q.wrong, err = q.site.Site(q.Context()); err != nil {
		q.words = newWords(english, program.Labels{})
		return err
	}
	q.words = q.desk.wordsFor(q.loaded.Program.Language, q.loaded.Program.Labels)
	return nil
}

// address is that of a page of the desk.
func (q *request) address(parts ...string) string {
	return q.desk.guard.base + (&url.URL{Path: "/" + path.Join(parts...)}).EscapedPath()
}

// redirect leads to a page after a form was sent.
func (q *request) redirect(address string) error {
	http.Redirect(q.w, q.Request, address, http.StatusSeeOther)
	return nil
}

// start leads to the first page when no site is open; it reports whether it did.
func (q *request) without() bool {
	if q.site == nil {
		_ = q.redirect(q.address("desk/start"))
	}
	return q.site == nil
}

// A page is what the layout shows.
type page struct {
	*words
	Base, Token string
	Title       string
	Name        string
	Folder      string // of the site; "": none is open
	Programme   string
	Problems    *problems
	Undo        *undoable
	Notice      *notice
	Refresh     bool
	Main        any
}

// An undoable is what the button to undo takes back.
type undoable struct{ ID, What string }

// A notice says what the form did that led to the page.
type notice struct {
	Entry *entry
	Text  string
}

// show sends a page.
func (q *request) show(status int, name, title string, main any) error {
	p := page{words: q.words, Base: q.desk.guard.base, Token: q.desk.guard.token, Title: title, Name: name, Main: main}
	if q.site != nil {
		p.Folder = q.site.Dir
		if q.loaded != nil {
			p.Programme = q.loaded.Program.Title
		}
		p.Problems = q.problems()
		if id, what, err := q.site.Last(); err == nil && id != "" {
			p.Undo = &undoable{id, what}
		}
		p.Notice = q.notice()
		p.Refresh = name == "build" && q.site.running()
	}
	var b bytes.Buffer
	if err := templates()[name].ExecuteTemplate(&b, "layout.html", p); err != nil {
		return err
	}
	h := q.w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy)
	h.Set("Referrer-Policy", "same-origin") // without any, browsers hide the origin of forms from us too
	if p.Refresh {
		h.Set("Refresh", "2")
	}
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	q.w.WriteHeader(status)
	_, _ = q.w.Write(b.Bytes()) // the browser may have gone
	return nil
}

// notice finds what the address says was done.
func (q *request) notice() *notice {
	n, err := strconv.Atoi(q.URL.Query().Get("did"))
	if err != nil {
		return nil
	}
	if n == 0 {
		return &notice{Text: q.words.text("done.nothing")}
	}
	e := q.site.change(n)
	if e == nil {
		return nil
	}
	text := q.words.text("done.changed", "what", e.Change.What)
	if e.Back {
		text = q.words.text("done.back", "what", e.Change.What)
	}
	return &notice{Entry: e, Text: text}
}

// did is an address with the number of a change, of which the page tells.
func did(address string, n int) string { return fmt.Sprintf("%s?did=%d", address, n) }

// find returns the relationship of the address.
func (q *request) find() (*program.Cohort, *program.Relationship, error) {
	cohort, err := q.findCohort(q.PathValue("cohort"))
	if err != nil {
		return nil, nil, err
	}
	for _, rel := range cohort.Relationships {
		if rel.Address == q.PathValue("id") {
			return cohort, rel, nil
		}
	}
	return nil, nil, errNoSuchPage
}

// findCohort returns a cohort by its address.
func (q *request) findCohort(address string) (*program.Cohort, error) {
	if q.loaded == nil {
		return nil, errNoSuchPage
	}
	for _, c := range q.loaded.Cohorts {
		if c.Address == address {
			return c, nil
		}
	}
	return nil, errNoSuchPage
}

// again finds a relationship in the site of a plan: the site may have been read anew.
func again(p *edit.Plan, rel *program.Relationship) *program.Relationship {
	found := p.Find(rel.Key(), diag.Position{})
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// apply writes a change.
func (q *request) apply(ctx context.Context, c *edit.Change) error {
	return q.site.Apply(context.WithoutCancel(ctx), c) // a closed tab must not leave it half done
}

package forms

import (
	"cmp"
	"crypto/rand"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/tools/txtar"

	"pairbook/internal/dates"
	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/program"
	"pairbook/internal/roster"
)

// uploads are sheets that were chosen, until they are written: the last few.
type uploads struct {
	mu   sync.Mutex
	list []upload
}

// An upload is one sheet.
type upload struct {
	id, name string
	data     []byte
}

// mostUploads is how many sheets are kept, of at most maxUpload bytes each.
const mostUploads = 3

func (u *uploads) keep(name string, data []byte) upload {
	u.mu.Lock()
	defer u.mu.Unlock()
	made := upload{rand.Text(), name, data}
	if u.list = append(u.list, made); len(u.list) > mostUploads {
		u.list = u.list[1:]
	}
	return made
}

func (u *uploads) of(id string) (upload, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	at := slices.IndexFunc(u.list, func(one upload) bool { return one.id == id })
	if at < 0 {
		return upload{}, false
	}
	return u.list[at], true
}

// An importPage asks for a sheet, and shows what would become of it.
type importPage struct {
	*form
	Cohorts []string
	Orders  []option
	Missing string // why there is no plan: "file"

	Plan *importPlan // nil: no sheet was chosen yet
}

// importFields are the fields of the form that say how a sheet is read.
var importFields = []string{"cohort", "dates", "update", "close-missing", "drafts", "map", "worksheet", "encoding"}

// An importPlan is what an import would do.
type importPlan struct {
	Sheet       string // the id of the upload
	Name        string
	Report      roster.Report
	New         []string // relationships
	Existing    []string
	Differences []roster.Difference
	Gone        []string // relationships that the sheet does not have
	Possible    bool     // it can be written
	Digest      string   // of what it would write
}

func (q *request) importPage() error {
	if q.without() {
		return nil
	}
	return q.showImport(q.form("import", q.address("desk/import")), nil)
}

func (q *request) showImport(f *form, plan *importPlan) error {
	page := &importPage{form: f, Plan: plan}
	for _, c := range q.loaded.Cohorts {
		page.Cohorts = append(page.Cohorts, c.ID)
	}
	for _, order := range []dates.Order{dates.Unsaid, dates.DayFirst, dates.MonthFirst, dates.YearFirst} {
		text := q.words.text("import.order." + cmp.Or(order.String(), "unsaid"))
		page.Orders = append(page.Orders, option{order.String(), text, f.Is("dates", order.String(), "")})
	}
	return q.show(f.status(), "import", q.words.text("import.title"), page)
}

// importPlan shows what an import of the sheet would do.
func (q *request) importPlan() error {
	if q.without() {
		return nil
	}
	f := q.form("import", q.address("desk/import"))
	sheet, ok := q.sheet()
	if !ok {
		f.Problems = q.problemsOf([]diag.Problem{{Text: q.words.text("import.no-file")}})
		return q.showImport(f, nil)
	}
	plan, _, err := q.planImport(f, sheet)
	if err != nil {
		return err
	}
	return q.showImport(f, plan)
}

// sheet is the one that was chosen now, else the one that was chosen before.
func (q *request) sheet() (upload, bool) {
	file, header, err := q.FormFile("file")
	if err == nil {
		defer file.Close()
		data, err := io.ReadAll(io.LimitReader(file, maxUpload))
		name := plainName(header.Filename)
		if err == nil && len(data) > 0 && name != "" {
			return q.site.uploads.keep(name, data), true
		}
	}
	return q.site.uploads.of(q.PostForm.Get("sheet"))
}

// plainName is the last part of the name of a file, whatever system it comes from; "" when it cannot be one.
func plainName(name string) string {
	name = norm.NFC.String(path.Base(strings.ReplaceAll(name, `\`, "/")))
	if name == "." || name == "/" || name == ".." || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }) {
		return ""
	}
	return name
}

// importOptions is what the form says of the sheet.
func (q *request) importOptions() (roster.Options, error) {
	o := roster.Options{Cohort: q.line("cohort"), Sheet: q.line("worksheet"), Drafts: q.PostForm.Get("drafts") == "yes"}
	var err error
	if o.Dates, err = dates.ParseOrder(q.line("dates")); err != nil {
		return o, err
	}
	if o.Encoding, err = roster.ParseEncoding(q.line("encoding")); err != nil {
		return o, err
	}
	for _, line := range lines(q.PostForm.Get("map")) {
		m, err := roster.ParseMapping(line)
		if err != nil {
			return o, err
		}
		o.Map = append(o.Map, m)
	}
	return o, nil
}

// planImport reads a sheet as the form says, and returns what would become of the site.
func (q *request) planImport(f *form, sheet upload) (*importPlan, *edit.Change, error) {
	plan := &importPlan{Sheet: sheet.id, Name: sheet.name}
	o, err := q.importOptions()
	if o.Cohort == "" {
		err = fmt.Errorf("%s", q.words.text("add.no-cohort"))
	}
	if err != nil {
		f.Problems = q.problemsOf([]diag.Problem{{Text: err.Error()}})
		return plan, nil, nil
	}
	folder, err := txtar.FS(&txtar.Archive{Files: []txtar.File{{Name: sheet.name, Data: sheet.data}}})
	if err != nil {
		return nil, nil, err
	}
	own, done, err := q.site.Open()
	if err != nil {
		return nil, nil, err
	}
	defer done()
	what := q.words.text("what.import", "name", sheet.name)
	var change *edit.Change
	var found []diag.Problem
	if q.PostForm.Get("update") == "yes" {
		update, problems, err := roster.ReadUpdate(folder, sheet.name, own, q.desk.Builtin, o, q.PostForm.Get("close-missing") == "yes")
		if err != nil {
			return nil, nil, err
		}
		plan.Report, plan.Differences, plan.Gone = update.Report, update.Differences, update.Missing
		change, found = update.Change, problems
	} else {
		read, problems, err := roster.Read(folder, sheet.name, own, q.desk.Builtin, o)
		if err != nil {
			return nil, nil, err
		}
		plan.Report, found = read.Report, problems
		change = &edit.Change{}
		for _, file := range read.Files {
			change.Files = append(change.Files, edit.File{Path: file.Path, After: []byte(file.Text)})
			plan.New = append(plan.New, keyOf(file.Path))
		}
		for _, file := range read.Existing {
			plan.Existing = append(plan.Existing, keyOf(file.Path))
		}
	}
	f.Problems = q.problemsOf(found)
	if errs, _ := diag.Count(found); errs > 0 || change == nil {
		return plan, nil, nil
	}
	change.What = what
	plan.Possible = !change.Empty()
	plan.Digest = digest([]byte(change.Diff()))
	f.Change = diag.Visible(change.Diff())
	return plan, change, nil
}

// keyOf is the cohort and id of a relationship's file.
func keyOf(file string) string {
	return strings.TrimSuffix(strings.TrimPrefix(file, program.CohortsDir+"/"), ".toml")
}

// importWrite writes what the plan has shown; when the site has changed since, it shows the new plan.
func (q *request) importWrite() error {
	if q.without() {
		return nil
	}
	f := &form{Name: "import", Action: q.address("desk/import"), typed: q.PostForm}
	sheet, ok := q.sheet()
	if !ok {
		f.Problems = q.problemsOf([]diag.Problem{{Text: q.words.text("import.no-file")}})
		return q.showImport(f, nil)
	}
	plan, change, err := q.planImport(f, sheet)
	if err != nil {
		return err
	}
	if change == nil || plan.Digest != q.PostForm.Get("plan") {
		return q.showImport(f, plan)
	}
	n, made, err := q.carryOut(f, change, nil)
	if err != nil {
		return err
	}
	if !made {
		return q.showImport(f, plan)
	}
	cohort := q.line("cohort")
	return q.redirect(did(q.address("desk/cohort", program.Slug(cohort)), n))
}

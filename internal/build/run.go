package build

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"pairbook/internal/desk"
	"pairbook/internal/diag"
	"pairbook/internal/output"
	"pairbook/internal/program"
	"pairbook/internal/site"
	"pairbook/internal/source"
	"pairbook/internal/workbook"
)

// Run builds the site. With problems that stand in the way the Report is not
// Done and nothing was written. An error is a fault of the machine, or the
// context's own.
func Run(ctx context.Context, o Options, m *Memory) (*Report, error) {
	begun := time.Now()
	root, err := os.OpenRoot(o.Site)
	if err != nil {
		return nil, fmt.Errorf("opening the site: %w", err)
	}
	defer root.Close()
	r := &run{Options: o, fsys: root.FS(), memory: m, report: &Report{}}
	if err := r.all(ctx); err != nil {
		return nil, err
	}
	if r.report.Done {
		m.drawing = r.lent
	}
	r.report.Duration = time.Since(begun)
	return r.report.complete(), nil
}

// A run is one call of Run; its steps go from top to bottom.
type run struct {
	Options
	fsys   fs.FS
	memory *Memory
	report *Report
	material
	lent drawing // from the memory, while pages are made
	out  sink

	mu     sync.Mutex   // for report, while workbooks are made side by side
	faulty atomic.Int64 // pages and workbooks that could not be drawn
}

// enoughFaulty is after how many that could not be drawn no more are tried: what a
// template does wrong in ten it does in thousands.
const enoughFaulty = 10

// material is what a run has read, to make pages of.
type material struct {
	site    *site.Site
	facts   *desk.Desk
	planner *workbook.Planner
	drawing
	keys  map[*program.Relationship]string // see key
	again bool                             // a run went before that was good
}

// A sink takes the files of a run.
type sink interface {
	Put(output.File) error
	Keep(owner, key string) bool
	Own(owner, key string)
	Present(tree, path string) []byte
}

// nowhere is the sink of a check.
type nowhere struct{}

func (nowhere) Put(output.File) error            { return nil }
func (nowhere) Keep(owner, key string) bool      { return false }
func (nowhere) Own(owner, key string)            {}
func (nowhere) Present(tree, path string) []byte { return nil }

func (r *run) all(ctx context.Context) error {
	if err := r.read(); err != nil {
		return err
	}
	if r.stopped() {
		return nil
	}
	// A renderer that meets a mistake remembers it, and what is mended next may be what
	// it was drawing: only that of a good run is kept.
	r.lent, r.memory.drawing = r.memory.drawing, drawing{}
	if r.CheckOnly {
		r.out = nowhere{}
		err := r.make(ctx)
		r.report.Done = !r.stopped()
		return err
	}
	if r.Preview {
		return r.show(ctx)
	}
	return r.write(ctx)
}

// read loads the site, its theme and its templates.
func (r *run) read() error {
	m := r.memory
	if !m.whole {
		r.Changed = nil
	}
	if !m.begun {
		m.site.Recall(output.Learned(r.Site), r.Version)
	}
	m.begun, m.whole = true, false
	m.site.Only(r.Changed)
	begun, err := site.Begin(r.fsys, r.Builtin, &m.site)
	if err != nil {
		return err
	}
	r.again = m.drawing.renderer != nil
	var group errgroup.Group
	group.Go(func() (err error) {
		defer diag.Catch(&err)
		var problems []diag.Problem
		if r.site, problems, err = begun.Load(); err == nil {
			r.facts = m.desk.Facts(r.site)
			r.report.add(problems...)
			r.report.add(r.facts.Check()...)
		}
		return err
	})
	group.Go(func() (err error) {
		defer diag.Catch(&err)
		return m.prepare(r.fsys, r.Builtin, begun.Top, r.Changed)
	})
	if err := group.Wait(); err != nil {
		return err
	}
	r.checkCohort()
	r.planner, r.drawing = workbook.NewPlanner(r.site), m.drawing
	r.report.add(r.themeProblems...)
	r.report.add(r.problems...)
	if r.renderer != nil {
		r.report.add(r.renderer.Speak(r.site.Languages()...)...)
	}
	r.keys = r.allKeys()
	m.whole = true
	return nil
}

// checkCohort finds that --cohort names none.
func (r *run) checkCohort() {
	if r.Cohort == "" || r.site.Cohort(r.Cohort) != nil {
		return
	}
	var ids []string
	for _, c := range r.site.Cohorts {
		ids = append(ids, c.ID)
	}
	hint := "the cohorts are " + strings.Join(ids, ", ")
	if near := diag.Nearest(r.Cohort, ids); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	r.report.add(diag.Problem{
		Position: diag.Position{File: "content/cohorts"},
		Text:     fmt.Sprintf("there is no cohort %q", r.Cohort), Hint: hint,
	})
}

// stopped reports whether problems stand in the way. With KeepGoing those of
// relationship files do not.
func (r *run) stopped() bool {
	for _, p := range r.report.Problems {
		switch {
		case p.Severity == diag.Warning && !r.Strict:
		case r.KeepGoing && p.Severity == diag.Error && isRelationship(p.Position.File):
		default:
			return true
		}
	}
	return r.renderer == nil
}

// isRelationship reports whether a file is one relationship's or one cohort's.
func isRelationship(file string) bool {
	ok, _ := path.Match("content/cohorts/*/*.toml", file)
	return ok
}

// write makes all pages and puts them in place. When somebody was at the output since
// this process was, it does so twice: the second time makes what is not as it was left.
func (r *run) write(ctx context.Context) error {
	amiss, err := r.writeOnce(ctx)
	if err == nil && amiss > 0 {
		_, err = r.writeOnce(ctx)
	}
	return err
}

// writeOnce makes all pages, staged, and then puts them in place. amiss is how many
// relationships and files have lost pages meanwhile.
func (r *run) writeOnce(ctx context.Context) (amiss int, err error) {
	r.report.Pages, r.report.Drafts = 0, 0
	o := r.outputOptions(r.site)
	o.Memory = &r.memory.output
	if m := &r.memory.site; !r.again && m.News() {
		o.Learned = func(w io.Writer) error { return m.Save(w, r.Version) }
	}
	store, err := output.Open(ctx, o)
	if err != nil {
		return 0, r.report.refused(err)
	}
	defer store.Close()
	r.out = store
	for _, key := range r.untouched() {
		store.KeepOwner(key)
	}
	if err := r.make(ctx); err != nil || r.stopped() {
		return 0, err
	}
	result, err := store.Commit()
	if err != nil {
		return 0, err
	}
	r.report.take(result)
	r.report.Done = true
	return result.Amiss, nil
}

// untouched lists the relationships whose pages stay as they are: those of other
// cohorts, when one is asked for, and the broken ones.
func (r *run) untouched() []string {
	var keys []string
	for _, b := range r.site.Broken {
		keys = append(keys, b.Cohort+"/"+b.ID)
	}
	r.report.Kept = len(keys)
	for _, c := range r.site.Cohorts {
		if r.Cohort == "" || c.ID == r.Cohort {
			continue
		}
		for _, rel := range c.Relationships {
			keys = append(keys, rel.Key())
		}
	}
	return keys
}

// make makes every file and gives it to the sink.
func (r *run) make(ctx context.Context) error {
	if err := r.assets(); err != nil {
		return err
	}
	return r.pages(ctx)
}

// assets puts the theme's files and the pictures of the Markdown.
func (r *run) assets() error {
	for _, tree := range []string{public, facilitator} {
		for _, a := range r.theme.Assets() {
			if err := r.out.Put(output.File{Tree: tree, Path: "assets/" + a.Path, Kind: output.Asset, Data: a.Data}); err != nil {
				return err
			}
		}
	}
	files := source.Layers{r.fsys, r.Builtin}
	for _, m := range r.site.Media {
		data, problem, err := source.ReadBinary(files, m.Source, source.PictureSize)
		if err != nil {
			return err
		}
		if problem != nil {
			r.report.add(*problem)
			continue
		}
		if err := r.out.Put(output.File{Tree: public, Path: m.Address, Kind: output.Asset, Data: data}); err != nil {
			return err
		}
	}
	return nil
}

// words are what the text of a document needs in a language.
func (r *run) words(lang program.Language) site.Words {
	say := func(key string) string {
		text, err := r.renderer.Say(lang, key)
		if err != nil {
			r.count(0, diag.Problem{Position: diag.Position{File: "templates/strings"}, Text: err.Error()})
		}
		return text
	}
	return site.Words{ToDo: say("task.to-do"), Done: say("task.done"), Back: say("footnote.back")}
}

// shared puts one of the pages that belong to no workbook.
func (r *run) shared(page *workbook.Page) error {
	if r.faulty.Load() >= enoughFaulty {
		return nil
	}
	data, problems := r.renderer.Page(page)
	r.count(1, problems...)
	if errors, _ := diag.Count(problems); errors > 0 {
		r.faulty.Add(1)
	}
	kind := output.Page
	if page.Path == "index.html" {
		kind = output.Index
	}
	return r.out.Put(output.File{Tree: public, Path: page.Path, Kind: kind, Data: data})
}

// pages makes all pages side by side: those that belong to no workbook, then the
// workbooks and the facilitator's files, cohort by cohort: what a session pack shows
// was drawn for the workbooks a moment ago.
func (r *run) pages(ctx context.Context) error {
	defer r.renderer.Rest()
	books, files := r.chosen(), r.deskFiles()
	r.report.Workbooks = len(books)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	add := func(do func() error) {
		group.Go(func() (err error) {
			defer diag.Catch(&err)
			if err := ctx.Err(); err != nil {
				return err
			}
			return do()
		})
	}
	for _, page := range workbook.Shared(r.site, r.words) {
		add(func() error { return r.shared(page) })
	}
	var done atomic.Int64
	for _, c := range r.site.Cohorts {
		for ; len(books) > 0 && books[0].Cohort == c.ID; books = books[1:] {
			rel := books[0]
			add(func() error {
				err := r.workbook(rel)
				if r.Progress != nil {
					r.Progress(int(done.Add(1)), r.report.Workbooks)
				}
				return err
			})
		}
		add(func() error { return r.cohortCalendar(c) })
		for _, f := range files {
			if f.Cohort == c.ID {
				add(func() error { return r.deskFile(f) })
			}
		}
	}
	for _, f := range files {
		if f.Cohort == "" {
			add(func() error { return r.deskFile(f) })
		}
	}
	return group.Wait()
}

// chosen lists the relationships to make workbooks of, and counts the drafts.
func (r *run) chosen() []*program.Relationship {
	var chosen []*program.Relationship
	for _, c := range r.site.Cohorts {
		if r.Cohort != "" && c.ID != r.Cohort {
			continue
		}
		for _, rel := range c.Relationships {
			if rel.Status == program.Draft {
				r.report.Drafts++
				continue
			}
			chosen = append(chosen, rel)
		}
	}
	return chosen
}

// workbook makes the pages of one relationship, unless the output still has what
// the same inputs gave before.
func (r *run) workbook(rel *program.Relationship) error {
	if r.faulty.Load() >= enoughFaulty {
		return nil
	}
	key := r.keys[rel]
	if r.out.Keep(rel.Key(), key) {
		r.count(workbook.PageCount(rel))
		return nil
	}
	book := r.planner.Plan(rel)
	problems, err := r.renderer.Book(book, func(path string, page []byte) error {
		kind := output.Page
		if strings.HasSuffix(path, "/index.html") {
			kind = output.Index
		}
		return r.out.Put(output.File{Tree: public, Path: path, Kind: kind, Owner: rel.Key(), Data: page})
	})
	r.count(len(book.Pages), problems...)
	if len(problems) > 0 {
		r.faulty.Add(1)
	}
	if err != nil {
		return err
	}
	r.out.Own(rel.Key(), key)
	return r.sessions(rel)
}

// count adds to the report while workbooks are made side by side.
func (r *run) count(pages int, problems ...diag.Problem) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.Pages += pages
	if len(problems) > 0 {
		r.report.add(problems...)
	}
}

package build

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"pairbook/internal/diag"
	"pairbook/internal/digest"
	"pairbook/internal/output"
	"pairbook/internal/program"
	"pairbook/internal/site"
	"pairbook/internal/source"
	"pairbook/internal/workbook"
)

// enoughFaulty is after how many that could not be drawn no more are tried: what a
// template does wrong in ten it does in thousands.
const enoughFaulty = 10

// make makes every file and gives it to the sink.
func (r *run) make(ctx context.Context) error {
	if err := r.assets(); err != nil {
		return err
	}
	if err := r.rootWebConfig(); err != nil {
		return err
	}
	return r.pages(ctx)
}

// assets puts the theme's files and the pictures of the Markdown.
func (r *run) assets() error {
	if err := r.readFillIn(); err != nil {
		return err
	}
	for _, tree := range []string{public, facilitator} {
		for _, a := range r.assetsOf(tree) {
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

// words are what the text of a document needs in a language, with what it calls the roles.
func (r *run) words(lang program.Language, labels program.Labels) site.Words {
	say := func(key string) string {
		text, err := r.renderer.SayWith(lang, labels, key)
		if err != nil {
			r.count(0, diag.Problem{Position: diag.Position{File: "templates/strings"}, Text: err.Error()})
		}
		return text
	}
	return site.Words{
		ToDo: say("task.to-do"), Done: say("task.done"), Back: say("footnote.back"),
		Aside: func(kind string) string { return say("aside." + kind) },
		Field: func(name string) string { return r.forEverybody(say, name) },
	}
}

// forEverybody fills a field on a page that is for all pairs: the people are their roles, and
// what differs from pair to pair is left open.
func (r *run) forEverybody(say func(key string) string, name string) string {
	switch name {
	case "mentor", "mentee", "mentors", "mentees":
		return say("everybody." + name)
	case "programme":
		return r.site.Program.Title
	case "contact":
		return cmp.Or(workbook.ContactText(r.site.Program.Contact), workbook.Blank)
	}
	return workbook.Blank
}

// sharedPage puts one of the pages that belong to no workbook, unless the output still has
// what the same inputs gave before.
func (r *run) sharedPage(page *workbook.Page) error {
	if r.faulty.Load() >= enoughFaulty {
		return nil
	}
	owner, key := public+"//"+page.Path, digest.Of(r.shared, page).String() // no relationship has such a key
	if r.out.Keep(owner, key) {
		r.count(1)
		return nil
	}
	data, problems := r.renderer.Page(page)
	r.count(1, problems...)
	if errors, _ := diag.Count(problems); errors > 0 {
		r.faulty.Add(1)
	}
	if len(problems) == 0 {
		r.out.Own(owner, key)
	}
	kind := output.Page
	if page.Path == "index.html" {
		kind = output.Index
	}
	return r.out.Put(output.File{Tree: public, Path: page.Path, Kind: kind, Owner: owner, Data: data})
}

// pages makes all pages side by side: those that belong to no workbook, then the
// workbooks, then the facilitator's files.
func (r *run) pages(ctx context.Context) error {
	files := r.deskFiles()
	r.countBooks()
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
		add(func() error { return r.sharedPage(page) })
	}
	for _, c := range r.site.Cohorts {
		for some := range slices.Chunk(r.chosen(c), inOneGo) {
			add(func() error { return r.workbooks(some) })
		}
		add(func() error { return r.cohortCalendar(c) })
	}
	for _, f := range files {
		add(func() error { return r.deskFile(f) })
	}
	return group.Wait()
}

// chosen lists the relationships of a cohort to make workbooks of.
func (r *run) chosen(c *program.Cohort) []*program.Relationship {
	if r.Cohort != "" && c.ID != r.Cohort {
		return nil
	}
	return published(c)
}

// countBooks counts the workbooks to be made, and the drafts.
func (r *run) countBooks() {
	r.report.Workbooks, r.report.Drafts = 0, 0
	for _, c := range r.site.Cohorts {
		if r.Cohort == "" || c.ID == r.Cohort {
			books := len(r.chosen(c))
			r.report.Workbooks += books
			r.report.Drafts += len(c.Relationships) - books
		}
	}
}

// inOneGo is how many workbooks a goroutine makes: mostly there is nothing to do for
// one, and to start it would take longer.
const inOneGo = 8

// workbooks makes the pages of some relationships.
func (r *run) workbooks(some []*program.Relationship) error {
	for _, rel := range some {
		if err := r.workbook(rel); err != nil {
			return err
		}
		if r.Progress != nil {
			r.Progress(int(r.made.Add(1)), r.report.Workbooks)
		}
	}
	return nil
}

// workbook makes the pages of one relationship, unless the output still has what
// the same inputs gave before.
func (r *run) workbook(rel *program.Relationship) error {
	if r.faulty.Load() >= enoughFaulty {
		return nil
	}
	key := r.key(rel)
	if r.out.Keep(rel.Key(), key) {
		r.count(r.out.Pages(rel.Key()))
		return nil
	}
	book := r.planner.Plan(rel)
	problems, err := r.renderer.Book(book, func(path string, page []byte) error {
		kind := output.Page
		if strings.HasSuffix(path, "/index.html") {
			kind = output.Index
		}
		if strings.HasSuffix(path, "/workbook.html") {
			if err := r.single(rel, path, page); err != nil {
				return err
			}
		}
		return r.out.Put(output.File{Tree: public, Path: path, Kind: kind, Owner: rel.Key(), Data: page})
	})
	if len(problems) == 1 && problems[0].Position.File == rel.Source() {
		r.setAside(rel, problems[0])
		return nil
	}
	r.count(len(book.Pages)+r.extraPages(), problems...)
	if len(problems) > 0 {
		r.faulty.Add(1)
	}
	if err != nil {
		return err
	}
	r.out.Own(rel.Key(), key)
	if err := r.webConfig(rel); err != nil {
		return err
	}
	return r.sessions(rel)
}

// setAside leaves the last good pages of a relationship that cannot be drawn.
func (r *run) setAside(rel *program.Relationship, problem diag.Problem) {
	r.out.KeepOwner(rel.Key())
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.add(problem)
	r.report.Kept++
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

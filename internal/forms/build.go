package forms

import (
	"context"
	"net/http"
	"strings"
	"time"

	"pairbook/internal/build"
	"pairbook/internal/diag"
)

// A buildPage shows what a build would change, and what one has done.
type buildPage struct {
	Asked     *build.Report // a dry run; nil after a build
	Done      *build.Report
	Problems  *problems
	Removal   bool // it stops because it would remove many workbooks
	Written   []string
	Removed   []string
	Published *build.Publication
	To        string // where the pages are published; "": no folder is named
	Print     bool   // PDFs can be made
	Job       *job
}

// mostNamed is how many files the page names.
const mostNamed = 40

// patience is how long a build may take before the browser gets no answer.
const patience = 15 * time.Minute

func (q *request) options() build.Options {
	return build.Options{Site: q.site.Dir, Builtin: q.desk.Builtin, Version: q.desk.Version}
}

func (q *request) longer() {
	_ = http.NewResponseController(q.w).SetWriteDeadline(time.Now().Add(patience))
}

// run builds, one at a time.
func (q *request) run(o build.Options) (*build.Report, error) {
	q.longer()
	q.site.building.Lock()
	defer q.site.building.Unlock()
	return build.Run(context.WithoutCancel(q.Context()), o, &q.site.memory)
}

// build shows what a build would change.
func (q *request) build() error {
	if q.without() {
		return nil
	}
	page := &buildPage{}
	if !q.site.running() {
		o := q.options()
		o.DryRun = true
		report, err := q.run(o)
		if err != nil {
			return err
		}
		page.Asked = report
	}
	return q.showBuild(http.StatusOK, page)
}

func (q *request) showBuild(status int, page *buildPage) error {
	page.To = q.loaded.Program.Publish
	page.Print = q.desk.Print != nil
	page.Job = q.site.lastJob()
	report := page.Asked
	if page.Done != nil {
		report = page.Done
	}
	if report != nil {
		page.Problems = q.problemsOf(report.Problems)
		page.Written, page.Removed = firstOf(report.WrittenFiles), firstOf(report.RemovedFiles)
		for _, p := range report.Problems {
			page.Removal = page.Removal || !report.Done && strings.Contains(p.Hint, "--remove")
		}
	}
	return q.show(status, "build", q.words.text("build.title"), page)
}

func firstOf(names []string) []string { return names[:min(len(names), mostNamed)] }

// buildNow builds, and publishes when that is asked for.
func (q *request) buildNow() error {
	if q.without() {
		return nil
	}
	o := q.options()
	o.Remove = q.PostForm.Get("do") == "remove"
	report, err := q.run(o)
	if err != nil {
		return err
	}
	page := &buildPage{Done: report}
	if !report.Done {
		return q.showBuild(http.StatusUnprocessableEntity, page)
	}
	if q.PostForm.Get("do") == "publish" {
		if err := q.publish(page); err != nil {
			return err
		}
	}
	return q.showBuild(http.StatusOK, page)
}

// publishNow copies what the last build wrote.
func (q *request) publishNow() error {
	if q.without() {
		return nil
	}
	page := &buildPage{}
	if err := q.publish(page); err != nil {
		return err
	}
	return q.showBuild(http.StatusOK, page)
}

func (q *request) publish(page *buildPage) error {
	q.longer()
	q.site.building.Lock()
	defer q.site.building.Unlock()
	published, err := build.Publish(context.WithoutCancel(q.Context()), q.options(), "", false)
	if err != nil {
		return err
	}
	page.Published = published
	if len(published.Problems) > 0 {
		page.Problems = q.problemsOf(published.Problems)
	}
	return nil
}

// A job is the making of PDFs, while it goes on and after it.
type job struct {
	Done, Total int
	Ended       bool
	Printed     Printed
	Err         string
	Problems    *problems
}

// running reports whether PDFs are being made.
func (o *opened) running() bool {
	j := o.lastJob()
	return j != nil && !j.Ended
}

// lastJob is a copy of the job; nil: there was none.
func (o *opened) lastJob() *job {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.job == nil {
		return nil
	}
	j := *o.job
	return &j
}

// printNow begins to make the PDFs that are missing. The page says how far it is.
func (q *request) printNow() error {
	if q.without() {
		return nil
	}
	if q.desk.Print == nil {
		return errNoSuchPage
	}
	if !q.site.running() {
		q.print()
	}
	return q.redirect(q.address("desk/build"))
}

func (q *request) print() {
	site, j := q.site, &job{}
	site.mu.Lock()
	site.job = j
	site.mu.Unlock()
	q.desk.jobs.Add(1)
	go func() {
		defer q.desk.jobs.Done()
		var made Printed
		err := func() (err error) {
			defer diag.Catch(&err)
			made, err = q.desk.Print(q.desk.context(), site.Dir, func(done, total int) {
				site.mu.Lock()
				defer site.mu.Unlock()
				j.Done, j.Total = done, total
			})
			return err
		}()
		site.mu.Lock()
		defer site.mu.Unlock()
		j.Ended, j.Printed, j.Problems = true, made, q.problemsOf(made.Problems)
		if err != nil {
			j.Err = err.Error()
		}
	}()
}

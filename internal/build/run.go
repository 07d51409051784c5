package build

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"pairbook/internal/calendar"
	"pairbook/internal/diag"
	"pairbook/internal/issued"
	"pairbook/internal/output"
	"pairbook/internal/program"
	"pairbook/internal/site"
	"pairbook/internal/source"
	"pairbook/internal/theme"
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
	r := &run{Options: o, folder: root.FS(), memory: m, report: &Report{}}
	if err := r.all(ctx); err != nil {
		return nil, err
	}
	if r.report.Done {
		m.rendering = r.rendering
	}
	r.report.Duration = time.Since(begun)
	return r.report.complete(), nil
}

// A run is one call of Run; its steps go from top to bottom.
type run struct {
	Options
	folder fs.FS // of the site
	fsys   fs.FS // the same as source.Site shows it
	memory *Memory
	report *Report
	inputs
	out       sink
	fillWords []theme.Asset // the words for filling in on the screen, by language

	said   calendar.Said     // what calendars have said, when this run has written its own
	signed issued.Signatures // how agreements were when they were signed

	mu     sync.Mutex   // for report, while workbooks are made side by side
	faulty atomic.Int64 // pages and workbooks that could not be drawn
	made   atomic.Int64 // workbooks, for Progress
}

// A sink takes the files of a run.
type sink interface {
	Put(output.File) error
	Keep(owner, key string) bool
	Pages(owner string) int // of the files that Keep has claimed
	KeepOwner(owner string)
	Own(owner, key string)
}

// nowhere is the sink of a check.
type nowhere struct{}

func (nowhere) Put(output.File) error       { return nil }
func (nowhere) Keep(owner, key string) bool { return false }
func (nowhere) Pages(owner string) int      { return 0 }
func (nowhere) KeepOwner(owner string)      {}
func (nowhere) Own(owner, key string)       {}

func (r *run) all(ctx context.Context) error {
	if err := r.settle(ctx); err != nil {
		return err
	}
	if r.stopped() {
		return nil
	}
	// A renderer that meets a mistake remembers it, and what is mended next may be what
	// it was drawing: only that of a good run is kept.
	r.memory.rendering = rendering{}
	if r.CheckOnly {
		r.out = nowhere{}
		err := r.make(ctx)
		if err == nil {
			err = r.checkPublished(ctx)
		}
		r.report.Done = !r.stopped()
		return err
	}
	if r.Preview {
		return r.preview(ctx)
	}
	return r.write(ctx)
}

// A file that goes between the listing of its folder and its reading is looked for again
// for this long: a cloud folder may be at work, or an editor that saves in two steps.
const (
	settling      = 2 * time.Second
	settlingPause = 50 * time.Millisecond
)

// settle reads the site, again when a file goes under its hands.
func (r *run) settle(ctx context.Context) error {
	for begun := time.Now(); ; {
		err := r.read(ctx)
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if time.Since(begun) > settling {
			var fault *diag.Fault
			if errors.As(err, &fault) {
				fault.Hint = "it was there a moment ago: is the folder being synchronised, moved or restored? wait until that has ended, and try again"
			}
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(settlingPause):
		}
	}
}

// read loads the site, its theme and its templates.
func (r *run) read(ctx context.Context) error {
	r.fsys = source.Site(ctx, r.folder)
	r.report.Problems = nil
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
	if r.Paper != "" {
		begun.UsePaper(r.Paper)
	}
	r.warm = m.rendering.renderer != nil
	var group errgroup.Group
	group.Go(func() (err error) {
		defer diag.Catch(&err)
		var problems []diag.Problem
		if r.site, problems, err = begun.Load(); err == nil {
			r.facts = m.desk.Facts(r.site)
			r.report.add(problems...)
			r.report.add(r.facts.Check()...)
			err = r.unreadable()
		}
		return err
	})
	group.Go(func() (err error) {
		defer diag.Catch(&err)
		return m.rendering.prepare(r.fsys, r.Builtin, begun.Top, r.Changed)
	})
	if err := group.Wait(); err != nil {
		return err
	}
	r.checkCohort()
	r.planner, r.rendering = workbook.NewPlanner(r.site), m.rendering
	if r.theme != nil {
		r.planner.On(r.theme.Paper())
	}
	if r.renderer != nil {
		r.planner.Speak(r.renderer.Speech)
	}
	r.report.add(r.themeProblems...)
	r.report.add(r.problems...)
	if r.renderer != nil {
		r.report.add(r.renderer.CheckLanguages(r.site.Languages()...)...)
	}
	r.sum(r.Version, m.digests)
	m.digests = r.digests
	r.compareCalendars()
	if err := r.compareIssued(); err != nil {
		return err
	}
	r.compareSigned()
	m.whole = true
	return nil
}

// unreadable makes problems of the files and folders of cohorts that the machine does
// not let us read. Unless the sound relationships are to be built without them, the
// first is an error.
func (r *run) unreadable() error {
	for _, u := range r.site.Unreadable {
		if !r.KeepGoing {
			return u.Err
		}
		r.report.add(diag.Problem{
			Position: diag.Position{File: u.Name}, Text: "this cannot be read: " + cause(u.Err),
			Hint: "look whether another program holds it open, and whether you may read it",
		})
	}
	return nil
}

// cause is an error without the file and the step that it is about.
func cause(err error) string {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err.Error()
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
		Position: diag.Position{File: program.CohortsDir},
		Text:     fmt.Sprintf("there is no cohort %q", r.Cohort), Hint: hint,
	})
}

// stopped reports whether problems stand in the way. With KeepGoing those of
// relationship files do not, nor those of what is set aside.
func (r *run) stopped() bool {
	for _, p := range r.report.Problems {
		switch {
		case p.Severity == diag.Warning && !r.Strict:
		case r.KeepGoing && p.Severity == diag.Error && (isRelationship(p.Position.File) || slices.Contains(r.site.Aside, p.Position.File)):
		default:
			return true
		}
	}
	return r.renderer == nil
}

// isRelationship reports whether a file is one relationship's or one cohort's.
func isRelationship(file string) bool {
	ok, _ := path.Match(program.CohortsDir+"/*/*.toml", file)
	return ok
}

// write makes all pages and puts them in place. When files of the last build are not as
// it left them, the output says so in the end, and a second pass makes them anew.
func (r *run) write(ctx context.Context) error {
	stale, err := r.writeOnce(ctx)
	if err == nil && stale > 0 {
		_, err = r.writeOnce(ctx)
	}
	return err
}

// writeOnce makes all pages, staged, and then puts them in place. stale is how many
// relationships and files a second pass has to make anew.
func (r *run) writeOnce(ctx context.Context) (stale int, err error) {
	r.report.Pages = 0
	r.made.Store(0)
	o := r.outputOptions(r.site)
	o.Memory = &r.memory.output
	if m := &r.memory.site; !r.warm && m.News() {
		o.Learned = func(w io.Writer) error { return m.Save(w, r.Version) }
	}
	store, err := output.Open(ctx, o)
	if err != nil {
		return 0, r.report.refused(err)
	}
	defer store.Close()
	r.out = store
	before := publishedIn(store)
	keep := r.untouched(before)
	for _, key := range keep {
		store.KeepOwner(key)
	}
	store.Retain(r.aside())
	if r.checkRemoval(before, keep); r.stopped() {
		return 0, nil
	}
	madeOf := store.Key(rulesOwner)
	if err := r.make(ctx); err != nil || r.stopped() {
		return 0, err
	}
	result, err := store.Commit()
	if err != nil {
		return 0, err
	}
	r.report.take(result, r.Force)
	r.report.Done = true
	if result.Stale == 0 {
		r.checkRules(madeOf)
	}
	if !r.DryRun {
		err = errors.Join(r.saveCalendars(store), r.saveSigned(store))
	}
	return result.Stale, err
}

// Package forms is the desk in the browser: pages on which the facilitator does what the week brings,
// beside the pages that package preview shows.
//
//	request ─ guard: host, secret, cookie, origin, token ─┬─► a page of the desk
//	                                                      ├─► a form ─ edit.Folder: propose, apply ─► a page
//	                                                      └─► package preview
//
// The files of the site stay the truth. Each form makes one change through package edit: it is
// planned, checked against the whole site, shown or written, remembered in the history of the sitting,
// and can be taken back. A form knows the file as it was when the page was made; when the file has
// changed since, nothing is written, and the page comes again with what was typed and what has changed.
//
// Which fields a form has, with their labels and hints, package schema tells from the structs that the files
// are decoded into. The templates and words of the pages lie in this package and not in the theme:
// a template or a string of the site that is broken must not take the page away on which it is mended.
//
// Not here: which addresses are listened at and what is watched (package main), the pages of a
// build (packages build and preview), how files are changed (package edit).
package forms

import (
	"context"
	"io/fs"
	"net/http"
	"sync"
	"time"

	"pairbook/internal/build"
	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/issued"
	"pairbook/internal/program"
	"pairbook/internal/workbook"
)

// Options are what the desk is made of. Functions that are nil are not offered.
type Options struct {
	Context context.Context // ends what goes on in the background
	Builtin fs.FS
	Version string
	Now     func() time.Time

	// Switch opens the site in a folder, which it returns as an absolute path: it calls Use, and Built
	// after each build. Create makes a site in a new folder.
	Switch func(dir string) (string, error)
	Create func(dir string, s NewSite) error
	Recent func() []string // folders of sites that were open lately

	// Print makes the PDFs that are missing. It tells how far it is.
	Print func(ctx context.Context, dir string, told func(done, total int)) (Printed, error)

	// Label says the name of a sheet, or of what has changed on one, in the words of the site's pages.
	Label func(workbook.Label) string

	// Locked is told the new address when the first one was used twice; see guard.
	Locked func(address string)
}

// A NewSite is what is said of a site before there is one.
type NewSite struct {
	Title, Organisation string
	Contact             program.Contact
	Paper               program.Paper
	Format              string
	Language            program.Language
	Samples             bool // two pairs to look at
}

// Printed is what became of PDFs.
type Printed struct {
	Written, Unchanged, Failed int
	Problems                   []diag.Problem
}

// A Desk answers the requests of one browser. Its methods may be called from any goroutine.
type Desk struct {
	Options
	guard *guard

	mu   sync.Mutex
	site *opened // nil: none is open
	jobs sync.WaitGroup

	spoken       *words // the last words that were asked for
	spokenLang   program.Language
	spokenLabels program.Labels
}

// New returns a desk without a site.
func New(o Options) *Desk {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Desk{Options: o, guard: newGuard(o.Locked)}
}

// Base is what the addresses of the desk begin with, and those of the preview have to: "/abc".
func (d *Desk) Base() string { return d.guard.base }

// Script is the address of the script that leads from pages of the preview to the desk.
func (d *Desk) Script() string { return d.guard.base + "/desk/assets/bar.js" }

// Start is the address that opens the desk, below that of the server, "http://127.0.0.1:1616/". It
// works once.
func (d *Desk) Start(server string) string { return d.guard.address(server) }

// Handler answers requests under one of the hosts. What is no page of the desk, preview answers.
func (d *Desk) Handler(hosts []string, preview http.Handler) http.Handler {
	return d.guard.protect(hosts, d.routes(preview))
}

// An opened site is the one that the desk works on.
type opened struct {
	*edit.Folder
	building sync.Mutex // one build at a time
	memory   build.Memory

	comparing sync.Mutex // of what was handed out
	issued    issued.Memory

	mu       sync.Mutex
	problems []diag.Problem // of the last build
	failed   bool           // it has made no pages
	behind   bool           // something was changed since
	done     []entry        // the history of the sitting
	seen     versions
	uploads  uploads
	job      *job // the PDFs that are made, or were
}

// Use makes a folder the site that the desk works on; empty: none.
func (d *Desk) Use(dir string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.site = nil
	if dir != "" {
		d.site = &opened{Folder: edit.NewFolder(dir, d.Builtin)}
	}
}

// context ends what goes on in the background.
func (d *Desk) context() context.Context {
	if d.Context == nil {
		return context.Background()
	}
	return d.Context
}

// current is the open site, nil when there is none.
func (d *Desk) current() *opened {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.site
}

// Built tells of a build of the site in dir: which files had changed, nil: any, and the problems.
// failed says that it has made no pages.
func (d *Desk) Built(dir string, changed []string, problems []diag.Problem, failed bool) {
	site := d.current()
	if site == nil || site.Dir != dir {
		return
	}
	site.Changed(changed)
	site.mu.Lock()
	defer site.mu.Unlock()
	site.problems, site.failed, site.behind = problems, failed, false
}

// Wait returns when no PDF is being made any more.
func (d *Desk) Wait() { d.jobs.Wait() }

// An entry is one change of the sitting.
type entry struct {
	N        int
	When     time.Time
	Change   *edit.Change
	Warnings []diag.Problem
	Back     bool // it took another back
}

// remember notes a change, and returns its number.
func (o *opened) remember(e entry) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	e.N = len(o.done) + 1
	o.done = append(o.done, e)
	o.behind = true
	return e.N
}

// change returns a change of the sitting by its number; nil: there is none.
func (o *opened) change(n int) *entry {
	o.mu.Lock()
	defer o.mu.Unlock()
	if n < 1 || n > len(o.done) {
		return nil
	}
	e := o.done[n-1]
	return &e
}

// Package pdf prints pages through an installed browser: tagged, with an outline, a title
// and a language, and the same bytes for the same page and the same browser.
//
//	pages ─► session: one browser, a few tabs ─► tab: open, print, count ─► stable
//	  ▲              │ stopped, or silent
//	  └── another ◄──┘
//
// No server runs and nothing leaves the computer: every request of a page is answered
// from Read, or refused. Pages are opened under the address at which they are published,
// so that their links are those of the published pages, and no link names a folder of
// this computer. Without such an address links to other pages are taken away.
//
// A browser that stops or falls silent is started again as long as pages come of it.
//
// Not here: which pages there are (package build), where the PDFs go (package output).
package pdf

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"sync"
	"time"
)

// A Page is one page to print.
type Page struct {
	Name string // the caller's own
	Path string // below the address, as Read takes it: "spring/tom/workbook.html"

	// Sides says that every sheet of the page is to be one printed side; those that
	// are more come back in Printed.Over.
	Sides bool
	// Apart says that the page is not published: its links to other pages are taken away.
	Apart bool
}

// Options say how to print. Browser and Read are needed.
type Options struct {
	Browser string // the program
	Address string // where the pages are published, with "/" at the end; empty: nowhere
	Paper   Paper  // where the page itself forces none; default A4

	// Read returns a file below the address. It is called from any goroutine.
	Read func(path string) ([]byte, error)

	Tabs     int           // pages printed at a time; default 2
	Start    time.Duration // how long the browser may take to start; default 60 s
	Patience time.Duration // how long one page may take; default 60 s
}

// A Paper is a size in inches.
type Paper struct{ Width, Height float64 }

var (
	A4     = Paper{210 / 25.4, 297 / 25.4}
	Letter = Paper{8.5, 11}
)

// A Printed is what became of a Page.
type Printed struct {
	Page   Page
	PDF    []byte // nil when it could not be made
	Sides  int    // printed
	Sheets int    // planned
	Over   []Over // the sheets of more than one side
	Err    error  // why it could not be made
}

// An Over is a sheet that runs over its side.
type Over struct {
	Title string
	Sides int
}

// nowhere is the address of pages that are published at none. The name can belong to
// nobody (RFC 6761, section 6.4).
const nowhere = "https://workbook.invalid/"

// startsWithoutPage is how many browsers in a row may make no page before the rest is
// given up.
const startsWithoutPage = 2

// Print prints pages and gives each to done, one at a time, in any order. An error of done
// ends the printing and is returned, as is that of the context. What could not be
// printed has its Err set.
func Print(ctx context.Context, o Options, pages []Page, done func(Printed) error) error {
	o.Tabs, o.Start, o.Patience = cmp.Or(o.Tabs, 2), cmp.Or(o.Start, time.Minute), cmp.Or(o.Patience, time.Minute)
	o.Paper = cmp.Or(o.Paper, A4)
	left := pages
	var why error
	for idle := 0; len(left) > 0 && idle < startsWithoutPage; idle++ {
		s := &session{Options: o, left: left, done: done}
		if idle > 0 {
			s.open = true
		}
		s.run(ctx)
		if err := cmp.Or(s.ended, ctx.Err()); err != nil {
			return err
		}
		if len(s.left) < len(left) {
			idle = -1
		}
		left, why = s.left, s.fault
	}
	for _, p := range left {
		if err := done(Printed{Page: p, Err: why}); err != nil {
			return err
		}
	}
	return nil
}

// A session is one browser. It ends when all pages are printed, or one could not be: whoever
// knows in what state a browser is then.
type session struct {
	Options
	done func(Printed) error
	open bool // without the browser's own sandbox: the last session could not start one

	mu    sync.Mutex
	left  []Page // to print
	fault error  // what ended the session
	ended error  // of done
}

// take takes the next page, false when there is none or the session is to end.
func (s *session) take() (Page, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.left) == 0 || s.fault != nil || s.ended != nil {
		return Page{}, false
	}
	p := s.left[0]
	s.left = s.left[1:]
	return p, true
}

// give passes a page on, or puts it back behind the others.
func (s *session) give(p Printed) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.Err != nil {
		s.left = append(s.left[:len(s.left):len(s.left)], p.Page)
		s.failed(p.Err)
		return
	}
	if s.ended == nil {
		s.ended = s.done(p)
	}
}

// failed notes what ends the session; the first is the cause of the others.
func (s *session) failed(err error) {
	if s.fault == nil {
		s.fault = err
	}
}

// base is the address under which pages are opened.
func (s *session) base() string { return cmp.Or(s.Address, nowhere) }

// read returns what answers a request, an error when nothing does. Scripts get no answer:
// they are for the screen.
func (s *session) read(url string) ([]byte, error) {
	url, _, _ = strings.Cut(url, "#")
	path, ok := strings.CutPrefix(url, s.base())
	if !ok || strings.ContainsAny(path, "?%") || strings.HasSuffix(path, ".js") {
		return nil, fmt.Errorf("%s is not among the pages", url)
	}
	return s.Read(path)
}

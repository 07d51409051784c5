package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"path"
	"strings"
	"sync"

	"pairbook/internal/diag"
	"pairbook/internal/output"
	"pairbook/internal/program"
)

// A Gallery is all files of one good run, none of them written. Of workbooks and
// cohorts it keeps no bytes, only what they are the bytes of: thousands of workbooks
// take gigabytes, and a reader opens a few. It never changes.
type Gallery struct {
	options  Options
	material material
	owners   map[string]shown
	rest     []Exhibit // that have no owner
}

// An Exhibit is one file of a Gallery.
type Exhibit struct {
	Name string            // tree and path: "public/spring/tom/index.html"
	Sum  [sha256.Size]byte // SHA-256 of its bytes
	Data []byte            // nil: Draw makes them
}

// shown is what an owner shows, and the digest of the inputs that it comes from.
type shown struct {
	key   string
	files []Exhibit
}

// All lists every file, each once, in no order.
func (g *Gallery) All() iter.Seq[Exhibit] {
	return func(yield func(Exhibit) bool) {
		for _, e := range g.rest {
			if !yield(e) {
				return
			}
		}
		for _, o := range g.owners {
			for _, e := range o.files {
				if !yield(e) {
					return
				}
			}
		}
	}
}

// Len is how many files there are.
func (g *Gallery) Len() int {
	n := len(g.rest)
	for _, o := range g.owners {
		n += len(o.files)
	}
	return n
}

// Draw makes the bytes of a file that has none, as they were in the run, by the same
// steps. It may be called from any goroutine. A mistake of a template is the error.
func (g *Gallery) Draw(name string) ([]byte, error) {
	wanted := &single{name: name}
	again := &run{Options: g.options, material: g.material, report: &Report{}, out: wanted}
	if err := again.draw(name); err != nil && !errors.Is(err, errDrawn) {
		return nil, err
	}
	for _, p := range again.report.Problems {
		if p.Severity == diag.Error {
			return nil, errors.New(p.String())
		}
	}
	if wanted.data == nil {
		return nil, fmt.Errorf("%s is not among the pages", name)
	}
	return wanted.data, nil
}

// draw makes the workbook or the facilitator's file that a name belongs to.
func (r *run) draw(name string) error {
	tree, file, _ := strings.Cut(name, "/")
	if tree == facilitator {
		for _, f := range r.deskFiles() {
			if f.Path == file {
				return r.deskFile(f)
			}
		}
		for _, c := range r.site.Cohorts {
			if calendarPath(c) == file {
				return r.cohortCalendar(c)
			}
		}
		return nil
	}
	dir := path.Dir(file)
	for _, c := range r.site.Cohorts {
		for _, rel := range c.Relationships {
			if rel.Dir() == dir && rel.Status != program.Draft {
				return r.workbook(rel)
			}
		}
	}
	return nil
}

// single is a sink that takes one file and ends the drawing there.
type single struct {
	nowhere
	name string
	data []byte
}

var errDrawn = errors.New("drawn")

func (s *single) Put(f output.File) error {
	if f.Tree+"/"+f.Path != s.name {
		return nil
	}
	s.data = bytes.Clone(f.Data)
	return errDrawn
}

// hanging is the sink of a preview: it takes sums of what is drawn, and remembers
// those of owners whose inputs are what they were in the last good run.
type hanging struct {
	nowhere
	last map[string]shown

	mu     sync.Mutex
	owners map[string]shown
	rest   []Exhibit
}

func (h *hanging) Keep(owner, key string) bool {
	old, ok := h.last[owner]
	if !ok || old.key != key {
		return false
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.owners[owner] = old
	return true
}

func (h *hanging) Put(f output.File) error {
	e := Exhibit{Name: f.Tree + "/" + f.Path, Sum: sha256.Sum256(f.Data)}
	h.mu.Lock()
	defer h.mu.Unlock()
	if f.Owner == "" {
		e.Data = bytes.Clone(f.Data)
		h.rest = append(h.rest, e)
		return nil
	}
	o := h.owners[f.Owner]
	o.files = append(o.files, e)
	h.owners[f.Owner] = o
	return nil
}

func (h *hanging) Own(owner, key string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	o := h.owners[owner]
	o.key = key
	h.owners[owner] = o
}

// show makes all pages as for a build and hangs them up.
func (r *run) show(ctx context.Context) error {
	last := r.memory.shown
	if last == nil {
		last = &Gallery{}
	}
	h := &hanging{last: last.owners, owners: make(map[string]shown, len(last.owners))}
	r.out = h
	if err := r.make(ctx); err != nil || r.stopped() {
		return err
	}
	g := &Gallery{options: r.Options, material: r.material, owners: h.owners, rest: h.rest}
	g.compare(last, r.report)
	r.memory.shown, r.report.Gallery, r.report.Done = g, g, true
	return nil
}

// compare reports what is new in the gallery, what is as it was and what has gone.
func (g *Gallery) compare(last *Gallery, report *Report) {
	report.compare(last.rest, g.rest)
	for owner, now := range g.owners {
		if old, ok := last.owners[owner]; ok && old.key == now.key {
			report.Unchanged += len(now.files)
		} else {
			report.compare(old.files, now.files)
		}
	}
	for owner, old := range last.owners {
		if _, ok := g.owners[owner]; !ok {
			report.Removed += len(old.files)
		}
	}
}

func (r *Report) compare(old, now []Exhibit) {
	before := make(map[string]Exhibit, len(old))
	for _, e := range old {
		before[e.Name] = e
	}
	for _, e := range now {
		if was, ok := before[e.Name]; ok && was.Sum == e.Sum {
			r.Unchanged++
		} else {
			r.Written++
		}
		delete(before, e.Name)
	}
	r.Removed += len(before)
}

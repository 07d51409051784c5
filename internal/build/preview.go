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
	"pairbook/internal/workbook"
)

// A Preview is all files of one good run, none of them written. Of most pages it keeps
// no bytes, only what they are the bytes of: thousands of workbooks
// take gigabytes, and a reader opens a few. It never changes.
type Preview struct {
	options Options
	inputs  inputs
	owners  map[string]previewOwner
	rest    []PreviewFile // that have no owner
}

// A PreviewFile is one file of a Preview.
type PreviewFile struct {
	Name string            // tree and path: "public/spring/tom/index.html"
	Sum  [sha256.Size]byte // SHA-256 of its bytes
	Data []byte            // nil: Draw makes them
}

// previewOwner is what belongs to an owner, and the digest of the inputs that it comes from.
type previewOwner struct {
	key   string
	files []PreviewFile
}

// preview makes all pages as for a build and keeps them in memory.
func (r *run) preview(ctx context.Context) error {
	last := r.memory.preview
	if last == nil {
		last = &Preview{}
	}
	s := &previewSink{last: last.owners, owners: make(map[string]previewOwner, len(last.owners))}
	r.out = s
	if err := r.make(ctx); err != nil || r.stopped() {
		return err
	}
	p := &Preview{options: r.Options, inputs: r.inputs, owners: s.owners, rest: s.rest}
	p.compare(last, r.report)
	r.memory.preview, r.report.Preview, r.report.Done = p, p, true
	return nil
}

// previewSink is the sink of a preview: it takes sums of what is drawn, and remembers
// those of owners whose inputs are what they were in the last good run.
type previewSink struct {
	nowhere
	last map[string]previewOwner

	mu     sync.Mutex
	owners map[string]previewOwner
	rest   []PreviewFile
}

func (s *previewSink) Keep(owner, key string) bool {
	old, ok := s.last[owner]
	if !ok || old.key != key {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.owners[owner] = old
	return true
}

func (s *previewSink) Pages(owner string) int {
	count := 0
	for _, f := range s.last[owner].files {
		if strings.HasSuffix(f.Name, ".html") {
			count++
		}
	}
	return count
}

func (s *previewSink) Put(f output.File) error {
	file := PreviewFile{Name: f.Tree + "/" + f.Path, Sum: sha256.Sum256(f.Data)}
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.Owner == "" {
		file.Data = bytes.Clone(f.Data)
		s.rest = append(s.rest, file)
		return nil
	}
	o := s.owners[f.Owner]
	o.files = append(o.files, file)
	s.owners[f.Owner] = o
	return nil
}

func (s *previewSink) Own(owner, key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o := s.owners[owner]
	o.key = key
	s.owners[owner] = o
}

// compare reports what is new in the preview, what is as it was and what has gone.
func (p *Preview) compare(last *Preview, report *Report) {
	report.compare(last.rest, p.rest)
	for owner, now := range p.owners {
		if old, ok := last.owners[owner]; ok && old.key == now.key {
			report.Unchanged += len(now.files)
		} else {
			report.compare(old.files, now.files)
		}
	}
	for owner, old := range last.owners {
		if _, ok := p.owners[owner]; !ok {
			report.Removed += len(old.files)
		}
	}
}

func (r *Report) compare(old, now []PreviewFile) {
	before := make(map[string]PreviewFile, len(old))
	for _, f := range old {
		before[f.Name] = f
	}
	for _, f := range now {
		if was, ok := before[f.Name]; ok && was.Sum == f.Sum {
			r.Unchanged++
		} else {
			r.Written++
		}
		delete(before, f.Name)
	}
	r.Removed += len(before)
}

// All lists every file, each once, in no order.
func (p *Preview) All() iter.Seq[PreviewFile] {
	return func(yield func(PreviewFile) bool) {
		for _, f := range p.rest {
			if !yield(f) {
				return
			}
		}
		for _, o := range p.owners {
			for _, f := range o.files {
				if !yield(f) {
					return
				}
			}
		}
	}
}

// Len is how many files there are.
func (p *Preview) Len() int {
	n := len(p.rest)
	for _, o := range p.owners {
		n += len(o.files)
	}
	return n
}

// Draw makes the bytes of a file that has none, as they were in the run, by the same
// steps. It may be called from any goroutine. A mistake of a template is the error.
func (p *Preview) Draw(name string) ([]byte, error) {
	wanted := &onlySink{name: name}
	r := &run{Options: p.options, inputs: p.inputs, report: &Report{}, out: wanted}
	if err := r.draw(name); err != nil && !errors.Is(err, errDrawn) {
		return nil, err
	}
	for _, problem := range r.report.Problems {
		if problem.Severity == diag.Error {
			return nil, errors.New(problem.String())
		}
	}
	if wanted.data == nil {
		return nil, fmt.Errorf("%s is not among the pages", name)
	}
	return wanted.data, nil
}

// draw makes the workbook, page or facilitator's file that a name belongs to.
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
	for _, page := range workbook.Shared(r.site, r.words) {
		if page.Path == file {
			return r.sharedPage(page)
		}
	}
	return nil
}

// Label says the name of a sheet in the words of the programme's pages.
func (p *Preview) Label(l workbook.Label) string {
	if l.Key == "text" {
		return l.Name
	}
	said, err := p.inputs.renderer.Say(p.inputs.site.Program.Language, l.Key, "n", l.N, "name", l.Name)
	if err != nil {
		return l.Key
	}
	return said
}

// onlySink is a sink that takes one file and ends the drawing there.
type onlySink struct {
	nowhere
	name string
	data []byte
}

var errDrawn = errors.New("drawn")

func (s *onlySink) Put(f output.File) error {
	if f.Tree+"/"+f.Path != s.name {
		return nil
	}
	s.data = bytes.Clone(f.Data)
	return errDrawn
}

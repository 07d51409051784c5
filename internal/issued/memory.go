package issued

import (
	"bytes"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"pairbook/internal/diag"
	"pairbook/internal/digest"
	"pairbook/internal/program"
	"pairbook/internal/site"
	"pairbook/internal/workbook"
)

// A Memory carries what one comparison learned to the next. The zero Memory is empty; it serves
// one comparison at a time.
type Memory struct {
	data    []byte // of the file
	record  *Record
	err     error
	content digest.Sum // see content
	facts   map[*program.Relationship][]workbook.SheetFacts
}

// A Comparison is what has changed since it was handed out: by cohort, the relationships that
// something was handed out to and whose workbooks have other sheets now, in the order of the
// cohort. A cohort that nothing was handed out in is missing.
type Comparison map[string][]Changes

// Compare compares what a file says was handed out with a site. It is quick when there is no
// file. The error is ErrForm.
func (m *Memory) Compare(data []byte, s *site.Site) (Comparison, error) {
	if len(data) == 0 {
		*m = Memory{}
		return nil, nil
	}
	if m.record == nil || !bytes.Equal(data, m.data) {
		m.data = data
		m.record, m.err = Parse(data)
	}
	if m.err != nil {
		return nil, m.err
	}
	given := m.record.Match(s)
	if err := m.learn(s, given); err != nil {
		return nil, err
	}
	all := Comparison{}
	for _, c := range s.Cohorts {
		for _, rel := range c.Relationships {
			w := given[rel]
			if w == nil {
				continue
			}
			if all[c.ID] == nil {
				all[c.ID] = []Changes{}
			}
			if facts, planned := m.facts[rel]; planned {
				if changes := w.Changes(rel, facts); changes.Any() {
					all[c.ID] = append(all[c.ID], changes)
				}
			}
		}
	}
	return all, nil
}

// learn finds the facts of the relationships that something was given to, unless all that they
// are planned from is as it was then. Those of the same *program.Relationship stay, as long as
// all else does that sheets rest on.
func (m *Memory) learn(s *site.Site, given map[*program.Relationship]*Workbook) error {
	all, last := content(s), m.facts
	if all != m.content {
		last = nil
	}
	m.content, m.facts = all, make(map[*program.Relationship][]workbook.SheetFacts, len(given))
	reader := workbook.NewReader(s)
	var mu sync.Mutex
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	var missing []*program.Relationship
	for rel, w := range given {
		if facts, known := last[rel]; known {
			m.facts[rel] = facts
		} else if w.from != inputs(all, rel) {
			missing = append(missing, rel)
		}
	}
	for some := range slices.Chunk(missing, 16) {
		group.Go(func() (err error) {
			defer diag.Catch(&err)
			for _, rel := range some {
				facts := reader.Facts(rel)
				mu.Lock()
				m.facts[rel] = facts
				mu.Unlock()
			}
			return nil
		})
	}
	return group.Wait()
}

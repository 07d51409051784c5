package output

import (
	"bufio"
	"os"
	"slices"
	"strings"

	"pairbook/internal/state"
)

// finish writes the manifest and takes the promise away. A run that has changed
// nothing writes nothing.
func (s *Store) finish(t *tree) error {
	next := s.newManifest(t)
	if t.damaged || !next.same(t.saved) {
		if err := t.state.Save(t.manifestName(), next.encode(), true); err != nil {
			return err
		}
		next.index()
	} else {
		next = t.saved
	}
	if t.directories != nil {
		left := func(r *record) bool { return r.temp > 0 && r.outcome != inPlace }
		if slices.ContainsFunc(t.records, left) {
			if err := t.sweep(); err != nil {
				return err
			}
		}
		if len(next.entries) > 0 {
			if err := t.prepare(); err != nil {
				return err
			}
		}
	}
	// What a killed run may have written and this one did not look at stays promised.
	unseen := slices.ContainsFunc(next.entries, func(e entry) bool { return e.mtime == unknownTime })
	if t.promise != noPromise && !unseen {
		if err := t.state.Remove(t.promiseName()); err != nil {
			return err
		}
		t.promise = noPromise
	}
	t.found = marked
	s.o.Memory.remember(t.state, t.manifestName(), next)
	return nil
}

// newManifest lists what there is now: the old entries that stay and the new ones, with
// the owners that have files or keys.
func (s *Store) newManifest(t *tree) *manifest {
	numbers := make([]int32, len(t.old.owners)) // of the old owners in the store
	for i, o := range t.old.owners {
		numbers[i] = s.owner(o.name)
	}
	fresh := make([]entry, 0, len(t.records))
	for _, r := range t.records {
		if r.outcome == inPlace {
			fresh = append(fresh, r.entry)
			if r.old >= 0 {
				t.gone[r.old] = true
			}
		}
	}
	next := &manifest{at: t.old.at, key: t.old.key, entries: make([]entry, 0, len(t.old.entries)+len(fresh))}
	for i, e := range t.old.entries {
		if t.gone[i] {
			continue
		}
		for len(fresh) > 0 && fresh[0].path < e.path {
			next.entries = append(next.entries, fresh[0])
			fresh = fresh[1:]
		}
		e.owner = numbers[e.owner]
		next.entries = append(next.entries, e)
	}
	next.entries = append(next.entries, fresh...)
	s.enlist(next)
	return next
}

// enlist gives the manifest its owners, by name, and the entries their numbers there.
func (s *Store) enlist(next *manifest) {
	wanted := make([]bool, len(s.owners))
	for _, e := range next.entries {
		wanted[e.owner] = true
	}
	order := make([]int32, 0, len(s.owners))
	for i := range s.owners {
		if s.owners[i].spoiled {
			s.owners[i].key = ""
		}
		if wanted[i] || s.owners[i].key != "" {
			order = append(order, int32(i))
		}
	}
	slices.SortFunc(order, func(a, b int32) int { return strings.Compare(s.owners[a].name, s.owners[b].name) })
	place := make([]int32, len(s.owners))
	next.owners = make([]owner, len(order))
	for i, n := range order {
		place[n], next.owners[i] = int32(i), s.owners[n].owner
	}
	for i := range next.entries {
		next.entries[i].owner = place[next.entries[i].owner]
	}
}

const learnedName = "learned"

// IsLearned reports whether a file of the folder .pairbook is what Learned returns.
func IsLearned(name string) bool { return name == learnedName }

// learn writes the file of what was learned. Without it the next build is slower and no
// worse, so a disk that does not do its part is no matter.
func (s *Store) learn() {
	s.state.Write(learnedName, false, func(f *os.File) error {
		all := bufio.NewWriterSize(f, 1<<16)
		if err := s.o.Learned(all); err != nil {
			return err
		}
		return all.Flush()
	})
}

// Learned returns what the Learned of the last build of a site wrote, nil when there is
// nothing. It may be of any age, and damaged.
func Learned(site string) []byte { return state.Peek(site, learnedName) }

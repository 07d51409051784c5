package output

import (
	"slices"
	"strings"
)

// conclude writes the manifest and takes the promise away. A run that has changed
// nothing writes nothing.
func (s *Store) conclude(t *tree) error {
	if err := s.identify(t); err != nil {
		return err
	}
	next := s.manifest(t)
	if t.damaged || !next.same(t.kept) {
		if err := t.state.save(t.manifestName(), next.encode(), true); err != nil {
			return err
		}
	} else {
		t.kept.sound = next.sound
		next = t.kept
	}
	if t.folders != nil {
		if err := t.removeTemps(); err != nil {
			return faulty("removing temporary files in", t.Dir, err)
		}
		if len(next.entries) > 0 {
			if err := t.prepare(); err != nil {
				return err
			}
		}
	}
	if t.pending {
		if err := t.state.drop(t.promiseName()); err != nil {
			return err
		}
		t.pending = false
	}
	if next.first == nil {
		next.index()
	}
	s.o.Memory.remember(t.state, t.manifestName(), next)
	t.unmarked = false
	return nil
}

// identify reads the files that a killed run may have written and this one lets
// stay unseen, for with the promise goes what it said about them.
func (s *Store) identify(t *tree) error {
	doubtful := func(e entry) bool { return e.mtime == unknownTime }
	if t.folders == nil || !slices.ContainsFunc(t.old.entries, doubtful) {
		return nil
	}
	superseded := map[int32]bool{}
	for _, r := range t.records {
		if r.old >= 0 && r.state == settled {
			superseded[r.old] = true
		}
	}
	if t.old == t.kept { // which is not to be changed
		mine := *t.old
		mine.entries = slices.Clone(mine.entries)
		t.old = &mine
	}
	for i := range t.old.entries {
		e := &t.old.entries[i]
		if e.mtime != unknownTime || t.gone[i] || superseded[int32(i)] {
			continue
		}
		dir, base := split(e.path)
		f, err := t.folders.get(dir, false)
		if err != nil {
			continue // nothing there to know
		}
		for _, have := range append(t.promised[e.path], e.version) {
			found, there, err := t.inspect(f, base, e.path, -1, have)
			if err == nil && found == same {
				e.version, e.mtime = have, there.mtime
				break
			}
		}
		t.folders.put(f)
	}
	return nil
}

// manifest lists what there is now: the old entries that stay and the new ones, with
// the owners that have files or keys.
func (s *Store) manifest(t *tree) *manifest {
	numbers := make([]int32, len(t.old.owners)) // of the old owners in the store
	for i, o := range t.old.owners {
		numbers[i] = s.owner(o.name)
	}
	fresh := make([]entry, 0, len(t.records))
	for _, r := range t.records {
		if r.state == settled {
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
	s.enlist(t, next)
	return next
}

// enlist gives the manifest its owners, by name, and the entries their numbers there.
func (s *Store) enlist(t *tree, next *manifest) {
	wanted := make([]bool, len(s.owners))
	for _, e := range next.entries {
		wanted[e.owner] = true
	}
	order := make([]int32, 0, len(s.owners))
	for i := range s.owners {
		if s.owners[i].spoiled {
			s.owners[i].key = ""
		} else if o := &s.owners[i]; s.rest && !o.keyed && !o.touched {
			if n := t.old.ownerNamed(o.name); n >= 0 {
				o.key = t.old.owners[n].key
			}
		}
		if wanted[i] || s.owners[i].key != "" {
			order = append(order, int32(i))
		}
	}
	slices.SortFunc(order, func(a, b int32) int { return strings.Compare(s.owners[a].name, s.owners[b].name) })
	place := make([]int32, len(s.owners))
	next.owners, next.sound = make([]owner, len(order)), make([]bool, len(order))
	for i, n := range order {
		place[n], next.owners[i], next.sound[i] = int32(i), s.owners[n].owner, s.owners[n].sound()
	}
	for i := range next.entries {
		next.entries[i].owner = place[next.entries[i].owner]
	}
}

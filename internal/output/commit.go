package output

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// Commit puts everything in place and removes what nobody wanted. After an error the
// Result says how far it came; every file is the old one or the new one, and the
// next build puts the rest right. Files that another program holds open do
// not stop the others; they come last, as a *Fault.
//
// In a dry run it changes nothing and says what it would do.
func (s *Store) Commit() (Result, error) {
	if err := s.usable(); err != nil {
		return Result{}, err
	}
	s.begun = true
	err := s.prepareCommit()
	if err == nil && s.o.DryRun {
		err = s.forecast()
	} else if err == nil {
		err = s.commit()
	}
	s.result.Written, s.result.Unchanged = int(s.written.Load()), int(s.unchanged.Load())
	for _, list := range []*[]string{&s.result.Removed, &s.result.Kept, &s.result.Held, &s.result.Writes} {
		*list = sorted(*list)
	}
	return s.result, err
}

// sorted sorts names and takes doubles out.
func sorted(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}

// prepareCommit brings the records in path order and refuses doubles.
func (s *Store) prepareCommit() error {
	for _, t := range s.trees {
		slices.SortFunc(t.records, func(a, b *record) int { return strings.Compare(a.path, b.path) })
		for i := 1; i < len(t.records); i++ {
			if t.records[i].path == t.records[i-1].path {
				return doubly(t, t.records[i].path)
			}
		}
	}
	return nil
}

func (s *Store) commit() error {
	for _, t := range s.trees {
		if t.folders != nil {
			t.folders.forget()
		}
		if err := t.promise(); err != nil {
			return err
		}
	}
	for kind := range kinds {
		if err := s.placeAll(kind); err != nil {
			return err
		}
	}
	if err := s.prune(); err != nil {
		return err
	}
	if err := s.placeLate(); err != nil {
		return err
	}
	for _, t := range s.trees {
		if err := s.conclude(t); err != nil {
			return err
		}
	}
	s.done = true
	if s.held != nil {
		return s.heldFault()
	}
	return nil
}

func (s *Store) heldFault() error {
	err := faulty("replacing", s.result.Held[0], s.held)
	var fault *Fault
	if more := len(s.result.Held) - 1; errors.As(err, &fault) && more > 0 {
		fault.Hint += fmt.Sprintf("; %d more files are held", more)
	}
	return err
}

// promise writes down which contents this run is about to put where, together with
// what killed runs have promised: until the manifest is written, each of these
// is ours.
func (t *tree) promise() error {
	m := &manifest{at: t.old.at, owners: []owner{{}}}
	for _, r := range t.records {
		if r.state == staged {
			m.entries = append(m.entries, entry{path: r.path, sum: r.sum})
		}
	}
	if len(m.entries) == 0 {
		return nil
	}
	for path, sums := range t.promised {
		for _, ours := range sums {
			m.entries = append(m.entries, entry{path: path, sum: ours})
		}
	}
	slices.SortFunc(m.entries, func(a, b entry) int {
		return cmp.Or(strings.Compare(a.path, b.path), slices.Compare(a.sum[:], b.sum[:]))
	})
	m.entries = slices.Compact(m.entries)
	t.begun = true
	return t.state.save(t.promiseName(), m.encode(), true)
}

// placeAll renames the staged files of one kind into place, in all trees.
func (s *Store) placeAll(kind Kind) error {
	for _, t := range s.trees {
		var jobs []*record
		for _, r := range t.records {
			if r.kind == kind && r.state == staged && !r.late {
				jobs = append(jobs, r)
			}
		}
		if err := s.each(len(jobs), func(i int) error {
			return faulty("writing", t.named(jobs[i].path), s.place(t, jobs[i]))
		}); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) place(t *tree, r *record) error {
	dir, base := split(r.path)
	f, err := t.folders.get(dir, false)
	var blocked *inTheWay
	if errors.As(err, &blocked) {
		s.leave(t, r, blocked.path)
		return nil
	}
	if err != nil {
		return err
	}
	defer t.folders.put(f)
	now, err := f.root.Lstat(base)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if glance(now, err) != r.seen {
		// Somebody has been here since Put looked.
		found, _, err := t.inspect(f, base, r.path, r.old, r.sum)
		if err != nil {
			return err
		}
		if found == directory || found == foreign && !s.o.Force {
			s.leave(t, r, r.path)
			return nil
		}
	}
	return s.swap(t, r, f.root, t.tempName(r.temp), base)
}

// swap renames one temporary file and notes the time that the system has given it.
func (s *Store) swap(t *tree, r *record, root *os.Root, temp, to string) error {
	err := t.disk.rename(root, temp, to)
	if err != nil && t.disk.held(err) {
		r.state = stuck
		s.hold(t, r.path, r.owner, err)
		return nil
	}
	if err != nil {
		return err
	}
	r.state = settled
	s.written.Add(1)
	info, err := root.Lstat(to)
	if err == nil {
		r.mtime = info.ModTime().UnixNano()
	}
	return err
}

func (s *Store) hold(t *tree, path string, owner int32, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.owners[owner].spoiled = true
	s.result.Held = append(s.result.Held, t.named(path))
	if s.held == nil {
		s.held = err
	}
}

// placeLate puts those in place that had to wait until a file in the place of their
// folder, or a folder in their own place, was removed.
func (s *Store) placeLate() error {
	for _, t := range s.trees {
		for _, r := range t.records {
			if r.state != staged || !r.late {
				continue
			}
			if err := s.placeOneLate(t, r); err != nil {
				return faulty("writing", t.named(r.path), err)
			}
		}
	}
	return nil
}

func (s *Store) placeOneLate(t *tree, r *record) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	dir, base := split(r.path)
	f, err := t.folders.get(dir, true)
	var blocked *inTheWay
	if errors.As(err, &blocked) && s.o.Force {
		if err = s.clearWay(t, blocked.path); err == nil {
			f, err = t.folders.get(dir, true)
		}
	}
	if errors.As(err, &blocked) {
		s.leave(t, r, blocked.path)
		return nil
	}
	if err != nil {
		return err
	}
	defer t.folders.put(f)
	found, _, err := t.inspect(f, base, r.path, r.old, r.sum)
	if err != nil {
		return err
	}
	if found == directory || found == foreign && !s.o.Force {
		s.leave(t, r, r.path)
		return nil
	}
	from := t.tempName(r.temp)
	if r.in == dir {
		return s.swap(t, r, f.root, from, base)
	}
	top, err := t.folders.get(".", false)
	if err != nil {
		return err
	}
	defer t.folders.put(top)
	return s.swap(t, r, top.root, strings.TrimPrefix(r.in+"/"+from, "./"), r.path)
}

// clearWay removes a foreign file that lies where a folder has to be. Force has been
// asked for.
func (s *Store) clearWay(t *tree, way string) error {
	dir, base := split(way)
	f, err := t.folders.get(dir, false)
	if err != nil {
		return err
	}
	defer t.folders.put(f)
	if info, err := f.root.Lstat(base); err != nil || info.IsDir() {
		return err
	}
	return t.disk.remove(f.root, base)
}

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
	doubtful := func(e entry) bool { return e.size == unknownSize }
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
		if e.size != unknownSize || t.gone[i] || superseded[int32(i)] {
			continue
		}
		dir, base := split(e.path)
		f, err := t.folders.get(dir, false)
		if err != nil {
			continue // nothing there to know
		}
		for _, have := range append(t.promised[e.path], e.sum) {
			found, there, err := t.inspect(f, base, e.path, -1, have)
			if err == nil && found == same {
				e.sum, e.size, e.mtime = have, there.size, there.mtime
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
	next := &manifest{at: t.old.at, entries: make([]entry, 0, len(t.old.entries)+len(fresh))}
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
	next.owners = make([]owner, len(order))
	for i, n := range order {
		place[n], next.owners[i] = int32(i), s.owners[n].owner
	}
	for i := range next.entries {
		next.entries[i].owner = place[next.entries[i].owner]
	}
}

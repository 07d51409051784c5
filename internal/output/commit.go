package output

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync/atomic"
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
	if err := s.verify(); err != nil {
		return err
	}
	for _, t := range s.trees {
		if err := s.conclude(t); err != nil {
			return err
		}
	}
	s.done = true
	if s.o.Learned != nil {
		s.state.learn(s.o.Learned)
	}
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
	m := &manifest{at: t.old.at, key: t.old.key, owners: []owner{{}}}
	for _, r := range t.records {
		if r.state == staged {
			m.entries = append(m.entries, entry{path: r.path, version: r.version})
		}
	}
	if len(m.entries) == 0 {
		return nil
	}
	for path, versions := range t.promised {
		for _, ours := range versions {
			m.entries = append(m.entries, entry{path: path, version: ours})
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
		found, _, err := t.inspect(f, base, r.path, r.old, r.version)
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

// verify looks at the files that Keep took on trust. An owner whose files are not as
// they were left loses its key, so that the next build makes them anew.
func (s *Store) verify() error {
	var trusted []*ownership
	for i := range s.owners {
		if s.owners[i].trusted {
			trusted = append(trusted, &s.owners[i])
		}
	}
	var amiss atomic.Int64
	err := s.each(len(trusted), func(i int) error {
		o := trusted[i]
		if o.seen = s.asLeft(o.at); !o.seen {
			o.spoiled = true
			amiss.Add(1)
		}
		return nil
	})
	s.result.Amiss = int(amiss.Load())
	return err
}

// swap renames one temporary file and notes the time that the system has given it.
func (s *Store) swap(t *tree, r *record, root *os.Root, temp, to string) error {
	err := t.disk.rename(root, temp, to)
	if err != nil && heldOpen(err) {
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
	found, _, err := t.inspect(f, base, r.path, r.old, r.version)
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

package output

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// A fate is what becomes of a file that nobody wanted in this run.
type fate int

const (
	vanished fate = iota // it is gone already
	removable
	altered // not as we left it
)

// unwanted lists the old entries that this run has not claimed.
func (s *Store) unwanted(t *tree) []int {
	if s.rest {
		return nil
	}
	var list []int
	for i := range t.claimed {
		if !t.claimed[i].Load() {
			list = append(list, i)
		}
	}
	return list
}

// judge says what may become of the file of an old entry. Its folder is open until
// put, when there is one.
func (s *Store) judge(t *tree, i int) (fate, *folder, error) {
	if t.folders == nil {
		return vanished, nil, nil
	}
	e := &t.old.entries[i]
	dir, base := split(e.path)
	f, err := t.folders.get(dir, false)
	var blocked *inTheWay
	if errors.Is(err, fs.ErrNotExist) || errors.As(err, &blocked) {
		return vanished, nil, nil
	}
	if err != nil {
		return altered, nil, err
	}
	found, there, err := t.inspect(f, base, e.path, int32(i), e.version)
	switch {
	case err != nil:
		t.folders.put(f)
		return altered, nil, err
	case found == absent:
		t.folders.put(f)
		return vanished, nil, nil
	case found == same, found == ours:
		return removable, f, nil
	case found == foreign && s.o.Force && there.mode&^fs.ModeSymlink == 0:
		return removable, f, nil
	}
	return altered, f, nil
}

// prune removes the files that no longer belong, and then the folders which that
// leaves empty.
func (s *Store) prune() error {
	for _, t := range s.trees {
		list := s.unwanted(t)
		err := s.each(len(list), func(n int) error {
			return faulty("removing", t.named(t.old.entries[list[n]].path), s.removeOld(t, list[n]))
		})
		if err == nil {
			err = s.removeFolders(t, list)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) removeOld(t *tree, i int) error {
	what, f, err := s.judge(t, i)
	if err != nil {
		return err
	}
	if f != nil {
		defer t.folders.put(f)
	}
	e := &t.old.entries[i]
	switch what {
	case vanished:
		t.gone[i] = true
	case altered:
		s.list(&s.result.Kept, t, e)
	case removable:
		_, base := split(e.path)
		err := t.disk.remove(f.root, base)
		if err != nil && heldOpen(err) {
			s.mu.Lock()
			n := s.owner(t.old.owners[e.owner].name)
			s.mu.Unlock()
			s.hold(t, e.path, n, err)
			return nil
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		t.gone[i] = true
		s.list(&s.result.Removed, t, e)
	}
	return nil
}

func (s *Store) list(names *[]string, t *tree, e *entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	*names = append(*names, t.named(e.path))
}

// removeFolders removes the folders of removed files as far as they are empty now,
// the deepest first.
func (s *Store) removeFolders(t *tree, list []int) error {
	if t.folders == nil {
		return nil
	}
	dirs := map[string]bool{}
	for _, i := range list {
		if !t.gone[i] {
			continue
		}
		for dir, _ := split(t.old.entries[i].path); dir != "." && !dirs[dir]; dir, _ = split(dir) {
			dirs[dir] = true
		}
	}
	var paths []string
	for dir := range dirs {
		paths = append(paths, dir)
	}
	slices.SortFunc(paths, func(a, b string) int { return strings.Compare(b, a) }) // below before above
	for _, dir := range paths {
		if _, err := t.folders.removeEmpty(dir); err != nil && !heldOpen(err) {
			return faulty("removing", t.named(dir), err)
		}
	}
	return nil
}

// forecast fills the result of a dry run.
func (s *Store) forecast() error {
	for _, t := range s.trees {
		for _, r := range t.records {
			if r.state == staged {
				s.written.Add(1)
				s.result.Writes = append(s.result.Writes, t.named(r.path))
			}
		}
		for _, i := range s.unwanted(t) {
			what, f, err := s.judge(t, i)
			if f != nil {
				t.folders.put(f)
			}
			switch {
			case err != nil:
				return faulty("reading", t.named(t.old.entries[i].path), err)
			case what == removable:
				s.result.Removed = append(s.result.Removed, t.named(t.old.entries[i].path))
			case what == altered:
				s.result.Kept = append(s.result.Kept, t.named(t.old.entries[i].path))
			}
		}
	}
	return nil
}

// Clean removes what Pairbook wrote and is as it was left, then the marker, the
// folders that are empty, and the records. What was edited by hand is kept and
// named, Force aside. With DryRun it only says so.
func Clean(ctx context.Context, o Options) (Result, error) {
	s, err := open(ctx, o, true)
	if err != nil {
		return Result{}, err
	}
	s.begun = true
	if o.DryRun {
		err = s.forecast()
	} else {
		err = s.clean()
	}
	for _, list := range []*[]string{&s.result.Removed, &s.result.Kept, &s.result.Held} {
		*list = sorted(*list)
	}
	result := s.result
	if cerr := s.Close(); err == nil {
		err = cerr
	}
	return result, err
}

func (s *Store) clean() error {
	if err := s.prune(); err != nil {
		return err
	}
	for _, t := range s.trees {
		if len(s.result.Held) > 0 {
			if err := s.conclude(t); err != nil {
				return err
			}
			continue
		}
		if t.folders != nil && (!t.unmarked || len(t.old.entries) > 0) {
			if err := t.sweep(); err != nil {
				return err
			}
			if err := t.unmark(true); err != nil {
				return faulty("removing", t.named(markerName), err)
			}
		}
		for _, name := range []string{t.manifestName(), t.promiseName()} {
			if err := t.state.drop(name); err != nil {
				return err
			}
		}
		t.pending = false
	}
	if err := s.state.drop(learnedName); err != nil {
		return err
	}
	s.done = true
	s.state.made = true // goes with the lock when it is empty
	if s.held != nil {
		return s.heldFault()
	}
	return nil
}

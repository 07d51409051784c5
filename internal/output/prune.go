package output

import (
	"errors"
	"io/fs"
	"maps"
	"slices"

	"pairbook/internal/state"
)

// unwanted lists the old entries that this run has not claimed.
func (s *Store) unwanted(t *tree) []int {
	var list []int
	for i := range t.claimed {
		if !t.claimed[i].Load() {
			list = append(list, i)
		}
	}
	return list
}

// prune removes the files that no longer belong, and then the folders which that
// leaves empty.
func (s *Store) prune() error {
	for _, t := range s.trees {
		list := s.unwanted(t)
		err := s.each(len(list), func(n int) error {
			return state.Faulty("removing", t.named(t.old.entries[list[n]].path), s.removeOld(t, list[n]))
		})
		if err == nil && !s.o.DryRun {
			err = s.removeFolders(t, list)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// removeOld removes the file of an old entry, unless it is not as we left it; in a dry
// run it says so only.
func (s *Store) removeOld(t *tree, i int) error {
	e := &t.old.entries[i]
	dir, base := split(e.path)
	d, err := t.directories.get(dir, false)
	if absentDirectory(err) {
		t.gone[i] = true
		return nil
	}
	if err != nil {
		return err
	}
	defer t.directories.put(d)
	found, there, err := t.inspect(d, base, e.path, int32(i), e.version)
	if err != nil {
		return err
	}
	force := s.o.Force && there.mode&^fs.ModeSymlink == 0
	if found == aFolder || found == foreign && !force {
		s.list(&s.result.Kept, t, e)
		t.gone[i] = s.o.Disown
		return nil
	}
	if found != absent && !s.o.DryRun {
		err = t.disk.Remove(d.root, base)
	}
	switch {
	case state.HeldOpen(err):
		s.mu.Lock()
		n := s.owner(t.old.owners[e.owner].name)
		s.mu.Unlock()
		s.hold(t, e.path, n, err)
		return nil
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	case found != absent:
		s.list(&s.result.Removed, t, e)
	}
	t.gone[i] = true
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
	dirs := map[string]bool{}
	for _, i := range list {
		if !t.gone[i] {
			continue
		}
		for dir, _ := split(t.old.entries[i].path); dir != "." && !dirs[dir]; dir, _ = split(dir) {
			dirs[dir] = true
		}
	}
	for _, dir := range slices.Backward(slices.Sorted(maps.Keys(dirs))) { // below before above
		if err := t.directories.removeEmpty(dir); err != nil && !state.HeldOpen(err) {
			return state.Faulty("removing", t.named(dir), err)
		}
	}
	return nil
}

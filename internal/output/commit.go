package output

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync/atomic"

	"pairbook/internal/state"
)

// Commit puts everything in place and removes what this run did not claim. After an error the
// Result says how far it came; every file is the old one or the new one, and the
// next build puts the rest right. Files that another program holds open do
// not stop the others; they come last, as a *Fault.
//
// In a dry run it changes nothing and says what it would do.
func (s *Store) Commit() (Result, error) {
	if err := s.usable(); err != nil {
		return Result{}, err
	}
	s.phase = committing
	err := s.sortRecords()
	if err == nil && s.o.DryRun {
		err = s.forecast()
	} else if err == nil {
		err = s.commit()
	}
	return s.sortedResult(), err
}

// sortedResult completes the result: names are sorted, each once.
func (s *Store) sortedResult() Result {
	s.result.Written, s.result.Unchanged = int(s.written.Load()), int(s.unchanged.Load())
	for _, list := range []*[]string{&s.result.Removed, &s.result.Kept, &s.result.Held, &s.result.Writes} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	for _, name := range s.result.Kept {
		tree, path, _ := strings.Cut(name, "/")
		if t := s.tree(tree); t != nil && t.directories != nil {
			if info, err := t.directories.lstat(path); err == nil && info.IsDir() {
				s.result.Folders = append(s.result.Folders, name)
			}
		}
	}
	return s.result
}

// forecast fills the result of a dry run.
func (s *Store) forecast() error {
	for _, t := range s.trees {
		for _, r := range t.records {
			switch r.outcome {
			case blocked:
				s.result.Kept = append(s.result.Kept, t.named(r.blocker))
			case staged:
				s.written.Add(1)
				s.result.Writes = append(s.result.Writes, t.named(r.path))
			}
		}
	}
	return s.prune()
}

// sortRecords brings the records in path order and refuses doubles.
func (s *Store) sortRecords() error {
	for _, t := range s.trees {
		slices.SortFunc(t.records, func(a, b *record) int { return strings.Compare(a.path, b.path) })
		for i := 1; i < len(t.records); i++ {
			if path := t.records[i].path; path == t.records[i-1].path {
				return fmt.Errorf("output: %s is written twice", t.named(path))
			}
		}
	}
	return nil
}

func (s *Store) commit() error {
	for _, t := range s.trees {
		if t.directories != nil {
			t.directories.forget()
		}
		if err := t.writePromise(); err != nil {
			return err
		}
	}
	for kind := range kinds {
		if err := s.renameAll(kind); err != nil {
			return err
		}
	}
	if err := s.prune(); err != nil {
		return err
	}
	if err := s.lookAgain(); err != nil {
		return err
	}
	for _, t := range s.trees {
		if err := s.finish(t); err != nil {
			return err
		}
	}
	s.phase = committed
	if s.o.Learned != nil {
		s.learn()
	}
	return s.heldFault()
}

// heldFault names the first file that another program holds open.
func (s *Store) heldFault() error {
	if s.held == nil {
		return nil
	}
	err := state.Faulty("replacing", s.result.Held[0], s.held)
	var fault *Fault
	if more := len(s.result.Held) - 1; errors.As(err, &fault) && more > 0 {
		fault.Hint += fmt.Sprintf("; %d more files are held", more)
	}
	return err
}

// writePromise lists which contents this run is about to put where, together with
// what killed runs have promised: until the manifest is written, each of these
// is ours.
func (t *tree) writePromise() error {
	m := &manifest{at: t.old.at, key: t.old.key, owners: []owner{{}}}
	for _, r := range t.records {
		if r.outcome == staged {
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
	t.promise = fullPromise
	return t.state.Save(t.promiseName(), m.encode(), true)
}

// renameAll renames the staged files of one kind into place, in all trees.
func (s *Store) renameAll(kind Kind) error {
	for _, t := range s.trees {
		var jobs []*record
		for _, r := range t.records {
			if r.kind == kind && r.outcome == staged {
				jobs = append(jobs, r)
			}
		}
		if err := s.each(len(jobs), func(i int) error {
			return state.Faulty("writing", t.named(jobs[i].path), s.rename(t, jobs[i]))
		}); err != nil {
			return err
		}
	}
	return nil
}

// rename puts one staged file in its place, unless something that is not ours has
// come there since Put looked, and notes the time that the system has given it.
func (s *Store) rename(t *tree, r *record) error {
	dir, base := split(r.path)
	d, err := t.directories.get(dir, false)
	var inTheWay *state.BlockedError
	if errors.As(err, &inTheWay) {
		s.block(r, inTheWay.Path)
		return nil
	}
	if err != nil {
		return err
	}
	defer t.directories.put(d)
	now, err := d.root.Lstat(base)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if attributesOf(now, err) != r.found {
		found, _, err := t.inspect(d, base, r.path, r.old, r.version)
		if err != nil {
			return err
		}
		if s.mayNotReplace(found) {
			s.block(r, r.path)
			return nil
		}
	}
	err = t.disk.Rename(d.root, t.tempName(r.temp), base)
	if err != nil && state.HeldOpen(err) {
		r.outcome = stuck
		s.hold(t, r.path, r.owner, err)
		return nil
	}
	if err != nil {
		return err
	}
	r.outcome = inPlace
	s.written.Add(1)
	info, err := d.root.Lstat(base)
	if err == nil {
		r.mtime = info.ModTime().UnixNano()
	}
	return err
}

// hold notes that another program holds a file open.
func (s *Store) hold(t *tree, path string, owner int32, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.owners[owner].spoiled = true
	s.result.Held = append(s.result.Held, t.named(path))
	if s.held == nil {
		s.held = err
	}
}

// lookAgain finds what a second run has to make anew: kept owners whose files are not as
// the last build left them, and files that were blocked by something which prune
// has removed since. What still blocks a file is named.
func (s *Store) lookAgain() error {
	var stale atomic.Int64
	err := s.each(len(s.owners), func(i int) error {
		if o := &s.owners[i]; o.kept != nil && !s.asLeft(o.kept) {
			o.spoiled = true
			stale.Add(1)
		}
		return nil
	})
	for _, t := range s.trees {
		for _, r := range t.records {
			if err != nil || r.outcome != blocked {
				continue
			}
			var gone bool
			if gone, err = s.unblocked(t, r.blocker); gone {
				stale.Add(1)
			} else {
				s.result.Kept = append(s.result.Kept, t.named(r.blocker))
			}
		}
	}
	s.result.Stale = int(stale.Load())
	return err
}

// unblocked says that nothing lies any more where a directory or file has to be. By
// force it removes a file that does.
func (s *Store) unblocked(t *tree, path string) (bool, error) {
	dir, base := split(path)
	d, err := t.directories.get(dir, false)
	if err != nil {
		return absentDirectory(err), nil
	}
	defer t.directories.put(d)
	info, err := d.root.Lstat(base)
	if err == nil && s.o.Force && !info.IsDir() {
		err = t.disk.Remove(d.root, base)
		return err == nil, state.Faulty("removing", t.named(path), err)
	}
	return errors.Is(err, fs.ErrNotExist), nil
}

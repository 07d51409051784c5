package output

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"pairbook/internal/source"
	"pairbook/internal/state"
)

// A record is what this run found or staged for one path.
type record struct {
	entry   // as it is to be in the manifest; owner is a number of the store
	kind    Kind
	outcome outcome
	blocker string     // what lies in the way of a blocked one: the path itself or a directory above
	old     int32      // place in the old manifest, -1
	temp    uint64     // number of the temporary file, 0 when there is none
	found   attributes // what lay at the path when Put looked
}

type outcome uint8

const (
	staged  outcome = iota // to be renamed into place
	inPlace                // in place, in this run or before
	blocked                // something not ours lies there, or above: left alone
	stuck                  // held open by another program: left for the next build
)

// attributes tell whether anybody was at a file between two looks.
type attributes struct {
	there bool
	size  int64
	mtime int64
	mode  fs.FileMode
}

func attributesOf(info fs.FileInfo, err error) attributes {
	if err != nil {
		return attributes{}
	}
	return attributes{true, info.Size(), info.ModTime().UnixNano(), info.Mode().Type()}
}

// Put stages one file as a temporary one beside its place, unless the place has
// these bytes already. Nothing that a reader of the folder asks for changes before
// Commit. Each path is to be put once.
func (s *Store) Put(f File) error {
	if err := s.usable(); err != nil {
		return err
	}
	if err := CheckPath(f.Path); err != nil {
		return err
	}
	t := s.tree(f.Tree)
	if t == nil || f.Kind >= kinds {
		return fmt.Errorf("output: no tree %q or no kind %d", f.Tree, f.Kind)
	}
	r := &record{kind: f.Kind, old: int32(t.old.find(f.Path))}
	r.entry = entry{path: f.Path, version: t.sums.version(f.Data)}
	if r.old >= 0 {
		t.claimed[r.old].Store(true)
	}
	s.mu.Lock()
	r.owner = s.owner(f.Owner)
	s.mu.Unlock()
	if err := s.stage(t, r, f.Data); err != nil {
		return state.Faulty("writing", t.named(f.Path), err)
	}
	t.mu.Lock()
	t.records = append(t.records, r)
	t.mu.Unlock()
	return nil
}

// stage looks at the place of a file and stages it when that is called for.
func (s *Store) stage(t *tree, r *record, data []byte) error {
	if !s.o.DryRun {
		if err := t.prepare(); err != nil {
			return err
		}
	}
	dir, base := split(r.path)
	d, err := t.directories.get(dir, !s.o.DryRun)
	var inTheWay *state.BlockedError
	switch {
	case errors.As(err, &inTheWay):
		s.block(r, inTheWay.Path)
		return nil
	case s.o.DryRun && errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	}
	defer t.directories.put(d)
	found := absent
	if !d.fresh {
		if found, r.found, err = t.inspect(d, base, r.path, r.old, r.version); err != nil {
			return err
		}
	}
	switch {
	case found == same:
		r.mtime, r.outcome = r.found.mtime, inPlace
		s.unchanged.Add(1)
		return nil
	case s.mayNotReplace(found):
		s.block(r, r.path)
		return nil
	case s.o.DryRun:
		return nil
	}
	return t.writeTemp(d, r, data)
}

func (s *Store) mayNotReplace(found finding) bool {
	return found == aFolder || found == foreign && !s.o.Force
}

// block notes that something lies in the way of a file, and that its owner has to be
// looked at again.
func (s *Store) block(r *record, blocker string) {
	r.outcome, r.blocker = blocked, blocker
	s.mu.Lock()
	defer s.mu.Unlock()
	s.owners[r.owner].spoiled = true
}

// writeTemp writes the bytes to a temporary file in the directory.
func (t *tree) writeTemp(d *directory, r *record, data []byte) error {
	if err := t.announce(); err != nil {
		return err
	}
	n := t.temps.Add(1)
	name := t.tempName(n)
	file, err := t.disk.Create(d.root, name, 0o666) // less the umask, as any new file
	if err != nil {
		return err
	}
	r.temp = n
	err = t.disk.Write(file, data)
	if cerr := t.disk.Close(file); err == nil {
		err = cerr
	}
	if err != nil {
		t.disk.Remove(d.root, name) // else Close sweeps
	}
	return err
}

// A finding is what lies at the place of a file.
type finding int

const (
	absent  finding = iota
	same            // the bytes wanted
	ours            // other bytes that we wrote
	foreign         // bytes that are not ours, or a link, or something stranger
	aFolder         // a directory
)

// inspect says what lies at a place. It reads the file only when its size or time are
// not those that the manifest has, and its size may be that of a version of ours.
func (t *tree) inspect(d *directory, base, path string, old int32, want version) (finding, attributes, error) {
	info, err := t.disk.Lstat(d.root, base)
	if errors.Is(err, fs.ErrNotExist) {
		return absent, attributes{}, nil
	}
	if err != nil {
		return foreign, attributes{}, err
	}
	there := attributesOf(info, nil)
	switch {
	case info.IsDir():
		return aFolder, there, nil
	case !source.PlainFile(info):
		return foreign, there, nil
	}
	var known []version
	if old >= 0 {
		e := &t.old.entries[old]
		if e.describes(info) && e.version == want {
			return same, there, nil
		} else if e.describes(info) {
			return ours, there, nil
		}
		if there.size == 0 {
			return ours, there, nil // see read
		}
		known = append(t.promised[path], e.version)
	}
	mayBe := func(v version) bool { return v.size == there.size }
	if !mayBe(want) && !slices.ContainsFunc(known, mayBe) {
		return foreign, there, nil
	}
	have, blank, err := t.read(d, base)
	switch {
	case state.HeldOpen(err):
		return foreign, there, nil // whose it is, nobody can see
	case err != nil:
		return foreign, there, err
	case have == want:
		return same, there, nil
	case slices.Contains(known, have), blank && old >= 0:
		return ours, there, nil
	}
	return foreign, there, nil
}

// read says what a file holds, and whether it is blank: nothing, or nothing but
// zeros, is what a power cut leaves of a page that had not reached the disk. Nobody's
// work is lost with it.
func (t *tree) read(d *directory, base string) (have version, blank bool, err error) {
	data, err := t.disk.ReadFile(d.root, base)
	return t.sums.version(data), len(bytes.Trim(data, "\x00")) == 0, err
}

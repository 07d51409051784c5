package output

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

// A record is what this run found or staged for one path.
type record struct {
	entry // as it is to be in the manifest; owner is a number of the store
	kind  Kind
	state standing
	late  bool  // waits until removals have made room for it
	old   int32 // place in the old manifest, -1
	temp  uint64
	in    string // folder of the temporary file
	seen  seen
}

type standing uint8

const (
	staged  standing = iota // to be renamed into place
	settled                 // in place
	keeping                 // edited by hand or foreign: left alone
	stuck                   // held open by another program: left for the next build
)

// seen is what lay at a place when it was looked at.
type seen struct {
	there bool
	size  int64
	mtime int64
	mode  fs.FileMode
}

func glance(info fs.FileInfo, err error) seen {
	if err != nil {
		return seen{}
	}
	return seen{true, info.Size(), info.ModTime().UnixNano(), info.Mode().Type()}
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
	if r.old >= 0 && t.claimed[r.old].Swap(true) {
		return doubly(t, f.Path)
	}
	s.mu.Lock()
	r.owner = s.owner(f.Owner)
	s.owners[r.owner].touched = true
	s.mu.Unlock()
	if err := s.settle(t, r, f.Data); err != nil {
		return faulty("writing", t.named(f.Path), err)
	}
	t.mu.Lock()
	t.records = append(t.records, r)
	t.mu.Unlock()
	return nil
}

func doubly(t *tree, path string) error {
	return fmt.Errorf("output: %s is written twice", t.named(path))
}

// settle looks at the place of a file and stages it when that is called for.
func (s *Store) settle(t *tree, r *record, data []byte) error {
	if !s.o.DryRun {
		if err := t.prepare(); err != nil {
			return err
		}
	} else if t.folders == nil {
		return nil
	}
	dir, base := split(r.path)
	f, err := t.folders.get(dir, !s.o.DryRun)
	var blocked *inTheWay
	switch {
	case errors.As(err, &blocked):
		return s.settleBlocked(t, r, blocked.path, data)
	case s.o.DryRun && errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	}
	defer t.folders.put(f)
	found := absent
	if !f.fresh {
		if found, r.seen, err = t.inspect(f, base, r.path, r.old, r.version); err != nil {
			return err
		}
	}
	switch {
	case found == same:
		r.mtime, r.state = r.seen.mtime, settled
		s.unchanged.Add(1)
		return nil
	case found == foreign && !s.o.Force:
		s.leave(t, r, r.path)
		return nil
	}
	r.late = found == directory
	if s.o.DryRun {
		return nil
	}
	return t.stage(f, r, data)
}

// settleBlocked deals with a file that lies where a folder of this one has to be.
// When it may go, our own that is not wanted any more or any by force, the new
// one is staged in the nearest folder there is.
func (s *Store) settleBlocked(t *tree, r *record, way string, data []byte) error {
	if !s.o.Force && t.old.find(way) < 0 {
		s.leave(t, r, way)
		return nil
	}
	r.late = true
	if s.o.DryRun {
		return nil
	}
	dir, _ := split(way)
	f, err := t.folders.get(dir, false)
	if err != nil {
		return err
	}
	defer t.folders.put(f)
	return t.stage(f, r, data)
}

// leave notes that a place is left alone, and that its owner has to be looked at
// again. The name is what is in the way: the file itself or a folder above it.
func (s *Store) leave(t *tree, r *record, way string) {
	r.state = keeping
	s.mu.Lock()
	defer s.mu.Unlock()
	s.owners[r.owner].spoiled = true
	s.result.Kept = append(s.result.Kept, t.named(way))
}

// stage writes the bytes to a temporary file in the folder.
func (t *tree) stage(f *folder, r *record, data []byte) error {
	if err := t.announce(); err != nil {
		return err
	}
	n := t.temps.Add(1)
	name := t.tempName(n)
	file, err := t.disk.create(f.root, name, 0o666) // less the umask, as any new file
	if err != nil {
		return err
	}
	r.temp, r.in = n, f.path
	err = t.disk.write(file, data)
	if cerr := t.disk.close(file); err == nil {
		err = cerr
	}
	if err != nil {
		if t.disk.remove(f.root, name) != nil {
			t.mu.Lock() // Close tries again
			t.records = append(t.records, r)
			t.mu.Unlock()
		}
	}
	return err
}

// A finding is what lies at the place of a file.
type finding int

const (
	absent    finding = iota
	same              // the bytes wanted
	ours              // other bytes that we wrote
	foreign           // bytes that are not ours, or a link, or something stranger
	directory         // a folder
)

// inspect says what lies at a place. It reads the file only when its size or time are
// not those that the manifest has, and its size may be that of a version of ours.
func (t *tree) inspect(f *folder, base, path string, old int32, want version) (finding, seen, error) {
	info, err := f.root.Lstat(base)
	if errors.Is(err, fs.ErrNotExist) {
		return absent, seen{}, nil
	}
	if err != nil {
		return foreign, seen{}, err
	}
	there := glance(info, nil)
	switch {
	case info.IsDir():
		return directory, there, nil
	case !info.Mode().IsRegular():
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
	have, blank, err := t.read(f, base)
	switch {
	case heldOpen(err):
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
func (t *tree) read(f *folder, base string) (have version, blank bool, err error) {
	var data []byte
	err = t.disk.again(func() (err error) {
		data, err = f.root.ReadFile(base)
		return err
	})
	return t.sums.version(data), len(bytes.Trim(data, "\x00")) == 0, err
}

package output

import (
	"errors"
	"io/fs"
	"os"
	"sync"

	"pairbook/internal/state"
)

// maxOpen is how many directories of a tree stay open at a time.
const maxOpen = 48

// A directory is one directory of a tree, held open: operations in it go by name alone.
// That is fast, and a link planted on the way to it changes nothing.
type directory struct {
	root  *os.Root
	path  string
	fresh bool // made by this run: nothing else can be in it
	users int
}

// directories opens the directories of one tree, each step without following links. An
// os.Root for the whole tree would open every directory of a path anew for each
// operation. A nil one is a tree without any.
type directories struct {
	disk     *state.Disk
	announce func() error // called before the first directory is made
	top      *directory

	mu   sync.Mutex
	open map[string]*directory
	made map[string]bool // directories made by this run
}

func newDirectories(d *state.Disk, root *os.Root, announce func() error) *directories {
	top := &directory{root: root, path: ".", users: 1} // so that it is never idle
	return &directories{disk: d, announce: announce, top: top, open: map[string]*directory{".": top}, made: map[string]bool{}}
}

// get opens the directory at path, "." for the top, and makes it when create is set.
// The error is fs.ErrNotExist or a state.BlockedError, or one of the machine. Give it back by
// put.
func (all *directories) get(path string, create bool) (*directory, error) {
	if all == nil {
		return nil, fs.ErrNotExist
	}
	all.mu.Lock()
	defer all.mu.Unlock()
	d, err := all.find(path, create)
	if err == nil {
		d.users++
	}
	return d, err
}

func (all *directories) put(d *directory) {
	all.mu.Lock()
	defer all.mu.Unlock()
	d.users--
}

// find is get; all.mu is held.
func (all *directories) find(path string, create bool) (*directory, error) {
	if d := all.open[path]; d != nil {
		return d, nil
	}
	dir, base := split(path)
	parent, err := all.find(dir, create)
	if err != nil {
		return nil, err
	}
	info, err := all.disk.Lstat(parent.root, base)
	if create && errors.Is(err, fs.ErrNotExist) {
		if err = all.announce(); err == nil {
			err = all.disk.Mkdir(parent.root, base, 0o777)
		}
		if err == nil {
			all.made[path] = true
		} else if !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		info, err = all.disk.Lstat(parent.root, base)
	}
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, &state.BlockedError{Path: path}
	}
	root, err := state.OpenDirectory(parent.root, base, info)
	if err != nil {
		return nil, err
	}
	if len(all.open) >= maxOpen {
		all.closeIdle()
	}
	d := &directory{root: root, path: path, fresh: all.made[path]}
	all.open[path] = d
	return d, nil
}

// forget closes all directories but the top, so that the next use of each sees what
// lies there now.
func (all *directories) forget() {
	all.mu.Lock()
	defer all.mu.Unlock()
	all.closeIdle()
}

func (all *directories) closeIdle() {
	for path, d := range all.open {
		if d.users == 0 {
			d.root.Close()
			delete(all.open, path)
		}
	}
}

// lstat describes what lies at a path of the tree.
func (all *directories) lstat(path string) (fs.FileInfo, error) {
	dir, base := split(path)
	d, err := all.get(dir, false)
	if err != nil {
		return nil, err
	}
	defer all.put(d)
	return all.disk.Lstat(d.root, base)
}

// removeEmpty removes the directory at path when it is one and is empty.
func (all *directories) removeEmpty(path string) error {
	dir, base := split(path)
	parent, err := all.get(dir, false)
	if absentDirectory(err) {
		return nil
	}
	if err != nil {
		return err
	}
	defer all.put(parent)
	if info, err := all.disk.Lstat(parent.root, base); err != nil || !info.IsDir() {
		return nil
	}
	all.mu.Lock()
	if d := all.open[path]; d != nil && d.users == 0 {
		d.root.Close() // Windows keeps a directory that is open
		delete(all.open, path)
	}
	all.mu.Unlock()
	err = all.disk.Remove(parent.root, base)
	if errors.Is(err, fs.ErrNotExist) || state.NotEmpty(err) {
		return nil
	}
	return err
}

// absentDirectory says of an error of get that there is no such directory.
func absentDirectory(err error) bool {
	var blocked *state.BlockedError
	return errors.Is(err, fs.ErrNotExist) || errors.As(err, &blocked)
}

// close closes everything.
func (all *directories) close() {
	all.mu.Lock()
	defer all.mu.Unlock()
	for path, d := range all.open {
		d.root.Close()
		delete(all.open, path)
	}
}

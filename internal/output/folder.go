package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
)

// maxOpen is how many folders of a tree stay open at a time.
const maxOpen = 48

// A folder is one directory of a tree, held open: operations in it go by name alone,
// which is both fast and proof against a link planted on the way.
type folder struct {
	root  *os.Root
	path  string
	fresh bool // made by this run: nothing can be in the way in it
	users int
	ready chan struct{} // closed when root or err is there
	err   error
}

// folders opens the directories of one tree, each step without following links.
type folders struct {
	disk *disk
	sign func() error // leaves a sign that there may be new folders, before the first
	mu   sync.Mutex   // never held while the disk is at work
	open map[string]*folder
	made []string        // directories made by this run, in order
	own  map[string]bool // the same, to look up
}

// inTheWay: something that is no folder lies where a folder has to be.
type inTheWay struct{ path string }

func (e *inTheWay) Error() string { return fmt.Sprintf("%s is not a folder", e.path) }

func newFolders(d *disk, root *os.Root, sign func() error) *folders {
	top := &folder{root: root, path: ".", users: 1, ready: make(chan struct{})}
	close(top.ready)
	return &folders{disk: d, sign: sign, open: map[string]*folder{".": top}, own: map[string]bool{}}
}

// get opens the folder at path, "." for the top, and makes it when create is set. The
// error is fs.ErrNotExist or inTheWay, or one of the machine. Give it back by put.
func (all *folders) get(path string, create bool) (*folder, error) {
	all.mu.Lock()
	f := all.open[path]
	if f != nil {
		f.users++
		all.mu.Unlock()
		<-f.ready
		if f.err == nil {
			return f, nil
		}
		all.put(f)
		if !create {
			return nil, f.err
		}
		return all.get(path, create) // the other may not have been allowed to make it
	}
	if len(all.open) >= maxOpen {
		all.closeIdle()
	}
	f = &folder{path: path, users: 1, ready: make(chan struct{})}
	all.open[path] = f
	all.mu.Unlock()

	root, err := all.enter(path, create)
	all.mu.Lock()
	f.root, f.err, f.fresh = root, err, all.own[path]
	if err != nil {
		delete(all.open, path)
	}
	all.mu.Unlock()
	close(f.ready)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (all *folders) put(f *folder) {
	all.mu.Lock()
	f.users--
	all.mu.Unlock()
}

func (all *folders) enter(path string, create bool) (*os.Root, error) {
	dir, base := split(path)
	parent, err := all.get(dir, create)
	if err != nil {
		return nil, err
	}
	defer all.put(parent)
	info, err := parent.root.Lstat(base)
	if create && errors.Is(err, fs.ErrNotExist) {
		if err := all.sign(); err != nil {
			return nil, err
		}
		if err = all.disk.mkdir(parent.root, base, 0o777); err == nil {
			all.mu.Lock()
			all.made = append(all.made, path)
			all.own[path] = true
			all.mu.Unlock()
		} else if !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		info, err = parent.root.Lstat(base)
	}
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, &inTheWay{path}
	}
	return openFolder(parent.root, base, info)
}

// openFolder opens a directory that info describes. Should a link have taken its
// place meanwhile, the opened one is another, and refused.
func openFolder(parent *os.Root, base string, info fs.FileInfo) (*os.Root, error) {
	root, err := parent.OpenRoot(base)
	if err != nil {
		return nil, err
	}
	opened, err := root.Stat(".")
	if err == nil && !os.SameFile(info, opened) {
		err = &inTheWay{base}
	}
	if err != nil {
		root.Close()
		return nil, err
	}
	return root, nil
}

// forget closes all folders but the top, so that the next use of each sees what lies
// there now.
func (all *folders) forget() {
	all.mu.Lock()
	defer all.mu.Unlock()
	all.closeIdle()
}

func (all *folders) closeIdle() {
	for path, f := range all.open {
		if f.users == 0 {
			f.root.Close()
			delete(all.open, path)
		}
	}
}

// removeEmpty removes the folder at path when it is one and is empty, and says
// whether it did.
func (all *folders) removeEmpty(path string) (bool, error) {
	dir, base := split(path)
	parent, err := all.get(dir, false)
	var blocked *inTheWay
	if errors.Is(err, fs.ErrNotExist) || errors.As(err, &blocked) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer all.put(parent)
	if info, err := parent.root.Lstat(base); err != nil || !info.IsDir() {
		return false, nil
	}
	all.mu.Lock()
	if open := all.open[path]; open != nil && open.users == 0 {
		open.root.Close() // Windows keeps a folder that is open
		delete(all.open, path)
	}
	all.mu.Unlock()
	err = all.disk.remove(parent.root, base)
	if errors.Is(err, fs.ErrNotExist) || notEmpty(err) {
		return false, nil
	}
	return err == nil, err
}

// top is the folder of the tree itself.
func (all *folders) top() *os.Root {
	all.mu.Lock()
	defer all.mu.Unlock()
	return all.open["."].root
}

// close closes everything.
func (all *folders) close() {
	all.mu.Lock()
	defer all.mu.Unlock()
	for path, f := range all.open {
		f.root.Close()
		delete(all.open, path)
	}
}

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
}

// folders opens the directories of one tree, each step without following links.
type folders struct {
	disk *disk
	mu   sync.Mutex
	open map[string]*folder
	made []string        // directories made by this run, in order
	own  map[string]bool // the same, to look up
}

// inTheWay: something that is no folder lies where a folder has to be.
type inTheWay struct{ path string }

func (e *inTheWay) Error() string { return fmt.Sprintf("%s is not a folder", e.path) }

func newFolders(d *disk, top *os.Root) *folders {
	return &folders{
		disk: d,
		open: map[string]*folder{".": {root: top, path: ".", users: 1}},
		own:  map[string]bool{},
	}
}

// get opens the folder at path, "." for the top, and makes it when create is set. The
// error is fs.ErrNotExist or inTheWay, or one of the machine. Give it back by put.
func (all *folders) get(path string, create bool) (*folder, error) {
	all.mu.Lock()
	defer all.mu.Unlock()
	return all.walk(path, create)
}

func (all *folders) put(f *folder) {
	all.mu.Lock()
	f.users--
	all.mu.Unlock()
}

func (all *folders) walk(path string, create bool) (*folder, error) {
	if f := all.open[path]; f != nil {
		f.users++
		return f, nil
	}
	dir, base := split(path)
	parent, err := all.walk(dir, create)
	if err != nil {
		return nil, err
	}
	defer func() { parent.users-- }()
	root, err := all.step(parent, base, path, create)
	if err != nil {
		return nil, err
	}
	all.makeRoom()
	f := &folder{root: root, path: path, fresh: all.own[path], users: 1}
	all.open[path] = f
	return f, nil
}

func (all *folders) step(parent *folder, base, path string, create bool) (*os.Root, error) {
	info, err := parent.root.Lstat(base)
	if create && errors.Is(err, fs.ErrNotExist) {
		if err = all.disk.mkdir(parent.root, base, 0o777); err == nil {
			all.made = append(all.made, path)
			all.own[path] = true
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

// makeRoom closes folders that nobody uses when many are open.
func (all *folders) makeRoom() {
	if len(all.open) >= maxOpen {
		all.closeIdle()
	}
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
	all.mu.Lock()
	defer all.mu.Unlock()
	dir, base := split(path)
	parent, err := all.walk(dir, false)
	var blocked *inTheWay
	if errors.Is(err, fs.ErrNotExist) || errors.As(err, &blocked) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer func() { parent.users-- }()
	if info, err := parent.root.Lstat(base); err != nil || !info.IsDir() {
		return false, nil
	}
	if open := all.open[path]; open != nil {
		if open.users > 0 {
			return false, nil
		}
		open.root.Close() // Windows keeps a folder that is open
		delete(all.open, path)
	}
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

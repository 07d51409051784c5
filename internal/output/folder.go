package output

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"pairbook/internal/source"
	"pairbook/internal/state"
)

// A folder is the directory of a tree on the disk.
type folder struct {
	ready       sync.Mutex   // while it is made
	directories *directories // nil while there is none
	marker      *os.File     // open and locked
	found       holding      // what was there when this run began
	fresh       bool         // made by this run
	parents     []string     // those above it that this run made, the highest first
}

// prepare makes the folder and its marker, and locks the marker: two sites may
// name one folder as their output, and must not write to it at once.
func (t *tree) prepare() error {
	t.ready.Lock()
	defer t.ready.Unlock()
	if t.marker != nil {
		return nil
	}
	if t.directories == nil {
		if err := t.makeFolder(); err != nil {
			return state.Faulty("making the folder", t.Dir, err)
		}
	}
	return t.lockMarker(os.O_CREATE)
}

func (t *tree) makeFolder() error {
	if err := t.makeParents(filepath.Dir(t.at)); err != nil {
		return err
	}
	up, err := os.OpenRoot(filepath.Dir(t.at))
	if err != nil {
		return err
	}
	defer up.Close()
	err = t.disk.Mkdir(up, filepath.Base(t.at), 0o777)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	t.fresh = err == nil
	if found, err := look(t.at); err == nil && found == others {
		return state.Refuse(t.Dir, "has just been filled by somebody else", "choose another folder")
	}
	return t.enter()
}

// makeParents makes the folders above the tree that are missing, and notes them.
func (t *tree) makeParents(dir string) error {
	var missing []string
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		missing = append(missing, dir)
	}
	for _, dir := range slices.Backward(missing) {
		err := t.disk.Allow(state.OpMkdir, dir)
		if err == nil {
			err = os.Mkdir(dir, 0o777)
		}
		if err != nil {
			return err
		}
		t.parents = append(t.parents, dir)
	}
	return nil
}

// enter opens the folder, the same one that was checked.
func (t *tree) enter() error {
	info, err := os.Lstat(t.at)
	if err == nil && !info.IsDir() {
		return state.Refuse(t.Dir, "is no folder any more", "see what has taken its place")
	}
	var root *os.Root
	if err == nil {
		root, err = os.OpenRoot(t.at)
	}
	if err != nil {
		return state.Faulty("opening", t.Dir, err)
	}
	if opened, err := root.Stat("."); err != nil || !os.SameFile(info, opened) {
		root.Close()
		return state.Faulty("opening", t.Dir, cmp.Or(err, error(&state.BlockedError{Path: t.Dir})))
	}
	t.directories = newDirectories(t.disk, root, t.announce)
	return nil
}

// lockMarker opens, locks and if need be mends the marker; with O_CREATE it makes it.
func (t *tree) lockMarker(create int) error {
	where := t.named(markerName)
	top := t.directories.top.root
	if info, err := t.disk.Lstat(top, markerName); err == nil && !source.PlainFile(info) {
		return state.Refuse(t.Dir, "has a "+markerName+" that is no plain file", "remove it and build again")
	} else if errors.Is(err, fs.ErrNotExist) {
		if create == 0 {
			return nil
		}
		if err := t.disk.Allow(state.OpCreate, markerName); err != nil {
			return state.Faulty("writing", where, err)
		}
	}
	f, err := top.OpenFile(markerName, os.O_RDWR|create, 0o666)
	if err != nil {
		return state.Faulty("writing", where, err)
	}
	busy, err := state.Lock(top, f, markerName)
	if err == nil && !busy {
		err = t.mendMarker(f)
	}
	switch {
	case busy || errors.Is(err, state.ErrGone):
		f.Close()
		return state.Refuse(t.Dir, "another build is writing to this folder",
			"wait until it has ended; two sites should not share an output folder")
	case err != nil:
		f.Close()
		return state.Faulty("writing", where, err)
	}
	t.marker = f
	return nil
}

func (t *tree) mendMarker(f *os.File) error {
	have := make([]byte, len(markerText)+1)
	n, _ := f.ReadAt(have, 0)
	if string(have[:n]) == markerText {
		return nil
	}
	if err := f.Truncate(0); err != nil {
		return err
	}
	return t.disk.Write(f, []byte(markerText))
}

func (t *tree) unlockMarker() {
	if t.marker != nil {
		state.Unlock(t.marker)
		t.marker.Close()
		t.marker = nil
	}
}

// removeMarker removes the marker, and with whole set the folder itself and those above
// it that this run made, as far as that leaves them empty.
func (t *tree) removeMarker(whole bool) error {
	err := t.disk.Remove(t.directories.top.root, markerName)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	t.unlockMarker()
	if err != nil || !whole {
		return err
	}
	t.close()
	if err := t.removeFolder(); err != nil {
		return err
	}
	for _, dir := range slices.Backward(t.parents) {
		os.Remove(dir) // stays when there is anything in it
	}
	return nil
}

// removeFolder removes the folder of the tree when it is empty. It leaves no folder open:
// Windows removes none that is.
func (t *tree) removeFolder() error {
	up, err := os.OpenRoot(filepath.Dir(t.at))
	if err != nil {
		return err
	}
	defer up.Close()
	if info, err := t.disk.Lstat(up, filepath.Base(t.at)); err != nil || !info.IsDir() {
		return nil
	}
	up.Remove(filepath.Base(t.at)) // stays when there is anything in it
	return nil
}

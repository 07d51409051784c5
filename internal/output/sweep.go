package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// coarse is how far apart the times of two things may be that were made one after the
// other: those of FAT move in steps of two seconds.
const coarse = 2 * time.Second

// sweep removes the temporary files that dead builds have left, and the folders that
// are empty and were touched since the first of them left its sign. The locks say that
// no living build has any here.
func (t *tree) sweep() error {
	sign, err := t.state.root.Lstat(t.promiseName())
	touched := func(folder fs.FileInfo) bool { return !folder.ModTime().Before(sign.ModTime().Add(-coarse)) }
	if err != nil {
		touched = func(fs.FileInfo) bool { return false }
	}
	err = t.sweepIn(".", touched)
	return faulty("removing left-over files in", t.Dir, err)
}

func (t *tree) sweepIn(path string, touched func(folder fs.FileInfo) bool) error {
	f, err := t.folders.get(path, false)
	if err != nil {
		return err
	}
	info, err := f.root.Lstat(".")
	var list []fs.DirEntry
	if err == nil {
		list, err = fs.ReadDir(f.root.FS(), ".")
	}
	mayBeOurs := err == nil && touched(info)
	for _, item := range list {
		if err == nil && item.Type().IsRegular() && isTemp(item.Name()) {
			err, mayBeOurs = t.disk.remove(f.root, item.Name()), true
		}
	}
	t.folders.put(f)
	for _, item := range list {
		if err == nil && item.IsDir() {
			err = t.sweepIn(strings.TrimPrefix(path+"/"+item.Name(), "./"), touched)
		}
	}
	if err == nil && mayBeOurs && path != "." {
		_, err = t.folders.removeEmpty(path)
	}
	return err
}

// discard removes the temporary files that were not renamed, and, when nothing has
// been committed, the folders that were made for them. The promise that a
// build before this one has left stays: its pages may be there.
func (t *tree) discard() error {
	if t.folders == nil {
		return nil
	}
	err := t.removeTemps()
	for _, dir := range slices.Backward(t.folders.made) {
		if _, rerr := t.folders.removeEmpty(dir); err == nil {
			err = rerr
		}
	}
	if err == nil && !t.begun && t.pending && !t.before {
		err = t.state.drop(t.promiseName())
	}
	if err == nil && !t.begun && t.unmarked && t.marker != nil {
		err = t.unmark(t.fresh)
	}
	return faulty("removing temporary files in", t.Dir, err)
}

func (t *tree) removeTemps() error {
	var first error
	for _, r := range t.records {
		if r.temp == 0 || r.state == settled {
			continue
		}
		f, err := t.folders.get(r.in, false)
		if err == nil {
			err = t.disk.remove(f.root, t.tempName(r.temp))
			t.folders.put(f)
		}
		var moved *inTheWay
		switch {
		case err == nil, errors.Is(err, fs.ErrNotExist), errors.As(err, &moved):
			r.temp = 0 // gone, if only with its folder
		case first == nil:
			first = err
		}
	}
	return first
}

// unmark removes the marker, and the folder itself when that leaves it empty.
func (t *tree) unmark(folder bool) error {
	top := t.folders.top()
	err := t.disk.remove(top, markerName)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if t.marker != nil {
		unlock(t.marker)
		t.marker.Close()
		t.marker = nil
	}
	if err != nil || !folder {
		return err
	}
	t.folders.close()
	t.folders = nil
	up, err := os.OpenRoot(filepath.Dir(t.at))
	if err != nil {
		return err
	}
	defer up.Close()
	if info, err := up.Lstat(filepath.Base(t.at)); err != nil || !info.IsDir() {
		return nil
	}
	up.Remove(filepath.Base(t.at)) // these stay when there is anything in them
	for _, dir := range slices.Backward(t.parents) {
		os.Remove(dir)
	}
	return nil
}

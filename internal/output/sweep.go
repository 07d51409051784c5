package output

import (
	"io/fs"
	"maps"
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
	f, err := t.directories.get(path, false)
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
	t.directories.put(f)
	for _, item := range list {
		if err == nil && item.IsDir() {
			err = t.sweepIn(strings.TrimPrefix(path+"/"+item.Name(), "./"), touched)
		}
	}
	if err == nil && mayBeOurs && path != "." {
		err = t.directories.removeEmpty(path)
	}
	return err
}

// discard removes the temporary files that were not renamed, and, when nothing has
// been committed, the folders that were made for them. The promise that a
// build before this one has left stays: its pages may be there.
func (t *tree) discard() error {
	if t.directories == nil {
		return nil
	}
	err := t.removeTemps()
	for _, dir := range slices.Backward(slices.Sorted(maps.Keys(t.directories.made))) { // below before above
		if rerr := t.directories.removeEmpty(dir); err == nil {
			err = rerr
		}
	}
	if err == nil && t.promise == emptyPromise {
		err = t.state.drop(t.promiseName())
	}
	if err == nil && t.promise != fullPromise && t.found != marked && t.marker != nil {
		err = t.removeMarker(t.fresh)
	}
	return faulty("removing temporary files in", t.Dir, err)
}

func (t *tree) removeTemps() error {
	var first error
	for _, r := range t.records {
		if r.temp == 0 || r.outcome == inPlace {
			continue
		}
		dir, _ := split(r.path)
		f, err := t.directories.get(dir, false)
		if err == nil {
			err = t.disk.remove(f.root, t.tempName(r.temp))
			t.directories.put(f)
		}
		switch {
		case err == nil, absentDirectory(err):
			r.temp = 0 // gone, if only with its folder
		case first == nil:
			first = err
		}
	}
	return first
}

package output

import (
	"cmp"
	"io/fs"
	"strings"
	"time"

	"pairbook/internal/source"
	"pairbook/internal/state"
)

// timeStep is the coarsest step of file times: FAT has two seconds.
const timeStep = 2 * time.Second

// sweep removes the temporary files that this build or dead ones have left, and the
// directories that are empty and were touched since the promise was written. The locks
// say that no other living build has any here.
func (t *tree) sweep() error {
	promise, err := t.state.Stat(t.promiseName())
	touched := func(dir fs.FileInfo) bool { return !dir.ModTime().Before(promise.ModTime().Add(-timeStep)) }
	if err != nil {
		touched = func(fs.FileInfo) bool { return false }
	}
	err = t.sweepIn(".", touched)
	return state.Faulty("removing temporary files in", t.Dir, err)
}

func (t *tree) sweepIn(path string, touched func(dir fs.FileInfo) bool) error {
	d, err := t.directories.get(path, false)
	if err != nil {
		return err
	}
	list, err := fs.ReadDir(d.root.FS(), ".")
	for _, item := range list {
		switch {
		case err != nil:
		case item.IsDir():
			err = t.sweepIn(strings.TrimPrefix(path+"/"+item.Name(), "./"), touched)
		case source.PlainEntry(item) && isTemp(item.Name()):
			err = t.disk.Remove(d.root, item.Name())
		}
	}
	info, serr := d.root.Lstat(".")
	t.directories.put(d)
	if err == nil && serr == nil && path != "." && touched(info) {
		err = t.directories.removeEmpty(path)
	}
	return cmp.Or(err, serr)
}

// discard undoes what a run has staged. The promise of a build before this one stays:
// its pages may be there.
func (t *tree) discard() error {
	if t.directories == nil {
		return nil
	}
	var err error
	if t.promise != noPromise {
		err = t.sweep()
	}
	if err == nil && t.promise == emptyPromise {
		err = t.state.Remove(t.promiseName())
	}
	if err == nil && t.promise != fullPromise && t.found != marked && t.marker != nil {
		err = t.removeMarker(t.fresh)
	}
	return state.Faulty("removing temporary files in", t.Dir, err)
}

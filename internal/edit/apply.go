package edit

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"time"

	"pairbook/internal/program"
	"pairbook/internal/source"
	"pairbook/internal/state"
)

// How a change is written, all files or none:
//
//	journal ─► stage all ─► rename all ─► the journal becomes undo-N
//	   │           └ an error: all old      └ an error: back to the old ones
//	   └ killed from here on: the next command finishes the change
const (
	journalName = "change"
	undoPrefix  = "undo-"
	undoName    = undoPrefix + "%08d"

	// UndoDepth is how many changes can be taken back.
	UndoDepth = 20
)

// A journal is a change on the disk, while it is made and until it is forgotten.
type journal struct {
	Change
	Undoes string `json:",omitempty"` // the file of the change that this one takes back
}

// Apply writes a change. A file that is not as the change expects it is a MovedError;
// other errors are those of package state. The site then is as it was.
func Apply(ctx context.Context, d *state.Disk, site string, c *Change) error {
	if c.Empty() {
		return nil
	}
	folder, err := Open(ctx, d, site)
	if err != nil {
		return err
	}
	return errors.Join(ApplyIn(ctx, d, folder, c), folder.Close())
}

// ApplyIn is Apply for who has the lock of the site, with its folder .pairbook.
func ApplyIn(ctx context.Context, d *state.Disk, folder *state.Folder, c *Change) error {
	w := &writer{ctx: ctx, disk: d, folder: folder, root: folder.Site()}
	defer w.leaveAll()
	if err := w.recover(); err != nil {
		return err
	}
	return w.write(&journal{Change: *c})
}

// lockPatience is how long another run that is at work in the site is waited for.
const lockPatience = 10 * time.Second

// Open takes the lock of the site, and waits a while for another run to let it go.
func Open(ctx context.Context, d *state.Disk, site string) (*state.Folder, error) {
	for start := time.Now(); ; {
		folder, err := state.Open(d, site, false)
		var refusal *state.Refusal
		if !errors.As(err, &refusal) || time.Since(start) > lockPatience {
			return folder, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// Recover finishes a change that a killed process left half done, and reports what it
// was; empty: there was none.
func Recover(ctx context.Context, d *state.Disk, site string) (what string, err error) {
	if state.Peek(site, journalName) == nil {
		return "", nil
	}
	folder, err := state.Open(d, site, false)
	var refusal *state.Refusal
	if errors.As(err, &refusal) {
		return "", nil // its process is alive
	}
	if err != nil {
		return "", err
	}
	w := &writer{ctx: ctx, disk: d, folder: folder, root: folder.Site()}
	err = w.recover()
	return w.recovered, errors.Join(err, w.close())
}

// A writer writes one change, with the lock of the site.
type writer struct {
	ctx       context.Context // when it ends before the first file has its name, all stay
	disk      *state.Disk
	folder    *state.Folder
	root      *os.Root
	recovered string
	modes     map[string]fs.FileMode // of the files that are there
	folders   map[string]*os.Root    // those of the files, open: a way through all folders each time is slow
}

// place returns the folder of a file, open, and the file's name in it. With made set a folder
// that is missing is made.
func (w *writer) place(name string, made bool) (*os.Root, string, error) {
	dir, base := path.Split(name)
	dir = path.Clean(dir)
	if folder := w.folders[dir]; folder != nil {
		return folder, base, nil
	}
	folder, err := w.root.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) && made {
		if err = w.root.MkdirAll(dir, 0o777); err == nil {
			folder, err = w.root.OpenRoot(dir)
		}
	}
	if err != nil {
		return nil, base, err
	}
	if w.folders == nil {
		w.folders = map[string]*os.Root{}
	}
	w.folders[dir] = folder
	return folder, base, nil
}

// leave closes the folder of a file.
func (w *writer) leave(name string) {
	dir := path.Clean(path.Dir(name))
	if folder := w.folders[dir]; folder != nil {
		folder.Close()
		delete(w.folders, dir)
	}
}

// leaveAll closes all folders.
func (w *writer) leaveAll() {
	for _, folder := range w.folders {
		folder.Close()
	}
}

// close closes all folders, and lets the site go.
func (w *writer) close() error {
	w.leaveAll()
	return w.folder.Close()
}

// write makes the change of a journal.
func (w *writer) write(j *journal) error {
	for _, f := range j.Files {
		there, err := w.read(f.Path)
		if err != nil {
			return err
		}
		if !equal(there, f.Before) {
			return &MovedError{Path: f.Path, Diff: Difference(f.Path, f.Before, there)}
		}
	}
	data, err := json.Marshal(j)
	if err != nil {
		return err
	}
	if err := w.folder.Save(journalName, data, true); err != nil {
		return err
	}
	done := 0
	if err = w.stage(j.Files); err == nil {
		err = w.ctx.Err()
	}
	for err == nil && done < len(j.Files) {
		if err = w.put(j.Files[done]); err == nil {
			done++
		}
	}
	if err != nil {
		return errors.Join(err, w.back(j.Files, done))
	}
	return w.finish(j)
}

// back puts the first files of a change back to what they were, and forgets it.
func (w *writer) back(files []File, done int) error {
	for _, f := range files {
		w.unstage(f)
	}
	for _, f := range files[:done] {
		old := File{Path: f.Path, Before: f.After, After: f.Before}
		if err := errors.Join(w.stage([]File{old}), w.put(old)); err != nil {
			return err // the journal stays: the next command finishes the change
		}
	}
	return w.folder.Remove(journalName)
}

// recover finishes the change of a journal that is there. A file that was edited since is
// left alone.
func (w *writer) recover() error {
	data, err := w.folder.Read(journalName)
	if data == nil || err != nil {
		return err
	}
	var j journal
	if err := json.Unmarshal(data, &j); err != nil {
		return w.folder.Remove(journalName) // it is written whole: this is none of ours
	}
	w.recovered = j.What
	for _, f := range j.Files {
		w.unstage(f)
		there, err := w.read(f.Path)
		if err != nil {
			return err
		}
		if !equal(there, f.Before) || equal(there, f.After) {
			continue
		}
		if err := errors.Join(w.stage([]File{f}), w.put(f)); err != nil {
			return err
		}
	}
	return w.finish(&j)
}

// finish makes an undo copy of a journal whose change is made, and forgets the oldest; or
// forgets the copy whose change it took back. After a final change all are forgotten.
func (w *writer) finish(j *journal) error {
	if j.Undoes != "" {
		return errors.Join(w.folder.Remove(j.Undoes), w.folder.Remove(journalName))
	}
	copies, err := w.folder.List(undoPrefix)
	if err != nil {
		return err
	}
	if j.Final {
		for _, name := range append(copies, journalName) {
			if err := w.folder.Remove(name); err != nil {
				return err
			}
		}
		return nil
	}
	next := 1
	if len(copies) > 0 {
		fmt.Sscanf(copies[len(copies)-1], undoName, &next)
		next++
	}
	if err := w.folder.Rename(journalName, fmt.Sprintf(undoName, next)); err != nil {
		return err
	}
	for len(copies) >= UndoDepth {
		if err := w.folder.Remove(copies[0]); err != nil {
			return err
		}
		copies = copies[1:]
	}
	return nil
}

// temporary is the name under which a file is staged in its folder; sites pass over it.
func temporary(base string) string { return "." + base + ".new" }

// unstage removes the temporary file of a file, if there is one.
func (w *writer) unstage(f File) {
	if folder, base, err := w.place(f.Path, false); err == nil {
		folder.Remove(temporary(base))
	}
}

// read returns what a file holds, nil when there is none.
func (w *writer) read(name string) ([]byte, error) {
	folder, base, err := w.place(name, false)
	var data []byte
	var info fs.FileInfo
	if err == nil {
		info, err = folder.Lstat(base)
	}
	if err == nil && !source.PlainFile(info) {
		return nil, state.Refuse(name, "this is a link, and would become a file of its own", "change the file that it leads to")
	}
	if err == nil {
		if w.modes == nil {
			w.modes = map[string]fs.FileMode{}
		}
		w.modes[name] = info.Mode().Perm()
		data, err = folder.ReadFile(base)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if data == nil {
		data = []byte{}
	}
	return data, faulty("reading", name, err)
}

// stage writes the temporary files of all files that there will be.
func (w *writer) stage(files []File) error {
	for _, f := range files {
		if f.After == nil {
			continue
		}
		if err := w.stageOne(f); err != nil {
			return faulty("writing", f.Path, err)
		}
	}
	return nil
}

func (w *writer) stageOne(f File) error {
	folder, base, err := w.place(f.Path, true)
	if err != nil {
		return err
	}
	mode, known := w.modes[f.Path]
	switch {
	case known:
	case path.Dir(f.Path) == state.Name: // for the owner's eyes alone
		mode = 0o600
	default:
		mode = 0o666
	}
	return w.disk.Stage(folder, temporary(base), mode, true, func(out *os.File) error {
		if known {
			if err := out.Chmod(mode); err != nil { // not what the umask left of it
				return err
			}
		}
		return w.disk.Write(out, f.After)
	})
}

// put gives a staged file its name, or removes a file that there will not be, and its
// cohort's folder when nothing else is in it.
func (w *writer) put(f File) error {
	folder, base, err := w.place(f.Path, false)
	if f.After != nil {
		if err == nil {
			err = w.disk.Rename(folder, temporary(base), base)
		}
		return faulty("writing", f.Path, err)
	}
	if err == nil {
		err = w.disk.Remove(folder, base)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return faulty("removing", f.Path, err)
	}
	if dir := path.Dir(f.Path); path.Dir(dir) == program.CohortsDir {
		w.leave(f.Path)
		w.root.Remove(dir) // stays when there is anything in it
	}
	return nil
}

// equal tells a missing file from an empty one.
func equal(a, b []byte) bool { return (a == nil) == (b == nil) && bytes.Equal(a, b) }

// faulty is state.Faulty with the hint of a change.
func faulty(doing, name string, err error) error {
	err = state.Faulty(doing, name, err)
	var fault *state.Fault
	if errors.As(err, &fault) {
		fault.Hint = "nothing was changed: mend the cause and try again"
		if state.HeldOpen(fault.Err) {
			fault.Hint = "is the file open in another program? close it and try again; nothing was changed"
		}
	}
	return err
}

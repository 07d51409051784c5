package source

import (
	"context"
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"pairbook/internal/diag"
)

// A heldFS holds one file until a time.
type heldFS struct {
	fs.FS
	until time.Time
	lock  bool // the file can be opened, and not read
}

func (h heldFS) held(op, name string) error {
	if name == "a.toml" && time.Now().Before(h.until) {
		return &fs.PathError{Op: op, Path: name, Err: heldError}
	}
	return nil
}

func (h heldFS) Open(name string) (fs.File, error) {
	if err := h.held("open", name); err != nil && !h.lock {
		return nil, err
	}
	file, err := h.FS.Open(name)
	return lockedFile{file, h, name}, err
}

func (h heldFS) Lstat(name string) (fs.FileInfo, error) {
	if err := h.held("lstat", name); err != nil && !h.lock {
		return nil, err
	}
	return fs.Lstat(h.FS, name)
}

func (h heldFS) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(h.FS, name) }

func (h heldFS) ReadLink(name string) (string, error) { return fs.ReadLink(h.FS, name) }

type lockedFile struct {
	fs.File
	heldFS
	name string
}

func (f lockedFile) Read(p []byte) (int, error) {
	if err := f.held("read", f.name); err != nil {
		return 0, err
	}
	return f.File.Read(p)
}

func TestAHeldSourceIsWaitedFor(t *testing.T) {
	files := fstest.MapFS{"a.toml": {Data: []byte("x = 1")}, "b.toml": {Data: []byte("y = 2")}}
	for _, lock := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			begun := time.Now()
			held := heldFS{files, begun.Add(1500 * time.Millisecond), lock}
			src, problem, err := Read(Patient(t.Context(), held), "a.toml", 100)
			if src.Text != "x = 1" || problem != nil || err != nil {
				t.Errorf("lock %t: Read = %q, %v, %v", lock, src.Text, problem, err)
			}
			if waited := time.Since(begun); waited < 1500*time.Millisecond || waited > 1700*time.Millisecond {
				t.Errorf("lock %t: waited for %s", lock, waited)
			}
		})
	}
}

func TestASourceHeldForLongIsNamed(t *testing.T) {
	files := fstest.MapFS{"a.toml": {Data: []byte("x = 1")}, "b.toml": {Data: []byte("y = 2")}}
	for _, lock := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			begun := time.Now()
			fsys := Patient(t.Context(), heldFS{files, begun.Add(time.Hour), lock})
			if src, _, err := Read(fsys, "b.toml", 100); src.Text != "y = 2" || err != nil || time.Since(begun) > 0 {
				t.Errorf("b.toml: %q, %v after %s", src.Text, err, time.Since(begun))
			}
			_, _, err := Read(fsys, "a.toml", 100)
			var fault *diag.Fault
			const hint = "another program has it open: Excel or an editor, a preview, an antivirus scan or a cloud folder at work? close it there and try again"
			if !errors.As(err, &fault) || err.Error() != "reading a.toml: "+heldError.Error() || fault.Hint != hint {
				t.Errorf("lock %t: %v, %+v", lock, err, fault)
			}
			if waited := time.Since(begun); waited < 2*time.Second || waited > 3*time.Second {
				t.Errorf("lock %t: waited for %s", lock, waited)
			}
		})
	}
}

// Verbs that write wait too, and know files by the names that they have on the disk.
func TestSourcesAreWaitedForUnderTheirOwnNames(t *testing.T) {
	const decomposed = "re\u0301sume\u0301.md"
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		fsys := Sources(t.Context(), heldFS{fstest.MapFS{decomposed: {Data: []byte("text")}, "a.toml": {Data: []byte("x = 1")}}, begun.Add(time.Second), false})
		entries, err := fs.ReadDir(fsys, ".")
		if err != nil || len(entries) != 2 || entries[1].Name() != decomposed {
			t.Errorf("%v, %v", entries, err)
		}
		if data, err := fs.ReadFile(fsys, decomposed); string(data) != "text" || err != nil {
			t.Errorf("%q, %v", data, err)
		}
		if data, err := fs.ReadFile(fsys, "a.toml"); string(data) != "x = 1" || err != nil || time.Since(begun) < time.Second {
			t.Errorf("%q, %v after %s", data, err, time.Since(begun))
		}
	})
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer cancel()
		held := heldFS{fstest.MapFS{"a.toml": {}}, begun.Add(time.Hour), false}
		if _, _, err := Read(Patient(ctx, held), "a.toml", 100); err == nil {
			t.Error("a held file was read")
		}
		if waited := time.Since(begun); waited > 500*time.Millisecond {
			t.Errorf("waited for %s", waited)
		}
	})
}

func TestPatientFileSystemIsAFileSystem(t *testing.T) {
	if err := fstest.TestFS(Patient(t.Context(), site()[0]), "content/guidance/goals.md", "themes"); err != nil {
		t.Error(err)
	}
}

package state

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, d *Disk, site string) *Folder {
	t.Helper()
	f, err := Open(d, site, false)
	must(t, err)
	t.Cleanup(func() { f.Close() })
	return f
}

func TestFilesAreKeptForTheOwnersEyesAlone(t *testing.T) {
	site := t.TempDir()
	f := open(t, NewDisk(t.Context(), nil), site)
	must(t, f.Save("names", []byte("Ada"), true))
	must(t, f.Close())
	if got := string(Peek(site, "names")); got != "Ada" {
		t.Errorf("Peek = %q", got)
	}
	for name, want := range map[string]fs.FileMode{Name: 0o700, Name + "/names": 0o600} {
		info, err := os.Stat(filepath.Join(site, name))
		if err != nil || info.Mode().Perm() != want && runtime.GOOS != "windows" {
			t.Errorf("%s: %v, %v; want mode %v", name, info, err, want)
		}
	}
	must(t, os.Chmod(filepath.Join(site, Name), 0o755))
	f = open(t, NewDisk(t.Context(), nil), site)
	if data, err := f.Read("names"); string(data) != "Ada" || err != nil {
		t.Errorf("Read = %q, %v", data, err)
	}
	if data, err := f.Read("nothing"); data != nil || err != nil {
		t.Errorf("Read of nothing = %q, %v", data, err)
	}
	if info, err := os.Stat(filepath.Join(site, Name)); err != nil || info.Mode().Perm() != 0o700 && runtime.GOOS != "windows" {
		t.Errorf("others may look into the folder: %v, %v", info, err)
	}
	must(t, f.Remove("names"))
	must(t, f.Remove("names"))
	f.RemoveWhenEmpty()
	must(t, f.Close())
	if _, err := os.Stat(filepath.Join(site, Name)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the empty folder is there: %v", err)
	}
}

func TestOneRunAtATime(t *testing.T) {
	site := t.TempDir()
	first := open(t, NewDisk(t.Context(), nil), site)
	_, err := Open(NewDisk(t.Context(), nil), site, false)
	var refusal *Refusal
	want := fmt.Sprintf("%s: another build is at work here: process %d, since 20", site, os.Getpid())
	if !errors.As(err, &refusal) || !strings.HasPrefix(err.Error(), want) ||
		refusal.Hint != "wait until it has ended, or end it; nothing has been changed" {
		t.Errorf("%v, want %s", err, want)
	}
	look, err := Open(NewDisk(t.Context(), nil), site, true)
	must(t, err)
	must(t, look.Close())
	must(t, first.Close())
	open(t, NewDisk(t.Context(), nil), site)
}

func TestLookingMakesNothing(t *testing.T) {
	site := t.TempDir()
	f, err := Open(NewDisk(t.Context(), nil), site, true)
	must(t, err)
	if data, err := f.Read("names"); data != nil || err != nil {
		t.Errorf("Read = %q, %v", data, err)
	}
	must(t, f.Close())
	if list, err := os.ReadDir(site); err != nil || len(list) > 0 {
		t.Errorf("made %v, %v", list, err)
	}
}

// A file is the old one, whole, whichever operation fails.
func TestFileIsWrittenWholeOrNotAtAll(t *testing.T) {
	for n := 1; ; n++ {
		site, count := t.TempDir(), 0
		f := open(t, NewDisk(t.Context(), nil), site)
		must(t, f.Save("names", []byte("old"), true))
		f.disk.fault = func(op Operation, name string) error {
			if count++; count == n {
				return &fs.PathError{Op: string(op), Path: name, Err: syscall.ENOSPC}
			}
			return nil
		}
		err := f.Save("names", []byte("new, and longer"), true)
		if count < n {
			must(t, err)
			break
		}
		var fault *Fault
		if want := "writing " + f.Path("names") + ": " + syscall.ENOSPC.Error(); !errors.As(err, &fault) || err.Error() != want {
			t.Errorf("operation %d: %v, want %s", n, err, want)
		}
		list, err := os.ReadDir(filepath.Join(site, Name))
		if err != nil || len(list) != 2 || string(Peek(site, "names")) != "old" { // and the lock
			t.Errorf("operation %d: %v, %v, %q", n, list, err, Peek(site, "names"))
		}
		f.disk.fault = nil
	}
}

package output

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"pairbook/internal/state"
)

// A folding share takes capitals and small letters for the same, as Windows, macOS and their
// servers do; a file that is there keeps the name it has.
type folding struct{ *os.Root }

func newFolding(root *os.Root) share { return folding{root} }

// kept is the name that a file has on the share.
func (f folding) kept(name string) string {
	at := "."
	for part := range strings.SplitSeq(name, "/") {
		entries, _ := fs.ReadDir(f.Root.FS(), at)
		if i := slices.IndexFunc(entries, func(e fs.DirEntry) bool { return strings.EqualFold(e.Name(), part) }); i >= 0 {
			part = entries[i].Name()
		}
		at = path.Join(at, part)
	}
	return at
}

func (f folding) Lstat(name string) (fs.FileInfo, error)    { return f.Root.Lstat(f.kept(name)) }
func (f folding) ReadFile(name string) ([]byte, error)      { return f.Root.ReadFile(f.kept(name)) }
func (f folding) Mkdir(name string, mode fs.FileMode) error { return f.Root.Mkdir(f.kept(name), mode) }
func (f folding) Rename(from, to string) error              { return f.Root.Rename(f.kept(from), f.kept(to)) }
func (f folding) Remove(name string) error                  { return f.Root.Remove(f.kept(name)) }
func (f folding) FS() fs.FS                                 { return foldingFS{f} }
func (f folding) OpenFile(name string, flag int, mode fs.FileMode) (*os.File, error) {
	return f.Root.OpenFile(f.kept(name), flag, mode)
}

type foldingFS struct{ folding }

func (f foldingFS) Open(name string) (fs.File, error) { return f.Root.FS().Open(f.kept(name)) }

// shout gives folders and pages on the share names with capitals, as somebody may have made
// them by hand.
func (b *bench) shout() {
	b.t.Helper()
	for _, names := range [][2]string{{"spring/tom/index.html", "spring/tom/Index.HTML"}, {"spring/eve", "spring/EVE"}, {"spring", "Spring"}, {"assets", "ASSETS"}} {
		err := os.Rename(filepath.Join(b.share(), names[0]), filepath.Join(b.share(), names[1]))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			b.t.Fatal(err)
		}
	}
}

func TestMirrorToAShareThatTakesCapitalsForTheSame(t *testing.T) {
	b := newBench(t)
	b.build(before())
	_, err := b.mirror(t.Context(), nil)
	must(t, err)
	b.shout()
	b.onShare = newFolding
	if r, err := b.mirror(t.Context(), nil); err != nil || r.Written != nil || r.Removed != nil {
		t.Errorf("nothing has changed but capitals: %+v, %v", r, err)
	}
	b.build(after())
	r, err := b.mirror(t.Context(), nil)
	must(t, err)
	b.wantShared(after())
	if want := []string{"spring/eve/index.html"}; !slices.Equal(r.Removed, want) || r.Unknown != nil {
		t.Errorf("%+v", r)
	}
	if _, err := os.Stat(filepath.Join(b.share(), "Spring", "EVE")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the empty folder stays: %v", err)
	}

	// Without a record the files are known by their content, whatever their capitals.
	must(t, os.RemoveAll(b.path(state.Name)))
	b.o.Force = true
	b.build(after())
	b.sharedWrite("Old.html", "of whom?")
	if r, err := b.mirror(t.Context(), nil); err != nil || r.Written != nil || !slices.Equal(r.Unknown, []string{"Old.html"}) {
		t.Errorf("without a record: %+v, %v", r, err)
	}
}

// Where capitals count, a file with others is another file.
func TestMirrorTellsCapitalsApartWhereTheShareDoes(t *testing.T) {
	b := newBench(t)
	b.build(before())
	must(t, os.MkdirAll(b.share(), 0o755))
	b.sharedWrite(publishedName, "")
	b.sharedWrite("Spring/tom/index.html", "foreign")
	r, err := b.mirror(t.Context(), nil)
	if err != nil || !slices.Equal(r.Unknown, []string{"Spring/tom/index.html"}) {
		t.Errorf("%+v, %v", r, err)
	}
	want := before()
	want["public/Spring/tom/index.html"] = "foreign"
	b.wantShared(want)
}

// The record of a folder is found under another spelling of its path, so that what was copied
// and is no more is removed.
func TestMirrorKnowsAFolderByAnySpelling(t *testing.T) {
	b := newBench(t)
	b.build(before())
	_, err := b.mirror(t.Context(), nil)
	must(t, err)
	b.build(after())
	at := b.share()
	must(t, os.Rename(at, filepath.Join(filepath.Dir(at), "Mentoring")))
	b.shareName = "Mentoring"
	r, err := b.mirror(t.Context(), nil)
	must(t, err)
	if !slices.Equal(r.Removed, []string{"spring/eve/index.html"}) || r.Unknown != nil {
		t.Errorf("%+v", r)
	}
	b.wantShared(after())
	records, err := filepath.Glob(b.path(state.Name + "/published-*"))
	if err != nil || len(records) != 1 {
		t.Errorf("records: %v, %v", records, err)
	}

	// Where capitals count, two folders are two.
	b.shareName = "mentoring"
	if r, err := b.mirror(t.Context(), nil); err != nil || len(r.Written) != len(published(after())) {
		t.Errorf("a second folder: %+v, %v", r, err)
	}
	b.shareName = "Mentoring"
	if r, err := b.mirror(t.Context(), nil); err != nil || r.Written != nil || r.Unknown != nil {
		t.Errorf("the first again: %+v, %v", r, err)
	}
}

// A share may say that all was written, and hold less.
func TestMirrorFindsOutWhatHasNotArrived(t *testing.T) {
	for _, plain := range []bool{false, true} {
		b := newBench(t)
		b.build(before())
		lose := func(op state.Operation, name string) error {
			switch {
			case plain && op == state.OpRename && !strings.HasSuffix(name, recordSuffix):
				return errNoRename
			case op == state.OpClose && strings.HasPrefix(name, b.share()) && filepath.Base(name) != publishedName && filepath.Ext(name) != ".css":
				return os.Truncate(name, 1)
			}
			return nil
		}
		_, err := b.mirror(t.Context(), lose)
		var fault *Fault
		if !errors.As(err, &fault) || !strings.HasSuffix(fault.Error(), "the folder holds 1 bytes of it after 3 were written") ||
			fault.Hint != "mend the cause and publish again: the next run goes on from here" {
			t.Errorf("plain %v: %v, %+v", plain, err, fault)
		}
		r, err := b.mirror(t.Context(), nil)
		if err != nil || r.Unknown != nil {
			t.Errorf("plain %v, the next run: %+v, %v", plain, r, err)
		}
		b.wantShared(before())
	}
}

func TestFaultsOfAShareSayWhatToDo(t *testing.T) {
	for cause, want := range map[error]string{
		syscall.ENOSPC: "the disk is full or your quota is used up: make room and publish again: the next run goes on from here",
		syscall.EROFS:  "the disk is read-only: choose another folder, or have it made writable",
		syscall.EACCES: "you may not write there: check the permissions of the folder, or choose another",
		syscall.EIO:    "mend the cause and publish again: the next run goes on from here",
		syscall.ENOENT: "it vanished meanwhile: was the folder moved or deleted? publish again",
	} {
		b := newBench(t)
		b.build(before())
		_, err := b.mirror(t.Context(), func(op state.Operation, name string) error {
			if op == state.OpCreate && strings.HasPrefix(name, "spring/tom/") {
				return &fs.PathError{Op: string(op), Path: name, Err: cause}
			}
			return nil
		})
		var fault *Fault
		if !errors.As(err, &fault) || fault.Hint != want || !strings.HasPrefix(fault.Error(), "writing "+b.share()+"/spring/tom/") {
			t.Errorf("%v: %v, %+v", cause, err, fault)
		}
	}
}

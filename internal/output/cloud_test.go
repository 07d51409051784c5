package output

import (
	"errors"
	"io/fs"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pairbook/internal/filetest"
)

// inCloud makes the machine describe all files as those of a cloud folder on Windows.
// Folders stay as they are: os.SameFile knows its own descriptions alone.
func inCloud(_ string, info fs.FileInfo, err error) (fs.FileInfo, error) {
	if err != nil || info.IsDir() {
		return info, err
	}
	return filetest.Irregular(info), nil
}

func TestPagesInACloudFolderAreOurs(t *testing.T) {
	b := newBench(t)
	b.o.look = inCloud
	b.build(before())
	b.wantResult(b.build(before()), Result{Unchanged: 10})
	r := b.build(after())
	b.want(after())
	b.wantResult(r, Result{Written: 4, Unchanged: 6, Removed: []string{"facilitator/spring.csv", "public/spring/eve/index.html"}})

	s := b.open()
	s.Own("spring/tom", "key")
	must(t, putAll(s, after()))
	b.commit(s)
	s = b.open()
	if !s.Keep("spring/tom", "key") {
		t.Error("the pages of an owner are not kept")
	}
	must(t, s.Close())

	b.write("public/spring/tom/goals.html", "edited by hand, and longer than before")
	_, err := build(t.Context(), b.o, after())
	must(t, err)
	b.write("public/spring/tom/goals.html", after()["public/spring/tom/goals.html"])
	removed, err := Clean(t.Context(), b.o)
	must(t, err)
	if len(removed.Kept) > 0 {
		t.Errorf("clean keeps %v", removed.Kept)
	}
	b.want(pages{})
}

// Windows opens a file to look at it, which fails while another program holds it.
func TestAPageThatCannotBeLookedAtIsWaitedFor(t *testing.T) {
	holding := func(until *atomic.Int64) func(string, fs.FileInfo, error) (fs.FileInfo, error) {
		return func(name string, info fs.FileInfo, err error) (fs.FileInfo, error) {
			if name == "goals.html" && err == nil && until.Add(-1) >= 0 {
				return nil, &fs.PathError{Op: "lstat", Path: name, Err: held}
			}
			return info, err
		}
	}
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		b.build(before())
		var times atomic.Int64
		times.Store(10)
		b.o.look = holding(&times)
		p := before()
		p["public/spring/tom/goals.html"] = "changed"
		begun := time.Now()
		b.wantResult(b.build(p), Result{Written: 1, Unchanged: 9})
		if waited := time.Since(begun); waited < 100*time.Millisecond || waited > 2*time.Second {
			t.Errorf("waited for %s", waited)
		}
		b.want(p)

		times.Store(1 << 30)
		p["public/spring/tom/goals.html"] = "changed again"
		_, err := build(t.Context(), b.o, p)
		var fault *Fault
		const hint = "is it open in a browser preview, in Excel, or being read by an antivirus scan? close it and build again"
		if !errors.As(err, &fault) || !errors.Is(err, held) || fault.Hint != hint {
			t.Errorf("%v, %+v", err, fault)
		}
		b.o.look = nil
		b.build(p)
		b.want(p)
	})
}

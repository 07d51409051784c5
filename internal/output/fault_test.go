package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"pairbook/internal/state"
)

// The counts of these tests are small, so that they run with the others; set
// PAIRBOOK_FULL=1 for the full ones.
func full(short, long int) int {
	if os.Getenv("PAIRBOOK_FULL") != "" {
		return long
	}
	return short
}

// faultyBuild runs a build in which the n-th operation fails, and all later ones too
// when lasting is set. It says how many there were.
func faultyBuild(o Options, p pages, n int64, cause error, lasting bool) (count int64, err error) {
	var done atomic.Int64
	o.fault = func(op state.Operation, name string) error {
		i := done.Add(1)
		if i == n || lasting && i > n {
			return &fs.PathError{Op: string(op), Path: name, Err: cause}
		}
		return nil
	}
	_, err = build(context.Background(), o, p)
	return done.Load(), err
}

// before and after are two builds that share some files and differ in others.
func before() pages { return small() }

func after() pages {
	p := small()
	p["public/index.html"] = "programme, changed"
	p["public/spring/tom/goals.html"] = "goals of tom, changed"
	p["public/autumn/ann/index.html"] = "ann"
	p["public/autumn/ann/goals.html"] = "goals of ann"
	delete(p, "public/spring/eve/index.html")
	delete(p, "facilitator/spring.csv")
	return p
}

func TestFaultAtEveryOperationLeavesOldOrNewAndHeals(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	t.Parallel()
	causes := []error{syscall.ENOSPC, syscall.EIO, syscall.EACCES, syscall.EROFS}
	faults := 0
	for _, first := range []pages{nil, before()} {
		for _, lasting := range []bool{false, true} {
			step := int64(full(3, 1))
			if first != nil && !lasting {
				step = 1
			}
			for n := int64(1); ; n += step {
				cause := causes[int(n)%len(causes)]
				b := newBench(t)
				if first != nil {
					b.build(first)
				}
				b.write("public-not-ours.html", "foreign")
				count, err := faultyBuild(b.o, after(), n, cause, lasting)
				if count < n {
					break
				}
				faults++
				where := fmt.Sprintf("operation %d of %d, lasting %v, %v", n, count, lasting, cause)
				checkFault(t, where, err, cause)
				b.checkOldOrNew(where, first, after(), err == nil)
				b.build(after())
				want := after()
				want["public-not-ours.html"] = "foreign"
				b.want(want)
				if left := b.leftovers(); left != "" {
					t.Errorf("%s: left behind after the next build: %s", where, left)
				}
				if t.Failed() {
					return
				}
			}
		}
	}
	t.Logf("%d faults", faults)
}

func checkFault(t *testing.T, where string, err error, cause error) {
	t.Helper()
	var fault *Fault
	if !errors.As(err, &fault) || !errors.Is(err, cause) {
		t.Errorf("%s: error is %v, want a Fault", where, err)
		return
	}
	text := fault.Error()
	if strings.Contains(text, "\n") || !strings.HasSuffix(text, ": "+cause.Error()) || fault.Hint == "" || fault.Path == "" {
		t.Errorf("%s: message %q, hint %q", where, text, fault.Hint)
	}
}

// checkOldOrNew wants each file whole, and all new ones after a success.
func (b *bench) checkOldOrNew(where string, old, now pages, success bool) {
	b.t.Helper()
	have := b.files()
	for name, data := range have {
		if strings.Contains(name, tempPrefix) || strings.HasSuffix(name, "/") || name == "public-not-ours.html" {
			continue
		}
		was, wasThere := old[name]
		is, isThere := now[name]
		if !(wasThere && data == was || isThere && data == is) {
			b.t.Errorf("%s: %s is neither old nor new: %q", where, name, data)
		}
	}
	for name := range old {
		_, wanted := now[name]
		if _, there := have[name]; wanted && !there {
			b.t.Errorf("%s: %s is gone", where, name)
		}
	}
	if success && !maps.Equal(have, now) {
		b.t.Errorf("%s: succeeded with %v", where, have)
	}
}

// leftovers names temporary files, locks and promises.
func (b *bench) leftovers() string {
	var left []string
	for name := range readTree(b.t, b.o.Site) {
		if strings.Contains(name, tempPrefix) && strings.HasSuffix(name, tempSuffix) || strings.HasSuffix(name, "/lock") ||
			strings.HasSuffix(name, ".promise") || strings.HasSuffix(name, ".new") {
			left = append(left, name)
		}
	}
	slices.Sort(left)
	return strings.Join(left, " ")
}

func TestFaultsSayWhatHappenedAndWhatToDo(t *testing.T) {
	whole := "; every page is either the old one or the new one"
	for cause, hint := range map[error]string{
		syscall.ENOSPC: "the disk is full or your quota is used up: make room and build again" + whole,
		syscall.EROFS:  "the disk is read-only: choose another folder, or have it made writable",
		syscall.EACCES: "you may not write there: check the permissions of the folder, or choose another",
		syscall.ENOENT: "it vanished meanwhile: was the folder moved or deleted? build again",
		syscall.EIO:    "mend the cause and build again" + whole,
	} {
		b := newBench(t)
		b.o.fault = func(op state.Operation, name string) error {
			if op == state.OpRename && name == "index.html" {
				return &os.LinkError{Op: "rename", Old: "a", New: "b", Err: cause}
			}
			return nil
		}
		_, err := build(t.Context(), b.o, pages{"public/spring/tom/index.html": "tom"})
		var fault *Fault
		if want := "writing public/spring/tom/index.html: " + cause.Error(); !errors.As(err, &fault) || err.Error() != want || fault.Hint != hint {
			t.Errorf("%v, want %s\nhint: %+v", err, want, fault)
		}
	}
}

// held is what the system says of a file that another program has open.
var held = func() error {
	if runtime.GOOS == "windows" {
		return syscall.Errno(32) // ERROR_SHARING_VIOLATION
	}
	return syscall.EBUSY
}()

func TestFilesHeldOpenAreTriedAgainAndThenNamed(t *testing.T) {
	b := newBench(t)
	b.build(before())
	var tries atomic.Int64
	b.o.fault = func(op state.Operation, name string) error {
		if op == state.OpRename && name == "goals.html" && tries.Add(1) < 5 {
			return held
		}
		return nil
	}
	p := before()
	p["public/spring/tom/goals.html"] = "changed"
	b.wantResult(b.build(p), Result{Written: 1, Unchanged: 9})

	// Now for longer than patience lasts: one page, and one that is to go.
	b.o.fault = func(op state.Operation, name string) error {
		if op == state.OpRename && name == "goals.html" || op == state.OpRemove && name == "welcome.html" {
			return held
		}
		return nil
	}
	p = after()
	delete(p, "public/guidance/welcome.html")
	s := b.open()
	s.disk.Patience.Each = 0
	must(t, putAll(s, p))
	s.Own("spring/tom", "key")
	r, err := s.Commit()
	must(t, s.Close())
	var fault *Fault
	hint := "is it open in a browser preview, in Excel, or being read by an antivirus scan? close it and build again; 2 more files are held"
	if !errors.As(err, &fault) || err.Error() != "replacing public/autumn/ann/goals.html: "+held.Error() || fault.Hint != hint {
		t.Errorf("%v, %+v", err, fault)
	}
	b.wantResult(r, Result{Written: 2, Unchanged: 5,
		Removed: []string{"facilitator/spring.csv", "public/spring/eve/index.html"},
		Held:    []string{"public/autumn/ann/goals.html", "public/guidance/welcome.html", "public/spring/tom/goals.html"}})
	if left := b.leftovers(); left != "" {
		t.Errorf("left behind: %s", left)
	}
	b.o.fault = nil
	s = b.open()
	if s.Keep("spring/tom", "key") {
		t.Error("an owner with a page not written was kept")
	}
	must(t, s.Close())
	b.wantResult(b.build(p), Result{Written: 2, Unchanged: 7, Removed: []string{"public/guidance/welcome.html"}})
	b.want(p)
}

func TestInterruptedBuildCleansUpAfterItself(t *testing.T) {
	t.Parallel()
	for n := int64(1); n < 80; n += int64(full(3, 1)) {
		b := newBench(t)
		b.build(before())
		ctx, cancel := context.WithCancel(t.Context())
		var done atomic.Int64
		b.o.fault = func(state.Operation, string) error {
			if done.Add(1) == n {
				cancel()
			}
			return nil
		}
		_, err := build(ctx, b.o, after())
		cancel()
		if err != nil && err != context.Canceled {
			t.Errorf("operation %d: %v", n, err)
		}
		where := fmt.Sprintf("interrupted at operation %d", n)
		b.checkOldOrNew(where, before(), after(), err == nil)
		if left := b.leftovers(); strings.Contains(left, tempPrefix) || strings.Contains(left, "lock") {
			t.Errorf("%s: left behind: %s", where, left)
		}
		b.o.fault = nil
		b.build(after())
		b.want(after())
	}
}

func TestFolderRemovedDuringTheBuild(t *testing.T) {
	b := newBench(t)
	b.build(before())
	s := b.open()
	must(t, putAll(s, after()))
	must(t, os.RemoveAll(b.path("public")))
	_, err := s.Commit()
	var fault *Fault
	if !errors.As(err, &fault) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
	s.Close()
	b.build(after())
	b.want(after())
}

package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"pairbook/internal/state"
)

// share is where the pages of a bench are copied to.
func (b *bench) share() string { return filepath.Join(filepath.Dir(b.o.Site), "share", b.shareName) }

func (b *bench) sharedWrite(name, text string) {
	b.t.Helper()
	file := filepath.Join(b.share(), filepath.FromSlash(name))
	must(b.t, os.MkdirAll(filepath.Dir(file), 0o755))
	must(b.t, os.WriteFile(file, []byte(text), 0o644))
}

// mirror copies public/ to the share; the n-th operation may fail by fault.
func (b *bench) mirror(ctx context.Context, fault func(op state.Operation, name string) error) (Mirrored, error) {
	return Mirror(ctx, MirrorOptions{Site: b.o.Site, From: b.o.Trees[0], To: b.share(), fault: fault, share: b.onShare})
}

// shared are the files on the share, but the marker. Where it takes capitals for the same
// they are given in small letters.
func (b *bench) shared() pages {
	all := pages{}
	if _, err := os.Stat(b.share()); err == nil {
		for name, text := range readTree(b.t, b.share()) {
			if b.onShare != nil {
				name = strings.ToLower(name)
			}
			all[name] = text
		}
	}
	delete(all, publishedName)
	return all
}

// published are the pages of a build that are copied.
func published(p pages) pages {
	all := pages{}
	for name, data := range p {
		if path, ok := strings.CutPrefix(name, "public/"); ok {
			all[path] = data
		}
	}
	return all
}

func (b *bench) wantShared(p pages) {
	b.t.Helper()
	if have := b.shared(); !maps.Equal(have, published(p)) {
		b.t.Fatalf("the share has %v, want %v", have, published(p))
	}
}

func TestMirrorCopiesWhatDiffersAndRemovesWhatIsGone(t *testing.T) {
	b := newBench(t)
	b.build(before())
	r, err := b.mirror(t.Context(), nil)
	must(t, err)
	b.wantShared(before())
	if len(r.Written) != len(published(before())) || r.Unchanged != 0 || r.Removed != nil {
		t.Errorf("the first time: %+v", r)
	}
	if r, err = b.mirror(t.Context(), nil); err != nil || r.Written != nil || r.Unchanged != len(published(before())) {
		t.Errorf("the second time: %+v, %v", r, err)
	}
	b.build(after())
	var done []string
	r, err = b.mirror(t.Context(), func(op state.Operation, name string) error {
		if op == state.OpRename || op == state.OpRemove && !strings.HasPrefix(filepath.Base(name), tempPrefix) && name != "lock" {
			done = append(done, string(op)+" "+name)
		}
		return nil
	})
	must(t, err)
	b.wantShared(after())
	if want := []string{"spring/eve/index.html"}; !slices.Equal(r.Removed, want) {
		t.Errorf("removed %v", r.Removed)
	}
	files := slices.DeleteFunc(slices.Clone(done), func(s string) bool { return strings.Contains(s, ".manifest") })
	if last := files[len(files)-1]; last != "remove spring/eve/index.html" {
		t.Errorf("in this order: %q", files)
	}
	for i, f := range files {
		if strings.HasSuffix(f, "index.html") && i < slices.Index(files, "rename autumn/ann/goals.html") {
			t.Errorf("an index comes before the pages that it leads to: %q", files)
		}
	}
}

func TestMirrorOnlyCopiesWhatABuildWrote(t *testing.T) {
	b := newBench(t)
	b.build(before())
	b.write("public/"+tempPrefix+"x"+tempSuffix, "half a page")
	b.write("public/notes.txt", "foreign")
	b.write("public/spring/tom/index.html", "edited by hand")
	r, err := b.mirror(t.Context(), nil)
	must(t, err)
	want := before()
	delete(want, "public/spring/tom/index.html")
	b.wantShared(want)
	if !slices.Equal(r.Altered, []string{"spring/tom/index.html"}) {
		t.Errorf("altered: %v", r.Altered)
	}
	// A good version that is there already stays.
	c := newBench(t)
	c.build(before())
	_, err = c.mirror(t.Context(), nil)
	must(t, err)
	c.build(after())
	c.write("public/spring/tom/goals.html", "edited by hand")
	_, err = c.mirror(t.Context(), nil)
	must(t, err)
	want = after()
	want["public/spring/tom/goals.html"] = before()["public/spring/tom/goals.html"]
	c.wantShared(want)
	c.o.Force = true
	c.build(after())
	_, err = c.mirror(t.Context(), nil)
	must(t, err)
	c.wantShared(after())
}

func TestMirrorRefusesFoldersThatAreNotForIt(t *testing.T) {
	b := newBench(t)
	refused := func(to, want string) {
		t.Helper()
		_, err := Mirror(t.Context(), MirrorOptions{Site: b.o.Site, From: b.o.Trees[0], To: to})
		var refusal *Refusal
		if !errors.As(err, &refusal) || refusal.Text != want || refusal.Hint == "" {
			t.Errorf("%s: %v", to, err)
		}
	}
	refused(b.share(), "is not there")
	b.build(before())
	refused(b.path("public"), "is or holds the folder that is to be copied, or lies in it")
	refused(b.path("public/copy"), "is or holds the folder that is to be copied, or lies in it")
	refused(b.o.Site, "is the site itself or holds it")
	refused(b.path("content/x"), "lies in content, which is not for output")
	refused("/", "is the root of a disk or share")
	must(t, os.MkdirAll(b.share(), 0o755))
	must(t, os.WriteFile(filepath.Join(b.share(), "index.html"), []byte("theirs"), 0o644))
	refused(b.share(), "is not empty, and Pairbook did not copy what is in it")
	must(t, os.WriteFile(filepath.Join(b.share(), publishedName), nil, 0o644))
	must(t, os.WriteFile(filepath.Join(b.share(), "old.html"), []byte("of whom?"), 0o644))
	r, err := b.mirror(t.Context(), nil)
	if err != nil || !slices.Equal(r.Unknown, []string{"old.html"}) {
		t.Errorf("a marked folder: %+v, %v", r, err)
	}
	want := before()
	want["public/old.html"] = "of whom?"
	b.wantShared(want)
}

func TestMirrorInADryRunChangesNothing(t *testing.T) {
	b := newBench(t)
	b.build(before())
	r, err := Mirror(t.Context(), MirrorOptions{Site: b.o.Site, From: b.o.Trees[0], To: b.share(), DryRun: true})
	if _, there := os.Stat(b.share()); err != nil || len(r.Written) != len(published(before())) || !errors.Is(there, fs.ErrNotExist) {
		t.Errorf("%+v, %v, %v", r, err, there)
	}
	_, err = b.mirror(t.Context(), nil)
	must(t, err)
	b.build(after())
	r, err = Mirror(t.Context(), MirrorOptions{Site: b.o.Site, From: b.o.Trees[0], To: b.share(), DryRun: true})
	if err != nil || !slices.Equal(r.Removed, []string{"spring/eve/index.html"}) || !slices.Contains(r.Written, "autumn/ann/goals.html") {
		t.Errorf("%+v, %v", r, err)
	}
	b.wantShared(before())
}

func TestMirrorToAShareWithoutTimesReadsInstead(t *testing.T) {
	b := newBench(t)
	b.build(before())
	_, err := b.mirror(t.Context(), nil)
	must(t, err)
	for name := range b.shared() {
		must(t, os.Chtimes(filepath.Join(b.share(), name), time.Unix(0, 0), time.Unix(0, 0)))
	}
	if r, err := b.mirror(t.Context(), nil); err != nil || r.Written != nil {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestMirrorToAShareThatDoesNotRename(t *testing.T) {
	b := newBench(t)
	b.build(before())
	tries := 0
	noRename := func(op state.Operation, name string) error {
		if op == state.OpRename && !strings.HasSuffix(name, ".manifest") {
			tries++
			return errNoRename
		}
		return nil
	}
	_, err := b.mirror(t.Context(), noRename)
	must(t, err)
	b.wantShared(before())
	b.build(after())
	_, err = b.mirror(t.Context(), noRename)
	must(t, err)
	b.wantShared(after())
	if tries != 2 {
		t.Errorf("a rename was tried %d times in two runs", tries)
	}
}

var errNoRename = syscall.EPERM // of a share that does not rename

// A share that is full, read-only or gone at any moment leaves nothing that the next run
// does not heal; the same is true of an interruption. What cannot be written is there in part.
func TestMirrorHealsAfterAFaultAtEveryOperation(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	t.Parallel()
	faults := 0
	for _, lasting := range []bool{false, true} {
		for _, kind := range []string{"renames", "does not rename", "takes capitals for the same"} {
			for n := int64(1); ; n += int64(full(2, 1)) {
				if !mirrorHeals(t, n, lasting, kind) {
					break
				}
				faults++
			}
		}
	}
	t.Logf("%d faults", faults)
}

// mirrorHeals fails the n-th operation of a Mirror, and with lasting all after it, and returns
// false when there is none.
func mirrorHeals(t *testing.T, n int64, lasting bool, kind string) bool {
	t.Helper()
	b := newBench(t)
	b.build(before())
	_, err := b.mirror(t.Context(), nil)
	must(t, err)
	b.build(after())
	if kind == "takes capitals for the same" {
		b.shout()
		b.onShare = newFolding
	}
	causes := []error{syscall.ENOSPC, syscall.EIO, syscall.EACCES, syscall.EROFS}
	cause := causes[int(n)%len(causes)]
	var done atomic.Int64
	_, err = b.mirror(t.Context(), func(op state.Operation, name string) error {
		i := done.Add(1)
		switch {
		case i == n || lasting && i > n:
			if op == state.OpWrite {
				must(t, os.WriteFile(name, []byte("to"), 0o644)) // and no room for "rn"
			}
			return &fs.PathError{Op: string(op), Path: name, Err: cause}
		case kind == "does not rename" && op == state.OpRename && !strings.HasSuffix(name, recordSuffix):
			return errNoRename
		}
		return nil
	})
	if done.Load() < n {
		return false
	}
	where := fmt.Sprintf("operation %d, lasting %v, a share that %s, %v", n, lasting, kind, cause)
	var fault *Fault
	if err != nil && (!errors.As(err, &fault) || fault.Hint == "" || strings.Contains(fault.Hint, "build again")) {
		t.Fatalf("%s: %v", where, err)
	}
	if _, err = b.mirror(t.Context(), nil); err != nil {
		t.Fatalf("%s: the next run: %v", where, err)
	}
	b.wantShared(after())
	if r, err := b.mirror(t.Context(), nil); err != nil || r.Written != nil || r.Removed != nil {
		t.Fatalf("%s: the run after it: %+v, %v", where, r, err)
	}
	return true
}

func TestMirrorGoesOnAfterAnInterruption(t *testing.T) {
	t.Parallel()
	for n := int64(1); n < 60; n += int64(full(3, 1)) {
		b := newBench(t)
		b.build(before())
		ctx, cancel := context.WithCancel(t.Context())
		var done atomic.Int64
		first, err := b.mirror(ctx, func(state.Operation, string) error {
			if done.Add(1) == n {
				cancel()
			}
			return nil
		})
		cancel()
		second, again := b.mirror(t.Context(), nil)
		if again != nil || err != nil && !errors.Is(err, context.Canceled) {
			t.Fatalf("operation %d: %v, %v", n, err, again)
		}
		b.wantShared(before())
		if len(first.Written)+len(second.Written) > len(published(before()))+1 {
			t.Errorf("operation %d: %d and then %d files were copied", n, len(first.Written), len(second.Written))
		}
	}
}

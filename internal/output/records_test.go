package output

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestCleanRemovesOursAndNothingElse(t *testing.T) {
	b := newBench(t)
	b.build(small())
	b.write("public/foreign.html", "not ours")
	b.write("public/index.html", "edited")
	b.o.DryRun = true
	dry, err := Clean(t.Context(), b.o)
	must(t, err)
	b.o.DryRun = false
	r, err := Clean(t.Context(), b.o)
	must(t, err)
	if len(r.Removed) != 9 || len(dry.Removed) != 9 || len(r.Kept) != 1 || r.Kept[0] != "public/index.html" {
		t.Errorf("%+v, dry: %+v", r, dry)
	}
	want := pages{"content/": "", "public/foreign.html": "not ours", "public/index.html": "edited"}
	if diff := cmp.Diff(want, readTree(t, b.o.Site)); diff != "" {
		t.Errorf("after clean (-want +got):\n%s", diff)
	}
}

func TestCleanOfAWholeBuildLeavesTheSiteAsItWas(t *testing.T) {
	b := newBench(t)
	b.build(small())
	for range 2 {
		_, err := Clean(t.Context(), b.o)
		must(t, err)
		if diff := cmp.Diff(pages{"content/": ""}, readTree(t, b.o.Site)); diff != "" {
			t.Errorf("after clean (-want +got):\n%s", diff)
		}
	}
}

func TestDamagedRecordsLoseNothing(t *testing.T) {
	for _, damage := range []func(string) error{
		func(name string) error { return os.Truncate(name, 100) },
		func(name string) error { return os.Truncate(name, 0) },
		func(name string) error { return os.WriteFile(name, []byte("pairbook 9\n"), 0o600) },
		os.Remove,
	} {
		b := newBench(t)
		b.build(small())
		list, err := filepath.Glob(b.path(".pairbook/public-*.manifest"))
		must(t, err)
		must(t, damage(list[0]))
		p := small()
		p["public/index.html"] = "2"
		delete(p, "public/spring/eve/index.html")
		r := b.build(p)
		if r.Unchanged != 8 || len(r.Removed) > 0 || fmt.Sprint(r.Kept) != "[public/index.html]" {
			t.Errorf("%+v", r)
		}
		have := b.files()
		if have["public/spring/eve/index.html"] != "eve" || have["public/index.html"] != "programme" {
			t.Errorf("lost: %v", have)
		}
		b.o.Force = true
		b.wantResult(b.build(p), Result{Written: 1, Unchanged: 8})
	}
}

func TestPagesThatAPowerCutEmptiedAreWrittenAnew(t *testing.T) {
	b := newBench(t)
	b.build(small())
	b.write("public/index.html", "")
	b.write("public/spring/tom/index.html", "\x00\x00\x00")
	b.wantResult(b.build(small()), Result{Written: 2, Unchanged: 8})
	b.want(small())
}

func TestFolderChangesKeepEachItsOwnRecords(t *testing.T) {
	b := newBench(t)
	b.build(small())
	other := b.o
	other.Trees = []Tree{{"public", b.path("elsewhere/deep")}, b.o.Trees[1]}
	r, err := build(t.Context(), other, small())
	must(t, err)
	b.wantResult(r, Result{Written: 7, Unchanged: 3})
	p := small()
	p["public/index.html"] = "2"
	b.wantResult(b.build(p), Result{Written: 1, Unchanged: 9})
}

func TestSiteCanBeMoved(t *testing.T) {
	b := newBench(t)
	b.build(small())
	moved := filepath.Join(filepath.Dir(b.o.Site), "moved")
	must(t, os.Rename(b.o.Site, moved))
	b.o.Site = moved
	b.o.Trees = []Tree{{"public", b.path("public")}, {"facilitator", b.path("facilitator")}}
	p := small()
	p["public/index.html"] = "2"
	b.wantResult(b.build(p), Result{Written: 1, Unchanged: 9})
}

func TestLostMarkerIsNoMatterWhenTheManifestKnowsThePages(t *testing.T) {
	b := newBench(t)
	b.build(small())
	must(t, os.Remove(b.path("public/"+markerName)))
	b.wantResult(b.build(small()), Result{Unchanged: 10})
	if _, err := os.Stat(b.path("public/" + markerName)); err != nil {
		t.Error(err)
	}
}

func TestMemoryIsAsGoodAsReading(t *testing.T) {
	b := newBench(t)
	b.o.Memory = &Memory{}
	b.build(small())
	p := small()
	p["public/index.html"] = "2"
	b.wantResult(b.build(p), Result{Written: 1, Unchanged: 9})
	without := b.o
	without.Memory = nil
	delete(p, "public/spring/eve/index.html")
	_, err := build(t.Context(), without, p) // behind its back
	must(t, err)
	p["public/index.html"] = "3"
	b.wantResult(b.build(p), Result{Written: 1, Unchanged: 8})
	b.want(p)
}

func TestPutRefusesMistakesOfTheProgram(t *testing.T) {
	b := newBench(t)
	s := b.open()
	for _, f := range []File{
		{Tree: "public", Path: "../x"}, {Tree: "public", Path: ""}, {Tree: "nowhere", Path: "x"},
		{Tree: "public", Path: "x", Kind: kinds}, {Tree: "public", Path: markerName},
	} {
		if s.Put(f) == nil {
			t.Errorf("%+v was taken", f)
		}
	}
	must(t, s.Put(File{Tree: "public", Path: "x"}))
	must(t, s.Put(File{Tree: "public", Path: "x"}))
	if _, err := s.Commit(); err == nil || err.Error() != "output: public/x is written twice" {
		t.Errorf("written twice: %v", err)
	}
	if s.Put(File{Tree: "public", Path: "y"}) == nil {
		t.Error("Put after Commit")
	}
}

func TestCheckPath(t *testing.T) {
	for path, ok := range map[string]bool{
		"index.html": true, "spring/tom/session-1.html": true, "assets/a_b.woff2": true, "sub/x.de.html": true,
		"": false, "/a": false, "a/": false, "a//b": false, ".": false, "..": false, "a/../b": false, "a\\b": false,
		"A": false, "é": false, "a b": false, ".htaccess": false, "a.": false, "con": false, "x/nul.html": false,
		"com1": false, "lpt9.txt": false, "comma": true, "com": true, "a:b": false, "a\x00": false,
		strings.Repeat("a", 200): true, strings.Repeat("a", 201): false,
	} {
		if err := CheckPath(path); (err == nil) != ok {
			t.Errorf("CheckPath(%q) = %v", path, err)
		}
	}
}

func TestWhatWasLearnedIsLeftToTheNextBuild(t *testing.T) {
	b := newBench(t)
	b.o.Learned = func(w io.Writer) error { _, err := io.WriteString(w, "learned"); return err }
	b.build(small())
	if got := string(Learned(b.o.Site)); got != "learned" {
		t.Errorf("Learned = %q", got)
	}
	if info, err := os.Stat(b.path(".pairbook/learned")); err != nil || info.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows" {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}
	b.o.Learned = func(w io.Writer) error { io.WriteString(w, "half"); return errors.New("no more") }
	b.build(small())
	if got := string(Learned(b.o.Site)); got != "learned" {
		t.Errorf("after a failure, Learned = %q; want the old one", got)
	}
	b.o.Learned = nil
	if _, err := Clean(t.Context(), b.o); err != nil {
		t.Fatal(err)
	}
	if Learned(b.o.Site) != nil {
		t.Error("clean has left it")
	}
	if _, err := os.Stat(b.path(".pairbook")); !os.IsNotExist(err) {
		t.Errorf(".pairbook is there after clean: %v", err)
	}
}

// A build that dies between making a folder and the first file in it leaves an empty
// folder; somebody else's are older than its sign.
func TestEmptyFoldersOfADeadBuildAreSwept(t *testing.T) {
	b := newBench(t)
	b.build(small())
	list, err := filepath.Glob(b.path(".pairbook/public-*.manifest"))
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	data, err := os.ReadFile(list[0])
	must(t, err)
	m, err := decode(data)
	must(t, err)
	must(t, os.WriteFile(strings.TrimSuffix(list[0], "manifest")+"promise", (&manifest{at: m.at, key: m.key}).encode(), 0o600))
	for name, age := range map[string]time.Duration{"public/autumn/ada": 0, "public/theirs/empty": time.Hour} {
		must(t, os.MkdirAll(b.path(name), 0o755))
		then := time.Now().Add(-age)
		must(t, os.Chtimes(b.path(name), then, then))
		must(t, os.Chtimes(filepath.Dir(b.path(name)), then, then))
	}
	b.build(small())
	for name, want := range map[string]bool{"public/autumn": false, "public/theirs/empty": true} {
		if _, err := os.Stat(b.path(name)); (err == nil) != want {
			t.Errorf("%s is there: %v; want %v", name, err == nil, want)
		}
	}
}

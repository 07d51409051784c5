package output

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A bench is a site folder with both trees to try things on.
type bench struct {
	t testing.TB
	o Options
}

func newBench(t testing.TB) *bench {
	site := filepath.Join(t.TempDir(), "site")
	must(t, os.MkdirAll(filepath.Join(site, "content"), 0o755))
	return &bench{t, Options{Site: site, Trees: []Tree{
		{"public", filepath.Join(site, "public")},
		{"facilitator", filepath.Join(site, "facilitator")},
	}}}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// pages are the files of a build: "public/a/index.html" to content. The owner of
// public/cohort/id/x is cohort/id.
type pages map[string]string

func fileOf(name, data string) File {
	tree, path, _ := strings.Cut(name, "/")
	f := File{Tree: tree, Path: path, Kind: Page, Data: []byte(data)}
	switch parts := strings.Split(path, "/"); {
	case parts[0] == "assets":
		f.Kind = Asset
	case len(parts) == 1:
		f.Kind = Index
	case len(parts) == 3:
		f.Owner = parts[0] + "/" + parts[1]
	}
	return f
}

func putAll(s *Store, p pages) error {
	for name, data := range p {
		if err := s.Put(fileOf(name, data)); err != nil {
			return err
		}
	}
	return nil
}

func build(ctx context.Context, o Options, p pages) (Result, error) {
	s, err := Open(ctx, o)
	if err != nil {
		return Result{}, err
	}
	if err := putAll(s, p); err != nil {
		s.Close()
		return Result{}, err
	}
	result, err := s.Commit()
	if cerr := s.Close(); err == nil {
		err = cerr
	}
	return result, err
}

// build builds and fails the test on an error.
func (b *bench) build(p pages) Result {
	b.t.Helper()
	r, err := build(b.t.Context(), b.o, p)
	must(b.t, err)
	return r
}

// open opens a store that is closed at the end of the test.
func (b *bench) open() *Store {
	b.t.Helper()
	s, err := Open(b.t.Context(), b.o)
	must(b.t, err)
	b.t.Cleanup(func() { s.Close() })
	return s
}

func (b *bench) commit(s *Store) Result {
	b.t.Helper()
	r, err := s.Commit()
	must(b.t, err)
	must(b.t, s.Close())
	return r
}

func (b *bench) path(name string) string { return filepath.Join(b.o.Site, filepath.FromSlash(name)) }

func (b *bench) write(name, data string) {
	b.t.Helper()
	must(b.t, os.MkdirAll(filepath.Dir(b.path(name)), 0o755))
	must(b.t, os.WriteFile(b.path(name), []byte(data), 0o644))
}

// files reads what is in the site folder, but content, the markers and the records.
func (b *bench) files() pages {
	b.t.Helper()
	found := pages{}
	for name, data := range readTree(b.t, b.o.Site) {
		if filepath.Base(name) != markerName && !strings.HasPrefix(name, ".pairbook/") && !strings.HasPrefix(name, "content") {
			found[name] = data
		}
	}
	return found
}

// readTree reads all files below a folder, links as "-> target", empty folders as "/".
func readTree(t testing.TB, dir string) pages {
	t.Helper()
	found := pages{}
	must(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		rel = filepath.ToSlash(rel)
		switch {
		case d.Type()&fs.ModeSymlink != 0:
			to, _ := os.Readlink(path)
			found[rel] = "-> " + to
		case d.IsDir():
			if list, _ := os.ReadDir(path); len(list) == 0 {
				found[rel+"/"] = ""
			}
		default:
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			found[rel] = string(data)
		}
		return nil
	}))
	return found
}

func (b *bench) want(p pages) {
	b.t.Helper()
	if diff := cmp.Diff(p, b.files()); diff != "" {
		b.t.Errorf("files differ (-want +got):\n%s", diff)
	}
}

func (b *bench) wantResult(got, want Result) {
	b.t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		b.t.Errorf("result differs (-want +got):\n%s", diff)
	}
}

// small is a little site.
func small() pages {
	return pages{
		"public/index.html":              "programme",
		"public/assets/theme.css":        "css",
		"public/spring/tom/index.html":   "tom",
		"public/spring/tom/goals.html":   "goals of tom",
		"public/spring/eve/index.html":   "eve",
		"facilitator/index.html":         "overview",
		"facilitator/spring.csv":         "a;b",
		"facilitator/assets/theme.css":   "css",
		"public/guidance/welcome.html":   "welcome",
		"public/spring/tom/sessions.ics": "ics",
	}
}

func TestFirstBuildWritesEverythingAndTheSecondNothing(t *testing.T) {
	b := newBench(t)
	b.wantResult(b.build(small()), Result{Written: 10})
	b.want(small())
	before := readTree(t, b.o.Site)
	info, err := os.Stat(b.path("public/index.html"))
	must(t, err)
	state, err := os.Stat(b.path(".pairbook"))
	must(t, err)
	b.wantResult(b.build(small()), Result{Unchanged: 10})
	if diff := cmp.Diff(before, readTree(t, b.o.Site)); diff != "" {
		t.Errorf("an unchanged build changed files:\n%s", diff)
	}
	after, err := os.Stat(b.path("public/index.html"))
	must(t, err)
	stateAfter, err := os.Stat(b.path(".pairbook"))
	must(t, err)
	if !info.ModTime().Equal(after.ModTime()) || !os.SameFile(info, after) {
		t.Error("an unchanged page was written again")
	}
	if state.Mode().Perm() != 0o700 || stateAfter.Mode().Perm() != 0o700 {
		t.Errorf("mode of .pairbook is %v, want 0700", state.Mode().Perm())
	}
}

func TestRecordsStayOutOfThePublicFolder(t *testing.T) {
	b := newBench(t)
	b.build(small())
	for _, tree := range []string{"public", "facilitator"} {
		marker, err := os.ReadFile(b.path(tree + "/" + markerName))
		must(t, err)
		if string(marker) != markerText {
			t.Errorf("marker of %s is %q", tree, marker)
		}
	}
	if n := len(readTree(t, b.path("public"))); n != 8 {
		t.Errorf("public holds %d files, want 7 pages and the marker", n)
	}
	for name := range readTree(t, b.path(".pairbook")) {
		if !strings.HasSuffix(name, ".manifest") {
			t.Errorf("left in .pairbook: %s", name)
		}
		info, err := os.Stat(b.path(".pairbook/" + name))
		must(t, err)
		if info.Mode().Perm() != 0o600 {
			t.Errorf("mode of %s is %v, want 0600", name, info.Mode().Perm())
		}
	}
}

func TestChangedBuildWritesWhatDiffersAndRemovesWhatIsGone(t *testing.T) {
	b := newBench(t)
	b.build(small())
	p := small()
	p["public/index.html"] = "new programme"
	delete(p, "public/spring/eve/index.html")
	p["public/autumn/ann/index.html"] = "ann"
	b.wantResult(b.build(p), Result{Written: 2, Unchanged: 8, Removed: []string{"public/spring/eve/index.html"}})
	b.want(p)
	if _, err := os.Stat(b.path("public/spring/eve")); !os.IsNotExist(err) {
		t.Errorf("the empty folder is still there: %v", err)
	}
	b.wantResult(b.build(p), Result{Unchanged: 10})
}

func TestMissingAndTouchedPagesAreFoundAndPutRight(t *testing.T) {
	b := newBench(t)
	b.build(small())
	must(t, os.Remove(b.path("public/spring/tom/goals.html")))
	must(t, os.RemoveAll(b.path("facilitator")))
	b.write("public/index.html", "programme") // same bytes, another time
	b.wantResult(b.build(small()), Result{Written: 4, Unchanged: 6})
	b.want(small())
}

func TestHandEditedPageIsKeptAndNamedUntilForce(t *testing.T) {
	b := newBench(t)
	b.build(small())
	p := small()
	p["public/index.html"] = "programme 2"
	delete(p, "public/spring/eve/index.html")
	b.write("public/index.html", "my own words")
	b.write("public/spring/eve/index.html", "my own eve")
	b.write("public/foreign.html", "not ours")
	for range 2 {
		b.wantResult(b.build(p), Result{Unchanged: 8, Kept: []string{"public/index.html", "public/spring/eve/index.html"}})
	}
	after := b.files()
	if after["public/index.html"] != "my own words" || after["public/spring/eve/index.html"] != "my own eve" {
		t.Error("an edited page was touched")
	}
	b.o.Force = true
	b.wantResult(b.build(p), Result{Written: 1, Unchanged: 8, Removed: []string{"public/spring/eve/index.html"}})
	p["public/foreign.html"] = "not ours"
	b.want(p)
}

func TestForeignFileInTheWayIsKeptUntilForce(t *testing.T) {
	b := newBench(t)
	b.build(pages{"public/index.html": "x"})
	b.write("public/spring/tom/index.html", "somebody's")
	b.write("public/autumn", "a file where a folder has to be")
	must(t, os.MkdirAll(b.path("public/topics/a.html/deep"), 0o755))
	p := pages{
		"public/index.html":            "x",
		"public/spring/tom/index.html": "tom",
		"public/autumn/ann/index.html": "ann",
		"public/autumn/bob/index.html": "bob",
		"public/topics/a.html":         "a",
	}
	kept := []string{"public/autumn", "public/spring/tom/index.html", "public/topics/a.html"}
	for range 2 {
		b.wantResult(b.build(p), Result{Unchanged: 1, Kept: kept})
	}
	b.o.DryRun, b.o.Force = true, true
	if r := b.build(p); len(r.Writes) < 3 {
		t.Errorf("dry run: %+v", r)
	}
	b.o.DryRun = false
	b.wantResult(b.build(p), Result{Written: 3, Unchanged: 1, Kept: []string{"public/topics/a.html"}})
	delete(p, "public/topics/a.html")
	p["public/topics/a.html/deep/"] = ""
	b.want(p)
}

func TestFilesAndFoldersOfOursMayTradePlaces(t *testing.T) {
	b := newBench(t)
	b.build(pages{"public/a": "file", "public/b/c/d": "deep"})
	p := pages{"public/a/x/y": "deep", "public/b": "file"}
	b.wantResult(b.build(p), Result{Written: 2, Removed: []string{"public/a", "public/b/c/d"}})
	b.want(p)
	b.wantResult(b.build(p), Result{Unchanged: 2})
}

func TestKeepTrustsKeySizeAndTime(t *testing.T) {
	b := newBench(t)
	tom := pages{"public/spring/tom/index.html": "tom", "public/spring/tom/goals.html": "goals"}
	s := b.open()
	must(t, putAll(s, tom))
	s.Own("spring/tom", "key 1")
	b.commit(s)

	for _, c := range []struct {
		name, key string
		spoil     func()
		want      bool
	}{
		{"same key", "key 1", func() {}, true},
		{"other key", "key 2", func() {}, false},
		{"no key", "", func() {}, false},
		{"touched page", "key 1", func() { b.write("public/spring/tom/goals.html", "goals") }, false},
		{"missing page", "key 1", func() { must(t, os.Remove(b.path("public/spring/tom/goals.html"))) }, false},
	} {
		c.spoil()
		s := b.open()
		if got := s.Keep("spring/tom", c.key); got != c.want {
			t.Errorf("%s: Keep is %v, want %v", c.name, got, c.want)
		} else if !got {
			must(t, putAll(s, tom))
			s.Own("spring/tom", "key 1")
		}
		if r := b.commit(s); r.Removed != nil || r.Written+r.Unchanged != 2 {
			t.Errorf("%s: %+v", c.name, r)
		}
		b.want(tom)
	}
	s = b.open()
	if !s.Keep("spring/tom", "key 1") || s.Keep("spring/nobody", "key 1") {
		t.Error("Keep is wrong at the end")
	}
	b.wantResult(b.commit(s), Result{Unchanged: 2})
}

func TestKeepIsOffWhileAPageOfTheOwnerIsNotRight(t *testing.T) {
	b := newBench(t)
	b.build(pages{"public/index.html": "x"})
	b.write("public/spring/tom/index.html", "foreign")
	for range 2 {
		s := b.open()
		if s.Keep("spring/tom", "key") {
			t.Fatal("kept although a foreign file is in the way")
		}
		must(t, putAll(s, pages{"public/index.html": "x", "public/spring/tom/index.html": "tom", "public/spring/tom/goals.html": "g"}))
		s.Own("spring/tom", "key")
		if r := b.commit(s); len(r.Kept) != 1 {
			t.Errorf("not named: %+v", r)
		}
	}
}

func TestKeepOwnerAndKeepRestLetPagesStay(t *testing.T) {
	b := newBench(t)
	s := b.open()
	must(t, putAll(s, small()))
	s.Own("spring/tom", "t")
	s.Own("spring/eve", "e")
	b.commit(s)
	s = b.open()
	if diff := cmp.Diff([]string{"spring/eve", "spring/tom"}, s.Owners()); diff != "" {
		t.Error(diff)
	}
	s.KeepOwner("spring/tom")
	r := b.commit(s)
	if r.Unchanged != 3 || len(r.Removed) != 7 {
		t.Errorf("%+v", r)
	}
	s = b.open()
	s.KeepRest()
	b.wantResult(b.commit(s), Result{})
	s = b.open()
	if !s.Keep("spring/tom", "t") || s.Keep("spring/eve", "e") {
		t.Error("the key of a kept owner was lost, or that of a removed one stayed")
	}
	b.commit(s)
	b.want(pages{"public/spring/tom/index.html": "tom", "public/spring/tom/goals.html": "goals of tom", "public/spring/tom/sessions.ics": "ics"})
}

func TestClosingWithoutCommitLeavesNoTrace(t *testing.T) {
	for _, first := range []pages{nil, {"public/index.html": "old", "public/spring/tom/index.html": "old"}} {
		b := newBench(t)
		if first != nil {
			b.build(first)
		} else {
			must(t, os.Mkdir(b.path("public"), 0o755))
		}
		before := readTree(t, b.o.Site)
		s := b.open()
		must(t, putAll(s, small()))
		must(t, s.Close())
		if diff := cmp.Diff(before, readTree(t, b.o.Site)); diff != "" {
			t.Errorf("left behind (-before +after):\n%s", diff)
		}
	}
}

func TestDryRunSaysAndWritesNothing(t *testing.T) {
	b := newBench(t)
	b.o.DryRun = true
	r := b.build(small())
	if r.Written != 10 || len(r.Writes) != 10 || r.Writes[0] != "facilitator/assets/theme.css" {
		t.Errorf("%+v", r)
	}
	if diff := cmp.Diff(pages{"content/": ""}, readTree(t, b.o.Site)); diff != "" {
		t.Errorf("a dry run wrote:\n%s", diff)
	}
	b.o.DryRun = false
	b.build(small())
	before := readTree(t, b.o.Site)
	b.o.DryRun = true
	p := small()
	p["public/index.html"] = "2"
	delete(p, "public/spring/eve/index.html")
	b.wantResult(b.build(p), Result{Written: 1, Unchanged: 8, Writes: []string{"public/index.html"}, Removed: []string{"public/spring/eve/index.html"}})
	if diff := cmp.Diff(before, readTree(t, b.o.Site)); diff != "" {
		t.Errorf("a dry run wrote:\n%s", diff)
	}
}

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

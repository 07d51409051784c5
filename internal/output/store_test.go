package output

import (
	"context"
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

	shareName string               // of the folder that a Mirror copies to
	onShare   func(*os.Root) share // what this folder is like, nil: like any other
}

func newBench(t testing.TB) *bench {
	site := filepath.Join(t.TempDir(), "site")
	must(t, os.MkdirAll(filepath.Join(site, "content"), 0o755))
	return &bench{t: t, shareName: "mentoring", o: Options{Site: site, Trees: []Tree{
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
	folders := []string{"public/topics/a.html"}
	for range 2 {
		b.wantResult(b.build(p), Result{Unchanged: 1, Kept: kept, Folders: folders})
	}
	b.o.Force = true
	b.wantResult(b.build(p), Result{Written: 1, Unchanged: 1, Kept: folders, Folders: folders, Stale: 2})
	b.wantResult(b.build(p), Result{Written: 2, Unchanged: 2, Kept: folders, Folders: folders})
	delete(p, "public/topics/a.html")
	p["public/topics/a.html/deep/"] = ""
	b.want(p)
}

func TestFilesAndFoldersOfOursMayTradePlaces(t *testing.T) {
	b := newBench(t)
	b.build(pages{"public/a": "file", "public/b/c/d": "deep"})
	p := pages{"public/a/x/y": "deep", "public/b": "file"}
	b.wantResult(b.build(p), Result{Removed: []string{"public/a", "public/b/c/d"}, Stale: 2})
	b.wantResult(b.build(p), Result{Written: 2})
	b.want(p)
	b.wantResult(b.build(p), Result{Unchanged: 2})
}

func TestClosingWithoutCommitLeavesNoTrace(t *testing.T) {
	for _, first := range []pages{nil, {"public/index.html": "old", "public/spring/tom/index.html": "old"}} {
		b := newBench(t)
		if first != nil {
			b.build(first)
		} else {
			must(t, os.Mkdir(b.path("public"), 0o755))
			b.o.Trees[1].Dir = b.path("deep/below/facilitator")
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

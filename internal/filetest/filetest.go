// Package filetest compares results with golden archives: txtar files that hold the
// input of a test and the results that are wanted.
//
//	filetest.Run(t, "testdata/*.txtar", func(t *testing.T, a *filetest.Archive) {
//		a.Want(t, "want/page.html", draw(a.FS()))
//	})
//
// The files of an archive called "want", those whose name begins with "want.", and
// those below "want/" are results; all others are input. With -update the results in
// the archives are replaced by the ones that came out; look at the difference before
// you commit it.
//
// For tests only. Not here: scripts of command lines (testscript runs those).
package filetest

import (
	"errors"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "replace the wanted results in testdata by what comes out")

// Files are texts by their paths.
type Files map[string]string

// With returns the files with others added or in their place. A file whose new text is
// "-" is left out.
func (f Files) With(others Files) Files {
	all := maps.Clone(f)
	for name, text := range others {
		all[name] = text
		if text == "-" {
			delete(all, name)
		}
	}
	return all
}

// FS returns the files as a file system.
func (f Files) FS() fstest.MapFS {
	files := fstest.MapFS{}
	for name, text := range f {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// An Archive is a golden archive while its test runs.
type Archive struct {
	Comment string // the text before the first file
	Input   Files
	Wanted  []string // the names of the results, in the order of the archive

	archive *txtar.Archive
	checked map[string]bool
}

// Run runs a test for each archive whose path matches the pattern. Every wanted result
// has to be compared by a call of Want.
func Run(t *testing.T, pattern string, test func(t *testing.T, a *Archive)) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no archives match %s: %v", pattern, err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			a := read(t, path)
			test(t, a)
			a.finish(t, path)
		})
	}
}

func read(t testing.TB, path string) *Archive {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a := &Archive{Comment: string(archive.Comment), Input: Files{}, archive: archive, checked: map[string]bool{}}
	for _, f := range archive.Files {
		if wanted(f.Name) {
			a.Wanted = append(a.Wanted, f.Name)
		} else {
			a.Input[f.Name] = string(f.Data)
		}
	}
	return a
}

func wanted(name string) bool {
	return name == "want" || strings.HasPrefix(name, "want.") || strings.HasPrefix(name, "want/")
}

// FS returns the input as a file system.
func (a *Archive) FS() fs.FS { return a.Input.FS() }

// Want compares a result with the one of this name in the archive. One that the archive
// lacks is wanted to be empty. With -update the archive gets the result instead.
func (a *Archive) Want(t testing.TB, name, got string) {
	t.Helper()
	if !wanted(name) {
		t.Fatalf("%s is no name of a wanted result", name)
	}
	a.checked[name] = true
	at := slices.IndexFunc(a.archive.Files, func(f txtar.File) bool { return f.Name == name })
	want := ""
	if at >= 0 {
		want = string(a.archive.Files[at].Data)
	}
	switch {
	case *update && at >= 0:
		a.archive.Files[at].Data = []byte(got)
	case *update:
		a.archive.Files = append(a.archive.Files, txtar.File{Name: name, Data: []byte(got)})
	default:
		compare(t, name, want, got)
	}
}

// finish reports the wanted results that were not compared, or removes them and writes
// the archive.
func (a *Archive) finish(t testing.TB, path string) {
	t.Helper()
	stale := func(f txtar.File) bool { return wanted(f.Name) && !a.checked[f.Name] }
	if *update && !t.Failed() {
		a.archive.Files = slices.DeleteFunc(a.archive.Files, stale)
		write(t, path, a.archive)
		return
	}
	for _, f := range a.archive.Files {
		if stale(f) {
			t.Errorf("nothing came out for %s", f.Name)
		}
	}
}

// Pairs runs a test for each input of an archive in which a wanted result follows every
// input, and returns how many there are.
func Pairs(t *testing.T, path string, result func(t *testing.T, input string) string) int {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.Files)%2 != 0 {
		t.Fatalf("%s: an input has no result", path)
	}
	for i := 0; i < len(archive.Files); i += 2 {
		input, want := archive.Files[i], &archive.Files[i+1]
		t.Run(input.Name, func(t *testing.T) {
			got := result(t, string(input.Data))
			if *update {
				want.Data = []byte(got)
				return
			}
			compare(t, string(input.Data), string(want.Data), got)
		})
	}
	if *update && !t.Failed() {
		write(t, path, archive)
	}
	return len(archive.Files) / 2
}

// File compares a result with a file of its own. With -update the file gets the result.
func File(t testing.TB, path, got string) {
	t.Helper()
	if *update {
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(got), 0o666)); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, path, string(want), got)
}

func compare(t testing.TB, what, want, got string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func write(t testing.TB, path string, archive *txtar.Archive) {
	t.Helper()
	if err := os.WriteFile(path, txtar.Format(archive), 0o666); err != nil {
		t.Fatal(err)
	}
}

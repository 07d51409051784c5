package source

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"

	"pairbook/internal/filetest"
)

func exactSite() fstest.MapFS {
	return fstest.MapFS{
		"site.toml":             {Data: []byte("title = 'x'")},
		"Content/Logo.svg":      {Data: []byte("<svg/>")},
		"content/zoe\u0308.png": {Data: []byte("as macOS writes it")},
	}
}

// Linux and a system that ignores capitals have to answer alike.
func TestNamesAreExactOnEverySystem(t *testing.T) {
	fsys := exactSite()
	delete(fsys, "content/zoe\u0308.png") // beside Content there is none, where capitals do not count
	for system, fsys := range map[string]fs.FS{"exact": Exact(fsys), "caseless": Exact(filetest.Caseless(fsys))} {
		for name, want := range map[string]bool{
			"site.toml": true, "Site.toml": false, "Content/Logo.svg": true, "content/Logo.svg": false,
			"Content/logo.svg": false, "Content": true, "content": false, ".": true, "none": false,
		} {
			_, opened := fsys.Open(name)
			_, lstat := fs.Lstat(fsys, name)
			_, stat := fs.Stat(fsys, name)
			for _, err := range []error{opened, lstat, stat} {
				if (err == nil) != want || err != nil && !errors.Is(err, fs.ErrNotExist) {
					t.Errorf("%s: %s: %v", system, name, err)
				}
			}
		}
		if _, err := fs.ReadFile(fsys, "CONTENT/Logo.svg"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: ReadFile: %v", system, err)
		}
		if _, err := fs.ReadDir(fsys, "content"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: ReadDir: %v", system, err)
		}
		if err := fstest.TestFS(fsys, "site.toml", "Content/Logo.svg"); err != nil {
			t.Errorf("%s: %v", system, err)
		}
	}
}

func TestASystemThatTellsCapitalsApartIsLeftAlone(t *testing.T) {
	fsys := exactSite()
	if _, wrapped := Exact(fsys).(*exact); wrapped {
		t.Error("an exact file system is made exact once more")
	}
	if _, wrapped := Exact(filetest.Caseless(fsys)).(*exact); !wrapped {
		t.Error("a file system that ignores capitals is not noticed")
	}
}

// macOS finds a file under both forms of an accent, and lists it under one.
func TestBothFormsOfAnAccentAreOneName(t *testing.T) {
	e := &exact{fsys: exactSite(), folders: map[string]map[string]bool{}}
	for _, name := range []string{"content/zo\u00eb.png", "content/zoe\u0308.png"} {
		if err := e.check("open", name); err != nil {
			t.Error(err)
		}
	}
}

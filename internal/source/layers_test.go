package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func site() Layers {
	return Layers{
		fstest.MapFS{
			"content/guidance/goals.md":    {Data: []byte("own goals")},
			"content/topics/own.md":        {Data: []byte("own topic")},
			"templates/cover.html":         {Data: []byte("own cover")},
			"themes":                       {Data: []byte("a file where a folder was")},
			"content/guidance/pre-work.md": {Data: []byte("own pre-work")},
		},
		fstest.MapFS{},
		fstest.MapFS{
			"content/guidance/goals.md":   {Data: []byte("goals")},
			"content/guidance/welcome.md": {Data: []byte("welcome")},
			"content/topics":              {Data: []byte("a folder above")},
			"templates/cover.html":        {Data: []byte("cover")},
			"templates/goals.html":        {Data: []byte("goals")},
			"themes/classic/theme.toml":   {Data: []byte("hidden")},
		},
		fstest.MapFS{"content/topics/low.md": {Data: []byte("hidden by the file above")}},
	}
}

func TestLayersAreAFileSystem(t *testing.T) {
	err := fstest.TestFS(site(), "content/guidance/goals.md", "content/guidance/pre-work.md", "content/guidance/welcome.md",
		"content/topics/own.md", "templates/cover.html", "templates/goals.html", "themes")
	if err != nil {
		t.Error(err)
	}
}

func TestLayersOfFoldersAreAFileSystem(t *testing.T) {
	upper, lower := t.TempDir(), t.TempDir()
	for _, name := range []string{upper + "/a/x.md", upper + "/b.md", lower + "/a/y.md", lower + "/c/z.md", lower + "/b.md"} {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := fstest.TestFS(Layers{rootOf(t, upper), rootOf(t, lower)}, "a/x.md", "a/y.md", "b.md", "c/z.md"); err != nil {
		t.Error(err)
	}
}

func TestUpperLayerWins(t *testing.T) {
	layers := site()
	for name, want := range map[string]string{
		"content/guidance/goals.md":   "own goals",
		"content/guidance/welcome.md": "welcome",
		"content/topics/own.md":       "own topic",
		"templates/cover.html":        "own cover",
		"templates/goals.html":        "goals",
		"themes":                      "a file where a folder was",
	} {
		src, problem, err := Read(layers, name, 100)
		if src.Text != want || problem != nil || err != nil {
			t.Errorf("Read(%s) = %q, %v, %v; want %q", name, src.Text, problem, err, want)
		}
	}
}

func TestFilesHideFoldersBelow(t *testing.T) {
	for _, name := range []string{"themes/classic/theme.toml", "themes/classic", "content/topics/low.md", "none"} {
		if _, err := fs.ReadFile(site(), name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("ReadFile(%s) = %v; want no such file", name, err)
		}
		if _, err := site().Open(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Open(%s) = %v; want no such file", name, err)
		}
	}
}

func TestFoldersMerge(t *testing.T) {
	names := func(name string) (list []string) {
		entries, err := fs.ReadDir(site(), name)
		if err != nil {
			t.Error(err)
		}
		for _, e := range entries {
			list = append(list, e.Name())
		}
		return list
	}
	for name, want := range map[string][]string{
		".":                {"content", "templates", "themes"},
		"content/guidance": {"goals.md", "pre-work.md", "welcome.md"},
		"content/topics":   {"own.md"},
		"templates":        {"cover.html", "goals.html"},
	} {
		if diff := cmp.Diff(want, names(name)); diff != "" {
			t.Errorf("ReadDir(%s) (-want +got):\n%s", name, diff)
		}
	}
}

func TestLayerSaysWhereAFileComesFrom(t *testing.T) {
	for name, want := range map[string]int{
		"templates/cover.html": 0, "templates/goals.html": 2, "templates": 0, "none": -1, "../x": -1, "content/topics/low.md": -1,
	} {
		if got := site().Layer(name); got != want {
			t.Errorf("Layer(%s) = %d; want %d", name, got, want)
		}
	}
}

func TestUnreadableFileDoesNotFallBack(t *testing.T) {
	layers := Layers{broken{}, fstest.MapFS{"site.toml": {Data: []byte("built in")}}}
	if _, err := layers.ReadFile("site.toml"); !errors.Is(err, errDisk) {
		t.Errorf("ReadFile = %v; want the fault of the disk", err)
	}
}

func TestLinkOutOfALayerDoesNotFallBack(t *testing.T) {
	dir := t.TempDir()
	if err := os.Symlink(os.TempDir(), filepath.Join(dir, "templates")); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	layers := Layers{rootOf(t, dir), fstest.MapFS{"templates/cover.html": {Data: []byte("built in")}}}
	_, problem, err := Read(layers, "templates/cover.html", 100)
	if err != nil || problem == nil || problem.Text != "this is a link to a place outside the site folder" {
		t.Errorf("Read = %v, %v", problem, err)
	}
}

package desk

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"pairbook/internal/diag"
	"pairbook/internal/filetest"
	"pairbook/internal/render"
	"pairbook/internal/site"
	"pairbook/internal/theme"
)

func TestMain(m *testing.M) { filetest.Main(m) }

var look = flag.String("look", "", "write the facilitator's pages of the example to this `folder`, to be opened in a browser")

// load reads a site of files given as name, text, name, text …, over the built-in
// one. Problems other than warnings fail the test.
func load(t testing.TB, files ...string) *site.Site {
	t.Helper()
	fsys := fstest.MapFS{"site.toml": {Data: []byte("title = \"Test\"\n")}}
	for i := 0; i < len(files); i += 2 {
		fsys[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	s, problems, err := site.Load(fsys, os.DirFS("../.."), &site.Memory{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		if p.Severity == diag.Error {
			t.Fatal(p)
		}
	}
	return s
}

// renderer draws with the built-in templates.
func renderer(t testing.TB, s *site.Site) *render.Renderer {
	t.Helper()
	th, problems, err := theme.Load(fstest.MapFS{}, os.DirFS("../.."), s.Program.Theme, diag.Position{}, nil, s.Program.Paper)
	if err != nil || th == nil {
		t.Fatal(problems, err)
	}
	r, problems := render.New(th, &s.Program)
	if r == nil {
		t.Fatal(problems)
	}
	return r
}

// content draws a file.
func content(t testing.TB, f File) string {
	t.Helper()
	var content string
	problems, err := f.Draw(func(data []byte) error { content = string(data); return nil })
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", f.Path, p)
	}
	return content
}

// draw draws all files of the desk, by path.
func draw(t testing.TB, s *site.Site, o Options) map[string]string {
	t.Helper()
	drawn := map[string]string{}
	for _, f := range Facts(s).Files(renderer(t, s), o) {
		data := content(t, f)
		if _, twice := drawn[f.Path]; twice {
			t.Errorf("%s is drawn twice", f.Path)
		}
		drawn[f.Path] = data
	}
	return drawn
}

// TestLook draws the desk of the example for a person to look at:
//
//	go test ./internal/desk -run TestLook -look /tmp/facilitator
func TestLook(t *testing.T) {
	if *look == "" {
		t.Skip("no folder was given")
	}
	root := os.DirFS("../..")
	s, _, err := site.Load(root, root, &site.Memory{})
	if err != nil {
		t.Fatal(err)
	}
	th, _, err := theme.Load(root, root, s.Program.Theme, diag.Position{}, nil, s.Program.Paper)
	if err != nil {
		t.Fatal(err)
	}
	keep := func(name string, data []byte) {
		name = filepath.Join(*look, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, a := range th.Assets() {
		keep("assets/"+a.Path, a.Data)
	}
	for path, data := range draw(t, s, Options{Public: "../public/"}) {
		keep(path, []byte(data))
	}
}

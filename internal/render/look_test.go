package render

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	nethtml "golang.org/x/net/html"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/theme"
	"pairbook/internal/workbook"
)

// look is a folder for the pages that TestLook draws, to be opened in a browser:
//
//	go test ./internal/render -run TestLook -look /tmp/pages
var look = flag.String("look", "", "write the pages of invented workbooks in every theme to this `folder`")

// TestLook draws every sheet with all data and with none, in every theme.
func TestLook(t *testing.T) {
	builtin := os.DirFS("../..")
	infos, problems := theme.List(fstest.MapFS{}, builtin)
	report(t, problems)
	if len(infos) == 0 {
		t.Fatal("there is no theme")
	}
	for _, info := range infos {
		t.Run(info.Name, func(t *testing.T) {
			th, problems, err := theme.Load(fstest.MapFS{}, builtin, info.Name, diag.Position{}, nil, program.AnyPaper)
			report(t, problems)
			if err != nil || th == nil {
				t.Fatalf("Load = %v, %v", th, err)
			}
			for path, page := range drawAll(t, th) {
				checkPage(t, path, page)
				keep(t, info.Name, path, page)
			}
			for _, a := range th.Assets() {
				keep(t, info.Name, "assets/"+a.Path, a.Data)
			}
		})
	}
}

// drawAll draws all invented pages with a theme, in English and in Arabic.
func drawAll(t *testing.T, th *theme.Theme) map[string][]byte {
	t.Helper()
	r, problems := New(th, &program.Program{Title: "Leadership mentoring", Language: "en-GB"})
	report(t, problems)
	if r == nil {
		t.FailNow()
	}
	pages := map[string][]byte{}
	emit := func(path string, page []byte) error {
		pages[path] = bytes.Clone(page)
		return nil
	}
	arabic := fullBook()
	arabic.Relationship.Language = "ar"
	for _, p := range arabic.Pages {
		p.Path = strings.Replace(p.Path, "full", "arabic", 1)
	}
	for _, book := range []*workbook.Workbook{fullBook(), sparseBook(), furtherBook(), arabic} {
		problems, err := r.Book(book, emit)
		report(t, problems)
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range loosePages() {
		page, problems := r.Page(p)
		report(t, problems)
		pages[p.Path] = page
	}
	return pages
}

// report fails the test for each problem.
func report(t *testing.T, problems []diag.Problem) {
	t.Helper()
	for _, p := range problems {
		t.Error(p)
	}
}

// keep writes a file below the folder of -look.
func keep(t *testing.T, theme, path string, data []byte) {
	t.Helper()
	if *look == "" {
		return
	}
	name := filepath.Join(*look, theme, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// checkPage holds what is true of every page: no style attribute, no script or
// style within, no refused value, every id once, every element closed as it was
// opened.
func checkPage(t *testing.T, path string, page []byte) {
	t.Helper()
	ids := map[string]bool{}
	doc, err := nethtml.Parse(bytes.NewReader(page))
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return
	}
	for n := range doc.Descendants() {
		if n.Type != nethtml.ElementNode {
			continue
		}
		if (n.Data == "script" || n.Data == "style") && n.FirstChild != nil {
			t.Errorf("%s: <%s> with content", path, n.Data)
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "style", strings.HasPrefix(a.Key, "on"):
				t.Errorf("%s: <%s %s=%q>", path, n.Data, a.Key, a.Val)
			case strings.Contains(a.Key+a.Val, "ZgotmplZ"):
				t.Errorf("%s: <%s %s> was refused", path, n.Data, a.Key)
			case a.Key == "id" && ids[a.Val]:
				t.Errorf("%s: id %q twice", path, a.Val)
			case a.Key == "id":
				ids[a.Val] = true
			}
		}
	}
	for _, bad := range []string{"ZgotmplZ", "<no value>", "%!", "�"} {
		if bytes.Contains(page, []byte(bad)) {
			t.Errorf("%s holds %q", path, bad)
		}
	}
}

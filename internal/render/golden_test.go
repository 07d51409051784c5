package render

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"pairbook/internal/program"
	"pairbook/internal/workbook"
)

var update = flag.Bool("update", false, "write what is drawn into the archives of testdata")

// TestGolden draws the templates of each archive in testdata, over those of the
// small world, and compares the pages with those in the archive. The first line
// of an archive is the book to draw, usual or sparse, and its language.
func TestGolden(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("there are no archives", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { golden(t, name) })
	}
}

func golden(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	w := small.with(world{})
	for _, f := range archive.Files {
		if template, ok := strings.CutPrefix(f.Name, "templates/"); ok {
			w[template] = string(f.Data)
			if template == "strings/en.toml" {
				w[template] = small[template] + string(f.Data)
			}
		}
	}
	line, _, _ := strings.Cut(string(archive.Comment), "\n")
	kind, lang, _ := strings.Cut(line, " ")
	drawn := map[string]*workbook.Workbook{"usual": usualBook(), "sparse": sparseBook()}[kind]
	drawn.Relationship.Language = program.Language(lang)
	r, _ := w.renderer(t)
	if r == nil {
		t.FailNow()
	}
	pages, problems := book(t, r, drawn)
	want(t, problems)
	for i, f := range archive.Files {
		path, ok := strings.CutPrefix(f.Name, "want/")
		if !ok {
			continue
		}
		page, drawn := pages[path]
		if !drawn {
			t.Errorf("there is no page %s", path)
		}
		if page = strings.TrimRight(page, "\n") + "\n"; *update {
			archive.Files[i].Data = []byte(page)
		} else if diff := cmp.Diff(string(f.Data), page); diff != "" {
			t.Errorf("%s:\n%s", path, diff)
		}
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

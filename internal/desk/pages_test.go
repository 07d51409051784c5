package desk

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"pairbook/internal/program"
)

// The archives hold a site and, below want/, the <main> of its pages.
func TestPagesAreAsWanted(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			kept := txtar.Archive{Comment: archive.Comment}
			var files []string
			wanted := map[string]string{}
			for _, f := range archive.Files {
				if page, ok := strings.CutPrefix(f.Name, "want/"); ok {
					wanted[page] = string(f.Data)
					continue
				}
				files = append(files, f.Name, string(f.Data))
				kept.Files = append(kept.Files, f)
			}
			for _, f := range Facts(load(t, files...)).Files(renderer(t, load(t, files...)), Options{Public: "../public/", Calendar: calendar}) {
				if path.Ext(f.Path) != ".html" || f.Cohort != nil {
					continue
				}
				got := inMain(t, content(t, f))
				kept.Files = append(kept.Files, txtar.File{Name: "want/" + f.Path, Data: []byte(got)})
				if diff := cmp.Diff(wanted[f.Path], got); diff != "" && !*update {
					t.Errorf("%s (-want +got):\n%s", f.Path, diff)
				}
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(&kept), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// calendar gives the first cohort a calendar.
func calendar(c *program.Cohort) string {
	if c.ID == "spring" {
		return "spring.ics"
	}
	return ""
}

// inMain is what a page has in its <main>.
func inMain(t *testing.T, page string) string {
	t.Helper()
	_, after, ok := strings.Cut(page, "<main id=\"main\">\n")
	main, _, ok2 := strings.Cut(after, "</main>")
	if !ok || !ok2 {
		t.Fatalf("the page has no <main>:\n%s", page)
	}
	return main
}

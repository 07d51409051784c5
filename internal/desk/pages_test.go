package desk

import (
	"path"
	"strings"
	"testing"

	"pairbook/internal/filetest"
	"pairbook/internal/program"
)

// The archives hold a site and, below want/, the <main> of its pages, packs left out.
func TestPagesAreAsWanted(t *testing.T) {
	filetest.Run(t, "testdata/*.txtar", func(t *testing.T, a *filetest.Archive) {
		var files []string
		for name, text := range a.Input {
			files = append(files, name, text)
		}
		s := load(t, files...)
		for _, f := range Facts(s).Files(renderer(t, s), Options{Public: "../public/", Calendar: calendar}) {
			if path.Ext(f.Path) == ".html" && !strings.Contains(f.Path, "-session-") {
				a.Want(t, "want/"+f.Path, inMain(t, content(t, f)))
			}
		}
	})
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

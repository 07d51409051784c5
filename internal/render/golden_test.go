package render

import (
	"strings"
	"testing"

	"pairbook/internal/filetest"
	"pairbook/internal/program"
	"pairbook/internal/workbook"
)

// TestGolden draws the templates of each archive in testdata, over those of the
// small world, and compares the pages with those in the archive. The first line
// of an archive is the book to draw, usual or sparse, and its language.
func TestGolden(t *testing.T) {
	filetest.Run(t, "testdata/*.txtar", func(t *testing.T, a *filetest.Archive) {
		w := small.with(world{})
		for name, text := range a.Input {
			template, ok := strings.CutPrefix(name, "templates/")
			switch {
			case !ok:
			case template == "strings/en.toml":
				w[template] = small[template] + text
			default:
				w[template] = text
			}
		}
		line, _, _ := strings.Cut(a.Comment, "\n")
		kind, lang, _ := strings.Cut(line, " ")
		drawn := map[string]*workbook.Workbook{"usual": usualBook(), "sparse": sparseBook()}[kind]
		drawn.Relationship.Language = program.Language(lang)
		r, _ := w.renderer(t)
		if r == nil {
			t.FailNow()
		}
		pages, problems := book(t, r, drawn)
		want(t, problems)
		for _, name := range a.Wanted {
			page, ok := pages[strings.TrimPrefix(name, "want/")]
			if !ok {
				t.Errorf("nothing is drawn for %s", name)
			}
			a.Want(t, name, strings.TrimRight(page, "\n")+"\n")
		}
	})
}

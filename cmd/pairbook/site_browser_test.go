package main_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pairbook"
	"pairbook/internal/build"
	"pairbook/internal/diag"
)

// A look is a built-in theme, with what is measured on its sheets.
type look struct {
	theme string
	pitch float64 // from one line to write on to the next, in mm
}

func looks() []look {
	return []look{{"classic", 8}, {"modern", 8}, {"large-print", 12}}
}

// The workbooks whose every page is looked at: one of the example with most of
// what a workbook may hold, and one with too much of everything.
const (
	sample = "spring-2027/farida-callum"
	stress = "stress/everything-long"
	rtl    = "stress/right-to-left"

	formats = "other-ways-2027/" // a workbook of each format
)

// A tested is the example and the cohort of testdata/stress, built with a theme.
type tested struct {
	look
	dir    string   // holds public and facilitator
	styles string   // the text of assets/style.css
	books  []string // folders of the workbooks, below public
}

// buildTested builds the example and the stress cohort with a theme.
func buildTested(t *testing.T, l look) *tested {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, "content/cohorts/stress"), os.DirFS("testdata/stress")); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../../site.toml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "site.toml"), text, 0o666); err != nil {
		t.Fatal(err)
	}
	return buildIn(t, dir, l)
}

// buildIn builds the site in a folder with a theme. What Arabic lacks may be borrowed.
func buildIn(t *testing.T, dir string, l look) *tested {
	t.Helper()
	text := chooseTheme(t, []byte(readText(t, dir, "site.toml")), l.theme)
	if err := os.WriteFile(filepath.Join(dir, "site.toml"), text, 0o666); err != nil {
		t.Fatal(err)
	}
	report, err := build.Run(t.Context(), build.Options{Site: dir, Builtin: pairbook.Builtin()}, &build.Memory{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range report.Problems {
		if p.Severity == diag.Error || !strings.Contains(p.Text, `"ar"`) {
			t.Error(p)
		}
	}
	if !report.Done {
		t.Fatal("the site was not built")
	}
	return &tested{look: l, dir: dir, styles: readText(t, dir, "public/assets/style.css"), books: booksIn(t, dir)}
}

// chooseTheme puts a theme into the text of a site.toml.
func chooseTheme(t *testing.T, text []byte, theme string) []byte {
	t.Helper()
	lines := strings.Split(string(text), "\n")
	at := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, "theme ") })
	if at < 0 {
		t.Fatal("site.toml chooses no theme")
	}
	lines[at] = `theme = "` + theme + `"`
	return []byte(strings.Join(lines, "\n"))
}

func booksIn(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "public/*/*/workbook.html"))
	if err != nil || len(names) == 0 {
		t.Fatalf("there are %d workbooks (%v)", len(names), err)
	}
	var books []string
	for _, name := range names {
		rel, err := filepath.Rel(filepath.Join(dir, "public"), filepath.Dir(name))
		if err != nil {
			t.Fatal(err)
		}
		books = append(books, filepath.ToSlash(rel))
	}
	return books
}

// pages lists the HTML files of a workbook, below public.
func (s *tested) pages(t *testing.T, book string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(s.dir, "public", book))
	if err != nil {
		t.Fatal(err)
	}
	var pages []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".html") {
			pages = append(pages, book+"/"+e.Name())
		}
	}
	return pages
}

// everyPage lists all HTML files of both outputs, from the folder of the site.
func (s *tested) everyPage(t *testing.T) []string {
	t.Helper()
	var pages []string
	for _, tree := range []string{"public", "facilitator"} {
		err := filepath.WalkDir(filepath.Join(s.dir, tree), func(name string, entry os.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(name, ".html") {
				rel, _ := filepath.Rel(s.dir, name)
				pages = append(pages, filepath.ToSlash(rel))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return pages
}

// kinds lists a page of each kind, from the folder of the site: the sheets of the
// sample and of the stress workbook, the programme's own and the facilitator's.
func (s *tested) kinds(t *testing.T) []string {
	t.Helper()
	pages := []string{
		"public/index.html", "public/guidance/session.html", "public/topics/difficult-conversations.html",
		"public/circles-autumn/topics/shared-question.html", "public/" + rtl + "/session-1.html", "public/" + rtl + "/roadmap.html",
	}
	for _, book := range []string{sample, stress} {
		for _, page := range s.pages(t, book) {
			if name := filepath.Base(page); !strings.HasPrefix(name, "session-") || name == "session-1.html" || name == "session-3.html" {
				pages = append(pages, "public/"+page)
			}
		}
	}
	for _, page := range []string{"index.html", "spring-2027.html", "stress.html", "spring-2027-session-1.html", "stress-session-3.html"} {
		pages = append(pages, "facilitator/"+page)
	}
	return pages
}

func readText(t *testing.T, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// lacking skips the test for want of a tool, or fails it where tools are required.
func lacking(t *testing.T, tool string) {
	t.Helper()
	if os.Getenv("PAIRBOOK_BROWSER") == "required" {
		t.Fatal("PAIRBOOK_BROWSER is required, but there is no " + tool)
	}
	t.Skip("there is no " + tool)
}

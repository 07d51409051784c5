package desk

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"pairbook/internal/browsertest"
	"pairbook/internal/diag"
	"pairbook/internal/site"
	"pairbook/internal/theme"
)

// A window is a browser that has the facilitator's folder open, from disk.
type window struct {
	t      *testing.T
	tab    context.Context
	folder string
}

// open writes the desk of a site to a folder and starts a browser.
func open(t *testing.T, s *site.Site) window {
	t.Helper()
	w := window{t, browsertest.Start(t), t.TempDir()}
	th, problems, err := theme.Load(fstest.MapFS{}, os.DirFS("../.."), s.Program.Theme, diag.Position{}, nil, s.Program.Paper)
	if err != nil || th == nil {
		t.Fatal(problems, err)
	}
	for _, a := range th.Assets() {
		w.write("assets/"+a.Path, a.Data)
	}
	for path, page := range draw(t, s, Options{Public: "../public/"}) {
		w.write(path, []byte(page))
	}
	return w
}

func (w window) write(name string, data []byte) {
	w.t.Helper()
	name = filepath.Join(w.folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		w.t.Fatal(err)
	}
}

func (w window) visit(page string) {
	w.t.Helper()
	if err := chromedp.Do(w.tab, chromedp.Navigate("file://"+filepath.ToSlash(filepath.Join(w.folder, page)))); err != nil {
		w.t.Fatal(err)
	}
}

// eval returns what a script expression is in the page.
func eval[T any](w window, expression string) T {
	w.t.Helper()
	value, err := chromedp.Run(w.tab, chromedp.Evaluate[T](expression))
	if err != nil {
		w.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// shown lists the rows of a table that can be seen, from top to bottom, each by
// the title of its relationship.
func (w window) shown(table string) []string {
	w.t.Helper()
	return eval[[]string](w, fmt.Sprintf(`Array.from(document.querySelectorAll("#%s tbody tr"))
		.filter(row => row.checkVisibility()).map(row => row.querySelector("th a, th").firstChild.textContent)`, table))
}

// choose types into a field, or selects in it, as a person does.
func (w window) choose(field, value string) {
	w.t.Helper()
	eval[bool](w, fmt.Sprintf(`(() => { const f = document.querySelector(%q); f.value = %q;
		f.dispatchEvent(new Event(f.tagName === "INPUT" ? "input" : "change", {bubbles: true})); return true })()`, field, value))
}

func (w window) want(what string, got, want []string) {
	w.t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		w.t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// filterSite has relationships that differ in everything one can sort by.
func filterSite(t *testing.T) *site.Site {
	relationship := func(title, status, mentor, schedule string) string {
		return fmt.Sprintf("title = %q\nstatus = %q\n%s%s[schedule]\n%s", title, status, person("mentor", mentor, ""), person("mentee", "Mentee of "+mentor, ""), schedule)
	}
	return load(t,
		"content/cohorts/spring/a.toml", relationship("Pair 10", "active", "João Sá", "sessions = 2\nfirst = 2027-03-01\n")+"[[sessions]]\nheld = true\ntitle = \"Ships\"\n[[sessions]]\ntitle = \"Trains\"\n",
		"content/cohorts/spring/b.toml", relationship("Pair 9", "paused", "Ada Byrne", "sessions = 1\n"),
		"content/cohorts/spring/c.toml", relationship("Élan", "active", "Zoë Berg", "sessions = 1\nfirst = 2027-01-05\n"),
		"content/cohorts/spring/d.toml", relationship("Draft", "draft", "Kit Moor", "sessions = 1\nfirst = 2027-02-02\n"),
	)
}

func TestFilterInABrowser(t *testing.T) {
	w := open(t, filterSite(t))
	w.visit("spring.html")
	all := []string{"Pair 10", "Pair 9", "Élan", "Draft"}
	w.want("at first", w.shown("relationships"), all)
	count := func(want string) {
		t.Helper()
		if got := eval[string](w, `document.querySelector(".filter-shown").textContent`); got != want {
			t.Errorf("the page says %q; want %q", got, want)
		}
	}
	count("4 of 4 shown")
	w.choose(".filter-text", "JOAO")
	w.want("by a name without its accents", w.shown("relationships"), []string{"Pair 10"})
	w.want("in the run sheet", w.shown("meetings"), []string{})
	count("1 of 4 shown")
	w.choose(".filter-text", "mentee zoe")
	w.want("by two words", w.shown("relationships"), []string{"Élan"})
	w.choose(".filter-text", "trains")
	w.want("by a topic, in the run sheet", w.shown("meetings"), []string{"Pair 10"})
	w.choose(".filter-text", "")
	w.choose(".filter-status", "paused")
	w.want("by status", w.shown("relationships"), []string{"Pair 9"})
	w.want("by status, in the run sheet", w.shown("meetings"), []string{"Pair 9"})
	w.choose(".filter-text", "zoe")
	w.want("by both", w.shown("relationships"), []string{})
	count("0 of 4 shown")
	w.choose(".filter-text", "")
	w.choose(".filter-status", "")
	w.want("at last", w.shown("relationships"), all)
}

func TestSortInABrowser(t *testing.T) {
	w := open(t, filterSite(t))
	w.visit("spring.html")
	press := func(column int) string {
		t.Helper()
		return eval[string](w, fmt.Sprintf(`(() => { const th = document.querySelectorAll("#relationships thead th")[%d];
			th.querySelector("button").click();
			return document.querySelectorAll("[aria-sort]").length + " " + th.getAttribute("aria-sort") })()`, column))
	}
	for _, step := range []struct {
		column int
		sort   string
		want   []string
	}{
		{0, "1 ascending", []string{"Draft", "Élan", "Pair 9", "Pair 10"}},
		{0, "1 descending", []string{"Pair 10", "Pair 9", "Élan", "Draft"}},
		{1, "1 ascending", []string{"Pair 9", "Pair 10", "Draft", "Élan"}},
		{2, "1 ascending", []string{"Draft", "Pair 10", "Élan", "Pair 9"}}, // in the order of a relationship's life
		{3, "1 ascending", []string{"Élan", "Draft", "Pair 10", "Pair 9"}}, // without a date: last
		{3, "1 descending", []string{"Pair 10", "Draft", "Élan", "Pair 9"}},
		{4, "1 descending", nil},
	} {
		if step.want == nil {
			press(step.column)
			step.want = []string{"Pair 10", "Draft", "Élan", "Pair 9"} // equal ones stay as they were
			if got := press(step.column); got != step.sort {
				t.Errorf("column %d: %s; want %s", step.column, got, step.sort)
			}
		} else if got := press(step.column); got != step.sort {
			t.Errorf("column %d: %s; want %s", step.column, got, step.sort)
		}
		w.want(fmt.Sprintf("column %d %s", step.column, step.sort), w.shown("relationships"), step.want)
	}
}

// On a telephone every row is a card, and nothing is wider than the screen.
func TestDeskFitsATelephone(t *testing.T) {
	w := open(t, filterSite(t))
	if err := chromedp.Do(w.tab, chromedp.EmulateViewport(320, 640)); err != nil {
		t.Fatal(err)
	}
	for _, page := range []string{"index.html", "spring.html", "spring-session-1.html"} {
		w.visit(page)
		if width := eval[int](w, "document.documentElement.scrollWidth"); width > 320 {
			t.Errorf("%s is %d pixels wide; want at most 320", page, width)
		}
	}
}

// pageObject matches a page of a PDF as Chromium writes it.
var pageObject = regexp.MustCompile(`/Type\s*/Page\b[^s]`)

// Thirty pairs are thirty leaves of two sides: each sheet is one side, so that
// every pair begins on a new piece of paper.
func TestThirtyPairsPrintAsThirtyLeaves(t *testing.T) {
	s := load(t, cohort(30)...)
	w := open(t, s)
	w.visit("spring-session-1.html")
	for name, paper := range map[string]chromedp.PaperSize{"A4": chromedp.PaperA4, "Letter": chromedp.PaperLetter} {
		pdf, err := chromedp.Run(w.tab, chromedp.PrintToPDF(chromedp.PDFPaper(paper)))
		if err != nil {
			t.Fatal(err)
		}
		if sides := len(pageObject.FindAll(pdf, -1)); sides != 2*30 {
			t.Errorf("on %s thirty pairs print on %d sides; want 60", name, sides)
		}
	}
	if n := eval[int](w, `document.querySelectorAll(".leaf > .sheet").length`); n != 60 {
		t.Errorf("%d sheets; want 60", n)
	}
}

// The desk prints from its first side on, and shows on paper what it says of the
// headings on the screen.
func TestDeskPrintsWithItsHeadings(t *testing.T) {
	w := open(t, load(t, tom, pair+"[schedule]\nsessions = 1\n"))
	w.visit("spring.html")
	pdf, err := chromedp.Run(w.tab, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4)))
	if err != nil {
		t.Fatal(err)
	}
	if sides := len(pageObject.FindAll(pdf, -1)); sides > 2 {
		t.Errorf("one relationship prints on %d sides; want 2 at most", sides)
	}
	headings := eval[string](w, `Array.from(document.querySelectorAll("#relationships thead .paper-only")).map(e => e.textContent).join(", ")`)
	if want := "Relationship, People, Status, Next session, Sessions held, Agreement, Goals, Open actions"; !strings.EqualFold(headings, want) {
		t.Errorf("headings on paper: %s; want %s", headings, want)
	}
}

package render

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/theme"
	"pairbook/internal/workbook"
)

func TestSheetIsTheSameOnItsPageAndInTheWholeBook(t *testing.T) {
	r := builtinRenderer(t)
	w := usualBook()
	pages, problems := book(t, r, w)
	want(t, problems)
	whole := pages["spring/full/workbook.html"]
	if got := strings.Count(whole, `<section class="sheet `); got != len(w.Sheets) {
		t.Errorf("workbook.html has %d sheets of %d", got, len(w.Sheets))
	}
	for _, p := range w.Pages[:len(w.Pages)-1] {
		page := pages[p.Path]
		_, sheets, _ := strings.Cut(page, "<main id=\"main\">\n")
		sheets, _, _ = strings.Cut(sheets, "\n</main>")
		sheets = string(appendWithin(nil, []byte(sheets), fragments(w, w.Pages[len(w.Pages)-1])))
		if strings.Count(sheets, `<section class="sheet `) != len(p.Sheets) || !strings.Contains(whole, sheets) {
			t.Errorf("the sheets of %s are not those of workbook.html", p.Path)
		}
	}
	for _, p := range w.Pages[:len(w.Pages)-1] { // in the contents, on edge tabs and elsewhere
		if link := ` href="` + p.Name() + `"`; strings.Contains(whole, link) {
			t.Errorf("workbook.html leads out of itself by%s", link)
		}
	}
}

// builtinRenderer draws with the built-in templates.
func builtinRenderer(t *testing.T) *Renderer {
	t.Helper()
	th, problems, err := theme.Load(fstest.MapFS{}, os.DirFS("../.."), "classic", diag.Position{}, nil, program.AnyPaper)
	if err != nil || th == nil {
		t.Fatal(problems, err)
	}
	r, problems := New(th, &program.Program{Title: "Leadership mentoring", Language: "en-GB"})
	report(t, problems)
	return r
}

func TestPagesAreTheSameEveryTimeAndFromManyGoroutines(t *testing.T) {
	first, _ := book(t, builtinRenderer(t), usualBook())
	r := builtinRenderer(t)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			w := usualBook()
			if i%2 == 1 {
				w = fullBook()
			}
			for range 3 {
				pages := map[string]string{}
				problems, err := r.Book(w, func(path string, page []byte) error {
					pages[path] = string(page)
					return nil
				})
				if problems != nil || err != nil {
					t.Error(problems, err)
				}
				if diff := cmp.Diff(first, pages); i%2 == 0 && diff != "" {
					t.Error(diff)
				}
			}
		})
	}
	wg.Wait()
}

func TestLayoutNamesThePagesRoundIt(t *testing.T) {
	r := small.with(world{"page.html": `{{.Title}}|{{.Book}}|{{range .Contents}}{{.Text}}{{if .Current}}*{{end}},{{end}}{{with .Prev}}<{{.Text}}{{end}}{{with .Next}}>{{.Text}}{{end}}|{{.Body}}`}).sound(t)
	for i, title := range []string{"A & B", "C", "<D>"} {
		w := one(&workbook.Notes{})
		w.Title = title
		if i == 2 {
			w.Pages[1].Label = workbook.Label{Key: "session", N: 1}
		}
		pages, problems := book(t, r, w)
		want(t, problems)
		wanted := map[string]map[string]string{
			"A & B": {"spring/tom/index.html": "A &amp; B|A &amp; B|Notes &amp; more*,Whole workbook,|<p>Notes &amp; more</p>", "spring/tom/workbook.html": "Whole workbook · A &amp; B|A &amp; B|Notes &amp; more,Whole workbook*,|<p>Notes &amp; more</p>"},
			"C":     {"spring/tom/index.html": "C|C|Notes &amp; more*,Whole workbook,|<p>Notes &amp; more</p>", "spring/tom/workbook.html": "Whole workbook · C|C|Notes &amp; more,Whole workbook*,|<p>Notes &amp; more</p>"},
			"<D>":   {"spring/tom/index.html": "&lt;D&gt;|&lt;D&gt;|Notes &amp; more*,Session 1,|<p>Notes &amp; more</p>", "spring/tom/workbook.html": "Session 1 · &lt;D&gt;|&lt;D&gt;|Notes &amp; more,Session 1*,|<p>Notes &amp; more</p>"},
		}[title]
		if diff := cmp.Diff(wanted, pages); diff != "" {
			t.Errorf("%s: %s", title, diff)
		}
	}
}

func TestLayoutMayDoWhatItLikesWithTitlesAndSheets(t *testing.T) {
	r := small.with(world{"page.html": `{{with .Book}}{{printf "%.3s" .}}{{end}}{{if eq .Title .Book}}!{{end}}<a href="?q={{.Title}}">{{.Body}}</a>{{template "parts/again" .}}`, "parts/again.html": `<i>{{.Body}}</i>`}).sound(t)
	w := one(&workbook.Notes{})
	w.Title = "A & B"
	pages, problems := book(t, r, w)
	want(t, problems)
	const sheet = "<p>Notes &amp; more</p>"
	if got, wanted := pages["spring/tom/index.html"], `A &amp;!<a href="?q=A%20%26%20B">`+sheet+`</a><i>`+sheet+`</i>`; got != wanted {
		t.Errorf("got %s\nwant %s", got, wanted)
	}
}

func TestLayoutOfEveryPage(t *testing.T) {
	w := usualBook()
	localized := builtinRenderer(t).localizedFor(w.Relationship)
	c, problem := localized.contents(w)
	if problem != nil {
		t.Fatal(problem)
	}
	var got []string
	for i := range w.Pages {
		l := localized.bookLayout(w, i, c)
		text := func(n *Nav) string {
			if n == nil {
				return "-"
			}
			return n.Href
		}
		current := ""
		for _, n := range l.Contents {
			if n.Current {
				current += n.Href
			}
		}
		got = append(got, fmt.Sprint(current, " ", text(l.Prev), " ", text(l.Next), " ", text(l.Home)))
	}
	home := " ../../index.html"
	wanted := []string{
		"index.html - pre-work.html" + home, "pre-work.html index.html agreement.html" + home, "agreement.html pre-work.html goals.html" + home,
		"goals.html agreement.html roadmap.html" + home, "roadmap.html goals.html session-1.html" + home, "session-1.html roadmap.html session-2.html" + home,
		"session-2.html session-1.html session-3.html" + home, "session-3.html session-2.html midpoint.html" + home, "midpoint.html session-3.html session-4.html" + home,
		"session-4.html midpoint.html session-5.html" + home, "session-5.html session-4.html session-6.html" + home, "session-6.html session-5.html follow-through.html" + home,
		"follow-through.html session-6.html closing.html" + home, "closing.html follow-through.html -" + home, "workbook.html - -" + home,
	}
	if diff := cmp.Diff(wanted, got); diff != "" {
		t.Error(diff)
	}
}

func TestPagesThatBelongToNoWorkbook(t *testing.T) {
	r := small.with(world{
		"page.html":             `{{.Kind}} {{.Title}} {{.Root}}{{with .Home}} {{.Href}}{{end}}|{{.Body}}`,
		"sheets/handout.html":   `{{.Title}}{{prose .Body}}`,
		"sheets/programme.html": `{{.Title}}`,
	}).sound(t)
	for _, test := range []struct {
		page   *workbook.Page
		wanted string
	}{
		{&workbook.Page{Path: "spring/guidance/goals.html", Label: workbook.Label{Key: "text", Name: "Goals"}, Language: "en-GB", Sheets: []workbook.Sheet{&workbook.Handout{Title: "Goals", Body: "<p>&amp;</p>"}}}, "handout Goals · Leadership mentoring ../../ ../../index.html|Goals<p>&amp;</p>"},
		{&workbook.Page{Path: "index.html", Label: workbook.Label{Key: "text", Name: "L & M"}, Language: "en-GB", Sheets: []workbook.Sheet{&workbook.Programme{Title: "L & M"}}}, "programme L &amp; M |L &amp; M"},
	} {
		page, problems := r.Page(test.page)
		report(t, problems)
		if string(page) != test.wanted {
			t.Errorf("got %s\nwant %s", page, test.wanted)
		}
	}
	_, problems := r.Page(&workbook.Page{Path: "a.html", Label: workbook.Label{Key: "nothing"}, Language: "en-GB"})
	want(t, lines(problems), `templates/strings/en.toml: there is no string "nothing" | while drawing a.html / put it into templates/strings/en.toml`)
}

package render

import (
	"bytes"
	"fmt"
	"html/template"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"text/template/parse"

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
		if strings.Count(sheets, `<section class="sheet `) != len(p.Sheets) || !strings.Contains(whole, sheets) {
			t.Errorf("the sheets of %s are not those of workbook.html", p.Path)
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

// TestFoldedTemplatesSayTheSame compares what is drawn with what the same
// templates say without any of the short cuts of folder.
func TestFoldedTemplatesSayTheSame(t *testing.T) {
	r := builtinRenderer(t)
	for _, w := range []*workbook.Workbook{fullBook(), usualBook(), sparseBook()} {
		v := variant{lang: "en-GB", mentees: len(w.Relationship.Mentees) > 1}
		folded, problems := r.edition(v)
		report(t, problems)
		plain := &edition{vocabulary: folded.vocabulary, r: r, lang: v.lang}
		plain.set = template.New("").Funcs(plain.funcs()).Option("missingkey=error")
		for _, name := range r.called() {
			file, _ := r.file(name)
			if _, err := plain.set.AddParseTree(name, file.trees[name].Copy()); err != nil {
				t.Fatal(err)
			}
		}
		for _, sheet := range w.Sheets {
			var got, wanted bytes.Buffer
			if p := folded.sheet(&got, sheet); p != nil {
				t.Fatal(p)
			}
			if p := plain.sheet(&wanted, sheet); p != nil {
				t.Fatal(p)
			}
			if diff := cmp.Diff(wanted.String(), got.String()); diff != "" {
				t.Errorf("%s: %s", sheet.Frame().ID, diff)
			}
		}
	}
}

func TestFolding(t *testing.T) {
	r := small.with(world{
		"parts/plain.html":      `<i>{{say "notes"}}</i>`,
		"parts/nested.html":     `{{template "parts/plain"}}!`,
		"parts/prompt.html":     `{{.Ask}}`,
		"sheets/notes.html":     `a{{say "notes"}}b{{template "parts/nested" .}}{{if .F}}{{say "notes"}}{{end}}`,
		"sheets/terms.html":     `<p class={{say "notes"}}>{{.F.ID}}`,
		"sheets/goal.html":      `{{range .Prompts}}{{template "parts/prompt" .}}{{end}}`,
		"sheets/cover.html":     `<script type="x">var x = {{say "notes"}}</script>`,
		"sheets/agreement.html": `<a href="{{say "notes"}}" title="{{say "notes"}}">{{if .F}}<b style="{{say "notes"}}">{{end}}`,
		"sheets/closing.html":   `{{$x := say "notes"}}{{$x}}{{say "session" "n" .Held}}`,
	}).sound(t)
	f := r.folder(variant{lang: "en-GB"}, r.speak("en-GB"))
	for name, wanted := range map[string]string{
		"sheets/notes":     `aNotes &amp; moreb<i>Notes &amp; more</i>!{{if .F}}Notes &amp; more{{end}}`,
		"sheets/terms":     `<p class={{say "notes"}}>` + "\x00i",
		"sheets/goal":      `{{range .Prompts}}{{part "parts/prompt" (.)}}{{end}}`,
		"sheets/agreement": `<a href="{{say "notes"}}" title="Notes &amp; more">{{if .F}}<b style="{{say "notes"}}">{{end}}`,
		"sheets/cover":     `<script type="x">var x = {{say "notes"}}</script>`,
		"sheets/closing":   `{{$x := say "notes"}}{{$x}}{{say "session" "n" .Held}}`,
	} {
		if got := unparsed(f.tree(name).Root); got != wanted {
			t.Errorf("%s\n got %s\nwant %s", name, got, wanted)
		}
	}
	if got := unparsed(r.parsed["sheets/notes"].trees["sheets/notes"].Root); !strings.HasPrefix(got, `a{{say "notes"}}`) {
		t.Errorf("folding has changed the template itself: %s", got)
	}
}

// unparsed writes a tree as a template again.
func unparsed(n parse.Node) string { return n.String() }

func TestSharedPartsAreDrawnOnceForEachValue(t *testing.T) {
	r := small.with(world{
		"parts/prompt.html":   `[{{.Ask}} {{.Lines}}]`,
		"sheets/session.html": `{{range .Prompts}}{{template "parts/prompt" .}}{{end}}`,
	}).sound(t)
	e, _ := r.edition(variant{lang: "en-GB", root: "../../"})
	for range 3 {
		w := one(&workbook.Session{Prompts: []workbook.Prompt{{Ask: "Why?", Lines: 1}, {Ask: "Why?", Lines: 2}, {Ask: "Why?", Lines: 1}}})
		pages, problems := book(t, r, w)
		want(t, problems)
		if got := pages["spring/tom/index.html"]; !strings.Contains(got, "<main>[Why? 1][Why? 2][Why? 1]</main>") {
			t.Error(got)
		}
	}
	if len(e.parts.late) != 2 {
		t.Errorf("%d parts are remembered, want 2", len(e.parts.late))
	}
}

func TestSheetsOfSessionsAreAlikeButForTheirFrames(t *testing.T) {
	e, _ := builtinRenderer(t).edition(variant{lang: "en-GB", root: "../../"})
	for _, name := range []string{"sheets/session", "sheets/check-in"} {
		if !e.alike[name] {
			t.Errorf("%s is drawn for its pack again", name)
		}
	}
	for text, alike := range map[string]bool{
		`{{.F.ID}} {{.F.Number}} {{place .F}} {{with .F.Guide}}{{.Title}}{{end}} {{.Heading.Count}}`: true,
		`{{range .Prompts}}{{.}}{{$.Count}}{{end}}`:                                                  true,
		`{{if eq .F.Number 1}}first{{end}}`:                                                          false,
		`{{with .F}}{{.ID}}{{end}}`:                                                                  false,
		`{{range .Prompts}}{{$.F.Number}}{{end}}`:                                                    false,
		`{{.Frame.Number}}`:                                                                          false,
		`{{$s := .}}{{$s.Count}}`:                                                                    false,
		`{{range .Prompts}}{{template "parts/all" $}}{{end}}`:                                        false,
		`{{template "parts/all" .}}`:                                                                 false,
	} {
		e, problems := small.with(world{"sheets/session.html": text, "parts/all.html": `{{if .F}}{{.F.Number}}{{end}}`}).sound(t).edition(variant{lang: "en-GB"})
		report(t, problems)
		if got := e.alike["sheets/session"]; got != alike {
			t.Errorf("%s: alike %v; want %v", text, got, alike)
		}
	}
}

func TestFrameServesAllWorkbooksWithTheSameContents(t *testing.T) {
	r := small.with(world{"page.html": `{{.Title}}|{{.Book}}|{{range .Contents}}{{.Text}}{{if .Current}}*{{end}},{{end}}{{with .Prev}}<{{.Text}}{{end}}{{with .Next}}>{{.Text}}{{end}}|{{.Body}}`}).sound(t)
	e, _ := r.edition(variant{lang: "en-GB", root: "../../"})
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
	if len(e.frames) != 4 {
		t.Errorf("%d frames for two kinds of workbook with two pages each", len(e.frames))
	}
}

func TestLayoutOfEveryPage(t *testing.T) {
	e, _ := builtinRenderer(t).edition(variant{lang: "en-GB", root: "../../"})
	w := usualBook()
	c, problem := e.contents(w)
	if problem != nil {
		t.Fatal(problem)
	}
	var got []string
	for i := range w.Pages {
		l := e.bookLayout(w, i, c)
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

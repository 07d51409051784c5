package desk

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/diag"
	"pairbook/internal/theme"
	"pairbook/internal/workbook"
)

// cohort is a site of so many relationships in one cohort.
func cohort(n int) []string {
	var files []string
	for i := range n {
		files = append(files, fmt.Sprintf("content/cohorts/spring/pair-%d.toml", i+1),
			person("mentor", fmt.Sprintf("Mentor %d", i+1), "")+person("mentee", fmt.Sprintf("Mentee %d", i+1), "")+"[schedule]\nsessions = 2\n")
	}
	return files
}

func TestPacksThatThereAre(t *testing.T) {
	d := Facts(load(t,
		"content/cohorts/a/long.toml", pair+"[schedule]\nsessions = 3\n",
		"content/cohorts/a/short.toml", strings.ReplaceAll(pair, "Tom", "Tim")+"[schedule]\nsessions = 1\n[[sessions]]\nheld = true\n",
		"content/cohorts/a/draft.toml", "status = \"draft\"\n"+strings.ReplaceAll(pair, "Tom", "Ted"),
		"content/cohorts/a/paused.toml", "status = \"paused\"\n"+strings.ReplaceAll(pair, "Tom", "Tess"),
		"content/cohorts/b/closed.toml", "status = \"closed\"\n"+strings.ReplaceAll(pair, "Tom", "Tess"),
	))
	var got []string
	for _, f := range d.Files(nil, Options{}) {
		got = append(got, fmt.Sprintf("%d %s", f.Kind, f.Path))
	}
	for i := range d.Cohorts {
		for _, pack := range packsOf(&d.Cohorts[i]) {
			line := pack.Path + ":"
			for _, r := range pack.Of {
				line += " " + r.ID
			}
			got = append(got, line)
		}
	}
	want := []string{
		"1 index.html", "2 report.html", "2 inventory.html",
		"0 a.html", "3 a.csv", "0 a-session-1.html", "0 a-session-2.html", "0 a-session-3.html",
		"0 b.html", "3 b.csv",
		"a-session-1.html: long short", "a-session-2.html: long", "a-session-3.html: long",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

var (
	leafStart = regexp.MustCompile(`<div class="leaf[^>]*>`)
	idForm    = regexp.MustCompile(` id="([^"]*)"`)
	byForm    = regexp.MustCompile(` aria-labelledby="([^"]*)"`)
	hrefForm  = regexp.MustCompile(` href="([^"]*)"`)
)

func TestEveryPairHasALeafOfItsOwn(t *testing.T) {
	page := draw(t, load(t, cohort(30)...), Options{Public: "../public/"})["spring-session-2.html"]
	leaves := leafStart.Split(page, -1)[1:]
	if len(leaves) != 30 {
		t.Fatalf("%d leaves; want 30", len(leaves))
	}
	for _, leaf := range leaves {
		if strings.Count(leaf, "<section class=\"sheet sheet-session ") != 1 || strings.Count(leaf, "<section class=\"sheet sheet-check-in ") != 1 {
			t.Errorf("a leaf is not a session and a check-in sheet:\n%s", leaf)
		}
		mine := regexp.MustCompile(`Mentor \d+ &amp; Mentee \d+`).FindAllString(leaf, -1)
		slices.Sort(mine)
		if len(slices.Compact(mine)) != 1 {
			t.Errorf("a leaf names the pairs %q; want one, on both sheets", mine)
		}
	}
}

func TestIdsAreUniqueInAPack(t *testing.T) {
	// An address that ends as the ids do must not meet that of another.
	page := draw(t, load(t, append(cohort(2),
		"content/cohorts/spring/a.toml", pair,
		"content/cohorts/spring/a-session-1.toml", strings.ReplaceAll(pair, "Tom", "Tim"),
		"content/cohorts/spring/leaf.toml", strings.ReplaceAll(pair, "Tom", "Ted"))...), Options{})["spring-session-1.html"]
	ids := map[string]bool{}
	for _, m := range idForm.FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("the id %q comes twice", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range byForm.FindAllStringSubmatch(page, -1) {
		for id := range strings.FieldsSeq(m[1]) {
			if !ids[id] {
				t.Errorf("nothing has the id %q, which labels something", id)
			}
		}
	}
	if !ids["a-session-1"] || !ids["a-session-1-session-1"] {
		t.Errorf("ids = %v", ids)
	}
}

func TestLinksOfAPackLeadFromTheFacilitatorsFolder(t *testing.T) {
	s := load(t, tom, pair+"[schedule]\nsessions = 2\n")
	hrefs := func(public string) []string {
		var list []string
		_, main, _ := strings.Cut(draw(t, s, Options{Public: public})["spring-session-1.html"], "<main")
		for _, m := range hrefForm.FindAllStringSubmatch(main, -1) {
			list = append(list, m[1])
		}
		slices.Sort(list)
		return slices.Compact(list)
	}
	want := []string{
		"#tom-session-1", "../www/guidance/check-in.html", "../www/guidance/session.html", "../www/topics/getting-started.html",
		"spring-session-1.html", "spring-session-2.html",
	}
	if diff := cmp.Diff(want, hrefs("../www/")); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"#tom-session-1", "spring-session-1.html", "spring-session-2.html"}, hrefs("")); diff != "" {
		t.Errorf("links without a way to the public output (-want +got):\n%s", diff)
	}
}

func TestLinksToTheDocumentsOfACohort(t *testing.T) {
	page := draw(t, load(t, tom, pair+"[[sessions]]\ntopic = \"ships\"\n",
		"content/cohorts/spring/topics/ships.md", "+++\ntitle = \"Ships\"\nsummary = \"Of ships.\"\n+++\n"), Options{Public: "../www/"})["spring-session-1.html"]
	if want := `href="../www/spring/topics/ships.html"`; !strings.Contains(page, want) {
		t.Errorf("the pack has no %s", want)
	}
}

// Sheets that were drawn for a workbook are put into the packs: the same bytes as when
// they are drawn for the packs alone.
func TestLeavesAreTheSheetsOfTheWorkbooks(t *testing.T) {
	s := load(t, cohort(3)...)
	alone := draw(t, s, Options{Public: "../public/"})
	r, planner := renderer(t, s), workbook.NewPlanner(s)
	for _, rel := range s.Cohorts[0].Relationships {
		if problems, err := r.Book(planner.Plan(rel), func(string, []byte) error { return nil }); problems != nil || err != nil {
			t.Fatal(problems, err)
		}
	}
	for _, f := range Facts(s).Files(r, Options{Public: "../public/", Planner: planner}) {
		if content(t, f) != alone[f.Path] {
			t.Errorf("%s is not the same after the workbooks were drawn", f.Path)
		}
	}
}

func TestEachLeafSpeaksTheLanguageAndLabelsOfItsPair(t *testing.T) {
	page := draw(t, load(t,
		"content/cohorts/spring/ann.toml", pair,
		"content/cohorts/spring/joao.toml", "language = \"pt\"\n"+strings.ReplaceAll(pair, "Tom", "João"),
		"content/cohorts/spring/layla.toml", "language = \"ar\"\n"+strings.ReplaceAll(pair, "Tom", "ليلى")+"[labels]\nmentor = \"Guide\"\n",
	), Options{})["spring-session-1.html"]
	for _, want := range []string{
		`<div class="leaf" id="ann-leaf" lang="en-GB" dir="ltr" `, `<div class="leaf" id="joao-leaf" lang="pt" dir="ltr" `, `<div class="leaf" id="layla-leaf" lang="ar" dir="rtl" `,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the pack lacks %s", want)
		}
	}
	_, leaf, _ := strings.Cut(page, `lang="pt"`)
	if !strings.Contains(leaf, "Sessão 1 de 6") {
		t.Error("the leaf of the Portuguese pair is not in Portuguese")
	}
	if !strings.Contains(page, `<html lang="en-GB"`) {
		t.Error("the page itself is not in the programme's language")
	}
}

func TestLeavesStartOnTheRightOnlyWhereBothSidesArePrinted(t *testing.T) {
	page := draw(t, load(t, "site.toml", "title = \"Test\"\n[print]\nduplex = false\n", tom, pair), Options{})["spring-session-1.html"]
	if !strings.Contains(page, `<div class="leaf" `) || strings.Contains(page, "leaf-right") {
		t.Error("without duplex the leaves ask for right-hand pages")
	}
}

func TestEveryPageHasOneFirstHeading(t *testing.T) {
	for path, page := range draw(t, load(t, cohort(2)...), Options{Public: "../public/"}) {
		if n := strings.Count(page, "<h1"); strings.HasSuffix(path, ".html") && n != 1 {
			t.Errorf("%s has %d first headings; want 1", path, n)
		}
	}
}

// A leaf can be put into the pair's workbook: its sheets have the numbers they
// have there.
func TestLeavesHaveTheNumbersOfTheWorkbook(t *testing.T) {
	s := load(t, tom, pair)
	r := s.Cohorts[0].Relationships[0]
	l := drawer{Desk: Facts(s), planner: workbook.NewPlanner(s)}.leaf(r, 2)
	for _, sheet := range workbook.Plan(s, r).Sheets {
		want := *sheet.Frame()
		switch want.ID {
		case "session-2":
			if got := l.Sheets[0].Session.F; got.Number != want.Number || got.Of != want.Of || got.Book != want.Book {
				t.Errorf("session sheet %+v; want it as in %+v", got, want)
			}
		case "check-in-2":
			if got := l.Sheets[1].CheckIn.F; got.Number != want.Number || got.Of != want.Of {
				t.Errorf("check-in sheet %+v; want it as in %+v", got, want)
			}
		}
	}
}

func TestDraftsHaveNoLinks(t *testing.T) {
	for path, page := range draw(t, load(t,
		"site.toml", "title = \"Test\"\naddress = \"https://intranet.example.org/\"\n",
		"content/cohorts/spring/tom.toml", "status = \"draft\"\n"+pair), Options{Public: "../public/"}) {
		if strings.Contains(page, "spring/tom") {
			t.Errorf("%s leads to the workbook of a draft", path)
		}
	}
}

// Nothing depends on the clock, on the order of a map or on what was drawn before.
func TestTheSameSiteGivesTheSameBytes(t *testing.T) {
	files := append(cohort(3), couples("Amara", "", "Tom", "", "Amara", "", "Tim", "")...)
	if diff := cmp.Diff(draw(t, load(t, files...), Options{Public: "../public/"}), draw(t, load(t, files...), Options{Public: "../public/"})); diff != "" {
		t.Errorf("the second time differs:\n%s", diff)
	}
}

func TestAThousandPairsAreMoreThanAPage(t *testing.T) {
	if testing.Short() {
		t.Skip("draws a thousand leaves")
	}
	files := draw(t, load(t, cohort(1000)...), Options{Public: "../public/"})
	if n := strings.Count(files["spring-session-1.html"], "<div class=\"leaf"); n != 1000 {
		t.Errorf("%d leaves; want 1000", n)
	}
	if n := strings.Count(files["spring.html"], "<tr id="); n != 1000 {
		t.Errorf("%d rows; want 1000", n)
	}
}

// In large print a session has sides of its own kind between its sheet and the check-in.
func TestPacksHaveAllSidesOfASession(t *testing.T) {
	s := load(t, "site.toml", "title = \"Test\"\ntheme = \"large-print\"\n", tom, pair)
	th, _, err := theme.Load(fstest.MapFS{}, os.DirFS("../.."), s.Program.Theme, diag.Position{}, nil, s.Program.Paper)
	if err != nil {
		t.Fatal(err)
	}
	planner := workbook.NewPlanner(s).On(th.Paper())
	page := draw(t, s, Options{Public: "../public/", Planner: planner})["spring-session-2.html"]
	if got, want := strings.Count(page, `<section class="sheet `), len(planner.Leaf(s.Cohorts[0].Relationships[0], 2)); got != want || !strings.Contains(page, "sheet-session-side") {
		t.Errorf("the pack has %d sheets; want %d, with the sides of the session:\n%s", got, want, page)
	}
}

package desk

import (
	"strings"
	"testing"

	"pairbook/internal/filetest"
	"pairbook/internal/issued"
	"pairbook/internal/program"
	"pairbook/internal/render"
	"pairbook/internal/site"
	"pairbook/internal/workbook"
)

// since compares a site with another, of which everything was handed out.
func since(t *testing.T, then, now *site.Site) issued.Comparison {
	t.Helper()
	var all []*program.Relationship
	for _, c := range then.Cohorts {
		all = append(all, c.Relationships...)
	}
	changes, err := new(issued.Memory).Compare(issued.NewIssue("", nil, then, all).Change.Files[0].After, now)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

// reprintSite is a site of two pairs, one of whom writes in Portuguese, with something more in
// their files.
func reprintSite(t *testing.T, ana, measurable string) *site.Site {
	t.Helper()
	const dated = "[schedule]\nfirst = 2027-01-14\nsessions = 2\n"
	return load(t,
		"content/cohorts/spring/ana.toml", "language = \"pt\"\n"+strings.ReplaceAll(pair, "Tom", "Ana")+dated+ana,
		"content/cohorts/spring/tom.toml", pair+dated+"[[goals]]\ntitle = \"Lead\"\ndue = 2027-02-01\nmeasurable = \""+measurable+"\"\n",
	)
}

func TestThePageOfSheetsToPrintAgain(t *testing.T) {
	then := reprintSite(t, "", "In service")
	now := reprintSite(t, "[[sessions]]\nn = 2\nplace = \"Sala 3\"\n", "Two teams")
	pages := draw(t, now, Options{Public: "../public/", Reprints: since(t, then, now)})
	filetest.File(t, "testdata/reprint.html", inMain(t, pages["spring-reprint.html"]))
}

// What the sheets link to lies in the workbook, or where there is no way to it on the leaf itself.
func TestLinksOfSheetsToPrintAgain(t *testing.T) {
	then := reprintSite(t, "", "In service")
	now := reprintSite(t, "[[sessions]]\nn = 2\ndate = 2027-02-12\n", "In service")
	for _, test := range []struct{ public, want string }{
		{"../public/", `<a class="stop-n" href="../public/spring/ana/session-2.html">2</a>`},
		{"", `<a class="stop-n" href="#ana-leaf">2</a>`},
	} {
		page := draw(t, now, Options{Public: test.public, Reprints: since(t, then, now)})["spring-reprint.html"]
		if !strings.Contains(page, test.want) {
			t.Errorf("the page does not have %s:\n%s", test.want, page)
		}
	}
}

func TestWithoutChangesThePageSaysSo(t *testing.T) {
	now := reprintSite(t, "", "In service")
	page := draw(t, now, Options{Public: "../public/", Reprints: since(t, now, now)})["spring-reprint.html"]
	if !strings.Contains(page, "All sheets say what they said when they were handed out") || strings.Contains(page, "<section") {
		t.Errorf("the page is\n%s", page)
	}
	if _, there := draw(t, now, Options{Public: "../public/"})["spring-reprint.html"]; there {
		t.Error("there is a page though nothing was handed out")
	}
}

// Every sheet that a workbook can have is drawn in a leaf: as it is, with nothing left out.
func TestALeafDrawsEveryTypeOfSheet(t *testing.T) {
	r := renderer(t, load(t, tom, pair))
	for _, data := range drawable() {
		sheet, ok := data.(workbook.Sheet)
		if name := ""; ok {
			if name = sheet.Template(); name == "handout" || name == "programme" {
				continue
			}
			sheet.Frame().Section, sheet.Frame().Label = "cover", workbook.Label{Key: "notes"}
			problems, err := r.Assemble(render.Assembly{Path: "a.html", Language: "en-GB", Template: "desk/leaf", Data: &leaf{Sheets: []leafSheet{leafSheetOf(sheet)}}}, func(page []byte) error {
				if strings.Count(string(page), `<section class="sheet sheet-`+name+" ") != 1 {
					t.Errorf("a leaf with the sheet %s is drawn as\n%s", name, page)
				}
				return nil
			})
			if err != nil || len(problems) > 0 {
				t.Errorf("%s: %v, %v", name, problems, err)
			}
		}
	}
}

package render

import (
	"strings"
	"testing"

	"pairbook/internal/source"
	"pairbook/internal/workbook"
)

// drawNotes draws a page with a sheet made by a template, and returns its main
// part, or the problems in prose.
func drawNotes(t *testing.T, files world) (main, problems string) {
	t.Helper()
	r, found := small.with(files).renderer(t)
	if r == nil {
		return "", strings.Join(found, "\n")
	}
	notes := &workbook.Notes{}
	*notes.Frame() = workbook.Frame{ID: "n", Book: "B", Label: workbook.Label{Key: "notes"}}
	page, faults := r.Page(&workbook.Page{Path: "a.html", Language: "en-GB", Label: workbook.Label{Key: "notes"}, Sheets: []workbook.Sheet{notes}})
	if len(faults) > 0 {
		return "", strings.Join(lines(faults), "\n")
	}
	_, rest, _ := strings.Cut(string(page), "<main>")
	main, _, _ = strings.Cut(rest, "</main>")
	return main, ""
}

func TestTemplatesThatDoNotEndAreProblems(t *testing.T) {
	const large, deep, turns = "the page grows beyond 8 MiB", "a template calls itself", "a {{range}} over a number goes round 10000 times at most"
	for text, want := range map[string]string{
		`{{range 10000}}{{range 1000}}x{{end}}{{end}}`:                                           large,
		`{{range 10001}}x{{end}}`:                                                                turns,
		`{{range 1000000000000}}{{end}}`:                                                         turns,
		`{{range plus 9999 9999}}{{end}}`:                                                        turns,
		`{{$n := 99999}}{{range $i := $n}}{{end}}`:                                               turns,
		`{{range (len "x" | plus 10000)}}{{end}}`:                                                turns,
		`{{define "a"}}y{{template "a"}}{{end}}{{template "a"}}`:                                 deep,
		`{{define "a"}}{{template "a"}}{{end}}{{template "a"}}`:                                  deep,
		`{{define "a"}}{{range 9}}{{template "a"}}{{end}}{{end}}{{template "a"}}`:                deep,
		`{{range 10000}}{{printf "%900d" 1}}{{end}}`:                                             large,
		`{{printf "%99999d" 1}}`:                                                                 "printf has a width of 999 at most",
		`{{printf "%.99999f" 1.0}}`:                                                              "printf has a width of 999 at most",
		`{{printf "%*d" 99999 1}}`:                                                               "printf has a width of 999 at most",
		`{{$x := "aaaaaaaa"}}{{range 60}}{{$x = print $x $x}}{{end}}{{len $x}}`:                  large,
		`{{$x := "aaaaaaaa"}}{{range 60}}{{$x = printf "%s%s" $x $x}}{{end}}{{len $x}}`:          large,
		`{{$x := "aaaaaaaa"}}{{range 60}}{{$x = say "list.and" "a" $x "b" $x}}{{end}}{{len $x}}`: large,
		`{{define "a"}}x{{end}}{{range 10000}}{{range 10000}}{{template "a"}}{{end}}{{end}}`:     large,
	} {
		if testing.Short() && strings.Count(text, "{{range ")+strings.Count(text, `{{template "a"}}`) > 1 {
			continue // goes round millions of times
		}
		if _, got := drawNotes(t, world{"sheets/notes.html": text}); !strings.Contains(got, want) || !strings.Contains(got, "sheets/notes.html") {
			t.Errorf("%s: %.400s", text, got)
		}
	}
	if _, got := drawNotes(t, world{"page.html": `{{range 9999}}{{range 9999}}x{{end}}{{end}}{{.Body}}`}); !strings.Contains(got, large) {
		t.Errorf("page.html without end: %s", got)
	}
}

func TestTemplatesThatEndAreNotBounded(t *testing.T) {
	for text, want := range map[string]string{
		`{{range 3}}x{{end}}`:                                            "xxx",
		`{{range $i := 3}}{{$i}}{{end}}`:                                 "012",
		`{{$p := .F.Book}}{{range len $p}}x{{end}}`:                      "x",
		`{{len (print "a" 1 "b")}} {{printf "%03d %s %5.2f" 7 "x" 1.5}}`: "3 007 x  1.50",
		`{{$x := "a"}}{{range 5}}{{$x = print $x $x}}{{end}}{{len $x}}`:  "32",
	} {
		if got, problems := drawNotes(t, world{"sheets/notes.html": text}); got != want {
			t.Errorf("%s: %q, %s; want %q", text, got, problems, want)
		}
	}
}

// The limit is that of the whole page, wherever its parts come from.
func TestPagesAreHeldToTheirSize(t *testing.T) {
	const around, sheet = 1000 * len("handout"), 8 * 1000 * 1000
	draw := func(more int) (string, string) {
		return drawNotes(t, world{
			"page.html":         "<main>{{.Body}}</main>{{range 1000}}{{$.Kind}}{{end}}",
			"sheets/notes.html": "{{range 8}}{{range 1000}}" + strings.Repeat("x", 1000) + "{{end}}{{end}}" + "{{range 100}}" + strings.Repeat("y", more/100) + "{{end}}" + strings.Repeat("z", more%100),
		})
	}
	room := source.PageSize - len("<main></main>") - around - sheet
	if got, problems := draw(room); problems != "" || len(got) != sheet+room {
		t.Errorf("at the limit: %d bytes, %s", len(got), problems)
	}
	if _, problems := draw(room + 1); !strings.Contains(problems, "templates/page.html: the page grows beyond 8 MiB") {
		t.Errorf("above the limit: %.200s", problems)
	}
}

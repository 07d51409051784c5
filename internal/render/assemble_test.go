package render

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/source"
)

// desk is a world with a page of pieces.
var desk = small.with(world{
	"desk/table.html": `<table>{{.}}</table>`,
	"desk/row.html":   `<tr><td>{{.}} {{say "roles"}}</td></tr>`,
	"desk/two.html":   `<p>{{index . 0}}</p><p>{{index . 1}}</p>`,
	"desk/broken.html": `
<p>{{.Nope}}</p>`,
})

// body assembles a page and returns what its body holds.
func body(t *testing.T, r *Renderer, a Assembly) (string, []string) {
	t.Helper()
	a.Path, a.Language, a.Layout.Title = "spring.html", "en-GB", "Spring"
	page, problems := assemble(t, r, a)
	_, main, _ := strings.Cut(page, "<main>")
	main, _, _ = strings.Cut(main, "</main>")
	return main, lines(problems)
}

// assemble returns the page of an assembly.
func assemble(t *testing.T, r *Renderer, a Assembly) (string, []diag.Problem) {
	t.Helper()
	var page string
	problems, err := r.Assemble(a, func(data []byte) error { page = string(data); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return page, problems
}

// rows are pieces of one template.
func rows(template string, data ...any) map[string]iter.Seq[Piece] {
	var pieces []Piece
	for _, d := range data {
		pieces = append(pieces, Piece{Template: template, Data: func() any { return d }})
	}
	return map[string]iter.Seq[Piece]{"rows": slices.Values(pieces)}
}

const roles = "Mentor Mentors Mentee Mentees Mentor Mentee"

func TestPiecesFillTheirPlaceholders(t *testing.T) {
	r := desk.sound(t)
	for _, test := range []struct {
		name string
		a    Assembly
		want string
	}{
		{"one after the other", Assembly{Template: "desk/table", Data: Placeholder("rows"), Pieces: rows("desk/row", "a & b", "c")},
			"<table><tr><td>a &amp; b " + roles + "</td></tr><tr><td>c " + roles + "</td></tr></table>"},
		{"none", Assembly{Template: "desk/table", Data: Placeholder("rows")}, "<table></table>"},
		{"a placeholder that is left out", Assembly{Template: "desk/table", Data: "x", Pieces: rows("desk/row", "a")}, "<table>x</table>"},
		{"two placeholders", Assembly{Template: "desk/two", Data: []any{Placeholder("rows"), Placeholder("rows")}, Pieces: rows("desk/table", "a")},
			"<p><table>a</table></p><p><table>a</table></p>"},
		{"what an author writes is no placeholder", Assembly{Template: "desk/table", Data: string(Placeholder("rows")), Pieces: rows("desk/row", "a")}, "<table>\ufffdpieces rows\ufffd</table>"},
	} {
		got, problems := body(t, r, test.a)
		if got != test.want || problems != nil {
			t.Errorf("%s: got %q, %q\nwant %q", test.name, got, problems, test.want)
		}
	}
}

func TestAPieceSpeaksForItsRelationship(t *testing.T) {
	rel := &program.Relationship{
		Cohort: "spring", ID: "tom", Language: "en-GB", Title: "Ada & Tom", Labels: program.Labels{Mentor: "Guide", Mentees: "Crew"},
		Mentors: []program.Person{{Name: "Ada"}}, Mentees: []program.Person{{Name: "Tom"}, {Name: "Tim"}},
	}
	got, problems := body(t, desk.sound(t), Assembly{Template: "desk/table", Data: Placeholder("rows"), Pieces: map[string]iter.Seq[Piece]{
		"rows": slices.Values([]Piece{{Template: "desk/row", Data: func() any { return "a" }, For: rel}, {Template: "desk/row", Data: func() any { return "b" }}}),
	}})
	want := "<table><tr><td>a Guide Mentors Mentee Crew Guide Crew</td></tr><tr><td>b " + roles + "</td></tr></table>"
	if got != want || problems != nil {
		t.Errorf("got %q, %q\nwant %q", got, problems, want)
	}
}

func TestMistakesInPiecesNameThePageOrTheRelationship(t *testing.T) {
	r := desk.sound(t)
	_, problems := body(t, r, Assembly{Template: "desk/table", Data: Placeholder("rows"), Pieces: rows("desk/broken", struct{ Name string }{})})
	want(t, problems, "templates/desk/broken.html:2:6: there is no .Nope here | while drawing spring.html / there are .Name")
	rel := &program.Relationship{Cohort: "spring", ID: "tom", Language: "en-GB", Title: "Ada & Tom"}
	_, problems = body(t, r, Assembly{Template: "desk/table", Data: Placeholder("rows"), Pieces: map[string]iter.Seq[Piece]{
		"rows": slices.Values([]Piece{{Template: "desk/broken", Data: func() any { return struct{ Name string }{} }, For: rel}}),
	}})
	want(t, problems, "templates/desk/broken.html:2:6: there is no .Nope here | while drawing Ada & Tom (content/cohorts/spring/tom.toml) / there are .Name")
	_, problems = body(t, r, Assembly{Template: "desk/broken", Data: struct{ Name string }{}})
	want(t, problems, "templates/desk/broken.html:2:6: there is no .Nope here | while drawing spring.html / there are .Name")
}

func TestPiecesTogetherMayBeLargerThanAPage(t *testing.T) {
	r := desk.sound(t)
	large := strings.Repeat("x", source.PageSize/2)
	got, problems := body(t, r, Assembly{Template: "desk/table", Data: Placeholder("rows"), Pieces: rows("desk/table", large, large, large)})
	if len(got) < source.PageSize || problems != nil {
		t.Errorf("%d bytes, %q; want more than %d", len(got), problems, source.PageSize)
	}
	_, problems = body(t, r, Assembly{Template: "desk/table", Data: Placeholder("rows"), Pieces: rows("desk/table", large+large)})
	want(t, problems, "templates/desk/table.html: the page grows beyond 8 MiB | while drawing spring.html / look for a {{range}} or a {{template}} that does not end")
}

func TestSay(t *testing.T) {
	r := desk.sound(t)
	if got, err := r.Say("en-GB", "session", "n", 3); got != "Session 3" || err != nil {
		t.Errorf("Say = %q, %v; want Session 3", got, err)
	}
	if got, err := r.Say("en-GB", "notes"); got != "Notes & more" || err != nil {
		t.Errorf("Say = %q, %v; want text that is not escaped", got, err)
	}
	if _, err := r.Say("en-GB", "sesion", "n", 3); err == nil || err.Error() != `there is no string "sesion"` {
		t.Errorf("Say of a string that is not there: %v", err)
	}
}

func TestPiecesAreRememberedUntilTheirPageIsAssembledAgain(t *testing.T) {
	r := desk.sound(t)
	drawn := 0
	// page makes a page of pieces that rest on the texts given.
	page := func(path string, from ...string) string {
		got, problems := assemble(t, r, Assembly{Path: path, Memo: Memo{Rest: "rest"}, Language: "en-GB", Template: "desk/table", Data: Placeholder("rows"), Pieces: map[string]iter.Seq[Piece]{
			"rows": func(yield func(Piece) bool) {
				for _, text := range from {
					var key any
					if text != "" {
						key = text
					}
					if !yield(Piece{Template: "desk/table", From: key, Data: func() any { drawn++; return text }}) {
						return
					}
				}
			},
		}})
		report(t, problems)
		return got
	}
	for _, step := range []struct {
		path  string
		from  []string
		drawn int // in this step
	}{
		{"a.html", []string{"1", "2"}, 2},
		{"a.html", []string{"1", "2"}, 0},
		{"a.html", []string{"1", "3"}, 1},
		{"a.html", []string{"1", "2"}, 1}, // the second was not on the page any more
		{"b.html", []string{"1"}, 1},
		{"b.html", []string{"", ""}, 2},
		{"b.html", []string{"", "1"}, 2},
	} {
		drawn = 0
		got := page(step.path, step.from...)
		for _, text := range step.from {
			if !strings.Contains(got, "<table>"+text+"</table>") {
				t.Errorf("%v: the page lacks %q: %s", step, text, got)
			}
		}
		if drawn != step.drawn {
			t.Errorf("%v: %d pieces were drawn", step, drawn)
		}
	}
	large := strings.Repeat("x", source.PageSize/2)
	for i := range 2 * pieceBytes / len(large) {
		page(fmt.Sprint(i, ".html"), fmt.Sprint(i)+large)
	}
	total := 0
	for _, p := range r.pages.pages {
		total += p.bytes
	}
	if total > pieceBytes || total < pieceBytes/2 {
		t.Errorf("%d bytes of pieces are remembered; want at most %d", total, pieceBytes)
	}
}

func TestAPageThatComesOutTheSameNeedNotBeEmitted(t *testing.T) {
	r := desk.sound(t)
	for i, step := range []struct {
		rest, pieces string // letters
		enough       bool   // Same says so
		asked        string // the key that it was asked about
		emitted      bool
	}{
		{"", "ab", true, "", true},
		{"1", "ab", true, "", true}, // not remembered before
		{"1", "ab", true, "1", false},
		{"1", "ab", false, "2", true},
		{"1", "abc", true, "", true},
		{"1", "ab", true, "", true},
		{"1", "b", true, "", true},
		{"1", "c", true, "", true},
		{"2", "c", true, "", true}, // all of it may be other than it was
		{"2", "c", true, "8", false},
	} {
		asked, drawn := "", ""
		pieces := func(yield func(Piece) bool) {
			for _, letter := range step.pieces {
				if !yield(Piece{Data: func() any { return string(letter) }, From: letter}) {
					return
				}
			}
		}
		problems, err := r.Assemble(Assembly{
			Path: "a.csv", Language: "en-GB", Pieces: map[string]iter.Seq[Piece]{"": pieces},
			Memo: Memo{Key: fmt.Sprint(i), Rest: step.rest, Same: func(key string) bool { asked = key; return step.enough }},
		}, func(page []byte) error { drawn = string(page); return nil })
		if err != nil || problems != nil {
			t.Fatal(problems, err)
		}
		if asked != step.asked || (drawn != "") != step.emitted || step.emitted && drawn != step.pieces {
			t.Errorf("%d: asked about %q, emitted %q; want %q, %t", i, asked, drawn, step.asked, step.emitted)
		}
	}
}

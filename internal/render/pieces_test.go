package render

import (
	"iter"
	"slices"
	"testing"

	"pairbook/internal/program"
)

func TestAssemblyIsFilledWithPieces(t *testing.T) {
	r := small.with(world{
		"page.html":      `{{.Title}}|{{.Body}}`,
		"desk/list.html": `<ul>{{.Rows}}</ul>{{.Other}}`,
		"desk/row.html":  `<li>{{.}} {{say "roles"}}</li>`,
	}).sound(t)
	coach := &program.Relationship{Language: "en-GB", Labels: program.Labels{Mentor: "Coach"}, Mentees: make([]program.Person, 2)}
	rows := []Piece{{Template: "desk/row", Data: "<a>"}, {Template: "desk/row", Data: "b", For: coach}}
	page, problems := r.Assemble(Assembly{
		Path: "spring.html", Language: "en-GB", Layout: Layout{Title: "Spring & all"}, Template: "desk/list",
		Data:   map[string]any{"Rows": Hole("rows"), "Other": "\x00pieces rows\x00"},
		Pieces: map[string]iter.Seq[Piece]{"rows": slices.Values(rows)},
	})
	report(t, problems)
	wanted := "Spring &amp; all|<ul><li>&lt;a&gt; Mentor Mentors Mentee Mentees Mentor Mentee</li>" +
		"<li>b Coach Mentors Mentee Mentees Coach Mentees</li></ul>\uFFFDpieces rows\uFFFD"
	if string(page) != wanted {
		t.Errorf("got %q\nwant %q", page, wanted)
	}
}

func TestMistakeInAPieceNamesItsRelationship(t *testing.T) {
	r := small.with(world{"desk/list.html": `{{.Rows}}`, "desk/row.html": `{{.Oops}}`}).sound(t)
	rel := &program.Relationship{Cohort: "spring", ID: "tom", Title: "Ada & Tom", Language: "en-GB"}
	_, problems := r.Assemble(Assembly{
		Path: "spring.html", Language: "en-GB", Template: "desk/list", Data: map[string]any{"Rows": Hole("rows")},
		Pieces: map[string]iter.Seq[Piece]{"rows": slices.Values([]Piece{{Template: "desk/row", Data: program.Person{}, For: rel}})},
	})
	want(t, lines(problems), "templates/desk/row.html:1:3: there is no .Oops here | while drawing Ada & Tom (content/cohorts/spring/tom.toml) / there are .Brings, .Email, .Hopes, .Name, .Phone, .Pronouns, .Team, .Title")
}

func TestStringsForWhatIsNoPage(t *testing.T) {
	r := small.sound(t)
	if got, err := r.Say("en-GB", "session", "n", 3); got != "Session 3" || err != nil {
		t.Errorf("Say = %q, %v", got, err)
	}
	if _, err := r.Say("en-GB", "sesion"); err == nil || err.Error() != `there is no string "sesion"` {
		t.Errorf("Say of an unknown key: %v", err)
	}
}

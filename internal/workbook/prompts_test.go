package workbook

import (
	"slices"
	"strings"
	"testing"

	"pairbook/internal/program"
	"pairbook/internal/room"
)

// kinds asks a question of each kind.
const kinds = `+++
title = "Kinds"
[[prompts]]
ask = "Sure?"
kind = "scale"
from = 0
to = 3
[[prompts]]
ask = "Way?"
kind = "choice"
options = ["phone", "foot"]
[[prompts]]
ask = "Help?"
kind = "table"
columns = ["Who"]
+++
`

func TestPromptsOfEveryKind(t *testing.T) {
	w := plan(t, "content/topics/kinds.md", kinds, tom, pair+"[[sessions]]\ntopic = \"kinds\"\n")
	asked := sheet[*Session](t, w, "session-1").Prompts
	asked = asked[len(asked)-3:]
	if got := asked[0].Steps; !slices.Equal(got, []int{0, 1, 2, 3}) {
		t.Errorf("the scale is %v", got)
	}
	if got := asked[1].Options; !slices.Equal(got, []string{"phone", "foot"}) {
		t.Errorf("the choice is %v", got)
	}
	if asked[2].Rows != defaultRows || !slices.Equal(asked[2].Columns, []string{"Who"}) {
		t.Errorf("the table has %d rows and the columns %q", asked[2].Rows, asked[2].Columns)
	}
}

// What a prompt is reckoned to take grows with what is on it.
func TestTheRoomOfPrompts(t *testing.T) {
	r := testRuler(t)
	table := Prompt{Kind: "table", Columns: []string{"Who", "What"}, Rows: 3}
	four := table
	four.Rows = 4
	if got := r.answer(four, 80) - r.answer(table, 80); got < r.Blank || got > r.Blank+1 {
		t.Errorf("a row takes %.1f mm", got)
	}
	if got := r.pieces(Prompt{Kind: "table", Columns: []string{"Who"}, Rows: 12}, 4*r.Blank)[0].Rows; got < 1 || got > 3 {
		t.Errorf("%d rows fit into the height of four", got)
	}
	few := []string{"yes", "no"}
	if r.flow(few, 80) >= r.flow(slices.Repeat(few, 12), 80) || r.flow([]string{strings.Repeat("long words ", 30)}, 80) <= 2*r.flow(few, 80) {
		t.Error("boxes to tick take the same room however many they are")
	}
	much := Prompt{Kind: "choice", Options: slices.Repeat([]string{strings.Repeat("long words ", 30)}, 12)}
	if pieces := r.pieces(much, r.Height/3); len(pieces) < 2 || r.ask(pieces[0], r.Width) > r.Height/3 {
		t.Errorf("twelve long options are %d prompts", len(pieces))
	}
	scale := Prompt{Ask: "Sure?", Kind: "scale", Steps: []int{1, 2, 3, 4, 5}, For: program.Mentee}
	again := scale
	again.Before = true
	if r.ask(again, 80) <= r.ask(scale, 80) {
		t.Error("the place of the first answer takes no room")
	}
}

// testRuler is a ruler of about the sizes of the built-in themes.
func testRuler(t *testing.T) *ruler {
	t.Helper()
	font := room.Named("source-sans-3-400-normal")
	p := &room.Paper{Line: 8, Heading: font, Body: font, Strong: font, Slanted: font, Measures: room.Measures{
		Text: 10, Leading: 1.4, HeadLeading: 1.3, GuideLeading: 1.4, CloseLeading: 1.35, Title: 2, TitleLeading: 1.12, CoverTitle: 2.7, CoverLeading: 1.06,
		Question: .95, Label: .86, Guide: .83, Small: .8, Running: .92, Clause: .85, Name: 1.2, Thanks: 1.45,
		GuideWidth: 72, Gutter: 8, Part: 59, Term: 15, Fact: 34, Who: 22, When: 17, LogWho: 20, LogN: 12, LogWhen: 17, LogStatus: 17, ChartName: 16, Rating: 110, Columns: 2,
		Row: 8, Blank: 12, PartRow: 13.5, ChartRow: 6.5, FactBlank: 7, Empty: 18, Scale: 8.4, Mark: 13, Sign: 7, Keep: 9, TitleRoom: 9, Slip: 25, Keepsake: 62,
		Edge: 12, Between: 3.6, Beside: 4, Below: 1, Cell: 1, CellSide: 2, HeadCell: .8, Panel: 3, PanelEnd: 2.2, GuideEnd: 1.6, FactsEnd: 1.4,
		SlotSide: 1.6, SlotEnd: 1.2, SlotGap: 1, Tick: 6.5, Number: 7, Bullet: 5, Item: .6, Entry: .5, FactLine: .3, Apart: 2, Stroke: .2,
		StopTop: 15, StopSide: 4, StopEnd: 3, CoverSide: 10, Sure: .5,
	}}
	p.Fit()
	return newRuler(p)
}

// Relationships of one cohort that have other formats read other guidance.
func TestGuidanceIsThatOfTheFormat(t *testing.T) {
	asks := func(what string) string { return "+++\n[[prompts]]\nask = \"" + what + "?\"\n+++\n" }
	s := load(t, "content/formats/walk.toml", "title = \"Walk\"\n", "content/formats/walk/guidance/check-in.md", asks("Walked"),
		"content/formats/run.toml", "title = \"Run\"\n", "content/formats/run/guidance/check-in.md", asks("Ran"),
		"content/cohorts/spring/ada.toml", "format = \"walk\"\n"+strings.ReplaceAll(pair, "Tom Okafor", "Ada Byrne"), tom, "format = \"run\"\n"+pair)
	planner := NewPlanner(s)
	for i, want := range []string{"Walked?", "Ran?"} {
		if got := sheet[*CheckIn](t, planner.Plan(s.Cohorts[0].Relationships[i]), "check-in-1").Prompts[0].Ask; got != want {
			t.Errorf("relationship %d is asked %q; want %q", i, got, want)
		}
	}
}

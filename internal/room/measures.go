package room

import (
	"math"
	"reflect"
	"strconv"
)

// Measures are the sizes of a theme on paper: what its style sheets use as custom
// properties, --title for title, and what the plan of a workbook counts with. Sizes of
// type are multiples of Text; lengths are in millimetres. 0: not said.
type Measures struct {
	Text         float64 `toml:"text" unit:"pt"` // running text, in points: one rem on paper
	Leading      float64 `toml:"leading"`        // from line to line, in sizes of the type
	Title        float64 `toml:"title"`          // heading of a sheet
	TitleLeading float64 `toml:"title_leading"`  // likewise
	Question     float64 `toml:"question"`       // headings of questions and lists
	Label        float64 `toml:"label"`          // names of facts, kickers
	Guide        float64 `toml:"guide"`          // guidance beside a title
	Small        float64 `toml:"small"`          // remarks, running head and foot
	Clause       float64 `toml:"clause"`         // clauses of the agreement
	Mark         float64 `toml:"mark" unit:"mm"` // number of a session or goal
	GuideWidth   float64 `toml:"guide_width" unit:"mm"`
	Edge         float64 `toml:"edge" unit:"mm"`      // free beside the text, besides the margin of the page
	Between      float64 `toml:"between" unit:"mm"`   // from one part of a sheet to the next
	Row          float64 `toml:"row" unit:"mm"`       // a row of a table
	Blank        float64 `toml:"blank" unit:"mm"`     // a row to write in
	Cell         float64 `toml:"cell" unit:"mm"`      // above and below the text of a cell
	Tick         float64 `toml:"tick" unit:"mm"`      // a box to tick, with the blank behind it
	Scale        float64 `toml:"scale" unit:"mm"`     // the numbers to circle, with their bar
	Stroke       float64 `toml:"stroke" unit:"mm"`    // a line to write on, or of a table
	Slip         float64 `toml:"slip" unit:"mm"`      // the strip that is torn off
	Hang         float64 `toml:"hang" unit:"mm"`      // a question beside its room, where that takes the whole width; 0: above it
	Bar          float64 `toml:"bar" unit:"mm"`       // a bar above the parts of a sheet; 0: there is none
	Bullet       float64 `toml:"bullet" unit:"mm"`    // before the items of a list
	Item         float64 `toml:"item" unit:"mm"`      // above and below an item with a box to tick
	Apart        float64 `toml:"apart" unit:"mm"`     // from one clause or goal of a list to the next
	Sign         float64 `toml:"sign" unit:"mm"`      // above the line of a signature
	Gutter       float64 `toml:"gutter" unit:"mm"`    // between columns
	Panel        float64 `toml:"panel" unit:"mm"`     // beside what stands on a panel
	PanelEnd     float64 `toml:"panel_end" unit:"mm"` // above and below it
	CellSide     float64 `toml:"cell_side" unit:"mm"` // beside the text of a cell
	Part         float64 `toml:"part" unit:"mm"`      // the names of the parts of a goal, with what they ask
	Rating       float64 `toml:"rating" unit:"mm"`    // a scale to answer on, at most
	StopTop      float64 `toml:"stop_top" unit:"mm"`  // from the top of a stop of the road to its topic
	StopSide     float64 `toml:"stop_side" unit:"mm"` // beside its text
	StopEnd      float64 `toml:"stop_end" unit:"mm"`  // below it
	Keepsake     float64 `toml:"keepsake" unit:"mm"`  // the drawing on the keepsake
	Columns      float64 `toml:"columns"`             // 2: side by side where there is room; 1: never
	CoverTitle   float64 `toml:"cover_title"`         // the two names on the cover
	Empty        float64 `toml:"empty" unit:"mm"`     // an empty part of a goal
	Sure         float64 `toml:"sure"`                // how much of the lines that a question asks for is certain
}

// MostLines is for how many lines a question counts that asks for more than twelve.
const MostLines = 14

// Least returns how many lines a question is certain to have that asks for so many.
func (m Measures) Least(lines int) int {
	if lines > 12 {
		lines = MostLines
	}
	return int(math.Ceil(float64(lines)*m.Sure - 1e-9))
}

// Or returns the measures, with what they do not say from others.
func (m Measures) Or(others Measures) Measures {
	own, other := reflect.ValueOf(&m).Elem(), reflect.ValueOf(others)
	for i := range own.NumField() {
		if own.Field(i).IsZero() {
			own.Field(i).Set(other.Field(i))
		}
	}
	return m
}

// All passes each measure that is said, by its name and as a style sheet writes it: "8mm".
func (m Measures) All(yield func(name, value string) bool) {
	v := reflect.ValueOf(m)
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if n := v.Field(i).Float(); n != 0 && !yield(field.Tag.Get("toml"), strconv.FormatFloat(n, 'f', -1, 64)+field.Tag.Get("unit")) {
			return
		}
	}
}

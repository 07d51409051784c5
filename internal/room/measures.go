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
	// Type.
	Text         float64 `toml:"text" unit:"pt"` // running text, in points: one rem on paper
	Leading      float64 `toml:"leading"`        // from line to line, in sizes of the type
	HeadLeading  float64 `toml:"head_leading"`   // of questions, labels and the running head
	GuideLeading float64 `toml:"guide_leading"`  // of guidance and contacts
	CloseLeading float64 `toml:"close_leading"`  // of tables, clauses and remarks
	Title        float64 `toml:"title"`          // heading of a sheet
	TitleLeading float64 `toml:"title_leading"`
	CoverTitle   float64 `toml:"cover_title"` // the two names on the cover
	CoverLeading float64 `toml:"cover_leading"`
	Question     float64 `toml:"question"` // headings of questions and lists
	Label        float64 `toml:"label"`    // names of facts, kickers
	Guide        float64 `toml:"guide"`    // guidance beside a title
	Small        float64 `toml:"small"`    // remarks, heads of tables, foot
	Running      float64 `toml:"running"`  // the title in the running head
	Clause       float64 `toml:"clause"`   // clauses of the agreement
	Name         float64 `toml:"name"`     // of a person on the cover
	Thanks       float64 `toml:"thanks"`   // on the keepsake

	// Widths of columns.
	GuideWidth float64 `toml:"guide_width" unit:"mm"`
	Gutter     float64 `toml:"gutter" unit:"mm"`     // between columns
	Hang       float64 `toml:"hang" unit:"mm"`       // a question beside its room, where that takes the whole width; 0: above it
	Part       float64 `toml:"part" unit:"mm"`       // the names of the parts of a goal, with what they ask
	Term       float64 `toml:"term" unit:"%"`        // the names of the terms of an agreement
	Fact       float64 `toml:"fact" unit:"%"`        // the names of facts in lines
	Who        float64 `toml:"who" unit:"%"`         // in a table of promises: whose it is
	When       float64 `toml:"when" unit:"%"`        // by when
	LogWho     float64 `toml:"log_who" unit:"%"`     // likewise, in the log of all promises
	LogN       float64 `toml:"log_n" unit:"%"`       // the number of the session
	LogWhen    float64 `toml:"log_when" unit:"%"`    // by when
	LogStatus  float64 `toml:"log_status" unit:"%"`  // what became of it
	ChartName  float64 `toml:"chart_name" unit:"mm"` // the values of a chart
	Rating     float64 `toml:"rating" unit:"mm"`     // a scale to answer on, at most
	Columns    float64 `toml:"columns"`              // 2: side by side where there is room; 1: never

	// Heights of rows and of what has one height.
	Row       float64 `toml:"row" unit:"mm"`        // a row of a table
	Blank     float64 `toml:"blank" unit:"mm"`      // a row to write in
	PartRow   float64 `toml:"part_row" unit:"mm"`   // a row for a part of a goal, or a term
	ChartRow  float64 `toml:"chart_row" unit:"mm"`  // a quarter of a chart
	FactBlank float64 `toml:"fact_blank" unit:"mm"` // the line for a fact that nobody knows yet
	Empty     float64 `toml:"empty" unit:"mm"`      // an empty part of a goal
	Scale     float64 `toml:"scale" unit:"mm"`      // the numbers to circle, with their bar
	Mark      float64 `toml:"mark" unit:"mm"`       // number of a session or goal
	Sign      float64 `toml:"sign" unit:"mm"`       // above the line of a signature
	Keep      float64 `toml:"keep" unit:"mm"`       // below the lines of each on the keepsake
	TitleRoom float64 `toml:"title_room" unit:"mm"` // below a title that is to be written
	Slip      float64 `toml:"slip" unit:"mm"`       // the strip that is torn off
	Keepsake  float64 `toml:"keepsake" unit:"mm"`   // the drawing on the keepsake

	// Distances.
	Edge      float64 `toml:"edge" unit:"mm"`       // free beside the text, besides the margin of the page
	Between   float64 `toml:"between" unit:"mm"`    // from one part of a sheet to the next
	Beside    float64 `toml:"beside" unit:"mm"`     // between a name and its fact, a number and its title
	Below     float64 `toml:"below" unit:"mm"`      // a label or a caption
	Cell      float64 `toml:"cell" unit:"mm"`       // above and below the text of a cell
	CellSide  float64 `toml:"cell_side" unit:"mm"`  // beside it
	HeadCell  float64 `toml:"head_cell" unit:"mm"`  // above and below the name of a column
	Panel     float64 `toml:"panel" unit:"mm"`      // beside what stands on a panel
	PanelEnd  float64 `toml:"panel_end" unit:"mm"`  // above and below it
	GuideEnd  float64 `toml:"guide_end" unit:"mm"`  // likewise, guidance beside a title
	FactsEnd  float64 `toml:"facts_end" unit:"mm"`  // likewise, facts
	SlotSide  float64 `toml:"slot_side" unit:"mm"`  // beside the text of a part of a session's time
	SlotEnd   float64 `toml:"slot_end" unit:"mm"`   // above and below it
	SlotGap   float64 `toml:"slot_gap" unit:"mm"`   // between two of them
	Tick      float64 `toml:"tick" unit:"mm"`       // a box to tick, with the blank behind it
	Number    float64 `toml:"number" unit:"mm"`     // the number of a goal in its box, with the blank behind it
	Bullet    float64 `toml:"bullet" unit:"mm"`     // before the items of a list
	Item      float64 `toml:"item" unit:"mm"`       // above and below an item with a box to tick
	Entry     float64 `toml:"entry" unit:"mm"`      // above and below a line of the contents
	FactLine  float64 `toml:"fact_line" unit:"mm"`  // above and below a fact in lines, or a choice
	Apart     float64 `toml:"apart" unit:"mm"`      // from one clause or goal of a list to the next
	Stroke    float64 `toml:"stroke" unit:"mm"`     // a line to write on, or of a table
	Bar       float64 `toml:"bar" unit:"mm"`        // a bar above the parts of a sheet; 0: there is none
	BarTop    float64 `toml:"bar_top" unit:"mm"`    // from the top of a thin bar, or below that one, to the words
	StopTop   float64 `toml:"stop_top" unit:"mm"`   // from the top of a stop of the road to its topic
	StopSide  float64 `toml:"stop_side" unit:"mm"`  // beside its text
	StopEnd   float64 `toml:"stop_end" unit:"mm"`   // below it
	CoverSide float64 `toml:"cover_side" unit:"mm"` // beside the title on the drawing of the cover

	Sure float64 `toml:"sure"` // how much of the lines that a question asks for is certain
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

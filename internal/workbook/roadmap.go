package workbook

import (
	"strings"

	"pairbook/internal/program"
	"pairbook/internal/site"
)

// Roadmap shows every session on one side, as a table and as a drawing.
type Roadmap struct {
	F        Frame
	Stops    []Stop
	Drawing  Drawing
	Prompts  []Prompt
	Calendar string // as on the cover
}

func (Roadmap) Template() string { return "roadmap" }
func (s *Roadmap) Frame() *Frame { return &s.F }

// A Stop is one session on the roadmap.
type Stop struct {
	N       int
	Date    program.Date
	Time    program.Clock
	Place   string
	Topic   Topic
	Focus   string
	Goals   []int
	Held    bool
	Href    string
	Current bool   // the first neither held nor cancelled
	About   string // as in Frame

	Cancelled bool
}

// A Topic is what a session is about.
type Topic struct {
	Title    string // empty: the two choose
	Summary  string
	Href     string           // its page, relative to the workbook's folder; empty: none
	Language program.Language // empty: the workbook's own
}

var roadmap = &kind{name: "roadmap", guide: "roadmap", plan: planRoadmap}

func planRoadmap(p *planning, f Frame, _ int) []Sheet {
	next := p.r.Next()
	var stops []Stop
	for _, s := range p.r.Sessions {
		stops = append(stops, Stop{
			N: s.Number, Date: s.Date, Time: s.Time, Place: s.Place,
			Topic: p.topic(s), Focus: s.Focus, Goals: s.Goals, Held: s.Held,
			Href: p.sessionPage(s.Number), Current: next != nil && next.Number == s.Number,
			Cancelled: s.Cancelled != "", About: about(s),
		})
	}
	sheet := &Roadmap{F: f, Stops: stops, Calendar: calendar(p.r), Prompts: p.guidance("roadmap").all}
	if p.ruler == nil {
		sheet.Drawing = draw(stops, p.r.Language.Direction())
		return []Sheet{sheet}
	}
	return p.fitRoadmap(sheet)
}

// sessionPage is the page of a session; empty where sessions have none.
func (p *planning) sessionPage(n int) string {
	if !p.r.Has(program.Sessions) {
		return ""
	}
	return numbered("session", n) + ".html"
}

// fitRoadmap draws as many rows of the road as fit on a sheet, and goes on with them on the
// next; the table follows the road, and the questions the table.
func (p *planning) fitRoadmap(s *Roadmap) []Sheet {
	r, stops, prompts := p.ruler, s.Stops, s.Prompts
	summary, links := guided(s.F.Guide)
	free := r.Height - r.frame(&s.F) - r.heading(aTitle, false, false, summary, links)
	rows := (len(stops) + marksPerRow - 1) / marksPerRow
	across := func(from, to int) []Stop { return stops[from*marksPerRow : min(to*marksPerRow, len(stops))] }
	road := list{
		n: rows, height: func(int) float64 { return rowHeight * r.Width / drawingWidth },
		block: func(from, to int) Block { return Block{Road: draw(across(from, to), p.r.Language.Direction())} },
	}
	drawn, used := road.fits(0, free-r.Between)
	s.Drawing = draw(across(0, drawn), p.r.Language.Direction())
	free -= used + r.Between
	table := listOf(stops, p.tableTop(), p.stopRow, func(some []Stop) Block { return Block{Heading: Label{Key: "roadmap.caption"}, Stops: some} })
	asked := p.promptList(prompts)
	s.Stops, s.Prompts = nil, nil
	if drawn < rows {
		return append([]Sheet{s}, p.further(s.F, road.after(drawn), table, asked)...)
	}
	kept, used := table.fits(0, free-r.Between)
	s.Stops = stops[:kept]
	some := 0
	if kept == len(stops) {
		some, _ = asked.fits(0, free-used-r.Between)
		s.Prompts = prompts[:some]
	}
	return append([]Sheet{s}, p.further(s.F, table.after(kept), asked.after(some))...)
}

// stopRow is the height of a session in the table.
func (p *planning) stopRow(s Stop) float64 {
	r := p.ruler
	narrow, least := [...]float64{11, 34, 18, 24}, 6.5
	if r.Columns < 2 {
		narrow, least = [...]float64{20, 46, 24, 34}, 12
	}
	topic := r.Width
	for _, w := range narrow {
		topic -= w
	}
	goals := strings.Repeat("00, ", len(s.Goals))
	when := ""
	if !s.Date.IsZero() {
		when = aDay + " 00:00"
	}
	return r.row(least, r.Type(r.Strong, 1, 1.4).Height(s.Topic.Title, topic-2*padding)+r.small.Height(s.Focus, topic-2*padding), r.cell(when, narrow[1]), r.cell(goals, narrow[2]), r.cell("next", narrow[3]-r.Tick))
}

// topic returns what a session is about: its own title, else its topic's.
func (p *planning) topic(s program.Session) Topic {
	t := p.reading(site.Topics, s.Topic).topic
	if s.Title != "" {
		t.Title, t.Language = s.Title, ""
	}
	return t
}

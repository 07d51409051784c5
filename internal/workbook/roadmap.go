package workbook

import (
	"slices"
	"strings"

	"pairbook/internal/program"
	"pairbook/internal/site"
)

// Roadmap shows every session on one side, as stops of a road that winds down the sheet, with
// a place at each for a word, and the goals that it leads to.
type Roadmap struct {
	F        Frame
	Road     Road     `facts:"meeting:Stops"`
	Goals    []Focus  `facts:"goals"`
	Beside   Prompt   `facts:"questions"` // one beside the goals; it asks nothing where there is none
	Prompts  []Prompt `facts:"questions"`
	Calendar string   `facts:"-"` // as on the cover
}

func (Roadmap) Template() string { return "roadmap" }
func (s *Roadmap) Frame() *Frame { return &s.F }

// A Road is stops in rows. It runs to and fro: in the second row, the fourth and so on from
// the end to the start.
type Road struct {
	Across int // stops in a row, 1 to 4; 1: the road runs straight down
	Stops  []Stop
}

// A Stop is one session on the roadmap.
type Stop struct {
	N       int
	Date    program.Date
	Time    program.Clock
	Place   string `facts:"-"`
	Topic   Topic  `facts:"topic:Title"`
	Focus   string `facts:"topic"`
	Goals   []int  `facts:"goals"`
	Held    bool   `facts:"-"`
	Href    string `facts:"-"`
	Current bool   `facts:"-"` // the first neither held nor cancelled
	About   string `facts:"-"` // as in Frame

	Cancelled bool `facts:"-"`

	// Of a road with several stops in a row.
	Column int  `facts:"-"` // from 1
	Turns  bool `facts:"-"` // the road turns into the next row behind it
	Turned bool `facts:"-"` // it has turned before it
	Back   bool `facts:"-"` // its row runs from the end to the start
}

// A Topic is what a session is about.
type Topic struct {
	Title    string // empty: the two choose
	Summary  string
	Href     string           `facts:"-"` // its page, relative to the workbook's folder; empty: none
	Language program.Language `facts:"-"` // empty: the workbook's own
	Plan     []Slot           // of the time of a session
}

// A Slot is a part of a session's time.
type Slot struct {
	Minutes int
	What    string
}

var roadmap = &kind{name: "roadmap", guide: "roadmap", plan: planRoadmap}

// stops are the sessions of the relationship.
func (p *planning) stops() []Stop {
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
	return stops
}

// newRoad lays stops in rows.
func newRoad(stops []Stop, across int) Road {
	road := Road{Across: across, Stops: slices.Clone(stops)}
	for i := range road.Stops {
		if road.Stops[i].Column = 1; across == 1 {
			continue
		}
		s, row, place := &road.Stops[i], i/across, i%across
		s.Back = row%2 == 1
		if s.Column = place + 1; s.Back {
			s.Column = across - place
		}
		s.Turns, s.Turned = place == across-1 && i < len(stops)-1, place == 0 && i > 0
	}
	return road
}

// stopsAcross is how many of so many stops stand in a row.
func (p *planning) stopsAcross(stops int) int {
	switch {
	case p.ruler != nil && p.ruler.Columns < 2:
		return 1
	case stops <= 8:
		return 2
	case stops <= 15:
		return 3
	}
	return 4
}

func planRoadmap(p *planning, f Frame, _ int) []Sheet {
	stops := p.stops()
	s := &Roadmap{F: f, Goals: p.focus(nil), Calendar: calendar(p.r), Prompts: p.guidance("roadmap").all}
	if p.ruler == nil {
		s.Road = newRoad(stops, p.stopsAcross(len(stops)))
		return []Sheet{s}
	}
	return p.fitRoadmap(s, stops)
}

// sessionPage is the page of a session; empty where sessions have none.
func (p *planning) sessionPage(n int) string {
	if !p.r.Has(program.Sessions) {
		return ""
	}
	return numbered("session", n) + ".html"
}

// fitRoadmap keeps as many rows of the road as fit on a sheet, and goes on with them on the
// next; behind the road the goals, as far as there is room, and the questions.
func (p *planning) fitRoadmap(s *Roadmap, stops []Stop) []Sheet {
	r, prompts, goals := p.ruler, s.Prompts, s.Goals
	across := p.stopsAcross(len(stops))
	free := r.side(&s.F) - r.heading(p.titleOf(&s.F), false, false, guided(s.F.Guide)) - r.guide.Height(p.said("roadmap.word", "On the way back from a session, write a word at its stop that you would like to remember."), r.Width) - 2*r.Between
	rows := (len(stops) + across - 1) / across
	some := func(from, to int) []Stop { return stops[from*across : min(to*across, len(stops))] }
	highest := 0.0
	for i := range stops {
		p.shorten(&stops[i], across)
		highest = max(highest, p.stopHeight(stops[i], across))
	}
	road := list{
		n: rows, height: func(int) float64 { return highest },
		block: func(from, to int) Block { return Block{Road: newRoad(some(from, to), across)} },
	}
	kept, used := road.fits(0, free)
	kept = road.parted(kept)
	free -= used + r.Between
	s.Road, s.Goals, s.Prompts = newRoad(some(0, kept), across), nil, nil
	asked := p.promptList(prompts)
	if kept < rows {
		return append([]Sheet{s}, p.further(s.F, road.after(kept), asked)...)
	}
	passed := listOf(goals, r.label.Line()+r.Below+2*r.PanelEnd+r.Between, func(f Focus) float64 {
		return r.text.Height(f.Goal.Title, r.columns()-2*r.Panel-r.Number) + .8
	}, func([]Focus) Block { return Block{} })
	shown, high := passed.fits(0, free)
	s.Goals = goals[:shown]
	beside := 0 // a question beside the goals
	if shown > 0 && len(prompts) > 0 && r.Columns > 1 {
		if ask := r.ask(prompts[0], r.columns()) + r.Between; ask <= free {
			high, beside = max(high, ask), 1
			s.Beside = prompts[0]
		}
	}
	to, _ := asked.after(beside).fits(0, free-high)
	s.Prompts = prompts[beside : beside+to]
	return append([]Sheet{s}, p.further(s.F, asked.after(beside+to))...)
}

// Lines of a stop, at most.
const (
	topicLines = 3
	focusLines = 2
)

// wordShare is how high the place for a word at a stop is, in lines to write on.
const wordShare = 1.125

// stopColumn is how wide the text of a stop is.
func (p *planning) stopColumn(across int) float64 {
	if across == 1 {
		return p.ruler.Width - 2*p.ruler.Mark
	}
	return p.ruler.Width/float64(across) - 2*p.ruler.StopSide
}

// shorten cuts the texts of a stop to their lines.
func (p *planning) shorten(s *Stop, across int) {
	column := p.stopColumn(across)
	s.Topic.Title = shortened(s.Topic.Title, p.ruler.strong, column, topicLines)
	s.Focus = shortened(s.Focus, p.ruler.small, column, focusLines)
}

// stopHeight is the height of a stop.
func (p *planning) stopHeight(s Stop, across int) float64 {
	r, column := p.ruler, p.stopColumn(across)
	h := r.strong.Height(orLine(s.Topic.Title), column) + r.small.Height(aDay+", 00:00 "+aWord, column) + r.small.Height(s.Focus, column)
	if len(s.Goals) > 0 {
		h += r.Type(r.Body, 1, 1.5).Height(strings.Repeat("00000 ", len(s.Goals)), column)
	}
	return max(r.Mark, r.StopTop+h+wordShare*r.Line+r.StopEnd)
}

// topic returns what a session is about: its own title, else its topic's.
func (p *planning) topic(s program.Session) Topic {
	t := p.reading(site.Topics, s.Topic).topic
	if s.Title != "" {
		t.Title, t.Language = s.Title, ""
	}
	return t
}

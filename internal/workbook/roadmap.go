package workbook

import (
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
	Current bool // the first neither held nor cancelled

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

func planRoadmap(p *planning, f Frame, _ int) Sheet {
	next := p.r.Next()
	var stops []Stop
	for _, s := range p.r.Sessions {
		stops = append(stops, Stop{
			N: s.Number, Date: s.Date, Time: s.Time, Place: s.Place,
			Topic: p.topic(s), Focus: s.Focus, Goals: s.Goals, Held: s.Held,
			Href: numbered("session", s.Number) + ".html", Current: next != nil && next.Number == s.Number,
			Cancelled: s.Cancelled != "",
		})
	}
	return &Roadmap{
		F:     f,
		Stops: stops, Drawing: draw(stops, p.r.Language.Direction()), Calendar: calendar(p.r), Prompts: p.guidance("roadmap").all,
	}
}

// topic returns what a session is about: its own title, else its topic's.
func (p *planning) topic(s program.Session) Topic {
	t := p.reading(site.Topics, s.Topic).topic
	if s.Title != "" {
		t.Title, t.Language = s.Title, ""
	}
	return t
}

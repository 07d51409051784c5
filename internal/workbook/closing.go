package workbook

import "pairbook/internal/program"

// Closing ends the relationship well.
type Closing struct {
	F                Frame
	Goals            []Focus
	Held, Count      int
	Done             []Action
	Prompts          []Prompt
	Mentors, Mentees []program.Person
}

func (Closing) Template() string { return "closing" }
func (s *Closing) Frame() *Frame { return &s.F }

var closing = &kind{name: "closing", guide: "closing", plan: func(p *planning, f Frame, _ int) Sheet {
	return &Closing{
		F: f, Goals: p.focus(nil), Held: p.r.Held(), Count: len(p.r.Sessions),
		Prompts: p.guidance("closing").all,
		Mentors: p.r.Mentors, Mentees: p.r.Mentees,
		Done: p.rows(func(a Action) bool { return a.Status == program.Done }),
	}
}}

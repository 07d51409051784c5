package workbook

import "pairbook/internal/program"

// Midpoint looks back and forward half-way.
type Midpoint struct {
	F       Frame
	After   int // the session it follows
	Goals   []Focus
	Prompts []Prompt
	Review  program.Date // of the agreement
}

func (Midpoint) Template() string { return "midpoint" }
func (s *Midpoint) Frame() *Frame { return &s.F }

var midpoint = &kind{name: "midpoint", guide: "midpoint", plan: func(p *planning, f Frame, _ int) Sheet {
	return &Midpoint{
		F: f, After: half(p.r), Goals: p.focus(nil), Prompts: p.guidance("midpoint").all,
		Review: p.r.Agreement.Review,
	}
}}

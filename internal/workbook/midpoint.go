package workbook

import "pairbook/internal/program"

// Midpoint looks back and forward half-way.
type Midpoint struct {
	F       Frame
	After   int          `facts:"-"` // the session it follows
	Goals   []Focus      `facts:"goals"`
	Hopes   Hopes        `facts:"hopes:Known"`
	Prompts []Prompt     `facts:"questions"`
	Blanks  int          `facts:"-"`         // goals to write in, where there are none
	Ask     bool         `facts:"-"`         // what the strings ask, where the guidance asks nothing
	Agreed  bool         `facts:"-"`         // there is an agreement to read again
	Review  program.Date `facts:"agreement"` // of the agreement
}

func (Midpoint) Template() string { return "midpoint" }
func (s *Midpoint) Frame() *Frame { return &s.F }

var midpoint = &kind{name: "midpoint", guide: "midpoint", plan: func(p *planning, f Frame, _ int) []Sheet {
	m := &Midpoint{
		F: f, After: half(p.r), Goals: p.focus(nil), Prompts: p.guidance("midpoint").all,
		Agreed: p.r.Has("agreement"), Review: p.r.Agreement.Review,
	}
	if m.Ask = len(m.Prompts) == 0; len(m.Goals) == 0 {
		m.Blanks = goalPlaces
	}
	hopes, own, hoped := p.fitHopes()
	if m.Hopes = hopes; p.ruler == nil {
		return []Sheet{m}
	}
	r := p.ruler
	agreement := r.question.Line() + 2*(r.text.Line()+3) + 3 + r.Between
	if !m.Review.IsZero() {
		agreement += r.text.Height(aDate, .66*r.Width-4) + 1
	}
	lists := append(p.fitLooking(&m.F, looking{&m.Goals, &m.Prompts, &m.Blanks, &m.Ask}, agreement+own), hoped)
	return append([]Sheet{m}, p.further(m.F, lists...)...)
}}

// A looking is what a sheet that looks back has of goals and questions.
type looking struct {
	goals   *[]Focus
	prompts *[]Prompt
	blanks  *int
	ask     *bool
}

// fitLooking keeps goals and questions that fit on a sheet, besides what takes a height of
// its own, and returns the lists of what does not.
func (p *planning) fitLooking(f *Frame, l looking, own float64) []list {
	r := p.ruler
	summary := guided(f.Guide)
	free := r.Height - r.frame(f) - r.heading(p.titleOf(f), true, false, summary) - own
	looked := p.focusList("midpoint.goals", *l.goals, r.Width)
	kept, used := looked.fits(0, free*.6)
	blank := p.blanks("midpoint.goals", *l.blanks, r.Width)
	places, needs := blank.fits(0, free*.8)
	*l.goals, *l.blanks = (*l.goals)[:kept], places
	free -= max(used, needs) + 3 + r.Between
	questions := *l.prompts
	if *l.ask {
		questions = []Prompt{{Ask: "m", Lines: 6}, {Ask: "m", Lines: 6}}
	}
	some := len(questions)
	for some > 0 && r.asks(questions[:some]) > free {
		some--
	}
	if *l.ask {
		*l.ask = some == len(questions)
		return []list{looked.after(kept)}
	}
	asked := p.promptList(*l.prompts)
	*l.prompts = questions[:some]
	return []list{looked.after(kept), asked.after(some)}
}

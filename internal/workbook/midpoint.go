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
	if p.ruler == nil {
		m.Hopes = p.allHopes()
		return []Sheet{m}
	}
	r := p.ruler
	agreement := r.label.Line() + r.flow([]string{
		p.said("midpoint.fits", "We have read it again, and it still fits"),
		p.said("midpoint.changed", "We have changed it by hand, with everyone’s initials"),
	}, r.Width) + r.Between
	if !m.Review.IsZero() {
		agreement += r.text.Height(aDate, r.share(100-r.Fact)-r.Beside) + 2*r.FactLine
	}
	lists := p.fitLooking(&m.F, "midpoint.goals", looking{&m.Hopes, &m.Goals, &m.Prompts, &m.Blanks, &m.Ask}, agreement)
	return append([]Sheet{m}, p.further(m.F, lists...)...)
}}

// A looking is what a sheet that looks back has of hopes, goals and questions.
type looking struct {
	hopes   *Hopes
	goals   *[]Focus
	prompts *[]Prompt
	blanks  *int
	ask     *bool
}

// fitLooking keeps hopes, goals and questions that fit on a sheet, besides what takes a height
// of its own, and returns the lists of what does not. heading is that of the goals.
func (p *planning) fitLooking(f *Frame, heading string, l looking, own float64) []list {
	r := p.ruler
	free := r.side(f) - r.heading(p.titleOf(f), true, false, guided(f.Guide)) - own
	hoped, known := p.hopesList()
	looked, blank := p.focusList(heading, *l.goals, r.Width), p.blanks(heading, *l.blanks, r.Width)
	questions := *l.prompts
	if *l.ask {
		questions = []Prompt{{Ask: p.longest("midpoint.well", "midpoint.change", "closing.achieved", "closing.later"), Lines: 6}, {Ask: p.longest("midpoint.well", "midpoint.change", "closing.achieved", "closing.later"), Lines: 6}}
	}
	if l.hopes.Blank = len(known) == 0; l.hopes.Blank {
		free -= p.askForHopes()
	}
	hopes, kept, places := len(known), len(*l.goals), *l.blanks
	back := func() float64 {
		if hopes == 0 {
			return 0
		}
		return hoped.above + hoped.first(hopes) + r.Between
	}
	so := func() float64 {
		if kept+places == 0 {
			return 0
		}
		return looked.above + p.band((*l.goals)[:kept]) + blank.first(places) + r.Between
	}
	room := shares(free, back(), so(), r.asks(questions))
	for back() > room[0] {
		hopes--
	}
	for so() > room[1] {
		if places > 0 {
			places--
		} else {
			kept--
		}
	}
	free -= back() + so()
	some := len(questions)
	for some > 0 && r.asks(questions[:some]) > free {
		some--
	}
	l.hopes.Known = known[:hopes]
	lists := []list{hoped.after(hopes), looked.after(kept)}
	if *l.goals, *l.blanks = (*l.goals)[:kept], places; *l.ask {
		*l.ask = some == len(questions)
	} else {
		asked := p.promptList(*l.prompts)
		*l.prompts = questions[:some]
		lists = append(lists, asked.after(some))
	}
	return lists
}

// fewInBand is how many goals stand below one another; more are in two columns where there are.
const fewInBand = 4

// band is the height of goals that are looked back at.
func (p *planning) band(goals []Focus) float64 {
	column, heights := p.ruler.Width, make([]float64, len(goals))
	inTwo := len(goals) > fewInBand && p.ruler.Columns > 1
	if inTwo {
		column = p.ruler.columns()
	}
	sum := 0.0
	for i, f := range goals {
		heights[i] = p.ruler.focus(f, column)
		sum += heights[i]
	}
	if inTwo {
		return balanced(heights)
	}
	return sum
}

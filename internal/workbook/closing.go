package workbook

import "pairbook/internal/program"

// Closing ends the relationship well.
type Closing struct {
	F           Frame
	Goals       []Focus  `facts:"goals"`
	Hopes       Hopes    `facts:"hopes:Known"`
	Held, Count int      `facts:"-"`
	Done        []Action `facts:"-"`
	Prompts     []Prompt `facts:"questions"`
	Blanks      int      `facts:"-"` // goals to write in, where there are none
	Ask         bool     `facts:"-"` // what the strings ask, where the guidance asks nothing
}

func (Closing) Template() string { return "closing" }
func (s *Closing) Frame() *Frame { return &s.F }

var closing = &kind{name: "closing", guide: "closing", plan: func(p *planning, f Frame, _ int) []Sheet {
	c := &Closing{
		F: f, Goals: p.focus(nil), Held: p.r.Held(), Count: len(p.r.Sessions),
		Prompts: p.guidance("closing").all,
		Done:    p.rows(func(a Action) bool { return a.Status == program.Done }),
	}
	if c.Ask = len(c.Prompts) == 0; len(c.Goals) == 0 {
		c.Blanks = goalPlaces
	}
	if p.ruler == nil {
		c.Hopes = p.allHopes()
		return []Sheet{c}
	}
	return p.fitClosing(c)
}}

// fitClosing keeps on the sheet what fits there, and in a quarter of it what was done.
func (p *planning) fitClosing(c *Closing) []Sheet {
	r := p.ruler
	rows := make([]Action, len(c.Done))
	for i, a := range p.promises(c.Done, r.columns()-r.Tick, 0) {
		if i < len(rows) {
			rows[i] = a
		} else {
			rows = append(rows, a)
		}
		rows[i].Due, rows[i].Note = program.Date{}, ""
	}
	done := p.actionList("closing.done", rows, r.columns())
	bound := func(n int) float64 {
		heights, sum := make([]float64, n), 0.0
		for i := range n {
			heights[i] = done.height(i)
			sum += heights[i]
		}
		if r.Columns < 2 {
			return sum
		}
		return balanced(heights)
	}
	kept := len(rows)
	for kept > 0 && bound(kept) > r.Height/4 {
		kept--
	}
	own := r.guide.Height(p.said("closing.letter", aLetter), r.Width) + r.Between
	if kept > 0 {
		own += r.label.Line() + bound(kept) + r.Between
	}
	c.Done = rows[:kept]
	lists := p.fitLooking(&c.F, "closing.goals", looking{&c.Hopes, &c.Goals, &c.Prompts, &c.Blanks, &c.Ask}, own)
	return append([]Sheet{c}, p.further(c.F, append(lists, done.after(kept))...)...)
}

// aLetter stands for the words about the letter.
const aLetter = "Open the letter that you wrote to yourself before we met, and read it for yourself, before you go on."

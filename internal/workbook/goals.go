package workbook

import (
	"slices"

	"pairbook/internal/program"
)

// Goal is one goal in its five SMART parts; the zero program.Goal is a blank to
// fill in.
type Goal struct {
	F       Frame
	N       int
	Goal    program.Goal
	Mentees []program.Person // more than one: room for whose goal it is
	Prompts []Prompt
	Reviews []Review // one a session: where to mark how far the goal has come
}

func (Goal) Template() string { return "goal" }
func (s *Goal) Frame() *Frame { return &s.F }

// A Review is where progress is marked in a session.
type Review struct {
	N    int
	Date program.Date
	Held bool
}

// A Focus is a goal looked at in a session.
type Focus struct {
	N    int
	Goal *program.Goal // never nil
}

// goalPlaces is how many goals a workbook has places for, at the least.
const goalPlaces = 3

var goal = &kind{name: "goal", guide: "goals", plan: func(p *planning, f Frame, n int) Sheet {
	g := &Goal{F: f, N: n, Mentees: p.r.Mentees}
	if n == 1 {
		g.Prompts = p.guidance("goals").all
	} else {
		g.F.Guide = nil
	}
	if n <= len(p.r.Goals) {
		g.Goal = p.r.Goals[n-1]
	}
	for _, s := range p.r.Sessions {
		g.Reviews = append(g.Reviews, Review{N: s.Number, Date: s.Date, Held: s.Held})
	}
	return g
}}

// goalPages is one page with a sheet a goal, empty ones included.
func goalPages(o *outline) {
	o.page("goals", 0)
	for i := range max(len(o.r.Goals), goalPlaces) {
		o.sheet(goal, i+1)
	}
}

// focus returns the goals with the numbers; all goals for none.
func (p *planning) focus(numbers []int) []Focus {
	var goals []Focus
	for i := range p.r.Goals {
		if len(numbers) == 0 || slices.Contains(numbers, i+1) {
			goals = append(goals, Focus{N: i + 1, Goal: &p.r.Goals[i]})
		}
	}
	return goals
}

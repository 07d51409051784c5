package workbook

import (
	"slices"

	"pairbook/internal/program"
	"pairbook/internal/room"
)

// Goal is one goal in its five SMART parts; the zero program.Goal is a blank to
// fill in.
type Goal struct {
	F         Frame
	N         int
	Goal      program.Goal
	Mentees   []program.Person // more than one: room for whose goal it is
	Prompts   []Prompt
	Continued bool     // it is the second sheet of the goal
	Reviews   []Review // where to mark how far the goal has come
	Parts     bool     // the sheet has the five parts
	Plan      bool     // it has steps and support
	Chart     bool     // it has the place for the marks
}

func (Goal) Template() string { return "goal" }
func (s *Goal) Frame() *Frame { return &s.F }

// mostReviews is how many columns the chart of a goal has at most: of more sessions, one in
// so many has one.
const mostReviews = 60

// A Review is where progress is marked in a session.
type Review struct {
	N    int
	Date program.Date
	Held bool

	About string // as in Frame
}

// A Focus is a goal looked at in a session.
type Focus struct {
	N     int
	Goal  *program.Goal // never nil
	About string        // the Key of its title
}

// goalPlaces is how many goals a workbook has places for, at the least.
const goalPlaces = 3

var goal = &kind{name: "goal", guide: "goals", plan: func(p *planning, f Frame, n int) []Sheet {
	g := &Goal{F: f, N: n, Mentees: p.r.Mentees, Parts: true, Plan: true, Chart: true}
	if n == 1 {
		g.Prompts = p.guidance("goals").all
	} else {
		g.F.Guide = nil
	}
	if n <= len(p.r.Goals) {
		g.Goal = p.r.Goals[n-1]
		g.F.About = Key(g.Goal.Title)
	}
	every := (len(p.r.Sessions) + mostReviews - 1) / mostReviews
	for _, s := range p.r.Sessions {
		if s.Number%every == 0 || s.Number == len(p.r.Sessions) {
			g.Reviews = append(g.Reviews, Review{N: s.Number, Date: s.Date, Held: s.Held, About: about(s)})
		}
	}
	if p.ruler == nil {
		return []Sheet{g}
	}
	return p.fitGoal(g)
}}

// fitGoal keeps on a sheet what fits there: the chart, the questions where there are
// two columns, half of the rest for the five parts, and the steps.
func (p *planning) fitGoal(g *Goal) []Sheet {
	r, prompts := p.ruler, g.Prompts
	var lists []list
	title, rest := r.title.Cut(g.Goal.Title, r.Width/2-r.Mark-gutter, 6)
	if rest != "" {
		g.Goal.Title = title
		lists = append(lists, p.textList("", p.texts(r.Width, rest), r.Width))
	}
	free := p.goalFree(g)
	if _, least, _ := p.parts(&g.Goal, 2); least > free {
		g.F.Guide = nil
		free = p.goalFree(g)
	}
	if r.Columns < 2 {
		return p.goalInOneColumn(g, free, lists)
	}
	chart, steps := p.chart(len(g.Reviews))+r.Between, p.stepsLeast()
	_, least, _ := p.parts(&g.Goal, 2)
	if least+steps+chart > free {
		g.Chart = false
		lists = append(lists, p.chartList(g))
	} else {
		free -= chart
	}
	for len(g.Prompts) > 0 && (r.asks(g.Prompts) > free/3 || r.asks(g.Prompts)+least+steps > free) {
		g.Prompts = g.Prompts[:len(g.Prompts)-1]
	}
	free -= r.asks(g.Prompts)
	table, more := p.fitParts(&g.Goal, free-steps-2*r.text.Line())
	lists = append(append(lists, more...), p.fitSteps(&g.Goal, free-table-steps)...)
	lists = append(lists, p.promptList(prompts[len(g.Prompts):]))
	return append([]Sheet{g}, p.further(g.F, lists...)...)
}

// goalFree is what is free below the heading of a goal.
func (p *planning) goalFree(g *Goal) float64 {
	r := p.ruler
	summary, links := guided(g.F.Guide)
	free := r.Height - r.frame(&g.F) - r.heading(g.Goal.Title, true, true, summary, links)
	if g.Goal.Title == "" {
		free -= 9.3
	}
	if g.Goal.Owner == "" && len(g.Mentees) > 1 {
		free -= r.text.Line() + p.ticked(g.Mentees) + r.Between
	}
	return free
}

// goalInOneColumn has the five parts on one sheet, steps and chart on the next.
func (p *planning) goalInOneColumn(g *Goal, free float64, lists []list) []Sheet {
	_, more := p.fitParts(&g.Goal, free)
	next := *g
	g.Plan, g.Chart, g.Prompts = false, false, nil
	lists = append(lists, more...)
	next.Parts, next.F.ID, next.F.Origin, next.F.Guide, next.Continued = false, g.F.ID+"-2", g.F.ID, nil, true
	next.Prompts, next.Mentees = nil, nil
	room := p.ruler.Height - p.ruler.frame(&next.F) - p.ruler.heading(next.Goal.Title, true, true, "", "") - p.stepsLeast()
	if next.Goal.Title == "" {
		room -= 9.3
	}
	if chart := p.chart(len(g.Reviews)) + p.ruler.Between; chart <= room {
		room -= chart
	} else {
		next.Chart = false
		lists = append(lists, p.chartList(&next))
	}
	lists = append(lists, p.fitSteps(&next.Goal, room)...)
	if g.N == 1 {
		lists = append(lists, p.promptList(p.guidance("goals").all))
	}
	return append([]Sheet{g, &next}, p.further(g.F, lists...)...)
}

// chartList is the chart of a goal as a list of one.
func (p *planning) chartList(g *Goal) list {
	return list{
		n: 1, height: func(int) float64 { return p.chart(len(g.Reviews)) }, block: func(int, int) Block { return Block{Chart: g} },
	}
}

// stepsLeast is the height of steps and support with nothing in them.
func (p *planning) stepsLeast() float64 {
	r := p.ruler
	h := r.question.Line() + .5 + thread + r.sure(4)*r.Line + r.Between
	if r.Columns < 2 {
		h *= 2
	}
	return h
}

// fitSteps keeps of steps and support what fits into a room besides stepsLeast.
func (p *planning) fitSteps(g *program.Goal, free float64) []list {
	r := p.ruler
	column := r.columns()
	all := p.texts(column-r.Tick, g.Steps...)
	ticked := listOf(all, 0, func(s string) float64 { return r.text.Height(s, column-r.Tick) + 1.2*r.Text/10*1.6 },
		func(some []string) Block { return Block{Heading: Label{Key: "goal.steps"}, Texts: some} })
	half := free
	if r.Columns < 2 {
		half /= 2
	}
	kept, used := ticked.fits(0, half)
	if r.Columns < 2 {
		free -= used
	}
	ticked.above = r.question.Line()
	g.Steps = all[:kept]
	lists := []list{ticked.after(kept)}
	head, rest := r.text.Cut(g.Support, column, max(0, int(free/r.text.Line())))
	if g.Support = head; rest != "" {
		lists = append(lists, p.textList("goal.support", p.texts(r.Width, rest), r.Width))
	}
	return lists
}

// fitParts cuts the five parts of a goal so that their table fits into a room, and returns
// its height and what is left.
func (p *planning) fitParts(g *program.Goal, free float64) (height float64, lists []list) {
	lines := 60
	for ; lines > 2; lines-- {
		if _, height, _ := p.parts(g, lines); height <= free {
			break
		}
	}
	cut, height, lists := p.parts(g, lines)
	*g = cut
	return height, lists
}

// parts is a goal whose five parts have so many lines at most, the height of their table,
// and what is left.
func (p *planning) parts(g *program.Goal, lines int) (cut program.Goal, height float64, lists []list) {
	r := p.ruler
	head := 59.0
	if r.Columns < 2 {
		head = 62
	}
	column := r.Width - head
	cell := r.Type(r.Body, 1, 1.35)
	asks := r.Type(r.Body, r.Small, 1.35)
	least := r.Blank * 12.5 / 12
	row := func(ask, text string) float64 {
		name := r.cell(aWord, head) + asks.Height(ask, head-2*padding)
		h := max(least, name+2*r.Cell, r.cell(text, column)+2*r.Cell)
		if text == "" {
			h = max(h, r.Empty)
		}
		return h + .5
	}
	cut = *g
	height = p.caption() + row("", aDate) + r.Between
	for _, part := range []struct {
		key, ask string
		text     *string
	}{
		{"goal.specific", "O que vou fazer, exatamente?", &cut.Specific}, {"goal.measurable", "Como o vamos notar?", &cut.Measurable},
		{"goal.achievable", "Está ao meu alcance, com o meu tempo e a ajuda que tenho?", &cut.Achievable}, {"goal.relevant", "Porque é importante para mim?", &cut.Relevant},
	} {
		var rest string
		*part.text, rest = cell.Cut(*part.text, column-2*padding, lines)
		height += row(part.ask, *part.text)
		if rest != "" {
			lists = append(lists, p.textList(part.key, p.texts(r.Width, rest), r.Width))
		}
	}
	return cut, height, lists
}

// ticked is a line of names with boxes to tick.
func (p *planning) ticked(people []program.Person) float64 {
	r, used, lines := p.ruler, 0.0, 1
	for _, person := range append(slices.Clone(people), program.Person{Name: aWord}) {
		w := r.Tick + gutter
		for _, sign := range person.Name {
			w += r.text.Font.Advance(sign) * r.text.Size * 25.4 / 72 * (1 + room.Margin)
		}
		if used > 0 && used+w > r.Width {
			lines, used = lines+1, 0
		}
		lines += int(w / r.Width)
		used += w
	}
	return float64(lines) * (r.text.Line() + 1 + 2*r.Text/10)
}

// chart is the height of the progress of a goal, session by session. Its dates are left out
// where there are many, and in one column.
func (p *planning) chart(sessions int) float64 {
	r := p.ruler
	row, first := 6.5, 16.0
	if r.Columns < 2 {
		row, first = 12, 26
	}
	names := r.Type(r.Strong, max(.8, r.Small), 1.35)
	column := (r.Width-first)/float64(sessions) - .8
	top := names.Height("Sessions", first)
	number := names.Height("00", column)
	if sessions <= 8 && r.Columns > 1 {
		number += names.Height(aDay, column)
	}
	return r.question.Height("How far have we come? In each session, put a cross as high as we are. 100 % so far", r.Width) + 2 + max(top, number) + 1.6 + thread + 4*(row+.3)
}

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
			goals = append(goals, Focus{i + 1, &p.r.Goals[i], Key(p.r.Goals[i].Title)})
		}
	}
	return goals
}

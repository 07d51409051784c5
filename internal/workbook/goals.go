package workbook

import (
	"slices"

	"pairbook/internal/program"
)

// Goal is one goal in its five SMART parts; the zero program.Goal is a blank to
// fill in.
type Goal struct {
	F         Frame
	N         int              `facts:"-"`
	Goal      program.Goal     `facts:"goals:Title,Owner,Specific,Measurable,Achievable,Relevant,Due,Steps,Support"`
	Mentees   []program.Person `facts:"people:Name"` // more than one: room for whose goal it is
	Prompts   []Prompt         `facts:"questions"`
	Continued bool             `facts:"-"` // it is the second sheet of the goal
	Charts    []Chart          `facts:"-"` // where to mark how far the goal has come
	Parts     bool             `facts:"-"` // the sheet has the five parts
	Plan      bool             `facts:"-"` // it has steps and support
	Chart     bool             `facts:"-"` // it has the place for the marks
	Lines     int              `facts:"-"` // for how many the steps ask, and the support
}

func (Goal) Template() string { return "goal" }
func (s *Goal) Frame() *Frame { return &s.F }

// mostReviews is how many columns the chart of a goal has at most: of more sessions, one in
// so many has one.
const mostReviews = 60

// A Chart is a table with a column a session.
type Chart struct {
	First    int // the number of its first session
	Sessions []Review
}

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
	Goal  *program.Goal `facts:"goals:Title,Owner"` // never nil
	About string        `facts:"-"`                 // the Key of its title
}

// goalPlaces is how many goals a workbook has places for, at the least.
const goalPlaces = 3

var goal = &kind{name: "goal", guide: "goals", plan: func(p *planning, f Frame, n int) []Sheet {
	g := &Goal{F: f, N: n, Mentees: p.r.Mentees, Parts: true, Plan: true, Chart: true, Lines: 4}
	if n == 1 {
		g.Prompts = p.guidance("goals").all
	} else {
		g.F.Guide = nil
	}
	if n <= len(p.r.Goals) {
		g.Goal = p.r.Goals[n-1]
		g.F.About = Key(g.Goal.Title)
	}
	g.Charts = p.charts()
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
	title, rest := r.title.Cut(g.Goal.Title, r.Width/2-r.Mark-r.Gutter, 6)
	if r.Columns < 2 {
		title, rest = r.title.Cut(g.Goal.Title, r.Width-r.Mark-r.Beside, 3)
	}
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
	chart, steps := p.chartList(g).whole(), p.stepsLeast(g.Lines)
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
	known, lines := p.stepsWhole(&g.Goal), g.Lines
	for lines > 1 && known+p.stepsLeast(lines) > free-table {
		lines--
	}
	if least := p.stepsLeast(lines); known+least <= free-table { // rather fewer lines than a further sheet
		g.Lines, steps = lines, least
	}
	lists = append(append(lists, more...), p.fitSteps(&g.Goal, free-table-steps)...)
	lists = append(lists, p.promptList(prompts[len(g.Prompts):]))
	return append([]Sheet{g}, p.further(g.F, lists...)...)
}

// goalFree is what is free below the heading of a goal.
func (p *planning) goalFree(g *Goal) float64 {
	r := p.ruler
	summary := guided(g.F.Guide)
	free := r.Height - r.frame(&g.F) - r.heading(g.Goal.Title, true, true, summary)
	if g.Goal.Title == "" {
		free -= r.TitleRoom + stroke
	}
	return free - p.ownerPick(g)
}

// ownerPick is the height of the names to choose from whose goal it is, and the gap below.
func (p *planning) ownerPick(g *Goal) float64 {
	if g.Goal.Owner != "" || len(g.Mentees) < 2 {
		return 0
	}
	return p.ruler.text.Line() + p.ruler.Below + p.ticked(g.Mentees) + p.ruler.Between
}

// goalInOneColumn has the five parts on one sheet, and the questions where they fit there;
// steps, support and chart are on the next.
func (p *planning) goalInOneColumn(g *Goal, free float64, lists []list) []Sheet {
	r, prompts := p.ruler, g.Prompts
	next := *g
	next.Mentees = nil
	if _, least, _ := p.parts(&g.Goal, 2); least > free {
		free += p.ownerPick(g)
		next.Mentees, g.Mentees = g.Mentees, nil
	}
	table, more := p.fitParts(&g.Goal, free)
	next.Goal = g.Goal
	lists = append(lists, more...)
	if asked := p.promptList(prompts); asked.above+asked.whole() <= free-table {
		prompts = nil
	} else {
		g.Prompts = nil
	}
	g.Plan, g.Chart = false, false
	next.Parts, next.F.ID, next.F.Origin, next.F.Guide, next.Continued = false, g.F.ID+"-2", g.F.ID, nil, true
	next.Prompts, next.Lines = nil, 3
	steps := p.stepsLeast(next.Lines)
	room := r.Height - r.frame(&next.F) - p.goalContinued(next.Goal.Title) - p.ownerPick(&next)
	if chart := p.chartList(g).whole(); chart+steps <= room {
		room -= chart
	} else {
		next.Chart = false
		lists = append(lists, p.chartList(&next))
	}
	lists = append(lists, p.fitSteps(&next.Goal, room-steps)...)
	lists = append(lists, p.promptList(prompts))
	return append([]Sheet{g, &next}, p.further(g.F, lists...)...)
}

// goalContinued is the heading of a goal's second sheet, and the gap behind it.
func (p *planning) goalContinued(title string) float64 {
	r := p.ruler
	h := r.label.Line() + 1 + float64(r.title.LinesThen(orLine(title), r.small, "("+aWord+")", r.Width-r.Mark-r.Beside))*r.title.Line()
	if title == "" {
		h += r.TitleRoom + stroke
	}
	return max(h, r.Mark) + r.Between
}

// chartList is the chart of a goal as a list of its tables.
func (p *planning) chartList(g *Goal) list {
	return listOf(g.Charts, -p.ruler.Between, func(c Chart) float64 { return p.chart(c, g.Goal.Progress.Value > 0) + p.ruler.Between }, func(some []Chart) Block {
		own := *g
		own.Charts = some
		return Block{Chart: &own}
	})
}

// stepsLeast is the height of steps and support without what they say, when each asks for
// so many lines.
func (p *planning) stepsLeast(lines int) float64 {
	r := p.ruler
	h := r.BarTop + r.question.Line() + r.sure(lines) + r.Between
	if r.Columns < 2 {
		h *= 2
	}
	return h
}

// stepsWhole is the height of all that steps and support say, side by side.
func (p *planning) stepsWhole(g *program.Goal) float64 {
	r, h := p.ruler, 0.0
	for _, step := range p.texts(r.columns()-r.Tick, g.Steps...) {
		h += r.step(step)
	}
	return max(h, r.text.Height(g.Support, r.columns()))
}

// step is the height of a step with its box.
func (r *ruler) step(text string) float64 { return r.text.Height(text, r.columns()-r.Tick) + 2*r.Item }

// fitSteps keeps of steps and support what fits into a room besides stepsLeast.
func (p *planning) fitSteps(g *program.Goal, free float64) []list {
	r := p.ruler
	column := r.columns()
	all := p.texts(column-r.Tick, g.Steps...)
	ticked := listOf(all, 0, r.step,
		func(some []string) Block { return Block{Heading: Label{Key: "goal.steps"}, Texts: some} })
	most := free
	if r.Columns < 2 {
		most = max(free/2, free-r.text.Height(g.Support, column))
	}
	kept, used := ticked.fits(0, most)
	if whole := ticked.parted(kept); whole < kept {
		kept, used = whole, used-ticked.height(whole)
	}
	if r.Columns < 2 {
		free -= used
	}
	ticked.above = r.label.Line()
	g.Steps = all[:kept]
	lists := []list{ticked.after(kept)}
	head, rest := divided(r.text, g.Support, column, max(0, int(free/r.text.Line())))
	if g.Support = head; rest != "" {
		lists = append(lists, p.textList("goal.support", p.texts(r.Width, rest), r.Width))
	}
	return lists
}

// fitParts cuts the five parts of a goal so that their table fits into a room, and returns
// its height and what is left.
func (p *planning) fitParts(g *program.Goal, free float64) (height float64, lists []list) {
	lines := mostLines
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
	head, column := r.Part, r.Width-r.Part
	row := func(ask, text string) float64 {
		name := r.inCell(aWord, head) + r.small.Height(ask, head-2*r.CellSide)
		least := r.PartRow
		if text == "" {
			least = max(least, r.Empty+r.ruled())
		}
		return r.row(least, name, r.inCell(text, column))
	}
	cut = *g
	due := aDate
	if g.Due.IsZero() {
		due = ""
	}
	height = p.caption("goal.smart") + row("", due) + r.Between
	for _, part := range []struct {
		key, ask string
		text     *string
	}{
		{"goal.specific", "O que vou fazer, exatamente?", &cut.Specific}, {"goal.measurable", "Como o vamos notar?", &cut.Measurable},
		{"goal.achievable", "Está ao meu alcance, com o meu tempo e a ajuda que tenho?", &cut.Achievable}, {"goal.relevant", "Porque é importante para mim?", &cut.Relevant},
	} {
		var rest string
		*part.text, rest = divided(r.cell, *part.text, column-2*r.CellSide, lines)
		height += row(p.said(part.key+".ask", part.ask), *part.text)
		if rest != "" {
			lists = append(lists, p.textList(part.key, p.texts(r.Width, rest), r.Width))
		}
	}
	return cut, height, lists
}

// ticked is a line of names with boxes to tick.
func (p *planning) ticked(people []program.Person) float64 {
	options := []string{aWord}
	for _, person := range people {
		options = append(options, person.Name)
	}
	return p.ruler.flow(options, p.ruler.Width)
}

// charts are the sessions in as many charts as it takes to write their numbers side by side.
func (p *planning) charts() []Chart {
	var all []Review
	every := (len(p.r.Sessions) + mostReviews - 1) / mostReviews
	for _, s := range p.r.Sessions {
		if s.Number%every == 0 || s.Number == len(p.r.Sessions) {
			all = append(all, Review{N: s.Number, Date: s.Date, Held: s.Held, About: about(s)})
		}
	}
	most := 22
	switch {
	case len(all) == 0:
		return []Chart{{First: 1}}
	case p.ruler == nil:
		most = len(all)
	case p.ruler.Columns < 2:
		most = 12
	}
	tables := (len(all) + most - 1) / most
	var charts []Chart
	for some := range slices.Chunk(all, (len(all)+tables-1)/tables) {
		charts = append(charts, Chart{First: some[0].N, Sessions: some})
	}
	return charts
}

// chart is the height of the progress of a goal, session by session. Its dates are left out
// where there are many, and in one column.
func (p *planning) chart(c Chart, begun bool) float64 {
	r := p.ruler
	column := (r.Width-r.ChartName)/float64(len(c.Sessions)) - .8
	above := .6 * r.small.Line() // the name of the uppermost line stands above it
	number := r.column.Height("00", column)
	if len(c.Sessions) <= 8 && r.Columns > 1 {
		number += r.column.Height(aDay, column)
	}
	caption := p.said("goal.progress", "How far have we come? In each session, put a cross as high as we are.")
	if begun {
		caption += " (" + unbroken(p.said("scale.so-far", "100 % so far", "n", 100)) + ")"
	}
	return r.label.Height(caption, r.Width) + r.Below + max(r.column.Height("Sessions", r.ChartName)+above, number+r.HeadCell) + r.HeadCell + stroke + 4*r.ChartRow + r.ruled()
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

package workbook

import (
	"slices"

	"pairbook/internal/program"
)

// FollowThrough is the whole log of actions, both ways.
type FollowThrough struct {
	F                                  Frame
	Mentors, Mentees, Everyone, Others Log      `facts:"-"`
	Prompts                            []Prompt `facts:"questions"`
	Ask                                bool     `facts:"-"` // room for notes, where nothing is asked
}

func (FollowThrough) Template() string { return "follow-through" }
func (s *FollowThrough) Frame() *Frame { return &s.F }

// A Log is one table of actions.
type Log struct {
	Actions []Action
	Blank   int // empty rows that follow
}

// blankRows is how many empty rows a table of actions has that has no others.
const blankRows = 4

var followThrough = &kind{name: "follow-through", guide: "follow-through", plan: planFollowThrough}

func planFollowThrough(p *planning, f Frame, _ int) []Sheet {
	sheet := &FollowThrough{
		F: f, Ask: true,
		Prompts: p.guidance("follow-through").all,
	}
	for i, row := range p.actions {
		owners := p.r.Owners(p.r.Actions[i])
		switch {
		case row.Everyone:
			sheet.Everyone.Actions = append(sheet.Everyone.Actions, row)
		case isAmong(p.r.Mentors, owners):
			sheet.Mentors.Actions = append(sheet.Mentors.Actions, row)
		case isAmong(p.r.Mentees, owners) || len(owners) == 0:
			sheet.Mentees.Actions = append(sheet.Mentees.Actions, row)
		default:
			sheet.Others.Actions = append(sheet.Others.Actions, row)
		}
	}
	for _, log := range []*Log{&sheet.Mentors, &sheet.Mentees} {
		if log.Blank = blankRows; len(log.Actions) > 0 {
			log.Blank = fewestBlank
		}
	}
	if p.ruler == nil {
		return []Sheet{sheet}
	}
	return p.fitLogs(sheet)
}

// fitLogs keeps on a sheet what fits there of each log, with two empty rows at least, and
// the questions when all does.
func (p *planning) fitLogs(s *FollowThrough) []Sheet {
	r, prompts := p.ruler, s.Prompts
	summary := guided(s.F.Guide)
	free := r.Height - r.frame(&s.F) - r.heading(p.titleOf(&s.F), false, false, summary)
	logs := []struct {
		key string
		log *Log
	}{{"follow-through.mentees", &s.Mentees}, {"follow-through.mentors", &s.Mentors}, {"follow-through.everyone", &s.Everyone}, {"follow-through.others", &s.Others}}
	for _, l := range logs {
		if l.log == &s.Mentees || l.log == &s.Mentors {
			free -= p.tableTop() + r.Between + fewestBlank*(r.Blank+.5)
		} else if len(l.log.Actions) > 0 {
			free -= p.tableTop() + r.Between
		}
	}
	lists, needs := make([]list, len(logs)), make([]float64, len(logs))
	for i, l := range logs {
		rows := p.promises(l.log.Actions, p.logColumn()-2*r.CellSide, .2*r.Width)
		lists[i] = listOf(rows, p.tableTop(), p.logRow, func(some []Action) Block { return Block{Heading: Label{Key: l.key}, Log: some} })
		needs[i] = lists[i].whole()
	}
	left := 0
	for i, room := range shares(free, needs...) {
		all := lists[i]
		kept, _ := all.fits(0, room+all.above)
		free -= all.first(kept)
		logs[i].log.Actions = all.block(0, kept).Log
		lists[i] = all.after(kept)
		left += lists[i].n
	}
	for _, log := range []*Log{&s.Mentees, &s.Mentors} {
		if free < float64(log.Blank-fewestBlank)*(r.Blank+.5) {
			log.Blank = fewestBlank
		}
		free -= float64(log.Blank-fewestBlank) * (r.Blank + .5)
	}
	asked, some := p.promptList(prompts), 0
	if left == 0 {
		some, _ = asked.fits(0, free)
	}
	s.Prompts, s.Ask = prompts[:some], len(prompts) == 0 && free > r.across(Prompt{Ask: "m", Lines: 2})+r.Between
	return append([]Sheet{s}, p.further(s.F, append(lists, asked.after(some))...)...)
}

// logColumn is how wide the column of a log is that says what was promised.
func (p *planning) logColumn() float64 {
	if p.ruler.Columns < 2 {
		return .24 * p.ruler.Width
	}
	return .35 * p.ruler.Width
}

// logRow is the height of a row of a log.
func (p *planning) logRow(a Action) float64 {
	r := p.ruler
	who, when, status := .2, .15, .17
	if r.Columns < 2 {
		who, when, status = .21, .18, .21
	}
	note := remarks(Action{Note: a.Note, Who: goalWord(a)})
	name := a.Who
	if a.Everyone {
		name = aWord
	}
	return r.row(r.Row, r.cell(a.What, p.logColumn())+r.small.Height(note, p.logColumn()-2*r.CellSide),
		r.cell(name, who*r.Width), r.cell(aDay, when*r.Width), r.cell("dropped", status*r.Width-r.Tick))
}

// isAmong reports whether one of the owners is among the people.
func isAmong(people, owners []program.Person) bool {
	return slices.ContainsFunc(owners, func(o program.Person) bool {
		return slices.ContainsFunc(people, func(q program.Person) bool { return q.Name == o.Name })
	})
}

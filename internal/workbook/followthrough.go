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

// fitLogs keeps on a sheet what fits there of each log, with an empty row or two at least, and
// the questions when all does.
func (p *planning) fitLogs(s *FollowThrough) []Sheet {
	r, prompts := p.ruler, s.Prompts
	summary := guided(s.F.Guide)
	free := r.Height - r.frame(&s.F) - r.heading(p.titleOf(&s.F), false, false, summary)
	logs := []struct {
		key string
		log *Log
	}{{"follow-through.mentees", &s.Mentees}, {"follow-through.mentors", &s.Mentors}, {"follow-through.everyone", &s.Everyone}, {"follow-through.others", &s.Others}}
	const always = 2 // so many of them are there whatever is promised
	blanks := [always]float64{p.blanksOf(&s.Mentees), p.blanksOf(&s.Mentors)}
	lists, needs := make([]list, len(logs)), make([]float64, len(logs))
	for i, l := range logs {
		table := p.logTop(l.key) + r.Between
		rows := p.promises(l.log.Actions, p.logColumn()-2*r.CellSide, r.share(r.LogWho))
		lists[i] = listOf(rows, table, p.logRow, func(some []Action) Block { return Block{Heading: Label{Key: l.key}, Log: some} })
		if needs[i] = lists[i].whole(); i < always {
			free -= table + blanks[i]*p.logBlank()
		} else if needs[i] > 0 {
			needs[i] += table
		}
	}
	left := 0
	for i, room := range shares(free, needs...) {
		if r.Columns < 2 { // one after the other
			room = free
		}
		if i < always {
			lists[i].above = 0 // it has been counted
		}
		n, used := lists[i].fits(0, room)
		free -= used
		logs[i].log.Actions = lists[i].block(0, n).Log
		lists[i] = lists[i].after(n)
		lists[i].above = p.logTop(logs[i].key)
		left += lists[i].n
	}
	for i, log := range []*Log{&s.Mentees, &s.Mentors} {
		more := (float64(log.Blank) - blanks[i]) * p.logBlank()
		if free < more {
			log.Blank, more = int(blanks[i]), 0
		}
		free -= more
	}
	asked, some := p.promptList(prompts), 0
	if left == 0 {
		some, _ = asked.fits(0, free)
	}
	s.Prompts, s.Ask = prompts[:some], len(prompts) == 0 && free > r.across(Prompt{Ask: "m", Lines: 2})+r.Between
	return append([]Sheet{s}, p.further(s.F, append(lists, asked.after(some))...)...)
}

// blanksOf is how many empty rows a log keeps at least. Where text stands in one column, it is
// one below promises: they come first.
func (p *planning) blanksOf(l *Log) float64 {
	if p.ruler.Columns < 2 && len(l.Actions) > 0 {
		return 1
	}
	return fewestBlank
}

// logColumn is how wide the place of a log is that says what was promised: a column, or the
// whole table where text stands in one column.
func (p *planning) logColumn() float64 {
	r := p.ruler
	if r.Columns < 2 {
		return r.Width
	}
	return r.share(100 - r.LogWho - r.LogN - r.LogWhen - r.LogStatus)
}

// logTop is tableTop of a log with that caption.
func (p *planning) logTop(caption string) float64 {
	r := p.ruler
	what, rest := column{"actions.what", 100}, []column{{"actions.who", r.LogWho}, {"actions.session", r.LogN}, {"actions.due", r.LogWhen}, {"actions.status", r.LogStatus}}
	if r.Columns < 2 {
		return p.tableTop(caption, what) + p.columnNames(rest)
	}
	what.share -= r.LogWho + r.LogN + r.LogWhen + r.LogStatus
	return p.tableTop(caption, append(rest, what)...)
}

// logRow is the height of a row of a log.
func (p *planning) logRow(a Action) float64 {
	r, name := p.ruler, a.Who
	if a.Everyone {
		name = aWord
	}
	note := remarks(Action{Note: a.Note, Who: goalWord(a)})
	what := r.inCell(a.What, p.logColumn()) + r.small.Height(note, p.logColumn()-2*r.CellSide)
	rest := max(r.inCell(name, r.share(r.LogWho)), r.inCell(aDay, r.share(r.LogWhen)), r.inCell("dropped", r.share(r.LogStatus)-r.Tick))
	if r.Columns < 2 {
		return r.row(0, what) + r.row(r.Row, rest) + r.ruled()
	}
	return r.row(r.Row, what, rest)
}

// logBlank is the height of an empty row of a log.
func (p *planning) logBlank() float64 {
	r := p.ruler
	if r.Columns < 2 {
		return r.Blank + r.ruled()
	}
	return r.Blank
}

// isAmong reports whether one of the owners is among the people.
func isAmong(people, owners []program.Person) bool {
	return slices.ContainsFunc(owners, func(o program.Person) bool {
		return slices.ContainsFunc(people, func(q program.Person) bool { return q.Name == o.Name })
	})
}

package workbook

import (
	"slices"

	"pairbook/internal/program"
)

// FollowThrough is the whole log of actions, both ways.
type FollowThrough struct {
	F                          Frame
	Mentors, Mentees, Everyone Log
	Prompts                    []Prompt
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

func planFollowThrough(p *planning, f Frame, _ int) Sheet {
	sheet := &FollowThrough{
		F:       f,
		Prompts: p.guidance("follow-through").all,
	}
	for i, row := range p.actions {
		owners := p.r.Owners(p.r.Actions[i])
		switch {
		case row.Everyone:
			sheet.Everyone.Actions = append(sheet.Everyone.Actions, row)
		case isAmong(p.r.Mentors, owners):
			sheet.Mentors.Actions = append(sheet.Mentors.Actions, row)
		default:
			sheet.Mentees.Actions = append(sheet.Mentees.Actions, row)
		}
	}
	for _, log := range []*Log{&sheet.Mentors, &sheet.Mentees} {
		if log.Blank = blankRows; len(log.Actions) > 0 {
			log.Blank = fewestBlank
		}
	}
	return sheet
}

// isAmong reports whether one of the owners is among the people.
func isAmong(people, owners []program.Person) bool {
	return slices.ContainsFunc(owners, func(o program.Person) bool {
		return slices.ContainsFunc(people, func(q program.Person) bool { return q.Name == o.Name })
	})
}

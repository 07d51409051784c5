package workbook

import (
	"cmp"
	"strings"

	"pairbook/internal/program"
)

// An Action is one line of an action table.
type Action struct {
	Who      string // names; empty when Everyone
	Everyone bool
	What     string
	Key      string // of the whole promise, where What is a part of it
	Session  int
	Due      program.Date
	Goal     int
	Status   program.ActionStatus
	Note     string
	Left     bool // still open when the relationship ended
}

// actions prepares the actions of a relationship for tables.
func actions(r *program.Relationship) []Action {
	rows := make([]Action, len(r.Actions))
	for i, a := range r.Actions {
		rows[i] = Action{
			What: a.What, Key: Key(a.What), Session: a.Session, Due: a.Due, Goal: a.Goal, Status: cmp.Or(a.Status, program.Open), Note: a.Note,
		}
		rows[i].Left = r.Status == program.Closed && rows[i].Status == program.Open
		owners := r.Owners(a)
		if rows[i].Everyone = len(owners) == len(r.Mentors)+len(r.Mentees); !rows[i].Everyone {
			rows[i].Who = names(owners)
		}
	}
	return rows
}

// rows returns the actions for one table.
func (p *planning) rows(wanted func(Action) bool) []Action {
	var rows []Action
	for _, a := range p.actions {
		if wanted(a) {
			rows = append(rows, a)
		}
	}
	return rows
}

func names(people []program.Person) string {
	all := make([]string, len(people))
	for i, person := range people {
		all[i] = person.Name
	}
	return strings.Join(all, ", ")
}

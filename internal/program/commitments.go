package program

import (
	"fmt"
	"slices"
	"strings"
)

// manyGoals is how many goals a mentee can keep in view; the guidance for
// mentoring that we know names three to five.
const manyGoals = 5

// goals checks the goals and gives their owners the names that the people have.
// The people and the sessions of rel must be resolved before.
func goals(f *faults, written []Goal, rel *Relationship) []Goal {
	all := slices.Clone(written)
	last := rel.Sessions[len(rel.Sessions)-1].Date
	for i := range all {
		g, here := &all[i], fmt.Sprintf("goals[%d]", i+1)
		if g.Owner != "" {
			if p := named(rel.Mentees, g.Owner); p != nil {
				g.Owner = p.Name
			} else {
				f.add(here+".owner", "no mentee is called "+quote(g.Owner), whoIsMeant(g.Owner, rel.Mentees))
			}
		}
		measure, due := strings.TrimSpace(g.Measurable) != "", !g.Due.IsZero()
		switch {
		case !measure && !due:
			f.warn(here, fmt.Sprintf("goal %d has neither a measure nor a due date", i+1),
				`add measurable = "…" and due = 2027-06-30`)
		case !measure:
			f.warn(here, fmt.Sprintf("goal %d has no measure", i+1), `add measurable = "…": how both will know that it is reached`)
		case !due:
			f.warn(here, fmt.Sprintf("goal %d has no due date", i+1), "add a day, like due = 2027-06-30")
		}
		if due && !last.IsZero() && g.Due.After(last) {
			f.warn(here+".due", fmt.Sprintf("goal %d is due on %s, after the last session on %s", i+1, g.Due, last), "")
		}
	}
	checkHowMany(f, all, rel.Mentees)
	return all
}

// checkHowMany warns of more goals than a mentee can keep in view. A goal
// without an owner is everyone's. It warns once, at the first goal too many.
func checkHowMany(f *faults, goals []Goal, mentees []Person) {
	const hint = "fewer goals are easier to reach: keep the others for later"
	for _, m := range mentees {
		var mine []int
		for i, g := range goals {
			if g.Owner == "" || g.Owner == m.Name {
				mine = append(mine, i+1)
			}
		}
		if len(mine) > manyGoals {
			f.warn(fmt.Sprintf("goals[%d]", mine[manyGoals]), fmt.Sprintf("%s has %d goals, more than %d", m.Name, len(mine), manyGoals), hint)
			return
		}
	}
}

// checkGoalNumbers finds goals of a session that do not exist. Numbers below 1
// are a fault of the file alone.
func checkGoalNumbers(f *faults, session int, numbers []int, count int) {
	for i, g := range numbers {
		if g > count {
			f.add(fmt.Sprintf("sessions[%d].goals[%d]", session, i+1), fmt.Sprintf("there is no goal %d", g), howManyGoals(count))
		}
	}
}

func howManyGoals(count int) string {
	if count == 0 {
		return "no goals are written yet: add [[goals]], or take the number out"
	}
	return "this file has " + amount(count, "goal")
}

// actions checks the actions, and gives those they belong to the names that the
// people have. The people, the sessions and the goals of rel must be resolved before.
func actions(f *faults, written []Action, rel *Relationship) []Action {
	all := slices.Clone(written)
	for i := range all {
		a, here := &all[i], fmt.Sprintf("actions[%d].", i+1)
		if a.Status == "" {
			a.Status = Open
		}
		if who := strings.TrimSpace(a.Who); who != "" {
			a.Who = resolvedWho(f, here+"who", who, rel.everyone())
		}
		if a.Session > len(rel.Sessions) {
			f.add(here+"session", fmt.Sprintf("there is no session %d", a.Session), "the schedule has "+amount(len(rel.Sessions), "session"))
		}
		if a.Goal > len(rel.Goals) {
			f.add(here+"goal", fmt.Sprintf("there is no goal %d", a.Goal), howManyGoals(len(rel.Goals)))
		}
	}
	return all
}

// resolvedWho returns "mentor", "mentee", "both" or a person's name as their own
// table has it.
func resolvedWho(f *faults, path, who string, people []Person) string {
	words := []string{string(Mentor), string(Mentee), Both}
	if slices.Contains(words, Folded(who)) {
		return Folded(who)
	}
	if p := named(people, who); p != nil {
		return p.Name
	}
	f.add(path, "nobody here is called "+quote(who), whoIsMeant(who, people, words...))
	return who
}

// amount returns "1 goal", "2 goals".
func amount(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

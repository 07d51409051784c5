package edit

import (
	"fmt"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/tomlfile"
)

// Several makes the first of a list of tables of a table, so that there can be more:
// [[mentors]] of [mentor]. One that is written with dots or in braces stays.
func (t *Text) Several(table, list string) error {
	text, found := t.file.Text, false
	all := t.statements()
	for i := len(all) - 1; i >= 0; i-- {
		switch s := all[i]; {
		case s.Header && s.Path == table:
			text, found = splice(text, s.Start, s.End, "[["+list+"]]"), true
		case below(s.Path, table) && s.Table != table:
			return fmt.Errorf("making %s of %s: %w", list, table, ErrByHand)
		}
	}
	if !found {
		return fmt.Errorf("making %s of %s: %w", list, table, ErrByHand)
	}
	return t.become(text, func(tree map[string]any) error {
		one := lookup(tree, table)
		if err := drop(tree, table); err != nil {
			return err
		}
		return put(tree, list, []any{one})
	})
}

// RemoveElement takes the n-th of a list of tables away, from 1, with all that is in it.
// Comments stay. One that is written in braces stays.
func (t *Text) RemoveElement(list string, n int) error {
	element := tomlfile.Element(list, n)
	text := t.file.Text
	all := t.statements()
	if t.file.Place(list).Shape != tomlfile.TableList {
		return fmt.Errorf("removing %s: %w", element, ErrByHand)
	}
	for i := len(all) - 1; i >= 0; i-- {
		if below(all[i].Path, element) {
			text = withoutLine(text, all[i])
		}
	}
	return t.become(text, func(tree map[string]any) error {
		tables, _ := lookup(tree, list).([]any)
		if n < 1 || n > len(tables) {
			return fmt.Errorf("removing %s: %w", element, ErrByHand)
		}
		if len(tables) == 1 {
			return drop(tree, list)
		}
		return put(tree, list, append(tables[:n-1:n-1], tables[n:]...))
	})
}

// AddAnother adds somebody to a side, which becomes a list where it has one person.
func (p *Plan) AddAnother(rel *program.Relationship, role program.Role, pairs []Pair, at diag.Position) {
	t := p.open(rel, at)
	if t == nil {
		return
	}
	list := string(role) + "s"
	if t.Value(string(role)) != nil {
		if err := t.Several(string(role), list); err != nil {
			p.do(rel, at, err)
			return
		}
	}
	p.do(rel, at, t.Append(list, pairs...))
}

// RemoveGoal takes the n-th goal of a relationship's file away, from 1. Sessions and promises
// that are about a later one follow it to its new number; those about this one are about none.
func (p *Plan) RemoveGoal(rel *program.Relationship, n int, at diag.Position) {
	t := p.open(rel, at)
	if t == nil {
		return
	}
	var errs []error
	for i := range t.Count("actions") {
		path := tomlfile.Element("actions", i+1) + ".goal"
		switch goal, _ := t.Value(path).(int64); {
		case int(goal) == n:
			errs = append(errs, t.Remove(path))
		case int(goal) > n:
			errs = append(errs, t.Set(path, int(goal)-1))
		}
	}
	for i := range t.Count("sessions") {
		errs = append(errs, t.withoutGoal(tomlfile.Element("sessions", i+1)+".goals", n))
	}
	p.do(rel, at, append(errs, t.RemoveElement("goals", n))...)
}

// withoutGoal takes a goal out of the list of a session, and moves up those behind it.
func (t *Text) withoutGoal(path string, n int) error {
	listed, _ := t.Value(path).([]any)
	var goals []int
	for _, item := range listed {
		switch goal, _ := item.(int64); {
		case int(goal) < n:
			goals = append(goals, int(goal))
		case int(goal) > n:
			goals = append(goals, int(goal)-1)
		}
	}
	switch {
	case len(listed) == 0:
		return nil
	case len(goals) == 0:
		return t.Remove(path)
	}
	return t.Set(path, goals)
}

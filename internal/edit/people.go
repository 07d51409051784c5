package edit

import (
	"fmt"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/tomlfile"
)

// SetPerson sets what is said of the i-th person of a side, from 0. A new name follows in the
// goals, promises and sessions that name the person.
func (p *Plan) SetPerson(rel *program.Relationship, role program.Role, i int, pairs []Pair, at diag.Position) {
	t := p.open(rel, at)
	if t == nil {
		return
	}
	table := string(role)
	if t.Value(table) == nil {
		table = tomlfile.Element(table+"s", i+1)
	}
	p.do(rel, at, t.person(table, pairs))
}

// person sets the keys of a person's table.
func (t *Text) person(table string, pairs []Pair) error {
	for _, pair := range pairs {
		if name, named := pair.Value.(string); named && pair.Key == "name" {
			old, _ := t.Value(table + ".name").(string)
			if err := t.rename(old, name); err != nil {
				return err
			}
		}
	}
	return t.pairs(table, pairs)
}

// pairs sets the keys of a table; those without a value are taken away.
func (t *Text) pairs(table string, pairs []Pair) error {
	for _, pair := range pairs {
		var err error
		if path := tomlfile.Within(table, pair.Key); pair.Value == nil {
			err = t.Remove(path)
		} else {
			err = t.Set(path, pair.Value)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// SetTable gives the keys of a table of a relationship's file their values; those without a value are
// taken away. Of somebody's table a new name follows as in SetPerson.
func (p *Plan) SetTable(rel *program.Relationship, table string, pairs []Pair, at diag.Position) {
	t := p.open(rel, at)
	if t == nil {
		return
	}
	list, _, _ := strings.Cut(table, "[")
	if slices.Contains([]string{"mentor", "mentors", "mentee", "mentees", "others"}, list) {
		p.do(rel, at, t.person(table, pairs))
		return
	}
	p.do(rel, at, t.pairs(table, pairs))
}

// AddEntry adds a table to a list of tables of a relationship's file, such as "goals".
func (p *Plan) AddEntry(rel *program.Relationship, list string, pairs []Pair, at diag.Position) {
	if t := p.open(rel, at); t != nil {
		p.do(rel, at, t.Append(list, pairs...))
	}
}

// rename follows a person's new name where a file names the person.
func (t *Text) rename(old, name string) error {
	is := func(value any) bool {
		text, ok := value.(string)
		return ok && program.Folded(text) == program.Folded(old)
	}
	for _, use := range [][2]string{{"goals", "owner"}, {"actions", "who"}} {
		for i := range t.Count(use[0]) {
			path := tomlfile.Element(use[0], i+1) + "." + use[1]
			if !is(t.Value(path)) {
				continue
			}
			if err := t.Set(path, name); err != nil {
				return err
			}
		}
	}
	for i := range t.Count("sessions") {
		path := tomlfile.Element("sessions", i+1) + ".present"
		list, _ := t.Value(path).([]any)
		var names []string
		found := false
		for _, item := range list {
			text, _ := item.(string)
			if is(item) {
				text, found = name, true
			}
			names = append(names, text)
		}
		if !found {
			continue
		}
		if err := t.Set(path, names); err != nil {
			return err
		}
	}
	return nil
}

// AddPerson adds somebody to a side that has a table for each of several.
func (p *Plan) AddPerson(rel *program.Relationship, role program.Role, pairs []Pair, at diag.Position) {
	t := p.open(rel, at)
	if t == nil {
		return
	}
	list := string(role) + "s"
	if t.Value(list) == nil {
		p.Problem(at, fmt.Sprintf("%s has one [%s], and cannot get another by itself", rel.Source(), role),
			fmt.Sprintf("write [[%s]] in place of [%s] in the file, then import again", list, role))
		return
	}
	p.do(rel, at, t.Append(list, pairs...))
}

// AddOther adds somebody who is of neither side.
func (p *Plan) AddOther(rel *program.Relationship, o program.Other, at diag.Position) {
	t := p.open(rel, at)
	if t == nil {
		return
	}
	pairs := []Pair{{"name", o.Name}, {"role", o.Role}}
	if o.Email != "" {
		pairs = append(pairs, Pair{"email", string(o.Email)})
	}
	p.do(rel, at, t.Append("others", pairs...))
}

// SetOther sets what is said of the i-th person who is of neither side, from 0. A new name
// follows in the promises that name the person.
func (p *Plan) SetOther(rel *program.Relationship, i int, key, value string, at diag.Position) {
	t := p.open(rel, at)
	if t == nil {
		return
	}
	path := tomlfile.Element("others", i+1) + "." + key
	var err error
	if old, _ := t.Value(path).(string); key == "name" {
		err = t.rename(old, value)
	}
	if err == nil {
		err = t.Set(path, value)
	}
	p.do(rel, at, err)
}

// Set gives a key of a relationship's file a value.
func (p *Plan) Set(rel *program.Relationship, path string, value any, at diag.Position) {
	if t := p.open(rel, at); t != nil {
		p.do(rel, at, t.Set(path, value))
	}
}

// SetFirst sets the day of the first session, and raises the revision when there was one.
func (p *Plan) SetFirst(rel *program.Relationship, first program.Date, at diag.Position) {
	t := p.open(rel, at)
	if t == nil {
		return
	}
	err := t.Set("schedule.first", first)
	if err == nil && !rel.Schedule.First.IsZero() {
		err = t.Set("schedule.revision", rel.Schedule.Revision+1)
	}
	p.do(rel, at, err)
}

// AddFile adds a relationship file that does not exist yet.
func (p *Plan) AddFile(name, content string, at diag.Position) {
	text, problems := Parse(name, []byte(content))
	if text == nil {
		p.problems = append(p.problems, problems...)
		return
	}
	if p.files[name] != nil {
		p.Problem(at, "there is a file "+strings.TrimPrefix(name, program.CohortsDir+"/")+" already", "")
		return
	}
	p.files[name] = &planned{text: text, wishes: []diag.Position{at}}
}

// Replace puts a whole text in place of what a file says; before is what it says now, nil: there is
// no such file yet.
func (p *Plan) Replace(name string, before, after []byte) {
	p.files[name] = &planned{before: before, after: after}
}

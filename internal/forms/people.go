package forms

import (
	"reflect"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/program"
	"pairbook/internal/tomlfile"
)

// peopleGroups asks for the details of everybody in a relationship. A side may get one more, and a draft the
// side that it lacks.
func (q *request) peopleGroups(text *edit.Text, rel *program.Relationship) []group {
	var groups []group
	side := func(role program.Role) {
		list := string(role) + "s"
		title := q.words.text("label." + string(role))
		add := func(g group) { groups = append(groups, q.groupOf(g, program.Person{}, text, false, nil)) }
		n := text.Count(list)
		if n == 0 {
			add(group{Title: title, Table: string(role)})
			if text.Value(string(role)) == nil {
				return
			}
		}
		for i := range n {
			add(group{Title: title + " " + shown(text.Value(tomlfile.Element(list, i+1)+".name")), Table: tomlfile.Element(list, i+1)})
		}
		add(group{Title: q.words.text("people.another", "role", title), List: list})
	}
	side(program.Mentor)
	side(program.Mentee)
	for i := range text.Count("others") {
		g := group{Title: shown(text.Value(tomlfile.Element("others", i+1) + ".name")), Table: tomlfile.Element("others", i+1)}
		groups = append(groups, q.groupOf(g, program.Other{}, text, false, nil))
	}
	return append(groups, q.groupOf(group{Title: q.words.text("people.other"), List: "others"}, program.Other{}, text, false, nil))
}

func (q *request) people() error {
	return q.sendPair(func(p *pairPage) *form { return p.People.form }, func(p *edit.Plan, rel *program.Relationship, page *pairPage) string {
		q.save(p, rel, page.text, page.People.Groups)
		return q.words.text("what.people", "pair", rel.Key())
	})
}

// goalGroups asks for the goals, and for one more.
func (q *request) goalGroups(text *edit.Text, rel *program.Relationship) []group {
	var groups []group
	for i := range text.Count("goals") {
		table := tomlfile.Element("goals", i+1)
		groups = append(groups, q.goalGroup(group{Title: q.words.text("goal.n", "n", i+1), Table: table, Remove: table + ".remove"}, text, rel))
	}
	return append(groups, q.goalGroup(group{Title: q.words.text("goal.new"), List: "goals"}, text, rel))
}

func (q *request) goalGroup(g group, text *edit.Text, rel *program.Relationship) group {
	g = q.groupOf(g, program.Goal{}, text, true, nil)
	for i := range g.Fields {
		switch f := &g.Fields[i]; f.Key {
		case "title":
			f.Long = false
		case "owner": // only where there are several
			f.Long, f.Kind = false, "choice"
			f.Options = []option{{"", "", false}}
			for _, person := range rel.Mentees {
				f.Options = append(f.Options, option{Value: person.Name, Text: person.Name})
			}
			if f.Value != "" && !has(f.Options, f.Value) {
				f.Options = append(f.Options, option{Value: f.Value, Text: f.Value})
			}
		}
	}
	return g
}

// removes reports whether the table of a group is to go.
func (q *request) removes(g group) bool { return g.Remove != "" && q.PostForm.Get(g.Remove) == "yes" }

func has(options []option, value string) bool {
	for _, o := range options {
		if o.Value == value {
			return true
		}
	}
	return false
}

func (q *request) goals() error {
	return q.sendPair(func(p *pairPage) *form { return p.Goals.form }, func(p *edit.Plan, rel *program.Relationship, page *pairPage) string {
		q.save(p, rel, page.text, slices.DeleteFunc(slices.Clone(page.Goals.Groups), q.removes))
		for i := page.text.Count("goals"); i > 0; i-- { // the numbers of those before stay
			if q.removes(page.Goals.Groups[i-1]) {
				p.RemoveGoal(rel, i, diag.Position{})
			}
		}
		return q.words.text("what.goals", "pair", rel.Key())
	})
}

// agreementGroups asks for what the two agree. What they do not say comes from the cohort and the programme.
func (q *request) agreementGroups(text *edit.Text, rel *program.Relationship) []group {
	return []group{
		q.groupOf(group{Title: q.words.text("agreement"), Table: "agreement"}, program.Agreement{}, text, true,
			func(key string) string { return valueOf(rel.Agreement, key) }),
		q.groupOf(group{Title: q.words.text("agreement.contact"), Table: "agreement.contact"}, program.AgreementContact{}, text, true,
			func(key string) string { return valueOf(rel.Agreement.Contact, key) }),
	}
}

func (q *request) agreement() error {
	return q.sendPair(func(p *pairPage) *form { return p.Agreement.form }, func(p *edit.Plan, rel *program.Relationship, page *pairPage) string {
		q.save(p, rel, page.text, page.Agreement.Groups)
		return q.words.text("what.agreement", "pair", rel.Key())
	})
}

// valueOf is the value of a key of a struct, as a field shows it.
func valueOf(table any, key string) string {
	v := reflect.ValueOf(table)
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("toml"), ",")
		if name != key {
			continue
		}
		switch value := v.Field(i).Interface().(type) {
		case []string:
			return strings.Join(value, "\n")
		case program.Date:
			return value.String()
		case string:
			return value
		}
	}
	return ""
}

package roster

import (
	"fmt"
	"slices"
	"strings"

	"pairbook/internal/program"
)

// A pair is one relationship: a row, or the rows of a group.
type pair struct {
	rows             []int
	group            string
	id               string // from the sheet, and then the stem of the file
	title            string
	language         program.Language
	first            program.Date
	mentors, mentees []program.Person
	topics           string // names, with a blank between
	goals            []goal
}

// A goal has an owner when a relationship has several mentees.
type goal struct{ title, owner string }

// gather makes pairs of the rows, in the order of the sheet. The rows of a group
// may stand apart.
func (r *reader) gather() []*pair {
	var pairs []*pair
	groups := map[string]*pair{}
	for _, e := range r.entries {
		p := groups[program.Folded(e.group)]
		if e.group == "" || p == nil {
			p = &pair{group: e.group}
			pairs = append(pairs, p)
		}
		if e.group != "" {
			groups[program.Folded(e.group)] = p
		}
		r.join(p, e)
	}
	for _, p := range pairs {
		if p.group != "" {
			r.checkSide(p, program.Mentor, p.mentors)
			r.checkSide(p, program.Mentee, p.mentees)
		}
		if len(p.mentees) == 1 {
			for i := range p.goals {
				p.goals[i].owner = ""
			}
		}
	}
	return pairs
}

// checkSide reports a group without anybody on one side. A name that could not
// be read has been reported.
func (r *reader) checkSide(p *pair, role program.Role, people []program.Person) {
	if len(people) > 0 || slices.ContainsFunc(p.rows, func(row int) bool { return r.wrong(row, r.nameColumn(role)) }) {
		return
	}
	r.cell(p.rows[0], r.nameColumn(role), fmt.Sprintf("group %q has no %s", shortened(p.group), role),
		"merged cells have their text in the first row only: write it in one row of the group at least")
}

// join adds a row to its pair.
func (r *reader) join(p *pair, e entry) {
	p.rows = append(p.rows, e.row)
	mergeField(r, p, e.row, fieldID, &p.id, e.id)
	mergeField(r, p, e.row, fieldTitle, &p.title, e.title)
	mergeField(r, p, e.row, fieldLanguage, &p.language, e.language)
	mergeField(r, p, e.row, fieldFirst, &p.first, e.first)
	mergeField(r, p, e.row, fieldTopics, &p.topics, strings.Join(e.topics, " "))
	r.addPerson(p, e.row, program.Mentor, &p.mentors, e.mentor)
	r.addPerson(p, e.row, program.Mentee, &p.mentees, e.mentee)
	for _, title := range e.goals {
		p.goals = append(p.goals, goal{title, e.mentee.Name})
	}
}

// mergeField takes a value that all rows of a group share.
func mergeField[T comparable](r *reader, p *pair, row int, f field, into *T, value T) {
	var none T
	switch {
	case value == none || value == *into:
	case *into == none:
		*into = value
	default:
		r.cell(row, r.columns[f], fmt.Sprintf("this differs from an earlier row of group %q", shortened(p.group)),
			"what belongs to the whole group is written in one of its rows, or the same in all")
	}
}

// addPerson adds somebody to a side, or what a further row says of them.
func (r *reader) addPerson(p *pair, row int, role program.Role, side *[]program.Person, person program.Person) {
	if person.Name == "" {
		return
	}
	i := slices.IndexFunc(*side, func(other program.Person) bool { return program.Folded(other.Name) == program.Folded(person.Name) })
	if i < 0 {
		*side = append(*side, person)
		return
	}
	old := &(*side)[i]
	mergeField(r, p, row, of(role, jobTitle), &old.Title, person.Title)
	mergeField(r, p, row, of(role, team), &old.Team, person.Team)
	mergeField(r, p, row, of(role, email), &old.Email, person.Email)
	mergeField(r, p, row, of(role, phone), &old.Phone, person.Phone)
	mergeField(r, p, row, of(role, pronouns), &old.Pronouns, person.Pronouns)
}

// identify gives each pair its id, and finds those that cannot have theirs.
func (r *reader) identify(pairs []*pair) []*pair {
	first := map[string]*pair{}
	for _, p := range pairs {
		if r.anyWrong(p) && p.id == "" {
			continue // half a name makes no id
		}
		given := p.id != ""
		p.id = p.stem()
		switch other := first[p.id]; {
		case program.ReservedID(p.id) || p.id == "cohort":
			r.row(p.rows[0], fmt.Sprintf("a relationship cannot be called %q: Pairbook needs that name itself", p.id), "write another word in the id column")
		case other != nil && given:
			r.cell(p.rows[0], r.columns[fieldID], fmt.Sprintf("row %d has the same id, %q", other.rows[0], p.id), "give one of the two another id")
		case other != nil:
			r.row(p.rows[0], fmt.Sprintf("row %d gets the same id, %q", other.rows[0], p.id),
				"add a column \"id\" with a different word in each row; or delete one of the rows; or, for one relationship of several people, add a column \"group\"")
		default:
			first[p.id] = p
		}
		r.checkSamePeople(p)
	}
	return pairs
}

// stem returns the name of the file, without its ending: the id of the sheet,
// else the name of a group of several, else the names of the two people.
func (p *pair) stem() string {
	switch {
	case p.id != "":
		return program.Slug(p.id)
	case len(p.mentors)+len(p.mentees) > 2 && p.group != "":
		if slug := program.Slug(p.group); strings.Trim(slug, "0123456789-") != "" {
			return slug
		}
		return program.Slug("group " + p.group)
	}
	var names []string
	for _, person := range slices.Concat(p.mentors, p.mentees) {
		names = append(names, person.Name)
	}
	return program.Slug(strings.Join(names, " "))
}

// checkSamePeople warns of people who are together twice.
func (r *reader) checkSamePeople(p *pair) {
	key := together(slices.Concat(p.mentors, p.mentees))
	file := r.dir() + "/" + p.id + ".toml"
	if other := r.people[key]; other != "" && other != file {
		r.warn(p.rows[0], "these are the same people as in "+other, "")
	}
	r.people[key] = fmt.Sprintf("row %d", p.rows[0])
}

// together is a key for a set of people.
func together(people []program.Person) string {
	var names []string
	for _, p := range people {
		names = append(names, program.Folded(p.Name))
	}
	slices.Sort(names)
	return strings.Join(names, "\n")
}

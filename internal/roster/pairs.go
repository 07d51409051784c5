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
	others           []program.Other
	topics           string // names, with a blank between
	goals            []goal
	open             bool // a side has nobody yet: the file is a draft
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
	pairs = slices.DeleteFunc(pairs, func(p *pair) bool {
		return p.group != "" && !r.complete(p)
	})
	for _, p := range pairs {
		if len(p.mentees) == 1 {
			for i := range p.goals {
				p.goals[i].owner = ""
			}
		}
	}
	return pairs
}

// complete reports whether a group has both sides, or may be a draft. A name that could
// not be read has been reported.
func (r *reader) complete(p *pair) bool {
	if r.anyWrong(p) {
		return true
	}
	for i, people := range [][]program.Person{p.mentors, p.mentees} {
		if len(people) > 0 {
			continue
		}
		what := ", and its rows are left out"
		if p.open = r.options.Drafts && len(p.mentors)+len(p.mentees) > 0; p.open {
			what = "; it becomes a draft"
		} else {
			r.report.LeftOut += len(p.rows)
		}
		r.doubt(p.rows[0], r.nameColumn(roles[i]), fmt.Sprintf("group %q has no %s%s", shortened(p.group), roles[i], what),
			"merged cells have their text in the first row only: write it in one row of the group at least")
		return p.open
	}
	return true
}

// join adds a row to its pair.
func (r *reader) join(p *pair, e entry) {
	p.rows = append(p.rows, e.row)
	mergeField(r, p, e.row, fieldID, &p.id, e.id)
	mergeField(r, p, e.row, fieldTitle, &p.title, e.title)
	mergeField(r, p, e.row, fieldLanguage, &p.language, e.language)
	mergeField(r, p, e.row, fieldFirst, &p.first, e.first)
	mergeField(r, p, e.row, fieldTopics, &p.topics, strings.Join(e.topics, " "))
	p.open = p.open || e.open
	for _, person := range e.mentors {
		r.addPerson(p, e.row, program.Mentor, &p.mentors, person)
	}
	for _, person := range e.mentees {
		r.addPerson(p, e.row, program.Mentee, &p.mentees, person)
	}
	r.addOthers(p, e.row, e.others)
	owner := ""
	if len(e.mentees) == 1 {
		owner = e.mentees[0].Name
	}
	for _, title := range e.goals {
		p.goals = append(p.goals, goal{title, owner})
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
	mergeField(r, p, row, of(role, preferred), &old.Preferred, person.Preferred)
	mergeField(r, p, row, of(role, timezone), &old.Timezone, person.Timezone)
	mergeField(r, p, row, of(role, login), &old.Login, person.Login)
	mergeField(r, p, row, of(role, link), &old.Link, person.Link)
}

// identify gives each pair its id, and finds those that cannot have theirs.
func (r *reader) identify(pairs []*pair) []*pair {
	first := map[string]*pair{}
	for _, p := range pairs {
		if r.anyWrong(p) && p.id == "" {
			continue // half a name makes no id
		}
		given := p.id != ""
		stem := p.stem()
		p.id = stem
		for n := 2; p.open && !given && first[p.id] != nil; n++ { // a mentor may wait for several
			p.id = fmt.Sprintf("%s-%d", stem, n)
		}
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
	if more := len(names) - longestStem; more > 0 {
		names = append(names[:longestStem], fmt.Sprintf("and %d", more))
	}
	return program.Slug(strings.Join(names, " "))
}

// longestStem is how many names the name of a file has.
const longestStem = 4

// checkSamePeople warns of people who are together twice.
func (r *reader) checkSamePeople(p *pair) {
	if p.open {
		return
	}
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

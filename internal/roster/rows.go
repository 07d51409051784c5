package roster

import (
	"fmt"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/source"
)

// An entry is what one row says.
type entry struct {
	row            int
	group          string
	id, title      string
	language       program.Language
	first          program.Date
	topics, goals  []string
	mentor, mentee program.Person // without a name: not in this row
}

// readRows reads every row below the header that says anything in a column that
// means something.
func (r *reader) readRows() {
	for _, role := range roles {
		if r.nameColumn(role) < 0 {
			return // reported with the header; every row would only repeat it
		}
	}
	for _, row := range r.filled() {
		r.entries = append(r.entries, r.readRow(row))
	}
}

func (r *reader) readRow(row row) entry {
	e := entry{
		row: row.number, group: r.text(row, fieldGroup), id: r.text(row, fieldID), title: r.text(row, fieldTitle),
		topics: r.readTopics(row), goals: r.list(row, fieldGoals),
		first:  r.day(row, fieldFirst),
		mentor: r.person(row, program.Mentor), mentee: r.person(row, program.Mentee),
	}
	if lang := r.text(row, fieldLanguage); lang != "" {
		r.complaint(row, fieldLanguage, e.language.UnmarshalTOML(lang))
	}
	if e.group == "" {
		r.missing(e, program.Mentor, e.mentor)
		r.missing(e, program.Mentee, e.mentee)
	}
	return e
}

// missing reports a side without a name.
func (r *reader) missing(e entry, role program.Role, p program.Person) {
	if column := r.nameColumn(role); p.Name == "" && !r.wrong(e.row, column) {
		hint := ""
		if r.has(fieldGroup) {
			hint = "rows of one relationship need the same word in the group column"
		}
		r.cell(e.row, column, fmt.Sprintf("the name of the %s is missing", role), hint)
	}
}

// person reads one side of a row.
func (r *reader) person(row row, role program.Role) program.Person {
	p := program.Person{
		Name:     r.text(row, of(role, "")),
		Title:    r.text(row, of(role, jobTitle)),
		Team:     r.text(row, of(role, team)),
		Phone:    r.text(row, of(role, phone)),
		Pronouns: r.text(row, of(role, pronouns)),
	}
	if given := source.OneLine(r.text(row, of(role, firstName)) + " " + r.text(row, of(role, lastName))); p.Name == "" {
		p.Name = given
	}
	if column, ok := r.columns[of(role, phone)]; ok && row.at(column).kind == number && !r.phones[role] {
		r.phones[role] = true // once is enough: it is the same in all rows
		r.doubt(row.number, column, "the telephone numbers are kept as numbers, so that a + or zeros at the beginning may be lost", "format the column as text and look at the numbers")
	}
	if address := r.text(row, of(role, email)); address != "" {
		r.complaint(row, of(role, email), p.Email.UnmarshalTOML(address))
	}
	if nameless := p; p.Name == "" {
		nameless.Name = "?"
		if column := r.nameColumn(role); !samePerson(nameless, program.Person{Name: "?"}) && !r.wrong(row.number, column) {
			r.cell(row.number, column, fmt.Sprintf("there is something about a %s, but no name", role), "")
		}
	}
	return p
}

func samePerson(a, b program.Person) bool {
	return a.Name == b.Name && a.Title == b.Title && a.Team == b.Team && a.Email == b.Email && a.Phone == b.Phone && a.Pronouns == b.Pronouns
}

// readTopics returns the names of the topics of a row. In the sheet a topic may
// be written as its title.
func (r *reader) readTopics(row row) []string {
	var names []string
	for _, item := range r.list(row, fieldTopics) {
		name, ok := r.topics[program.Folded(item)]
		if !ok {
			name, ok = r.topics[program.Slug(item)]
		}
		if !ok {
			hint := "the topics are " + strings.Join(r.names, ", ")
			if near := diag.Nearest(program.Slug(item), r.names); near != "" {
				hint = fmt.Sprintf("did you mean %q? %s", near, hint)
			}
			r.cell(row.number, r.columns[fieldTopics], fmt.Sprintf("there is no topic %q", shortened(item)), hint)
			continue
		}
		names = append(names, name)
	}
	return names
}

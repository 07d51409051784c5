package roster

import (
	"fmt"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/program"
)

// An entry is what one row says.
type entry struct {
	row              int
	group            string
	id, title        string
	language         program.Language
	first            program.Date
	topics, goals    []string
	mentors, mentees []program.Person
	others           []program.Other
	open             bool // a side has nobody yet
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
		if e, ok := r.readRow(row); ok {
			r.entries = append(r.entries, e)
		} else {
			r.report.LeftOut++
		}
	}
}

// readRow reads a row. One that is no relationship is left out.
func (r *reader) readRow(row row) (entry, bool) {
	mentors, sum := r.readSide(row, program.Mentor)
	if sum {
		return entry{}, false
	}
	mentees, sum := r.readSide(row, program.Mentee)
	if sum {
		return entry{}, false
	}
	defer r.remember(row.number, mentors, mentees)
	e := entry{row: row.number, group: r.text(row, fieldGroup), mentors: mentors.people, mentees: mentees.people}
	if e.group == "" {
		if mentors.open && mentees.open {
			r.warn(row.number, "neither side has a name, and the row is left out", "")
			return entry{}, false
		}
		for i, side := range []side{mentors, mentees} {
			if side.open {
				r.openSide(row, roles[i], side)
				e.open = true
			}
		}
		if e.open && !r.options.Drafts {
			return entry{}, false
		}
	}
	e.id, e.title, e.first = r.text(row, fieldID), r.text(row, fieldTitle), r.day(row, fieldFirst)
	e.others = r.readOthers(row)
	e.topics, e.goals = r.readTopics(row), r.list(row, fieldGoals)
	if lang := r.text(row, fieldLanguage); lang != "" {
		r.complaint(row, fieldLanguage, e.language.UnmarshalTOML(lang))
	}
	return e, true
}

// openSide tells of a side without anybody.
func (r *reader) openSide(row row, role program.Role, s side) {
	what := fmt.Sprintf("the name of the %s is missing", role)
	if s.said != "" {
		what = fmt.Sprintf("%q is nobody's name", shortened(s.said))
	}
	const group = `; for one relationship of several people, add a column "group" with the same word in its rows`
	var hints []string
	above := r.above[role]
	switch from := r.mergedFrom(row.number, s.column); {
	case from > 0:
		hints = append(hints, fmt.Sprintf("the cell is merged with that of row %d, and only that one has the text: undo the merging and write the name in every row%s", from, group))
	case r.has(fieldGroup):
		hints = append(hints, "rows of one relationship need the same word in the group column")
	case s.said == "" && role == program.Mentor && above.name != "":
		hints = append(hints, fmt.Sprintf("if %q of row %d is meant, write the name in every row%s", shortened(above.name), above.row, group))
	}
	if r.options.Drafts {
		hints = append(hints, "write the name into the file when it is known, and take its line status out")
	} else {
		hints = append(hints, "with --drafts the row becomes a draft")
	}
	r.doubt(row.number, s.column, what+r.outcome(), strings.Join(hints, "\n"))
}

// An above is the last people of a side, and their row.
type above struct {
	name string
	row  int
}

// remember notes who was named last, for rows below that leave it out.
func (r *reader) remember(row int, sides ...side) {
	for i, s := range sides {
		if len(s.people) > 0 {
			r.above[roles[i]] = above{s.people[0].Name, row}
		}
	}
}

// outcome is what becomes of a row of which one side is open.
func (r *reader) outcome() string {
	if r.options.Drafts {
		return "; the row becomes a draft"
	}
	return ", and the row is left out"
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

package roster

import (
	"fmt"
	"slices"
	"strings"

	"pairbook/internal/program"
)

// A side is the people of one side in a row.
type side struct {
	people []program.Person
	open   bool   // there is nobody, and nothing is wrong with the cell
	column int    // of the names
	said   string // the text in place of a name; empty: the cell is blank
}

// readSide reads one side of a row: the people of its columns, and of those with a
// number. A row that sums up the list is no relationship.
func (r *reader) readSide(row row, role program.Role) (s side, sum bool) {
	s.column = r.nameColumn(role)
	wrong := false
	for _, n := range r.numbers(role) {
		names, column := r.fullNames(row, role, n)
		if r.anyWrongName(row.number, role, n) {
			wrong = true
			continue
		}
		for _, name := range names {
			if isSum(name) {
				r.doubt(row.number, column, fmt.Sprintf("%q is nobody's name, and the row is left out", shortened(name)), "")
				return side{}, true
			}
		}
		people := r.described(row, role, n, names)
		wrong = wrong || r.anyWrongName(row.number, role, n)
		for _, p := range people {
			switch {
			case !isNobody(p.Name):
				s.people = append(s.people, p)
			case p.Name == "" || n > 1:
			case s.said == "":
				s.said, s.column = p.Name, column
			}
		}
	}
	s.open = len(s.people) == 0 && !wrong
	return s, false
}

// numbers are the numbers of the columns of one side, 1 first.
func (r *reader) numbers(role program.Role) []int {
	if r.numbered == nil {
		r.numbered = map[program.Role][]int{}
		for _, role := range roles {
			for n := 1; n <= maxNumbered; n++ {
				for _, a := range []string{"", firstName, lastName, email, jobTitle, team, phone, pronouns, preferred, timezone, login, link} {
					if r.has(ofNumber(role, n, a)) && !slices.Contains(r.numbered[role], n) {
						r.numbered[role] = append(r.numbered[role], n)
					}
				}
			}
		}
	}
	return r.numbered[role]
}

// fullNames returns the names of the n-th columns of a side, and the column they are in.
// First and last names are joined by their places. Beside first names, a column of names
// has last names, unless the first ones are in it: "Nom" beside "Prénom"; and so the other
// way round, "Nombre" beside "Apellidos".
func (r *reader) fullNames(row row, role program.Role, n int) (names []string, column int) {
	column = r.nameColumnOf(role, n)
	if f := ofNumber(role, n, ""); r.has(f) {
		names = r.namesIn(row, f)
		r.doubtLines(row.number, r.columns[f], row.at(r.columns[f]).text, names)
		for _, name := range names {
			if !isNobody(name) && !isSum(name) {
				r.doubtName(row.number, r.columns[f], name)
			}
		}
		if len(names) > 0 {
			return r.completed(row, role, n, names), r.columns[f]
		}
	}
	first, last := r.namesIn(row, ofNumber(role, n, firstName)), r.namesIn(row, ofNumber(role, n, lastName))
	if len(first) > 0 && len(last) > 0 && len(first) != len(last) {
		r.cell(row.number, column, fmt.Sprintf("there are %d first names and %d last names", len(first), len(last)),
			"write as many of both, in the same order, with ; between them")
		return nil, column
	}
	for i := range max(len(first), len(last)) {
		given, family := place(first, i), place(last, i)
		if !isBlank(given) && isBlank(family) {
			family = ""
		}
		if !isBlank(family) && isBlank(given) {
			given = ""
		}
		names = append(names, strings.TrimSpace(given+" "+family))
	}
	return names, column
}

// completed are names with what a column of first names, or one of last names, adds to them.
func (r *reader) completed(row row, role program.Role, n int, names []string) []string {
	firsts, lasts := ofNumber(role, n, firstName), ofNumber(role, n, lastName)
	if r.has(firsts) == r.has(lasts) {
		return names
	}
	other := lasts
	if r.has(firsts) {
		other = firsts
	}
	parts := r.namesIn(row, other)
	for i, name := range names {
		part := strings.TrimSpace(place(parts, i))
		switch {
		case isBlank(part) || isNobody(name) || strings.Contains(" "+plain(name)+" ", " "+plain(part)+" "):
		case r.has(firsts):
			names[i] = part + " " + strings.TrimSpace(name)
		default:
			names[i] = strings.TrimSpace(name) + " " + part
		}
	}
	return names
}

// place returns the i-th part of a cell, nothing when there are fewer.
func place(parts []string, i int) string {
	if i < len(parts) {
		return parts[i]
	}
	return ""
}

// nameColumnOf returns the column with the n-th names of a side, -1 when there is none.
func (r *reader) nameColumnOf(role program.Role, n int) int {
	for _, what := range []string{"", lastName, firstName} {
		if column, ok := r.columns[ofNumber(role, n, what)]; ok {
			return column
		}
	}
	return -1
}

// nameColumn returns the first column with names of a side, -1 when there is none.
func (r *reader) nameColumn(role program.Role) int {
	for _, n := range r.numbers(role) {
		if column := r.nameColumnOf(role, n); column >= 0 {
			return column
		}
	}
	return -1
}

func (r *reader) anyWrongName(row int, role program.Role, n int) bool {
	for _, what := range []string{"", lastName, firstName} {
		if column, ok := r.columns[ofNumber(role, n, what)]; ok && r.wrong(row, column) {
			return true
		}
	}
	return false
}

// described returns the people of the n-th columns of a side, with what is said of each.
func (r *reader) described(row row, role program.Role, n int, names []string) []program.Person {
	people := make([]program.Person, len(names))
	for i, name := range names {
		people[i].Name = name
	}
	for _, a := range []struct {
		what  string
		share bool // one value can be that of all
		set   func(*program.Person, string) error
	}{
		{jobTitle, true, func(p *program.Person, v string) error { p.Title = v; return nil }},
		{team, true, func(p *program.Person, v string) error { p.Team = v; return nil }},
		{phone, false, func(p *program.Person, v string) error { p.Phone = v; return nil }},
		{pronouns, false, func(p *program.Person, v string) error { p.Pronouns = v; return nil }},
		{preferred, false, func(p *program.Person, v string) error { p.Preferred = v; return nil }},
		{timezone, true, func(p *program.Person, v string) error { return p.Timezone.UnmarshalTOML(v) }},
		{login, false, func(p *program.Person, v string) error { p.Login = v; return nil }},
		{link, false, func(p *program.Person, v string) error { return p.Link.UnmarshalTOML(v) }},
		{email, false, func(p *program.Person, v string) error { return p.Email.UnmarshalTOML(v) }},
	} {
		f := ofNumber(role, n, a.what)
		values := r.valuesFor(row, f, len(names))
		if a.what == phone && len(values) > 0 {
			r.doubtPhones(row, role, r.columns[f])
		}
		switch {
		case len(values) == 0:
		case len(names) == 0:
			r.nameless(row, role, n)
		case len(values) == len(names), len(values) == 1 && a.share:
			for i := range people {
				if v := values[min(i, len(values)-1)]; v != "" && !isNobody(people[i].Name) {
					r.complaint(row, f, a.set(&people[i], v))
				}
			}
		default:
			r.cell(row.number, r.columns[f], fmt.Sprintf("%s for %d people", count(len(values), "value", "values"), len(names)),
				"write as many as there are names, in the same order, with ; between them")
		}
	}
	return people
}

// valuesFor returns what a cell says of so many people: one text for one of them, else a
// part for each. Without one that says anything there are none.
func (r *reader) valuesFor(row row, f field, people int) []string {
	text := r.text(row, f)
	if text == "" {
		return nil
	}
	if people < 2 {
		return []string{text}
	}
	values := r.items(row.number, r.columns[f], row.at(r.columns[f]).text)
	for i, v := range values {
		if isBlank(v) {
			values[i] = ""
		}
	}
	return values
}

// nameless reports what is said of somebody who has no name.
func (r *reader) nameless(row row, role program.Role, n int) {
	column := r.nameColumnOf(role, n)
	if column < 0 {
		column = r.nameColumn(role)
	}
	if !r.wrong(row.number, column) {
		r.cell(row.number, column, fmt.Sprintf("there is something about a %s, but no name", role), "")
	}
}

// doubtPhones warns of numbers that are no texts, once for a side: it is the same in all
// rows.
func (r *reader) doubtPhones(row row, role program.Role, column int) {
	if row.at(column).kind == number && !r.phones[role] {
		r.phones[role] = true
		r.doubt(row.number, column, "the telephone numbers are kept as numbers, so that a + or zeros at the beginning may be lost", "format the column as text and look at the numbers")
	}
}

func count(n int, one, several string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, several)
}

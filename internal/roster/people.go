package roster

import (
	"fmt"
	"strings"
	"sync"

	"pairbook/internal/program"
)

// The fields of a relationship.
const (
	fieldID       field = "id"
	fieldGroup    field = "group"
	fieldTitle    field = "title"
	fieldLanguage field = "language"
	fieldFirst    field = "first session"
	fieldTopics   field = "topics"
	fieldGoals    field = "goals"
)

// What is said of a person besides the name.
const (
	email     = "email"
	jobTitle  = "title"
	team      = "team"
	phone     = "phone"
	pronouns  = "pronouns"
	firstName = "first name"
	lastName  = "last name"
)

var roles = []program.Role{program.Mentor, program.Mentee}

// of returns the field for what is said of one side: the role, then what; the role
// alone is the name.
func of(role program.Role, what string) field {
	return field(strings.TrimSpace(string(role) + " " + what))
}

// ofPairs is the vocabulary of a sheet of people.
var ofPairs = sync.OnceValue(func() *vocabulary {
	return newVocabulary(namesBothSides, append(
		append(ofPeople(program.Mentor), ofPeople(program.Mentee)...),
		column{fieldTitle, []string{"relationship title", "workbook title"}},
		column{fieldID, []string{"ids", "relationship id", "pair id", "file", "file name"}},
		column{fieldGroup, []string{"group name", "group id", "circle"}},
		column{fieldLanguage, []string{"lang"}},
		column{fieldFirst, []string{"first", "first meeting", "first date", "first session date", "start", "start date"}},
		column{fieldTopics, []string{"topic"}},
		column{fieldGoals, []string{"goal"}},
	)...)
})

func namesBothSides(fields map[field]bool) bool {
	sides := map[string]bool{}
	for f := range fields {
		side, _, _ := strings.Cut(string(f), " ")
		sides[side] = true
	}
	return sides[string(program.Mentor)] && sides[string(program.Mentee)]
}

// ofPeople returns the columns of one side, in both orders: "mentor email",
// "email of mentor".
func ofPeople(role program.Role) []column {
	attributes := []column{
		{"", []string{"name", "full name"}},
		{email, []string{"mail", "email address", "mail address"}},
		{jobTitle, []string{"job title", "job", "position"}},
		{team, []string{"department", "dept", "unit", "division"}},
		{phone, []string{"telephone", "tel", "phone number", "telephone number", "mobile"}},
		{pronouns, nil},
		{firstName, []string{"given name", "forename"}},
		{lastName, []string{"surname", "family name"}},
	}
	var all []column
	for _, a := range attributes {
		c := column{field: of(role, string(a.field))}
		for _, w := range append([]string{string(a.field)}, a.words...) {
			c.words = append(c.words, string(of(role, w)), string(of(role, "s "+w)))
			if w != "" {
				c.words = append(c.words, w+" "+string(role), w+" of "+string(role), w+" of the "+string(role))
			}
		}
		all = append(all, c)
	}
	return all
}

// findSides reports a side whose names no column has.
func (r *reader) findSides() {
	for _, role := range roles {
		if r.nameColumn(role) < 0 && len(r.header.cells) > 0 {
			r.row(r.header.number, fmt.Sprintf("no column has the names of the %ss", role), r.whichColumn(role))
		}
	}
}

// nameColumn returns the column with the names of a side, -1 when there is none.
func (r *reader) nameColumn(role program.Role) int {
	for _, what := range []string{"", lastName, firstName} {
		if column, ok := r.columns[of(role, what)]; ok {
			return column
		}
	}
	return -1
}

// whichColumn is the hint for a sheet without a side's names. Unless there is only one
// column to choose, it does not say which it is: a guess would be wrong half the time.
func (r *reader) whichColumn(role program.Role) string {
	var headers []string
	for _, c := range r.report.Ignored {
		headers = append(headers, fmt.Sprintf("%q (%s)", shortened(c.Header), c.Letter))
	}
	hint := fmt.Sprintf("call a column %q", role)
	switch {
	case len(headers) == 1 && len(r.report.Used) > 0:
		only := r.report.Ignored[0]
		hint += fmt.Sprintf(", or say that %q is it: --map \"%s=%s\"", shortened(only.Header), only.Letter, role)
	case len(headers) > 0:
		headers = headers[:min(len(headers), longestList)]
		hint += fmt.Sprintf(", or name it by its letter: --map \"LETTER=%s\"; not used yet: %s", role, strings.Join(headers, ", "))
	}
	if len(r.report.Others) > 0 {
		hint += "\nthe other worksheets are " + quoted(r.report.Others) + "; choose one with --sheet"
	}
	return hint
}

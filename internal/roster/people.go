package roster

import (
	"fmt"
	"slices"
	"strings"

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
	preferred = "preferred name"
	timezone  = "time zone"
	login     = "login"
	link      = "link"
	firstName = "first name"
	lastName  = "last name"
)

var roles = []program.Role{program.Mentor, program.Mentee}

// of returns the field for what is said of one side: the role, then what; the role
// alone is the name.
func of(role program.Role, what string) field {
	return field(strings.TrimSpace(string(role) + " " + what))
}

// ofNumber is of for the n-th people of a side, who have columns of their own: "mentee 2
// email".
func ofNumber(role program.Role, n int, what string) field {
	if n == 1 {
		return of(role, what)
	}
	return of(role, strings.TrimSpace(fmt.Sprintf("%d %s", n, what)))
}

// ofPairs is the vocabulary of a sheet of people, in which the programme's own labels are
// words for the roles.
func ofPairs(labels program.Labels) *vocabulary {
	v := newVocabulary(namesBothSides, append(
		append(ofPeople(program.Mentor, "mentor", "mentors"), ofPeople(program.Mentee, "mentee", "mentees")...),
		column{fieldTitle, []string{"relationship title", "workbook title"}},
		column{fieldID, []string{"ids", "relationship id", "pair id", "file", "file name"}},
		column{fieldGroup, []string{"group name", "group id", "circle"}},
		column{fieldLanguage, []string{"lang"}},
		column{fieldFirst, []string{"first", "first meeting", "first date", "first session date", "start", "start date"}},
		column{fieldTopics, []string{"topic"}},
		column{fieldGoals, []string{"goal"}},
	)...)
	v.also(ofPeople(program.Mentor, labels.Mentor, labels.Mentors))
	v.also(ofPeople(program.Mentee, labels.Mentee, labels.Mentees))
	v.also(ofOthers())
	v.foreign = foreignWords()
	v.numbered = numberedPeople
	return v
}

// numberedPeople returns the field of the n-th people of a side for a field of the first.
func numberedPeople(f field, n int) (field, bool) {
	role, what, _ := strings.Cut(string(f), " ")
	if !slices.Contains(roles, program.Role(role)) || n < 1 || n > maxNumbered {
		return "", false
	}
	return ofNumber(program.Role(role), n, what), true
}

func namesBothSides(fields map[field]bool) bool {
	sides := map[string]bool{}
	for f := range fields {
		side, _, _ := strings.Cut(string(f), " ")
		sides[side] = true
	}
	return sides[string(program.Mentor)] && sides[string(program.Mentee)]
}

// ofPeople returns the columns of one side by the words that name it, in both orders:
// "mentor email", "email of mentor".
func ofPeople(role program.Role, sides ...string) []column {
	attributes := []column{
		{"", []string{"name", "full name"}},
		{email, []string{"mail", "email address", "mail address"}},
		{jobTitle, []string{"job title", "job", "position"}},
		{team, []string{"department", "dept", "unit", "division"}},
		{phone, []string{"telephone", "tel", "phone number", "telephone number", "mobile"}},
		{pronouns, nil},
		{preferred, []string{"preferred", "known as", "nickname", "call name"}},
		{timezone, []string{"timezone", "tz"}},
		{login, []string{"login name", "user name", "username", "user id", "account"}},
		{link, []string{"profile", "profile link", "web page", "web site", "website"}},
		{firstName, []string{"given name", "forename"}},
		{lastName, []string{"surname", "family name"}},
	}
	var all []column
	for _, a := range attributes {
		c := column{field: of(role, string(a.field))}
		for _, side := range sides {
			if plain(side) == "" {
				continue
			}
			for _, w := range append([]string{string(a.field)}, a.words...) {
				c.words = append(c.words, side+" "+w)
				if w != "" {
					c.words = append(c.words, side+" "+w+"s", w+" "+side, w+" of "+side, w+" of the "+side)
				}
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

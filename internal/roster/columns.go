package roster

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/source"
)

// A field is what a column can mean, by the words that name it. Those of people
// begin with their role: "mentor email"; the role alone is the name.
type field string

const (
	fieldID       field = "id"
	fieldGroup    field = "group"
	fieldTitle    field = "title"
	fieldLanguage field = "language"
	fieldFirst    field = "first session"
	fieldTopics   field = "topics"
	fieldGoals    field = "goals"
	fieldIgnored  field = "ignore" // for Map alone
)

// of returns the field for what is said of one side; "" is the name.
func of(role program.Role, what string) field {
	return field(strings.TrimSpace(string(role) + " " + what))
}

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

// known are all columns there are, in the order in which they are listed, each
// with the other words that spreadsheets have for it.
var known = append(
	append(ofPeople(program.Mentor), ofPeople(program.Mentee)...),
	column{fieldTitle, []string{"relationship title", "workbook title"}},
	column{fieldID, []string{"ids", "relationship id", "pair id", "file", "file name"}},
	column{fieldGroup, []string{"group name", "group id", "circle"}},
	column{fieldLanguage, []string{"lang"}},
	column{fieldFirst, []string{"first", "first meeting", "first date", "first session date", "start", "start date"}},
	column{fieldTopics, []string{"topic"}},
	column{fieldGoals, []string{"goal"}},
)

type column struct {
	field field
	words []string
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

// fields are the fields by all their words, run together: blanks, capitals,
// hyphens and full stops make no difference.
var fields = sync.OnceValue(func() map[string]field {
	byWord := map[string]field{}
	for _, c := range known {
		for _, w := range append(c.words, string(c.field)) {
			byWord[compact(w)] = c.field
		}
	}
	return byWord
})

// plain is a header in the form in which it is compared with what is known.
func plain(header string) string {
	folded := cases.Fold().String(norm.NFKC.String(header))
	folded = strings.NewReplacer("e-mail", "email", "e mail", "email", "'s ", " ", "’s ", " ").Replace(folded)
	return strings.Join(strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) }), " ")
}

func compact(header string) string { return strings.ReplaceAll(plain(header), " ", "") }

// A Mapping says what a column means whose header says something else.
type Mapping struct {
	Header string // as in the sheet
	Column string // one of the known columns, or "ignore"
}

// ParseMapping reads "Line 1=mentor".
func ParseMapping(text string) (Mapping, error) {
	at := strings.LastIndex(text, "=")
	if at < 0 || plain(text[:at]) == "" || plain(text[at+1:]) == "" {
		return Mapping{}, fmt.Errorf(`%q is no mapping: write the header of the sheet, "=" and what it means, like "Line 1=mentor"`, text)
	}
	return Mapping{strings.TrimSpace(text[:at]), strings.TrimSpace(text[at+1:])}, nil
}

// headerWithin is how many rows may stand above the header: a title, a date, a
// line that says who may read this.
const headerWithin = 20

// findColumns finds the header and what its columns mean. The header is the first
// row that names both sides, else the first row of all.
func (r *reader) findColumns(report *Report) {
	r.columns = map[field]int{}
	t := r.table
	if len(t.rows) == 0 {
		r.problems = append(r.problems, *whole(t.name, "the sheet is empty", ""))
		return
	}
	at := 0
	for i, row := range t.rows[:min(len(t.rows), headerWithin)] {
		if r.namesBothSides(row) {
			at = i
			break
		}
	}
	t.header, t.rows = t.rows[at], t.rows[at+1:]
	report.HeaderRow = t.header.number
	mapped := r.mapped()
	for _, c := range t.header.cells {
		r.findColumn(c, mapped, report)
	}
	for _, role := range []program.Role{program.Mentor, program.Mentee} {
		if !r.has(of(role, "")) && !r.has(of(role, firstName)) && !r.has(of(role, lastName)) {
			r.row(t.header.number, fmt.Sprintf("no column has the names of the %ss", role), r.whichColumn(role, report))
		}
	}
}

// meaning returns what a header means, by the options or by itself.
func (r *reader) meaning(header string, mapped map[string]field) (f field, ok bool) {
	if f, ok = mapped[plain(header)]; ok {
		return f, true
	}
	f, ok = fields()[compact(header)]
	return f, ok
}

func (r *reader) namesBothSides(row row) bool {
	mapped := map[string]field{}
	for _, m := range r.options.Map {
		mapped[plain(m.Header)] = fields()[compact(m.Column)]
	}
	sides := map[string]bool{}
	for _, c := range row.cells {
		if f, ok := r.meaning(c.text, mapped); ok {
			side, _, _ := strings.Cut(string(f), " ")
			sides[side] = true
		}
	}
	return sides[string(program.Mentor)] && sides[string(program.Mentee)]
}

// mapped checks the options against the header.
func (r *reader) mapped() map[string]field {
	mapped := map[string]field{}
	headers := map[string]bool{}
	var names []string
	for _, c := range r.table.header.cells {
		headers[plain(c.text)] = true
		names = append(names, source.OneLine(c.text))
	}
	for _, m := range r.options.Map {
		f, ok := fields()[compact(m.Column)]
		if compact(m.Column) == string(fieldIgnored) {
			f, ok = fieldIgnored, true
		}
		if !ok {
			hint := "the columns are " + quoted(append(allFields(), string(fieldIgnored)))
			if near := nearest(m.Column); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			r.row(r.table.header.number, fmt.Sprintf("no column can mean %q, as --map has it", shortened(m.Column)), hint)
			continue
		}
		if !headers[plain(m.Header)] {
			hint := "the headers are " + quoted(names)
			if near := diag.Nearest(m.Header, names); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			r.row(r.table.header.number, fmt.Sprintf("there is no column %q, which --map speaks of", shortened(m.Header)), hint)
			continue
		}
		mapped[plain(m.Header)] = f
	}
	return mapped
}

// findColumn notes what one column means.
func (r *reader) findColumn(c cell, mapped map[string]field, report *Report) {
	entry := Column{Letter: letter(c.column), Header: source.OneLine(c.text)}
	f, ok := r.meaning(c.text, mapped)
	byMap := mapped[plain(c.text)] == f
	if ok && !byMap {
		for _, m := range mapped {
			ok = ok && m != f // an option wins over what the header itself seems to say
		}
	}
	if !ok || f == fieldIgnored {
		if near := nearest(c.text); !ok && near != "" && !r.has(field(near)) {
			entry.Near = near
			r.doubt(r.table.header.number, c.column, "nothing is known by this name, and the column is left out",
				fmt.Sprintf("did you mean %q? then say --map %s", near, strconv.Quote(entry.Header+"="+near)))
		}
		report.Ignored = append(report.Ignored, entry)
		return
	}
	if first, taken := r.columns[f]; taken {
		r.cell(r.table.header.number, c.column, fmt.Sprintf("column %s means the same, %q", r.table.columnName(first)+" ("+letter(first)+")", f),
			fmt.Sprintf("delete one of the two, or say --map %s", strconv.Quote(entry.Header+"=ignore")))
		return
	}
	r.columns[f] = c.column
	entry.Means = string(f)
	report.Used = append(report.Used, entry)
}

func (r *reader) has(f field) bool {
	_, ok := r.columns[f]
	return ok
}

// whichColumn is the hint for a sheet without a side's names.
func (r *reader) whichColumn(role program.Role, report *Report) string {
	var headers []string
	for _, c := range report.Ignored {
		headers = append(headers, c.Header)
	}
	hint := fmt.Sprintf("call a column %q", role)
	if len(headers) > 0 {
		hint = fmt.Sprintf("call a column %q, or say which it is: --map %s; not used yet: %s", role, strconv.Quote(headers[0]+"="+string(role)), quoted(headers))
	}
	if len(report.Others) > 0 {
		hint += "\nthe other worksheets are " + quoted(report.Others) + "; choose one with --sheet"
	}
	return hint
}

// nearest returns the known column whose words a header is nearest to.
func nearest(header string) string {
	var all []string
	for _, c := range known {
		all = append(append(all, string(c.field)), c.words...)
	}
	if near := diag.Nearest(plain(header), all); near != "" {
		return string(fields()[compact(near)])
	}
	return ""
}

func allFields() []string {
	var names []string
	for _, c := range known {
		names = append(names, string(c.field))
	}
	return names
}

package roster

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

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
func (r *reader) readRows(report *Report) {
	for _, role := range []program.Role{program.Mentor, program.Mentee} {
		if r.nameColumn(role) < 0 {
			return // reported with the header; every row would only repeat it
		}
	}
	hidden := 0
	for _, row := range r.table.rows {
		says := func(column int) bool { return strings.TrimSpace(row.at(column).text) != "" }
		if !slices.ContainsFunc(row.cells, func(c cell) bool { return r.used(c.column) && says(c.column) }) {
			continue
		}
		if row.hidden {
			hidden++
		}
		report.Rows++
		r.entries = append(r.entries, r.readRow(row))
	}
	if report.Rows == 0 {
		r.problems = append(r.problems, *whole(r.table.name, "there are no rows below the header", ""))
	}
	if hidden > 0 {
		p := whole(r.table.name, fmt.Sprintf("rows that the spreadsheet hides are imported too: %d", hidden), "delete them from the sheet if they are not meant")
		p.Severity = diag.Warning
		r.problems = append(r.problems, *p)
	}
}

func (r *reader) used(column int) bool {
	for _, c := range r.columns {
		if c == column {
			return true
		}
	}
	return false
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

func (r *reader) readRow(row row) entry {
	e := entry{
		row: row.number, group: r.text(row, fieldGroup), id: r.text(row, fieldID), title: r.text(row, fieldTitle),
		topics: r.readTopics(row), goals: r.list(row, fieldGoals),
		mentor: r.person(row, program.Mentor), mentee: r.person(row, program.Mentee),
	}
	if lang := r.text(row, fieldLanguage); lang != "" {
		r.complaint(row, fieldLanguage, e.language.UnmarshalTOML(lang))
	}
	if column, ok := r.columns[fieldFirst]; ok && r.text(row, fieldFirst) != "" {
		first, complaint := dateOf(row.at(column), r.options.Dates, r.table.date1904)
		if complaint != nil {
			r.cell(row.number, column, complaint.Text, complaint.Hint)
		}
		e.first = first
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

// complaint reports what the parser of a value says.
func (r *reader) complaint(row row, f field, err error) {
	var c diag.Complaint
	if errors.As(err, &c) {
		r.cell(row.number, r.columns[f], c.Text, c.Hint)
	}
}

// text returns what a row says in the column of a field, on one line; nothing
// when there is no such column or the text is no good.
func (r *reader) text(row row, f field) string {
	column, ok := r.columns[f]
	if !ok {
		return ""
	}
	c := row.at(column)
	if c.kind == fault {
		if !r.wrong(row.number, column) {
			r.cell(row.number, column, "the formula of this cell went wrong: "+shortened(c.text), "write the value itself")
		}
		return ""
	}
	return r.safe(row.number, column, c.text)
}

// safe puts a text into the form that files have. Marks without width at either
// end come with copying from a chat or a mail, and are taken off.
func (r *reader) safe(row, column int, text string) string {
	text = source.OneLine(norm.NFC.String(text))
	if _, _, ok := source.Safe(text); ok {
		return text
	}
	text = source.OneLine(strings.TrimFunc(text, func(c rune) bool {
		_, _, ok := source.Safe(string(c))
		return !ok
	}))
	if _, what, ok := source.Safe(text); !ok {
		if !r.wrong(row, column) {
			r.cell(row, column, "the text holds "+what, "type it anew instead of copying it")
		}
		return ""
	}
	return text
}

// list returns the items of a cell, between semicolons or on lines of their own.
func (r *reader) list(row row, f field) []string {
	column, ok := r.columns[f]
	if !ok || r.text(row, f) == "" {
		return nil
	}
	var items []string
	for _, item := range strings.FieldsFunc(row.at(column).text, func(c rune) bool { return c == ';' || c == '\n' || c == '\r' }) {
		if item = r.safe(row.number, column, item); item != "" {
			items = append(items, item)
		}
	}
	if len(items) > maxItems {
		r.cell(row.number, column, fmt.Sprintf("%d items, more than %d", len(items), maxItems), "")
		return nil
	}
	return items
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

// longestQuote is how many characters of a cell a message shows.
const longestQuote = 60

func shortened(text string) string {
	if runes := []rune(source.OneLine(text)); len(runes) > longestQuote {
		return string(runes[:longestQuote]) + "…"
	}
	return source.OneLine(text)
}

// longestList is how many names a hint lists.
const longestList = 40

func quoted(names []string) string {
	var all []string
	for _, n := range names[:min(len(names), longestList)] {
		all = append(all, fmt.Sprintf("%q", shortened(n)))
	}
	if len(names) > longestList {
		all = append(all, "…")
	}
	return strings.Join(all, ", ")
}

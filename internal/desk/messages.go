package desk

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"pairbook/internal/diag"
	"pairbook/internal/message"
	"pairbook/internal/program"
	"pairbook/internal/render"
	"pairbook/internal/site"
	"pairbook/internal/workbook"
)

// messagesDir is the folder of the tables for mail merge, below the facilitator's output.
const messagesDir = site.Messages

// A letter is a message to one relationship.
type letter struct {
	*message.Message
	to *Relationship
}

// letters returns the messages that a relationship gets, by name: those for its status. It
// gets none when nobody in it has an e-mail address.
func letters(s *site.Site, names []string, r *Relationship) []letter {
	if !r.reachable() {
		return nil
	}
	var all []letter
	for _, name := range names {
		if m := s.Message(name, r.Of.Language); m != nil && slices.Contains(m.To, r.Of.Status) {
			all = append(all, letter{m, r})
		}
	}
	return all
}

// reachable reports whether a message reaches anybody.
func (r *Relationship) reachable() bool {
	hasAddress := func(p Person) bool { return p.Email != "" }
	return slices.ContainsFunc(r.Mentors, hasAddress) || slices.ContainsFunc(r.Mentees, hasAddress)
}

// written lists the messages that somebody in a cohort gets: each has a table.
func (d *Desk) written(c *Cohort) []string {
	type reader struct {
		status   program.Status
		language program.Language
	}
	readers := map[reader]bool{}
	for i := range c.Relationships {
		if r := &c.Relationships[i]; r.reachable() {
			readers[reader{r.Of.Status, r.Of.Language}] = true
		}
	}
	var names []string
	for _, name := range d.messages {
		for reader := range readers {
			if m := d.site.Message(name, reader.language); m != nil && slices.Contains(m.To, reader.status) {
				names = append(names, name)
				break
			}
		}
	}
	return names
}

// messagePath is the file of a message's table.
func messagePath(c *program.Cohort, name string) string {
	return messagesDir + "/" + c.Address + "/" + program.Slug(name) + ".csv"
}

// value returns what a field says of a relationship in a language; empty when nothing is
// known.
func (d *Desk) value(w render.Text, c *program.Cohort, r *program.Relationship, field string) string {
	switch field {
	case "mentor", "mentors":
		return w.And(namesOf(r.Mentors))
	case "mentee", "mentees":
		return w.And(namesOf(r.Mentees))
	case "names":
		return w.And(namesOf(r.People()))
	case "programme":
		return d.site.Program.Title
	case "cohort":
		return c.Title
	case "contact":
		return workbook.ContactText(r.Contact)
	case "first":
		return w.Date(r.First())
	case "next":
		return whenSession(w, r.Next())
	case "last":
		return whenSession(w, r.Last())
	case "link":
		if d.site.Program.Address != "" {
			return string(d.site.Program.Address) + r.Dir() + "/index.html"
		}
	}
	return ""
}

func namesOf(people []program.Person) []string {
	all := make([]string, len(people))
	for i, p := range people {
		all[i] = p.Called()
	}
	return all
}

// whenSession is date, time, place and link of a session; empty without a date.
func whenSession(w render.Text, s *program.Session) string {
	if s == nil || s.Date.IsZero() {
		return ""
	}
	said := []string{w.Date(s.Date)}
	if at := w.Clock(s.Time); at != "" {
		said = append(said, at)
	}
	if place := strings.TrimSpace(s.Place); place != "" {
		said = append(said, place)
	}
	if s.Link != "" {
		said = append(said, string(s.Link))
	}
	return strings.Join(said, ", ")
}

// checkMessages warns of fields that stay empty, once for each field of each message.
// One with a question mark is not meant: the paragraph round it is left out.
func (d *Desk) checkMessages() []diag.Problem {
	if !slices.ContainsFunc(d.site.Messages, func(m *message.Message) bool { return len(m.Required) > 0 }) {
		return nil
	}
	type blank struct {
		message *message.Message
		field   string
	}
	pairs := map[blank][]string{}
	var order []blank
	for i := range d.Cohorts {
		for j := range d.Cohorts[i].Relationships {
			r := &d.Cohorts[i].Relationships[j]
			for _, l := range letters(d.site, d.messages, r) {
				for _, field := range l.Required {
					if b := (blank{l.Message, field}); d.lacking(r.Of, field) {
						if pairs[b] == nil {
							order = append(order, b)
						}
						pairs[b] = append(pairs[b], r.Of.Key())
					}
				}
			}
		}
	}
	var problems []diag.Problem
	for _, b := range order {
		who := pairs[b][0]
		if more := len(pairs[b]) - 1; more > 0 {
			who += fmt.Sprintf(" and %d more", more)
		}
		problems = append(problems, diag.Problem{
			Severity: diag.Warning, Position: b.message.At(b.field),
			Text: fmt.Sprintf("in the message %q, {%s} is empty for %s", b.message.Name, b.field, who),
			Hint: emptyHint(b.field),
		})
	}
	return problems
}

// lacking reports whether a field is empty for a relationship. Names and titles never are.
func (d *Desk) lacking(r *program.Relationship, field string) bool {
	switch field {
	case "first":
		return r.First().IsZero()
	case "next":
		return undated(r.Next())
	case "last":
		return undated(r.Last())
	case "link":
		return d.site.Program.Address == ""
	case "contact":
		return workbook.ContactText(r.Contact) == ""
	}
	return false
}

func undated(s *program.Session) bool { return s == nil || s.Date.IsZero() }

func emptyHint(field string) string {
	hint := map[string]string{
		"link":    `write address = "https://…" in site.toml, where the workbooks can be read`,
		"first":   "write first = … in [schedule]",
		"next":    "write first = … in [schedule], or a date = … for the session",
		"last":    "write first = … in [schedule], or a date = … for the session",
		"contact": "write [contact] in site.toml",
	}[field]
	return strings.TrimPrefix(hint+fmt.Sprintf("; with {%s?} the paragraph is left out where it is empty", field), "; ")
}

// language is that of the text: as the relationship has it, if it is the same language.
func (l letter) language() program.Language {
	if l.to.Of.Language.Base() == l.Language.Base() {
		return l.to.Of.Language
	}
	return l.Language
}

// fill returns the message in the words of its language, the values passed through mend.
func (l letter) fill(d drawer, c *program.Cohort, mend func(string) string) (subject, text string) {
	w := d.r.Text(l.language())
	return l.Fill(func(field string) string { return mend(d.value(w, c, l.to.Of, field)) })
}

// messageTitle is what facilitators call a message, in the programme's language.
func (d *Desk) messageTitle(name string) string {
	if m := d.site.Message(name, d.site.Program.Language); m != nil && m.Title != "" {
		return m.Title
	}
	return name
}

// A writeLink opens the facilitator's mail program with a message to a relationship.
type writeLink struct{ Name, Href string }

// writeLinks lists the links for a row.
func (d drawer) writeLinks(c *program.Cohort, r *Relationship) []writeLink {
	var links []writeLink
	for _, l := range letters(d.site, d.messages, r) {
		var to []string
		for _, p := range r.People() {
			if p.Email != "" {
				to = append(to, string(p.Email))
			}
		}
		subject, text := l.fill(d, c, func(value string) string { return value })
		links = append(links, writeLink{d.messageTitle(l.Name), mailto(to, subject, text)})
	}
	return links
}

// mailto is the address that opens a mail, as RFC 6068 has it: everything but letters,
// digits and a few signs is escaped, lines end in CRLF.
func mailto(to []string, subject, text string) string {
	addresses := make([]string, len(to))
	for i, address := range to {
		addresses[i] = escaped(address, "@-._~")
	}
	body := strings.ReplaceAll(text, "\n", "\r\n")
	return "mailto:" + strings.Join(addresses, ",") + "?subject=" + escaped(subject, "-._~") + "&body=" + escaped(body, "-._~")
}

// escaped escapes all bytes of a text but ASCII letters, digits and some signs.
func escaped(text, signs string) string {
	var b strings.Builder
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte(signs, c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// messageColumns are the keys of the headings of a table for mail merge. Their order is
// part of what others may rely on: new ones go to the end.
var messageColumns = []string{
	"desk.mail.name", "desk.mail.email", "desk.mail.language", "desk.mail.subject", "desk.mail.text", "desk.mail.link", "desk.mail.relationship",
}

// mailTable draws a message to all who get it: a row a person. The text keeps its lines.
func (d drawer) mailTable(c *Cohort, name string, emit emit) ([]diag.Problem, error) {
	return d.table(messagePath(c.Of, name), c, messageColumns, func(_ words, r *Relationship) [][]string { return d.mailRows(c, name, r) }, emit)
}

// mailRows are the rows of those in a relationship that get a message.
func (d drawer) mailRows(c *Cohort, name string, r *Relationship) [][]string {
	var rows [][]string
	for _, l := range letters(d.site, []string{name}, r) {
		subject, text := l.fill(d, c.Of, Safe)
		for _, p := range r.People() {
			rows = append(rows, []string{Safe(p.Name), Safe(string(p.Email)), string(l.language()), Safe(subject), safeStart(text), d.full(r), r.Of.Key()})
		}
	}
	return rows
}

// safeStart puts an apostrophe before a text that a spreadsheet would take for a formula.
// The values in it are safe already, and its lines stay.
func safeStart(text string) string {
	if first, _ := utf8.DecodeRuneInString(text); strings.ContainsRune(signs, first) {
		return "'" + text
	}
	return text
}

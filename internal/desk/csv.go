package desk

import (
	"encoding/csv"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/render"
)

// byteOrderMark tells Excel that a file is UTF-8.
const byteOrderMark = "\ufeff"

// A column of the table: the key of its heading, and its cell.
type column struct {
	heading string
	cell    func(w words, r *Relationship) cell
}

// A cell is one or several values. Each is made safe by itself.
type cell []string

// columns are the facts of the cohort's page. Their order is part of what others
// may rely on: new ones go to the end.
var columns = []column{
	{"desk.csv.cohort", func(_ words, r *Relationship) cell { return cell{r.Of.Cohort} }},
	{"desk.csv.id", func(_ words, r *Relationship) cell { return cell{r.Of.ID} }},
	{"desk.csv.title", func(_ words, r *Relationship) cell { return cell{r.Of.Title} }},
	{"desk.csv.status", func(w words, r *Relationship) cell { return cell{w.say("desk.status." + string(r.Of.Status))} }},
	{"desk.csv.mentors", func(_ words, r *Relationship) cell { return each(r.Mentors, name) }},
	{"desk.csv.mentor-emails", func(_ words, r *Relationship) cell { return each(r.Mentors, email) }},
	{"desk.csv.mentor-phones", func(_ words, r *Relationship) cell { return each(r.Mentors, phone) }},
	{"desk.csv.mentees", func(_ words, r *Relationship) cell { return each(r.Mentees, name) }},
	{"desk.csv.mentee-emails", func(_ words, r *Relationship) cell { return each(r.Mentees, email) }},
	{"desk.csv.mentee-phones", func(_ words, r *Relationship) cell { return each(r.Mentees, phone) }},
	{"desk.csv.next", next(func(s program.Session) string { return strconv.Itoa(s.Number) })},
	{"desk.csv.next-date", next(func(s program.Session) string { return s.Date.String() })},
	{"desk.csv.next-time", next(func(s program.Session) string { return s.Time.String() })},
	{"desk.csv.next-place", next(func(s program.Session) string { return s.Place })},
	{"desk.csv.held", func(_ words, r *Relationship) cell { return cell{strconv.Itoa(r.Held)} }},
	{"desk.csv.planned", func(_ words, r *Relationship) cell { return cell{strconv.Itoa(r.Planned)} }},
	{"desk.csv.blank", func(w words, r *Relationship) cell {
		return each(r.Blank, func(c Clause) string { return w.say("desk.clause." + string(c)) })
	}},
	{"desk.csv.goals", func(_ words, r *Relationship) cell { return cell{strconv.Itoa(len(r.Goals))} }},
	{"desk.csv.missing", missingCell},
	{"desk.csv.open", func(_ words, r *Relationship) cell { return cell{strconv.Itoa(len(r.Open))} }},
	{"desk.csv.actions", func(_ words, r *Relationship) cell {
		return cell{strings.Join(each(r.Open, func(a Action) string { return a.What }), " | ")}
	}},
	{"desk.csv.busy", func(w words, r *Relationship) cell {
		return each(r.Mentors, func(p Person) string {
			if p.Busy == 0 {
				return ""
			}
			return w.say("desk.csv.busy-of", "name", p.Name, "n", p.Busy)
		})
	}},
	{"desk.csv.workbook", func(w words, r *Relationship) cell { return cell{w.workbook(r)} }},
	{"desk.csv.cancelled", func(_ words, r *Relationship) cell { return cell{strconv.Itoa(r.Cancelled)} }},
	{"desk.csv.closed", func(_ words, r *Relationship) cell { return cell{r.Of.Closing.Date.String()} }},
	{"desk.csv.outcome", func(w words, r *Relationship) cell {
		if r.Of.Closing.Outcome == "" {
			return nil
		}
		return cell{w.say("desk.outcome." + string(r.Of.Closing.Outcome))}
	}},
	{"desk.csv.reason", func(_ words, r *Relationship) cell { return cell{r.Of.Closing.Reason} }},
}

func name(p Person) string  { return p.Name }
func email(p Person) string { return string(p.Email) }
func phone(p Person) string { return p.Phone }

// each makes a value of every item; items without one are left out.
func each[T any](items []T, value func(T) string) cell {
	var c cell
	for _, item := range items {
		if v := value(item); v != "" {
			c = append(c, v)
		}
	}
	return c
}

func next(value func(program.Session) string) func(words, *Relationship) cell {
	return func(_ words, r *Relationship) cell {
		if r.Next == nil {
			return nil
		}
		return cell{value(*r.Next)}
	}
}

// missingCell lists the goals that lack something, and what.
func missingCell(w words, r *Relationship) cell {
	return cell{strings.Join(each(r.Goals, func(g Goal) string {
		if len(g.Missing) == 0 {
			return ""
		}
		lacking := each(g.Missing, func(p Part) string { return w.say("goal." + string(p)) })
		return fmt.Sprintf("%d: %s", g.N, strings.Join(lacking, ", "))
	}), " | ")}
}

// words say the strings of a table, and keep the first mistake.
type words struct {
	r       *render.Renderer
	lang    program.Language
	address func(*Relationship) string
	problem *error
}

func (w words) say(key string, pairs ...any) string {
	said, err := w.r.Say(w.lang, key, pairs...)
	if err != nil && *w.problem == nil {
		*w.problem = err
	}
	return said
}

func (w words) workbook(r *Relationship) string { return w.address(r) }

// factsTable draws the facts of a cohort: a row a relationship.
func (d drawer) factsTable(path string, c *Cohort, emit emit) ([]diag.Problem, error) {
	headings := make([]string, len(columns))
	for i, col := range columns {
		headings[i] = col.heading
	}
	return d.table(path, c, headings, func(w words, r *Relationship) [][]string {
		row := make([]string, len(columns))
		for i, col := range columns {
			row[i] = col.cell(w, r).String()
		}
		return [][]string{row}
	}, emit)
}

// table draws a table of a cohort as CSV: UTF-8 with a byte order mark, lines that end in
// CRLF, a line of headings, then the lines of each relationship.
func (d drawer) table(path string, c *Cohort, headings []string, rows func(words, *Relationship) [][]string, emit emit) ([]diag.Problem, error) {
	var fault error
	w := words{r: d.r, lang: d.lang, address: d.fullOrPath, problem: &fault}
	lines := func(rows [][]string) string {
		var b strings.Builder
		out := csv.NewWriter(&b)
		out.UseCRLF = true
		if err := out.WriteAll(rows); fault == nil {
			fault = err
		}
		return b.String()
	}
	pieces := func(yield func(render.Piece) bool) {
		head := make([]string, len(headings))
		for i, key := range headings {
			head[i] = Safe(w.say(key))
		}
		if !yield(render.Piece{Data: func() any { return byteOrderMark + lines([][]string{head}) }}) {
			return
		}
		for i := range c.Relationships {
			r := &c.Relationships[i]
			if !yield(render.Piece{Data: func() any { return lines(rows(w, r)) }, From: from{r.Of, 0, busyMarks(r)}}) {
				return
			}
		}
	}
	problems, err := d.r.Assemble(render.Assembly{
		Path: path, Language: d.lang, Pieces: map[string]iter.Seq[render.Piece]{"": pieces}, Memo: d.memo(path, c),
	}, func(data []byte) error {
		if fault != nil {
			return nil
		}
		return emit(data)
	})
	if fault != nil {
		problems = []diag.Problem{complaint(fault)}
	}
	return problems, err
}

// String joins the values as a spreadsheet shows them. The comma makes the writer
// put quotes round the cell; a semicolon would split it in half of Europe.
func (c cell) String() string {
	values := make([]string, len(c))
	for i, v := range c {
		values[i] = Safe(v)
	}
	return strings.Join(values, ", ")
}

// signs begin a formula. Full-width ones count: some programs read them as the plain
// ones.
const signs = "=+-@＝＋－＠"

// Safe makes one line of a value, and puts an apostrophe before what a spreadsheet
// would take for a formula: a name from a roster must not run anything on the
// facilitator's machine. Telephone numbers with a plus sign get one too.
//
// A formula begins at the start of a cell, or after a semicolon, at which many split
// a line; blanks and quotes may come before it.
func Safe(value string) string {
	parts := strings.Split(oneLine.Replace(value), ";")
	for i, part := range parts {
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(part, " \u00a0\""))
		if strings.ContainsRune(signs, first) {
			parts[i] = "'" + part
		}
	}
	return strings.Join(parts, ";")
}

var oneLine = strings.NewReplacer("\n", " ", "\r", " ", "\t", " ")

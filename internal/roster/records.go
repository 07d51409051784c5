package roster

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/program"
)

// The fields of a sheet of what happened.
const (
	fieldRelationship field = "relationship"
	fieldSession      field = "session"
	fieldHeld         field = "held"
	fieldDate         field = "date"
	fieldCancelled    field = "cancelled"
	fieldWho          field = "who"
	fieldWhat         field = "what"
	fieldDue          field = "due"
	fieldGoal         field = "goal"
	fieldProgress     field = "progress"
	fieldStatus       field = "status"
	fieldPresent      field = "present"
)

// ofRecords is the vocabulary of a sheet of what happened.
var ofRecords = sync.OnceValue(func() *vocabulary {
	return newVocabulary(func(fields map[field]bool) bool { return fields[fieldRelationship] && len(fields) > 1 },
		column{fieldRelationship, []string{"id", "pair", "relationship id", "pair id"}},
		column{fieldSession, []string{"session number", "session no", "n"}},
		column{fieldHeld, []string{"was held", "met"}},
		column{fieldDate, []string{"day", "held on", "session date", "new date"}},
		column{fieldCancelled, []string{"canceled", "reason"}},
		column{fieldWho, []string{"who promised", "owner", "promised by"}},
		column{fieldWhat, []string{"promise", "action", "what was promised"}},
		column{fieldDue, []string{"by when", "due date", "by"}},
		column{fieldGoal, []string{"goal number"}},
		column{fieldProgress, []string{"per cent", "percent", "progress of goal"}},
		column{fieldStatus, []string{"status of promise"}},
		column{fieldPresent, []string{"who was there", "attendance"}},
	)
})

// A Fact is what one row or message says of one relationship.
type Fact struct {
	Name string // of the relationship: cohort/id; empty: it cannot be read, and a problem says why
	edit.Record
}

// Place is where a fact says something, by the name of the column.
func (f Fact) Place(part string) diag.Position {
	if at, ok := f.Where[part]; ok {
		return at
	}
	return f.At
}

// Records are the facts of a sheet, or of pasted lines.
type Records struct {
	Facts    []Fact
	Problems []diag.Problem
	Report   Report // of a sheet
	Passed   int    // lines that say nothing to Pairbook, of pasted ones

	sheet *sheet
}

// ReadRecords reads the sheet called name in folder, a fact in each row. Mistakes in it are
// problems; an error is a fault of the machine, or a missing file.
func ReadRecords(folder fs.FS, name string, o Options) (*Records, error) {
	all := &Records{}
	s, problem, err := openSheet(folder, name, o, &all.Report)
	if err != nil {
		return nil, err
	}
	if problem != nil {
		all.Problems = []diag.Problem{*problem}
		return all, nil
	}
	all.sheet = s
	s.findColumns(ofRecords())
	if _, ok := s.columns[fieldRelationship]; !ok && len(s.header.cells) > 0 {
		s.row(s.header.number, "no column says which relationship is meant", `call a column "relationship"; its rows have cohort/id, or the id alone with --cohort`)
		all.Problems = s.told()
		return all, nil
	}
	for _, row := range s.filled() {
		f := s.fact(row)
		if s.wrongRows[row.number] {
			f.Name = "" // what follows from a mistake is not told
		}
		all.Facts = append(all.Facts, f)
	}
	all.Problems = s.told()
	return all, nil
}

// fact reads one row.
func (s *sheet) fact(row row) Fact {
	f := Fact{Record: edit.Record{At: diag.Position{File: s.name, Line: row.number}, Where: map[string]diag.Position{}}}
	for field, column := range s.columns {
		f.Where[string(field)] = diag.Position{File: s.name, Line: row.number, Column: column + 1}
	}
	f.Name = s.relationship(row)
	f.Session = s.number(row, fieldSession)
	f.Held = s.truth(row, fieldHeld)
	f.Date = s.day(row, fieldDate)
	f.Cancelled = s.text(row, fieldCancelled)
	f.Present = s.list(row, fieldPresent)
	goal := s.number(row, fieldGoal)
	if promise, ok := s.promise(row, goal); ok {
		f.Promises = []edit.Promise{promise}
	}
	if percent, ok := s.percent(row); ok {
		if goal == 0 && !s.wrongRows[row.number] {
			s.cell(row.number, s.columns[fieldProgress], "this is the progress of a goal, and no goal is named", `write its number in a column "goal"`)
		}
		f.Progress = []edit.Progress{{Goal: goal, Percent: percent}}
	}
	if !f.Says() && !s.wrongRows[row.number] {
		s.warn(row.number, "this row says nothing that can be recorded", "")
	}
	return f
}

// Says reports whether a fact says anything.
func (f Fact) Says() bool {
	return f.Held || f.Cancelled != "" || !f.Date.IsZero() || len(f.Present)+len(f.Promises)+len(f.Progress)+len(f.Kept) > 0
}

func (s *sheet) relationship(row row) string {
	name := s.text(row, fieldRelationship)
	column := s.columns[fieldRelationship]
	switch {
	case name == "" && !s.wrong(row.number, column):
		s.cell(row.number, column, "the relationship is missing", "write cohort/id, like spring-2027/tom")
	case strings.Contains(name, "/"):
	case s.options.Cohort != "":
		return s.options.Cohort + "/" + name
	case name != "":
		s.cell(row.number, column, fmt.Sprintf("%q does not say the cohort", shortened(name)), "write cohort/id, or say --cohort for the whole sheet")
	}
	return name
}

// number reads a whole number from 1 on; 0: there is none.
func (s *sheet) number(row row, f field) int {
	text := s.text(row, f)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(strings.TrimSuffix(text, "."))
	if err != nil || n < 1 {
		s.cell(row.number, s.columns[f], fmt.Sprintf("%q is not the number of a %s", shortened(text), f), "write 1, 2, 3")
		return 0
	}
	return n
}

// truth reads yes or no; an empty cell is no.
func (s *sheet) truth(row row, f field) bool {
	text := s.text(row, f)
	switch program.Folded(text) {
	case "", "no", "n", "false", "0", "-":
		return false
	case "yes", "y", "true", "1", "x", "✓", "✔", "held":
		return true
	}
	s.cell(row.number, s.columns[f], fmt.Sprintf("%q is neither yes nor no", shortened(text)), "write yes or no")
	return false
}

// percent reads a progress. A spreadsheet keeps 60 per cent as 0.6.
func (s *sheet) percent(row row) (int, bool) {
	text := s.text(row, fieldProgress)
	if text == "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(text, "%")), 64)
	if row.at(s.columns[fieldProgress]).kind == number && n > 0 && n < 1 {
		n *= 100
	}
	if err != nil || n < 0 || n > 100 {
		s.cell(row.number, s.columns[fieldProgress], fmt.Sprintf("%q is no progress in per cent", shortened(text)), "write a number from 0 to 100")
		return 0, false
	}
	return int(n + 0.5), true
}

// promise reads who does what by when.
func (s *sheet) promise(row row, goal int) (edit.Promise, bool) {
	p := edit.Promise{Who: s.text(row, fieldWho), What: s.text(row, fieldWhat), Due: s.day(row, fieldDue), Goal: goal}
	status := program.Folded(s.text(row, fieldStatus))
	p.Status = program.ActionStatus(status)
	if status != "" && !slices.Contains([]program.ActionStatus{program.Open, program.Done, program.Dropped}, p.Status) {
		s.cell(row.number, s.columns[fieldStatus], fmt.Sprintf("%q is no status of a promise", shortened(status)), "write open, done or dropped")
	}
	missing := func(f, because field) {
		column, ok := s.columns[f]
		if !ok {
			column = s.columns[because]
		}
		if !s.wrongRows[row.number] {
			s.cell(row.number, column, fmt.Sprintf("%q is missing: a promise is who and what", f), "")
		}
	}
	switch {
	case p.Who != "" && p.What == "":
		missing(fieldWhat, fieldWho)
	case p.What != "" && p.Who == "":
		missing(fieldWho, fieldWhat)
	case p.What == "" && !p.Due.IsZero():
		missing(fieldWhat, fieldDue)
	case p.What == "" && status != "":
		missing(fieldWhat, fieldStatus)
	}
	return p, p.What != ""
}

// Told gives the problems that a plan found in the rows of the sheet the form that the others
// have, and returns all.
func (r *Records) Told(problems []diag.Problem) []diag.Problem {
	if r.sheet == nil {
		return append(r.Problems, problems...)
	}
	s := r.sheet
	for _, p := range problems {
		if at := p.Position; at.File == s.name && at.Line > 0 {
			told := s.rowProblem(p.Severity, at.Line, p.Text, p.Hint)
			if at.Column > 0 {
				told = s.cellProblem(p.Severity, at.Line, at.Column-1, p.Text, p.Hint)
			}
			p = told
		}
		s.problems = append(s.problems, p)
	}
	return s.told()
}

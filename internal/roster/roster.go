// Package roster makes relationship files of a sheet of people: CSV or XLSX, a
// relationship a row, or several rows that name the same group.
//
//	bytes ─ kind? ┬ CSV:  encoding, delimiter ─┐
//	              └ XLSX: workbook, sheet ─────┴► table ─ columns ─► entries
//	entries ─ groups, ids ─► pairs ─ TOML ─► files ─ load with the site ─► Plan
//
// Read returns a plan: the files to write, those that exist already, and how the
// sheet was understood. Every problem of every row comes out in one run, with the
// row and the column as the spreadsheet counts them. While there is one that is
// not a warning, the plan has no files.
//
// XLSX is read here, by archive/zip and the tokens of encoding/xml. A roster
// needs the texts and numbers of one sheet, which is a small part of the format.
// The libraries for all of it have answered broken texts and document types with
// no rows and no error, and small files with gigabytes of memory; here each of
// these is a problem, and every part has a limit (limits.go).
//
// The files are TOML written value by value by an encoder, and are loaded
// together with the site before anything is written, so that what is imported
// also builds.
//
// Not here: opening and writing files, and what is said about the plan (package
// main); what a relationship file means (packages program, site).
package roster

import (
	"fmt"
	"io/fs"
	"slices"

	"pairbook/internal/dates"
	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/site"
	"pairbook/internal/source"
)

// Options say how to read a roster. The zero value reads one that says all of
// this itself, but for the Cohort.
type Options struct {
	Cohort string      // the cohort's folder; a new one gets its folder
	Map    []Mapping   // what columns mean whose headers say something else
	Dates  dates.Order // of day and month, where a date could be either
	Sheet  string      // the name of the worksheet; empty: the first one not hidden
}

// A Plan is what an import would write.
type Plan struct {
	Files    []File `json:"files"`  // sorted by path; none while there are problems
	Existing []File `json:"exists"` // files that are there already and stay as they are; without text
	Report   Report `json:"roster"`
}

// A File is one relationship file.
type File struct {
	Path string `json:"file"` // in the site
	Row  int    `json:"row"`  // the first row it is made of
	Text string `json:"-"`
}

// A Report says how a roster was understood.
type Report struct {
	Format    string   `json:"format"`              // "CSV" or "XLSX"
	Encoding  string   `json:"encoding,omitempty"`  // of CSV: "UTF-8", "UTF-16" or "Windows-1252"
	Guessed   bool     `json:"guessed,omitempty"`   // the encoding is a guess
	Delimiter string   `json:"delimiter,omitempty"` // of CSV: "comma", "semicolon", "tab", "vertical bar" or the character
	Sheet     string   `json:"sheet,omitempty"`     // of XLSX
	Others    []string `json:"other_sheets,omitempty"`
	HeaderRow int      `json:"header_row,omitempty"`
	Rows      int      `json:"rows"` // below the header that say anything
	Used      []Column `json:"used"`
	Ignored   []Column `json:"ignored"`
}

// A Column is one column of a roster.
type Column struct {
	Letter string `json:"letter"`            // "A"
	Header string `json:"header"`            // as written
	Means  string `json:"means,omitempty"`   // "mentor email"; empty: ignored
	Near   string `json:"nearest,omitempty"` // the nearest known column, of an ignored one
}

// Read reads the roster called name in folder and plans the files of a cohort of
// the site, own, which lies over the built-in one. Mistakes in the roster are
// problems; an error is a fault of the machine, or a missing file. The plan is
// never nil without an error.
func Read(folder fs.FS, name string, own, builtin fs.FS, o Options) (*Plan, []diag.Problem, error) {
	plan := &Plan{Files: []File{}, Existing: []File{}}
	plan.Report.Used, plan.Report.Ignored = []Column{}, []Column{}
	data, problem, err := source.ReadBinary(folder, name, fileSize)
	if err != nil {
		return nil, nil, err
	}
	if problem != nil {
		return plan, []diag.Problem{*problem}, nil
	}
	sheet, problem := parse(name, data, o.Sheet, &plan.Report)
	if problem != nil {
		return plan, []diag.Problem{*problem}, nil
	}
	r := &reader{table: sheet, options: o, wrongCells: map[[2]int]bool{}, wrongRows: map[int]bool{}, phones: map[program.Role]bool{}}
	if plan.Report.Guessed {
		guess := whole(name, "the file is not UTF-8; it was read as Windows-1252, which is a guess",
			"look whether the accents in the names are right; in UTF-8 there is no doubt")
		guess.Severity = diag.Warning
		r.problems = append(r.problems, *guess)
	}
	r.findColumns(&plan.Report)
	if err := r.load(own, builtin); err != nil {
		return nil, nil, err
	}
	r.readRows(&plan.Report)
	pairs := r.identify(r.gather())
	if err := r.plan(plan, pairs, own, builtin); err != nil {
		return nil, nil, err
	}
	problems := bounded(name, diag.Sort(r.problems))
	if errors, _ := diag.Count(problems); errors > 0 {
		plan.Files, plan.Existing = []File{}, []File{}
	}
	return plan, problems, nil
}

// A reader is one run of Read; its steps go from top to bottom there.
type reader struct {
	table    *table
	options  Options
	problems []diag.Problem

	columns map[field]int // the column of each field, from 0
	topics  map[string]string
	names   []string // of topics, for hints
	people  map[string]string
	taken   map[string]string // addresses of the cohort, and their files
	memory  site.Memory
	entries []entry

	wrongCells map[[2]int]bool // row and column of those with a problem
	wrongRows  map[int]bool
	phones     map[program.Role]bool // whose telephone numbers have been doubted
}

// cell reports a problem with a cell. Columns count from 0.
func (r *reader) cell(row, column int, text, hint string) {
	r.wrongCells[[2]int{row, column}] = true
	r.wrongRows[row] = true
	r.problems = append(r.problems, r.cellProblem(diag.Error, row, column, text, hint))
}

// doubt reports something about a cell that is worth a look.
func (r *reader) doubt(row, column int, text, hint string) {
	r.problems = append(r.problems, r.cellProblem(diag.Warning, row, column, text, hint))
}

func (r *reader) cellProblem(severity diag.Severity, row, column int, text, hint string) diag.Problem {
	return diag.Problem{
		Severity: severity,
		Position: diag.Position{File: r.table.name, Line: row, Column: column + 1},
		Text:     fmt.Sprintf("row %d, column %s: %s", row, r.table.columnName(column), text),
		Hint:     hint,
	}
}

// row reports a problem with a whole row.
func (r *reader) row(row int, text, hint string) {
	r.wrongRows[row] = true
	r.problems = append(r.problems, r.rowProblem(diag.Error, row, text, hint))
}

// warn reports something about a row that is worth a look.
func (r *reader) warn(row int, text, hint string) {
	r.problems = append(r.problems, r.rowProblem(diag.Warning, row, text, hint))
}

func (r *reader) rowProblem(severity diag.Severity, row int, text, hint string) diag.Problem {
	return diag.Problem{
		Severity: severity,
		Position: diag.Position{File: r.table.name, Line: row, Column: 1},
		Text:     fmt.Sprintf("row %d: %s", row, text), Hint: hint,
	}
}

// wrong reports whether a cell has a problem already.
func (r *reader) wrong(row, column int) bool { return r.wrongCells[[2]int{row, column}] }

// anyWrong reports whether a row of the pair has a problem.
func (r *reader) anyWrong(p *pair) bool {
	return slices.ContainsFunc(p.rows, func(row int) bool { return r.wrongRows[row] })
}

// bounded keeps the first of very many problems, and says how many there are.
func bounded(name string, problems []diag.Problem) []diag.Problem {
	more := len(problems) - source.FileProblems
	if more <= 0 {
		return problems
	}
	return append(problems[:source.FileProblems:source.FileProblems], diag.Problem{
		Position: diag.Position{File: name},
		Text:     fmt.Sprintf("and %d more problems", more),
		Hint:     "when all rows have one mistake, look at the header of its column first",
	})
}

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
// What is no matter of people can read other sheets too, with another vocabulary:
//
//	openSheet ─► sheet ─ findColumns(vocabulary) ─ filled ─► rows
//	row, field ─ text, list, day ─► values; what is wrong with a cell is noted
//	told ─► all problems, in their order
//
// A vocabulary (vocabulary.go) lists the fields with all the words that headers have for
// them; ofPairs (people.go) is the one of rosters. A reader of another kind of sheet
// embeds *sheet as the reader of rosters does.
//
// Not here: opening and writing files, and what is said about the plan (package
// main); what a relationship file means (packages program, site).
package roster

import (
	"io/fs"
	"slices"

	"pairbook/internal/dates"
	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/site"
)

// Options say how to read a roster. The zero value reads one that says all of
// this itself, but for the Cohort.
type Options struct {
	Cohort string      // the cohort's folder; a new one gets its folder
	Map    []Mapping   // what columns mean whose headers say something else
	Dates  dates.Order // of day and month, where a date could be either
	Sheet  string      // the name of the worksheet; empty: the first one not hidden

	Encoding string // of CSV, as ParseEncoding returns it; empty: what the file shows
	Drafts   bool   // relationships of which one side is open are written as drafts
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
	Rows      int      `json:"rows"`               // below the header that say anything
	LeftOut   int      `json:"left_out,omitempty"` // of these: rows that are no relationship, or not yet
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
	sheet, problem, err := openSheet(folder, name, o, &plan.Report)
	if err != nil {
		return nil, nil, err
	}
	if problem != nil {
		return plan, []diag.Problem{*problem}, nil
	}
	r := &reader{sheet: sheet, phones: map[program.Role]bool{}, above: map[program.Role]above{}}
	labels, err := r.load(own, builtin)
	if err != nil {
		return nil, nil, err
	}
	r.findColumns(ofPairs(labels))
	r.findSides()
	r.readRows()
	pairs := r.identify(r.gather())
	if err := r.plan(plan, pairs, own, builtin); err != nil {
		return nil, nil, err
	}
	problems := r.told()
	if errors, _ := diag.Count(problems); errors > 0 {
		plan.Files, plan.Existing = []File{}, []File{}
	}
	return plan, problems, nil
}

// A reader is one run of Read; its steps go from top to bottom there.
type reader struct {
	*sheet
	topics  map[string]string
	names   []string // of topics, for hints
	people  map[string]string
	taken   map[string]string // addresses of the cohort, and their files
	memory  site.Memory
	entries []entry

	phones   map[program.Role]bool // whose telephone numbers have been doubted
	numbered map[program.Role][]int
	above    map[program.Role]above
}

// anyWrong reports whether a row of the pair has a problem.
func (r *reader) anyWrong(p *pair) bool {
	return slices.ContainsFunc(p.rows, func(row int) bool { return r.wrongRows[row] })
}

package roster

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/source"
)

// A sheet is a table being read: what its columns mean, and what is wrong in it. It
// knows nothing of people; what the rows of a kind of sheet mean is told by the
// type that holds it.
type sheet struct {
	*table
	options    Options
	report     *Report
	vocabulary *vocabulary
	columns    map[field]int       // the column of each field, from 0
	orders     map[int]columnOrder // of the columns with dates
	problems   []diag.Problem

	wrongCells map[[2]int]bool // row and column of those with a problem
	wrongRows  map[int]bool
}

// openSheet reads the file called name in folder: CSV or XLSX. Without a problem the
// sheet is ready for findColumns.
func openSheet(folder fs.FS, name string, o Options, report *Report) (*sheet, *diag.Problem, error) {
	report.Used, report.Ignored = []Column{}, []Column{}
	data, problem, err := source.ReadBinary(folder, name, fileSize)
	if problem != nil || err != nil {
		return nil, problem, err
	}
	t, problem := parse(name, data, o, report)
	if problem != nil {
		return nil, problem, nil
	}
	s := &sheet{table: t, options: o, report: report, orders: map[int]columnOrder{}, wrongCells: map[[2]int]bool{}, wrongRows: map[int]bool{}}
	if report.Guessed {
		guess := whole(name, "the file is not UTF-8; it was read as Windows-1252, which is a guess",
			"look whether the accents in the names are right; if not, name the encoding with --encoding, or save the file in UTF-8")
		guess.Severity = diag.Warning
		s.problems = append(s.problems, *guess)
	}
	return s, nil, nil
}

// filled returns the rows below the header that say anything in a column that means
// something.
func (s *sheet) filled() []row {
	var all []row
	hidden := 0
	for _, row := range s.rows {
		says := func(column int) bool { return strings.TrimSpace(row.at(column).text) != "" }
		if !slices.ContainsFunc(row.cells, func(c cell) bool { return s.used(c.column) && says(c.column) }) {
			continue
		}
		if row.hidden {
			hidden++
		}
		all = append(all, row)
	}
	s.report.Rows = len(all)
	if len(all) == 0 {
		s.problems = append(s.problems, *whole(s.name, "there are no rows below the header", ""))
	}
	if hidden > 0 {
		p := whole(s.name, fmt.Sprintf("rows that the spreadsheet hides are imported too: %d", hidden), "delete them from the sheet if they are not meant")
		p.Severity = diag.Warning
		s.problems = append(s.problems, *p)
	}
	return all
}

// text returns what a row says in the column of a field, on one line; nothing
// when there is no such column or the text is no good.
func (s *sheet) text(row row, f field) string {
	column, ok := s.columns[f]
	if !ok {
		return ""
	}
	c := row.at(column)
	if c.kind == fault || c.kind == unsolved {
		s.noResult(row.number, c)
		return ""
	}
	if isBlank(c.text) {
		return ""
	}
	return s.safe(row.number, column, c.text)
}

// noResult reports a formula that has no result to read.
func (s *sheet) noResult(row int, c cell) {
	switch {
	case s.wrong(row, c.column):
	case c.kind == fault:
		s.cell(row, c.column, "the formula of this cell went wrong: "+shortened(c.text), "write the value itself")
	default:
		s.cell(row, c.column, fmt.Sprintf("the file has the formula %s and not its result", shortened(c.text)),
			"open the file in a spreadsheet program, which calculates it, and save it there")
	}
}

// list returns the items of a cell, between semicolons or on lines of their own.
func (s *sheet) list(row row, f field) []string {
	column, ok := s.columns[f]
	if !ok || s.text(row, f) == "" {
		return nil
	}
	var items []string
	for _, item := range strings.FieldsFunc(row.at(column).text, func(c rune) bool { return c == ';' || c == '\n' || c == '\r' }) {
		if item = s.safe(row.number, column, item); item != "" {
			items = append(items, item)
		}
	}
	if len(items) > maxItems {
		s.cell(row.number, column, fmt.Sprintf("%d items, more than %d", len(items), maxItems), "")
		return nil
	}
	return items
}

// day returns the day that a row says in the column of a field; none when there is no
// such column or the cell is no good.
func (s *sheet) day(row row, f field) program.Date {
	column, ok := s.columns[f]
	if !ok || s.text(row, f) == "" {
		return program.Date{}
	}
	day, complaint := dateOf(row.at(column), s.options.Dates, s.order(column), s.date1904)
	if complaint != nil {
		s.cell(row.number, column, complaint.Text, complaint.Hint)
	}
	return day
}

// safe puts a text into the form that files have. Marks without width at either
// end come with copying from a chat or a mail, and are taken off.
func (s *sheet) safe(row, column int, text string) string {
	text = source.OneLine(norm.NFC.String(text))
	if _, _, ok := source.Safe(text); ok {
		return text
	}
	text = source.OneLine(strings.TrimFunc(text, func(c rune) bool {
		_, _, ok := source.Safe(string(c))
		return !ok
	}))
	if _, what, ok := source.Safe(text); !ok {
		if !s.wrong(row, column) {
			s.cell(row, column, "the text holds "+what, "type it anew instead of copying it")
		}
		return ""
	}
	return text
}

// complaint reports what the parser of a value says.
func (s *sheet) complaint(row row, f field, err error) {
	var c diag.Complaint
	if errors.As(err, &c) {
		s.cell(row.number, s.columns[f], c.Text, c.Hint)
	}
}

// cell reports a problem with a cell. Columns count from 0.
func (s *sheet) cell(row, column int, text, hint string) {
	s.wrongCells[[2]int{row, column}] = true
	s.wrongRows[row] = true
	s.problems = append(s.problems, s.cellProblem(diag.Error, row, column, text, hint))
}

// doubt reports something about a cell that is worth a look.
func (s *sheet) doubt(row, column int, text, hint string) {
	s.problems = append(s.problems, s.cellProblem(diag.Warning, row, column, text, hint))
}

func (s *sheet) cellProblem(severity diag.Severity, row, column int, text, hint string) diag.Problem {
	return diag.Problem{
		Severity: severity,
		Position: diag.Position{File: s.name, Line: row, Column: column + 1},
		Text:     fmt.Sprintf("row %d, column %s: %s", row, s.columnName(column), text),
		Hint:     hint,
	}
}

// row reports a problem with a whole row.
func (s *sheet) row(row int, text, hint string) {
	s.wrongRows[row] = true
	s.problems = append(s.problems, s.rowProblem(diag.Error, row, text, hint))
}

// warn reports something about a row that is worth a look.
func (s *sheet) warn(row int, text, hint string) {
	s.problems = append(s.problems, s.rowProblem(diag.Warning, row, text, hint))
}

func (s *sheet) rowProblem(severity diag.Severity, row int, text, hint string) diag.Problem {
	return diag.Problem{
		Severity: severity,
		Position: diag.Position{File: s.name, Line: row, Column: 1},
		Text:     fmt.Sprintf("row %d: %s", row, text), Hint: hint,
	}
}

// wrong reports whether a cell has a problem already.
func (s *sheet) wrong(row, column int) bool { return s.wrongCells[[2]int{row, column}] }

// told returns all problems in their order: of very many the first, and how many more
// there are.
func (s *sheet) told() []diag.Problem {
	problems := diag.Sort(s.problems)
	more := len(problems) - source.FileProblems
	if more <= 0 {
		return problems
	}
	return append(problems[:source.FileProblems:source.FileProblems], diag.Problem{
		Position: diag.Position{File: s.name},
		Text:     fmt.Sprintf("and %d more problems", more),
		Hint:     "when all rows have one mistake, look at the header of its column first",
	})
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

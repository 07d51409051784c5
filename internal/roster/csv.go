package roster

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"pairbook/internal/diag"
)

// parseCSV reads what spreadsheet programs write under that name.
func parseCSV(name string, data []byte, named string, report *Report) (*table, *diag.Problem) {
	report.Format = "CSV"
	text, problem := decode(name, data, named, report)
	if problem != nil {
		return nil, problem
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	text, delimiter, problem := separator(name, text)
	if problem != nil {
		return nil, problem
	}
	report.Delimiter = delimiterName(delimiter)
	if problem := survey(name, text, delimiter); problem != nil {
		return nil, problem
	}
	return records(name, text, delimiter)
}

// delimiters are those that are recognised, the likelier first.
const delimiters = ",;\t|"

// separator takes away a first line "sep=;", which Excel obeys and does not
// show, or else finds the delimiter: the most frequent of the usual ones in the
// first record that has any.
func separator(name, text string) (rest string, delimiter rune, problem *diag.Problem) {
	first, after, _ := strings.Cut(text, "\n")
	if len(first) >= 4 && strings.EqualFold(first[:4], "sep=") {
		sign := strings.Trim(first[4:], "\"")
		r, size := utf8.DecodeRuneInString(sign)
		if size == 0 || size < len(sign) || r == utf8.RuneError {
			return "", 0, whole(name, fmt.Sprintf("the first line, %q, names no delimiter", shortened(first)), `write a single character after "sep=", or delete the line`)
		}
		return after, r, nil
	}
	counts := map[rune]int{}
	quoted := false
	for _, r := range text {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '\n' && len(counts) > 0:
			return text, mostFrequent(counts), nil
		case strings.ContainsRune(delimiters, r):
			counts[r]++
		}
	}
	return text, mostFrequent(counts), nil
}

func mostFrequent(counts map[rune]int) rune {
	best := ','
	for _, r := range delimiters {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best
}

func delimiterName(r rune) string {
	switch r {
	case ',':
		return "comma"
	case ';':
		return "semicolon"
	case '\t':
		return "tab"
	case '|':
		return "vertical bar"
	}
	return fmt.Sprintf("%q", r)
}

// survey counts rows and columns before anything is held in memory for them.
// Its idea of what is quoted is that of package csv up to the first mistake,
// where that one stops.
func survey(name, text string, delimiter rune) *diag.Problem {
	rows, columns, size := 1, 1, 0
	quoted := false
	for _, r := range strings.TrimSuffix(text, "\n") {
		size++
		switch {
		case r == '"':
			quoted = !quoted
		case r == delimiter && !quoted:
			columns++
			size = 0
		case r == '\n' && !quoted:
			rows++
			columns, size = 1, 0
		}
		switch {
		case rows > maxRows:
			return tooManyRows(name)
		case columns > maxColumns:
			return tooManyColumns(name, rows)
		case size > maxCell:
			return tooLong(name, rows, columns-1)
		}
	}
	return nil
}

func tooManyRows(name string) *diag.Problem {
	return whole(name, fmt.Sprintf("the sheet has more than %d rows, blank ones included", maxRows),
		"copy the rows with people into a new sheet, or divide them into several")
}

func tooManyColumns(name string, row int) *diag.Problem {
	return &diag.Problem{
		Position: diag.Position{File: name, Line: row, Column: maxColumns + 1},
		Text:     fmt.Sprintf("row %d: more than %d columns", row, maxColumns),
		Hint:     "copy the columns that are wanted into a new sheet",
	}
}

func tooLong(name string, row, column int) *diag.Problem {
	return &diag.Problem{
		Position: diag.Position{File: name, Line: row, Column: column + 1},
		Text:     fmt.Sprintf("row %d, column %s: the text is longer than %d characters", row, letter(column), maxCell),
		Hint:     "look whether a quotation mark is missing, or the text is in the right column",
	}
}

// records reads the rows. Their numbers are those that a spreadsheet shows: a
// cell of several lines is one row.
func records(name, text string, delimiter rune) (*table, *diag.Problem) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord = delimiter, -1
	t := &table{name: name}
	within := 0 // line ends within cells so far
	for {
		record, err := r.Read()
		var wrong *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return t, nil
		case errors.As(err, &wrong):
			return nil, quotes(name, wrong, wrong.StartLine-within)
		case err != nil: // a delimiter that package csv cannot work with
			return nil, whole(name, "the delimiter that the first line names cannot be used", "delete the line")
		}
		line, _ := r.FieldPos(0)
		next := row{number: line - within}
		for column, text := range record {
			within += strings.Count(text, "\n")
			if strings.TrimSpace(text) != "" {
				next.cells = append(next.cells, cell{column: column, text: strings.Clone(text)})
			}
		}
		if len(next.cells) > 0 {
			t.rows = append(t.rows, next)
		}
	}
}

// quotes explains what package csv stopped at.
func quotes(name string, wrong *csv.ParseError, row int) *diag.Problem {
	text := "a cell begins with a quotation mark and does not end with one"
	if errors.Is(wrong.Err, csv.ErrBareQuote) {
		text = "a quotation mark stands in the middle of a cell"
	}
	return &diag.Problem{
		Position: diag.Position{File: name, Line: row, Column: 1},
		Text:     fmt.Sprintf("row %d: %s", row, text),
		Hint:     `a cell with quotation marks in it is written like "Tom ""Tom-Tom"" Okafor"; a spreadsheet program does so by itself`,
	}
}

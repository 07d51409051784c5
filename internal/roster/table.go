package roster

import (
	"strconv"

	"pairbook/internal/diag"
	"pairbook/internal/source"
)

// A table is one sheet, whatever kind of file it comes from. Rows and cells that
// say nothing are left out.
type table struct {
	name     string // of the file
	rows     []row
	date1904 bool // day 0 of numbers that mean days is 1904-01-01

	header row // set by findColumns
}

// A row has the number that the spreadsheet shows beside it.
type row struct {
	number int
	cells  []cell // by column
	hidden bool   // by a filter, or by hand
}

// A cell is what a sheet says in one place.
type cell struct {
	column int // from 0
	text   string
	kind   kind
}

type kind int8

const (
	words  kind = iota // text
	number             // a number, as text
	fault              // the result of a formula that went wrong: "#N/A"
)

// at returns the cell of a column; one that is not there is empty.
func (r row) at(column int) cell {
	for _, c := range r.cells {
		if c.column == column {
			return c
		}
	}
	return cell{column: column}
}

// columnName names a column as an author knows it: by its header, else by its
// letter.
func (t *table) columnName(column int) string {
	if header := source.OneLine(t.header.at(column).text); header != "" {
		return strconv.Quote(shortened(header))
	}
	return letter(column)
}

// letter returns the letters that a spreadsheet shows above a column.
func letter(column int) string {
	name := ""
	for column++; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}

// whole is a problem with the file as a whole.
func whole(name, text, hint string) *diag.Problem {
	return &diag.Problem{Position: diag.Position{File: name}, Text: text, Hint: hint}
}

package roster

import (
	"strconv"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/source"
)

// A table is one sheet, whatever kind of file it comes from. Rows and cells that
// say nothing are left out.
type table struct {
	name     string // of the file
	rows     []row
	date1904 bool // day 0 of numbers that mean days is 1904-01-01
	merged   []area

	header row // set by findColumns
}

// An area is cells that a spreadsheet shows as one. Only the first has a text.
type area struct{ firstRow, lastRow, firstColumn, lastColumn int }

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
	words    kind = iota // text
	number               // a number, as text
	fault                // the result of a formula that went wrong: "#N/A"
	unsolved             // a formula without a result, as text
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

// merge notes an area, such as "A2:A4". One that cannot be read says nothing.
func (t *table) merge(reference string) {
	from, to, ok := strings.Cut(reference, ":")
	firstColumn, ok1 := columnOf(from)
	lastColumn, ok2 := columnOf(to)
	if !ok || !ok1 || !ok2 || len(t.merged) == maxRows {
		return
	}
	firstRow, err1 := strconv.Atoi(strings.TrimLeft(from, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	lastRow, err2 := strconv.Atoi(strings.TrimLeft(to, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if err1 == nil && err2 == nil {
		t.merged = append(t.merged, area{firstRow, lastRow, firstColumn, lastColumn})
	}
}

// mergedFrom returns the row whose cell holds the text of an area that a cell further
// down lies in; 0 when it lies in none.
func (t *table) mergedFrom(row, column int) int {
	for _, a := range t.merged {
		if a.firstRow < row && row <= a.lastRow && a.firstColumn <= column && column <= a.lastColumn {
			return a.firstRow
		}
	}
	return 0
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

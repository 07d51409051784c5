package roster

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/source"
)

// A Mapping says what a column means whose header says something else.
type Mapping struct {
	Header string // as in the sheet, or the letter of the column
	Column string // one of the known columns, or "ignore"
}

// ParseMapping reads "Line 1=mentor" or "B=mentor".
func ParseMapping(text string) (Mapping, error) {
	at := strings.LastIndex(text, "=")
	if at < 0 || plain(text[:at]) == "" || plain(text[at+1:]) == "" {
		return Mapping{}, fmt.Errorf(`%q is no mapping: write the header of the sheet or the letter of the column, "=" and what it means, like "Line 1=mentor" or "B=mentor"`, text)
	}
	return Mapping{strings.TrimSpace(text[:at]), strings.TrimSpace(text[at+1:])}, nil
}

// columns returns the columns, from 0, that a mapping speaks of when a row is the
// header: those with its header, else the one with its letter.
func (m Mapping) columns(header row) []int {
	var all []int
	for _, c := range header.cells {
		if plain(c.text) == plain(m.Header) {
			all = append(all, c.column)
		}
	}
	if len(all) > 0 {
		return all
	}
	if column, ok := columnOf(strings.ToUpper(m.Header) + "1"); ok && column < maxColumns {
		return []int{column}
	}
	return nil
}

// headerWithin is how many rows may stand above the header: a title, a date, a
// line that says who may read this.
const headerWithin = 20

// findColumns finds the header and what its columns mean. The header is the first
// row that the vocabulary takes for one, else the first row of all.
func (s *sheet) findColumns(v *vocabulary) {
	s.vocabulary, s.columns = v, map[field]int{}
	if len(s.rows) == 0 {
		s.problems = append(s.problems, *whole(s.name, "the sheet is empty", ""))
		return
	}
	at := max(0, slices.IndexFunc(s.rows[:min(len(s.rows), headerWithin)], s.isHeader))
	s.header, s.rows = s.rows[at], s.rows[at+1:]
	s.report.HeaderRow = s.header.number
	mapped := s.mapped()
	for _, c := range s.header.cells {
		s.findColumn(c, mapped)
	}
	for _, column := range slices.Sorted(maps.Keys(mapped)) {
		if s.header.at(column).text == "" {
			s.findColumn(cell{column: column}, mapped)
		}
	}
	s.checkShape(mapped)
	s.checkTwice()
}

// checkShape finds texts that stand under no header: nothing says what they are, and in
// a CSV file a row that is too long has its texts in the wrong columns.
func (s *sheet) checkShape(mapped map[int]field) {
	end := 0
	for _, c := range s.header.cells {
		end = max(end, c.column+1)
	}
	blank := map[int][]int{} // rows, by column
	for _, row := range s.rows {
		for _, c := range row.cells {
			_, known := mapped[c.column]
			switch {
			case known || s.header.at(c.column).text != "":
				continue
			case c.column < end:
				blank[c.column] = append(blank[c.column], row.number)
				continue
			}
			s.cell(row.number, c.column, "the row is longer than the header", s.tooLongHint(c.column))
			break
		}
	}
	for _, column := range slices.Sorted(maps.Keys(blank)) {
		rows := blank[column]
		s.wrongRows[rows[0]] = true
		s.problems = append(s.problems, diag.Problem{
			Position: diag.Position{File: s.name, Line: rows[0], Column: column + 1},
			Text:     fmt.Sprintf("%s: column %s is filled and has no header", rowsOf(rows), letter(column)),
			Hint:     fmt.Sprintf("write a header above, empty the cells, or say --map \"%s=ignore\"", letter(column)),
		})
	}
}

// tooLongHint is the hint for a row that is longer than its header.
func (s *sheet) tooLongHint(column int) string {
	hint := fmt.Sprintf("write a header above, empty the cell, or say --map \"%s=ignore\"", letter(column))
	if s.report.Delimiter == "comma" {
		return `a text with a comma stands in quotation marks: "Lee, Ann"; if it is another column, ` + hint
	}
	return hint
}

// isHeader reports whether a row names what a header has to.
func (s *sheet) isHeader(row row) bool {
	fields := map[field]bool{}
	for _, c := range row.cells {
		if f, ok := s.vocabulary.meaning(c.text); ok {
			fields[f] = true
		}
	}
	for _, m := range s.options.Map {
		f, ok := s.vocabulary.meaning(m.Column)
		for _, column := range m.columns(row) {
			if ok && row.at(column).text != "" {
				fields[f] = true
			}
		}
	}
	return s.vocabulary.heads(fields)
}

// mapped checks the options against the header, and returns what they say of
// columns.
func (s *sheet) mapped() map[int]field {
	mapped := map[int]field{}
	var names []string
	for _, c := range s.header.cells {
		names = append(names, source.OneLine(c.text))
	}
	for _, m := range s.options.Map {
		f, ok := s.vocabulary.meaning(m.Column)
		if compact(m.Column) == string(fieldIgnored) {
			f, ok = fieldIgnored, true
		}
		if !ok {
			hint := "the columns are " + quoted(append(s.vocabulary.names(), string(fieldIgnored)))
			if near := s.vocabulary.nearest(m.Column); len(near) > 0 {
				hint = didYouMean(near)
			}
			s.row(s.header.number, fmt.Sprintf("no column can mean %q, as --map has it", shortened(m.Column)), hint)
			continue
		}
		columns := m.columns(s.header)
		if len(columns) == 0 {
			hint := "the headers are " + quoted(names)
			if near := diag.Nearest(m.Header, names); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			s.row(s.header.number, fmt.Sprintf("there is no column %q, which --map speaks of", shortened(m.Header)), hint)
		}
		for _, column := range columns {
			mapped[column] = f
		}
	}
	return mapped
}

// findColumn notes what one column means.
func (s *sheet) findColumn(c cell, mapped map[int]field) {
	entry := Column{Letter: letter(c.column), Header: source.OneLine(c.text)}
	f, byMap := mapped[c.column]
	ok := byMap
	if !byMap {
		f, ok = s.vocabulary.meaning(c.text)
		for _, m := range mapped {
			ok = ok && m != f // an option wins over what the header itself seems to say
		}
	}
	if c.kind == unsolved {
		s.noResult(s.header.number, c)
	}
	if !ok || f == fieldIgnored {
		near := s.vocabulary.nearest(c.text)
		if near = slices.DeleteFunc(near, func(f string) bool { return s.has(field(f)) }); !ok && len(near) > 0 {
			entry.Near = near[0]
			then := "then say --map "
			if len(near) > 1 {
				then = "say which with --map, like --map "
			}
			s.doubt(s.header.number, c.column, "nothing is known by this name, and the column is left out",
				didYouMean(near)+" "+then+strconv.Quote(s.nameForMap(c)+"="+near[0]))
		}
		s.report.Ignored = append(s.report.Ignored, entry)
		return
	}
	if first, taken := s.columns[f]; taken {
		s.cell(s.header.number, c.column, fmt.Sprintf("column %s means the same, %q", s.columnName(first)+" ("+letter(first)+")", f),
			fmt.Sprintf("delete one of the two, or say --map %s%s", strconv.Quote(s.nameForMap(c)+"=ignore"), s.asFurther(c, f)))
		return
	}
	s.columns[f] = c.column
	entry.Means = string(f)
	s.report.Used = append(s.report.Used, entry)
}

// asFurther ends the hint for a second column of names: it may be that of further people.
func (s *sheet) asFurther(c cell, f field) string {
	if s.vocabulary.numbered == nil || strings.Contains(string(f), " ") {
		return ""
	}
	next, ok := s.vocabulary.numbered(f, 2)
	if !ok || s.has(next) {
		return ""
	}
	return fmt.Sprintf("; or, for a further person, --map %s", strconv.Quote(s.nameForMap(c)+"="+string(next)))
}

// nameForMap is how --map can name one column alone: by its header, or by its letter
// when another column has the same header.
func (s *sheet) nameForMap(c cell) string {
	if len((Mapping{Header: c.text}).columns(s.header)) == 1 {
		return source.OneLine(c.text)
	}
	return letter(c.column)
}

func didYouMean(near []string) string {
	if len(near) == 2 {
		return fmt.Sprintf("did you mean %q or %q?", near[0], near[1])
	}
	return fmt.Sprintf("did you mean %q?", near[0])
}

func (s *sheet) has(f field) bool {
	_, ok := s.columns[f]
	return ok
}

func (s *sheet) used(column int) bool {
	for _, c := range s.columns {
		if c == column {
			return true
		}
	}
	return false
}

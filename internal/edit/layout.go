package edit

import (
	"strings"

	"pairbook/internal/tomlfile"
)

// A layout is how the lines of a table are written.
type layout struct {
	indent        string
	before, after string // the sign =
	width         int    // of the keys, when the signs stand below each other; else 0
}

// line writes a key and a value.
func (l layout) line(key, value string) string {
	pad := ""
	if n := l.width - len(key); n > 0 {
		pad = strings.Repeat(" ", n)
	}
	return l.indent + key + pad + l.before + "=" + l.after + value
}

// layout returns that of the lines of a table, so that a new one looks like them.
func (t *Text) layout(lines []tomlfile.Statement, header *tomlfile.Statement) layout {
	l := t.usual()
	if header != nil {
		l.indent = t.indent(header.Start)
	}
	if len(lines) == 0 {
		return l
	}
	text := t.file.Text
	last := lines[len(lines)-1]
	l.indent = t.indent(last.Start)
	l.before, l.after = "", text[last.Equals+1:last.Value]
	column, aligned, padded := -1, true, false
	for _, s := range lines {
		key := strings.TrimRight(text[s.Start:s.Equals], " \t")
		if blanks := s.Equals - s.Start - len(key); blanks > 0 {
			l.before = " "
			padded = padded || blanks > 1
		}
		if at := s.Equals - lineStart(text, s.Start); column >= 0 && at != column {
			aligned = false
		} else {
			column = at
		}
	}
	if aligned && padded {
		l.width = column - len(l.indent) - len(l.before)
	}
	return l
}

// usual returns the layout of the text's last line, without its indent and alignment.
func (t *Text) usual() layout {
	all := t.statements()
	for i := len(all) - 1; i >= 0; i-- {
		if s := all[i]; !s.Header {
			l := layout{}
			if at := t.file.Text[s.Equals-1]; at == ' ' || at == '\t' {
				l.before = " "
			}
			if s.Value > s.Equals+1 {
				l.after = " "
			}
			return l
		}
	}
	return layout{before: " ", after: " "}
}

// layoutOf returns the layout of a new table: with the signs below each other, unless most
// tables of the text have them as they come.
func (t *Text) layoutOf(keys []Pair) layout {
	l := t.usual()
	aligned, ragged := 0, 0
	for _, table := range t.tables() {
		if len(table) < 2 {
			continue
		}
		first, lengths, straight := -1, map[int]bool{}, true
		for _, s := range table {
			at := s.Equals - s.Start
			lengths[len(strings.TrimRight(t.file.Text[s.Start:s.Equals], " \t"))] = true
			straight = straight && (first < 0 || at == first)
			first = at
		}
		switch {
		case !straight:
			ragged++
		case len(lengths) > 1:
			aligned++
		}
	}
	if l.before != "" && aligned >= ragged && (aligned > 0 || ragged == 0) {
		for _, k := range keys {
			l.width = max(l.width, len(tomlfile.Quoted(k.Key)))
		}
	}
	return l
}

// tables returns the lines of all tables.
func (t *Text) tables() map[string][]tomlfile.Statement {
	tables := map[string][]tomlfile.Statement{}
	for _, s := range t.statements() {
		if !s.Header {
			tables[s.Table] = append(tables[s.Table], s)
		}
	}
	return tables
}

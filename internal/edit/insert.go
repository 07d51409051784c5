package edit

import (
	"fmt"
	"strings"

	"pairbook/internal/tomlfile"
)

// added returns the text with a key that it lacks.
func (t *Text) added(path string, value any) (string, error) {
	table, key := tomlfile.Split(path)
	if _, element := index(path); element {
		return "", fmt.Errorf("setting %s: %w", path, ErrByHand)
	}
	place := t.file.Place(table)
	switch place.Shape {
	case tomlfile.Table:
		return t.addLine(table, tomlfile.Quoted(key), value), nil
	case tomlfile.InlineTable:
		return t.addInline(place, tomlfile.Quoted(key)+" = "+literal(value)), nil
	case tomlfile.DottedTable:
		return t.addDotted(table, key, value), nil
	case tomlfile.Implied:
		return t.addBefore(table, "["+table+"]", Pair{key, value}), nil
	case tomlfile.Absent:
		return t.addTable(table, Pair{key, value})
	}
	return "", fmt.Errorf("setting %s, where %q is no table: %w", path, table, ErrByHand)
}

// addLine adds a line to a table, below its last one.
func (t *Text) addLine(table, key string, value any) string {
	lines, header := t.block(table)
	at, text := 0, t.file.Text
	switch {
	case len(lines) > 0:
		at = lineEnd(text, lines[len(lines)-1].End)
	case header != nil:
		at = lineEnd(text, header.End)
	default:
		return t.addFirst(key, value)
	}
	return t.insert(at, t.layout(lines, header).line(key, literal(value)))
}

// addFirst adds the first line that stands in no table: before the first header and the
// comments that belong to it.
func (t *Text) addFirst(key string, value any) string {
	line := t.layout(nil, nil).line(key, literal(value))
	all := t.statements()
	if len(all) == 0 {
		return t.insert(len(t.file.Text), line)
	}
	at := t.above(all[0].Start)
	return splice(t.file.Text, at, at, line+t.lineBreak()+t.lineBreak())
}

// addDotted adds a key with dots below the last one of its table.
func (t *Text) addDotted(table, key string, value any) string {
	var last tomlfile.Statement
	for _, s := range t.statements() {
		if !s.Header && below(s.Path, table) {
			last = s
		}
	}
	// What stands before the table's own part of the path is the path of the table that
	// the line is in.
	written := strings.TrimPrefix(table[len(last.Table):], ".") + "." + tomlfile.Quoted(key)
	lines, header := t.block(last.Table)
	return t.insert(lineEnd(t.file.Text, last.End), t.layout(lines, header).line(written, literal(value)))
}

// addBefore adds a table that so far only longer headers imply, above the first of them.
func (t *Text) addBefore(table, header string, pair Pair) string {
	for _, s := range t.statements() {
		if s.Header && below(s.Path, table) {
			at := t.above(s.Start)
			eol := t.lineBreak()
			indent := t.indent(s.Start)
			line := t.layout(nil, nil).line(tomlfile.Quoted(pair.Key), literal(pair.Value))
			return splice(t.file.Text, at, at, indent+header+eol+indent+line+eol+eol)
		}
	}
	return t.file.Text
}

// addTable adds a table that the text lacks, with its first line.
func (t *Text) addTable(table string, pair Pair) (string, error) {
	outer := parentOf(table)
	for t.file.Place(outer).Shape == tomlfile.Absent {
		outer = parentOf(outer)
	}
	dotted := strings.TrimPrefix(table[len(outer):], ".") + "." + tomlfile.Quoted(pair.Key)
	switch place := t.file.Place(outer); place.Shape {
	case tomlfile.InlineTable:
		return t.addInline(place, dotted+" = "+literal(pair.Value)), nil
	case tomlfile.DottedTable:
		inner, key := tomlfile.Split(outer + "." + dotted)
		if inner != outer {
			return "", fmt.Errorf("setting %s: %w", dotted, ErrByHand)
		}
		return t.addDotted(outer, key, pair.Value), nil
	case tomlfile.Table, tomlfile.Implied:
		return t.appendTable(t.endOf(outer), "["+headerName(table)+"]", []Pair{pair}), nil
	}
	return "", fmt.Errorf("setting %s: %w", dotted, ErrByHand)
}

// headerName is a path as a header has it: without the numbers of elements, since a
// header means the last one.
func headerName(path string) string {
	if path == "" {
		return ""
	}
	if number, element := index(path); element {
		return headerName(strings.TrimSuffix(path, number))
	}
	outer, key := tomlfile.Split(path)
	return tomlfile.Within(headerName(outer), key)
}

// appendTable adds a table with its lines at an offset, which is the end of a section.
func (t *Text) appendTable(at int, header string, keys []Pair) string {
	eol, indent := t.lineBreak(), t.lastIndent(header)
	l := t.layoutOf(keys)
	l.indent = indent
	lines := []string{indent + header}
	for _, k := range keys {
		lines = append(lines, l.line(tomlfile.Quoted(k.Key), literal(k.Value)))
	}
	text := strings.Join(lines, eol)
	if at > 0 && (!t.crowded(header) || strings.HasPrefix(strings.TrimLeft(lastLine(t.file.Text[:at]), " \t"), "#")) {
		text = eol + text
	}
	return t.insert(at, text)
}

// addInline adds a key to a table in braces.
func (t *Text) addInline(place tomlfile.Place, pair string) string {
	text := t.file.Text
	if place.Count == 0 {
		return splice(text, place.Value, place.End, "{ "+pair+" }")
	}
	return t.addElement(place, pair)
}

// appendElement adds an element to a list in brackets.
func (t *Text) appendElement(place tomlfile.Place, element string) string {
	if place.Count == 0 {
		return splice(t.file.Text, place.Value+1, place.Value+1, element)
	}
	return t.addElement(place, element)
}

// addElement adds an element behind the last one, on a line of its own where the closing
// bracket has one.
func (t *Text) addElement(place tomlfile.Place, element string) string {
	text, closing := t.file.Text, place.End-1
	comma, trailing := place.LastEnd, false
	for i := place.LastEnd; i < closing; i++ {
		if text[i] == '#' {
			i = lineEnd(text, i) - 1
		} else if text[i] == ',' {
			comma, trailing = i+1, true
			break
		}
	}
	start := lineStart(text, closing)
	if strings.TrimLeft(text[start:closing], " \t") == "" && start > place.Value {
		line := t.indent(place.LastEnd) + element
		if trailing {
			return text[:start] + line + "," + t.lineBreak() + text[start:]
		}
		return text[:comma] + "," + text[comma:start] + line + t.lineBreak() + text[start:]
	}
	if trailing {
		return splice(text, comma, comma, " "+element+",")
	}
	return splice(text, comma, comma, ", "+element)
}

// insert puts whole lines at an offset where a line begins, or the text ends.
func (t *Text) insert(at int, lines string) string {
	text, eol := t.file.Text, t.lineBreak()
	if at == len(text) && at > 0 && text[at-1] != '\n' {
		return text + eol + lines // the text goes on to end without a line break
	}
	return splice(text, at, at, lines+eol)
}

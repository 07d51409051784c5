package edit

import (
	"strings"

	"pairbook/internal/tomlfile"
)

// Where tables and lines begin and end.

func lineStart(text string, at int) int { return strings.LastIndexByte(text[:at], '\n') + 1 }

// lineEnd returns the offset behind the line break of a line.
func lineEnd(text string, at int) int {
	if end := strings.IndexByte(text[at:], '\n'); end >= 0 {
		return at + end + 1
	}
	return len(text)
}

func lastLine(text string) string {
	text = strings.TrimRight(text, "\r\n")
	return text[lineStart(text, len(text)):]
}

// lineBreak is the line break that the text has.
func (t *Text) lineBreak() string {
	if i := strings.IndexByte(t.file.Text, '\n'); i > 0 && t.file.Text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// indent returns the blanks before what stands in the line of an offset.
func (t *Text) indent(at int) string {
	line := t.file.Text[lineStart(t.file.Text, at):]
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}

// block returns the lines of a table, those of the tables within it excepted, and its
// header; nil for the file as a whole.
func (t *Text) block(table string) (lines []tomlfile.Statement, header *tomlfile.Statement) {
	all := t.statements()
	for i := range all {
		if s := &all[i]; s.Header && s.Path == table {
			header = s
		} else if !s.Header && s.Table == table {
			lines = append(lines, *s)
		}
	}
	return lines, header
}

// below reports whether a path lies in a table, or is the table's.
func below(path, table string) bool {
	rest, ok := strings.CutPrefix(path, table)
	return ok && (table == "" || rest == "" || rest[0] == '.' || rest[0] == '[')
}

// endOf returns the offset behind the last line of a table and of the tables within it, and
// of the comments that stand close below it.
func (t *Text) endOf(table string) int {
	all, text := t.statements(), t.file.Text
	last := -1
	for i, s := range all {
		if below(s.Table, table) {
			last = i
		}
	}
	if last < 0 {
		return len(text)
	}
	at := lineEnd(text, all[last].End)
	if last == len(all)-1 {
		if strings.TrimSpace(text[at:]) == "" {
			return at // blank lines at the end of a file stay at its end
		}
		return len(text)
	}
	comments := at
	for comments < len(text) {
		line := text[comments:lineEnd(text, comments)]
		if strings.HasPrefix(strings.TrimLeft(line, " \t"), "#") {
			comments += len(line)
			continue
		}
		if strings.TrimSpace(line) != "" {
			return at // they belong to the next table
		}
		break
	}
	return comments
}

// above returns the offset where the comments begin that stand close above a line.
func (t *Text) above(at int) int {
	text := t.file.Text
	at = lineStart(text, at)
	for at > 0 {
		before := lineStart(text, at-1)
		if !strings.HasPrefix(strings.TrimLeft(text[before:at], " \t"), "#") {
			break
		}
		at = before
	}
	return at
}

// lastIndent is the indent of the last header of the same form, else none.
func (t *Text) lastIndent(header string) string {
	indent := ""
	for _, s := range t.statements() {
		if s.Header && t.file.Text[s.Start:s.End] == header {
			indent = t.indent(s.Start)
		}
	}
	return indent
}

// crowded reports whether the tables of a list stand without a blank line between.
func (t *Text) crowded(header string) bool {
	for i := len(t.statements()) - 1; i > 0; i-- {
		s := t.statements()[i]
		if s.Header && t.file.Text[s.Start:s.End] == header {
			above := t.above(s.Start)
			return strings.TrimSpace(lastLineOrBlank(t.file.Text[:above])) != ""
		}
	}
	return false
}

// lastLineOrBlank returns the last line of a text that ends with a line break.
func lastLineOrBlank(text string) string {
	if text == "" {
		return ""
	}
	return text[lineStart(text, len(text)-1):]
}

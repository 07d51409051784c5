package diag

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A Position is a place in a file of the site.
type Position struct {
	File    string // path below the site, with slashes
	Line    int    // from 1; 0: the file as a whole
	Column  int    // from 1, in characters
	Width   int    // how many characters are meant; 0: the place before Column
	Excerpt string // the line itself, without its end
}

// String returns "file:line:column", or the file alone when Line is 0.
func (p Position) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// A Source is the text of one file, to find places in.
type Source struct {
	Name string // path below the site, with slashes
	Text string // without byte order mark; line ends as in the file
}

// At returns the position of width bytes of text from a byte offset on. What
// lies outside the text is moved to its end, and a stretch of several lines is
// cut at the end of the first.
func (s Source) At(offset, width int) Position {
	offset = max(0, min(offset, len(s.Text)))
	offset = characterAt(s.Text, offset)
	start := strings.LastIndexByte(s.Text[:offset], '\n') + 1
	line := s.Text[start:]
	if end := strings.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	line = strings.TrimSuffix(line, "\r")
	from := min(offset-start, len(line))
	to := from + max(0, min(width, len(line)-from))
	return Position{
		File:    s.Name,
		Line:    strings.Count(s.Text[:start], "\n") + 1,
		Column:  utf8.RuneCountInString(line[:from]) + 1,
		Width:   utf8.RuneCountInString(line[from:to]),
		Excerpt: line,
	}
}

// characterAt returns where the character begins that the byte at an offset is
// part of. A byte that is part of none, as in text that is not UTF-8, stands for
// itself.
func characterAt(text string, offset int) int {
	start := offset
	for start > 0 && start < len(text) && offset-start < utf8.UTFMax && !utf8.RuneStart(text[start]) {
		start--
	}
	if _, size := utf8.DecodeRuneInString(text[start:]); start+size > offset {
		return start
	}
	return offset
}

// Whole returns the position that means the file as a whole.
func (s Source) Whole() Position { return Position{File: s.Name} }

// Package advice says what is wrong with a TOML text, and what to write instead.
//
// Its readers have never programmed. The messages of the library that reads TOML
// speak of its grammar; those of this package speak of what the author was about
// to write, and no message of the library is ever shown.
//
//	Stop: where reading ended, and what had been read by then
//	     -> rules, each for one kind of mistake -> Problem
//	a value of the wrong type -> words for it, and how to write it
//
// The files are in the order of the rules: characters and texts in quotes, names
// that stand twice, whole lines, brackets, values.
//
// Not here: reading TOML (package tomlfile, which brings the Stop), the keys that
// a table may have (there too).
package advice

import (
	"strings"

	"pairbook/internal/diag"
)

// A Stop is the place where strict reading ended, and what was being read there.
// Offsets are bytes of the text.
type Stop struct {
	diag.Source
	Offset int     // where the strict reader stopped
	Kind   Kind    // what it refused
	Twice  *Repeat // the first name of the text that stands twice; nil: none

	// What the scanner had read when it came to Offset.
	Pos       int    // where it stopped
	Statement int    // offset of the line begun
	Name      string // the key last read, all parts, as it is written
	From      int    // offset of the value last begun; -1: none in this statement
	To        int    // its end; -1: not reached
	Cut       bool   // it is the number or word that Offset lies in
	Open      []int  // offsets of the brackets [ and { not yet closed
	Quote     string // the quotes of a text that is never closed, at From or in the key
	QuoteAt   int

	// Valid reports whether a text sets one key and can be read.
	Valid func(text string) bool

	// Expected says what a key wants; nil: it is not known for any.
	Expected func(key string) Expectation
}

// An Expectation is what a key wants that is no text. The zero Expectation is text, or
// says that it is not known.
type Expectation struct {
	Noun    string // "a whole number"
	Example string // a value: "3"
	Texts   bool   // a list of texts
}

// expected returns what the key of the value that was begun wants.
func (st *Stop) expected() Expectation {
	key := st.key()
	if st.Expected == nil || key == "" {
		return Expectation{}
	}
	return st.Expected(strings.TrimSpace(key[strings.LastIndexByte(key, '.')+1:]))
}

// A Kind tells apart what a strict reader refuses.
type Kind int

const (
	Grammar  Kind = iota // what is written has not the form of TOML
	Escape               // a backslash in "…" that begins nothing
	Control              // a control character
	Repeated             // a name that stands twice
)

// Explain makes the problem of a text that cannot be read.
func Explain(stop Stop) diag.Problem {
	st := &stop
	for _, rule := range rules() {
		if p, ok := rule(st); ok {
			return p
		}
	}
	return st.problem(st.Offset, 1, "this cannot be read",
		`a line is written key = "value"; a table begins with [name], a comment with #`)
}

// A rule explains one kind of mistake; ok is false when it is another.
type rule func(*Stop) (p diag.Problem, ok bool)

// rules are tried in this order: first what makes the rest of the text
// unreadable, then what is known by the shape of a line, then values.
func rules() []rule {
	return []rule{
		escape, unclosed, control, repeated, strange,
		unclosedBracket, head, noComment, withoutEquals, badKey, bracket, behindValue, badValue,
	}
}

// problem places a text and a hint.
func (st *Stop) problem(at, width int, text, hint string) diag.Problem {
	return diag.Problem{Position: st.Source.At(at, width), Text: text, Hint: hint}
}

// lineEnd returns the offset of the end of the line that an offset is in.
func (st *Stop) lineEnd(at int) int {
	if end := strings.IndexByte(st.Text[at:], '\n'); end >= 0 {
		return at + len(strings.TrimSuffix(st.Text[at:at+end], "\r"))
	}
	return len(st.Text)
}

// lineStart returns the offset of the begin of the line that an offset is in.
func (st *Stop) lineStart(at int) int { return strings.LastIndexByte(st.Text[:at], '\n') + 1 }

// line returns the rest of the statement's first line, without blanks at its end.
func (st *Stop) line() string {
	at := st.Statement
	return strings.TrimRight(st.Text[at:max(at, st.lineEnd(at))], " \t\r")
}

// key returns the name of the value that was begun, as it is written.
func (st *Stop) key() string {
	if len(st.Open) > 0 && st.Text[st.Open[len(st.Open)-1]] == '[' {
		return "" // an element of a list has none
	}
	return strings.TrimSpace(st.Name)
}

// give writes a line of the file that would be right.
func (st *Stop) give(value string) string {
	if key := st.key(); key != "" {
		return "write " + key + " = " + value
	}
	return "write " + value
}

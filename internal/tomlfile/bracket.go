package tomlfile

import (
	"strings"
	"unicode/utf8"

	"pairbook/internal/diag"
)

// Rules for what stands in brackets: lists and inline tables.

// unclosedBracket explains a list or inline table that never ends: the text
// ends within it, or goes on with what cannot be in it.
func unclosedBracket(st *stop) (diag.Problem, bool) {
	if !st.nested() {
		return diag.Problem{}, false
	}
	opening := st.seen.open[len(st.seen.open)-1]
	isList := st.text[opening] == '['
	start := st.lineStart(st.at)
	next := strings.TrimLeft(st.text[start:st.lineEnd(st.at)], " \t")
	ended := strings.Trim(st.text[st.seen.pos:], " \t\r\n") == ""
	later := start > opening && (headLine.MatchString(next) || isList && keyValue.MatchString(next))
	if !ended && !later {
		return diag.Problem{}, false
	}
	if isList {
		return st.problem(opening, 1, "the list that begins here is never closed", "write ] behind its last element"), true
	}
	return st.problem(opening, 1, "the table that begins here is never closed", "write } behind its last value"), true
}

// bracket explains what stands in a list or an inline table where a comma, a
// key or a closing bracket is wanted.
func bracket(st *stop) (diag.Problem, bool) {
	if !st.nested() {
		return diag.Problem{}, false
	}
	if st.seen.cut && !valid(st.raw()) {
		return diag.Problem{}, false // badValue
	}
	isList := st.text[st.seen.open[len(st.seen.open)-1]] == '['
	at := st.seen.pos
	here, size := utf8.DecodeRuneInString(st.text[at:])
	ended := st.seen.to >= 0 && st.seen.to <= at // a value is complete
	gap := ended && st.seen.to < at              // and something blank follows it
	switch {
	case here == ',':
		return st.problem(at, 1, "there is a comma too many", "delete it"), true
	case here == ';' && ended:
		return st.problem(at, 1, "elements are separated by commas", "write a comma in its place"), true
	case isList && here == '}':
		return st.problem(at, 1, "a list is closed by ], not by }", "write ] in its place"), true
	case !isList && here == ']':
		return st.problem(at, 1, "a table in braces is closed by }, not by ]", "write } in its place"), true
	case gap && isList && strings.ContainsRune(`"'[{`, here), gap && !isList && keyValue.MatchString(st.text[at:]):
		return st.problem(st.seen.to, 0, "a comma is missing here", "write a comma between the two"), true
	case !isList && !ended && here == ':':
		return st.problem(at, 1, "a key and its value are joined by = here, not by a colon", "write = in its place"), true
	case !isList && !ended && st.seen.from < 0:
		return st.problem(at, size, "a key and its value are wanted here", `write them as in { name = "…", email = "…" }`), true
	}
	return diag.Problem{}, false
}

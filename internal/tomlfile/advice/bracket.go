package advice

import (
	"strings"
	"unicode/utf8"

	"pairbook/internal/diag"
)

// Rules for what stands in brackets: lists and inline tables.

// unclosedBracket explains a list or inline table that never ends: the text
// ends within it, or goes on with what cannot be in it.
func unclosedBracket(st *Stop) (diag.Problem, bool) {
	if !st.nested() {
		return diag.Problem{}, false
	}
	opening := st.Open[len(st.Open)-1]
	isList := st.Text[opening] == '['
	start := st.lineStart(st.Offset)
	next := strings.TrimLeft(st.Text[start:st.lineEnd(st.Offset)], " \t")
	ended := strings.Trim(st.Text[st.Pos:], " \t\r\n") == ""
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
func bracket(st *Stop) (diag.Problem, bool) {
	if !st.nested() {
		return diag.Problem{}, false
	}
	if st.Cut && !st.valid(st.raw()) {
		return diag.Problem{}, false // badValue
	}
	isList := st.Text[st.Open[len(st.Open)-1]] == '['
	at := st.Pos
	here, size := utf8.DecodeRuneInString(st.Text[at:])
	ended := st.To >= 0 && st.To <= at // a value is complete
	gap := ended && st.To < at         // and something blank follows it
	switch {
	case here == ',':
		return st.problem(at, 1, "there is a comma too many", "delete it"), true
	case here == ';' && ended:
		return st.problem(at, 1, "elements are separated by commas", "write a comma in its place"), true
	case isList && here == '}':
		return st.problem(at, 1, "a list is closed by ], not by }", "write ] in its place"), true
	case !isList && here == ']':
		return st.problem(at, 1, "a table in braces is closed by }, not by ]", "write } in its place"), true
	case gap && isList && strings.ContainsRune(`"'[{`, here), gap && !isList && keyValue.MatchString(st.Text[at:]):
		return st.problem(st.To, 0, "a comma is missing here", "write a comma between the two"), true
	case !isList && !ended && here == ':':
		return st.problem(at, 1, "a key and its value are joined by = here, not by a colon", "write = in its place"), true
	case !isList && !ended && st.From < 0:
		return st.problem(at, size, "a key and its value are wanted here", `write them as in { name = "…", email = "…" }`), true
	}
	return diag.Problem{}, false
}

package tomlfile

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"pairbook/internal/diag"
)

// Rules for values: what stands behind "=" or in a list.

// isCurly reports whether a character is a quote that word processors and
// telephones write, or that other languages use.
func isCurly(r rune) bool { return strings.ContainsRune("“”„‟«»‹›‘’‚‛`´＂", r) }

// enquote writes a text as a value, in the quotes that suit it.
func enquote(text string) string {
	switch {
	case len(text) > exampleShown || strings.ContainsFunc(text, unicode.IsControl):
		return `"…"`
	case !strings.ContainsAny(text, `"\`):
		return `"` + text + `"`
	case !strings.Contains(text, "'"):
		return "'" + text + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// valid reports whether a text can stand behind "=" as it is.
func valid(value string) bool {
	if value == "" || len(value) > 4*exampleShown {
		return false
	}
	s := scan("x = " + value)
	if !s.whole() || s.over != none || len(s.root.fields) != 1 {
		return false
	}
	_, err := decode("x = " + value)
	return err == nil
}

// written returns a value as it would have to be written.
func written(value string) string {
	value = strings.TrimSpace(value)
	if bare := strings.TrimRight(value, " ,;"); valid(bare) && bare != "" {
		value = bare
	}
	if valid(value) {
		return value
	}
	if value == "" {
		return `"…"`
	}
	if _, good, ok := date(value); ok && valid(good) {
		return good
	} else if ok {
		return "year-month-day"
	}
	if word := truth(strings.ToLower(value)); word != "" {
		return word
	}
	return enquote(strings.TrimFunc(strings.Trim(value, `"`), isCurly))
}

// judged is how much of a value, in bytes, is looked at to say what it is.
const judged = 400

// raw returns the value that was begun: to the end of the line, in brackets to
// the next comma or bracket.
func (st *stop) raw() string {
	start := st.seen.from
	end := st.lineEnd(start)
	text := st.text[start:min(end, start+judged)]
	if st.nested() {
		if stop := strings.IndexAny(text, ",]}"); stop >= 0 {
			text = text[:stop]
		}
	}
	if comment := strings.Index(text, " #"); comment >= 0 {
		text = text[:comment]
	}
	if strings.HasPrefix(text, "#") {
		return ""
	}
	return strings.TrimRight(text, " \t")
}

var lastKey = regexp.MustCompile(`[ \t]([A-Za-z0-9_-]+)[ \t]*=[ \t]*[^ =]`)

// behindValue explains what stands on the line behind a complete value.
func behindValue(st *stop) (diag.Problem, bool) {
	s := st.seen
	if s.from < 0 || s.to < 0 {
		return diag.Problem{}, false
	}
	value, at := st.text[s.from:s.to], s.to
	rest := st.text[at:max(at, st.lineEnd(at))]
	trimmed := strings.TrimSpace(rest)
	at += len(rest) - len(strings.TrimLeft(rest, " \t"))
	if m := lastKey.FindStringSubmatchIndex(" " + strings.TrimLeft(rest, " \t")); m != nil && m[2] == 1 && !st.nested() {
		name := trimmed[:m[3]-1]
		return st.problem(at, len(name), "each key needs a line of its own", "begin a new line before "+name), true
	}
	if !strings.ContainsAny(value[:1], `"'[{`) {
		return diag.Problem{}, false // numbers and words: badValue
	}
	switch {
	case trimmed == "" || strings.HasPrefix(trimmed, "#") || st.nested() && strings.ContainsAny(trimmed[:1], ",]}"):
		return diag.Problem{}, false
	case strings.HasPrefix(trimmed, "//") || strings.HasPrefix(trimmed, "/*"):
		return st.problem(at, 2, "a comment begins with #, not with "+trimmed[:2], "write # in its place"), true
	case trimmed == "," || trimmed == ";":
		return st.problem(at, 1, "a line does not end with "+trimmed, "delete it"), true
	case trimmed[0] == ',' && !st.nested():
		if list := "[" + value + trimmed + "]"; valid(list) {
			return st.problem(s.from, s.to-s.from+len(rest), "several values need brackets round them", st.give(list)), true
		}
	case trimmed[0] == '=', len(value) > 2 && value[1] == value[0] && value[2] == value[0]:
	case st.nested() && strings.HasSuffix(strings.TrimRight(value[1:len(value)-1], " "), ","):
		return st.problem(s.from, len(value)-1, "the closing quote is missing",
			st.give(enquote(strings.TrimRight(value[1:len(value)-1], ", ")))), true
	case value[0] == '"' && strings.Contains(trimmed, `"`):
		return st.problem(at, len(trimmed), "there are quotes within the quotes", st.give(enquote(st.inside(value, rest)))), true
	case value[0] == '\'' && strings.Contains(trimmed, `'`):
		return st.problem(at, len(trimmed), "there is an apostrophe within single quotes", st.give(enquote(st.inside(value, rest)))), true
	}
	return st.problem(at, len(trimmed), "something stands behind the value",
		"put it inside the quotes or brackets, or put # before it when it is a comment"), true
}

// inside returns what an author put in quotes when the text has such quotes too:
// everything up to the last of them, in a list to the last before a comma.
func (st *stop) inside(value, rest string) string {
	quote := value[:1]
	if st.nested() {
		for i := range len(rest) {
			if rest[i] == quote[0] && ends(rest[i+1:]) {
				return value[1:] + rest[:i]
			}
		}
	}
	whole := value + rest
	return whole[1:strings.LastIndex(whole, quote)]
}

// ends reports whether an element of a list ends here.
func ends(rest string) bool {
	rest = strings.TrimLeft(rest, " \t\r")
	return rest == "" || strings.ContainsAny(rest[:1], ",]}")
}

// badValue explains a value that is none.
func badValue(st *stop) (diag.Problem, bool) {
	raw := ""
	if st.seen.from >= 0 {
		raw = st.raw()
	}
	if raw == "" {
		sign := equals(st.line())
		if st.nested() || sign < 0 {
			return st.noValue(st.at), true
		}
		return st.noValue(st.seen.statement + sign), true
	}
	if st.nested() {
		if words := strings.Join(strings.Fields(raw), ", "); words != raw && valid("["+words+"]") {
			return st.problem(st.seen.from, len(raw), "a comma is missing here", "write "+words), true
		}
		if m := lastKey.FindStringIndex(raw); m != nil {
			return st.problem(st.seen.from+m[0], 0, "a comma is missing here", "write a comma between the two"), true
		}
	}
	text, hint := judgeValue(raw, st.message, st.give)
	return st.problem(st.seen.from, len(raw), text, hint), true
}

// noValue explains an "=" with nothing behind it.
func (st *stop) noValue(at int) diag.Problem {
	next := strings.TrimLeft(st.text[st.lineEnd(at):], " \t\r\n")
	if strings.HasPrefix(next, "- ") {
		return st.problem(at, 1, "a value is missing here", st.give(`["…", "…"]`)+", all on one line or with a comma behind each")
	}
	if next != "" && strings.ContainsRune(`"'{`, rune(next[0])) {
		return st.problem(at, 1, "a value is missing here", "begin the value on the same line as its key")
	}
	return st.problem(at, 1, "a value is missing here", st.give(`"…"`)+", or put # before the line")
}

var (
	twoNumbers   = regexp.MustCompile(`^[+-]?\d+,\d+$`)
	percent      = regexp.MustCompile(`^([+-]?[\d.]+) ?%$`)
	leadingZero  = regexp.MustCompile(`^[+-]?0\d+$`)
	wholeNumber  = regexp.MustCompile(`^[+-]?\d[\d_]*$`)
	otherNothing = regexp.MustCompile(`^(?i:null|nil|none|undefined|~)$`)
)

// judgeValue says what is wrong with a value that is no valid one; give writes
// a line with a better one.
func judgeValue(raw, message string, give func(string) string) (text, hint string) {
	bare := strings.TrimRight(raw, ",; ")
	first, _ := utf8.DecodeRuneInString(raw)
	if text, good, ok := date(raw); ok {
		if good == "" {
			return text, "a date is written year-month-day, such as 2027-01-14"
		}
		return text, give(good)
	}
	if text, good, ok := clock(raw); ok {
		return text, timeHint(good, give)
	}
	word := truth(strings.ToLower(raw))
	switch {
	case strings.ContainsRune("=:>", first):
		return "one = is all that stands between a key and its value", give(written(strings.TrimLeft(raw, "=:> ")))
	case strings.HasPrefix(raw, ".") && valid("0"+raw):
		return "a number begins with a digit", give("0" + raw)
	case strings.HasSuffix(raw, ".") && valid(strings.TrimSuffix(raw, ".")):
		return "a number ends with a digit", give(strings.TrimSuffix(raw, "."))
	case isCurly(first):
		return "curly quotes are not quotes here", give(enquote(strings.TrimFunc(bare, isCurly)))
	case bare != raw && valid(bare):
		return "a line does not end with " + raw[len(bare):], give(bare)
	case strings.EqualFold(raw, word) && word != "":
		return word + " is written in small letters", give(word)
	case word != "":
		return raw + " is no value; there are true and false", give(word)
	case otherNothing.MatchString(raw):
		return "there is no word for an empty value", "leave the line out, or put # before it"
	case twoNumbers.MatchString(raw):
		return "a number has no comma", give(strings.Replace(raw, ",", ".", 1)) + ", or [" + strings.Replace(raw, ",", ", ", 1) + "] for two numbers"
	case valid("[" + bare + "]"):
		return "several values need brackets round them", give("[" + bare + "]")
	case percent.MatchString(raw):
		return "a number is written without %", give(percent.FindStringSubmatch(raw)[1])
	case leadingZero.MatchString(raw):
		return "a number does not begin with 0", give(enquote(raw)) + " if it is text"
	case wholeNumber.MatchString(raw) && strings.Contains(message, "out of range"):
		return "this number is too large", give(enquote(raw)) + " if it is text"
	}
	if m := lastKey.FindStringSubmatch(raw); m != nil {
		return "each key needs a line of its own", "begin a new line before " + m[1]
	}
	if strings.ContainsRune("[{\"'", first) {
		return "this value cannot be read", fmt.Sprintf(`a text is written "…", a list [%s]`, `"…", "…"`)
	}
	return "text needs quotes round it", give(enquote(strings.Trim(bare, `"`)))
}

// timeHint gives the time as it should be, or says what a time is.
func timeHint(good string, give func(string) string) string {
	if good == "" {
		return "a time is written hour:minute, from 00:00 to 23:59"
	}
	return give(good)
}

package advice

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"pairbook/internal/dates"
	"pairbook/internal/diag"
)

// Rules for values: what stands behind "=" or in a list.

// isCurly reports whether a character is a quote that word processors and
// telephones write, or that other languages use.
func isCurly(r rune) bool { return strings.ContainsRune("“”„‟«»‹›‘’‚‛`´＂", r) }

// enquote writes a text as a value, in the quotes that suit it.
func enquote(text string) string {
	switch {
	case len(text) > ExampleShown || strings.ContainsFunc(text, unicode.IsControl):
		return `"…"`
	case !strings.ContainsAny(text, `"\`):
		return `"` + text + `"`
	case !strings.Contains(text, "'"):
		return "'" + text + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// valid reports whether a text can stand behind "=" as it is.
func (st *Stop) valid(value string) bool {
	return value != "" && len(value) <= 4*ExampleShown && st.Valid("x = "+value)
}

// written returns a value as it would have to be written.
func (st *Stop) written(value string) string {
	value = strings.TrimSpace(value)
	if bare := strings.TrimRight(value, " ,;"); st.valid(bare) && bare != "" {
		value = bare
	}
	if st.valid(value) {
		return value
	}
	if value == "" {
		return `"…"`
	}
	if _, good, ok := date(value); ok && st.valid(good) {
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
func (st *Stop) raw() string {
	start := st.From
	end := st.lineEnd(start)
	text := st.Text[start:min(end, start+judged)]
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
func behindValue(st *Stop) (diag.Problem, bool) {
	if st.From < 0 || st.To < 0 {
		return diag.Problem{}, false
	}
	value, at := st.Text[st.From:st.To], st.To
	rest := st.Text[at:max(at, st.lineEnd(at))]
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
		if list := "[" + value + trimmed + "]"; st.valid(list) {
			return st.problem(st.From, st.To-st.From+len(rest), "several values need brackets round them", st.give(list)), true
		}
	case trimmed[0] == '=', len(value) > 2 && value[1] == value[0] && value[2] == value[0]:
	case st.nested() && strings.HasSuffix(strings.TrimRight(value[1:len(value)-1], " "), ","):
		return st.problem(st.From, len(value)-1, "the closing quote is missing",
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
func (st *Stop) inside(value, rest string) string {
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
func badValue(st *Stop) (diag.Problem, bool) {
	raw := ""
	if st.From >= 0 {
		raw = st.raw()
	}
	if raw == "" {
		sign := equals(st.line())
		if st.nested() || sign < 0 {
			return st.noValue(st.Offset), true
		}
		return st.noValue(st.Statement + sign), true
	}
	if st.nested() {
		if words := strings.Join(strings.Fields(raw), ", "); words != raw && st.valid("["+words+"]") {
			return st.problem(st.From, len(raw), "a comma is missing here", "write "+words), true
		}
		if m := lastKey.FindStringIndex(raw); m != nil {
			return st.problem(st.From+m[0], 0, "a comma is missing here", "write a comma between the two"), true
		}
	}
	text, hint := st.judge(raw)
	return st.problem(st.From, len(raw), text, hint), true
}

// colour is one as style sheets have it.
var colour = regexp.MustCompile(`^=[ \t]*(#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3,4}))(?:[ \t;,]|$)`)

// noValue explains an "=" with nothing behind it.
func (st *Stop) noValue(at int) diag.Problem {
	if m := colour.FindStringSubmatchIndex(st.Text[at:st.lineEnd(at)]); m != nil {
		return st.problem(at+m[2], m[3]-m[2], "without quotes this is a comment, not a colour", st.give(enquote(st.Text[at+m[2]:at+m[3]])))
	}
	next := strings.TrimLeft(st.Text[st.lineEnd(at):], " \t\r\n")
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

// judge says what is wrong with a value that is no valid one, and what to write.
func (st *Stop) judge(raw string) (text, hint string) {
	bare := strings.TrimRight(raw, ",; ")
	first, _ := utf8.DecodeRuneInString(raw)
	if text, good, ok := date(raw); ok {
		if good == "" {
			return text, "a date is written year-month-day, such as 2027-01-14"
		}
		return text, st.give(good)
	}
	if text, good, ok := clock(raw); ok {
		return text, st.timeHint(good)
	}
	word := truth(strings.ToLower(raw))
	switch {
	case strings.ContainsRune("=:>", first):
		return "one = is all that stands between a key and its value", st.give(st.written(strings.TrimLeft(raw, "=:> ")))
	case strings.HasPrefix(raw, ".") && st.valid("0"+raw):
		return "a number begins with a digit", st.give("0" + raw)
	case strings.HasSuffix(raw, ".") && st.valid(strings.TrimSuffix(raw, ".")):
		return "a number ends with a digit", st.give(strings.TrimSuffix(raw, "."))
	case isCurly(first):
		return "curly quotes are not quotes here", st.give(enquote(strings.TrimFunc(bare, isCurly)))
	case bare != raw && st.valid(bare):
		return "a line does not end with " + raw[len(bare):], st.give(bare)
	case strings.EqualFold(raw, word) && word != "":
		return word + " is written in small letters", st.give(word)
	case word != "":
		return raw + " is no value; there are true and false", st.give(word)
	case otherNothing.MatchString(raw):
		return "there is no word for an empty value", "leave the line out, or put # before it"
	case twoNumbers.MatchString(raw):
		return "a number has no comma", st.give(strings.Replace(raw, ",", ".", 1)) + ", or [" + strings.Replace(raw, ",", ", ", 1) + "] for two numbers"
	case st.valid("[" + bare + "]"):
		return "several values need brackets round them", st.give("[" + bare + "]")
	case dates.Hyphens(raw) != raw && st.valid(dates.Hyphens(raw)):
		return "the sign before a number is a hyphen, not another dash", st.give(dates.Hyphens(raw))
	case percent.MatchString(raw):
		return "a number is written without %", st.give(percent.FindStringSubmatch(raw)[1])
	case leadingZero.MatchString(raw):
		return "a number does not begin with 0", st.give(enquote(raw)) + " if it is text"
	case wholeNumber.MatchString(raw) && tooLarge(raw):
		return "this number is too large", st.give(enquote(raw)) + " if it is text"
	}
	if m := lastKey.FindStringSubmatch(raw); m != nil {
		return "each key needs a line of its own", "begin a new line before " + m[1]
	}
	if strings.ContainsRune("[{\"'", first) {
		return "this value cannot be read", fmt.Sprintf(`a text is written "…", a list [%s]`, `"…", "…"`)
	}
	return "text needs quotes round it", st.give(enquote(strings.Trim(bare, `"`)))
}

// tooLarge reports whether a whole number is beyond what 64 bits hold.
func tooLarge(raw string) bool {
	_, err := strconv.ParseInt(strings.ReplaceAll(raw, "_", ""), 10, 64)
	return errors.Is(err, strconv.ErrRange)
}

// timeHint gives the time as it should be, or says what a time is.
func (st *Stop) timeHint(good string) string {
	if good == "" {
		return "a time is written hour:minute, from 00:00 to 23:59"
	}
	return st.give(good)
}

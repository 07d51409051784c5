package advice

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"pairbook/internal/diag"
)

// Rules for whole lines: names in brackets, comments, keys.

var (
	// keyValue is a line that sets a key: in a list or behind a value it shows
	// that something was not closed.
	keyValue = regexp.MustCompile(`^[A-Za-z0-9_."'-]+[ \t]*=`)
	// colon is a line as YAML has it.
	colon = regexp.MustCompile(`^("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)[ \t]*:(?:[ \t]+(.*))?$`)
	// wholeName is a key or the name of a table: parts with dots between them.
	wholeName = regexp.MustCompile(`^` + namePart + `(?:[ \t]*\.[ \t]*` + namePart + `)*$`)
	// headLine is a line with a name in brackets.
	headLine = regexp.MustCompile(`^\[\[?[ \t]*[A-Za-z0-9_."'-]+[ \t]*\]`)
)

// namePart is one part of a name: bare or in quotes.
const namePart = `(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\[^\n])+"|'[^'\n]+')`

// nested reports whether the stop lies within brackets that began in a value.
func (st *Stop) nested() bool { return len(st.Open) > 0 }

// head explains a broken [name].
func head(st *Stop) (diag.Problem, bool) {
	line := st.line()
	if st.nested() || !strings.HasPrefix(line, "[") {
		return diag.Problem{}, false
	}
	at := st.Statement
	opening := "["
	if strings.HasPrefix(line, "[[") {
		opening = "[["
	}
	closing := strings.Repeat("]", len(opening))
	name, rest, closed := strings.Cut(line[len(opening):], "]")
	if !closed {
		name, _, _ = strings.Cut(name, "#")
	}
	name = strings.TrimSpace(name)
	good := opening + name + closing
	switch {
	case name == "":
		return st.problem(at, len(line), "the name between the brackets is missing", "write a name such as [agreement]"), true
	case !closed && keyValue.MatchString(name):
		return st.problem(at, len(opening), "a line that sets a key does not begin with a bracket", "write "+name), true
	case !nameable(name):
		return st.problem(at+len(opening), len(strings.TrimSpace(name)),
			"a name in brackets is one word of the letters a to z, digits, _ and -", "write "+opening+wordOf(name)+closing), true
	case !closed:
		return st.problem(at, len(line), "the closing bracket is missing", "write "+good), true
	case opening == "[[" && !strings.HasPrefix(rest, "]"):
		return st.problem(at, len(line), "two brackets are opened and one is closed", "write "+good), true
	case opening == "[" && strings.HasPrefix(rest, "]"):
		return st.problem(at, len(line), "one bracket is opened and two are closed", "write "+good), true
	}
	behind := strings.TrimPrefix(line, line[:strings.Index(line, "]")+len(closing)])
	trimmed := strings.TrimLeft(behind, " \t")
	return st.problem(at+len(line)-len(trimmed), len(trimmed), "nothing but a comment may stand behind "+good,
		"begin a new line here, or put # before it"), true
}

// nameable reports whether a name, perhaps with dots and quotes, is well formed.
func nameable(name string) bool { return wholeName.MatchString(name) }

// wordOf makes one word of a name of several words or with other letters.
func wordOf(name string) string {
	plain := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1 // the accent of an é
		}
		return r
	}, norm.NFD.String(strings.ToLower(name)))
	word := strings.Join(strings.FieldsFunc(plain, func(r rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789_-.", r)
	}), "_")
	if !nameable(word) {
		return enquote(name)
	}
	return word
}

// noComment explains a line that is a comment in another language, or a line of
// signs.
func noComment(st *Stop) (diag.Problem, bool) {
	line := st.line()
	if st.nested() {
		return diag.Problem{}, false
	}
	for _, mark := range []string{"//", "/*", "<!--", ";", "%", "--"} {
		if strings.HasPrefix(line, mark) && strings.Trim(line, "-") != "" {
			return st.problem(st.Statement, len(line), "a comment begins with #, not with "+mark, "write # in its place"), true
		}
	}
	if line != "" && strings.Trim(line, "-+*_~=. ") == "" && len(line) > 1 {
		return st.problem(st.Statement, len(line), "a line of signs means nothing here", "delete it, or put # before it"), true
	}
	return diag.Problem{}, false
}

// equals returns the offset of the first "=" outside of quotes, -1 without.
func equals(line string) int {
	quote := byte(0)
	for i := range len(line) {
		switch c := line[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '=':
			return i
		case c == '#':
			return -1
		}
	}
	return -1
}

// withoutEquals explains a line that is no key = value.
func withoutEquals(st *Stop) (diag.Problem, bool) {
	line, at := st.line(), st.Statement
	if st.nested() || st.From >= 0 {
		return diag.Problem{}, false
	}
	sign := equals(line)
	if m := colon.FindStringSubmatch(line); m != nil && (sign < 0 || sign > strings.IndexByte(line, ':')) {
		hint := m[1] + " = " + st.written(m[2])
		below := strings.TrimLeft(st.Text[st.lineEnd(at):], "\r\n")
		switch {
		case m[2] != "":
		case strings.HasPrefix(strings.TrimLeft(below, " \t"), "- "):
			hint = m[1] + ` = ["…", "…"]`
		case strings.HasPrefix(below, " ") || strings.HasPrefix(below, "\t"):
			hint = "[" + m[1] + "], and below it lines such as name = \"…\""
		}
		where := len(m[1]) + strings.IndexByte(line[len(m[1]):], ':')
		return st.problem(at+where, 1, "a key and its value are joined by = here, not by a colon", "write "+hint), true
	}
	if sign >= 0 {
		return diag.Problem{}, false
	}
	key, value, _ := strings.Cut(line, " ")
	value = strings.TrimSpace(value)
	switch {
	case strings.HasPrefix(line, "{"):
		return st.problem(at, 1, "a line cannot begin with a brace", `write each key on a line of its own: name = "…"`), true
	case strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* "):
		return st.problem(at, len(line), "a list is not written with "+line[:1]+" here",
			`write it in brackets behind its key: steps = ["…", "…"]`), true
	case nameable(key) && value == "":
		return st.problem(at, len(line), "this key has no value", "write "+key+` = "…", or put # before it`), true
	case nameable(key) && st.valid(value):
		return st.problem(at+len(key), 0, "the sign = is missing between the key and its value",
			"write "+key+" = "+st.written(value)), true
	}
	return st.problem(at, len(line), "this line does not say which key it belongs to",
		`a line is written key = "…"; a text of several lines stands between """ and """, a comment behind #`), true
}

// badKey explains what stands before "=".
func badKey(st *Stop) (diag.Problem, bool) {
	line, at := st.line(), st.Statement
	sign := equals(line)
	if st.nested() || st.From >= 0 || sign < 0 {
		return diag.Problem{}, false
	}
	key := strings.TrimRight(line[:sign], " \t")
	value := strings.TrimSpace(line[sign+1:])
	switch {
	case key == "":
		return st.problem(at, 1, "the name of the key is missing before =", `write key = `+st.written(value)), true
	case value == "" && nameable(key):
		return diag.Problem{}, false // the value is what is missing
	case strings.IndexFunc(key, isCurly) >= 0:
		return st.problem(at, len(key), "curly quotes are not quotes here",
			"write "+wordOf(strings.TrimFunc(key, isCurly))+" = "+st.written(value)), true
	case nameable(key):
		return diag.Problem{}, false
	}
	if strings.HasPrefix(key, ".") || strings.HasSuffix(key, ".") || strings.Contains(key, "..") {
		return st.problem(at, len(key), "the name of this key has a dot too many", "write the name without it"), true
	}
	return st.problem(at, len(key), "a key is one word of the letters a to z, digits, _ and -",
		fmt.Sprintf("write %s = %s", wordOf(key), st.written(value))), true
}

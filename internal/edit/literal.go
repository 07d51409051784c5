package edit

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/tomlfile"
)

// literal returns a value as it is written in a file.
func literal(value any) string {
	switch v := value.(type) {
	case string:
		return quote(v)
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	case program.Date:
		return v.String()
	case program.Clock:
		return v.String() + ":00"
	case []int:
		all := make([]string, len(v))
		for i, item := range v {
			all[i] = strconv.Itoa(item)
		}
		return "[" + strings.Join(all, ", ") + "]"
	case []string:
		all := make([]string, len(v))
		for i, item := range v {
			all[i] = quote(item)
		}
		return "[" + strings.Join(all, ", ") + "]"
	}
	panic(fmt.Sprintf("edit: no way to write a %T", value))
}

// quote writes a text between double quotes.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range text {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\t':
			b.WriteString(`\t`)
		case unicode.IsControl(c):
			fmt.Fprintf(&b, `\u%04X`, c)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// rewritten returns a value as it is written in the place of another: a text keeps its
// single quotes where it can.
func rewritten(old string, value any) string {
	text, ok := value.(string)
	if ok && strings.HasPrefix(old, "'") && !strings.HasPrefix(old, "'''") &&
		!strings.ContainsFunc(text, func(c rune) bool { return c == '\'' || unicode.IsControl(c) }) {
		return "'" + text + "'"
	}
	return literal(value)
}

// meaning returns what a literal says, as a tree has it.
func meaning(literal string) (any, error) {
	file, problems := tomlfile.Parse(diag.Source{Text: "v = " + literal + "\n"})
	if len(problems) > 0 {
		return nil, fmt.Errorf("writing %s: %s", literal, problems[0].Text)
	}
	return file.Tree["v"], nil
}

// inlineTable writes a table on one line.
func inlineTable(keys []Pair) string {
	all := make([]string, len(keys))
	for i, k := range keys {
		all[i] = tomlfile.Quoted(k.Key) + " = " + literal(k.Value)
	}
	return "{ " + strings.Join(all, ", ") + " }"
}

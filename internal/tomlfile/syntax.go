package tomlfile

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"pairbook/internal/diag"
	"pairbook/internal/source"
)

// A stop is the place where the decoder gave up, and what the author was
// writing there. The decoder's own message is never shown: it speaks of the
// grammar, and this package of what to write. It only tells kinds of stops apart.
type stop struct {
	src     diag.Source
	text    string
	at      int      // where the decoder stopped
	message string   // what it said
	seen    *scanner // what was read up to there
}

// A rule explains one kind of mistake; ok is false when it is another.
type rule func(*stop) (p diag.Problem, ok bool)

// rules are tried in this order: first what makes the rest of the text
// unreadable, then what is known by the shape of a line, then values.
func rules() []rule {
	return []rule{
		escape, unclosed, control, repeated, strange,
		unclosedBracket, head, noComment, withoutEquals, badKey, bracket, behindValue, badValue,
	}
}

// explain makes the problem of a text that the decoder refused.
func explain(src diag.Source, err error) diag.Problem {
	st := &stop{src: src, text: src.Text}
	var parse toml.ParseError
	var stopped stopped
	switch {
	case errors.As(err, &parse):
		st.at, st.message = parse.Position.Start, parse.Message
	case errors.As(err, &stopped):
		st.at = stopped.at
	default: // it panicked
		st.at = scan(src.Text).pos
	}
	st.at = max(0, min(st.at, len(st.text)))
	st.seen = scanTo(st.text, st.at)
	for _, rule := range rules() {
		if p, ok := rule(st); ok {
			return p
		}
	}
	return st.problem(st.at, 1, "this cannot be read",
		`a line is written key = "value"; a table begins with [name], a comment with #`)
}

// problem places a text and a hint.
func (st *stop) problem(at, width int, text, hint string) diag.Problem {
	return diag.Problem{Position: st.src.At(at, width), Text: text, Hint: hint}
}

// lineEnd returns the offset of the end of the line that an offset is in.
func (st *stop) lineEnd(at int) int {
	if end := strings.IndexByte(st.text[at:], '\n'); end >= 0 {
		return at + len(strings.TrimSuffix(st.text[at:at+end], "\r"))
	}
	return len(st.text)
}

// lineStart returns the offset of the begin of the line that an offset is in.
func (st *stop) lineStart(at int) int { return strings.LastIndexByte(st.text[:at], '\n') + 1 }

// line returns the rest of the statement's first line, without blanks at its end.
func (st *stop) line() string {
	at := st.seen.statement
	return strings.TrimRight(st.text[at:max(at, st.lineEnd(at))], " \t\r")
}

// key returns the name of the value that was begun, as it is written.
func (st *stop) key() string {
	if len(st.seen.open) > 0 && st.text[st.seen.open[len(st.seen.open)-1]] == '[' {
		return "" // an element of a list has none
	}
	name := st.seen.name
	return strings.TrimSpace(st.text[name.at : name.at+name.width])
}

// give writes a line of the file that would be right.
func (st *stop) give(value string) string {
	if key := st.key(); key != "" {
		return "write " + key + " = " + value
	}
	return "write " + value
}

// escape explains a backslash in "…" with a letter that means nothing.
func escape(st *stop) (diag.Problem, bool) {
	if !strings.HasPrefix(st.message, "invalid escape") && !strings.Contains(st.message, "hexadecimal digits") &&
		!strings.HasPrefix(st.message, "Escaped character") {
		return diag.Problem{}, false
	}
	start := st.seen.from
	if start < 0 {
		start = st.seen.quoteAt
	}
	raw := st.text[start:]
	if st.seen.to >= 0 {
		raw = st.text[start:st.seen.to]
	} else if !strings.HasPrefix(raw, `"""`) {
		raw = st.text[start:st.lineEnd(start)]
	}
	at := badEscape(raw)
	if at < 0 {
		return diag.Problem{}, false
	}
	letter, size := utf8.DecodeRuneInString(raw[at+1:])
	text := fmt.Sprintf(`in "…" a backslash begins a special character, and \%c is none`, letter)
	if strings.ContainsRune("xuU", letter) {
		text = fmt.Sprintf(`in "…" \%c begins the number of a character, and no such number follows`, letter)
	}
	hint := backslashes(raw)
	if strings.HasPrefix(raw, `"""`) {
		hint = `write each backslash twice: \\, or put the text between ''' and '''`
	}
	return st.problem(start+at, 1+size, text, hint), true
}

// badEscape returns the offset of the first backslash of a text in quotes that
// begins nothing, or -1.
func badEscape(raw string) int {
	for i := 0; i+1 < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		digits, ok := map[byte]int{'x': 2, 'u': 4, 'U': 8}[raw[i+1]]
		switch {
		case ok:
			number := raw[i+2 : min(len(raw), i+2+digits)]
			r := 0
			for _, c := range []byte(number) {
				at := strings.IndexByte("0123456789abcdef", c|0x20)
				if c < '0' || at < 0 {
					return i
				}
				r = r<<4 | at
			}
			if len(number) < digits || r > unicode.MaxRune || !utf8.ValidRune(rune(r)) {
				return i
			}
		case !strings.ContainsRune("btnfre\"\\ \t\r\n", rune(raw[i+1])) || strings.ContainsRune(" \t", rune(raw[i+1])) && !blankLine(raw[i+1:]):
			return i
		}
		i++
	}
	return -1
}

// blankLine reports whether nothing but blanks stands before the next line end.
func blankLine(text string) bool {
	return strings.HasPrefix(strings.TrimLeft(text, " \t\r"), "\n")
}

// unclosed explains a text whose closing quote is missing.
func unclosed(st *stop) (diag.Problem, bool) {
	quote, start := st.seen.quote, st.seen.quoteAt
	if quote == "" {
		return diag.Problem{}, false
	}
	if len(quote) == 3 {
		return st.problem(start, 3, "the text that begins here with "+quote+" is never closed",
			"write "+quote+" behind its last word"), true
	}
	raw := strings.TrimRight(st.text[start:st.lineEnd(start)], " \t")
	inner := raw[1:]
	if st.seen.from < 0 || st.seen.from != start { // a key
		return st.problem(start, len(raw), "the closing quote of this key is missing", "write the key with "+quote+" on both sides"), true
	}
	if quote == `"` && strings.HasSuffix(inner, `\"`) {
		return st.problem(start+len(raw)-2, 2, `the backslash takes the closing quote away: in "…" \" is a quote within the text`,
			backslashes(raw)), true
	}
	if last, size := utf8.DecodeLastRuneInString(inner); isCurly(last) {
		return st.problem(start+len(raw)-size, size, "the text begins with a straight quote and ends with a curly one",
			st.give(enquote(strings.TrimFunc(inner, isCurly)))), true
	}
	inner, _, _ = strings.Cut(inner, " #")
	inner = strings.TrimRight(inner, "])},; ")
	if last := inner[max(0, len(inner)-1):]; last == `"` || last == "'" {
		return st.problem(start, len(raw), "the text begins with one kind of quotes and ends with another",
			st.give(enquote(inner[:len(inner)-1]))), true
	}
	return st.problem(start, len(raw), "the closing quote is missing", st.give(enquote(inner))), true
}

// control explains a control character in the file itself.
func control(st *stop) (diag.Problem, bool) {
	if !strings.Contains(st.message, "control characters") {
		return diag.Problem{}, false
	}
	at := st.at
	for _, near := range []int{st.at, st.at + 1} { // the decoder often names the place before it
		if near < len(st.text) && unicode.IsControl(rune(st.text[near])) && st.text[near] != '\n' && st.text[near] != '\t' {
			at = near
			break
		}
	}
	name := fmt.Sprintf("the control character U+%04X", st.text[at])
	if st.text[at] == '\r' {
		return st.problem(at, 1, "the lines of this file end in a way that is no longer in use",
			"save it anew with the line ends of Windows (CRLF) or Unix (LF)"), true
	}
	return st.problem(at, 1, name+" is here", "delete it; if you cannot see it, type the line anew"), true
}

// repeated explains a table or key that is there twice.
func repeated(st *stop) (diag.Problem, bool) {
	if !strings.Contains(st.message, "already") && !strings.Contains(st.message, "is not a table") {
		return diag.Problem{}, false
	}
	if twice := scan(st.text).twice; twice != nil {
		return twice.explain(st.src), true
	}
	return st.problem(st.at, 1, "this name is already in use in the file", "give it once, and keep one of the two"), true
}

// explain makes the problem of a name that is there twice.
func (r *repeat) explain(src diag.Source) diag.Problem {
	first, second := r.first, r.second
	line := src.At(first.key.at, 1).Line
	name := strings.Trim(src.Text[second.key.at:second.key.at+second.key.width], `"'`)
	p := diag.Problem{Position: src.At(second.key.at, second.key.width)}
	isHead := func(n *node) bool { return n.form == table || n.form == tables }
	switch {
	case !isHead(first) && !isHead(second):
		p.Text = fmt.Sprintf("%q appears a second time; the first is on line %d", name, line)
		p.Hint = "delete one of the two lines"
	case !isHead(first) || !isHead(second):
		p.Text = fmt.Sprintf("%q is used for a value and for a table; the first is on line %d", name, line)
		p.Hint = "keep one of the two"
	case first.form == second.form:
		whole := src.Text[second.value.at : second.value.at+second.value.width]
		p.Text = fmt.Sprintf("%s appears a second time; the first is on line %d", whole, line)
		p.Hint = several(name, whole)
	default:
		p.Text = fmt.Sprintf("%q is used both as [%s] and as [[%s]]; the first is on line %d", name, name, name, line)
		p.Hint = fmt.Sprintf("write [[%s]] everywhere if there are several, else [%s] once", name, name)
		if name == "mentor" || name == "mentee" {
			p.Hint = several(name, "")
		}
	}
	return p
}

// several says how to write what there is more than one of.
func several(name, whole string) string {
	switch {
	case name == "mentor" || name == "mentee":
		return fmt.Sprintf("for several %ss write [[%ss]] above each", name, name)
	case strings.HasSuffix(name, "s"):
		return fmt.Sprintf("if there are several, write [[%s]] above each", name)
	}
	return "put the keys of both below the first " + whole
}

// strange explains a character that looks like a blank and is none, outside of
// quotes.
func strange(st *stop) (diag.Problem, bool) {
	for _, at := range []int{st.seen.pos, st.at} {
		r, size := utf8.DecodeRuneInString(st.text[min(at, len(st.text)):])
		_, name, ok := source.Safe(string(r))
		switch {
		case unicode.IsSpace(r) && r > unicode.MaxASCII && ok:
			return st.problem(at, size, fmt.Sprintf("an unusual kind of space is here (U+%04X)", r),
				"delete it and type an ordinary space"), true
		case r > unicode.MaxASCII && !ok:
			return st.problem(at, size, name+" is here", "delete it; if you cannot see it, type the line anew"), true
		}
	}
	return diag.Problem{}, false
}

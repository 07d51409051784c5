package advice

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"pairbook/internal/diag"
	"pairbook/internal/source"
)

// Rules for characters and for texts in quotes.

// escape explains a backslash in "…" with a letter that means nothing.
func escape(st *Stop) (diag.Problem, bool) {
	if st.Kind != Escape {
		return diag.Problem{}, false
	}
	start := st.From
	if start < 0 {
		start = st.QuoteAt
	}
	raw := st.Text[start:]
	if st.To >= 0 {
		raw = st.Text[start:st.To]
	} else if !strings.HasPrefix(raw, `"""`) {
		raw = st.Text[start:st.lineEnd(start)]
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
	hint := Backslashes(raw)
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
func unclosed(st *Stop) (diag.Problem, bool) {
	quote, start := st.Quote, st.QuoteAt
	if quote == "" {
		return diag.Problem{}, false
	}
	if len(quote) == 3 {
		return st.problem(start, 3, "the text that begins here with "+quote+" is never closed",
			"write "+quote+" behind its last word"), true
	}
	raw := strings.TrimRight(st.Text[start:st.lineEnd(start)], " \t")
	inner := raw[1:]
	if st.From < 0 || st.From != start { // a key
		return st.problem(start, len(raw), "the closing quote of this key is missing", "write the key with "+quote+" on both sides"), true
	}
	if quote == `"` && strings.HasSuffix(inner, `\"`) {
		return st.problem(start+len(raw)-2, 2, `the backslash takes the closing quote away: in "…" \" is a quote within the text`,
			Backslashes(raw)), true
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
	if whole, end := st.goesOn(start, quote); end > 0 {
		return st.problem(start, len(raw), "this text goes on in the next line", st.onOneLine(whole, end)), true
	}
	return st.problem(start, len(raw), "the closing quote is missing", st.give(enquote(inner))), true
}

// goesOn returns a text in quotes whose end is in a later line, on one line, and the
// offset of its closing quote; 0 when it has none.
func (st *Stop) goesOn(start int, quote string) (whole string, end int) {
	at := st.lineEnd(start)
	words := []string{st.Text[start+1 : at]}
	for at < len(st.Text) {
		from := at + strings.IndexByte(st.Text[at:], '\n') + 1
		if from == at { // the last line has no end
			return "", 0
		}
		at = st.lineEnd(from)
		line := st.Text[from:at]
		bare := strings.TrimSpace(line)
		if keyValue.MatchString(bare) || headLine.MatchString(bare) || strings.HasPrefix(bare, "#") {
			return "", 0
		}
		if i := strings.Index(line, quote); i >= 0 {
			if rest := strings.TrimSpace(line[i+1:]); rest != "" && !strings.ContainsAny(rest[:1], ",]}#") {
				return "", 0
			}
			return source.OneLine(strings.Join(append(words, line[:i]), " ")), from + i
		}
		words = append(words, line)
	}
	return "", 0
}

// onOneLine says how a text of several lines is written.
func (st *Stop) onOneLine(whole string, end int) string {
	const three = `"""`
	if value := enquote(whole); value != `"…"` {
		return st.give(value) + `, or keep the lines, with ` + three + " in place of each of its two quotes"
	}
	return "write " + three + " in place of its two quotes, here and in line " + strconv.Itoa(st.Source.At(end, 1).Line)
}

// pictureEndings are those of pictures.
var pictureEndings = regexp.MustCompile(`(?i)[^"'\\/:]+\.(?:svg|png|jpe?g|webp)$`)

// control explains a control character in the file itself.
func control(st *Stop) (diag.Problem, bool) {
	if st.Kind != Control {
		return diag.Problem{}, false
	}
	at := st.Offset
	for _, near := range []int{st.Offset, st.Offset + 1} { // the decoder often names the place before it
		if near < len(st.Text) && unicode.IsControl(rune(st.Text[near])) && st.Text[near] != '\n' && st.Text[near] != '\t' {
			at = near
			break
		}
	}
	name := fmt.Sprintf("the control character U+%04X", st.Text[at])
	if st.Text[at] == '\r' {
		return st.problem(at, 1, "the lines of this file end in a way that is no longer in use",
			"save it anew with the line ends of Windows (CRLF) or Unix (LF)"), true
	}
	return st.problem(at, 1, name+" is here", "delete it; if you cannot see it, type the line anew"), true
}

// strange explains a character that looks like a blank and is none, outside of
// quotes.
func strange(st *Stop) (diag.Problem, bool) {
	for _, at := range []int{st.Pos, st.Offset} {
		r, size := utf8.DecodeRuneInString(st.Text[min(at, len(st.Text)):])
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

// Backslashes says how a text with backslashes is written, given as it stands in
// the file with its quotes.
func Backslashes(raw string) string {
	inner := strings.Trim(raw, `"`)
	if strings.ContainsAny(inner, "'\n") || len(inner) > 60 {
		return `in "…" write each backslash twice: \\`
	}
	if picture := pictureEndings.FindString(inner); picture != "" {
		return "copy the picture into content/, and write its name alone: " + enquote(picture)
	}
	return "in single quotes a backslash is just a backslash: '" + inner + "'"
}

package markdown

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"pairbook/internal/diag"
)

// Fields are what a text may say in braces, to be filled in for each pair: "{mentor}".
var Fields = []string{"mentor", "mentee", "mentors", "mentees", "programme", "cohort", "contact", "first"}

// braces matches what is special in a text: what stands in two pairs of braces, which other
// programs make something of and which stays as it is; a doubled brace, which is a brace;
// something in braces.
var braces = regexp.MustCompile(`\{\{[^{}\n]*\}\}|\{\{|\{[^{}\n]*\}`)

// A piece is text, or a field when it has a name.
type piece struct {
	text, field string
	at          int // in the text
}

// pieces takes a text apart. What is in braces and no field is text.
func pieces(text string) []piece { return piecesOf(text, text) }

// piecesOf takes a text apart by what stands in another of the same length.
func piecesOf(text, visible string) []piece {
	var all []piece
	last := 0
	for _, m := range braces.FindAllStringIndex(visible, -1) {
		said := text[m[0]:m[1]]
		all = append(all, piece{text: text[last:m[0]], at: last})
		last = m[1]
		switch name := strings.Trim(said, "{}"); {
		case said == "{{":
			all = append(all, piece{text: "{", at: m[0]})
		case !strings.HasPrefix(said, "{{") && slices.Contains(Fields, name):
			all = append(all, piece{field: name, at: m[0]})
		default:
			all = append(all, piece{text: said, at: m[0]})
		}
	}
	return append(all, piece{text: text[last:], at: last})
}

// unescaped is a text of Markdown with zero bytes in place of signs that are escaped.
func unescaped(text string) string {
	b := []byte(text)
	for i := 0; i+1 < len(b); i++ {
		if b[i] == '\\' && isPunctuation(b[i+1]) {
			b[i], b[i+1] = 0, 0
			i++
		}
	}
	return string(b)
}

// Speaks reports whether a text may have something to fill in.
func Speaks(text string) bool { return strings.IndexByte(text, '{') >= 0 }

// Fill returns a text with its fields filled in, always as text: what fills one is not read
// for fields. "{{" becomes a brace.
func Fill(text string, value func(field string) string) string {
	if !Speaks(text) {
		return text
	}
	var b strings.Builder
	for _, p := range pieces(text) {
		if b.WriteString(p.text); p.field != "" {
			b.WriteString(value(p.field))
		}
	}
	return b.String()
}

// unknown finds what is in braces in a text and no field, with its offset and width.
func unknown(text string, found func(at, width int, complaint diag.Complaint)) {
	if !Speaks(text) {
		return
	}
	for _, m := range braces.FindAllStringIndex(text, -1) {
		said := text[m[0]:m[1]]
		if name := strings.Trim(said, "{} "); said != "{{" && (strings.HasPrefix(said, "{{") || !slices.Contains(Fields, strings.Trim(said, "{}"))) {
			found(m[0], len(said), diag.Complaint{Text: "there is no field " + clip(said) + ": it is printed as it stands", Hint: fieldHint(name)})
		}
	}
}

func fieldHint(name string) string {
	near := diag.Nearest(name, Fields)
	if slices.Contains(Fields, name) { // in two pairs of braces
		near = name
	}
	if near != "" {
		return fmt.Sprintf("did you mean {%s}?", near)
	}
	return "the fields are {" + strings.Join(Fields, "}, {") + "}; write {{ for a brace"
}

// UnknownFields finds what is in braces and no field in a text of one value.
func UnknownFields(text string, at diag.Position) []diag.Problem {
	var problems []diag.Problem
	unknown(text, func(_, _ int, c diag.Complaint) {
		problems = append(problems, diag.Problem{Severity: diag.Warning, Position: at, Text: c.Text, Hint: c.Hint})
	})
	return problems
}

// inTitle finds fields in a title, which is the same for everybody.
func inTitle(title string, at diag.Position) []diag.Problem {
	for _, p := range pieces(title) {
		if p.field != "" {
			return []diag.Problem{{
				Severity: diag.Warning, Position: at, Text: fmt.Sprintf("a title is the same for everybody: {%s} is printed as it stands", p.field), Hint: "take it out",
			}}
		}
	}
	return nil
}

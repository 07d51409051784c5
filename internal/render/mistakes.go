package render

import (
	"errors"
	"fmt"
	"html/template"
	"regexp"
	"strconv"
	"strings"

	"pairbook/internal/compile"
	"pairbook/internal/diag"
)

// What goes wrong with a template comes as an error of the standard library. The
// functions here turn it into a problem: the place in the file, and plain words.

// located is how the messages of both template packages begin.
var located = regexp.MustCompile(`^(?:html/)?template: ?([^:]*):(\d+)(?::(\d+))?: (?s)(.*)$`)

// executing is what stands before the message of a mistake found while drawing.
var executing = regexp.MustCompile(`^executing "[^"]*" at <(.*?)>: (?s)(.*)$`)

// explainParse makes a problem of an error of parsing.
func explainParse(src diag.Source, err error) diag.Problem {
	m := located.FindStringSubmatch(err.Error())
	if m == nil {
		return diag.Problem{Position: src.Whole(), Text: err.Error()}
	}
	number, _ := strconv.Atoi(m[2])
	p := diag.Problem{Position: line(src, number)}
	if m[4] == "unexpected EOF" {
		if at, word := unended(src.Text); word != "" {
			p.Position = src.At(at[0], at[1]-at[0])
			p.Text, p.Hint = fmt.Sprintf("this {{%s}} is never ended", word), "write {{end}} where it ends"
			return p
		}
	}
	if started := startedAt.FindStringSubmatch(m[4]); started != nil {
		number, _ = strconv.Atoi(started[1])
		p.Position = line(src, number)
	}
	p.Text, p.Hint = parseWords(m[4])
	return p
}

// startedAt is how the parser says where an action begins that does not end.
var startedAt = regexp.MustCompile(`started at [^:]*:(\d+)$`)

// blocks finds the actions that need an {{end}}, and the {{end}}s.
var blocks = regexp.MustCompile(`\{\{-?\s*(if|range|with|define|block|end)\b[^}]*\}\}`)

// unended returns the last action that has no {{end}}, and its first word.
func unended(text string) (at []int, word string) {
	var open [][]int
	for _, m := range blocks.FindAllStringSubmatchIndex(text, -1) {
		if text[m[2]:m[3]] != "end" {
			open = append(open, m)
		} else if len(open) > 0 {
			open = open[:len(open)-1]
		}
	}
	if len(open) == 0 {
		return nil, ""
	}
	m := open[len(open)-1]
	return m[:2], text[m[2]:m[3]]
}

// parseWords says in plain words what the parser says.
func parseWords(message string) (text, hint string) {
	switch {
	case message == "unexpected EOF":
		return "the file ends too early", "look for an {{if}} or a {{range}} without {{end}}"
	case strings.HasPrefix(message, "unclosed action"):
		return "this {{ has no }}", "close it in the same line"
	case strings.HasPrefix(message, "unexpected {{end}}"):
		return "this {{end}} has nothing to end", "take it out, or write the {{if}} or {{range}} it belongs to"
	case strings.HasPrefix(message, "unexpected {{else}}"):
		return "this {{else}} belongs to nothing", "take it out, or write the {{if}} it belongs to"
	case strings.HasPrefix(message, "undefined variable"):
		return "there is no variable " + strings.Trim(strings.TrimPrefix(message, "undefined variable "), `"`) + " here", "variables are good up to the {{end}} they are set in"
	case strings.HasPrefix(message, "unterminated quoted string"):
		return `a text in quotes has no closing "`, ""
	}
	return "the template cannot be understood: " + message, ""
}

// line is the position of a whole line, without the blanks round it.
func line(src diag.Source, number int) diag.Position {
	offset := 0
	for i := 1; i < number; i++ {
		end := strings.IndexByte(src.Text[offset:], '\n')
		if end < 0 {
			break
		}
		offset += end + 1
	}
	text, _, _ := strings.Cut(src.Text[offset:], "\n")
	trimmed := strings.TrimSpace(text)
	return src.At(offset+strings.Index(text, trimmed), len(trimmed))
}

// mistake makes a problem of an error of drawing the template of a name with data.
// Where the error names another template, the problem is there.
func (r *Renderer) mistake(name string, err error, data any) diag.Problem {
	src := r.parsed[name].source
	if errors.Is(err, compile.ErrTooLarge) {
		return *tooLarge(src.Whole())
	}
	message := err.Error()
	var escape *template.Error
	if errors.As(err, &escape) {
		message = strings.TrimPrefix(message, "html/")
	}
	m := located.FindStringSubmatch(message)
	if m == nil {
		return diag.Problem{Position: src.Whole(), Text: message}
	}
	if p, ok := r.file(m[1]); ok {
		src = p.source
	}
	number, _ := strconv.Atoi(m[2])
	position := line(src, number)
	rest := m[4]
	if at := executing.FindStringSubmatch(rest); at != nil {
		position, rest = within(src, position, m[3], at[1]), at[2]
	}
	text, hint := drawWords(rest, data)
	if escape != nil {
		position = within(src, position, m[3], "")
		rest, _, _ = strings.Cut(rest, ": {state") // the rest is for those who know the package from within
		text, hint = "the HTML of this template is not sound: "+rest, "look for a quote or a tag that is not closed"
	}
	var own diag.Complaint
	if errors.As(err, &own) {
		text, hint = own.Text, own.Hint
	}
	return diag.Problem{Position: position, Text: text, Hint: hint}
}

// file returns the file that a template is defined in.
func (r *Renderer) file(define string) (parsed, bool) {
	if p, ok := r.parsed[define]; ok {
		return p, true
	}
	for _, name := range r.names() {
		if r.parsed[name].trees[define] != nil {
			return r.parsed[name], true
		}
	}
	return parsed{}, false
}

// within narrows the position of a line to what is meant in it: the library
// counts bytes from 0, and shows at most 20 characters of it.
func within(src diag.Source, whole diag.Position, column, shown string) diag.Position {
	start := 0
	for range whole.Line - 1 {
		start += strings.IndexByte(src.Text[start:], '\n') + 1
	}
	text, _, _ := strings.Cut(src.Text[start:], "\n")
	near, err := strconv.Atoi(column)
	if err != nil || near > len(text) {
		return whole
	}
	shown = strings.TrimSuffix(shown, "...")
	for _, from := range []int{near, 0} {
		if i := strings.Index(text[from:], shown); i >= 0 {
			return src.At(start+from+i, len(shown))
		}
	}
	return whole
}

var noField = regexp.MustCompile(`^can't evaluate field (\w+) in type (.+)$`)
var nilPointer = regexp.MustCompile(`^nil pointer evaluating (?:\S+)\.(\w+)$`)

// drawWords says in plain words what went wrong while drawing.
func drawWords(message string, data any) (text, hint string) {
	if m := noField.FindStringSubmatch(message); m != nil {
		fields := fieldsOf(data, m[2])
		text = fmt.Sprintf("there is no .%s here", m[1])
		if nearest := diag.Nearest(m[1], fields); nearest != "" {
			return text, fmt.Sprintf("did you mean .%s?", nearest)
		}
		if len(fields) > 0 {
			hint = "there are ." + strings.Join(fields, ", .")
		}
		return text, hint
	}
	if m := nilPointer.FindStringSubmatch(message); m != nil {
		return fmt.Sprintf("there is no .%s here, because what should have it is not there on every sheet", m[1]),
			"put it between {{with}} and {{end}}"
	}
	if strings.Contains(message, "exceeded maximum template depth") {
		return "a template calls itself without end", ""
	}
	return message, ""
}

// complaint makes a problem of an error of one of the functions, at the word of
// a template that it is about.
func complaint(src diag.Source, offset int, word string, err error) diag.Problem {
	p := diag.Problem{Position: near(src, offset, word), Text: err.Error()}
	var own diag.Complaint
	if errors.As(err, &own) {
		p.Text, p.Hint = own.Text, own.Hint
	}
	return p
}

// named says which workbook or page was being drawn.
func named(p diag.Problem, title, key string) diag.Problem {
	which := "while drawing " + title
	if key != "" {
		which += " (content/cohorts/" + key + ".toml)"
	}
	p.Hint = strings.TrimSuffix(which+"\n"+p.Hint, "\n")
	return p
}

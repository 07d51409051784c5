// Package message reads the mails that a programme sends to its pairs: text with fields
// in braces, below front matter with a subject.
//
//	text ─ Parse ─► Message ─ Fill, with the values of one pair ─► subject and text
//
// A message is plain text, as mail programs take it: paragraphs with blank lines between
// them. The lines of a paragraph are joined, but for those of a list and a field that has
// a line for itself.
//
// A field such as {mentor} is filled in. With a question mark, {link?}, a paragraph in
// which it would be empty is left out. "{{" is a brace. What fills a field is never
// read for fields itself.
//
// Not here: what the fields say of a pair (package desk), which language somebody gets
// and where the files lie (package site). Nothing is sent.
package message

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/markdown"
	"pairbook/internal/program"
	"pairbook/internal/source"
	"pairbook/internal/tomlfile"
)

// Fields are what a message may say in braces.
var Fields = []string{
	"mentor", "mentee", "mentors", "mentees", "names", "programme", "cohort", "contact", "first", "next", "last", "link",
}

// A Message is a mail that has been read. It is never changed.
type Message struct {
	Name     string // "reminder"
	Language program.Language
	Suffix   string // the language in its file's name; empty: none
	Source   string // path in the site
	Builtin  bool
	Title    string           // for facilitators; empty: none but the name
	To       []program.Status // of the pairs that get it
	Required []string         // the fields without a question mark, each once

	subject paragraph
	text    []paragraph
	at      map[string]diag.Position // where each field is first said that must not be empty
}

// A paragraph is text and fields in turns. Lines end in "\n".
type paragraph []part

// A part is a text, or a field when it has a name.
type part struct {
	text, field string
	optional    bool
}

// front is the front matter.
type front struct {
	Subject string           `toml:"subject,required"`
	Title   string           `toml:"title"`
	Status  []program.Status `toml:"status"` // of the pairs it is for; default: active
}

// Parse reads one file. With a problem the Message is nil.
func Parse(src diag.Source) (*Message, []diag.Problem) {
	src.Text = strings.ReplaceAll(src.Text, "\r\n", "\n") // columns and lines stay as they are
	toml, body, ok := markdown.CutFront(src)
	if !ok {
		return nil, []diag.Problem{{Position: src.Whole(), Text: "a message begins with its subject", Hint: "write above its text:\n+++\nsubject = \"…\"\n+++"}}
	}
	var f front
	file, problems := tomlfile.Parse(toml)
	if file == nil {
		return nil, problems
	}
	problems = append(problems, file.Decode(&f)...)
	m := &Message{Title: source.OneLine(f.Title), To: f.Status, at: map[string]diag.Position{}}
	if len(m.To) == 0 {
		m.To = []program.Status{program.Active}
	}
	problems = append(problems, m.notice(f.Subject, func(int, int) diag.Position { return file.Value("subject") })...)
	problems = append(problems, m.notice(body, src.At)...)
	if offset, name, safe := source.Safe(body); !safe {
		problems = append(problems, diag.Problem{Position: src.At(offset, 1), Text: "the text holds " + name, Hint: "delete it, or type the word anew"})
	}
	if strings.TrimSpace(body) == "" {
		problems = append(problems, diag.Problem{Position: src.Whole(), Text: "this message has no text", Hint: "write it below the front matter"})
	}
	if errs, _ := diag.Count(problems); errs > 0 {
		return nil, diag.Sort(problems)
	}
	m.subject = takeApart(source.OneLine(f.Subject))
	for _, text := range paragraphs(body) {
		m.text = append(m.text, takeApart(text))
	}
	return m, diag.Sort(problems)
}

// braces matches what is special in a text: a doubled brace, or something in braces.
var braces = regexp.MustCompile(`\{\{|\{[^{}\n]*\}`)

// notice finds fields that there are not, and notes where the others stand. at makes a
// place of an offset and a width.
func (m *Message) notice(text string, at func(offset, width int) diag.Position) []diag.Problem {
	var problems []diag.Problem
	for _, found := range braces.FindAllStringIndex(text, -1) {
		said := text[found[0]:found[1]]
		if said == "{{" {
			continue
		}
		place := at(found[0], len(said))
		name, optional := fieldName(said)
		if !optional && !slices.Contains(m.Required, name) {
			m.Required = append(m.Required, name)
		}
		if _, known := m.at[name]; !known && !optional {
			m.at[name] = place
		}
		if !slices.Contains(Fields, name) {
			problems = append(problems, diag.Problem{Position: place, Text: "there is no field " + said, Hint: hint(name)})
		}
	}
	return problems
}

// fieldName takes "{link?}" apart.
func fieldName(said string) (name string, optional bool) {
	return strings.CutSuffix(strings.Trim(said, "{}"), "?")
}

func hint(name string) string {
	if near := diag.Nearest(name, Fields); near != "" {
		return fmt.Sprintf("did you mean {%s}?", near)
	}
	return "the fields are {" + strings.Join(Fields, "}, {") + "}; write {{ for a brace"
}

// listed matches a line that stays one: an item of a list, or a field alone, such as an
// address.
var listed = regexp.MustCompile(`^\s*(([-*•]|\d+[.)])\s|\{[^{}]*\}$)`)

// paragraphs returns the paragraphs of a text, the lines of each joined unless they are
// those of a list.
func paragraphs(text string) []string {
	var all []string
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			all = append(all, b.String())
		}
		b.Reset()
	}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \t\n")
		switch {
		case strings.TrimSpace(line) == "":
			flush()
			continue
		case b.Len() == 0:
		case listed.MatchString(line):
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		if !listed.MatchString(line) {
			line = strings.TrimLeft(line, " \t")
		}
		b.WriteString(line)
	}
	flush()
	return all
}

func takeApart(text string) paragraph {
	var p paragraph
	at := 0
	for _, found := range braces.FindAllStringIndex(text, -1) {
		p = append(p, part{text: text[at:found[0]]})
		if said := text[found[0]:found[1]]; said == "{{" {
			p = append(p, part{text: "{"})
		} else {
			name, optional := fieldName(said)
			p = append(p, part{field: name, optional: optional})
		}
		at = found[1]
	}
	return append(p, part{text: text[at:]})
}

// At returns where a required field is first said.
func (m *Message) At(field string) diag.Position { return m.at[field] }

// Fill returns the message with its fields filled in.
func (m *Message) Fill(value func(field string) string) (subject, text string) {
	subject, _ = m.subject.fill(value)
	var paragraphs []string
	for _, p := range m.text {
		if filled, ok := p.fill(value); ok {
			paragraphs = append(paragraphs, filled)
		}
	}
	return source.OneLine(subject), strings.Join(paragraphs, "\n\n")
}

// fill returns a paragraph filled in; ok is false when it is to be left out.
func (p paragraph) fill(value func(string) string) (filled string, ok bool) {
	var b strings.Builder
	ok = true
	for _, part := range p {
		text := part.text
		if part.field != "" {
			text = value(part.field)
			ok = ok && (text != "" || !part.optional)
		}
		b.WriteString(text)
	}
	return b.String(), ok
}

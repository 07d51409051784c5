package message

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/diag"
	"pairbook/internal/program"
)

func parsed(t *testing.T, text string) (*Message, string) {
	t.Helper()
	m, problems := Parse(diag.Source{Name: "content/messages/note.md", Text: text})
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "%s: %s | %s\n", p.Position, p.Text, p.Hint)
	}
	return m, b.String()
}

// head is front matter of three lines.
const head = "+++\nsubject = \"Hello {names}\"\n+++\n"

func TestFill(t *testing.T) {
	m, problems := parsed(t, head+`
Dear {names},

this is a line
  that goes on, with {{braces} and {link?}.

Without it: {link?} and
not a word.

Next: {next?}

- one
  goes on
- two {mentor}
1. three

Here it is:
{next?}
`)
	if problems != "" {
		t.Fatal(problems)
	}
	values := map[string]string{"names": "Amara {link} and\nTom", "next": "4 February", "mentor": "Amara"}
	subject, text := m.Fill(func(field string) string { return values[field] })
	if want := "Hello Amara {link} and Tom"; subject != want {
		t.Errorf("subject %q, want %q", subject, want)
	}
	want := "Dear Amara {link} and\nTom,\n\nNext: 4 February\n\n- one goes on\n- two Amara\n1. three\n\nHere it is:\n4 February"
	if diff := cmp.Diff(want, text); diff != "" {
		t.Error(diff)
	}
	values["link"] = "https://example.org/"
	if _, text = m.Fill(func(field string) string { return values[field] }); !strings.Contains(text, "this is a line that goes on, with {braces} and https://example.org/.\n\nWithout it: https://example.org/ and not a word.") {
		t.Errorf("text %q", text)
	}
	if diff := cmp.Diff([]string{"names", "mentor"}, m.Required); diff != "" {
		t.Errorf("required (-want +got):\n%s", diff)
	}
	if got := m.At("mentor").String(); got != "content/messages/note.md:17:7" {
		t.Errorf("{mentor} stands at %s", got)
	}
}

func TestWhomAMessageIsFor(t *testing.T) {
	for status, want := range map[string][]program.Status{
		"": {program.Active}, "status = [\"closed\", \"paused\"]\n": {program.Closed, program.Paused},
	} {
		m, problems := parsed(t, "+++\nsubject = \"x\"\n"+status+"+++\ntext\n")
		if problems != "" {
			t.Fatal(problems)
		}
		if diff := cmp.Diff(want, m.To); diff != "" {
			t.Error(diff)
		}
	}
}

func TestProblemsOfAMessage(t *testing.T) {
	const fields = "the fields are {mentor}, {mentee}, {mentors}, {mentees}, {names}, {programme}, {cohort}, {contact}, {first}, {next}, {last}, {link}; write {{ for a brace"
	for text, want := range map[string]string{
		"Dear both,\n":                                  "content/messages/note.md: a message begins with its subject | write above its text:\n+++\nsubject = \"…\"\n+++\n",
		"+++\nsubject = \"x\"\n":                        "content/messages/note.md: a message begins with its subject | write above its text:\n+++\nsubject = \"…\"\n+++\n",
		"+++\n+++\ntext\n":                              "content/messages/note.md: \"subject\" is missing | add subject = \"…\" at the top of the file\n",
		head + "Hi {mentro},\r\n\n{}":                   "content/messages/note.md:4:4: there is no field {mentro} | did you mean {mentor}?\ncontent/messages/note.md:6:1: there is no field {} | " + fields + "\n",
		"+++\nsubject = \"{name?}\"\n+++\ntext\n":       "content/messages/note.md:2:11: there is no field {name?} | did you mean {names}?\n",
		head + " \n\n":                                  "content/messages/note.md: this message has no text | write it below the front matter\n",
		head + "zero\u200bwidth\n":                      "content/messages/note.md:4:5: the text holds the zero-width space U+200B | delete it, or type the word anew\n",
		"+++\nsubject = \"x\"\nto = \"y\"\n+++\ntext\n": "content/messages/note.md:3:1: unknown key \"to\" | known here: subject, title, status\n",
	} {
		m, problems := parsed(t, text)
		if diff := cmp.Diff(want, problems); diff != "" || m != nil {
			t.Errorf("%q: a message %t, problems (-want +got):\n%s", text, m != nil, diff)
		}
	}
}

// A lone brace is text; what is no pair of braces on one line is no field.
func TestLoneBracesAreText(t *testing.T) {
	m, problems := parsed(t, head+"a { b } c {\nlink}\n")
	if m != nil || !strings.Contains(problems, "there is no field { b }") {
		t.Errorf("problems: %s", problems)
	}
	if m, problems = parsed(t, head+"set {{a, b} and } {\n"); m == nil {
		t.Fatal(problems)
	}
	if _, text := m.Fill(func(string) string { return "" }); text != "set {a, b} and } {" {
		t.Errorf("text %q", text)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(head + "Dear {names},\n\n- {link?}\n")
	f.Add("+++\n+++\n{{{}}}")
	f.Fuzz(func(t *testing.T, text string) {
		m, problems := Parse(diag.Source{Name: "note.md", Text: text})
		if m == nil {
			if errs, _ := diag.Count(problems); errs == 0 {
				t.Error("no message, and no problem")
			}
			return
		}
		_, filled := m.Fill(func(field string) string { return "<" + field + ">" })
		for _, field := range m.Required {
			if !strings.Contains(text, "{"+field+"}") {
				t.Errorf("%q is required, but nobody says it", field)
			}
		}
		if strings.Contains(filled, "\n\n\n") {
			t.Errorf("a paragraph is empty: %q", filled)
		}
	})
}

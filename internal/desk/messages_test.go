package desk

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/program"
)

const note = `+++
subject = "{programme}, {cohort}: é & ?"
+++
Dear {names},

{mentor} with {mentee}; {{x} 100% + 1 = 2 # "q"
{link?}

First {first?}, next {next?}.

Ask {contact?}
`

func TestWriteLinksCanBeRead(t *testing.T) {
	s := load(t,
		"site.toml", "title = \"A & B\"\naddress = \"https://intranet.example.org/m/\"\n[contact]\nname = \"Vera Lund\"\n",
		"content/messages/note.md", note,
		"content/cohorts/spring/cohort.toml", "title = \"Spring <2027>\"\n",
		tom, person("mentor", "Amara Nwosu", "amara+x@example.org")+"[[mentees]]\nname = \"Tom, the younger\"\nemail = \"tom@example.org\"\n[[mentees]]\nname = \"Zoë\"\n"+
			"[schedule]\nfirst = 2027-01-14\ntime = 15:00\nevery = \"week\"\nsessions = 3\nplace = \"Room 4\"\n[[sessions]]\nheld = true\n[[sessions]]\ncancelled = \"ill\"\n",
	)
	d := Facts(s)
	c := &d.Cohorts[0]
	links := drawer{Desk: d, r: renderer(t, s)}.writeLinks(c.Of, &c.Relationships[0])
	i := slices.IndexFunc(links, func(l writeLink) bool { return l.Name == "note" })
	if i < 0 {
		t.Fatalf("links: %v", links)
	}
	href := links[i].Href
	if bad := strings.ContainsAny(href, " \"<>\r\n+{}"); bad {
		t.Errorf("the link is not escaped: %s", href)
	}
	u, err := url.Parse(href)
	if err != nil {
		t.Fatal(err)
	}
	to, err := url.PathUnescape(u.Opaque)
	if err != nil || to != "amara+x@example.org,tom@example.org" {
		t.Errorf("it goes to %q, %v", to, err)
	}
	values, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		t.Fatal(err)
	}
	want := url.Values{
		"subject": {"A & B, Spring <2027>: é & ?"},
		"body": {strings.ReplaceAll(`Dear Amara Nwosu, Tom, the younger and Zoë,

Amara Nwosu with Tom, the younger and Zoë; {x} 100% + 1 = 2 # "q"
https://intranet.example.org/m/spring/tom/index.html

First Thursday 14 January 2027, next Thursday 28 January 2027, 15:00, Room 4.

Ask Vera Lund`, "\n", "\r\n")},
	}
	if diff := cmp.Diff(want, values); diff != "" {
		t.Errorf("it says (-want +got):\n%s", diff)
	}
}

func TestWhoGetsMessages(t *testing.T) {
	s := load(t,
		"content/messages/note.md", "+++\nsubject = \"x\"\nstatus = [\"paused\", \"draft\"]\n+++\nx\n",
		"content/cohorts/a/active.toml", person("mentor", "Ada", "ada@example.org")+person("mentee", "Tom", ""),
		"content/cohorts/a/closed.toml", "status = \"closed\"\n"+person("mentor", "Ben", "")+person("mentee", "Kit", "kit@example.org"),
		"content/cohorts/a/paused.toml", "status = \"paused\"\n"+person("mentor", "Cem", "")+person("mentee", "Liv", "liv@example.org"),
		"content/cohorts/a/nobody.toml", "status = \"paused\"\n"+named("Dee", "Mia"),
		"content/cohorts/b/nobody.toml", named("Eli", "Noa"),
	)
	d := Facts(s)
	c := &d.Cohorts[0]
	for i, want := range [][]string{{"closing", "invitation", "midpoint", "reminder"}, {"thanks"}, nil, {"note"}} {
		var got []string
		for _, l := range letters(s, d.messages, &c.Relationships[i]) {
			got = append(got, l.Name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.Relationships[i].Of.ID, diff)
		}
	}
	if diff := cmp.Diff([]string{"closing", "invitation", "midpoint", "note", "reminder", "thanks"}, d.written(c)); diff != "" {
		t.Errorf("written (-want +got):\n%s", diff)
	}
	if got := d.written(&d.Cohorts[1]); got != nil {
		t.Errorf("a cohort without addresses has %q", got)
	}
}

func TestATableForMailMerge(t *testing.T) {
	s := load(t,
		"content/messages/note.md", "+++\nsubject = \"=1+1\"\n+++\n+ {mentor},\n\n- {contact?}\n- {mentee}\n",
		"content/cohorts/spring/cohort.toml", "[contact]\nname = \"=cmd;+1\"\n",
		tom, person("mentor", "@Ada \"A\"", "ada@example.org")+person("mentee", "Tom", ""),
	)
	want := "\ufeffName,E-mail,Language,Subject,Text,Workbook,Relationship\r\n" +
		"\"'@Ada \"\"A\"\"\",ada@example.org,en-GB,'=1+1,\"'+ '@Ada \"\"A\"\",\r\n\r\n- '=cmd;'+1\r\n- Tom\",,spring/tom\r\n" +
		"Tom,,en-GB,'=1+1,\"'+ '@Ada \"\"A\"\",\r\n\r\n- '=cmd;'+1\r\n- Tom\",,spring/tom\r\n"
	if diff := cmp.Diff(want, draw(t, s, Options{})["messages/spring/note.csv"]); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

// What is empty is said once for each field of a message, and not of those that nobody gets.
func TestFieldsThatStayEmpty(t *testing.T) {
	s := load(t,
		"content/messages/note.md", "+++\nsubject = \"{first}\"\n+++\n{names} {mentors} {mentees} {cohort} {programme} {link} {next?} {last?} {contact}\n",
		"content/cohorts/a/a.toml", person("mentor", "Ada", "ada@example.org")+person("mentee", "Tom", ""),
		"content/cohorts/a/b.toml", person("mentor", "Ben", "ben@example.org")+person("mentee", "Kit", "")+"[schedule]\nfirst = 2027-01-14\n",
		"content/cohorts/a/c.toml", person("mentor", "Cem", "cem@example.org")+person("mentee", "Liv", ""),
		"content/cohorts/a/nobody.toml", named("Dee", "Mia"),
	)
	var got []string
	for _, p := range Facts(s).Check() {
		got = append(got, p.String())
	}
	const rest = "; with {%s?} the paragraph is left out where it is empty"
	want := []string{
		`content/messages/note.md:2:11: warning: in the message "note", {first} is empty for a/a and 1 more` + "\n   write first = … in [schedule]" + strings.Replace(rest, "%s", "first", 1),
		`content/messages/note.md:4:50: warning: in the message "note", {link} is empty for a/a and 2 more` + "\n   write address = \"https://…\" in site.toml, where the workbooks can be read" + strings.Replace(rest, "%s", "link", 1),
		`content/messages/note.md:4:73: warning: in the message "note", {contact} is empty for a/a and 2 more` + "\n   write [contact] in site.toml" + strings.Replace(rest, "%s", "contact", 1),
	}
	for i := range got {
		got[i] = withoutExcerpt(got[i])
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

// withoutExcerpt leaves out the lines of a problem that show the file.
func withoutExcerpt(problem string) string {
	return strings.Join(slices.DeleteFunc(strings.Split(problem, "\n"), func(line string) bool { return strings.Contains(line, " | ") || strings.HasSuffix(line, "^") }), "\n")
}

func TestBuiltInMessagesAreComplete(t *testing.T) {
	s := load(t, tom, "language = \"pt-BR\"\n"+pair)
	if diff := cmp.Diff([]string{"closing", "invitation", "midpoint", "reminder", "thanks"}, s.MessageNames()); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
	for _, name := range s.MessageNames() {
		for lang, want := range map[program.Language]program.Language{"en-GB": "en", "pt-BR": "pt", "pt": "pt", "fi": "en"} {
			m := s.Message(name, lang)
			if m.Language != want {
				t.Errorf("%s in %s is in %s", name, lang, m.Language)
			}
			for _, field := range m.Required {
				if field != "names" && field != "programme" && field != "mentor" && field != "mentee" {
					t.Errorf("%s needs {%s}, which may be empty", m.Source, field)
				}
			}
		}
	}
}

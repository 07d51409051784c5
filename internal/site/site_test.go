package site

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/diag"
	"pairbook/internal/filetest"
	"pairbook/internal/program"
)

// builtin is a built-in site with a line of text for everything.
func builtin() fs.FS {
	files := fstest.MapFS{}
	for _, section := range Sections {
		files["content/guidance/"+section+".md"] = text("Built-in " + section)
	}
	for _, topic := range []string{"getting-started", "industry-trends", "time-management", "lessons-learned", "technical-issues", "looking-ahead"} {
		files["content/topics/"+topic+".md"] = text("Built-in " + topic)
	}
	files["content/guidance/check-in.pt.md"] = text("Balanço")
	return files
}

func text(title string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("+++\ntitle = \"" + title + "\"\n+++\n\nText.\n")}
}

// load reads a site of files given as name, text, name, text …
func load(t *testing.T, files ...string) (*Site, []diag.Problem) {
	t.Helper()
	fsys := fstest.MapFS{"site.toml": {Data: []byte("title = \"Test\"\n")}}
	for i := 0; i < len(files); i += 2 {
		fsys[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	s, problems, err := Load(fsys, builtin(), &Memory{})
	if err != nil {
		t.Fatal(err)
	}
	return s, slices.DeleteFunc(problems, borrows)
}

// borrows reports whether a problem is that of guidance in another language, which most of
// these small sites have. See borrowed_test.go.
func borrows(p diag.Problem) bool { return strings.Contains(p.Text, "not in the language") }

// loadOver is load over more built-in files, without problems.
func loadOver(t *testing.T, more map[string]string, files ...string) *Site {
	t.Helper()
	under := builtin().(fstest.MapFS)
	for name, text := range more {
		under[name] = &fstest.MapFile{Data: []byte(text)}
	}
	fsys := fstest.MapFS{"site.toml": {Data: []byte("title = \"Test\"\n")}}
	for i := 0; i < len(files); i += 2 {
		fsys[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	s, problems, err := Load(fsys, under, &Memory{})
	if problems = slices.DeleteFunc(problems, borrows); err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return s
}

// only returns the one relationship of a site.
func only(t *testing.T, s *Site, problems []diag.Problem) *program.Relationship {
	t.Helper()
	if len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	if len(s.Cohorts) != 1 || len(s.Cohorts[0].Relationships) != 1 {
		t.Fatalf("cohorts = %+v; want one of one relationship", s.Cohorts)
	}
	return s.Cohorts[0].Relationships[0]
}

const pair = "[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = \"Tom Okafor\"\n"

// The archives hold a site and, in the file "want", the problems it has.
func TestProblemsOfASite(t *testing.T) {
	filetest.Run(t, "testdata/*.txtar", func(t *testing.T, a *filetest.Archive) {
		_, problems, err := Load(a.FS(), builtin(), &Memory{})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, p := range problems {
			got += p.String() + "\n"
		}
		a.Want(t, "want", got)
	})
}

func TestTwoNamesAreARelationship(t *testing.T) {
	s, problems := load(t, "content/cohorts/spring/tom.toml", pair)
	r := only(t, s, problems)
	if r.Title != "Amara Nwosu & Tom Okafor" || len(r.Sessions) != 6 || r.Sessions[0].Topic != "getting-started" || r.Dir() != "spring/tom" {
		t.Errorf("relationship = %+v", r)
	}
}

func TestNearerWinsKeyByKey(t *testing.T) {
	s, problems := load(t,
		"site.toml", `title = "Test"
[labels]
mentor = "Guide"
mentee = "Learner"
[schedule]
place = "Online"
minutes = 45
sessions = 9
[[schedule.breaks]]
name = "Summer"
from = 2027-07-26
to = 2027-08-13
[agreement]
covers = ["work"]
excludes = ["pay"]
[[agreement.clauses]]
text = "one"
[[sessions]]
topic = "getting-started"
focus = "us"
[[sessions]]
topic = "lessons-learned"
`,
		"content/cohorts/spring/cohort.toml", `title = "Spring"
language = "pt"
[labels]
mentee = "Trainee"
[schedule]
sessions = 3
[[schedule.breaks]]
name = "Easter"
from = 2027-03-26
[[sessions]]
n = 3
topic = "looking-ahead"
`,
		"content/cohorts/spring/tom.toml", pair+`
[schedule]
place = "Room 4"
[agreement]
covers = ["leading a team"]
[[agreement.clauses]]
text = "two"
[[sessions]]
held = true
`)
	r := only(t, s, problems)
	type outcome struct {
		Language, Mentor, Mentee, Place, Focus string
		Minutes, Sessions, Breaks, Clauses     int
		Covers, Excludes                       []string
		Held                                   bool
		Topics                                 []string
	}
	want := outcome{"pt", "Guide", "Trainee", "Room 4", "us", 45, 3, 2, 2, []string{"leading a team"}, []string{"pay"}, true,
		[]string{"getting-started", "lessons-learned", "looking-ahead"}}
	got := outcome{string(r.Language), r.Labels.Mentor, r.Labels.Mentee, r.Schedule.Place, r.Sessions[0].Focus,
		r.Schedule.Minutes, len(r.Sessions), len(r.Schedule.Breaks), len(r.Agreement.Clauses),
		r.Agreement.Covers, r.Agreement.Excludes, r.Sessions[0].Held, nil}
	for _, session := range r.Sessions {
		got.Topics = append(got.Topics, session.Topic)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("merged (-want +got):\n%s", diff)
	}
}

func TestOfHeldAndCancelledTheNearerTakesTheOtherAway(t *testing.T) {
	s, problems := load(t,
		"site.toml", "title = \"Test\"\n[[sessions]]\ncancelled = \"strike\"\n[[sessions]]\nheld = true\n[[sessions]]\ncancelled = \"strike\"\n[[sessions]]\ncancelled = \"strike\"\n",
		"content/cohorts/spring/cohort.toml", "[[sessions]]\nn = 3\nheld = true\n",
		"content/cohorts/spring/tom.toml", pair+"[[sessions]]\nheld = true\n[[sessions]]\ncancelled = \"ill\"\n[[sessions]]\ncancelled = \"ill\"\n[[sessions]]\nheld = false\n")
	var got []string
	for _, session := range only(t, s, problems).Sessions {
		got = append(got, fmt.Sprint(session.Held, " ", session.Cancelled))
	}
	if diff := cmp.Diff([]string{"true ", "false ill", "false ill", "false "}, got); diff != "" {
		t.Error(diff)
	}
}

func TestANearerRhythmTakesAwayHowOftenInAMonth(t *testing.T) {
	for _, test := range []struct{ cohort, pair, want string }{
		{"", "", "month 2"},
		{"every = \"2 weeks\"\n", "", "2 weeks 0"},
		{"every = \"month\"\n", "", "month 2"},
		{"every = \"2 weeks\"\n", "per_month = 1\nevery = \"month\"\n", "month 1"},
		{"every = \"2 weeks\"\n", "every = \"month\"\n", "month 0"},
	} {
		s, problems := load(t, "site.toml", "title = \"Test\"\n[schedule]\nper_month = 2\n",
			"content/cohorts/spring/cohort.toml", "[schedule]\n"+test.cohort,
			"content/cohorts/spring/tom.toml", pair+"[schedule]\n"+test.pair)
		schedule := only(t, s, problems).Schedule
		if got := fmt.Sprint(schedule.Every, " ", schedule.PerMonth); got != test.want {
			t.Errorf("%q, %q: %s, want %s", test.cohort, test.pair, got, test.want)
		}
	}
}

func TestAWrongStatusIsNotBlamedOnTheClosing(t *testing.T) {
	_, problems := load(t, "content/cohorts/spring/tom.toml", "status = \"close\"\n"+pair+"[closing]\ndate = 2027-06-30\n")
	if len(problems) != 1 || problems[0].Text != `unknown status "close"` {
		t.Errorf("problems: %v", problems)
	}
}

func TestWhereARecordIsWrong(t *testing.T) {
	_, problems := load(t, "content/cohorts/spring/tom.toml", pair+"[closing]\ndate = 2027-06-30\n[[sessions]]\nn = 2\npresent = [\"Nobody\"]\n")
	var got []string
	for _, p := range problems {
		got = append(got, fmt.Sprintf("%d:%d: %s", p.Position.Line, p.Position.Column, p.Text))
	}
	lines := strings.Count(pair, "\n")
	want := []string{
		fmt.Sprintf("%d:1: [closing] goes with status = \"closed\"", lines+1),
		fmt.Sprintf("%d:12: nobody here is called \"Nobody\"", lines+5),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestInheritedSessionsBeyondTheCountAreDropped(t *testing.T) {
	s, problems := load(t,
		"content/cohorts/spring/cohort.toml", "[[sessions]]\ntopic = \"getting-started\"\n[[sessions]]\ntopic = \"lessons-learned\"\n",
		"content/cohorts/spring/tom.toml", pair+"[schedule]\nsessions = 1\n")
	if r := only(t, s, problems); len(r.Sessions) != 1 {
		t.Errorf("sessions = %+v; want one", r.Sessions)
	}
}

func TestASoundRelationshipIsNotHiddenByABrokenOne(t *testing.T) {
	s, problems := load(t,
		"content/cohorts/spring/ann.toml", pair,
		"content/cohorts/spring/bob.toml", "[mentor\n")
	if len(s.Cohorts[0].Relationships) != 1 || len(s.Broken) != 1 || s.Broken[0].Dir != "spring/bob" {
		t.Errorf("sound %d, broken %+v", len(s.Cohorts[0].Relationships), s.Broken)
	}
	if errs, _ := diag.Count(problems); errs != 1 {
		t.Errorf("problems = %v; want one", problems)
	}
}

func TestWhatIsRememberedIsTheSame(t *testing.T) {
	fsys := fstest.MapFS{
		"site.toml":                       {Data: []byte("title = \"Test\"\n")},
		"content/cohorts/spring/tom.toml": {Data: []byte(pair)},
	}
	memory := &Memory{}
	relationship := func() *program.Relationship {
		s, problems, err := Load(fsys, builtin(), memory)
		if err != nil {
			t.Fatal(err)
		}
		return only(t, s, problems)
	}
	first := relationship()
	if relationship() != first {
		t.Error("the same bytes were resolved twice")
	}
	fsys["content/cohorts/spring/cohort.toml"] = &fstest.MapFile{Data: []byte("[schedule]\nsessions = 2\n")}
	if second := relationship(); second == first || len(second.Sessions) != 2 {
		t.Errorf("a new cohort.toml changed nothing: %d sessions", len(second.Sessions))
	}
}

// broken fails to open one file.
type broken struct {
	fs.FS
	name string
}

func (b broken) Open(name string) (fs.File, error) {
	if name == b.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("input/output error")}
	}
	return b.FS.Open(name)
}

func TestAFaultOfTheMachineIsAnError(t *testing.T) {
	fsys := fstest.MapFS{"site.toml": {Data: []byte("title = \"Test\"\n")}, "content/cohorts/spring/tom.toml": {Data: []byte(pair)}}
	_, _, err := Load(broken{fsys, "content/cohorts/spring/tom.toml"}, builtin(), &Memory{})
	if want := "reading content/cohorts/spring/tom.toml: input/output error"; fmt.Sprint(err) != want {
		t.Errorf("error = %v; want %s", err, want)
	}
}

func TestWhatCannotBeReadInACohortIsSetAside(t *testing.T) {
	fsys := fstest.MapFS{}
	for name, text := range map[string]string{
		"site.toml": "title = \"Test\"\n", "content/cohorts/autumn/cohort.toml": "title = \"Autumn\"\n",
		"content/cohorts/autumn/ann.toml": pair, "content/cohorts/spring/topics/own.md": "# Own\n",
		"content/cohorts/spring/bob.toml": strings.ReplaceAll(pair, "Tom", "Bob"), "content/cohorts/spring/tom.toml": pair,
	} {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for name, want := range map[string]string{
		"content/cohorts/spring/tom.toml":    "autumn/ann spring/bob, broken spring/tom",
		"content/cohorts/spring/topics":      "autumn/ann, broken spring/bob spring/tom",
		"content/cohorts/spring":             "autumn/ann, broken spring/",
		"content/cohorts/autumn/cohort.toml": "spring/bob spring/tom, broken autumn/ann",
	} {
		b, err := Begin(broken{fsys, name}, builtin(), &Memory{})
		if err != nil {
			t.Fatal(err)
		}
		s, problems, err := b.Load()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var sound, spoiled []string
		for _, c := range s.Cohorts {
			for _, r := range c.Relationships {
				sound = append(sound, r.Key())
			}
		}
		for _, b := range s.Broken {
			spoiled = append(spoiled, b.Cohort+"/"+b.ID)
		}
		got := strings.Join(sound, " ") + ", broken " + strings.Join(spoiled, " ")
		if got != want || len(problems) > 0 || len(s.Unreadable) != 1 || s.Unreadable[0].Name != name {
			t.Errorf("%s: %s\nwant %s\nproblems %v, unreadable %v", name, got, want, problems, s.Unreadable)
		}
	}
	b, err := Begin(broken{fsys, "content/cohorts"}, builtin(), &Memory{})
	if err == nil {
		_, _, err = b.Load()
	}
	if want := "reading content/cohorts: input/output error"; fmt.Sprint(err) != want {
		t.Errorf("error = %v; want %s", err, want)
	}
}

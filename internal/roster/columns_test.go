package roster

import (
	"fmt"
	"strings"
	"testing"
)

func TestHeadersInAnyOrderCaseAndSpacing(t *testing.T) {
	for header, want := range map[string]field{
		"mentor": "mentor", "Mentor Name": "mentor", "MENTORNAME": "mentor", "Name of the mentor": "mentor", " mentor's  name ": "mentor", "Mentors": "mentor",
		"Mentee full name": "mentee", "mentee_email": "mentee email", "Mentee E-Mail": "mentee email", "Mentee e-mail address": "mentee email",
		"E-mail (mentor)": "mentor email", "Mentor’s job title": "mentor title", "mentor-team": "mentor team", "Mentee Department": "mentee team",
		"Mentor tel.": "mentor phone", "MENTEE PHONE": "mentee phone", "Mentee telephone number": "mentee phone", "mentor pronouns": "mentor pronouns",
		"Mentee surname": "mentee last name", "Given name of mentor": "mentor first name",
		"Title": "title", "ID": "id", "Group": "group", "Group name": "group", "Language": "language", "lang": "language",
		"First Session": "first session", "FirstSession": "first session", "Start date": "first session", "First meeting": "first session",
		"Topics": "topics", "Topic": "topics", "goals": "goals", "Goal": "goals",
		"": "", "Notes": "", "Mentor 2": "", "Email": "", "Name": "",
	} {
		if got, _ := ofPairs().meaning(header); got != want {
			t.Errorf("%q means %q, want %q", header, got, want)
		}
	}
}

func TestColumnsUsedAndIgnored(t *testing.T) {
	plan, problems := read(t, "roster.csv", "Notes,Mentee,,Mentor emial,Mentor\nx,Tom Okafor,y,z,Amara Nwosu\n", Options{})
	if got, want := fmt.Sprint(plan.Report.Used), "[{B Mentee mentee } {E Mentor mentor }]"; got != want {
		t.Errorf("used %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(plan.Report.Ignored), "[{A Notes  } {D Mentor emial  mentor email}]"; got != want {
		t.Errorf("ignored %s, want %s", got, want)
	}
	want := `roster.csv:1:4: warning: row 1, column "Mentor emial": nothing is known by this name, and the column is left out
   did you mean "mentor email"? then say --map "Mentor emial=mentor email"`
	if got := strings.TrimSpace(prose(problems)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestColumnsNamedByMap(t *testing.T) {
	o := Options{Map: []Mapping{{"line 1", "Mentor"}, {"LINE 2", "mentee name"}, {"Title", "ignore"}, {"Topics", "goals"}}}
	plan := planned(t, "Line 1,Line 2,Title,Topics,Goals\nAmara Nwosu,Tom Okafor,Ms,Lead a project,not these\n", o)
	r := loaded(t, plan)["amara-nwosu-tom-okafor"]
	if r == nil || r.Title != "Amara Nwosu & Tom Okafor" || len(r.Goals) != 1 || r.Goals[0].Title != "Lead a project" {
		t.Errorf("got %+v", r)
	}
	if got, want := fmt.Sprint(plan.Report.Ignored), "[{C Title  } {E Goals  }]"; got != want {
		t.Errorf("ignored %s, want %s", got, want)
	}
}

func TestParseMapping(t *testing.T) {
	if m, err := ParseMapping("a = b = Mentor "); err != nil || m != (Mapping{"a = b", "Mentor"}) {
		t.Errorf("got %v, %v", m, err)
	}
	for _, text := range []string{"", "mentor", "=mentor", "Line 1=", " = "} {
		want := fmt.Sprintf(`%q is no mapping: write the header of the sheet or the letter of the column, "=" and what it means, like "Line 1=mentor" or "B=mentor"`, text)
		if _, err := ParseMapping(text); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

func TestProblemsOfColumns(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		o    Options
		want string
	}{
		"no header that is known": {"Line 1,Line 2\nAmara,Tom\n", Options{},
			"roster.csv:1:1: row 1: no column has the names of the mentees\n   call a column \"mentee\", or name it by its letter: --map \"LETTER=mentee\"; not used yet: \"Line 1\" (A), \"Line 2\" (B)\n" +
				"roster.csv:1:1: row 1: no column has the names of the mentors\n   call a column \"mentor\", or name it by its letter: --map \"LETTER=mentor\"; not used yet: \"Line 1\" (A), \"Line 2\" (B)"},
		"one side only": {"Mentor\nAmara\n", Options{},
			"roster.csv:1:1: row 1: no column has the names of the mentees\n   call a column \"mentee\""},
		"two columns of one meaning": {"Mentor,Mentee,Mentor name\nAmara,Tom,Ada\n", Options{},
			"roster.csv:1:3: row 1, column \"Mentor name\": column \"Mentor\" (A) means the same, \"mentor\"\n   delete one of the two, or say --map \"Mentor name=ignore\""},
		"a mapping to nothing": {"Line 1,Mentee\nAmara,Tom\n", Options{Map: []Mapping{{"Line 1", "menter"}}},
			"roster.csv:1:1: row 1: no column can mean \"menter\", as --map has it\n   did you mean \"mentee\"?\n" +
				"roster.csv:1:1: row 1: no column has the names of the mentors\n   call a column \"mentor\", or say that \"Line 1\" is it: --map \"A=mentor\""},
		"a mapping to nothing near": {"Mentor,Mentee\nAmara,Tom\n", Options{Map: []Mapping{{"Mentor", "shoe size"}}},
			"roster.csv:1:1: row 1: no column can mean \"shoe size\", as --map has it\n   the columns are " + quoted(append(ofPairs().names(), "ignore"))},
		"a mapping from nothing": {"Mentor,Mentee,Line 1\nAmara,Tom,\n", Options{Map: []Mapping{{"Line 2", "team"}, {"Line 3", "id"}, {"Shoe size", "id"}}},
			"roster.csv:1:1: row 1: no column can mean \"team\", as --map has it\n   the columns are " + quoted(append(ofPairs().names(), "ignore")) + "\n" +
				"roster.csv:1:1: row 1: there is no column \"Line 3\", which --map speaks of\n   did you mean \"Line 1\"?\n" +
				"roster.csv:1:1: row 1: there is no column \"Shoe size\", which --map speaks of\n   the headers are \"Mentor\", \"Mentee\", \"Line 1\""},
	} {
		t.Run(name, func(t *testing.T) { told(t, c.data, c.o, c.want) })
	}
}

func TestRowsAboveTheHeaderAreLeftOut(t *testing.T) {
	plan := planned(t, "Mentoring of the mentees;\n;\n\nMentor;Mentee\nAmara Nwosu;Tom Okafor\n", Options{})
	if plan.Report.HeaderRow != 4 || plan.Files[0].Row != 5 {
		t.Errorf("header in row %d, the pair in row %d; want 4 and 5", plan.Report.HeaderRow, plan.Files[0].Row)
	}
}

func TestLettersOfColumns(t *testing.T) {
	for column, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA", 16383: "XFD"} {
		if got := letter(column); got != want {
			t.Errorf("letter(%d) = %s, want %s", column, got, want)
		}
		if got, ok := columnOf(want + "12"); !ok || got != column {
			t.Errorf("columnOf(%s12) = %d, %t; want %d", want, got, ok, column)
		}
	}
	for _, reference := range []string{"", "A", "12", "a1", "AAAA1", "$A$1"} {
		if _, ok := columnOf(reference); ok {
			t.Errorf("%q passes for a cell", reference)
		}
	}
}

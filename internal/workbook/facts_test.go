package workbook

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pairbook/internal/filetest"
)

// allSheets is one of each type of sheet that a workbook has.
var allSheets = []Sheet{
	&Agreement{}, &Back{}, &Certificate{}, &CheckIn{}, &Closing{}, &Cover{}, &Expectations{}, &FollowThrough{}, &Form{}, &Goal{}, &Keepsake{},
	&Letter{}, &Midpoint{}, &More{}, &Notes{}, &Outside{}, &PreWork{}, &Questions{}, &Roadmap{}, &Session{}, &SessionSide{}, &Terms{}, &Who{},
}

// fullPair says something of everything that a sheet can say.
const fullPair = `title = "Tom and Amara"
parts = ["cover", "letter", "who", "first-meeting", "pre-work", "baseline", "agreement", "goals", "roadmap", "sessions", "midpoint", "follow-through", "closing", "next-steps", "feedback", "certificate", "notes"]
[mentor]
name = "Amara Nwosu"
title = "Engineer"
hopes = ["To listen"]
brings = ["Stories"]
timezone = "Africa/Lagos"
[mentee]
name = "Tom Okafor"
preferred = "Tommy"
email = "tom@example.org"
login = "tom"
[[others]]
name = "Ines Duarte"
role = "Sponsor"
signs = true
[schedule]
first = 2027-01-14
every = "3 weeks"
sessions = 3
time = 15:00
minutes = 60
place = "Room 4"
timezone = "Europe/Lisbon"
[agreement]
mentor_role = "Asks"
covers = ["Work"]
mentor_expects = ["Honesty"]
review = 2027-04-01
arranging = "The mentee"
[agreement.contact]
mentor = "By mail"
[[agreement.clauses]]
title = "Travel"
lines = 3
[[goals]]
title = "Lead a team"
measurable = "In service"
due = 2027-06-30
steps = ["Ask"]
[[sessions]]
topic = "getting-started"
focus = "Who we are"
agenda = ["Hello"]
goals = [1]
[[sessions]]
title = "Own title"
[[sessions]]
topic = "looking-ahead"
`

// A version of the program must not change the facts of sheets that say what they said: this
// list changes when it would.
func TestFactsStayAsTheyAre(t *testing.T) {
	s := load(t, tom, fullPair)
	var b strings.Builder
	for _, sheet := range Plan(s, s.Cohorts[0].Relationships[0]).Sheets {
		texts := factTexts{by: map[string][]byte{}}
		texts.of(sheet)
		fmt.Fprintf(&b, "== %s\n", sheet.Frame().ID)
		for _, f := range texts.sums() {
			fmt.Fprintf(&b, "%s %s\n", f.Name, f.Sum)
			for line := range strings.Lines(string(texts.by[f.Name])) {
				b.WriteString("  " + line)
			}
		}
	}
	filetest.File(t, "testdata/facts.txt", b.String())
}

// Nobody decides by oversight whether what a sheet has is a fact.
func TestFieldsOfSheetsSayWhetherTheyAreFacts(t *testing.T) {
	types := []reflect.Type{reflect.TypeFor[Frame]()}
	for _, s := range allSheets {
		types = append(types, reflect.TypeOf(s).Elem())
	}
	for _, of := range types {
		for field := range of.Fields() {
			tag, ok := field.Tag.Lookup("facts")
			if field.Type == reflect.TypeFor[Frame]() {
				continue
			}
			if !ok {
				t.Errorf("%s.%s has no tag facts", of.Name(), field.Name)
			}
			for part := range strings.SplitSeq(tag, ";") {
				name, list, chosen := strings.Cut(part, ":")
				if tag != "-" && !slices.Contains(FactNames, name) {
					t.Errorf("%s.%s: %q is no name of facts", of.Name(), field.Name, name)
				}
				for wanted := range strings.SplitSeq(list, ",") {
					if chosen && !hasField(field.Type, wanted) && wanted != "Role" && wanted != "As" {
						t.Errorf("%s.%s: %s has no field %s", of.Name(), field.Name, field.Type, wanted)
					}
				}
			}
		}
	}
}

func TestAllSheetsAreKnownToTheFacts(t *testing.T) {
	files, err := os.ReadDir("../../templates/sheets")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name := strings.TrimSuffix(f.Name(), ".html")
		known := slices.ContainsFunc(allSheets, func(s Sheet) bool { return s.Template() == name })
		if own := name == "handout" || name == "programme"; known == own { // of no workbook
			t.Errorf("the sheet %s: among all sheets of workbooks is %v", name, known)
		}
	}
}

func hasField(of reflect.Type, name string) bool {
	for of.Kind() == reflect.Slice || of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	_, found := of.FieldByName(name)
	return found
}

// factsByID are the facts of all sheets, by their ids.
func factsByID(t *testing.T, files ...string) map[string][]Fact {
	t.Helper()
	s := load(t, files...)
	all := map[string][]Fact{}
	for _, sheet := range NewReader(s).Facts(s.Cohorts[0].Relationships[0]) {
		if all[sheet.ID] != nil {
			t.Errorf("two sheets are called %s", sheet.ID)
		}
		all[sheet.ID] = sheet.Facts
	}
	return all
}

func TestFactsOfASheetChangeWithWhatItSays(t *testing.T) {
	was := factsByID(t, tom, fullPair)
	for _, test := range []struct{ name, old, new, want string }{
		{"nothing", "", "", ""},
		{"a goal", "In service", "Twice", "goal-1:goals"},
		{"the title of a goal", "Lead a team", "Lead two teams", "closing:goals cover-back:goals goal-1:goals midpoint:goals roadmap:goals session-1:goals session-2:goals session-3:goals"},
		{"a topic", `topic = "getting-started"`, `topic = "time-management"`, "cover-back:topic roadmap:topic session-1:topic"},
		{"the place of a session", "title = \"Own title\"", "title = \"Own title\"\nplace = \"Hall\"", "check-in-1:meeting session-2:meeting"},
		{"a day", "title = \"Own title\"", "title = \"Own title\"\ndate = 2027-02-05", "check-in-1:meeting roadmap:meeting session-2:meeting"},
		{"a clause", "lines = 3", "lines = 4", "terms:agreement"},
		{"what is covered", `"Work"`, `"All"`, "agreement:agreement"},
		{"a telephone number", "login = \"tom\"", "login = \"tom\"\nphone = \"123\"", "cover-back:people who:people"},
		{"a hope", "To listen", "To learn", "closing:hopes midpoint:hopes pre-work-mentor-1:people"},
		{"a login", "login = \"tom\"", "login = \"tommy\"", ""},
		{"that a session was held", "title = \"Own title\"", "title = \"Own title\"\nheld = true", ""},
		{"progress", "steps = [\"Ask\"]", "steps = [\"Ask\"]\nprogress = 40", ""},
		{"a promise", "[[sessions]]\ntitle", "[[actions]]\nwho = \"mentor\"\nwhat = \"Ask\"\nsession = 1\n[[sessions]]\ntitle", ""},
		{"a session more", "sessions = 3", "sessions = 4", "check-in-3:meeting check-in-4:+ cover-back:meeting,topic keepsake:meeting letter:meeting roadmap:meeting session-4:+"},
	} {
		now := factsByID(t, tom, strings.Replace(fullPair, test.old, test.new, 1))
		var changed []string
		for id, facts := range now {
			var names []string
			for _, f := range facts {
				if !slices.Contains(was[id], f) {
					names = append(names, f.Name)
				}
			}
			for _, f := range was[id] {
				if !slices.ContainsFunc(facts, func(g Fact) bool { return g.Name == f.Name }) {
					names = append(names, f.Name)
				}
			}
			switch {
			case was[id] == nil:
				changed = append(changed, id+":+")
			case len(names) > 0:
				changed = append(changed, id+":"+strings.Join(names, ","))
			}
		}
		slices.Sort(changed)
		if got := strings.Join(changed, " "); got != test.want {
			t.Errorf("%s: changed %s\nwant %s", test.name, got, test.want)
		}
	}
}

package roster

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// told checks all that an author is told of a roster, to the letter.
func told(t *testing.T, data string, o Options, want string, files ...string) {
	t.Helper()
	plan, problems := read(t, "roster.csv", data, o, files...)
	if got := strings.TrimSpace(prose(problems)); got != strings.TrimSpace(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if strings.TrimSpace(want) != "" && !strings.Contains(want, "warning: ") && len(plan.Files) > 0 {
		t.Errorf("%d files are planned in spite of problems", len(plan.Files))
	}
}

func TestAllProblemsOfAllRowsNameRowAndColumn(t *testing.T) {
	told(t, `Mentor,Mentor email,Mentee,Mentee email,Language,First session,Topics
Amara Nwosu,amara at example.org,Tom Okafor,Tom <tom@example.org>,Portuguese,03/02/2027,time-managment
,ben@example.org,Ada Beck,,xx-yy-zz-1,31/02/2027,Getting started
Ben Adeyemi,,,ada@example.org,,,
Solveig Dahl,solveig@example.org,Marlon Reyes,marlon@example.org,,2027-02-03,Where our trade is going; looking-ahead
`, Options{}, `
roster.csv:2:2: row 2, column "Mentor email": "amara at example.org" is no e-mail address
   write one plain address, like "tom@example.org"
roster.csv:2:4: row 2, column "Mentee email": "Tom <tom@example.org>" is no e-mail address
   write the address alone: "tom@example.org"
roster.csv:2:5: row 2, column "Language": unknown language "Portuguese"
   write "pt"
roster.csv:2:6: row 2, column "First session": "03/02/2027" is 2027-02-03 or 2027-03-02
   say --dates day-first or --dates month-first, or write the year first: 2027-02-03
roster.csv:2:7: row 2, column "Topics": there is no topic "time-managment"
   did you mean "time-management"? the topics are getting-started, industry-trends, lessons-learned, looking-ahead, technical-issues, time-management
roster.csv:3:1: row 3, column "Mentor": there is something about a mentor, but no name
roster.csv:3:5: row 3, column "Language": unknown language "xx-yy-zz-1"
   write a language tag, like "en-GB", "pt-BR" or "ar"
roster.csv:3:6: row 3, column "First session": there is no day "31/02/2027"
   write it like 2027-01-14
roster.csv:4:3: row 4, column "Mentee": there is something about a mentee, but no name
`)
}

func TestProblemsOfRows(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		o    Options
		want string
	}{
		"a name is missing": {"Mentor,Mentee\nAmara Nwosu,\n", Options{},
			"roster.csv:2:2: warning: row 2, column \"Mentee\": the name of the mentee is missing, and the row is left out\n   with --drafts the row becomes a draft"},
		"a name is missing, with groups": {"Mentor,Mentee,Group\nAmara Nwosu,,\n", Options{},
			"roster.csv:2:2: warning: row 2, column \"Mentee\": the name of the mentee is missing, and the row is left out\n   rows of one relationship need the same word in the group column\n   with --drafts the row becomes a draft"},
		"no rows": {"Mentor,Mentee\n,\n", Options{}, "roster.csv: there are no rows below the header"},
		"an invisible character within": {"Mentor,Mentee\nAma\u200bra Nwosu,Tom Okafor\n", Options{},
			"roster.csv:2:1: row 2, column \"Mentor\": the text holds the zero-width space U+200B\n   type it anew instead of copying it"},
		"many items": {"Mentor,Mentee,Goals\nAmara Nwosu,Tom Okafor," + strings.Repeat("a;", maxItems+1) + "\n", Options{},
			`roster.csv:2:3: row 2, column "Goals": 61 items, more than 60`},
		"one person on both sides": {"Mentor,Mentee\nAmara Nwosu,amara  nwosu\n", Options{},
			"roster.csv:2:1: row 2: \"amara nwosu\" is both mentor and mentee\n   when two people have that name, tell them apart by an initial or a team"},
		"more topics than sessions": {"Mentor,Mentee,Topics\nAmara Nwosu,Tom Okafor," + strings.Repeat("time-management;", 7) + "\n", Options{Cohort: "short"},
			"roster.csv:2:1: row 2: session 7 lies beyond the 6 sessions of the schedule\n   write sessions = 7 in [schedule], or take this table out"},
		"one id from two rows": {"Mentor,Mentee\nAmara Nwosu,Tom Okafor\n,\nAmara,Nwosu Tom Okafor\n", Options{},
			"roster.csv:4:1: row 4: row 2 gets the same id, \"amara-nwosu-tom-okafor\"\n   add a column \"id\" with a different word in each row; or delete one of the rows; or, for one relationship of several people, add a column \"group\""},
		"one id in two rows": {"Id,Mentor,Mentee\nA 1,Amara Nwosu,Tom Okafor\na-1,Ben Adeyemi,Ada Beck\n", Options{},
			"roster.csv:3:1: row 3, column \"Id\": row 2 has the same id, \"a-1\"\n   give one of the two another id"},
		"an id that is taken": {"Id,Mentor,Mentee\nTopics,Amara Nwosu,Tom Okafor\ncohort,Ben Adeyemi,Ada Beck\n", Options{},
			"roster.csv:2:1: row 2: a relationship cannot be called \"topics\": Pairbook needs that name itself\n   write another word in the id column\n" +
				"roster.csv:3:1: row 3: a relationship cannot be called \"cohort\": Pairbook needs that name itself\n   write another word in the id column"},
		"a group that contradicts itself": {"Mentor,Mentee,Mentee email,Group,Title\nAmara,Tom,tom@example.org,1,One\nAmara,Tom,tim@example.org,1,Two\n", Options{},
			"roster.csv:3:3: row 3, column \"Mentee email\": this differs from an earlier row of group \"1\"\n   what belongs to the whole group is written in one of its rows, or the same in all\n" +
				"roster.csv:3:5: row 3, column \"Title\": this differs from an earlier row of group \"1\"\n   what belongs to the whole group is written in one of its rows, or the same in all"},
		"a group without a side": {"Mentor,Mentee,Group\n,Tom,Depot\n,Ada,depot\n", Options{},
			"roster.csv:2:1: warning: row 2, column \"Mentor\": group \"Depot\" has no mentor, and its rows are left out\n   merged cells have their text in the first row only: write it in one row of the group at least"},
		"the same people twice": {"Id,Mentor,Mentee\n1,Amara Nwosu,Tom Okafor\n2,Amara  Nwosu,tom okafor\n", Options{},
			"roster.csv:3:1: warning: row 3: these are the same people as in row 2"},
	} {
		t.Run(name, func(t *testing.T) {
			told(t, c.data, c.o, c.want, "content/cohorts/short/cohort.toml", "[schedule]\nsessions = 6\n")
		})
	}
}

func TestMarksAndBlanksFromCopyingAreTakenOff(t *testing.T) {
	plan := planned(t, "Mentor,Mentee,Mentee email\n\u200eAmara\u00a0 Nwosu\u200b,\"Tom\tOkafor\",\ufefftom@example.org\u200b\n", Options{})
	r := loaded(t, plan)["amara-nwosu-tom-okafor"]
	if r == nil || r.Mentors[0].Name != "Amara Nwosu" || r.Mentees[0].Name != "Tom Okafor" || r.Mentees[0].Email != "tom@example.org" {
		t.Errorf("got %+v of\n%s", r, plan.Files[0].Text)
	}
}

func TestFirstAndLastNamesAreJoined(t *testing.T) {
	plan := planned(t, "Mentor first name,Mentor surname,Mentee last name,Mentee given name\nAmara,Nwosu,Okafor,Tom\n", Options{})
	if got := paths(plan.Files); got != "amara-nwosu-tom-okafor.toml" {
		t.Errorf("planned %s", got)
	}
}

func TestNoTextOfASheetBecomesTOML(t *testing.T) {
	hostile := []string{
		`Amara "the hammer" Nwosu`, `back\slash`, `"""a`, `'''a`, `]a`, `= 1 # no comment`, "[mentor]", `\u0041`, `é́ 𝔸`, `$(rm)`, "=1+1", "+44 a",
	}
	var data strings.Builder
	data.WriteString("id,mentor,mentor title,mentee,mentee team,mentee phone,title,goals\n")
	for i, text := range hostile {
		cell := `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
		data.WriteString(strings.Join([]string{"n" + string(rune('a'+i)), cell, cell, `"Tom Okafor"`, cell, cell, cell, cell}, ",") + "\n")
	}
	byID := loaded(t, planned(t, data.String(), Options{}))
	for i, want := range hostile {
		r := byID["n"+string(rune('a'+i))]
		if r == nil || r.Mentors[0].Name != nfc(want) || r.Mentors[0].Title != nfc(want) || r.Mentees[0].Team != nfc(want) ||
			r.Mentees[0].Phone != nfc(want) || r.Title != nfc(want) || r.Goals[0].Title != nfc(want) {
			t.Errorf("%q came out as %+v", want, r)
		}
	}
}

func TestGroups(t *testing.T) {
	plan := planned(t, `Group,Mentor,Mentor email,Mentee,Goals,First session,Topics
Depot circle,Hana Kovářová,hana@example.org,Lorcan Fife,A parts list,2027-09-09,
,Amara Nwosu,,Tom Okafor,,,
depot  CIRCLE,Josiah Tamihana,,Ananya Joshi,The next apprentice; Another,,time-management
Depot circle,Hana Kovářová,,Lorcan Fife,,2027-09-09,
2,Ben Adeyemi,,Ada Beck,Alone,,
3,Ben Adeyemi,,Ada Beck,,,
3,,,Mele Fifita,,,
`, Options{})
	if got, want := paths(plan.Files), "amara-nwosu-tom-okafor.toml ben-adeyemi-ada-beck.toml depot-circle.toml group-3.toml"; got != want {
		t.Fatalf("planned %s, want %s", got, want)
	}
	depot := loaded(t, plan)["depot-circle"]
	if len(depot.Mentors) != 2 || len(depot.Mentees) != 2 || depot.Mentors[0].Email != "hana@example.org" || depot.Sessions[0].Topic != "time-management" {
		t.Errorf("depot-circle: %+v", depot)
	}
	if len(depot.Goals) != 3 || depot.Goals[0].Owner != "Lorcan Fife" || depot.Goals[2].Owner != "Ananya Joshi" {
		t.Errorf("goals: %+v", depot.Goals)
	}
	for _, f := range plan.Files {
		if f.Path == "content/cohorts/spring/depot-circle.toml" && !strings.HasPrefix(f.Text, "# Imported from roster.csv, rows 2, 4 and 5.") {
			t.Errorf("depot-circle.toml begins\n%s", f.Text)
		}
		if f.Path == "content/cohorts/spring/ben-adeyemi-ada-beck.toml" && strings.Contains(f.Text, "owner") {
			t.Errorf("a single mentee's goal names an owner:\n%s", f.Text)
		}
	}
}

func nfc(s string) string { return norm.NFC.String(s) }

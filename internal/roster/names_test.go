package roster

import (
	"fmt"
	"strings"
	"testing"

	"pairbook/internal/program"
)

// sides lists the people of a relationship.
func sidesOf(r *program.Relationship) string {
	var sides []string
	for _, people := range [][]program.Person{r.Mentors, r.Mentees} {
		var all []string
		for _, p := range people {
			text := p.Name
			for _, more := range []string{p.Title, p.Team, string(p.Email), p.Phone} {
				if more != "" {
					text += " " + more
				}
			}
			all = append(all, text)
		}
		sides = append(sides, strings.Join(all, ", "))
	}
	return strings.Join(sides, " | ")
}

func TestSeveralPeopleInARow(t *testing.T) {
	for name, c := range map[string]struct{ data, id, want string }{
		"semicolons and lines":   {"Mentor,Mentees\n\"Amara Nwosu; Bea Lind\",\"Tom Okafor\nJo Ash\"\n", "amara-nwosu-bea-lind-tom-okafor-jo-ash", "Amara Nwosu, Bea Lind | Tom Okafor, Jo Ash"},
		"a semicolon at the end": {"Mentor,Mentee\nAmara Nwosu;,\"Tom Okafor;\nJo Ash\n\"\n", "amara-nwosu-tom-okafor-jo-ash", "Amara Nwosu | Tom Okafor, Jo Ash"},
		"what is said of each": {"Mentor,Mentee,Mentee email,Mentee team,Mentee title\nAmara Nwosu,Tom Okafor; Jo Ash; Kim Roe,tom@example.org; -; kim@example.org,Depot,Fitter; Clerk; TBD\n",
			"amara-nwosu-tom-okafor-jo-ash-kim-roe", "Amara Nwosu | Tom Okafor Fitter Depot tom@example.org, Jo Ash Clerk Depot, Kim Roe Depot kim@example.org"},
		"columns with numbers": {"Mentor,Mentee 1,Mentee 2,Mentee 2 email,Mentee 3\nAmara Nwosu,Tom Okafor,Kim Roe,kim@example.org,N/A\n",
			"amara-nwosu-tom-okafor-kim-roe", "Amara Nwosu | Tom Okafor, Kim Roe kim@example.org"},
		"first and last names":   {"Mentor,Mentee first name,Mentee last name\nAmara Nwosu,Tom; Kim,Okafor; Roe\n", "amara-nwosu-tom-okafor-kim-roe", "Amara Nwosu | Tom Okafor, Kim Roe"},
		"many":                   {"Mentor,Mentee\nAmara Nwosu,A B; C D; E F; G H; I J\n", "amara-nwosu-a-b-c-d-e-f-and-2", "Amara Nwosu | A B, C D, E F, G H, I J"},
		"a title behind a comma": {"Mentor,Mentee\n\"Amara Nwosu, PhD\",\"Tom Okafor, Jr.\"\n", "amara-nwosu-phd-tom-okafor-jr", "Amara Nwosu, PhD | Tom Okafor, Jr."},
	} {
		t.Run(name, func(t *testing.T) {
			byID := loaded(t, planned(t, c.data, Options{}))
			r := byID[c.id]
			if r == nil {
				t.Fatalf("there is no %s in %v", c.id, byID)
			}
			if got := sidesOf(r); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestNamesThatLookLikeTwoAreAskedAbout(t *testing.T) {
	for name, hint := range map[string]string{
		"Amara Nwosu & Bea Lind":        `for 2 people write "Amara Nwosu; Bea Lind"`,
		"Amara Nwosu and Bea Lind":      `for 2 people write "Amara Nwosu; Bea Lind"`,
		"Amara Nwosu/Bea Lind":          `for 2 people write "Amara Nwosu; Bea Lind"`,
		"Amara Nwosu + Bea Lind":        `for 2 people write "Amara Nwosu; Bea Lind"`,
		"Tom Okafor, Kim Roe":           `for 2 people write "Tom Okafor; Kim Roe"`,
		"Tom Okafor, Kim Roe and J Ash": `for 3 people write "Tom Okafor; Kim Roe; J Ash"`,
		"Lee, Ann":                      `for one person write "Ann Lee", for two "Lee; Ann"`,
		"van der Lee, Ann":              `for one person write "Ann van der Lee", for two "van der Lee; Ann"`,
		"Sandra Anderson":               "",
		"José Ortega y Gasset":          "",
	} {
		want := ""
		if hint != "" {
			want = fmt.Sprintf("roster.csv:2:1: warning: row 2, column \"Mentor\": is %q one person? it is taken for one\n   %s", name, hint)
		}
		told(t, "Mentor;Mentee\n"+name+";Tim Beck\n", Options{}, want)
		for i, advised := range strings.Split(hint, `"`) {
			if i%2 == 1 { // what the hint has in quotation marks
				planned(t, "Mentor,Mentee\n"+advised+",Tim Beck\n", Options{})
			}
		}
	}
	told(t, "Mentor;Mentee\nAmara Nwosu;\"Tom\nOkafor\"\n", Options{}, `
roster.csv:2:2: warning: row 2, column "Mentee": "Tom" and "Okafor" stand on two lines and are taken for two people
   for one person write "Tom Okafor" on one line`)
}

func TestWhatIsSaidOfSeveralHasToFit(t *testing.T) {
	told(t, "Mentor;Mentee first name;Mentee last name\nAmara Nwosu;\"Tom\nKim\";\"Okafor\nRoe\nAsh\"\n", Options{}, `
roster.csv:2:3: row 2, column "Mentee last name": there are 2 first names and 3 last names
   write as many of both, in the same order, with ; between them`)
	told(t, "Mentor,Mentee,Mentee email,Mentee phone\nAmara Nwosu,Tom Okafor; Kim Roe,tom@example.org,1; 2; 3\n", Options{}, `
roster.csv:2:3: row 2, column "Mentee email": 1 value for 2 people
   write as many as there are names, in the same order, with ; between them
roster.csv:2:4: row 2, column "Mentee phone": 3 values for 2 people
   write as many as there are names, in the same order, with ; between them`)
	told(t, "Mentor,Mentee\nAmara Nwosu,"+strings.Repeat("A B;", maxPeople+1)+"\n", Options{},
		`roster.csv:2:2: row 2, column "Mentee": 41 names, more than 40`)
}

func TestPlaceholdersAndSumsAreNoPeople(t *testing.T) {
	for _, name := range []string{"TBD", "tba", "N/A", "NA", "n.a.", "-", "–", "?", "???", "...", "(none)", "Unassigned", "not yet assigned", "To be confirmed", "N.N.", "offen", "no mentee yet", "Awaiting match", "to be matched in May"} {
		told(t, "Mentor;Mentee\nBen Ash;"+name+"\nBea Lind;Kim Roe\n", Options{}, fmt.Sprintf(`
roster.csv:2:2: warning: row 2, column "Mentee": %q is nobody's name, and the row is left out
   with --drafts the row becomes a draft`, name))
	}
	for _, name := range []string{"Total", "TOTALS:", "Grand total", "Total: 12", "Total pairs", "Total (4)", "12 pairs", "Total mentees: 7", "Sum", "Summe", "12", "1,024", "4.5", "50 %"} {
		told(t, "Mentor;Mentee\n"+name+";Kim Roe\nBea Lind;Kim Roe\n", Options{}, fmt.Sprintf(`
roster.csv:2:1: warning: row 2, column "Mentor": %q is nobody's name, and the row is left out`, name))
	}
	told(t, "Mentor;Mentee\nTBD;-\nBea Lind;Kim Roe\n", Options{}, "roster.csv:2:1: warning: row 2: neither side has a name, and the row is left out")
	for _, name := range []string{"Na Li", "Na", "Tom Open", "Summer Total", "Anne Sum-Lee", "R2 D2", "X Æ 12", "Noor Needson", "Toby Able", "7 of 9"} {
		planned(t, "Mentor;Mentee\nBea Lind;"+name+"\n", Options{})
	}
	// In other columns they stand for nothing.
	plan := planned(t, "Mentor,Mentee,Mentee email,Mentee phone,Group,Id,Language,First session,Topics,Goals,Title\nBea Lind,Kim Roe,n/a,-,-,?,TBD,TBD,tbc,-,N/A\nAmara Nwosu,Tom Okafor,,,-,-,,,,,\n", Options{})
	if got := paths(plan.Files); got != "amara-nwosu-tom-okafor.toml bea-lind-kim-roe.toml" {
		t.Errorf("planned %s", got)
	}
}

func TestRowsOfWhichOneSideIsOpen(t *testing.T) {
	const data = `mentor_first_name,mentor_last_name,mentee_first_name,mentee_last_name,status
Ana,Costa,Tom,Okafor,ASSIGNED
Shira,Sodhi,,,AVAILABLE
Shira,Sodhi,TBD,,AVAILABLE
,,Kim,Roe,WAITING
`
	plan, problems := read(t, "roster.csv", data, Options{})
	if got := paths(plan.Files); got != "ana-costa-tom-okafor.toml" || plan.Report.LeftOut != 3 {
		t.Errorf("planned %s, %d left out", got, plan.Report.LeftOut)
	}
	const fill = `; for one relationship of several people, add a column "group" with the same word in its rows` + "\n   with --drafts the row becomes a draft\n"
	want := `roster.csv:3:4: warning: row 3, column "mentee_last_name": the name of the mentee is missing, and the row is left out
   with --drafts the row becomes a draft
roster.csv:4:4: warning: row 4, column "mentee_last_name": "TBD" is nobody's name, and the row is left out
   with --drafts the row becomes a draft
roster.csv:5:2: warning: row 5, column "mentor_last_name": the name of the mentor is missing, and the row is left out
   if "Shira Sodhi" of row 4 is meant, write the name in every row` + fill
	if got := prose(problems); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}

	plan, problems = read(t, "roster.csv", data, Options{Drafts: true})
	if got, want := paths(plan.Files), "ana-costa-tom-okafor.toml kim-roe.toml shira-sodhi-2.toml shira-sodhi.toml"; got != want {
		t.Errorf("planned %s, want %s\n%s", got, want, prose(problems))
	}
	byID := loaded(t, plan)
	if r := byID["kim-roe"]; r == nil || r.Status != program.Draft || len(r.Mentors) != 0 || r.Title != "Kim Roe" {
		t.Errorf("kim-roe: %+v", r)
	}
}

func TestGroupsOfWhichOneSideIsOpen(t *testing.T) {
	const data = "Group,Mentor,Mentee\nDepot,TBD,Tom Okafor\nDepot,,Kim Roe\nYard,Bea Lind,Jo Ash\n"
	plan, problems := read(t, "roster.csv", data, Options{Drafts: true})
	want := "roster.csv:2:2: warning: row 2, column \"Mentor\": group \"Depot\" has no mentor; it becomes a draft\n" +
		"   merged cells have their text in the first row only: write it in one row of the group at least\n"
	if got := prose(problems); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := paths(plan.Files); got != "bea-lind-jo-ash.toml tom-okafor-kim-roe.toml" {
		t.Errorf("planned %s", got)
	}
}

package roster

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pairbook/internal/dates"
	"pairbook/internal/diag"
	"pairbook/internal/source"
)

const spring = "content/cohorts/spring/"

func TestExistingFilesAreLeftAlone(t *testing.T) {
	files := []string{
		spring + "amara-nwosu-tom-okafor.toml", "[mentor]\nname = \"Amara\"\n[mentee]\nname = \"Tom\"\n",
		spring + "A 2.toml", "this is no TOML",
		spring + "notes.txt", "x",
	}
	plan := planned(t, "Id,Mentor,Mentee\n,Amara Nwosu,Tom Okafor\na-2,Ben Adeyemi,Ada Beck\n,Solveig Dahl,Marlon Reyes\n", Options{}, files...)
	if got, want := paths(plan.Existing), "A 2.toml amara-nwosu-tom-okafor.toml"; got != want {
		t.Errorf("left alone: %s, want %s", got, want)
	}
	if got, want := paths(plan.Files), "solveig-dahl-marlon-reyes.toml"; got != want {
		t.Errorf("planned: %s, want %s", got, want)
	}
}

func TestTheSamePeopleUnderAnotherNameAreAWarning(t *testing.T) {
	told(t, "Mentor,Mentee\nAmara NWOSU,Tom Okafor\n", Options{},
		"roster.csv:2:1: warning: row 2: these are the same people as in content/cohorts/spring/tom.toml",
		spring+"tom.toml", "[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = \"Tom Okafor\"\n")
}

func TestWhichCohort(t *testing.T) {
	const data = "Mentor,Mentee\nAmara Nwosu,Tom Okafor\n"
	const pair = "[mentor]\nname = \"A\"\n[mentee]\nname = \"B\"\n"
	for cohort, want := range map[string]string{
		"Spring 2027":   "content/cohorts: a new cohort cannot be called \"Spring 2027\": its folder has small letters, digits and hyphens\n   say --cohort spring-2027",
		"../spring":     "content/cohorts: there is no cohort \"../spring\"\n   did you mean \"spring\"?",
		"SPRING":        "content/cohorts: there is no cohort \"SPRING\"\n   did you mean \"spring\"?",
		"a/b":           "content/cohorts: a new cohort cannot be called \"a/b\": its folder has small letters, digits and hyphens\n   say --cohort a-b",
		"assets":        "content/cohorts: a cohort cannot be called \"assets\": Pairbook needs that address itself\n   give it another name",
		"x-session-1":   "content/cohorts: a cohort cannot be called \"x-session-1\": Pairbook needs that address itself\n   give it another name",
		"spring":        "",
		"Autumn, later": "",
		"new-one":       "",
	} {
		told(t, data, Options{Cohort: cohort}, want, spring+"a-b.toml", pair, "content/cohorts/Autumn, later/a-b.toml", pair)
	}
}

func TestASiteThatCannotBeReadStopsTheImport(t *testing.T) {
	told(t, "Mentor,Mentee\nAmara Nwosu,Tom Okafor\n", Options{}, `
content/cohorts/spring/cohort.toml:1:1: unknown key "titel"
    1 | titel = "Spring"
      | ^^^^^
   did you mean "title"?`,
		spring+"cohort.toml", "titel = \"Spring\"\n")
	_, problems, err := Read(fstest.MapFS{"r.csv": {Data: []byte("Mentor,Mentee\nA,B\n")}}, "r.csv", fstest.MapFS{}, builtin(), Options{Cohort: "spring"})
	if err != nil || len(problems) != 1 || problems[0].Text != "there is no site.toml in this folder" {
		t.Errorf("without site.toml: %v, %v", problems, err)
	}
}

func TestWhatIsWrongElsewhereDoesNotStopTheImport(t *testing.T) {
	plan := planned(t, "Mentor,Mentee\nAmara Nwosu,Tom Okafor\n", Options{}, spring+"broken.toml", "x", "content/cohorts/other/broken.toml", "x")
	if len(plan.Files) != 1 {
		t.Errorf("planned %v", plan.Files)
	}
}

func TestAMissingFileIsAnError(t *testing.T) {
	_, _, err := Read(fstest.MapFS{}, "roster.csv", ownSite(), builtin(), Options{Cohort: "spring"})
	if err == nil || err.Error() != "reading roster.csv: file does not exist" {
		t.Errorf("got %v", err)
	}
}

func TestTheNameOfTheFileCannotEndTheComment(t *testing.T) {
	name := "roster\n[mentor]\x7f.csv"
	plan, problems := read(t, name, "Mentor,Mentee\nAmara Nwosu,Tom Okafor\n", Options{})
	if len(problems) > 0 || !strings.HasPrefix(plan.Files[0].Text, "# Imported from roster_[mentor]_.csv, row 2.") {
		t.Errorf("%s%+v", prose(problems), plan.Files)
	}
}

// many is a roster of n pairs.
func many(n int, mentee string) string {
	var b strings.Builder
	b.WriteString("Id,Mentor,Mentor email,Mentee,Mentee email,First session,Topics,Goals\n")
	for i := range n {
		fmt.Fprintf(&b, "p%d,Amara Nwosu %d,amara%d@example.org,%s %d,tom%d@example.org,2027-01-14,time-management; Looking ahead,Lead a project\n", i, i, i, mentee, i, i)
	}
	return b.String()
}

func TestAThousandRows(t *testing.T) {
	begun := time.Now()
	plan := planned(t, many(1000, "Tom Okafor"), Options{})
	if took := time.Since(begun); len(plan.Files) != 1000 || took > 20*time.Second {
		t.Errorf("%d files in %s", len(plan.Files), took)
	}
	if byID := loaded(t, plan); len(byID) != 1000 || byID["p999"].Mentees[0].Name != "Tom Okafor 999" {
		t.Errorf("%d relationships load", len(byID))
	}
}

func TestVeryManyProblemsAreCut(t *testing.T) {
	if testing.Short() {
		t.Skip("reads as many rows as there may be")
	}
	begun := time.Now()
	plan, problems := read(t, "roster.csv", strings.ReplaceAll(many(maxRows-1, ""), "@example.org", "@"), Options{})
	if took := time.Since(begun); len(problems) != source.FileProblems+1 || len(plan.Files) > 0 || took > 20*time.Second {
		t.Errorf("%d problems, %d files in %s", len(problems), len(plan.Files), took)
	}
	last := problems[len(problems)-1]
	if want := "roster.csv: and 39498 more problems\n   when all rows have one mistake, look at the header of its column first"; last.String() != want {
		t.Errorf("the last is\n%s\nwant\n%s", last, want)
	}
}

// FuzzCSV looks for rosters that end in a panic, or in files that do not load. As a
// site is read by several goroutines, -fuzzminimizetime 10x keeps it from stalling.
func FuzzCSV(f *testing.F) {
	for _, name := range []string{"utf-8.csv", "utf-16.csv", "windows-1252.csv"} {
		if data, err := fs.ReadFile(os.DirFS("testdata"), name); err == nil {
			f.Add(string(data))
		}
	}
	f.Add("sep=;\nMentor;Mentee;Group;Title\n\"A \"\"x\"\"\";B;1;[a]\nC;D;1;\n")
	f.Add(many(3, "Tom"))
	f.Fuzz(func(t *testing.T, data string) { sound(t, "roster.csv", data) })
}

// FuzzXLSX looks for sheets and texts that do the same. The archive round them is
// sound, or the checksum would be all that is ever tried.
func FuzzXLSX(f *testing.F) {
	sheet, texts := "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
	for _, parts := range []map[string]string{
		workbook(header + inline("Amara", "Tom")),
		workbook(`<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row><row><c t="str"><f/><v>A</v></c><c/><c><v>1.5</v></c></row>`, "Mentor", "Mentee"),
	} {
		f.Add(parts[sheet], parts[texts])
	}
	f.Fuzz(func(t *testing.T, rows, strings string) {
		sound(t, "roster.xlsx", packed(t, with(with(workbook(""), sheet, rows), texts, strings)))
	})
}

// sound checks what holds for every roster: files only without problems, and
// what is planned loads.
func sound(t *testing.T, name, data string) {
	plan, problems := read(t, name, data, Options{Dates: dates.DayFirst})
	errors, _ := diag.Count(problems)
	if errors > 0 && len(plan.Files) > 0 {
		t.Errorf("%d problems, and %d files", errors, len(plan.Files))
	}
	if len(problems) == 0 && len(plan.Files) == 0 {
		t.Error("neither problems nor files")
	}
	for _, p := range problems {
		if p.Text == "" || p.Position.File == "" {
			t.Errorf("a problem says nothing: %+v", p)
		}
	}
	if errors == 0 && len(plan.Files) > 0 {
		loaded(t, plan)
	}
}

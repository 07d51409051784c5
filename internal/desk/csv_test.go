package desk

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTableIsWhatSpreadsheetsRead(t *testing.T) {
	files := draw(t, load(t,
		"site.toml", "title = \"Test\"\naddress = \"https://intranet.example.org/m\"\n[limits]\nmentees_per_mentor = 1\n",
		"content/cohorts/spring/a-group.toml", `title = "The \"quiet\" ones"
[mentor]
name = "Amara Nwosu"
email = "amara@example.org"
phone = "+44 20 7946 0018"
[[mentees]]
name = "Tom, the younger"
email = "tom@example.org"
[[mentees]]
name = "Zoë 佐藤"
[schedule]
first = 2027-01-14
sessions = 2
time = 15:00
minutes = 60
place = "Room 4"
[[sessions]]
held = true
title = "One"
[[sessions]]
title = "Two"
[[goals]]
title = "Lead"
specific = "One team"
achievable = "Yes"
relevant = "Yes"
due = 2027-06-30
[[actions]]
who = "mentor"
what = "=HYPERLINK(\"http://x.example\")"
[[actions]]
who = "both"
what = """Read
the report"""
`,
		"content/cohorts/spring/b-draft.toml", "status = \"draft\"\n"+strings.ReplaceAll(pair, "Tom", "Ben")+complete,
		"content/cohorts/spring/c-closed.toml", "status = \"closed\"\nclosing = {date = 2027-06-30, outcome = \"changed\", reason = \"=moved to another depot\"}\n"+
			strings.ReplaceAll(pair, "Tom", "Kit")+complete+"[schedule]\nsessions = 2\n[[sessions]]\nheld = true\n[[sessions]]\ncancelled = \"ill\"\n",
	), Options{Public: "../public/"})
	want := strings.Join([]string{
		"\ufeffCohort,Id,Title,Status,Mentors,Mentors: e-mail,Mentors: phone,Mentees,Mentees: e-mail,Mentees: phone," +
			"Next session,Date of the next session,Time of the next session,Place of the next session,Sessions held,Sessions planned," +
			"Agreement: blank clauses,Goals,Goals: missing parts,Open actions,Open actions in words,Over the limit,Workbook,Sessions cancelled,Closed on,How it ended,Why it ended",
		`spring,a-group,"The ""quiet"" ones",Active,Amara Nwosu,amara@example.org,'+44 20 7946 0018,"Tom, the younger, Zoë 佐藤",tom@example.org,,` +
			`2,2027-02-11,15:00,Room 4,1,2,` +
			`"role of Mentor, role of Mentee, expectations, what it covers, what it does not cover, contact with Mentor, contact with Mentee, middle ground on contact, date of review",` +
			`1,1: Measurable,2,"'=HYPERLINK(""http://x.example"") | Read the report",Amara Nwosu: 2,https://intranet.example.org/m/spring/a-group/index.html,0,,,`,
		`spring,b-draft,Amara Nwosu & Ben Okafor,Draft,Amara Nwosu,,,Ben Okafor,,,1,,,,0,6,"how long, where",0,,0,,Amara Nwosu: 2,,0,,,`,
		`spring,c-closed,Amara Nwosu & Kit Okafor,Closed,Amara Nwosu,,,Kit Okafor,,,,,,,1,2,"how long, where",0,,0,,Amara Nwosu: 2,` +
			`https://intranet.example.org/m/spring/c-closed/index.html,1,2027-06-30,Changed partners,'=moved to another depot`,
		"",
	}, "\r\n")
	if diff := cmp.Diff(want, files["spring.csv"]); diff != "" {
		t.Errorf("spring.csv (-want +got):\n%s", diff)
	}
}

func TestTableLinksByPathWithoutAnAddress(t *testing.T) {
	files := draw(t, load(t, tom, pair), Options{})
	if row := strings.Split(files["spring.csv"], "\r\n")[1]; !strings.Contains(row, ",spring/tom/index.html,") {
		t.Errorf("the row is %q; want the path of the workbook", row)
	}
}

func TestFormulasAreMadeSafe(t *testing.T) {
	for value, want := range map[string]string{
		"Amara Nwosu":       "Amara Nwosu",
		"":                  "",
		"=1+1":              "'=1+1",
		"+44 20":            "'+44 20",
		"-1":                "'-1",
		"@SUM(A1)":          "'@SUM(A1)",
		"  =1":              "'  =1",
		"\u00a0=1":          "'\u00a0=1",
		"\t=1":              "' =1",
		"\r\n=1":            "'  =1",
		"＝1":                "'＝1",
		"Amara;=1+1":        "Amara;'=1+1",
		"Amara; @x":         "Amara;' @x",
		"tom@example.org":   "tom@example.org",
		"half-way - or not": "half-way - or not",
		"'=1":               "'=1",
		"a\nb":              "a b",
		"a;\"=1":            "a;'\"=1",
	} {
		if got := Safe(value); got != want {
			t.Errorf("Safe(%q) = %q; want %q", value, got, want)
		}
	}
}

// What a hostile roster may bring must come back as one cell a column, none of
// which a spreadsheet takes for a formula, whatever it takes for a separator.
func TestHostileRowsStayRows(t *testing.T) {
	const hostile = `=cmd|' /C calc'!A0;=1,\"=2\";+3;\"@4`
	files := draw(t, load(t, tom, strings.NewReplacer("Amara Nwosu", hostile, "Tom Okafor", "@x").Replace(pair)+"title = \"x\"\n[schedule]\nplace = \"\\\";=1\"\n"), Options{})
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(files["spring.csv"], byteOrderMark))).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d rows, %v; want 2", len(rows), err)
	}
	for i, cell := range rows[1] {
		for _, part := range strings.Split(cell, ";") {
			if strings.IndexAny(strings.TrimLeft(part, ` "`), "=+-@") == 0 {
				t.Errorf("column %d holds the formula %q in %q", i+1, part, cell)
			}
		}
	}
}

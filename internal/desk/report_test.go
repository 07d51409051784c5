package desk

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/program"
)

// reported is a site of a draft, two pairs that go on, and so many that have ended.
func reported(ended int) []string {
	files := []string{
		"content/cohorts/spring/draft.toml", "status = \"draft\"\n" + named("Draft Mentor", "Draft Mentee") + "[schedule]\nfirst = 2027-01-14\n",
		"content/cohorts/spring/a.toml", named("Amara Nwosu", "Tom Okafor") + `
[schedule]
first = 2027-01-14
sessions = 3
[[sessions]]
held = true
[[sessions]]
cancelled = "ill"
[[goals]]
title = "Speak up"
progress = 100
[[goals]]
title = "Listen"
progress = 99
[[actions]]
who = "mentor"
what = "Call"
status = "done"
[[actions]]
who = "mentee"
what = "Write"
[[actions]]
who = "mentee"
what = "Never mind"
status = "dropped"
`,
		"content/cohorts/spring/b.toml", "status = \"paused\"\n" + named("Ada Byrne", "Kit Moor") + "[schedule]\nsessions = 2\n",
	}
	for i := range ended {
		outcome := []string{"completed", "ended-early"}[i%2]
		files = append(files, fmt.Sprintf("content/cohorts/autumn/e%d.toml", i),
			fmt.Sprintf("status = \"closed\"\nclosing = {date = 2027-01-20, outcome = %q, reason = \"because\"}\n", outcome)+
				named(fmt.Sprintf("Mentor %d", i), fmt.Sprintf("Mentee %d", i))+"[schedule]\nfirst = 2027-01-15\nsessions = 2\n[[sessions]]\nheld = true\n")
	}
	return files
}

func TestTheReportCounts(t *testing.T) {
	got := Facts(load(t, reported(5)...)).Report()
	for i := range got.Months {
		got.Months[i].first = program.Date{}
	}
	want := Report{
		Active: 1, Paused: 1, Closed: 5, Held: 6, Planned: 10, Cancelled: 1, Undated: 2,
		Months: []ReportMonth{{Year: 2027, Held: 6, Planned: 6}, {Year: 2027, Planned: 1, Cancelled: 1}, {Year: 2027, Planned: 1}},
		Goals:  2, Reached: 1, Promises: 2, Kept: 1,
		Ended: []ReportOutcome{{program.Completed, 3}, {program.EndedEarly, 2}, {program.Changed, 0}},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(ReportMonth{})); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}

// Whoever knows the people could tell how a few of them ended.
func TestTheReportKeepsFewEndingsToItself(t *testing.T) {
	for ended, want := range map[int]bool{0: false, 4: false, 5: true} {
		s := load(t, reported(ended)...)
		page := draw(t, s, Options{})["report.html"]
		if got := strings.Contains(page, `id="ended"`); got != want {
			t.Errorf("%d have ended: shown %t", ended, got)
		}
		if got := strings.Contains(page, "shown once there are five"); got != (ended == 4) {
			t.Errorf("%d have ended: the page says that it shows nothing, %t", ended, got)
		}
	}
}

func TestTheReportNamesNobody(t *testing.T) {
	page := draw(t, load(t, reported(6)...), Options{})["report.html"]
	for _, name := range []string{"Amara", "Tom", "Ada", "Mentor 1", "Mentee 1", "because", "Speak up", "Call", "spring", "autumn"} {
		if strings.Contains(page, name) {
			t.Errorf("the report holds %q", name)
		}
	}
}

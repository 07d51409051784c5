package desk

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/program"
)

const pair = "[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = \"Tom Okafor\"\n"

// complete is an agreement without blanks, but for what the schedule says.
const complete = `
[agreement]
mentor_role = "Asks"
mentee_role = "Decides"
expectations = ["We prepare."]
covers = ["Work"]
excludes = ["Pay"]
review = 2027-04-01
[agreement.contact]
mentor = "mail"
mentee = "text"
middle_ground = "text on weekdays"
`

const tom = "content/cohorts/spring/tom.toml"

// of returns the facts of the one relationship with more lines in its file.
func of(t *testing.T, lines string) *Relationship {
	t.Helper()
	return &Facts(load(t, tom, lines)).Cohorts[0].Relationships[0]
}

func TestClausesThatAreBlank(t *testing.T) {
	tests := []struct {
		name, file      string
		blank, standard []Clause
	}{
		{
			"two names alone", pair,
			[]Clause{MentorRole, MenteeRole, Expectations, Covers, Excludes, Duration, Place, ContactMentor, ContactMentee, MiddleGround, Review},
			[]Clause{Confidentiality, Rescheduling, Ending},
		},
		{"the schedule gives length and place", pair + complete + "[schedule]\nminutes = 60\nplace = \"Room 4\"\n", nil, []Clause{Confidentiality, Rescheduling, Ending}},
		{"the agreement gives its own", strings.Replace(pair+complete, "[agreement]", "[agreement]\nduration = \"An hour\"\nplace = \"Outside\"\nending = \"Any time\"\nrescheduling = \"Early\"", 1), nil, []Clause{Confidentiality}},
		{"blanks are nothing", strings.Replace(pair+complete, "\"Asks\"", "\"  \"", 1) + "[schedule]\nminutes = 60\nplace = \"Room 4\"\n", []Clause{MentorRole}, []Clause{Confidentiality, Rescheduling, Ending}},
		{"a list of blanks is nothing", strings.Replace(pair+complete, "[\"Pay\"]", "[\" \"]", 1) + "[schedule]\nminutes = 60\nplace = \"Room 4\"\n", []Clause{Excludes}, []Clause{Confidentiality, Rescheduling, Ending}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := of(t, test.file)
			if diff := cmp.Diff(test.blank, r.Blank); diff != "" {
				t.Errorf("blank (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.standard, r.Standard); diff != "" {
				t.Errorf("standard (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPartsThatGoalsLack(t *testing.T) {
	r := of(t, pair+`
[[goals]]
title = "Speak up"
[[goals]]
title = "Lead"
specific = "One team"
measurable = "In service"
achievable = "Yes"
relevant = "Yes"
due = 2027-06-30
[[goals]]
title = "Listen"
measurable = "  "
achievable = "Yes"
due = 2027-06-30
`)
	want := [][]Part{{Specific, Measurable, Achievable, Relevant, TimeBound}, nil, {Specific, Measurable, Relevant}}
	for i, g := range r.Goals {
		if diff := cmp.Diff(want[i], g.Missing); diff != "" || g.N != i+1 {
			t.Errorf("goal %d, number %d (-want +got):\n%s", i+1, g.N, diff)
		}
	}
	if got := r.MissingParts(); got != 8 {
		t.Errorf("MissingParts = %d; want 8", got)
	}
	if got := of(t, pair).MissingParts(); got != 5 {
		t.Errorf("MissingParts without a goal = %d; want 5", got)
	}
}

func TestTheNextSessionIsTheFirstNotHeld(t *testing.T) {
	held := func(numbers ...int) string {
		file := pair + "[schedule]\nsessions = 3\nfirst = 2020-01-02\nevery = \"week\"\n"
		for _, n := range numbers {
			file += fmt.Sprintf("[[sessions]]\nn = %d\nheld = true\n", n)
		}
		return file
	}
	for _, test := range []struct{ held, next []int }{{nil, []int{1}}, {[]int{1}, []int{2}}, {[]int{1, 3}, []int{2}}, {[]int{1, 2, 3}, nil}} {
		r := of(t, held(test.held...))
		var next []int
		if r.Next != nil {
			next = append(next, r.Next.Number)
		}
		if !cmp.Equal(next, test.next) || r.Held != len(test.held) || r.Planned != 3 {
			t.Errorf("held %v: next %v, %d of %d; want %v, %d of 3", test.held, next, r.Held, r.Planned, test.next, len(test.held))
		}
	}
}

func TestOnlyOpenActionsAreOpen(t *testing.T) {
	r := of(t, pair+`
[[actions]]
who = "both"
what = "Read the report"
[[actions]]
who = "mentor"
what = "Introduce Tom"
status = "done"
[[actions]]
who = "Tom Okafor"
what = "Send the draft"
session = 6
[[actions]]
who = "mentee"
what = "Visit"
status = "dropped"
`)
	var got []string
	for _, a := range r.Open {
		got = append(got, fmt.Sprintf("%s, everyone %t, %d owners", a.What, a.Everyone, len(a.Owners)))
	}
	want := []string{"Read the report, everyone true, 2 owners", "Send the draft, everyone false, 1 owners"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("open actions (-want +got):\n%s", diff)
	}
}

func TestTotalsLeaveOutWhatCannotBeDone(t *testing.T) {
	dated := "[schedule]\nsessions = 2\nfirst = 2027-01-14\n"
	d := Facts(load(t,
		"content/cohorts/a/active.toml", pair+dated+"[[sessions]]\nn = 1\nheld = true\n[[goals]]\ntitle = \"One\"\n[[actions]]\nwho = \"both\"\nwhat = \"Read\"\n",
		"content/cohorts/a/closed.toml", "status = \"closed\"\n"+strings.ReplaceAll(pair, "Tom", "Tim")+dated,
		"content/cohorts/a/draft.toml", "status = \"draft\"\n"+strings.ReplaceAll(pair, "Tom", "Ted")+dated,
		"content/cohorts/b/paused.toml", "status = \"paused\"\n"+strings.ReplaceAll(pair, "Tom", "Tess")+"[schedule]\nsessions = 4\n",
	))
	want := []Totals{
		{Draft: 1, Active: 1, Closed: 1, Held: 1, Planned: 4, Agreements: 1, Vague: 1, Open: 1},
		{Paused: 1, Planned: 4, Agreements: 1, Goalless: 1, Undated: 1},
	}
	for i, c := range d.Cohorts {
		if diff := cmp.Diff(want[i], c.Totals); diff != "" {
			t.Errorf("cohort %s (-want +got):\n%s", c.Of.ID, diff)
		}
	}
	sum := Totals{Draft: 1, Active: 1, Paused: 1, Closed: 1, Held: 1, Planned: 8, Agreements: 2, Goalless: 1, Vague: 1, Undated: 1, Open: 1}
	if diff := cmp.Diff(sum, d.Totals()); diff != "" {
		t.Errorf("all together (-want +got):\n%s", diff)
	}
}

func TestTheRunSheetIsInTheOrderOfTime(t *testing.T) {
	session := func(name, status, schedule string) string {
		return "status = \"" + status + "\"\n" + strings.ReplaceAll(pair, "Tom", name) + "[schedule]\nsessions = 1\n" + schedule
	}
	d := Facts(load(t,
		"content/cohorts/a/a-undated.toml", session("Ada", "active", "time = 08:00\n"),
		"content/cohorts/a/b-late.toml", session("Ben", "active", "first = 2027-01-14\ntime = 15:00\n"),
		"content/cohorts/a/c-allday.toml", session("Cem", "paused", "first = 2027-01-14\n"),
		"content/cohorts/a/d-paused.toml", session("Dee", "paused", "first = 2027-01-14\ntime = 09:30\n"),
		"content/cohorts/a/e-before.toml", session("Eli", "active", "first = 2027-01-13\n"),
		"content/cohorts/a/f-draft.toml", session("Fay", "draft", "first = 2027-01-12\n"),
		"content/cohorts/a/h-closed.toml", session("Hal", "closed", "first = 2027-01-14\n"),
		"content/cohorts/a/g-same.toml", session("Gus", "active", "first = 2027-01-14\ntime = 15:00\n"),
	))
	var got []string
	for _, m := range d.runSheet(&d.Cohorts[0]) {
		got = append(got, m.With.Of.ID)
	}
	want := []string{"e-before", "d-paused", "b-late", "g-same", "c-allday", "a-undated"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("run sheet (-want +got):\n%s", diff)
	}
}

func TestTopicsOfTheRunSheet(t *testing.T) {
	d := Facts(load(t,
		"content/topics/ships.md", "+++\ntitle = \"Ships\"\n+++\n",
		tom, pair+"[[sessions]]\ntopic = \"ships\"\n[[sessions]]\ntopic = \"ships\"\ntitle = \"Our own\"\n[[sessions]]\nfocus = \"Whatever comes\"\n",
	))
	var got []string
	for _, m := range d.runSheet(&d.Cohorts[0]) {
		got = append(got, m.Topic)
	}
	if diff := cmp.Diff([]string{"Ships", "Our own", ""}, got); diff != "" {
		t.Errorf("topics (-want +got):\n%s", diff)
	}
}

func TestDeskOfASiteWithoutCohorts(t *testing.T) {
	d := Facts(load(t))
	if len(d.Cohorts) != 0 || len(d.Busy) != 0 || d.Limit != program.DefaultMenteesPerMentor || d.Cohort("spring") != nil {
		t.Errorf("Facts = %+v", d)
	}
}

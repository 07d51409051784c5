package desk

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// named is a pair of a mentor and a mentee of one name each.
func named(mentor, mentee string) string {
	return person("mentor", mentor, "") + person("mentee", mentee, "")
}

func TestWhatThereIsToDo(t *testing.T) {
	const weekly = "[schedule]\nfirst = 2027-01-14\nevery = \"week\"\nsessions = 3\n"
	d := Facts(load(t,
		// Two of the same blanks: they are said once, and no task.
		"content/cohorts/a/a.toml", named("Ada", "Tom")+complete+weekly+`
[[sessions]]
held = true
title = "x"
[[sessions]]
title = "x"
cancelled = "ill"
[[sessions]]
title = "x"
time = 15:00
place = "Room 4"
[[actions]]
who = "mentor"
what = "Call"
due = 2027-01-20
[[actions]]
who = "both"
what = "Without a day"
[[actions]]
who = "both"
what = "Over"
due = 2027-01-20
status = "done"
`,
		"content/cohorts/a/b.toml", named("Ben", "Kit")+strings.Replace(complete, "review", "#", 1)+"[schedule]\nfirst = 2027-01-20\nsessions = 1\n",
		"content/cohorts/a/c-paused.toml", "status = \"paused\"\n"+named("Cem", "Liv")+complete+weekly,
		"content/cohorts/a/d-closed.toml", "status = \"closed\"\n"+named("Dee", "Mia")+complete+weekly+"[[actions]]\nwho = \"both\"\nwhat = \"Left\"\ndue = 2027-01-20\n",
		"content/cohorts/a/e-undated.toml", named("Eli", "Noa")+complete,
	))
	c := &d.Cohorts[0]
	var got []string
	for _, task := range c.tasks() {
		got = append(got, fmt.Sprintf("%s %s %s..%s %s %d%s%s", task.Address, task.Matter, task.From, task.To, task.Date, task.Number, task.What, task.Since))
	}
	want := []string{
		"a promise 2027-01-21.. 2027-01-20 0Call",
		"b session 2027-01-13..2027-02-03 2027-01-20 1",
		"b agreement 2027-01-21.. 2027-01-20 0",
		"a session 2027-01-21..2027-02-11 2027-01-28 3",
		"a long 2027-01-28.. 2027-01-28 02027-01-14",
		"b long 2027-03-20.. 2027-03-20 0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("tasks (-want +got):\n%s", diff)
	}
	if got, want := c.tally(), "2027-01-13:1 2027-01-21:3 2027-01-28:1 2027-02-04:-1 2027-02-12:-1 2027-03-20:1"; got != want {
		t.Errorf("tally %s, want %s", got, want)
	}
}

func TestWhatIsBlankEverywhereIsSaidOnce(t *testing.T) {
	goal := "[[goals]]\ntitle = \"One\"\nspecific = \"x\"\nmeasurable = \"x\"\n"
	d := Facts(load(t,
		"content/cohorts/a/a.toml", named("Ada", "Tom")+strings.Replace(complete, "mentor_role", "#", 1)+goal+"due = 2027-06-30\n",
		"content/cohorts/a/b.toml", named("Ben", "Kit")+strings.Replace(complete, "[agreement]", "[agreement]\nending = \"x\"", 1)+goal+"relevant = \"x\"\n",
		"content/cohorts/a/c.toml", "status = \"closed\"\n"+named("Cem", "Liv")+complete+"[schedule]\nminutes = 60\nplace = \"x\"\n",
		"content/cohorts/b/alone.toml", named("Dee", "Mia"),
		"content/cohorts/c/one.toml", named("Eli", "Noa")+goal,
		"content/cohorts/c/two.toml", named("Fay", "Oto"),
		"content/cohorts/d/one.toml", named("Gus", "Pia"),
		"content/cohorts/d/two.toml", named("Hal", "Que"),
	))
	for i, want := range []Everywhere{
		{Blank: []Clause{Duration, Place}, Standard: []Clause{Confidentiality, Rescheduling}, Parts: []Part{Achievable}},
		{},
		{Blank: d.Cohorts[2].Relationships[0].Blank, Standard: d.Cohorts[2].Relationships[0].Standard},
		{Blank: d.Cohorts[3].Relationships[0].Blank, Standard: d.Cohorts[3].Relationships[0].Standard, Goalless: true},
	} {
		if diff := cmp.Diff(want, d.Cohorts[i].Everywhere); diff != "" {
			t.Errorf("cohort %s (-want +got):\n%s", d.Cohorts[i].Of.ID, diff)
		}
	}
	row := drawer{Desk: d}.row(&d.Cohorts[0], &d.Cohorts[0].Relationships[0])
	if diff := cmp.Diff([]Clause{MentorRole}, row.Blank); diff != "" || row.Complete {
		t.Errorf("the first row says of its agreement, complete %t (-want +got):\n%s", row.Complete, diff)
	}
	if diff := cmp.Diff([]Part{Relevant}, row.Goals[0].Missing); diff != "" || len(d.Cohorts[0].Relationships[0].Goals[0].Missing) != 2 {
		t.Errorf("the first row says of its goal (-want +got):\n%s", diff)
	}
}

func TestWhatBecameOfSessions(t *testing.T) {
	const sessions = "[schedule]\nfirst = 2027-01-14\nevery = \"week\"\nsessions = 5\n[[sessions]]\nn = 2\ncancelled = \"ill\"\n[[sessions]]\nn = 3\nheld = true\n"
	for status, want := range map[string]string{
		"": "missed cancelled held planned planned",
		"status = \"closed\"\nclosing = {date = 2027-02-04}\n": "missed cancelled held missed -",
		"status = \"closed\"\n":                                "missed cancelled held - -",
	} {
		r := of(t, status+pair+sessions)
		var got []string
		for _, fate := range fates(r.Of) {
			if fate == "" {
				fate = "-"
			}
			got = append(got, string(fate))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %s, want %s", status, got, want)
		}
	}
}

func TestTheLineOfAPicture(t *testing.T) {
	d := Facts(load(t,
		"content/cohorts/a/a.toml", named("Ada", "Tom")+"[schedule]\nfirst = 2027-01-04\nevery = \"week\"\nsessions = 3\n[[sessions]]\nheld = true\n",
		"content/cohorts/a/b.toml", named("Ben", "Kit")+"[schedule]\nfirst = 2027-01-25\nsessions = 1\n",
		"content/cohorts/a/c.toml", named("Cem", "Liv")+"[schedule]\nsessions = 2\n",
		"content/cohorts/a/d.toml", "status = \"draft\"\n"+named("Dee", "Mia")+"[schedule]\nfirst = 2020-01-25\n",
	))
	c := &d.Cohorts[0]
	s := pictureSpan(c)
	var got []string
	for i := range c.Relationships[:3] {
		for _, dot := range c.Relationships[i].line(s).Dots {
			got = append(got, fmt.Sprintf("%d %s", dot.X, dot.Fate))
		}
	}
	want := []string{"12 held", "204 planned", "396 planned", "588 planned", "156 planned", "444 planned"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%v (-want +got):\n%s", s, diff)
	}
}

func TestTwoSessionsInOneRoom(t *testing.T) {
	at := func(mentor, mentee, schedule string) string {
		return named(mentor, mentee) + "[schedule]\nsessions = 1\nfirst = 2027-01-14\n" + schedule
	}
	d := Facts(load(t,
		"content/cohorts/a/cohort.toml", "[schedule]\nplace = \"Great Hall\"\n",
		"content/cohorts/a/a.toml", at("Ada", "Tom", "time = 15:00\nminutes = 45\nplace = \"Room 4\"\n"),
		"content/cohorts/a/b.toml", at("Ben", "Kit", "time = 15:45\nplace = \"Room 4\"\n"), // just after
		"content/cohorts/a/c.toml", at("Cem", "Liv", "time = 16:30\nplace = \"room  4\"\n"), // b ends at 16:45
		"content/cohorts/a/d.toml", at("Dee", "Mia", "time = 15:00\nplace = \"Room 5\"\n"),
		"content/cohorts/a/e.toml", at("Eli", "Noa", "place = \"Room 4\"\n"), // at no time
		"content/cohorts/a/f.toml", at("Fay", "Oto", "time = 15:00\n"),
		"content/cohorts/a/g.toml", at("Gus", "Pia", "time = 15:00\n"), // all meet in the hall
		"content/cohorts/a/h.toml", at("Hal", "Que", "time = 15:00\nplace = \"Online (Teams)\"\n"),
		"content/cohorts/a/i.toml", at("Ida", "Rex", "time = 15:00\nplace = \"Online (Teams)\"\n"),
		"content/cohorts/a/j.toml", at("Jan", "Sam", "time = 15:00\nplace = \"Room 4\"\n[[sessions]]\ncancelled = \"ill\"\n"),
		"content/cohorts/b/a.toml", at("Kim", "Tea", "time = 15:00\nplace = \"Room 4\"\n"), // another cohort's
	))
	var got []string
	for _, p := range d.Check() {
		got = append(got, p.String())
	}
	want := []string{"content/cohorts/a/c.toml: warning: session 1 is in \"room  4\" on 2027-01-14 at 16:30, when session 1 of content/cohorts/a/b.toml is there too\n" +
		"   give one of the two another time or place; if all meet there, write the place in cohort.toml"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

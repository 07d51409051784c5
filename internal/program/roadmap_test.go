package program

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCountOfSessions(t *testing.T) {
	for text, want := range map[string]int{
		"":                         6,
		"schedule.sessions = 9":    9,
		"schedule.sessions = 1000": 200,
		"schedule.sessions = -1":   6,
		"sessions = [{}, {}]":      2,
		"sessions = [{n = 4, title = \"A visit\"}, {}]":     4,
		"sessions = [{n = 1000000, topic = \"feedback\"}]":  200,
		"sessions = [{}, {date = 2027-01-14, held = true}]": 2,
		// What only records or moves changes nothing.
		"sessions = [{n = 1, held = true}]":                           6,
		"sessions = [{held = true}]":                                  6,
		"sessions = [{n = 2, date = 2027-01-14, place = \"Room 4\"}]": 6,
		"sessions = [{n = 8, focus = \"The move\"}]":                  6,
		"sessions = [{}, {}, {n = 1, held = true}]":                   2,
		"sessions = [{focus = \"The move\"}, {held = true}]":          2,
		"sessions = [{n = 8}]\nschedule.sessions = 3":                 3,
	} {
		if got := written(t, text).Count(); got != want {
			t.Errorf("%s: %d sessions, want %d", text, got, want)
		}
	}
}

func TestDefaultTopics(t *testing.T) {
	for text, want := range map[string]string{
		"schedule.sessions = 1": "getting-started",
		"schedule.sessions = 2": "getting-started looking-ahead",
		"schedule.sessions = 8": "getting-started industry-trends time-management lessons-learned technical-issues - - looking-ahead",
		// What is known of a session besides its topic leaves the topics be.
		"schedule.sessions = 3\nsessions = [{held = true}, {date = 2027-01-14, focus = \"The move\"}]": "getting-started industry-trends looking-ahead",
		"schedule.sessions = 3\nsessions = [{topic = \"feedback\"}]":                                   "feedback - -",
		"schedule.sessions = 3\nsessions = [{n = 2, title = \"A visit\"}]":                             "- - -",
	} {
		var topics []string
		for _, s := range resolved(t, pair+text).Sessions {
			if s.Topic == "" {
				s.Topic = "-"
			}
			topics = append(topics, s.Topic)
		}
		if got := strings.Join(topics, " "); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", text, got, want)
		}
	}
}

func TestSessionsTakeTheirExceptions(t *testing.T) {
	rel := resolved(t, pair+`
schedule = {first = 2027-01-14, every = "3 weeks", sessions = 4, time = 15:00:00, minutes = 60, place = "Room 4"}
goals = [{title = "a"}, {title = "b"}]
sessions = [
	{title = "Hello", held = true},
	{n = 3, date = 2027-03-01, time = 09:30:00, place = "Works", focus = "The move", agenda = ["Tour"], goals = [2, 1, 2]},
]`)
	at := Clock{15, 0, true}
	want := []Session{
		{Number: 1, Title: "Hello", Date: on("2027-01-14"), Time: at, Minutes: 60, Place: "Room 4", Held: true},
		{Number: 2, Date: on("2027-02-04"), Time: at, Minutes: 60, Place: "Room 4"},
		{Number: 3, Date: on("2027-03-01"), Time: Clock{9, 30, true}, Minutes: 60, Place: "Works",
			Focus: "The move", Agenda: []string{"Tour"}, Goals: []int{2, 1}},
		{Number: 4, Date: on("2027-03-18"), Time: at, Minutes: 60, Place: "Room 4"},
	}
	if diff := cmp.Diff(want, rel.Sessions); diff != "" {
		t.Error(diff)
	}
}

func TestOwnDates(t *testing.T) {
	for text, want := range map[string]string{
		// An own date shifts no other, whether sessions are weeks apart or months.
		`schedule = {first = 2027-01-14, every = "week", sessions = 3}
		sessions = [{n = 2, date = 2027-01-22}]`: "2027-01-14 2027-01-22 2027-01-28",
		`schedule = {first = 2027-01-14, every = "month", sessions = 3}
		sessions = [{n = 1, date = 2027-01-12}]`: "2027-01-12 2027-02-11 2027-03-11",
		// It may lie in a break.
		`schedule = {first = 2027-01-14, every = "week", sessions = 3, breaks = [{from = 2027-01-18, to = 2027-01-24}]}
		sessions = [{n = 2, date = 2027-01-20}]`: "2027-01-14 2027-01-20 2027-02-04",
		// Without a first day the others are blanks.
		`sessions = [{n = 2, date = 2027-01-20}, {n = 4, date = 2027-02-20}]`: "- 2027-01-20 - 2027-02-20 - -",
	} {
		var dates []string
		for _, s := range resolved(t, pair+text).Sessions {
			if s.Date.IsZero() {
				dates = append(dates, "-")
			} else {
				dates = append(dates, s.Date.String())
			}
		}
		if got := strings.Join(dates, " "); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", text, got, want)
		}
	}
}

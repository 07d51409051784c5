package calendar

import (
	"fmt"
	"strings"
	"testing"

	"pairbook/internal/program"
)

// told says what has changed in the calendar of a relationship.
func told(changes []Change) string {
	var all []string
	for _, c := range changes {
		text := fmt.Sprintf("%d %d", c.What, c.Session)
		if c.What != Link {
			text += fmt.Sprintf(" %s>%s", c.From, c.To)
		}
		all = append(all, fmt.Sprintf("%s r%d", text, c.Revision))
	}
	return strings.Join(all, ", ")
}

func TestWhatCalendarsSayOtherwise(t *testing.T) {
	type step struct {
		change func(*program.Relationship)
		want   string
	}
	revise := func(n int) func(*program.Relationship) {
		return func(r *program.Relationship) { r.Schedule.Revision = n }
	}
	for name, steps := range map[string][]step{
		"nothing":                        {{func(*program.Relationship) {}, ""}},
		"a day":                          {{func(r *program.Relationship) { r.Sessions[1].Date.Day = 16 }, "0 2 2027-01-15>2027-01-16 r1"}, {func(*program.Relationship) {}, "0 2 2027-01-15>2027-01-16 r1"}, {revise(1), ""}},
		"and back":                       {{func(r *program.Relationship) { r.Sessions[1].Date.Day = 16 }, "0 2 2027-01-15>2027-01-16 r1"}, {func(r *program.Relationship) { r.Sessions[1].Date.Day = 15 }, ""}},
		"a time":                         {{func(r *program.Relationship) { r.Sessions[1].Time.Hour = 16 }, "1 2 15:00 Europe/Lisbon>16:00 Europe/Lisbon r1"}},
		"no time":                        {{func(r *program.Relationship) { r.Sessions[1].Time = program.Clock{} }, "1 2 15:00 Europe/Lisbon> r1"}},
		"a zone":                         {{func(r *program.Relationship) { r.Sessions = r.Sessions[:1]; r.Schedule.Timezone = "Europe/Paris" }, "1 1 15:00 Europe/Lisbon>15:00 Europe/Paris r1, 8 2 2027-01-15> r1, 8 3 2027-01-16> r1"}},
		"a length":                       {{func(r *program.Relationship) { r.Sessions[2].Minutes = 90 }, "2 3 60>90 r1"}},
		"the length that stood for none": {{func(r *program.Relationship) { r.Sessions[2].Minutes = 60 }, ""}},
		"a place":                        {{func(r *program.Relationship) { r.Sessions[0].Place = "Room 2" }, "3 1 Room 1>Room 2 r1"}},
		"blanks in a place":              {{func(r *program.Relationship) { r.Sessions[0].Place = " Room  1" }, ""}},
		"where the pages are":            {{func(r *program.Relationship) { r.Address = "tom-2" }, "4 1 r1, 4 2 r1, 4 3 r1"}, {revise(1), ""}},
		"a link to meet": {{func(r *program.Relationship) { r.Sessions[0].Link = "https://meet.example.org/a" }, "5 1 >https://meet.example.org/a r1"},
			{func(r *program.Relationship) { r.Sessions[0].Link = "https://meet.example.org/b" }, "5 1 >https://meet.example.org/b r1"}, {revise(1), ""}},
		"a session more": {{func(r *program.Relationship) {
			r.Sessions = append(r.Sessions, r.Sessions[2])
			r.Sessions[3].Number = 4
		}, "7 0 3>4 r1"}, {revise(1), ""}, {func(r *program.Relationship) { r.Sessions[3].Place = "x" }, "3 4 Room 1>x r2"}},
		"a session less":        {{func(r *program.Relationship) { r.Sessions = r.Sessions[:2] }, "8 3 2027-01-16> r1"}, {func(*program.Relationship) {}, "8 3 2027-01-16> r1"}, {revise(1), ""}},
		"a day less":            {{func(r *program.Relationship) { r.Sessions[0].Date = program.Date{} }, "8 1 2027-01-14> r1"}, {func(r *program.Relationship) { r.Sessions[0].Date = day("2027-01-13") }, "0 1 2027-01-14>2027-01-13 r1"}},
		"a cancelled session":   {{func(r *program.Relationship) { r.Sessions[1].Cancelled = "ill" }, ""}, {func(r *program.Relationship) { r.Sessions[1].Place = "x" }, ""}, {func(r *program.Relationship) { r.Sessions[1].Place = "Room 1" }, ""}, {func(r *program.Relationship) { r.Sessions[1].Cancelled = "" }, "6 2 true>false r2"}, {revise(1), "6 2 true>false r2"}, {revise(2), ""}},
		"a revision at once":    {{func(r *program.Relationship) { r.Sessions[1].Date.Day = 16; r.Schedule.Revision = 1 }, ""}},
		"a revision taken back": {{revise(2), ""}, {func(r *program.Relationship) { r.Schedule.Revision = 1; r.Sessions[0].Place = "x" }, "3 1 Room 1>x r3"}},
	} {
		r := pair("Europe/Lisbon", clock(15, 0), "2027-01-14", "2027-01-15", "2027-01-16")
		for i := range r.Sessions {
			r.Sessions[i].Place = "Room 1"
		}
		const site = "https://example.org/"
		var none *Saying
		said, changes := none.Compare("k", 0, 3, Events(site, r))
		if len(changes) > 0 {
			t.Errorf("%s: a first calendar changes %s", name, told(changes))
		}
		for i, s := range steps {
			s.change(r)
			said, changes = said.Compare("k", r.Schedule.Revision, len(r.Sessions), Events(site, r))
			if got := told(changes); got != s.want {
				t.Errorf("%s, step %d: %s; want %s", name, i+1, got, s.want)
			}
			if again, _ := said.Compare("k", r.Schedule.Revision, len(r.Sessions), Events(site, r)); again != said {
				t.Errorf("%s, step %d: the same calendar says something new", name, i+1)
			}
		}
	}
}

func TestOneCauseComesOnce(t *testing.T) {
	causes := Causes([]Change{
		{Key: "a/1", What: Place, Session: 1, From: "x", To: "y", Revision: 1},
		{Key: "a/2", What: Place, Session: 4, From: "x", To: "y", Revision: 1},
		{Key: "a/2", What: Length, Session: 4, From: "60", To: "90", Revision: 1},
		{Key: "a/3", What: Length, Session: 2, From: "60", To: "90", Revision: 1},
		{Key: "a/4", What: Length, Session: 2, From: "60", To: "45", Revision: 1},
		{Key: "a/5", What: Length, Session: 2, From: "60", To: "90", Revision: 3},
		{Key: "a/6", What: Day, Session: 2, From: "2027-03-25", To: "2027-04-01", Revision: 1},
		{Key: "a/7", What: Day, Session: 2, From: "2027-03-26", To: "2027-04-02", Revision: 1},
		{Key: "a/8", What: Day, Session: 3, From: "2027-03-26", To: "2027-04-02", Revision: 1},
		{Key: "b/1", What: Link, Session: 2, From: "p", To: "q", Revision: 1},
		{Key: "b/2", What: Link, Session: 2, From: "r", To: "s", Revision: 1},
		{Key: "b/2", What: Gone, Session: 6, From: "2027-01-01", Revision: 1, Count: 6},
		{Key: "b/2", What: Gone, Session: 5, From: "2027-01-02", Revision: 1, Count: 6},
	})
	got := fmt.Sprint(causes)
	want := "[{[a/1 a/2 a/3] [2 3] [] 0 1} {[a/4] [2] [] 0 1} {[a/5] [2] [] 0 3} {[a/6 a/7] [0] [] 0 1} {[a/8] [0] [] 0 1} {[b/1 b/2] [4] [] 0 1} {[b/2] [8] [5 6] 6 1}]"
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

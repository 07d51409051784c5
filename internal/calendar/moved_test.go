package calendar

import (
	"fmt"
	"testing"

	"pairbook/internal/program"
)

func TestMovedSeesDatesThatChangedWithoutARevision(t *testing.T) {
	make := func(change func(*program.Relationship)) []byte {
		r := &program.Relationship{Cohort: "spring", ID: "tom", Schedule: program.Schedule{Timezone: "Europe/Lisbon"}}
		for i := range 3 {
			r.Sessions = append(r.Sessions, program.Session{
				Number: i + 1, Date: program.Date{Year: 2027, Month: 1, Day: 14 + i}, Time: program.Clock{Hour: 15, Set: true}, Place: "Room 1",
			})
		}
		change(r)
		return Write(Events(r), Words{Summary: func(_ string, n int) string { return fmt.Sprint("Session ", n) }})
	}
	before := make(func(*program.Relationship) {})
	for _, c := range []struct {
		name   string
		change func(*program.Relationship)
		want   bool
	}{
		{"nothing", func(*program.Relationship) {}, false},
		{"a place", func(r *program.Relationship) { r.Sessions[0].Place = "Room 2" }, false},
		{"a day", func(r *program.Relationship) { r.Sessions[1].Date.Day = 16 }, true},
		{"a time", func(r *program.Relationship) { r.Sessions[1].Time.Hour = 16 }, true},
		{"no time any more", func(r *program.Relationship) { r.Sessions[1].Time = program.Clock{} }, true},
		{"a zone", func(r *program.Relationship) { r.Schedule.Timezone = "Europe/Paris" }, true},
		{"a day, with a revision", func(r *program.Relationship) { r.Sessions[1].Date.Day = 16; r.Schedule.Revision = 1 }, false},
		{"one session less", func(r *program.Relationship) { r.Sessions = r.Sessions[:2] }, false},
	} {
		if got := Moved(before, make(c.change)); got != c.want {
			t.Errorf("%s: moved = %v; want %v", c.name, got, c.want)
		}
	}
	if Moved(nil, before) || Moved(before, nil) {
		t.Error("a calendar that is new, or gone, has moved nothing")
	}
}

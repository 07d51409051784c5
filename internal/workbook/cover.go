package workbook

import (
	"slices"

	"pairbook/internal/program"
)

// Cover opens a workbook: who, when, what is in it, how far they have come.
type Cover struct {
	F            Frame
	Organisation string
	Cohort       string
	Status       program.Status
	Outcome      program.Outcome // of a closed relationship
	Mentors      []program.Person
	Mentees      []program.Person
	First, Last  program.Date // of the sessions that take place
	Schedule     program.Schedule
	Held, Count  int
	Cancelled    int
	Next         *program.Session // the first neither held nor cancelled; nil when there is none
	Goals        []program.Goal
	OpenActions  int // of a closed relationship: those left open
	Contents     []Line
	Contact      program.Contact
	Calendar     string // "sessions.ics"; empty without dates
}

func (Cover) Template() string { return "cover" }
func (s *Cover) Frame() *Frame { return &s.F }

// Columns are the contents in two columns of much the same length.
func (s *Cover) Columns() [][]Line { return halves(s.Contents) }

// halves divides a list in two; the first has the odd one.
func halves[T any](list []T) [][]T {
	if len(list) < 2 {
		return [][]T{list}
	}
	middle := (len(list) + 1) / 2
	return [][]T{list[:middle], list[middle:]}
}

// A Line is one line of the contents.
type Line struct {
	Label  Label
	Detail string // a session's topic
	Href   string
	Sheet  int // the first of its sheets
	Date   program.Date
}

var cover = &kind{name: "cover", guide: "welcome", plan: planCover}

func planCover(p *planning, f Frame, _ int) Sheet {
	r, program := p.r, p.site.Program
	f.Label = Label{Key: "text", Name: p.book.Title}
	c := &Cover{
		F:            f,
		Organisation: program.Organisation, Status: r.Status, Outcome: r.Closing.Outcome,
		Mentors: r.Mentors, Mentees: r.Mentees, Schedule: r.Schedule,
		Held: r.Held(), Count: len(r.Sessions), Cancelled: r.Cancelled(), Next: r.Next(), Goals: r.Goals,
		OpenActions: len(r.OpenBefore(len(r.Sessions) + 1)), Contact: r.Contact,
	}
	if cohort := p.site.Cohort(r.Cohort); cohort != nil {
		c.Cohort = cohort.Title
	}
	c.First, c.Last = span(slices.DeleteFunc(slices.Clone(r.Sessions), r.Dropped))
	c.Calendar = calendar(r)
	return c
}

// CalendarName is the file of a workbook's sessions, beside its pages.
const CalendarName = "sessions.ics"

// calendar returns the name of the calendar of a relationship that has dates.
func calendar(r *program.Relationship) string {
	if first, _ := span(r.Sessions); first.IsZero() {
		return ""
	}
	return CalendarName
}

// span returns the first and the last date there is.
func span(sessions []program.Session) (first, last program.Date) {
	for _, s := range sessions {
		if s.Date.IsZero() {
			continue
		}
		if first.IsZero() {
			first = s.Date
		}
		last = s.Date
	}
	return first, last
}

package desk

import (
	"time"

	"pairbook/internal/program"
)

// A Fate is what became of a session.
type Fate string

const (
	Held      Fate = "held"
	Planned   Fate = "planned"
	Cancelled Fate = "cancelled"
	Missed    Fate = "missed" // nothing was recorded, and a later one was held or the relationship has ended
)

// A Line is the sessions of one relationship in the picture of a cohort.
type Line struct {
	Dots                             []Dot
	Held, Planned, Cancelled, Missed []int // numbers of sessions

	Title, Address string // of the relationship
}

// A Dot is one session, in the units of a picture that is PictureWidth wide.
type Dot struct {
	X    int
	N    int
	Fate Fate
	Date program.Date
}

// The picture is as wide as so many units, with room for half a dot at both ends.
const (
	PictureWidth = 600
	pictureEdge  = 12
)

// A Span is the days from the first session of a cohort to the last.
type Span struct{ First, Last program.Date }

// pictureSpan is the span of the sessions that are drawn.
func pictureSpan(c *Cohort) Span {
	var s Span
	for i := range c.Relationships {
		r := &c.Relationships[i]
		if !r.Published() {
			continue
		}
		for _, session := range r.Of.Sessions {
			switch d := session.Date; {
			case d.IsZero():
				continue
			case s.First.IsZero():
				s = Span{d, d}
			case d.Before(s.First):
				s.First = d
			case d.After(s.Last):
				s.Last = d
			}
		}
	}
	return s
}

// line draws a relationship. Sessions without a date lie evenly after each other.
func (r *Relationship) line(s Span) *Line {
	l := &Line{Title: r.Of.Title, Address: r.Of.Address}
	fates := fates(r.Of)
	for i, session := range r.Of.Sessions {
		fate := fates[i]
		if fate == "" {
			continue
		}
		const inner = PictureWidth - 2*pictureEdge
		x := pictureEdge + inner*(2*i+1)/(2*len(r.Of.Sessions))
		if !session.Date.IsZero() {
			x = pictureEdge + inner*days(s.First, session.Date)/max(days(s.First, s.Last), 1)
		}
		l.Dots = append(l.Dots, Dot{x, session.Number, fate, session.Date})
		numbers := map[Fate]*[]int{Held: &l.Held, Planned: &l.Planned, Cancelled: &l.Cancelled, Missed: &l.Missed}[fate]
		*numbers = append(*numbers, session.Number)
	}
	return l
}

// fates returns what became of each session; "": it had no place any more when the
// relationship ended.
func fates(r *program.Relationship) []Fate {
	all := make([]Fate, len(r.Sessions))
	later := false // whether a later session was held
	for i := len(r.Sessions) - 1; i >= 0; i-- {
		switch s := r.Sessions[i]; {
		case s.Held:
			all[i], later = Held, true
		case s.Cancelled != "":
			all[i] = Cancelled
		case later:
			all[i] = Missed
		case r.Dropped(s):
		case r.Status == program.Closed:
			all[i] = Missed
		default:
			all[i] = Planned
		}
	}
	return all
}

// days counts the days from one to another.
func days(from, to program.Date) int {
	at := func(d program.Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
	return int(at(to).Sub(at(from)).Hours() / 24)
}

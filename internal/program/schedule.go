package program

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// dates returns the days of the first n sessions as the schedule alone has them,
// none without a first day, and fewer than n when the next would lie after
// LastYear, or when the first day cannot be one of two in a month.
//
// Weeks count from the session before, as a break has moved it. Months keep the
// place that the first day has in its month, before any move: the second
// Thursday. A day in a break moves on by whole weeks until it is clear, and a
// month whose day the session before has thereby reached or passed is left out.
func (s Schedule) dates(n int) []Date {
	if !s.First.inRange() || s.PerMonth == 2 && place(s.First) > lastOfTwo {
		return nil
	}
	every := s.rhythm()
	places := s.places()
	breaks := spans(s.Breaks)
	dates := make([]Date, 0, n)
	months, at := 0, slices.Index(places, place(s.First))
	for day := breaks.clear(s.First); len(dates) < n && day.inRange(); {
		dates = append(dates, day)
		if every.Unit == Week {
			day = breaks.clear(day.AddDays(7 * every.N))
			continue
		}
		next := day
		for !next.After(day) {
			if at++; at == len(places) {
				months, at = months+every.N, 0
			}
			next = inMonth(s.First, months, places[at])
		}
		day = breaks.clear(next)
	}
	return dates
}

// lastOfTwo is the last place in a month that one of two sessions can have, from 0.
const lastOfTwo = 3

// rhythm is how often sessions are.
func (s Schedule) rhythm() Every {
	every := cmp.Or(s.Every, Every{N: 1, Unit: Month})
	if s.PerMonth == 2 {
		every.Times = 2
	}
	return every
}

// places are those in a month that sessions have, from 0: that of the first day, or of two
// the first and the third or the second and the fourth.
func (s Schedule) places() []int {
	own := place(s.First)
	if s.PerMonth == 2 {
		return []int{own % 2, own%2 + 2}
	}
	return []int{own}
}

// place tells which one of its weekdays in its month a day is, from 0.
func place(d Date) int { return (d.Day - 1) / 7 }

// EveryMonth reports whether sessions are in every month, as they are when nothing is said.
func (s Schedule) EveryMonth() bool { return s.Every.IsZero() || s.Every == months(1) }

// checkPerMonth finds a number of sessions in a month that does not go with the rhythm.
func (s Schedule) checkPerMonth(f *faults) {
	const path = "schedule.per_month"
	switch {
	case s.PerMonth == 0:
	case s.PerMonth < 1 || s.PerMonth > 2:
		f.add(path, "the number of sessions in a month lies outside 1 to 2", `for more write every = "week", or every = "2 weeks"`)
	case !s.EveryMonth():
		f.add(path, fmt.Sprintf("per_month goes with every = %q, not with %q", Month, s.Every.String()), "take one of the two out")
	}
}

// checkFirst finds a first day in the fifth week of its month, where there are two sessions
// in each, and reports whether it is.
func (s Schedule) checkFirst(f *faults) (found bool) {
	found = s.PerMonth == 2 && !s.First.IsZero() && place(s.First) > lastOfTwo
	if found {
		f.add("schedule.first", fmt.Sprintf("the first session on %s is in the fifth week of its month, and two sessions a month fall into the first and third or the second and fourth", s.First),
			"write a day from the 1st to the 28th")
	}
	return found
}

// inMonth returns the day in the month some months after that of d that has its weekday,
// and a place among those of the month, from 0. The fifth becomes the last where there are
// but four.
func inMonth(d Date, months, place int) Date {
	start := time.Date(d.Year, d.Month+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	ahead := (int(d.Weekday()) - int(start.Weekday()) + 7) % 7
	day := start.AddDate(0, 0, ahead+7*place)
	if day.Month() != start.Month() {
		day = day.AddDate(0, 0, -7)
	}
	return DayOf(day)
}

// A span is the days from one to another, both included.
type span struct{ from, to Date }

// A calendar is the days without sessions: spans in order, none of which meet.
type calendar []span

// spans makes a calendar of breaks in any order, which may overlap. Those that
// end before they start, which Check reports, are left out.
func spans(breaks []Break) calendar {
	var all calendar
	for _, b := range breaks {
		s := span{b.From, cmp.Or(b.To, b.From)}
		if !s.from.IsZero() && !s.to.Before(s.from) {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b span) int { return a.from.Compare(b.from) })
	var joined calendar
	for _, s := range all {
		last := len(joined) - 1
		switch {
		case last < 0 || s.from.After(joined[last].to.AddDays(1)):
			joined = append(joined, s)
		case s.to.After(joined[last].to):
			joined[last].to = s.to
		}
	}
	return joined
}

// clear returns the first day that lies whole weeks after d, or is d, and in no
// span. It leaves each span in one step, however long it is.
func (c calendar) clear(d Date) Date {
	for _, s := range c {
		if d.Before(s.from) {
			break
		}
		if !d.After(s.to) {
			d = d.AddDays(7 * (d.daysUntil(s.to)/7 + 1))
		}
	}
	return d
}

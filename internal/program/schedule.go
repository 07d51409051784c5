package program

import (
	"cmp"
	"slices"
	"time"
)

// dates returns the days of the first n sessions as the schedule alone has them,
// none without a first day, and fewer than n when the next would lie after
// LastYear.
//
// Weeks count from the session before, as a break has moved it. Months keep the
// place that the first day has in its month, before any move: the second
// Thursday. A day in a break moves on by whole weeks until it is clear, and a
// month whose day the session before has thereby reached or passed is left out.
func (s Schedule) dates(n int) []Date {
	if !s.First.inRange() {
		return nil
	}
	every := cmp.Or(s.Every, Every{1, Month})
	breaks := spans(s.Breaks)
	dates := make([]Date, 0, n)
	months := 0
	for day := breaks.clear(s.First); len(dates) < n && day.inRange(); {
		dates = append(dates, day)
		if every.Unit == Week {
			day = breaks.clear(day.AddDays(7 * every.N))
			continue
		}
		next := day
		for !next.After(day) {
			months += every.N
			next = samePlace(s.First, months)
		}
		day = breaks.clear(next)
	}
	return dates
}

// samePlace returns the day that has the place of d in the month that is some
// months later: the same weekday, counted from the start of the month. The
// fifth becomes the last where there are but four.
func samePlace(d Date, months int) Date {
	start := time.Date(d.Year, d.Month+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	ahead := (int(d.Weekday()) - int(start.Weekday()) + 7) % 7
	place := (d.Day - 1) / 7
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

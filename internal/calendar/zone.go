package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"pairbook/internal/program"
)

// zones are the time zones that the events of a calendar name.
type zones map[program.Zone]*zone

// A zone is a time zone and the years that its events lie in, both included.
type zone struct {
	location    *time.Location
	first, last int
}

// need adds a year to a zone and reports whether there is such a zone. Those of
// a relationship that was loaded exist; for any other the time is one on the wall.
func (z zones) need(name program.Zone, year int) bool {
	known := z[name]
	if known == nil {
		location, err := time.LoadLocation(string(name))
		if name == "" || err != nil {
			return false
		}
		known = &zone{location, year, year}
		z[name] = known
	}
	known.first, known.last = min(known.first, year), max(known.last, year)
	return true
}

func (z zones) sorted() []*zone {
	var all []*zone
	for _, one := range z {
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b *zone) int { return cmp.Compare(a.location.String(), b.location.String()) })
	return all
}

// A change is a moment at which the clocks of a zone are put forward or back.
type change struct {
	at   time.Time // in UTC
	rule rule
}

// A rule is what a change does, the same every year where years are regular.
type rule struct {
	from, to int    // seconds east of UTC, before and after
	name     string // of the time that begins
	daylight bool
}

// wall is the moment as the clocks show it that have not yet been changed.
func (c change) wall() time.Time { return c.at.Add(time.Duration(c.rule.from) * time.Second) }

// component writes the zone for the years of its events, one year more at either
// end: what was in force on 1 January began in the year before, and three years
// tell a rule from a coincidence.
//
// A change that comes every year on the same weekday of the same month is
// written as a rule, since some calendars know at most one start and one end of
// summer time in a zone; changes without a rule are written one by one.
func (z *zone) component() *ics.VTimezone {
	from := time.Date(z.first-1, time.January, 1, 0, 0, 0, 0, time.UTC)
	to := time.Date(z.last+2, time.January, 1, 0, 0, 0, 0, time.UTC)
	changes := z.changes(from, to)
	years := z.last - z.first + 3

	component := ics.NewTimezone(z.location.String())
	if len(changes) == 0 || changes[0].at.Year() >= z.first {
		component.Components = append(component.Components, z.standing(from))
	}
	written := map[rule]bool{}
	for _, c := range changes {
		if written[c.rule] {
			continue
		}
		same := slices.DeleteFunc(slices.Clone(changes), func(other change) bool { return other.rule != c.rule })
		yearly := ""
		if len(same) == years {
			yearly = recurrence(same)
		}
		written[c.rule] = yearly != ""
		component.Components = append(component.Components, observance(c.wall(), c.rule, yearly))
	}
	return component
}

// changes returns the changes between two moments, in order.
func (z *zone) changes(from, to time.Time) []change {
	var all []change
	for {
		_, end := from.In(z.location).ZoneBounds()
		if end.IsZero() || !end.Before(to) {
			return all
		}
		before, after := end.Add(-time.Second).In(z.location), end.In(z.location)
		_, old := before.Zone()
		name, offset := after.Zone()
		if offset != old {
			all = append(all, change{end.UTC(), rule{
				from: old, to: offset, name: name,
				daylight: offset > old && before.IsDST() != after.IsDST(),
			}})
		}
		// The bounds of the last day of a leap year, where zones go by a rule, end
		// where they begin (Go 1.26): go on behind them.
		if !end.After(from) {
			end = from.AddDate(0, 0, 1)
		}
		from = end
	}
}

// standing is the observance of a zone whose clocks nobody has changed lately.
func (z *zone) standing(since time.Time) ics.Component {
	name, offset := since.In(z.location).Zone()
	return observance(since, rule{from: offset, to: offset, name: name}, "")
}

// observance writes what is in force from a moment on.
func observance(start time.Time, r rule, yearly string) ics.Component {
	var base ics.ComponentBase
	base.AddProperty(ics.ComponentPropertyDtStart, start.Format(localTime))
	if yearly != "" {
		base.AddProperty(ics.ComponentPropertyRrule, yearly)
	}
	base.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), offset(r.from))
	base.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), offset(r.to))
	base.AddProperty(ics.ComponentProperty(ics.PropertyTzname), r.name)
	if r.daylight {
		return &ics.Daylight{ComponentBase: base}
	}
	return &ics.Standard{ComponentBase: base}
}

// recurrence returns the rule by which a change comes every year, such as the
// last Sunday of March, and nothing when the changes given, one for each year,
// follow none.
func recurrence(yearly []change) string {
	first := yearly[0].wall()
	nth, last := true, true
	for i, c := range yearly {
		wall := c.wall()
		if wall.Year() != first.Year()+i || wall.Month() != first.Month() || wall.Weekday() != first.Weekday() ||
			wall.Format(time.TimeOnly) != first.Format(time.TimeOnly) {
			return ""
		}
		nth = nth && week(wall) == week(first)
		last = last && wall.AddDate(0, 0, 7).Month() != wall.Month()
	}
	place := week(first)
	switch {
	case last:
		place = -1
	case !nth:
		return ""
	}
	day := strings.ToUpper(first.Weekday().String()[:2])
	return fmt.Sprintf("FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", int(first.Month()), place, day)
}

// week tells which one of its weekdays in its month a day is.
func week(t time.Time) int { return (t.Day()-1)/7 + 1 }

// offset writes seconds east of UTC as the format has it: +0100, or -003645 for
// the times before there were zones.
func offset(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	text := fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
	if rest := seconds % 60; rest != 0 {
		text += fmt.Sprintf("%02d", rest)
	}
	return text
}

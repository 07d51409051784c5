package program

import (
	"cmp"
	"fmt"
	"time"

	"pairbook/internal/dates"
)

// The years a Date may lie in. Both ends are included.
const (
	FirstYear = 1900
	LastYear  = 2200
)

// The names that the TOML decoder gives to the locations of values without an
// offset.
const (
	localDate = "date-local"
	localTime = "time-local"
)

// A Date is a day, wherever one is: it has no time and no zone. The zero Date
// means that none was given.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// UnmarshalTOML takes a TOML local date. Its year, month and day are read off,
// never converted: in another zone the same instant is the day before or after.
func (d *Date) UnmarshalTOML(v any) error {
	switch v := v.(type) {
	case time.Time:
		switch v.Location().String() {
		case localTime:
		case localDate:
			if got := DayOf(v); got.inRange() {
				*d = got
				return nil
			}
			return complain(fmt.Sprintf("the year lies outside %d to %d", FirstYear, LastYear), "write a day like 2027-01-14")
		default:
			return complain("a day is wanted, without a time", "write "+DayOf(v).String())
		}
	case string:
		days := dates.Read(v).Readings
		switch {
		case len(days) == 1 && days[0].String() == v:
			return complain("a day stands without quotation marks", "write "+v)
		case len(days) == 1:
			return notThat("a day", v, "write the year first and no quotation marks: "+days[0].String())
		}
		return notThat("a day", v, "write the year first and no quotation marks, like 2027-01-14")
	}
	return notThat("a day", v, "write it like 2027-01-14")
}

// IsZero reports whether no date was given.
func (d Date) IsZero() bool { return d == Date{} }

// String returns the ISO form, 2027-02-04; the zero Date is empty.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// Compare returns -1 when d lies before e, 0 when they are the same day, and 1
// when d lies after e.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Before reports whether d lies before e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d lies after e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// AddDays returns the day n days later, or earlier when n is negative.
func (d Date) AddDays(n int) Date { return DayOf(d.midnight().AddDate(0, 0, n)) }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.midnight().Weekday() }

// daysUntil returns how many days e lies after d.
func (d Date) daysUntil(e Date) int {
	return int(e.midnight().Sub(d.midnight()) / (24 * time.Hour))
}

// inRange reports whether the date lies in the years that are allowed.
func (d Date) inRange() bool { return d.Year >= FirstYear && d.Year <= LastYear }

// midnight is the date as an instant of UTC, whose days all have 24 hours: for
// reckoning only, it never leaves this file.
func (d Date) midnight() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// DayOf takes the date that t shows, without converting it.
func DayOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

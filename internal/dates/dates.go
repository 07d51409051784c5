// Package dates recognises dates as people write them: 14/01/2027, 2027/1/14,
// 14. 1. 2027, 1/14/27, Jan 14, 2027, 14. Januar 2027.
//
//	text -> Read -> Written: its form, and every day that it can mean
//
// Only a text with the whole year first, or with the name of a month (names.go), is
// sure to mean one day. Of 03/02/2027 Read returns both days; what to do about
// that, and in which words, the callers decide.
//
// Not here: TOML's own dates (package tomlfile), times of day, the numbers that
// spreadsheets have for days (package roster).
package dates

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// An Order says which of two small numbers in a date is the day.
type Order int

const (
	Unsaid Order = iota // no order is given, or none is needed
	DayFirst
	MonthFirst
	YearFirst // of a year of two digits: 27-01-14
)

// String returns the text that ParseOrder reads; Unsaid is empty.
func (o Order) String() string {
	return [...]string{"", "day-first", "month-first", "year-first"}[o]
}

// ParseOrder reads "day-first", "month-first" or "year-first"; empty text is Unsaid.
func ParseOrder(text string) (Order, error) {
	for o := range YearFirst + 1 {
		if text == o.String() {
			return o, nil
		}
	}
	return Unsaid, fmt.Errorf(`%q is no order of dates: write "day-first", "month-first" or "year-first"`, text)
}

// A Form is a way to write a date.
type Form int

const (
	None      Form = iota // the text is no date
	WholeYear             // 2027-01-14, also with other signs or fewer digits
	YearLast              // 14/01/2027 and 01/14/2027
	MonthName             // 14 January 2027
	ShortYear             // 14/01/27 and 27-01-14
)

// Written is a text that may be a date.
type Written struct {
	Form     Form
	Readings []Reading // the days it can mean, day first before month first; none: there is no such day
}

// A Reading is one day that a text can mean.
type Reading struct {
	Day   time.Time // midnight in UTC
	Order Order     // what was taken for the day; Unsaid: there is no other way
}

// String returns the day as year-month-day.
func (r Reading) String() string { return r.Day.Format(time.DateOnly) }

// The years that two digits can mean: those in which a programme of mentoring can
// be now, or lie ahead.
const (
	firstShortYear = 2020
	lastShortYear  = 2069
)

var (
	wholeYear = regexp.MustCompile(`^([0-9]{4})(?:[-/.]|\. )([0-9]{1,2})(?:[-/.]|\. )([0-9]{1,4})\.?$`)
	yearLast  = regexp.MustCompile(`^([0-9]{1,2})[-/. ]{1,2}([0-9]{1,2})[-/. ]{1,2}([0-9]{4})\.?$`)
	shortYear = regexp.MustCompile(`^([0-9]{1,3})([-/.]) ?([0-9]{1,2})[-/.] ?([0-9]{1,3})\.?$`)
)

// dashes are what word processors write for a hyphen.
var dashes = strings.NewReplacer("‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "−", "-", "﹣", "-", "－", "-")

// Hyphens returns a text with hyphens for every other kind of dash.
func Hyphens(text string) string { return dashes.Replace(text) }

// Read finds the days that a text can mean.
func Read(text string) Written {
	text = Hyphens(text)
	if m := wholeYear.FindStringSubmatch(text); m != nil {
		return Written{WholeYear, readings(day(m[1], m[2], m[3], Unsaid))}
	}
	if m := yearLast.FindStringSubmatch(text); m != nil {
		return Written{YearLast, readings(day(m[3], m[2], m[1], DayFirst), day(m[3], m[1], m[2], MonthFirst))}
	}
	if m := shortYear.FindStringSubmatch(text); m != nil {
		all := []Reading{short(m[4], m[3], m[1], DayFirst), short(m[4], m[1], m[3], MonthFirst)}
		if m[2] != "." { // no country begins with a year of two digits before a full stop
			all = append(all, short(m[1], m[3], m[4], YearFirst))
		}
		return Written{ShortYear, readings(all...)}
	}
	return named(text)
}

// short is day with a year of two digits.
func short(yy, month, dd string, order Order) Reading {
	if len(yy) != 2 || len(dd) > 2 {
		return Reading{}
	}
	return withinShortYears(day("20"+yy, month, dd, order))
}

func withinShortYears(r Reading) Reading {
	if r.Day.Year() < firstShortYear || r.Day.Year() > lastShortYear {
		return Reading{}
	}
	return r
}

// day makes a reading of three numbers; the zero Reading when there is no such day.
func day(year, month, day string, order Order) Reading {
	t, err := time.Parse("2006-1-2", year+"-"+month+"-"+day)
	if err != nil {
		return Reading{}
	}
	return Reading{t, order}
}

// readings keeps the days of the calendar, which has no year 0. A day that comes out
// in every order needs none.
func readings(all ...Reading) []Reading {
	var kept []Reading
	for _, r := range all {
		if r.Day.Year() <= 0 || r.Day.IsZero() {
			continue
		}
		if i := slices.IndexFunc(kept, func(k Reading) bool { return k.Day.Equal(r.Day) }); i >= 0 {
			kept[i].Order = Unsaid
			continue
		}
		kept = append(kept, r)
	}
	return kept
}

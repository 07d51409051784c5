// Package dates recognises dates as people write them: 14/01/2027, 2027/1/14,
// 14. 1. 2027, Jan 14, 2027.
//
//	text -> Read -> Written: its form, and every day that it can mean
//
// Only a text with the year first, or with the name of a month, is sure to mean
// one day. Of 03/02/2027 Read returns both days; what to do about that, and in
// which words, the callers decide.
//
// Not here: TOML's own dates (package tomlfile), times of day, the numbers that
// spreadsheets have for days (package roster).
package dates

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"
)

// An Order says which of two small numbers in a date is the day.
type Order int

const (
	Unsaid Order = iota // no order is given, or none is needed
	DayFirst
	MonthFirst
)

// ParseOrder reads "day-first" or "month-first"; empty text is Unsaid.
func ParseOrder(text string) (Order, error) {
	switch text {
	case "":
		return Unsaid, nil
	case "day-first":
		return DayFirst, nil
	case "month-first":
		return MonthFirst, nil
	}
	return Unsaid, fmt.Errorf(`%q is no order of dates: write "day-first" or "month-first"`, text)
}

// A Form is a way to write a date.
type Form int

const (
	None      Form = iota // the text is no date
	YearFirst             // 2027-01-14, also with other signs or fewer digits
	YearLast              // 14/01/2027 and 01/14/2027
	MonthName             // 14 January 2027
	ShortYear             // 14/01/27: the year lacks digits, so that no day is sure
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

var (
	yearFirst = regexp.MustCompile(`^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,4})$`)
	yearLast  = regexp.MustCompile(`^([0-9]{1,2})[-/. ]{1,2}([0-9]{1,2})[-/. ]{1,2}([0-9]{4})$`)
	shortYear = regexp.MustCompile(`^[0-9]{1,3}[-/.][0-9]{1,2}[-/.][0-9]{1,3}$`)
	weekday   = regexp.MustCompile(`^(?i:mon|tue|wed|thu|fri|sat|sun)[A-Za-z]*[.,]?\s+`)
	ordinal   = regexp.MustCompile(`([0-9])(?:st|nd|rd|th)\b`)
)

// dashes are what word processors write for a hyphen.
var dashes = strings.NewReplacer("‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "−", "-", "﹣", "-", "－", "-")

// Hyphens returns a text with hyphens for every other kind of dash.
func Hyphens(text string) string { return dashes.Replace(text) }

// Read finds the days that a text can mean.
func Read(text string) Written {
	text = Hyphens(text)
	if m := yearFirst.FindStringSubmatch(text); m != nil {
		return Written{YearFirst, readings(day(m[1], m[2], m[3], Unsaid))}
	}
	if m := yearLast.FindStringSubmatch(text); m != nil {
		byDay, byMonth := day(m[3], m[2], m[1], DayFirst), day(m[3], m[1], m[2], MonthFirst)
		if byDay.Day.Equal(byMonth.Day) {
			byDay.Order, byMonth = Unsaid, Reading{}
		}
		return Written{YearLast, readings(byDay, byMonth)}
	}
	if shortYear.MatchString(text) {
		return Written{Form: ShortYear}
	}
	spoken := ordinal.ReplaceAllString(weekday.ReplaceAllString(text, ""), "$1")
	spoken = strings.Join(strings.FieldsFunc(spoken, func(r rune) bool { return r == ',' || r == '-' || unicode.IsSpace(r) }), " ")
	for _, form := range []string{"2 January 2006", "2 Jan 2006", "January 2 2006", "Jan 2 2006"} {
		if t, err := time.Parse(form, spoken); err == nil {
			return Written{MonthName, readings(Reading{Day: t})}
		}
	}
	return Written{}
}

// day makes a reading of three numbers; the zero Reading when there is no such day.
func day(year, month, day string, order Order) Reading {
	t, err := time.Parse("2006-1-2", year+"-"+month+"-"+day)
	if err != nil {
		return Reading{}
	}
	return Reading{t, order}
}

// readings keeps the days of the calendar, which has no year 0.
func readings(all ...Reading) []Reading {
	var kept []Reading
	for _, r := range all {
		if r.Day.Year() > 0 && !r.Day.IsZero() {
			kept = append(kept, r)
		}
	}
	return kept
}

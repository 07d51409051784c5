package roster

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"time"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/source"
)

// An Order says which of two small numbers in a date is the day. The zero Order
// says nothing: a date that could be either is a problem then.
type Order int

const (
	Unsaid Order = iota
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

const writeISO = "write it like 2027-01-14"

var (
	yearFirst = regexp.MustCompile(`^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})$`)
	yearLast  = regexp.MustCompile(`^([0-9]{1,2})[-/. ]{1,2}([0-9]{1,2})[-/. ]{1,2}([0-9]{4})$`)
	shortYear = regexp.MustCompile(`^[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}$`)
	weekday   = regexp.MustCompile(`(?i)^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]?\s+`)
	midnight  = regexp.MustCompile(`[T ]00?:00(:00([.,]0+)?)?Z?$`)
	clockTime = regexp.MustCompile(`[T ][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?( ?[AaPp][Mm])?Z?$`)
)

// months are the forms with the name of a month, which are never in doubt.
var months = []string{"2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006", "January 2 2006", "Jan 2 2006", "2-Jan-2006", "2-January-2006"}

// dateOf reads the day that a cell means.
func dateOf(c cell, order Order, date1904 bool) (program.Date, *diag.Complaint) {
	if c.kind == number {
		return serial(c.text, date1904)
	}
	text := midnight.ReplaceAllString(source.OneLine(c.text), "")
	if clockTime.MatchString(text) {
		return program.Date{}, &diag.Complaint{Text: fmt.Sprintf("%q has a time, and a day is wanted", shortened(text)), Hint: writeISO}
	}
	if m := yearFirst.FindStringSubmatch(text); m != nil {
		return day(text, m[1], m[2], m[3])
	}
	if m := yearLast.FindStringSubmatch(text); m != nil {
		return numeric(text, m[1], m[2], m[3], order)
	}
	for _, form := range months {
		if t, err := time.Parse(form, weekday.ReplaceAllString(text, "")); err == nil {
			return inYears(program.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()})
		}
	}
	hint := writeISO
	if shortYear.MatchString(text) {
		hint = "write the year with four digits, like 2027-01-14"
	}
	return program.Date{}, &diag.Complaint{Text: fmt.Sprintf("%q is no date", shortened(text)), Hint: hint}
}

// numeric reads a date whose day and month are both numbers before the year.
func numeric(text, a, b, year string, order Order) (program.Date, *diag.Complaint) {
	byDay, noDay := day(text, year, b, a)
	byMonth, noMonth := day(text, year, a, b)
	switch {
	case order == DayFirst, order == Unsaid && noMonth != nil:
		return byDay, noDay
	case order == MonthFirst, noDay != nil, byDay == byMonth:
		return byMonth, noMonth
	}
	return program.Date{}, &diag.Complaint{
		Text: fmt.Sprintf("%q is %s or %s", text, byDay, byMonth),
		Hint: "say --dates day-first or --dates month-first, or write the year first: " + byDay.String(),
	}
}

// day makes a date of three numbers.
func day(text, year, month, d string) (program.Date, *diag.Complaint) {
	t, err := time.Parse("2006-1-2", year+"-"+month+"-"+d)
	if err != nil {
		return program.Date{}, &diag.Complaint{Text: fmt.Sprintf("there is no day %q", text), Hint: writeISO}
	}
	return inYears(program.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()})
}

func inYears(d program.Date) (program.Date, *diag.Complaint) {
	if d.Year < program.FirstYear || d.Year > program.LastYear {
		return program.Date{}, &diag.Complaint{Text: fmt.Sprintf("the year %d lies outside %d to %d", d.Year, program.FirstYear, program.LastYear), Hint: writeISO}
	}
	return d, nil
}

// The years in which a number is taken for a day. Outside them it is rather a
// year, or a number in the wrong column.
const (
	firstSerialYear = 1990
	lastSerialYear  = 2100
)

// serial reads a number of days, as XLSX has dates. They count from the first
// day of 1900, which is 1, and go wrong by one at a 29 February 1900 that never
// was, so that from March on they count from 1899-12-30; or else from 1904-01-01,
// which is 0.
func serial(text string, date1904 bool) (program.Date, *diag.Complaint) {
	days, err := strconv.ParseFloat(text, 64)
	if err != nil || math.Abs(days) > 1e6 {
		return program.Date{}, &diag.Complaint{Text: fmt.Sprintf("the number %s is no date", shortened(text)), Hint: writeISO}
	}
	start := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	if date1904 {
		start = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	t := start.AddDate(0, 0, int(math.Floor(days)))
	switch {
	case t.Year() < firstSerialYear || t.Year() > lastSerialYear:
		return program.Date{}, &diag.Complaint{Text: fmt.Sprintf("the number %s is no date", text), Hint: "format the cell as a date, or " + writeISO}
	case days != math.Floor(days):
		return program.Date{}, &diag.Complaint{
			Text: fmt.Sprintf("the cell has a day, %s, with a time, and a day is wanted", t.Format(time.DateOnly)),
			Hint: "write the day alone; a time for all sessions goes into [schedule] of cohort.toml",
		}
	}
	return program.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}, nil
}

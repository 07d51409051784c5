package roster

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"time"

	"pairbook/internal/dates"
	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/source"
)

const writeISO = "write it like 2027-01-14"

var (
	midnight  = regexp.MustCompile(`[T ]00?:00(:00([.,]0+)?)?Z?$`)
	clockTime = regexp.MustCompile(`[T ][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?( ?[AaPp][Mm])?Z?$`)
)

// dateOf reads the day that a cell means.
func dateOf(c cell, order dates.Order, date1904 bool) (program.Date, *diag.Complaint) {
	if c.kind == number {
		return serial(c.text, date1904)
	}
	text := midnight.ReplaceAllString(source.OneLine(c.text), "")
	if clockTime.MatchString(text) {
		return program.Date{}, &diag.Complaint{Text: fmt.Sprintf("%q has a time, and a day is wanted", shortened(text)), Hint: writeISO}
	}
	written := dates.Read(text)
	days := slices.DeleteFunc(written.Readings, func(r dates.Reading) bool {
		return order != dates.Unsaid && r.Order != dates.Unsaid && r.Order != order
	})
	switch {
	case written.Form == dates.ShortYear:
		return program.Date{}, &diag.Complaint{Text: fmt.Sprintf("%q is no date", text), Hint: "write the year with four digits, like 2027-01-14"}
	case written.Form == dates.None:
		return program.Date{}, &diag.Complaint{Text: fmt.Sprintf("%q is no date", shortened(text)), Hint: writeISO}
	case len(days) == 0:
		return program.Date{}, &diag.Complaint{Text: fmt.Sprintf("there is no day %q", text), Hint: writeISO}
	}
	day, complaint := inYears(program.DayOf(days[0].Day))
	if complaint == nil && len(days) > 1 {
		return program.Date{}, &diag.Complaint{
			Text: fmt.Sprintf("%q is %s or %s", text, days[0], days[1]),
			Hint: "say --dates day-first or --dates month-first, or write the year first: " + days[0].String(),
		}
	}
	return day, complaint
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
	return program.DayOf(t), nil
}

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
	eightDigits = regexp.MustCompile(`^[0-9]{8}$`) // 20270114, which is no count of days

	midnight  = regexp.MustCompile(`[T ]00?:00(:00([.,]0+)?)?Z?$`)
	clockTime = regexp.MustCompile(`[T ][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?( ?[AaPp][Mm])?Z?$`)
)

// A columnOrder is the order of day and month in the dates of a column, as the first date
// that has only one shows it.
type columnOrder struct {
	order dates.Order // Unsaid: no date shows it
	row   int         // of that date
	text  string
}

// order returns the order of a column.
func (s *sheet) order(column int) columnOrder {
	found, known := s.orders[column]
	if known {
		return found
	}
	for _, row := range s.rows {
		c := row.at(column)
		if c.kind != words || found.order != dates.Unsaid {
			continue
		}
		if days := dates.Read(dayText(c)).Readings; len(days) == 1 {
			found = columnOrder{days[0].Order, row.number, dayText(c)}
		}
	}
	s.orders[column] = found
	return found
}

// dayText is the text of a cell without a time of midnight, which is no time but a day.
func dayText(c cell) string { return midnight.ReplaceAllString(source.OneLine(c.text), "") }

// dateOf reads the day that a cell means. In a column all dates have one order; order is
// what an option says, and seen what the column shows.
func dateOf(c cell, order dates.Order, seen columnOrder, date1904 bool) (program.Date, *diag.Complaint) {
	if c.kind == number && !eightDigits.MatchString(c.text) {
		return serial(c.text, date1904)
	}
	text := dayText(c)
	if clockTime.MatchString(text) {
		return program.Date{}, &diag.Complaint{Text: fmt.Sprintf("%q has a time, and a day is wanted", shortened(text)), Hint: writeISO}
	}
	written := dates.Read(text)
	days := slices.DeleteFunc(written.Readings, func(r dates.Reading) bool {
		return order != dates.Unsaid && r.Order != dates.Unsaid && r.Order != order
	})
	switch {
	case written.Form == dates.ShortYear && len(written.Readings) == 0:
		return program.Date{}, &diag.Complaint{Text: fmt.Sprintf("%q is no date", text), Hint: "write the year with four digits, like 2027-01-14"}
	case written.Form == dates.None:
		return program.Date{}, &diag.Complaint{Text: fmt.Sprintf("%q is no date", shortened(text)), Hint: writeISO}
	case len(days) == 0:
		return program.Date{}, &diag.Complaint{Text: fmt.Sprintf("there is no day %q", text), Hint: writeISO}
	case len(days) == 1 && order == dates.Unsaid && days[0].Order != dates.Unsaid && days[0].Order != seen.order:
		return program.Date{}, &diag.Complaint{
			Text: fmt.Sprintf("%q is %s, and %q in row %d is %s: one column has one order", text, days[0].Order, seen.text, seen.row, seen.order),
			Hint: "look where the dates come from; if this one is right, write " + days[0].String(),
		}
	}
	day, complaint := inYears(program.DayOf(days[0].Day))
	if complaint == nil && len(days) > 1 {
		return program.Date{}, twoDays(text, days, seen)
	}
	return day, complaint
}

// twoDays is the complaint about a date that can mean two days.
func twoDays(text string, days []dates.Reading, seen columnOrder) *diag.Complaint {
	c := &diag.Complaint{Text: fmt.Sprintf("%q is %s or %s", text, days[0], days[1])}
	options := fmt.Sprintf("say --dates %s or --dates %s, or ", days[0].Order, days[1].Order)
	switch {
	case days[0].Order == dates.Unsaid: // a month of two languages
		options = ""
	case seen.order != dates.Unsaid:
		options = fmt.Sprintf("%q in row %d is %s; if all dates are, say --dates %[3]s, or ", seen.text, seen.row, seen.order)
	}
	c.Hint = options + "write the year first: " + days[0].String()
	return c
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

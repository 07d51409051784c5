package tomlfile

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Dates and times as people write them.

var (
	threeNumbers = regexp.MustCompile(`^(\d{1,4})([-/.])(\d{1,2})([-/.])(\d{1,4})$`)
	likeDate     = regexp.MustCompile(`^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}`)
	ordinal      = regexp.MustCompile(`(\d)(?:st|nd|rd|th)\b`)
	likeTime     = regexp.MustCompile(`^(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})? ?(?i:(am|pm|a\.m\.|p\.m\.|uhr|h))?$`)
)

const yearFirst = "a date is written year-month-day"

// date recognises a date in another form. good is the date as it should be, both
// dates with words when there are two ways to read it, "" when there is none.
func date(raw string) (text, good string, ok bool) {
	if m := threeNumbers.FindStringSubmatch(raw); m != nil {
		return numbered(raw, m[1], m[3], m[5])
	}
	if likeDate.MatchString(raw) {
		if _, err := time.Parse(time.DateOnly, raw[:min(len(raw), len(time.DateOnly))]); err == nil {
			return "what stands behind this date is no time of day", "", true
		}
		return "this is no date", "", true
	}
	spoken := strings.Join(strings.Fields(strings.ReplaceAll(ordinal.ReplaceAllString(raw, "$1"), ",", " ")), " ")
	for _, form := range []string{"2 January 2006", "2 Jan 2006", "January 2 2006", "Jan 2 2006"} {
		if day, err := time.Parse(form, spoken); err == nil {
			return yearFirst, day.Format(time.DateOnly), true
		}
	}
	return "", "", false
}

// numbered explains a date of three numbers.
func numbered(raw, a, b, c string) (text, good string, ok bool) {
	first, _ := strconv.Atoi(a)
	second, _ := strconv.Atoi(b)
	third, _ := strconv.Atoi(c)
	switch {
	case len(a) == 4:
		good = calendarDay(first, second, third)
		if good == "" {
			return raw + " is no day of the calendar", "", true
		}
		return yearFirst, good, true
	case len(c) != 4:
		return yearFirst, "", true
	}
	dayFirst, monthFirst := calendarDay(third, second, first), calendarDay(third, first, second)
	switch {
	case dayFirst == "" && monthFirst == "":
		return raw + " is no day of the calendar", "", true
	case dayFirst == "" || dayFirst == monthFirst:
		return yearFirst, monthFirst, true
	case monthFirst == "":
		return yearFirst, dayFirst, true
	}
	spoken := func(month, day int) string { return fmt.Sprintf("%d %s", day, time.Month(month)) }
	return yearFirst, fmt.Sprintf("%s for %s, %s for %s",
		dayFirst, spoken(second, first), monthFirst, spoken(first, second)), true
}

// calendarDay writes a date, "" when there is no such day.
func calendarDay(year, month, day int) string {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year < 1 || t.Year() != year || int(t.Month()) != month || t.Day() != day {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}

// clock recognises a time of day in another form.
func clock(raw string) (text, good string, ok bool) {
	m := likeTime.FindStringSubmatch(raw)
	if m == nil || m[2] == "" && m[3] == "" {
		return "", "", false
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	switch half := strings.ToLower(m[3]); {
	case hour > 23 || minute > 59:
		return raw + " is no time of day", "", true
	case strings.HasPrefix(half, "p") && hour < 12:
		hour += 12
	case strings.HasPrefix(half, "a") && hour == 12:
		hour = 0
	}
	return "a time is written hour:minute", fmt.Sprintf("%02d:%02d", hour, minute), true
}

package advice

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"pairbook/internal/dates"
)

// Dates and times as people write them.

var (
	likeDate = regexp.MustCompile(`^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}`)
	likeTime = regexp.MustCompile(`^(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})? ?(?i:(am|pm|a\.m\.|p\.m\.|uhr|h))?$`)
)

const yearFirst = "a date is written year-month-day"

// date recognises a date in another form. good is the date as it should be, both
// dates with words when there are two ways to read it, "" when there is none.
func date(raw string) (text, good string, ok bool) {
	if plain := strings.ReplaceAll(dates.Hyphens(raw), " - ", "-"); plain != raw {
		if text, good, ok = date(plain); ok && text == yearFirst && good == plain {
			text = "a date is written with hyphens, not with other dashes"
		}
		return text, good, ok
	}
	written := dates.Read(raw)
	if written.Form == dates.WholeYear && len(written.Readings) == 1 && written.Readings[0].String() == raw {
		return yearFirst, raw, true
	}
	days := written.Readings
	switch {
	case written.Form == dates.None && likeDate.MatchString(raw):
		if _, err := time.Parse(time.DateOnly, raw[:min(len(raw), len(time.DateOnly))]); err == nil {
			return "what stands behind this date is no time of day", "", true
		}
		return "this is no date", "", true
	case written.Form == dates.None, !strings.ContainsAny(raw, "-/.") && written.Form == dates.YearLast: // a telephone number
		return "", "", false
	case written.Form == dates.ShortYear && len(days) == 0:
		return yearFirst, "", true
	case len(days) == 0:
		return raw + " is no day of the calendar", "", true
	case len(days) == 1:
		return yearFirst, days[0].String(), true
	}
	const spoken = "2 January"
	return yearFirst, fmt.Sprintf("%s for %s, %s for %s",
		days[0], days[0].Day.Format(spoken), days[1], days[1].Day.Format(spoken)), true
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

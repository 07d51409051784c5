package program

import (
	"fmt"
	"strings"
	"time"
)

// A Clock is a time of day as a clock on the wall shows it, to the minute. Set
// tells midnight from no time given.
type Clock struct {
	Hour, Minute int
	Set          bool
}

// UnmarshalTOML takes a TOML local time without seconds, or with none but 00.
func (c *Clock) UnmarshalTOML(v any) error {
	switch v := v.(type) {
	case time.Time:
		got := clockOf(v)
		switch {
		case v.Location().String() == localDate:
		case v.Location().String() != localTime:
			return complain("a time is wanted, without a day", "write "+got.String())
		case v.Second() != 0 || v.Nanosecond() != 0:
			return complain("a time is wanted to the minute", "write "+got.String())
		default:
			*c = got
			return nil
		}
	case string:
		if got, ok := clockInText(v); ok {
			return complain("a time stands without quotation marks", "write "+got.String())
		}
		return notThat("a time", v, "write it without quotation marks, like 15:00")
	}
	return notThat("a time", v, "write it like 15:00")
}

// clockInText finds the time that a text means.
func clockInText(s string) (Clock, bool) {
	s = strings.ToUpper(strings.ReplaceAll(s, " ", ""))
	for _, form := range []string{"15:04", "15:04:05", "15.04", "15H04", "3:04PM", "3.04PM", "3PM"} {
		if t, err := time.Parse(form, s); err == nil {
			return clockOf(t), true
		}
	}
	return Clock{}, false
}

// clockOf takes the time that t shows, without converting it.
func clockOf(t time.Time) Clock { return Clock{t.Hour(), t.Minute(), true} }

// before reports whether both times are set and c is the earlier.
func (c Clock) before(d Clock) bool {
	return c.Set && d.Set && c.minutes() < d.minutes()
}

// minutes is how many minutes after midnight it is.
func (c Clock) minutes() int { return c.Hour*60 + c.Minute }

// IsZero reports whether no time was given.
func (c Clock) IsZero() bool { return !c.Set }

// String returns "15:00"; a Clock that is not set is empty.
func (c Clock) String() string {
	if !c.Set {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", c.Hour, c.Minute)
}

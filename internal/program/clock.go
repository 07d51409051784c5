package program

import "fmt"

// A Clock is a time of day as a clock on the wall shows it, to the minute. Set
// tells midnight from no time given.
type Clock struct {
	Hour, Minute int
	Set          bool
}

// IsZero reports whether no time was given.
func (c Clock) IsZero() bool { return !c.Set }

// String returns "15:00"; a Clock that is not set is empty.
func (c Clock) String() string {
	if !c.Set {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", c.Hour, c.Minute)
}

package program

import "strconv"

// A Percent is a whole number from 0 to 100. Set tells 0 from nothing said.
type Percent struct {
	Value int
	Set   bool
}

// IsZero reports whether nothing was said.
func (p Percent) IsZero() bool { return !p.Set }

// String returns the number alone; a Percent that is not set is empty.
func (p Percent) String() string {
	if !p.Set {
		return ""
	}
	return strconv.Itoa(p.Value)
}

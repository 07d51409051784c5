package program

import "strconv"

// A Unit is what the gaps between sessions are counted in.
type Unit string

const (
	Week  Unit = "week"
	Month Unit = "month"
)

// The longest gaps between two sessions.
const (
	MaxWeeks  = 52
	MaxMonths = 12
)

// Every says how often a relationship meets. The zero Every means that nothing
// was said; Resolve makes it a month.
type Every struct {
	N    int // 1 or more
	Unit Unit
}

// IsZero reports whether nothing was said.
func (e Every) IsZero() bool { return e == Every{} }

// String returns the form that a file has: "month", "3 weeks".
func (e Every) String() string {
	switch {
	case e.IsZero():
		return ""
	case e.N == 1:
		return string(e.Unit)
	}
	return strconv.Itoa(e.N) + " " + string(e.Unit) + "s"
}

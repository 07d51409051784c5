package program

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A Percent is a whole number from 0 to 100. Set tells 0 from nothing said.
type Percent struct {
	Value int
	Set   bool
}

// UnmarshalTOML takes a whole number from 0 to 100.
func (p *Percent) UnmarshalTOML(v any) error {
	hint := "write it like 40"
	switch v := v.(type) {
	case int64:
		if v >= 0 && v <= 100 {
			*p = Percent{int(v), true}
			return nil
		}
	case float64:
		// 0.4 is most probably a share, 40.0 a percentage.
		if v > 0 && v < 1 {
			v *= 100
		}
		if v >= 0 && v <= 100 {
			hint = fmt.Sprintf("write %d", int(math.Round(v)))
		}
	case string:
		if n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(v, "%"))); err == nil && n >= 0 && n <= 100 {
			hint = fmt.Sprintf("write %d", n)
		}
	}
	return complain("a whole number from 0 to 100 is wanted", hint)
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

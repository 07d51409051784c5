package desk

import (
	"slices"

	"pairbook/internal/program"
)

// Everywhere is what all relationships of a cohort lack that are active or paused. It is
// said once for the cohort, and not of each. A cohort of one has nothing everywhere.
type Everywhere struct {
	Blank, Standard []Clause // of the agreement
	Parts           []Part   // of every goal there is
	Goalless        bool     // nobody has a goal
}

// Any reports whether there is anything to say.
func (e Everywhere) Any() bool {
	return len(e.Blank) > 0 || len(e.Standard) > 0 || len(e.Parts) > 0 || e.Goalless
}

// everywhere finds what the relationships have in common.
func everywhere(relationships []Relationship) Everywhere {
	var e Everywhere
	seen, goals := 0, 0
	for i := range relationships {
		r := &relationships[i]
		if r.Of.Status != program.Active && r.Of.Status != program.Paused {
			continue
		}
		if seen++; seen == 1 {
			e.Blank, e.Standard = slices.Clone(r.Blank), slices.Clone(r.Standard)
		}
		e.Blank, e.Standard = both(e.Blank, r.Blank), both(e.Standard, r.Standard)
		for _, g := range r.Goals {
			if goals++; goals == 1 {
				e.Parts = slices.Clone(g.Missing)
			}
			e.Parts = both(e.Parts, g.Missing)
		}
	}
	if seen < 2 {
		return Everywhere{}
	}
	if e.Goalless = goals == 0; goals < 2 {
		e.Parts = nil
	}
	return e
}

// both returns what is in two lists, in the order of the first.
func both[T comparable](a, b []T) []T {
	return slices.DeleteFunc(a, func(x T) bool { return !slices.Contains(b, x) })
}

// without returns what is in the first list alone.
func without[T comparable](a, b []T) []T {
	var rest []T
	for _, x := range a {
		if !slices.Contains(b, x) {
			rest = append(rest, x)
		}
	}
	return rest
}

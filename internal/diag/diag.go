// Package diag has the words Pairbook uses to tell an author what to mend: a
// Problem, the Position it is found at, and the Source that Positions point into.
//
// A Problem is a value, gathered with others, sorted and shown together; it is
// never an error. Errors are for faults of the machine (a full disk, a missing
// permission), which the author of a file cannot mend; a Fault is one with the name of
// the file and what to do. A Complaint is the one
// bridge: a value's own parser returns it as an error, and whoever knows the
// place of that value turns it into a Problem.
//
// Lines and columns count from 1, columns in characters, as editors show them.
// Line 0 means the file as a whole.
//
// Not here: where problems are written to and in which form besides prose
// (package main), how files are read (package source).
package diag

import (
	"cmp"
	"slices"
)

// Severity says whether a problem stops a build.
type Severity int

const (
	Error   Severity = iota // nothing is written while it stands
	Warning                 // worth a look; stops nothing unless the author asks for strictness
)

// String returns the word used in reports: "error" or "warning".
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// A Problem is a mistake the author can mend. Faults of the machine are errors.
type Problem struct {
	Severity Severity
	Position Position
	Text     string // what is wrong, in lower case and without a full stop
	Hint     string // what to do about it; often empty
}

// A Complaint is what the parser of a single value returns as its error when the
// value is no good. It knows nothing of files: the reader of the file makes a
// Problem of it, at the place of the value.
type Complaint struct {
	Text string // what is wrong with the value
	Hint string // what to write instead; may be empty
}

// Error returns the text without the hint.
func (c Complaint) Error() string { return c.Text }

// Sort returns the problems in the order in which they are shown: by file, line,
// column and text. Of those that say the same of the same place only one is
// kept. The argument stays as it is.
func Sort(problems []Problem) []Problem {
	sorted := slices.Clone(problems)
	slices.SortStableFunc(sorted, compare)
	return slices.CompactFunc(sorted, func(a, b Problem) bool { return compare(a, b) == 0 })
}

// compare orders by what a reader sees first. The hint comes in so that the
// order never depends on the order of discovery.
func compare(a, b Problem) int {
	return cmp.Or(
		cmp.Compare(a.Position.File, b.Position.File),
		cmp.Compare(a.Position.Line, b.Position.Line),
		cmp.Compare(a.Position.Column, b.Position.Column),
		cmp.Compare(a.Text, b.Text),
		cmp.Compare(a.Severity, b.Severity),
		cmp.Compare(a.Hint, b.Hint),
	)
}

// Count returns how many of the problems are errors and how many warnings.
func Count(problems []Problem) (errors, warnings int) {
	for _, p := range problems {
		if p.Severity == Warning {
			warnings++
		} else {
			errors++
		}
	}
	return errors, warnings
}

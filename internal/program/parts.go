package program

import (
	"fmt"
	"slices"
	"strings"

	"pairbook/internal/diag"
)

// DefaultFormat is the format of a relationship for which no file names one.
const DefaultFormat = "one-to-one"

// The names of parts that others depend on.
const (
	Cover    = "cover"    // always the first
	Sessions = "sessions" // has the pages of the sessions
	Midpoint = "midpoint" // stands after the middle one of the sessions
)

// fewestForMidpoint is how many sessions a relationship has at least that stops half-way.
const fewestForMidpoint = 3

// Parts are the names of all parts that a workbook can be made of.
var Parts = []string{
	Cover, "letter", "who", "first-meeting", "pre-work", "baseline", "agreement", "goals", "roadmap", Sessions, Midpoint,
	"follow-through", "closing", "next-steps", "feedback", "certificate", "notes",
}

// DefaultParts are the parts of a workbook for which no file chooses any.
var DefaultParts = []string{
	Cover, "letter", "pre-work", "agreement", "goals", "roadmap", Sessions, Midpoint, "follow-through", "closing",
}

// notParts are words that are taken for parts, and what to write instead.
var notParts = map[string]string{
	"check-in":  `the check-in is the back of each session: write "sessions"`,
	"topics":    "topics are chosen under [[sessions]]",
	"guidance":  "guidance has pages of its own, beside the workbooks",
	"workbook":  "workbook.html has all parts, and is always made",
	"calendar":  "the calendar is made wherever there are dates",
	"welcome":   `the welcome is guidance of the cover: write "cover"`,
	"questions": "questions stand on the sheets of the guidance that asks them",
}

// checkParts looks at the parts that one file chooses.
func checkParts(f *faults, chosen []string) {
	seen := map[string]bool{}
	known := func(name string) bool { return slices.Contains(Parts, name) }
	sound := !slices.ContainsFunc(chosen, func(name string) bool { return !known(name) })
	for i, name := range chosen {
		here := fmt.Sprintf("parts[%d]", i+1)
		switch hint, notPart := notParts[name]; {
		case seen[name]:
			f.add(here, fmt.Sprintf("the part %s is named twice", quote(name)), "a workbook has each part once: take one of the two out")
		case notPart:
			f.add(here, fmt.Sprintf("%s is not a part of a workbook", quote(name)), hint)
		case !known(name):
			hint := "the parts are " + strings.Join(Parts, ", ")
			if near := diag.Nearest(name, Parts); near != "" {
				hint = fmt.Sprintf("did you mean %q? %s", near, hint)
			}
			f.add(here, fmt.Sprintf("there is no part %s", quote(name)), hint)
		case name == Midpoint && sound && !slices.Contains(chosen, Sessions):
			f.add(here, `the midpoint stands among the sessions, and "sessions" is not among the parts`, `add "sessions", or take "midpoint" out`)
		}
		seen[name] = true
	}
}

// partsOf are the parts of a workbook in their order: the cover first, named or not, and no
// midpoint when there are few sessions. nil: no file chose any.
func partsOf(chosen []string, sessions int) []string {
	if chosen == nil {
		chosen = DefaultParts
	}
	parts := []string{Cover}
	for _, name := range chosen {
		if name != Cover && (name != Midpoint || sessions >= fewestForMidpoint) {
			parts = append(parts, name)
		}
	}
	return parts
}

// Has reports whether the workbook of the relationship has a part.
func (r *Relationship) Has(part string) bool { return slices.Contains(r.AllParts(), part) }

// AllParts are the parts of the workbook in their order: those that Resolve found, else those
// of the default.
func (r *Relationship) AllParts() []string {
	if r.Parts == nil {
		return partsOf(nil, len(r.Sessions))
	}
	return r.Parts
}

// CheckFormat returns what the file of a format says that a format cannot: what is so for one
// relationship or one year alone. What a file does not say may be named in vain.
func (d Defaults) CheckFormat() []Fault {
	var f faults
	never := func(path, key string) {
		f.add(path, fmt.Sprintf("a format cannot say %q: it serves many relationships, year after year", key), "write it in cohort.toml, or in the file of a relationship")
	}
	never("schedule.first", "first")
	never("schedule.revision", "revision")
	for i := range d.Sessions {
		for _, key := range []string{"held", "cancelled", "present", "date"} {
			never(fmt.Sprintf("sessions[%d].%s", i+1, key), key)
		}
	}
	return f
}

package main

import (
	"fmt"
	"strings"

	"pairbook/internal/build"
	"pairbook/internal/desk"
	"pairbook/internal/diag"
	"pairbook/internal/issued"
	"pairbook/internal/program"
)

// relationships reports the status of all relationships and returns the exit status.
func (v voice) relationships(d *desk.Desk, reprints issued.Comparison, problems []diag.Problem) int {
	if v.json {
		cohorts := []*desk.Cohort{}
		for i := range d.Cohorts {
			cohorts = append(cohorts, &d.Cohorts[i])
		}
		v.encode(struct {
			Cohorts  []*desk.Cohort      `json:"cohorts"`
			Busy     []desk.Busy         `json:"over_limit"`
			Reprint  []jsonReprint       `json:"reprint,omitzero"` // missing when nothing was handed out
			Problems []build.JSONProblem `json:"problems"`
		}{cohorts, append([]desk.Busy{}, d.Busy...), jsonReprints(reprints, d), build.JSONProblems(problems)})
	}
	for i := range d.Cohorts {
		if i > 0 {
			v.say("")
		}
		v.cohort(&d.Cohorts[i])
		v.reprints(&d.Cohorts[i], reprints[d.Cohorts[i].Of.ID])
	}
	if len(d.Busy) > 0 {
		v.say("\nMentors over the limit of %d", d.Limit)
		for _, b := range d.Busy {
			v.say("  %s: %s", b.Name, count(b.Mentees, "mentee", "mentees"))
		}
	}
	return v.readResult(problems)
}

// cohort reports the status of one cohort.
func (v voice) cohort(c *desk.Cohort) {
	heading := c.Of.Title
	if heading != c.Of.ID {
		heading += " (" + c.Of.ID + ")"
	}
	v.say("%s", heading)
	v.say("%s; %d of %s held%s; %s", byStatus(c.Totals), c.Held, count(c.Planned, "session", "sessions"), cancelled(c.Cancelled), count(c.Open, "open action", "open actions"))
	if !c.Of.RetainUntil.IsZero() {
		v.say("to be kept until %s", c.Of.RetainUntil)
	}
	if a := c.Anonymised; a.Count > 0 {
		v.say("anonymised: %s; %d of %s held", count(a.Count, "relationship", "relationships"), a.Held, count(a.Planned, "session", "sessions"))
	}
	for i := range c.Relationships {
		v.relationship(&c.Relationships[i])
	}
	for _, id := range c.Broken {
		v.say("\n  %s: left out, because its file has problems", id)
	}
}

func byStatus(t desk.Totals) string {
	var parts []string
	for _, s := range []struct {
		status program.Status
		count  int
	}{{program.Active, t.Active}, {program.Paused, t.Paused}, {program.Closed, t.Closed}, {program.Draft, t.Draft}} {
		if s.count > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", s.count, s.status))
		}
	}
	if len(parts) == 0 {
		return "no relationships"
	}
	return strings.Join(parts, ", ")
}

// relationship reports the status of one relationship.
func (v voice) relationship(r *desk.Relationship) {
	v.say("\n  %s: %s (%s)", r.Of.ID, r.Of.Title, r.Of.Status)
	v.say("    next: %s; %d of %d held%s", next(r), r.Held, r.Planned, cancelled(r.Cancelled))
	agreement := "complete"
	if len(r.Blank) > 0 {
		agreement = "blank: " + spelled(r.Blank)
	}
	v.say("    agreement: %s", agreement)
	if len(r.Goals) == 0 {
		v.say("    goals: none yet")
	}
	for _, g := range r.Goals {
		lacks := "all SMART parts given"
		if len(g.Missing) > 0 {
			lacks = "missing: " + spelled(g.Missing)
		}
		v.say("    goal %d: %s (%s)", g.N, g.Title, lacks)
	}
	for _, a := range r.Open {
		if r.Of.Status == program.Closed {
			v.say("    left open: %s", action(a))
		} else {
			v.say("    open: %s", action(a))
		}
	}
}

// cancelled counts sessions that were cancelled, after those that were held.
func cancelled(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", %d cancelled", n)
}

// ended says when, how and why a relationship ended.
func ended(c program.Closing) string {
	said := "none, " + spelled([]program.Outcome{c.Outcome})
	if !c.Date.IsZero() {
		said += " on " + c.Date.String()
	}
	if c.Reason != "" {
		said += fmt.Sprintf(" (%s)", c.Reason)
	}
	return said
}

// next says number, date and place of the next session.
func next(r *desk.Relationship) string {
	s := r.Next
	switch {
	case r.Of.Status == program.Closed:
		return ended(r.Of.Closing)
	case s == nil && r.Cancelled > 0:
		return "none, all sessions were held or cancelled"
	case s == nil:
		return "none, all sessions were held"
	}
	said := fmt.Sprintf("session %d", s.Number)
	switch {
	case s.Date.IsZero():
		said += ", no date yet"
	case s.Time.IsZero():
		said += " on " + s.Date.String()
	default:
		said += " on " + s.Date.String() + " at " + s.Time.String()
	}
	if s.Place != "" {
		said += ", " + s.Place
	}
	if s.Link != "" {
		said += ", " + s.Link.Short()
	}
	return said
}

// action says who does what by when.
func action(a desk.Action) string {
	var owners []string
	for _, o := range a.Owners {
		owners = append(owners, o.Name)
	}
	who := strings.Join(owners, ", ")
	if a.Everyone {
		who = "everyone"
	}
	said := who + ": " + a.What
	if !a.Due.IsZero() {
		said += " (by " + a.Due.String() + ")"
	}
	return said
}

// spelled lists names of clauses or parts, with spaces instead of hyphens.
func spelled[T ~string](names []T) string {
	words := make([]string, len(names))
	for i, n := range names {
		words[i] = strings.ReplaceAll(string(n), "-", " ")
	}
	return strings.Join(words, ", ")
}

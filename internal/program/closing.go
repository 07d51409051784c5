package program

import (
	"cmp"
	"fmt"
	"strings"
)

// A Reason is why a session did not take place. The empty one means that it was not
// cancelled; it is for the facilitator alone.
type Reason string

// UnmarshalTOML takes text that says something.
func (r *Reason) UnmarshalTOML(v any) error {
	const hint = `write why, like cancelled = "the mentor was ill"`
	text, ok := v.(string)
	switch {
	case !ok:
		return notThat("text", v, hint)
	case strings.TrimSpace(text) == "":
		return complain("the reason is blank", hint)
	}
	*r = Reason(strings.TrimSpace(text))
	return nil
}

// checkClosing finds a [closing] of a relationship that is not closed.
func (r Record) checkClosing(f *faults) {
	if r.Closing == nil || r.Status == Closed {
		return
	}
	fault := Fault{
		Path: "closing", Text: `[closing] goes with status = "closed"`,
		Hint: `write status = "closed" above the first table, or take [closing] out`,
	}
	if r.Status == "" {
		fault.Without = []string{"status"}
	}
	*f = append(*f, fault)
}

// closing is how a relationship ended; zero when it has not. One of which every
// session was held or cancelled is completed, unless its file says otherwise.
func (r Record) closing(sessions []Session) Closing {
	if r.Status != Closed {
		return Closing{}
	}
	var c Closing
	if r.Closing != nil {
		c = *r.Closing
	}
	if c.Outcome == "" {
		c.Outcome = Completed
		for _, s := range sessions {
			if s.Pending() {
				c.Outcome = EndedEarly
			}
		}
	}
	return c
}

// present checks who was there and gives them the names that their own tables have.
func present(f *faults, session int, written []string, everyone []Person) []string {
	var names []string
	seen := make(map[string]bool)
	for i, who := range written {
		p := named(everyone, who)
		switch {
		case p == nil:
			f.add(fmt.Sprintf("sessions[%d].present[%d]", session, i+1), "nobody here is called "+quote(who), whoIsMeant(who, everyone))
		case !seen[p.Name]:
			names = append(names, p.Name)
			seen[p.Name] = true
		}
	}
	return names
}

// Pending reports whether a session is still to come, or nothing is recorded of it.
func (s Session) Pending() bool { return !s.Held && s.Cancelled == "" }

// Dropped reports whether a session does not take place: it was cancelled, or the
// relationship had ended before its day. A closed relationship without a closing date has
// ended before every session that was not held.
func (r *Relationship) Dropped(s Session) bool {
	switch {
	case s.Held:
		return false
	case s.Cancelled != "":
		return true
	case r.Status != Closed:
		return false
	}
	return r.Closing.Date.IsZero() || s.Date.IsZero() || s.Date.After(r.Closing.Date)
}

// First returns the day of the first session that takes place; zero without dates.
func (r *Relationship) First() Date {
	for _, s := range r.Sessions {
		if !s.Date.IsZero() && !r.Dropped(s) {
			return s.Date
		}
	}
	return Date{}
}

// LongSince returns the day from which on a relationship has not met for long, and the
// last session held, zero when none was. For long is twice the rhythm after that session,
// or else after the first of the schedule. It is zero when there is no next session, and
// when it is not known from which day to count.
func (r *Relationship) LongSince() (long, since Date) {
	if r.Next() == nil {
		return Date{}, Date{}
	}
	for _, s := range r.Sessions {
		if s.Held {
			since = s.Date
		}
	}
	from := cmp.Or(since, r.Schedule.First)
	if from.IsZero() || since.IsZero() && r.Held() > 0 {
		return Date{}, Date{}
	}
	return r.Schedule.Every.after(from, 2), since
}

package program

import (
	"slices"

	"pairbook/internal/digest"
)

// A Relationship is one mentoring relationship with every value resolved. Mostly
// it has one mentor and one mentee; either side may be several.
type Relationship struct {
	Cohort  string // the cohort's folder
	ID      string // the file's stem
	Address string // the folder in the output, below the cohort's

	Title    string // default: the mentors' names & the mentees'
	Language Language
	Format   string   // its name
	Parts    []string // of the workbook, in order; nil: those of the default
	Status   Status
	Labels   Labels
	Contact  Contact

	RetainUntil Date // the cohort's; zero: not said

	Mentors   []Person // never empty
	Mentees   []Person // never empty
	Others    []Other
	Schedule  Schedule
	Agreement Agreement
	Goals     []Goal
	Sessions  []Session // session i at index i-1
	Actions   []Action
	Closing   Closing // zero unless the status is Closed

	// Anonymised counts what the goals and promises were, when people and texts were taken
	// out; nil: they are here. Of an anonymised relationship only ID, Status, Sessions and
	// Closing are known, of the sessions only number, day and what became of them.
	Anonymised *Anonymised

	// Sources is the digest of all that the rest was read from: the files and their place.
	Sources digest.Sum `digest:"whole"`
}

// A Session is one meeting: planned, held or cancelled.
type Session struct {
	Number  int
	Topic   string // a topic's name; empty: the two choose
	Title   string // instead of the topic's
	Focus   string
	Agenda  []string
	Goals   []int // numbers of goals
	Date    Date  // zero: a blank
	Time    Clock
	Minutes int
	Place   string
	Link    Link // where to meet on the screen
	Held    bool

	Cancelled Reason   // why it did not take place; empty: it was not cancelled
	Present   []string // names of those who were there
}

// Key names the relationship in a site: cohort and id.
func (r *Relationship) Key() string { return r.Cohort + "/" + r.ID }

// Dir is the relationship's folder in the output, below that of its cohort:
// "spring/tom".
func (r *Relationship) Dir() string { return Slug(r.Cohort) + "/" + r.Address }

// People returns the mentors, then the mentees.
func (r *Relationship) People() []Person { return slices.Concat(r.Mentors, r.Mentees) }

// Side returns the people of one side.
func (r *Relationship) Side(role Role) []Person {
	if role == Mentor {
		return r.Mentors
	}
	return r.Mentees
}

// Owners returns the people an action belongs to: all mentors, all mentees,
// everyone of both sides or one person, who may be one of the others.
func (r *Relationship) Owners(a Action) []Person {
	switch a.Who {
	case string(Mentor):
		return r.Mentors
	case string(Mentee):
		return r.Mentees
	case Both:
		return r.People()
	}
	if p := named(r.everyone(), a.Who); p != nil {
		return []Person{*p}
	}
	return nil
}

// OpenBefore returns the open actions agreed before session n, in the order of
// the file. An action that does not say where it was agreed counts as older than
// any session.
func (r *Relationship) OpenBefore(n int) []Action {
	var open []Action
	for _, a := range r.Actions {
		if a.Session < n && (a.Status == Open || a.Status == "") {
			open = append(open, a)
		}
	}
	return open
}

// Held returns how many sessions were held.
func (r *Relationship) Held() int {
	held := 0
	for _, s := range r.Sessions {
		if s.Held {
			held++
		}
	}
	return held
}

// Cancelled returns how many sessions were cancelled.
func (r *Relationship) Cancelled() int {
	cancelled := 0
	for _, s := range r.Sessions {
		if s.Cancelled != "" {
			cancelled++
		}
	}
	return cancelled
}

// Next returns the first session neither held nor cancelled, nil when there is none
// or the relationship is closed.
func (r *Relationship) Next() *Session {
	if r.Status == Closed {
		return nil
	}
	for i := range r.Sessions {
		if r.Sessions[i].Pending() {
			return &r.Sessions[i]
		}
	}
	return nil
}

// Last returns the last session that takes place or took place; nil when there is none.
func (r *Relationship) Last() *Session {
	for i := range slices.Backward(r.Sessions) {
		if !r.Dropped(r.Sessions[i]) {
			return &r.Sessions[i]
		}
	}
	return nil
}

// CohortsDir is where the cohorts of a site lie, each in a directory of its own.
const CohortsDir = "content/cohorts"

// Source is the path of the relationship's file in the site.
func (r *Relationship) Source() string { return CohortsDir + "/" + r.Cohort + "/" + r.ID + ".toml" }

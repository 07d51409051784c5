// Package desk has what a facilitator wants to know of a programme, and the pages
// that show it.
//
//	site ─► Facts ─┬─► Files: index, cohort pages, session packs, CSV ─► build
//	               ├─► Check: people who seem to be written in two ways
//	               └─► the command "status"
//
// The facts hold no words of a language and no HTML: those come from the strings
// and the templates desk/* of the theme. There is no clock either. "Next" is the
// first session neither held nor cancelled, whatever day it is, so that the same files always give
// the same pages.
//
// A cohort may have thousands of relationships. Files are drawn one by one when
// they are asked for, and whoever asks can pass on those that are drawn from the same
// as the last time (File.Cohort). Cohort pages and packs are put together from a piece
// a relationship; only a piece is held to the largest size of a page.
//
// Everything here is for the facilitator alone. A File's path is one in the
// facilitator's output; no function gives a path in the public one.
//
// Not here: where the two outputs lie and what is written (packages build and
// output), the sheets of a pack (package workbook), calendars (package calendar).
package desk

import (
	"pairbook/internal/program"
	"pairbook/internal/site"
)

// A Desk is the facts of a programme.
type Desk struct {
	Cohorts []Cohort // in the order of the site
	Busy    []Busy   // mentors with more mentees than the programme's limit, by name
	Limit   int      // mentees a mentor should have at most

	messages []string // their names

	site  *site.Site
	known *people
}

// A Cohort is the facts of one cohort.
type Cohort struct {
	Of            *program.Cohort
	Relationships []Relationship // by address, drafts included
	Broken        []string       // ids of relationships with problems, of which nothing is known
	Everywhere    Everywhere
	Anonymised    Anonymised
	Totals
}

// Anonymised counts the relationships of a cohort of which people and texts were taken out.
// They are in no other sum but those of the report.
type Anonymised struct {
	Count, Held, Planned int
}

// Totals are counted over relationships. The sessions are those of all but
// drafts; what is missing counts where something can still be done about it, in
// relationships that are active or paused.
type Totals struct {
	Draft, Active, Paused, Closed int

	Held, Planned int // sessions
	Cancelled     int // of the planned ones

	Agreements int // relationships whose agreement has blanks
	Goalless   int // relationships without a goal
	Vague      int // goals that lack a SMART part
	Undated    int // relationships whose next session has no date
	Open       int // actions still to be done
}

// A Relationship is the facts of one relationship. Those that follow from Of alone say so
// by their tags: what digests of thousands of relationships leave out.
type Relationship struct {
	Of               *program.Relationship
	Mentors, Mentees []Person

	Next          *program.Session `digest:"-"` // the first neither held nor cancelled; nil when there is none
	Held, Planned int              `digest:"-"`
	Cancelled     int              `digest:"-"` // of the planned ones

	Blank    []Clause `digest:"-"` // of the agreement: nothing is printed but room to write
	Standard []Clause `digest:"-"` // of the agreement: the standard words are printed
	Goals    []Goal   `digest:"-"`
	Open     []Action `digest:"-"`
	tasks    []Task   `digest:"-"`
}

// A Person is a mentor or a mentee.
type Person struct {
	*program.Person `digest:"-"` // follows from the relationship
	Busy            int          // mentees of a mentor who has more than the limit; else 0
}

// A Goal is a goal and what it lacks.
type Goal struct {
	*program.Goal
	N       int
	Missing []Part
	Whole   bool // nothing is missing, whatever is said once for the cohort
}

// An Action is an open action and who does it.
type Action struct {
	program.Action
	Owners   []program.Person
	Everyone bool
}

// A Meeting is one line of the run sheet.
type Meeting struct {
	Number    int
	Date      program.Date
	Time      program.Clock
	Place     string
	Held      bool
	Cancelled program.Reason
	Topic     string // what it is about, in the programme's language; empty: the pair chooses
	With      *Relationship

	Title, Address, Status string // of With
}

// A Busy mentor has more mentees than the programme's limit, counted over the
// active relationships of all cohorts.
type Busy struct {
	program.Person
	Mentees int
	In      []*program.Relationship
}

// Facts gathers the facts of a site. Only sound relationships come in.
func Facts(s *site.Site) *Desk { return new(Memory).Facts(s) }

// A Memory keeps the facts of relationships from one call of Facts to the next, those
// of the same *program.Relationship, which never changes, and what was wrong with the
// people in them. The zero Memory is empty.
type Memory struct {
	learned map[*program.Relationship]*learned
	people  *people
}

// learned is what is known of a relationship without looking at others.
type learned struct {
	facts  Relationship
	people []mention // the mentors, then the mentees
}

// recall gathers what there is to know of each relationship, and forgets the rest.
func (m *Memory) recall(s *site.Site) {
	now := make(map[*program.Relationship]*learned, len(m.learned))
	for _, c := range s.Cohorts {
		for _, r := range c.Relationships {
			if now[r] = m.learned[r]; now[r] == nil {
				now[r] = &learned{relationshipFacts(r), mentions(r)}
			}
		}
	}
	m.learned = now
}

// Facts is the function Facts, with this memory.
func (m *Memory) Facts(s *site.Site) *Desk {
	m.recall(s)
	d := &Desk{Limit: s.Program.Limits.MenteesPerMentor, messages: s.MessageNames(), site: s, known: m.register(s)}
	busy := d.known.busy(s, m.learned, d.Limit)
	for _, c := range s.Cohorts {
		d.Cohorts = append(d.Cohorts, d.cohort(c, m.learned, busy))
	}
	for _, key := range d.known.order {
		if b := busy[key]; b != nil {
			d.Busy = append(d.Busy, *b)
		}
	}
	sortByName(d.Busy)
	return d
}

// Cohort returns the facts of the cohort with an id, nil when there is none.
func (d *Desk) Cohort(id string) *Cohort {
	for i := range d.Cohorts {
		if d.Cohorts[i].Of.ID == id {
			return &d.Cohorts[i]
		}
	}
	return nil
}

// Totals returns the totals of all cohorts together.
func (d *Desk) Totals() Totals {
	var sum Totals
	for _, c := range d.Cohorts {
		sum.add(c.Totals)
	}
	return sum
}

func (t *Totals) add(o Totals) {
	t.Draft, t.Active, t.Paused, t.Closed = t.Draft+o.Draft, t.Active+o.Active, t.Paused+o.Paused, t.Closed+o.Closed
	t.Held, t.Planned, t.Cancelled = t.Held+o.Held, t.Planned+o.Planned, t.Cancelled+o.Cancelled
	t.Agreements, t.Goalless, t.Vague = t.Agreements+o.Agreements, t.Goalless+o.Goalless, t.Vague+o.Vague
	t.Undated, t.Open = t.Undated+o.Undated, t.Open+o.Open
}

// Published reports whether the relationship has a workbook: drafts have none.
func (r *Relationship) Published() bool { return r.Of.Status != program.Draft }

// People returns the mentors, then the mentees.
func (r *Relationship) People() []Person {
	return append(append([]Person(nil), r.Mentors...), r.Mentees...)
}

// MissingParts is how many SMART parts the goals lack; of no goal at all, the
// parts of one.
func (r *Relationship) MissingParts() int {
	if len(r.Goals) == 0 {
		return len(parts)
	}
	n := 0
	for _, g := range r.Goals {
		n += len(g.Missing)
	}
	return n
}

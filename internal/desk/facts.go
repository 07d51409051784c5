package desk

import (
	"cmp"
	"slices"
	"strings"

	"pairbook/internal/program"
	"pairbook/internal/site"
)

// A Clause is one thing that an agreement settles.
type Clause string

// The clauses, in the order of the agreement's two sheets. The programme's own
// clauses are never blank and not among them.
const (
	MentorRole      Clause = "mentor-role"
	MenteeRole      Clause = "mentee-role"
	Expectations    Clause = "expectations"
	Covers          Clause = "covers"
	Excludes        Clause = "excludes"
	Frequency       Clause = "frequency" // never blank: every schedule has a rhythm
	Duration        Clause = "duration"
	Place           Clause = "place"
	ContactMentor   Clause = "contact-mentor"
	ContactMentee   Clause = "contact-mentee"
	MiddleGround    Clause = "middle-ground"
	Confidentiality Clause = "confidentiality" // never blank: standard words are printed; likewise the two below
	Rescheduling    Clause = "rescheduling"
	Ending          Clause = "ending"
	Review          Clause = "review"
)

// A Part is one of the five of a SMART goal.
type Part string

const (
	Specific   Part = "specific"
	Measurable Part = "measurable"
	Achievable Part = "achievable"
	Relevant   Part = "relevant"
	TimeBound  Part = "time-bound"
)

var parts = [...]Part{Specific, Measurable, Achievable, Relevant, TimeBound}

func (d *Desk) cohort(c *program.Cohort, learned map[*program.Relationship]*learned, busy map[string]*Busy) Cohort {
	facts := Cohort{Of: c, Relationships: make([]Relationship, len(c.Relationships))}
	for i, r := range c.Relationships {
		facts.Relationships[i] = learned[r].facts
		if len(busy) > 0 {
			facts.Relationships[i].Mentors = d.known.marked(learned[r], busy)
		}
		facts.Totals.count(&facts.Relationships[i])
	}
	for _, r := range c.Anonymised {
		facts.Anonymised.Count++
		facts.Anonymised.Held += r.Held()
		facts.Anonymised.Planned += len(r.Sessions)
	}
	facts.Everywhere = everywhere(facts.Relationships)
	for _, b := range d.site.Broken {
		if b.Cohort == c.ID && b.ID != "" {
			facts.Broken = append(facts.Broken, b.ID)
		}
	}
	return facts
}

// relationshipFacts are those that no other relationship has to do with.
func relationshipFacts(r *program.Relationship) Relationship {
	facts := Relationship{Of: r, Held: r.Held(), Cancelled: r.Cancelled(), Planned: len(r.Sessions), Next: r.Next()}
	facts.Mentors, facts.Mentees = persons(r.Mentors), persons(r.Mentees)
	facts.Blank, facts.Standard = clauses(r)
	for i := range r.Goals {
		g := &r.Goals[i]
		lacking := missing(g)
		facts.Goals = append(facts.Goals, Goal{Goal: g, N: i + 1, Missing: lacking, Whole: len(lacking) == 0})
	}
	everyone := len(r.Mentors) + len(r.Mentees)
	for _, a := range r.OpenBefore(len(r.Sessions) + 1) {
		owners := r.Owners(a)
		facts.Open = append(facts.Open, Action{Action: a, Owners: owners, Everyone: len(owners) == everyone})
	}
	facts.tasks = tasksOf(&facts)
	return facts
}

func persons(people []program.Person) []Person {
	all := make([]Person, len(people))
	for i := range people {
		all[i].Person = &people[i]
	}
	return all
}

// clauses returns the clauses of an agreement that are printed as room to write,
// and those for which the standard words are printed. Rhythm, length and place
// are those of the schedule where the agreement has none.
func clauses(r *program.Relationship) (blank, standard []Clause) {
	a := r.Agreement
	add := func(to *[]Clause, clause Clause, texts ...string) {
		for _, text := range texts {
			if strings.TrimSpace(text) != "" {
				return
			}
		}
		*to = append(*to, clause)
	}
	minutes := ""
	if r.Schedule.Minutes > 0 {
		minutes = "so many minutes"
	}
	add(&blank, MentorRole, a.MentorRole)
	add(&blank, MenteeRole, a.MenteeRole)
	add(&blank, Expectations, a.Expectations...)
	add(&blank, Covers, a.Covers...)
	add(&blank, Excludes, a.Excludes...)
	add(&blank, Duration, a.Duration, minutes)
	add(&blank, Place, a.Place, r.Schedule.Place)
	add(&blank, ContactMentor, a.Contact.Mentor)
	add(&blank, ContactMentee, a.Contact.Mentee)
	add(&blank, MiddleGround, a.Contact.MiddleGround)
	if a.Review.IsZero() {
		blank = append(blank, Review)
	}
	add(&standard, Confidentiality, a.Confidentiality)
	add(&standard, Rescheduling, a.Rescheduling)
	add(&standard, Ending, a.Ending)
	return blank, standard
}

// missing returns the parts that a goal lacks.
func missing(g *program.Goal) []Part {
	texts := [...]string{g.Specific, g.Measurable, g.Achievable, g.Relevant}
	var lacking []Part
	for i, text := range texts {
		if strings.TrimSpace(text) == "" {
			lacking = append(lacking, parts[i])
		}
	}
	if g.Due.IsZero() {
		lacking = append(lacking, TimeBound)
	}
	return lacking
}

// count takes a relationship into the totals.
func (t *Totals) count(r *Relationship) {
	switch r.Of.Status {
	case program.Draft:
		t.Draft++
		return
	case program.Active:
		t.Active++
	case program.Paused:
		t.Paused++
	case program.Closed:
		t.Closed++
	}
	t.Held += r.Held
	t.Planned += r.Planned
	t.Cancelled += r.Cancelled
	if r.Of.Status == program.Closed {
		return
	}
	if len(r.Blank) > 0 {
		t.Agreements++
	}
	if len(r.Goals) == 0 {
		t.Goalless++
	}
	for _, g := range r.Goals {
		if len(g.Missing) > 0 {
			t.Vague++
		}
	}
	if r.Next != nil && r.Next.Date.IsZero() {
		t.Undated++
	}
	t.Open += len(r.Open)
}

// runSheet lists the sessions of a cohort's relationships, drafts apart, and without those
// for which a relationship has ended: by date and time, those without a time after the
// others of their day, those without a date last.
func (d *Desk) runSheet(c *Cohort) []Meeting {
	var run []Meeting
	for i := range c.Relationships {
		r := &c.Relationships[i]
		if !r.Published() {
			continue
		}
		for _, session := range r.Of.Sessions {
			if session.Cancelled == "" && r.Of.Dropped(session) {
				continue
			}
			run = append(run, Meeting{
				Number: session.Number, Date: session.Date, Time: session.Time, Place: session.Place,
				Held: session.Held, Cancelled: session.Cancelled,
				Topic: topic(d.site, r.Of, session), With: r,
				Title: r.Of.Title, Address: r.Of.Address, Status: string(r.Of.Status),
			})
		}
	}
	order := make([]int, len(run)) // meetings are large, and moved once
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := &run[i], &run[j]
		if by := cmp.Or(last(a.Date.IsZero(), b.Date.IsZero()), a.Date.Compare(b.Date)); by != 0 {
			return by
		}
		return cmp.Or(compareClocks(a.Time, b.Time), cmp.Compare(i, j)) // by address and number, as they are
	})
	sorted := make([]Meeting, len(run))
	for i, from := range order {
		sorted[i] = run[from]
	}
	return sorted
}

// last puts what is unset behind what is set.
func last(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// topic returns what a session is about: its own title, else its topic's in the
// language of the facilitator.
func topic(s *site.Site, r *program.Relationship, session program.Session) string {
	if session.Title != "" || session.Topic == "" {
		return session.Title
	}
	if d := s.Library.Find(site.Topics, session.Topic, r.Cohort, "", s.Program.Language); d != nil {
		return d.Title
	}
	return session.Topic
}

package desk

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"

	"pairbook/internal/program"
)

// A Matter is what a task is about.
type Matter string

const (
	Meet    Matter = "session"   // a session takes place, or its record is missing
	Promise Matter = "promise"   // an action is due
	Settle  Matter = "agreement" // the agreement has blanks after the first session
	Ask     Matter = "long"      // there was no session for long
)

// The days round a session on which it is a task: the week before it, and two weeks in
// which its record is missed.
const (
	daysBefore = 7
	daysAfter  = 14
)

// A Task is one line of what there is to do, with the days on which it is to be done. There
// is no clock here: the reader's script tells what is now.
type Task struct {
	Matter   Matter
	Date     program.Date // of the session, the due day, or when it has been long
	From, To program.Date // to be done from day to day, both included; To zero: until it is done
	Number   int          // of a session
	Time     program.Clock
	Place    string
	What     string           // of a promise
	Owners   []program.Person // of a promise, unless Everyone
	Everyone bool
	Since    program.Date // of Ask: the last session held; zero: none was

	Title, Address string // of the relationship
	in             *program.Relationship
	nth            int // of its tasks
}

// tasks lists what there is to do in the active relationships of a cohort, by date; those
// of one day in the order of time and address. What lies in no time is left out.
func (c *Cohort) tasks() []*Task {
	all := slices.Collect(c.eachTask())
	slices.SortStableFunc(all, func(a, b *Task) int {
		return cmp.Or(a.Date.Compare(b.Date), compareClocks(a.Time, b.Time))
	})
	return all
}

// eachTask passes on what there is to do, without agreements that lack nothing but what all
// lack.
func (c *Cohort) eachTask() iter.Seq[*Task] {
	return func(yield func(*Task) bool) {
		for i := range c.Relationships {
			r := &c.Relationships[i]
			for j := range r.tasks {
				t := &r.tasks[j]
				if t.Matter == Settle && len(without(r.Blank, c.Everywhere.Blank)) == 0 {
					continue
				}
				if !yield(t) {
					return
				}
			}
		}
	}
}

// tasksOf lists what there is to do in a relationship, as if no other lacked anything.
func tasksOf(r *Relationship) []Task {
	if r.Of.Status != program.Active {
		return nil
	}
	var all []Task
	add := func(t Task) {
		t.Title, t.Address, t.in, t.nth = r.Of.Title, r.Of.Address, r.Of, len(all)
		all = append(all, t)
	}
	for _, s := range r.Of.Sessions {
		if s.Pending() && !s.Date.IsZero() {
			add(Task{
				Matter: Meet, Date: s.Date, From: s.Date.AddDays(-daysBefore), To: s.Date.AddDays(daysAfter),
				Number: s.Number, Time: s.Time, Place: s.Place,
			})
		}
	}
	for _, a := range r.Open {
		if !a.Due.IsZero() {
			add(Task{Matter: Promise, Date: a.Due, From: a.Due.AddDays(1), What: a.What, Owners: a.Owners, Everyone: a.Everyone})
		}
	}
	if first := r.Of.First(); !first.IsZero() && len(r.Blank) > 0 {
		add(Task{Matter: Settle, Date: first, From: first.AddDays(1)})
	}
	if long, since := r.Of.LongSince(); !long.IsZero() {
		add(Task{Matter: Ask, Date: long, From: long, Since: since})
	}
	return all
}

// tally is how the number of tasks that are to be done changes from day to day:
// "2027-01-07:2 2027-01-29:-1". Their sum up to a day is the number on that day.
func (c *Cohort) tally() string {
	changes := map[program.Date]int{}
	for t := range c.eachTask() {
		changes[t.From]++
		if !t.To.IsZero() {
			changes[t.To.AddDays(1)]--
		}
	}
	days := make([]program.Date, 0, len(changes))
	for day, n := range changes {
		if n != 0 {
			days = append(days, day)
		}
	}
	slices.SortFunc(days, program.Date.Compare)
	var b strings.Builder
	for i, day := range days {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(day.String() + ":" + strconv.Itoa(changes[day]))
	}
	return b.String()
}

// compareClocks puts what has no time behind what has one.
func compareClocks(a, b program.Clock) int {
	return cmp.Or(last(a.IsZero(), b.IsZero()), cmp.Compare(a.Hour, b.Hour), cmp.Compare(a.Minute, b.Minute))
}

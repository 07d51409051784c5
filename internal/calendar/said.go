package calendar

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Said is what the calendars of relationships have said so far, by the relationship's key.
type Said map[string]*Saying

// A Saying is what the calendars of one relationship have said.
type Saying struct {
	Revision int           `json:"revision"` // of the schedule when they said so
	Count    int           `json:"count"`    // of the sessions, those without a date included
	Sessions map[int]*Fact `json:"sessions"` // by their numbers
}

// A Fact is what the first calendar of its sequence said of a session.
type Fact struct {
	Sequence  int    `json:"sequence"`
	Date      string `json:"date"`
	Time      string `json:"time,omitempty"` // empty: a whole day
	Zone      string `json:"zone,omitempty"`
	Minutes   int    `json:"minutes,omitempty"`
	Place     string `json:"place,omitempty"`
	Link      string `json:"link,omitempty"`
	Online    string `json:"online,omitempty"`
	Cancelled bool   `json:"cancelled,omitempty"`
}

// A Change is something that a calendar says otherwise than one that is as new: programs
// that have the earlier one keep it.
type Change struct {
	Key      string // of the relationship
	What     What
	Session  int
	From, To string // what was said and what is said
	Revision int    // the one that makes the new calendar the newer
	Count    int    // how many sessions there were, when there are other than so many now
}

// What is a kind of change.
type What int

const (
	Day       What = iota
	Hour           // the time of day, or its zone
	Length         // in minutes
	Place          // where
	Link           // the address of the page
	Online         // where to meet on the screen
	Cancelled      // it takes place after all
	Count          // how many sessions there are
	Gone           // the session has no event any more
)

// Compare returns what the calendar of a relationship says that an earlier one denies, and
// what the calendars have said with it: said itself, when that is nothing new. Nothing is
// changed.
func (said *Saying) Compare(key string, revision, count int, events []Event) (*Saying, []Change) {
	next := &Saying{Revision: revision, Count: count, Sessions: map[int]*Fact{}}
	for _, e := range events {
		next.Sessions[e.Number] = e.fact()
	}
	if said == nil {
		return next, nil
	}
	var changes []Change
	add := func(what What, session int, from, to string, sequence int) {
		c := Change{Key: key, What: what, Session: session, From: from, To: to, Revision: sequence + 1}
		if count != said.Count {
			c.Count = max(said.Count, slices.Max(append(slices.Collect(maps.Keys(said.Sessions)), 0)))
		}
		changes = append(changes, c)
	}
	if revision <= said.Revision && len(said.Sessions) > 0 {
		next.Revision, next.Count = said.Revision, said.Count
		if count > said.Count {
			add(Count, 0, fmt.Sprint(said.Count), fmt.Sprint(count), said.Revision)
		}
	}
	for _, n := range slices.Sorted(maps.Keys(said.Sessions)) {
		old, now := said.Sessions[n], next.Sessions[n]
		switch {
		case now == nil && revision <= said.Revision:
			next.Sessions[n] = old
			add(Gone, n, old.Date, "", said.Revision)
		case now == nil || now.Sequence > old.Sequence:
		default:
			next.Sessions[n] = old
			old.differences(now, func(what What, from, to string) { add(what, n, from, to, old.Sequence) })
		}
	}
	if next.equal(said) {
		return said, changes
	}
	return next, changes
}

func (said *Saying) equal(other *Saying) bool {
	return said.Revision == other.Revision && said.Count == other.Count &&
		maps.EqualFunc(said.Sessions, other.Sessions, func(a, b *Fact) bool { return *a == *b })
}

// fact is what an event says.
func (e Event) fact() *Fact {
	f := &Fact{Sequence: e.sequence(), Date: e.Date.String(), Minutes: e.length(), Place: line(e.Place), Link: e.Link, Online: string(e.Online), Cancelled: e.Cancelled}
	if !e.Time.IsZero() {
		f.Time, f.Zone = e.Time.String(), string(e.Timezone)
	}
	return f
}

// differences tells each thing that now says otherwise. Where a session that does not take
// place would have been is no matter.
func (f *Fact) differences(now *Fact, tell func(what What, from, to string)) {
	if *f == *now || f.Cancelled && now.Cancelled {
		return
	}
	for _, d := range []struct {
		what     What
		from, to string
	}{
		{Day, f.Date, now.Date},
		{Hour, strings.TrimSpace(f.Time + " " + f.Zone), strings.TrimSpace(now.Time + " " + now.Zone)},
		{Length, fmt.Sprint(f.Minutes), fmt.Sprint(now.Minutes)},
		{Place, f.Place, now.Place},
		{Link, f.Link, now.Link},
		{Online, f.Online, now.Online},
		{Cancelled, fmt.Sprint(f.Cancelled), fmt.Sprint(now.Cancelled)},
	} {
		gained := d.what == Length && (f.Time == "") != (now.Time == "") // told as the time already
		if d.from != d.to && !gained {
			tell(d.what, d.from, d.to)
		}
	}
}

// A Cause is changes that have one cause: in all their relationships the same thing has
// changed in the same way.
type Cause struct {
	Keys     []string // of the relationships, sorted
	What     []What   // sorted
	Sessions []int    // sorted, of those that are Gone
	Count    int      // how many sessions there were, when there are other than so many now
	Revision int      // the one that makes all new calendars the newer
}

// Causes puts changes together by their causes, in the order of the relationships. That
// sessions are gone is always a cause of its own.
func Causes(changes []Change) []Cause {
	gone := func(c Change) bool { return c.What == Gone }
	others := slices.DeleteFunc(slices.Clone(changes), gone)
	missing := slices.DeleteFunc(slices.Clone(changes), func(c Change) bool { return !gone(c) })
	return slices.Concat(together(others), together(missing))
}

// together puts changes together that share what has changed, and those of one
// relationship.
func together(changes []Change) []Cause {
	type same struct {
		what     What
		from, to string
		revision int
	}
	root := map[string]string{} // the relationship whose cause is that of another
	find := func(key string) string {
		for root[key] != key {
			key = root[key]
		}
		return key
	}
	first := map[same]string{}
	for _, c := range changes {
		if root[c.Key] == "" {
			root[c.Key] = c.Key
		}
		s := same{c.What, c.From, c.To, c.Revision}
		switch c.What {
		case Link: // each page has its own; what changes is where all of them are
			s.from, s.to = "", ""
		case Gone: // whatever day it had
			s.from = fmt.Sprint(c.Session)
		case Day: // pairs that begin on different days move by the same number of days
			s.from, s.to = fmt.Sprint(c.Session, " moves by ", days(c.From, c.To)), ""
		}
		if other, ok := first[s]; ok {
			a, b := find(c.Key), find(other)
			root[max(a, b)] = min(a, b)
		} else {
			first[s] = c.Key
		}
	}
	causes := map[string]*Cause{}
	for _, c := range changes {
		cause := causes[find(c.Key)]
		if cause == nil {
			cause = &Cause{}
			causes[find(c.Key)] = cause
		}
		cause.add(c)
	}
	var all []Cause
	for _, key := range slices.Sorted(maps.Keys(causes)) {
		all = append(all, *causes[key])
	}
	return all
}

// days is how many days lie between two dates in the form of a Fact.
func days(from, to string) int {
	a, err1 := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, to)
	if err1 != nil || err2 != nil {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}

func (cause *Cause) add(c Change) {
	insertInto(&cause.Keys, c.Key)
	insertInto(&cause.What, c.What)
	cause.Revision = max(cause.Revision, c.Revision)
	cause.Count = max(cause.Count, c.Count)
	if c.What == Gone {
		insertInto(&cause.Sessions, c.Session)
	}
}

// insertInto puts a value into its place in a sorted list that has each once.
func insertInto[T string | int | What](list *[]T, v T) {
	if i, found := slices.BinarySearch(*list, v); !found {
		*list = slices.Insert(*list, i, v)
	}
}

package program

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// DefaultSessions is how many sessions there are when no file says.
const DefaultSessions = 6

// defaultTopics are the topics of a relationship whose files name none, in
// order. Of two or more sessions, the last has the last one.
var defaultTopics = [...]string{
	"getting-started",
	"industry-trends",
	"time-management",
	"lessons-learned",
	"technical-issues",
	"looking-ahead",
}

// Count returns how many sessions there are: what the schedule says, else the
// highest number of an entry that has a topic, a title or no number, else
// DefaultSessions; at most MaxSessions. A list that only says what happened never
// makes them fewer.
func (d Defaults) Count() int {
	if d.Schedule.Sessions > 0 {
		return min(d.Schedule.Sessions, MaxSessions)
	}
	planned, recorded := 0, 0
	for i, e := range d.Sessions {
		switch e = e.Placed(i); {
		case e.Topic != "", e.Title != "", e.Listed && !e.onlyRecords():
			planned = max(planned, e.N)
		case e.Listed:
			recorded = max(recorded, e.N)
		}
	}
	return min(max(cmp.Or(planned, DefaultSessions), recorded), MaxSessions)
}

// Placed returns the entry as the one at index i of a list, from 0: with its number.
func (e Entry) Placed(i int) Entry {
	if e.N <= 0 {
		e.N, e.Listed = i+1, true
	}
	return e
}

// recordKeys are the keys of an entry that say what happened.
var recordKeys = [...]string{"held", "cancelled", "present"}

// onlyRecords reports whether an entry says what happened in a session, and
// nothing besides.
func (e Entry) onlyRecords() bool {
	records := false
	for field, value := range reflect.ValueOf(e).Fields() {
		key, _, _ := strings.Cut(field.Tag.Get("toml"), ",")
		switch {
		case value.IsZero() || key == "n" || key == "-":
		case !slices.Contains(recordKeys[:], key):
			return false
		default:
			records = true
		}
	}
	return records
}

// number returns the session that an entry is about, which without N is its
// place in the list; the index i counts from 0.
func (e Entry) number(i int) int {
	if e.N > 0 {
		return e.N
	}
	return i + 1
}

// sessions lays the entries and the topics on the dates of the schedule; everyone is
// who may have been present.
func (r Record) sessions(f *faults, everyone []Person) []Session {
	count := r.Count()
	dates := r.Schedule.dates(count)
	if !r.Schedule.checkFirst(f) && !r.Schedule.First.IsZero() && len(dates) < count {
		f.add("schedule.first", fmt.Sprintf("session %d would lie after the year %d", len(dates)+1, LastYear),
			"look at first, every and the breaks in [schedule]")
	}
	all := make([]Session, count)
	for i := range all {
		all[i] = Session{Number: i + 1, Time: r.Schedule.Time, Minutes: r.Schedule.Minutes, Place: r.Schedule.Place, Link: r.Schedule.Link}
		if i < len(dates) {
			all[i].Date = dates[i]
		}
	}
	own := make([]bool, count) // has a date of its own
	for i, e := range r.Sessions {
		n := e.number(i)
		if n > count {
			f.add(fmt.Sprintf("sessions[%d]", n), fmt.Sprintf("session %d lies beyond the %s of the schedule", n, amount(count, "session")),
				fmt.Sprintf("write sessions = %d in [schedule], or take this table out", n))
			continue
		}
		e.lay(&all[n-1])
		own[n-1] = !e.Date.IsZero()
		all[n-1].Present = present(f, n, e.Present, everyone)
		checkGoalNumbers(f, n, e.Goals, len(r.Goals))
	}
	r.layTopics(f, all)
	checkOrder(f, all, own)
	checkHeld(f, all)
	return all
}

// lay puts onto a session what its entry says.
func (e Entry) lay(s *Session) {
	s.Topic, s.Title, s.Focus, s.Agenda = norm.NFC.String(e.Topic), e.Title, e.Focus, e.Agenda
	s.Held, s.Cancelled = e.Held, e.Cancelled
	s.Date = cmp.Or(e.Date, s.Date)
	s.Time = cmp.Or(e.Time, s.Time)
	s.Place = cmp.Or(e.Place, s.Place)
	s.Link = cmp.Or(e.Link, s.Link)
	s.Goals = distinct(e.Goals)
}

// layTopics gives every session its default topic, unless some entry names a
// topic or a title. Then the roadmap is the author's, and an entry with neither
// was perhaps forgotten; not so when the session is over.
func (r Record) layTopics(f *faults, all []Session) {
	written := false
	for _, s := range all {
		written = written || s.Topic != "" || s.Title != ""
	}
	if !written {
		last := len(defaultTopics) - 1
		for i := range all[:min(len(all), last)] {
			all[i].Topic = defaultTopics[i]
		}
		if len(all) > 1 {
			all[len(all)-1].Topic = defaultTopics[last]
		}
		return
	}
	for i, e := range r.Sessions {
		n := e.number(i)
		if n <= len(all) && e.Topic == "" && e.Title == "" && !e.Held && e.Cancelled == "" {
			f.warn(fmt.Sprintf("sessions[%d]", n), fmt.Sprintf("session %d has neither a topic nor a title", n),
				`add topic = "…" or title = "…"`)
		}
	}
}

// checkOrder finds dated sessions that do not come one after the other. The
// days of the schedule do, so one of the two has a date of its own. Two on one day
// need times that tell which is first.
func checkOrder(f *faults, all []Session, own []bool) {
	var before *Session
	for i := range all {
		s := &all[i]
		if s.Date.IsZero() {
			continue
		}
		at := s.Number
		if before != nil && !own[i] {
			at = before.Number
		}
		switch {
		case before == nil || before.Date.Before(s.Date):
		case before.Date == s.Date && before.Time.before(s.Time):
		case before.Date == s.Date:
			f.add(fmt.Sprintf("sessions[%d].date", at),
				fmt.Sprintf("sessions %d and %d are both on %s, and the second does not begin later", before.Number, s.Number, s.Date),
				fmt.Sprintf("give session %d a later time, like time = 16:30, or another date", s.Number))
		default:
			f.add(fmt.Sprintf("sessions[%d].date", at),
				fmt.Sprintf("session %d on %s does not come after session %d on %s", s.Number, s.Date, before.Number, before.Date),
				"change one of the two dates: sessions follow each other in the order of their numbers")
		}
		before = s
	}
}

// checkHeld warns of sessions that were passed over: mostly a number is wrong.
func checkHeld(f *faults, all []Session) {
	last := len(all) - 1
	for last >= 0 && !all[last].Held {
		last--
	}
	var missing []int
	for i := range max(last, 0) {
		if all[i].Pending() {
			missing = append(missing, i+1)
		}
	}
	if len(missing) == 0 {
		return
	}
	what, were := "session ", " was neither held nor cancelled"
	if len(missing) > 1 {
		what, were = "sessions ", " were neither held nor cancelled"
	}
	f.warn(fmt.Sprintf("sessions[%d].held", last+1), fmt.Sprintf("session %d was held, but %s%s%s", last+1, what, ranges(missing), were),
		"look whether the number is right, and whether the others were held too")
}

// ranges writes ascending numbers: "2, 4 to 6".
func ranges(numbers []int) string {
	var parts []string
	for i := 0; i < len(numbers); {
		end := i
		for end+1 < len(numbers) && numbers[end+1] == numbers[end]+1 {
			end++
		}
		switch end - i {
		case 0:
			parts = append(parts, strconv.Itoa(numbers[i]))
		case 1:
			parts = append(parts, strconv.Itoa(numbers[i]), strconv.Itoa(numbers[end]))
		default:
			parts = append(parts, fmt.Sprintf("%d to %d", numbers[i], numbers[end]))
		}
		i = end + 1
	}
	return strings.Join(parts, ", ")
}

// distinct returns the numbers without repetitions, in their order.
func distinct(numbers []int) []int {
	var once []int
	seen := make(map[int]bool)
	for _, n := range numbers {
		if !seen[n] {
			once = append(once, n)
		}
		seen[n] = true
	}
	return once
}

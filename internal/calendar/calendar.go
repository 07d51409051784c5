// Package calendar writes sessions as iCalendar (RFC 5545), for a pair to take
// into its own calendar and for the facilitator to see a whole cohort.
//
//	sessions with a date ─ Events ┐
//	years and zones of them ─ timezone ─┴─► VCALENDAR, METHOD:PUBLISH
//
// A session without a time is a whole day, during which nobody counts as busy.
// With a time but no zone it is what the clock on the wall shows, wherever one
// is; with a zone the calendar carries that zone's changes of the clock for the
// years in question (zone.go).
//
// The same sessions give the same bytes: there is no clock here. In place of one
// stands the revision of the schedule, which the facilitator raises when sessions
// change after calendars went out: calendars take an event with a higher SEQUENCE
// and a later DTSTAMP for the newer. A session that does not take place is sent as
// cancelled, one SEQUENCE higher, for calendars to take it without a revision.
//
// What the first calendar of a revision said is kept by the caller as Said (said.go),
// which finds the events that say something else without being newer.
//
// An event says when, how long, where, and the words that the caller gives it;
// nothing of topics or goals comes in from here, nor why a session was cancelled.
//
// Not here: which relationships get a calendar and where it lies (package build),
// the words of a language (package theme).
package calendar

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"pairbook/internal/program"
)

// DefaultMinutes is how long a session takes that has a time but no length: an
// hour, what most agreements settle on. Without any length calendars would show
// a moment.
const DefaultMinutes = 60

// Words are what a calendar says in the language of its readers.
type Words struct {
	Name string // of the calendar as a whole; empty: none

	// Summary is the title of session n of the workbook of a title. The pair's own calendar
	// may be seen by whoever sees theirs, so its titles should name neither people nor topics.
	Summary func(book string, n int) string

	// Cancelled makes the title of a session that does not take place of its summary.
	Cancelled func(summary string) string

	// Meet says where to meet on the screen: link is an address of others.
	Meet func(link string) string

	// Description says where the page of session n is: link is its full address, empty when
	// nobody has said where the pages are.
	Description func(link string, n int) string
}

// An Event is a session with a date, and all that a calendar says of it.
type Event struct {
	Dir      string // the relationship's folder in the output
	Book     string // the title of its workbook
	Number   int
	Date     program.Date
	Time     program.Clock
	Minutes  int
	Place    string
	Timezone program.Zone
	Revision int // of the schedule

	Online    program.Link // where to meet on the screen; empty: nowhere
	Cancelled bool         // it does not take place
	Link      string       // the full address of its page; empty: not known
}

// Events lists the events of relationships, in their order. site is where the pages will
// be, "" when that is not known.
func Events(site program.Address, relationships ...*program.Relationship) []Event {
	count := 0
	for _, r := range relationships {
		count += len(r.Sessions)
	}
	events := make([]Event, 0, count)
	for _, r := range relationships {
		dir := r.Dir()
		for _, s := range r.Sessions {
			if s.Date.IsZero() {
				continue
			}
			e := Event{
				Dir: dir, Book: r.Title, Number: s.Number, Date: s.Date, Time: s.Time, Minutes: s.Minutes, Place: s.Place,
				Online: s.Link, Timezone: r.Schedule.Timezone, Revision: r.Schedule.Revision, Cancelled: r.Dropped(s),
			}
			if site != "" {
				e.Link = fmt.Sprintf("%s%s/index.html", site, dir)
				if r.Has(program.Sessions) {
					e.Link = fmt.Sprintf("%s%s/session-%d.html", site, dir, s.Number)
				}
			}
			events = append(events, e)
		}
	}
	return events
}

// Write returns one calendar of events, nil when there are none.
func Write(events []Event, words Words) []byte {
	if len(events) == 0 {
		return nil
	}
	cal := ics.NewCalendarFor("Pairbook")
	cal.SetProductId("-//Pairbook//Mentoring sessions//EN")
	cal.SetCalscale("GREGORIAN")
	cal.SetMethod(ics.MethodPublish)
	if words.Name != "" {
		cal.SetName(line(words.Name))
	}
	zones := zones{}
	entries := make([]*ics.VEvent, len(events))
	for i, e := range events {
		entries[i] = e.entry(words, zones)
	}
	for _, z := range zones.sorted() {
		cal.AddVTimezone(z.component())
	}
	for _, entry := range entries {
		cal.AddVEvent(entry)
	}
	return []byte(cal.Serialize(ics.WithNewLineWindows))
}

// entry makes the event an entry of a calendar, and notes the zone and the year it needs.
func (e Event) entry(words Words, zones zones) *ics.VEvent {
	entry := ics.NewEvent(uid(e.Dir, e.Number))
	entry.SetDtStampTime(stamp(e.sequence()))
	entry.SetSequence(min(e.sequence(), maxSequence))
	summary := words.Summary(e.Book, e.Number)
	if e.Cancelled {
		summary = words.Cancelled(summary)
		entry.SetStatus(ics.ObjectStatusCancelled)
	}
	entry.SetSummary(line(summary))
	entry.SetDescription(e.description(words))
	if e.Link != "" {
		entry.SetURL(e.Link)
	}
	if place := cmp.Or(line(e.Place), string(e.Online)); place != "" {
		entry.SetLocation(place)
	}
	if e.Online != "" { // RFC 7986, section 5.11
		entry.SetProperty("CONFERENCE", uri(e.Online), ics.WithValue(string(ics.ValueDataTypeUri)))
	}
	start := time.Date(e.Date.Year, e.Date.Month, e.Date.Day, e.Time.Hour, e.Time.Minute, 0, 0, time.UTC)
	if e.Time.IsZero() {
		entry.SetAllDayStartAt(start)
		entry.SetAllDayEndAt(start.AddDate(0, 0, 1))
		entry.SetProperty(ics.ComponentPropertyTransp, string(ics.TransparencyTransparent))
		return entry
	}
	var params []ics.PropertyParameter
	if zones.need(e.Timezone, e.Date.Year) {
		params = append(params, ics.WithTZID(string(e.Timezone)))
	}
	entry.SetProperty(ics.ComponentPropertyDtStart, start.Format(localTime), params...)
	// A length and not an end: in the night in which the clock is changed, an end
	// on the wall may come twice or not at all.
	entry.SetProperty(ics.ComponentPropertyDuration, duration(e.length()))
	return entry
}

// uri is a link with each sign that no address may have (RFC 3986, section 2) written as its
// bytes in per cent, as browsers do when they open it.
func uri(link program.Link) string {
	var b strings.Builder
	for _, c := range []byte(link) {
		if c <= ' ' || c > '~' || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// description is the text of an entry: where to meet, then where the page is.
func (e Event) description(words Words) string {
	page := line(words.Description(e.Link, e.Number))
	if e.Online == "" {
		return page
	}
	return line(words.Meet(string(e.Online))) + "\n" + page
}

// sequence is the place of what an event says among all that calendars have said of the
// session.
func (e Event) sequence() int {
	if e.Cancelled {
		return e.Revision + 1
	}
	return e.Revision
}

// length is how many minutes the event takes, 0 when it is a whole day.
func (e Event) length() int {
	if e.Time.IsZero() {
		return 0
	}
	if e.Minutes <= 0 {
		return DefaultMinutes
	}
	return e.Minutes
}

// localTime is the form of a time on the wall (RFC 5545, section 3.3.5).
const localTime = "20060102T150405"

// uid names a session for ever, in every calendar of the world: the same session
// of the same relationship has the same one after any change of dates. It is a
// digest, since a relationship's address mostly consists of names, and the UID
// travels with every copy of an event.
func uid(dir string, n int) string {
	sum := sha256.Sum256([]byte(dir))
	return fmt.Sprintf("%s-session-%d@pairbook.invalid", hex.EncodeToString(sum[:12]), n)
}

// The highest numbers that the format has room for: SEQUENCE is a 32-bit integer
// (RFC 5545, section 3.3.8), and the year of DTSTAMP has four digits.
const (
	maxSequence = 1<<31 - 1
	maxStamp    = 2_900_000 // days; in the year 9939
)

// stamp is the time an event was last changed, as far as it can be known without
// a clock: so many days after the turn of the millennium.
func stamp(sequence int) time.Time {
	return time.Date(2000, time.January, 1+min(sequence, maxStamp), 0, 0, 0, 0, time.UTC)
}

// duration writes minutes as the format has it: PT1H30M.
func duration(minutes int) string {
	hours, minutes := minutes/60, minutes%60
	switch {
	case hours == 0:
		return fmt.Sprintf("PT%dM", minutes)
	case minutes == 0:
		return fmt.Sprintf("PT%dH", hours)
	}
	return fmt.Sprintf("PT%dH%dM", hours, minutes)
}

// line makes one line of a text, however it is laid out in its file.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }

// Package calendar writes sessions as iCalendar (RFC 5545), for a pair to take
// into its own calendar and for the facilitator to see a whole cohort.
//
//	sessions with a date ─ event ─┐
//	years and zones of them ─ timezone ─┴─► VCALENDAR, METHOD:PUBLISH
//
// A session without a time is a whole day, during which nobody counts as busy.
// With a time but no zone it is what the clock on the wall shows, wherever one
// is; with a zone the calendar carries that zone's changes of the clock for the
// years in question (zone.go).
//
// The same sessions give the same bytes: there is no clock here. In place of one
// stands the revision of the schedule, which the facilitator raises when dates
// change after calendars went out: calendars take an event with a higher SEQUENCE
// and a later DTSTAMP for the newer.
//
// An event says when, how long, where, and the words that the caller gives it;
// nothing of topics, goals or people comes in from here.
//
// Not here: which relationships get a calendar and where it lies (package build),
// the words of a language (package theme).
package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
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

	// Summary is the title of session n, made of the title of the relationship and n
	// alone. The pair's own calendar may be seen by
	// whoever sees theirs, so its title should name neither people nor topics.
	Summary func(r *program.Relationship, n int) string
}

// Relationship returns the calendar of one relationship, nil when no session has
// a date.
func Relationship(r *program.Relationship, words Words) []byte {
	return Cohort([]*program.Relationship{r}, words)
}

// Cohort returns one calendar of several relationships, in their order; nil when
// no session has a date.
func Cohort(relationships []*program.Relationship, words Words) []byte {
	cal := ics.NewCalendarFor("Pairbook")
	cal.SetProductId("-//Pairbook//Mentoring sessions//EN")
	cal.SetCalscale("GREGORIAN")
	cal.SetMethod(ics.MethodPublish)
	if words.Name != "" {
		cal.SetName(line(words.Name))
	}
	var events []*ics.VEvent
	zones := zones{}
	for _, r := range relationships {
		for _, s := range r.Sessions {
			if !s.Date.IsZero() {
				events = append(events, event(r, s, words, zones))
			}
		}
	}
	if len(events) == 0 {
		return nil
	}
	for _, z := range zones.sorted() {
		cal.AddVTimezone(z.component())
	}
	for _, e := range events {
		cal.AddVEvent(e)
	}
	return []byte(cal.Serialize(ics.WithNewLineWindows))
}

// Digest returns a digest of all that Cohort reads of a relationship: for lists whose
// relationships have the same digests it gives the same, with the same words.
func Digest(r *program.Relationship) string {
	var b []byte
	text := func(s string) { b = append(strconv.AppendInt(b, int64(len(s)), 10), " "+s...) }
	numbers := func(all ...int) {
		for _, n := range all {
			b = strconv.AppendInt(append(b, ' '), int64(n), 10)
		}
	}
	text(r.Dir())
	text(r.Title)
	text(string(r.Schedule.Timezone))
	numbers(r.Schedule.Revision)
	for _, s := range r.Sessions {
		numbers(s.Number, s.Date.Year, int(s.Date.Month), s.Date.Day, s.Time.Hour, s.Time.Minute, s.Minutes)
		b = strconv.AppendBool(b, s.Time.Set)
		text(s.Place)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// event makes one session an event, and notes the zone and the year it needs.
func event(r *program.Relationship, s program.Session, words Words, zones zones) *ics.VEvent {
	e := ics.NewEvent(uid(r, s.Number))
	e.SetDtStampTime(stamp(r.Schedule.Revision))
	e.SetSequence(min(r.Schedule.Revision, maxSequence))
	e.SetSummary(line(words.Summary(r, s.Number)))
	if place := line(s.Place); place != "" {
		e.SetLocation(place)
	}
	start := time.Date(s.Date.Year, s.Date.Month, s.Date.Day, s.Time.Hour, s.Time.Minute, 0, 0, time.UTC)
	if s.Time.IsZero() {
		e.SetAllDayStartAt(start)
		e.SetAllDayEndAt(start.AddDate(0, 0, 1))
		e.SetProperty(ics.ComponentPropertyTransp, string(ics.TransparencyTransparent))
		return e
	}
	var params []ics.PropertyParameter
	if zones.need(r.Schedule.Timezone, s.Date.Year) {
		params = append(params, ics.WithTZID(string(r.Schedule.Timezone)))
	}
	e.SetProperty(ics.ComponentPropertyDtStart, start.Format(localTime), params...)
	// A length and not an end: in the night in which the clock is changed, an end
	// on the wall may come twice or not at all.
	e.SetProperty(ics.ComponentPropertyDuration, duration(s.Minutes))
	return e
}

// localTime is the form of a time on the wall (RFC 5545, section 3.3.5).
const localTime = "20060102T150405"

// uid names a session for ever, in every calendar of the world: the same session
// of the same relationship has the same one after any change of dates. It is a
// digest, since a relationship's address mostly consists of names, and the UID
// travels with every copy of an event.
func uid(r *program.Relationship, n int) string {
	sum := sha256.Sum256([]byte(r.Dir()))
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
func stamp(revision int) time.Time {
	return time.Date(2000, time.January, 1+min(revision, maxStamp), 0, 0, 0, 0, time.UTC)
}

// duration writes minutes as the format has it: PT1H30M.
func duration(minutes int) string {
	if minutes <= 0 {
		minutes = DefaultMinutes
	}
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

package desk

import (
	"fmt"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/program"
)

// defaultMinutes is how long a session is taken to be whose length nobody said.
const defaultMinutes = 60

// A booking is a session that has a room for itself.
type booking struct {
	in         *program.Relationship
	session    program.Session
	start, end int // minutes of the day
}

// A roomDay is one room on one day.
type roomDay struct {
	room string // folded
	day  program.Date
}

// checkRooms warns of two sessions of one cohort in one room at one time. Where the cohort
// or the programme says that all meet is no such room, and neither is a place on the screen
// or on the telephone.
func checkRooms(c *Cohort) []diag.Problem {
	shared := map[string]bool{}
	for _, place := range c.Of.Places {
		shared[program.Folded(place)] = true
	}
	folded := map[string]string{} // places that are rooms; empty: this is none
	roomOf := func(place string) string {
		room, known := folded[place]
		if !known {
			if room = program.Folded(place); shared[room] || isRemote(room) {
				room = ""
			}
			folded[place] = room
		}
		return room
	}
	booked := map[roomDay][]booking{}
	var problems []diag.Problem
	for i := range c.Relationships {
		r := c.Relationships[i].Of
		if r.Status != program.Active && r.Status != program.Paused {
			continue
		}
		for _, s := range r.Sessions {
			room := roomOf(s.Place)
			if room == "" || !s.Pending() || s.Date.IsZero() || s.Time.IsZero() {
				continue
			}
			at := roomDay{room, s.Date}
			b := newBooking(r, s)
			if j := slices.IndexFunc(booked[at], func(o booking) bool { return o.in != r && o.start < b.end && b.start < o.end }); j >= 0 {
				problems = append(problems, b.clash(booked[at][j]))
			}
			booked[at] = append(booked[at], b)
		}
	}
	return problems
}

func newBooking(r *program.Relationship, s program.Session) booking {
	b := booking{in: r, session: s, start: 60*s.Time.Hour + s.Time.Minute}
	b.end = b.start + defaultMinutes
	if s.Minutes > 0 {
		b.end = b.start + s.Minutes
	}
	return b
}

func (b booking) clash(o booking) diag.Problem {
	return diag.Problem{
		Severity: diag.Warning, Position: diag.Position{File: b.in.Source()},
		Text: fmt.Sprintf("session %d is in %q on %s at %s, when session %d of %s is there too",
			b.session.Number, b.session.Place, b.session.Date, b.session.Time, o.session.Number, o.in.Source()),
		Hint: "give one of the two another time or place; if all meet there, write the place in cohort.toml",
	}
}

// isRemote reports whether a place is no room, by the words in which people write such
// places.
func isRemote(folded string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(folded, func(r rune) bool { return strings.ContainsRune(" ,;:/()-.", r) }), func(word string) bool {
		return slices.Contains([]string{
			"online", "teams", "zoom", "webex", "skype", "meet", "video", "videocall", "remote", "virtual",
			"phone", "telephone", "telefone", "http", "https", "link",
		}, word)
	})
}

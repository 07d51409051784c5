package program

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"
)

// A Local is when a session begins for some of the people.
type Local struct {
	People []Person
	Zone   Zone
	Date   Date
	Time   Clock
}

// Locally returns when a session begins for people in different time zones: earliest on the
// wall first, each time once. It is empty when everybody's clocks show what the schedule
// says, and when it is not known which zone that means.
func (r *Relationship) Locally(s Session) []Local {
	if s.Date.IsZero() || s.Time.IsZero() || r.Schedule.Timezone == "" {
		return nil
	}
	start := time.Date(s.Date.Year, s.Date.Month, s.Date.Day, s.Time.Hour, s.Time.Minute, 0, 0, location(r.Schedule.Timezone))
	var all []Local
	for _, p := range r.People() {
		l := Local{Zone: cmp.Or(p.Timezone, r.Schedule.Timezone), Date: s.Date, Time: s.Time}
		if l.Zone != r.Schedule.Timezone {
			there := start.In(location(l.Zone))
			l.Date, l.Time = DayOf(there), clockOf(there)
		}
		i := slices.IndexFunc(all, func(o Local) bool { return o.Date == l.Date && o.Time == l.Time })
		if i < 0 {
			all = append(all, l)
			i = len(all) - 1
		}
		all[i].People = append(all[i].People, p)
	}
	if len(all) == 1 && all[0].Date == s.Date && all[0].Time == s.Time {
		return nil
	}
	slices.SortFunc(all, func(a, b Local) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Time.minutes(), b.Time.minutes()))
	})
	return all
}

// locations are the zones that have been asked for: reading one takes long.
var locations sync.Map

// location returns a zone that UnmarshalTOML took.
func location(z Zone) *time.Location {
	if known, ok := locations.Load(z); ok {
		return known.(*time.Location)
	}
	loaded, err := time.LoadLocation(string(z))
	if err != nil {
		loaded = time.UTC // it was there when the file was read
	}
	locations.Store(z, loaded)
	return loaded
}

// City is the place that a zone is named after.
func (z Zone) City() string {
	return strings.ReplaceAll(string(z[strings.LastIndexByte(string(z), '/')+1:]), "_", " ")
}

// checkZones warns of people in different time zones whose sessions have times of none.
func checkZones(f *faults, schedule Zone, sessions []Session, people []listedPerson) {
	if schedule != "" || !slices.ContainsFunc(sessions, func(s Session) bool { return !s.Time.IsZero() }) {
		return
	}
	for _, p := range people {
		if p.Timezone != "" && slices.ContainsFunc(people, func(o listedPerson) bool { return o.Timezone != p.Timezone }) {
			f.warn(p.path+".timezone", "the times of the sessions are of no time zone, so that nobody knows when they are for "+p.Called(),
				"write timezone = "+quote(string(p.Timezone))+" in [schedule], or the zone that the times there are meant in")
			return
		}
	}
}

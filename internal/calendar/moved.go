package calendar

import (
	"bytes"

	ics "github.com/arran4/golang-ical"
)

// Moved reports whether a calendar gives a session another day or time than an
// earlier one of the same revision did: programs that have the earlier one would
// not take the new date over. Sessions of only one of the two do not count.
func Moved(before, after []byte) bool {
	if before == nil || after == nil || bytes.Equal(before, after) {
		return false
	}
	old, fresh := starts(before), starts(after)
	for uid, start := range old {
		if now, ok := fresh[uid]; ok && now.revision == start.revision && now != start {
			return true
		}
	}
	return false
}

// A start is when a session begins, as it stands in a calendar.
type start struct{ revision, zone, at string }

// starts reads the beginnings of all sessions of a calendar of ours, by UID.
func starts(data []byte) map[string]start {
	found := map[string]start{}
	cal, err := ics.ParseCalendar(bytes.NewReader(data))
	if err != nil {
		return found
	}
	text := func(e *ics.VEvent, name ics.ComponentProperty) string {
		if p := e.GetProperty(name); p != nil {
			return p.Value
		}
		return ""
	}
	for _, e := range cal.Events() {
		s := start{revision: text(e, ics.ComponentPropertySequence), at: text(e, ics.ComponentPropertyDtStart)}
		if p := e.GetProperty(ics.ComponentPropertyDtStart); p != nil && len(p.ICalParameters["TZID"]) > 0 {
			s.zone = p.ICalParameters["TZID"][0]
		}
		found[text(e, ics.ComponentPropertyUniqueId)] = s
	}
	return found
}

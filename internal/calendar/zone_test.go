package calendar

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"

	"pairbook/internal/program"
)

// wallOffset is how many seconds east of UTC a calendar's own VTIMEZONE says
// that the clocks are at a time on the wall: what a program knows that has no
// time zones of its own.
func wallOffset(t *testing.T, zone *ical.Component, wall time.Time) int {
	t.Helper()
	var last time.Time
	result, found := 0, false
	for _, observance := range zone.Children {
		set, err := observance.RecurrenceSet(time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		onset, err := observance.Props.DateTime("DTSTART", time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		if set != nil {
			onset = set.Before(wall, true)
		}
		if onset.IsZero() || onset.After(wall) || found && onset.Before(last) {
			continue
		}
		var sign rune
		var hours, minutes, seconds int
		if _, err := fmt.Sscanf(observance.Props.Get("TZOFFSETTO").Value, "%c%2d%2d%2d", &sign, &hours, &minutes, &seconds); err != nil && sign == 0 {
			t.Fatal(err)
		}
		last, found, result = onset, true, hours*3600+minutes*60+seconds
		if sign == '-' {
			result = -result
		}
	}
	if !found {
		t.Fatalf("nothing says what the clocks show at %s", wall)
	}
	return result
}

func zoneOf(cal *ical.Calendar) *ical.Component {
	for _, c := range cal.Children {
		if c.Name == ical.CompTimezone {
			return c
		}
	}
	return nil
}

func TestInstantsOnBothSidesOfAChangeOfTheClock(t *testing.T) {
	for _, c := range []struct {
		zone    program.Zone
		day, at string // on the wall
		want    string // in UTC
	}{
		{"Europe/Lisbon", "2027-03-25", "15:00", "2027-03-25T15:00:00Z"},
		{"Europe/Lisbon", "2027-04-01", "15:00", "2027-04-01T14:00:00Z"},
		{"Europe/Lisbon", "2027-10-28", "15:00", "2027-10-28T14:00:00Z"},
		{"Europe/Lisbon", "2027-11-04", "15:00", "2027-11-04T15:00:00Z"},
		{"Europe/Dublin", "2027-01-14", "09:00", "2027-01-14T09:00:00Z"},
		{"Europe/Dublin", "2027-07-15", "09:00", "2027-07-15T08:00:00Z"},
		{"Europe/Berlin", "2027-03-26", "08:00", "2027-03-26T07:00:00Z"},
		{"Europe/Berlin", "2027-03-29", "08:00", "2027-03-29T06:00:00Z"},
		{"America/New_York", "2027-03-11", "15:00", "2027-03-11T20:00:00Z"},
		{"America/New_York", "2027-03-18", "15:00", "2027-03-18T19:00:00Z"},
		{"America/St_Johns", "2027-03-11", "15:00", "2027-03-11T18:30:00Z"},
		{"America/St_Johns", "2027-03-18", "15:00", "2027-03-18T17:30:00Z"},
		{"Australia/Sydney", "2027-04-01", "09:00", "2027-03-31T22:00:00Z"},
		{"Australia/Sydney", "2027-04-08", "09:00", "2027-04-07T23:00:00Z"},
		{"Africa/Casablanca", "2027-02-04", "15:00", "2027-02-04T14:00:00Z"},
		{"Africa/Casablanca", "2027-02-11", "15:00", "2027-02-11T15:00:00Z"},
		{"Asia/Kolkata", "2027-07-15", "10:00", "2027-07-15T04:30:00Z"},
		{"UTC", "2027-07-15", "10:00", "2027-07-15T10:00:00Z"},
	} {
		at, err := time.Parse("15:04", c.at)
		if err != nil {
			t.Fatal(err)
		}
		cal := decode(t, Write(Events("", pair(c.zone, clock(at.Hour(), at.Minute()), c.day)), words))
		start, err := cal.Events()[0].DateTimeStart(nil)
		if got := start.UTC().Format(time.RFC3339); err != nil || got != c.want {
			t.Errorf("%s %s %s: %s, %v; want %s", c.zone, c.day, c.at, got, err, c.want)
		}
		wall := time.Date(start.Year(), start.Month(), start.Day(), at.Hour(), at.Minute(), 0, 0, time.UTC)
		by := wall.Add(-time.Duration(wallOffset(t, zoneOf(cal), wall)) * time.Second)
		if got := by.Format(time.RFC3339); got != c.want {
			t.Errorf("%s %s %s: by the calendar's own zone %s, want %s\n%v", c.zone, c.day, c.at, got, c.want, zoneOf(cal))
		}
	}
}

// Every noon of every year that the sessions lie in, in zones with rules of many kinds.
func TestAZoneIsRightOnEveryDayOfItsYears(t *testing.T) {
	for _, name := range []program.Zone{
		"Europe/Lisbon", "Europe/Dublin", "Europe/Istanbul", "Africa/Casablanca", "Africa/Cairo", "Asia/Jerusalem",
		"Asia/Tehran", "Asia/Beirut", "Asia/Gaza", "America/Santiago", "America/Sao_Paulo", "America/Mexico_City",
		"America/Nuuk", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Apia", "Antarctica/Troll", "Asia/Tokyo",
	} {
		for _, years := range [][2]int{{2027, 2027}, {2015, 2024}, {2036, 2039}, {1910, 1912}, {2198, 2199}} {
			location, err := time.LoadLocation(string(name))
			if err != nil {
				t.Fatal(err)
			}
			from := fmt.Sprintf("%d-01-01", years[0])
			cal := decode(t, Write(Events("", pair(name, clock(12, 0), from, fmt.Sprintf("%d-12-31", years[1]))), words))
			for d := time.Date(years[0], 1, 1, 12, 0, 0, 0, time.UTC); d.Year() <= years[1]; d = d.AddDate(0, 0, 7) {
				_, want := time.Date(d.Year(), d.Month(), d.Day(), 12, 0, 0, 0, location).Zone()
				if got := wallOffset(t, zoneOf(cal), d); got != want {
					t.Errorf("%s %s: %d seconds, want %d", name, d.Format(time.DateOnly), got, want)
					break
				}
			}
		}
	}
}

func TestRegularChangesAreWrittenAsRules(t *testing.T) {
	for name, want := range map[program.Zone][]string{
		"Europe/Lisbon":     {"DAYLIGHT FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "STANDARD FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"},
		"Europe/Dublin":     {"DAYLIGHT FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "STANDARD FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"},
		"America/New_York":  {"DAYLIGHT FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "STANDARD FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"},
		"Asia/Tokyo":        {"STANDARD "},
		"Africa/Casablanca": {"STANDARD ", "DAYLIGHT ", "STANDARD ", "DAYLIGHT ", "STANDARD ", "DAYLIGHT "},
	} {
		var got []string
		for _, c := range zoneOf(decode(t, Write(Events("", pair(name, clock(12, 0), "2027-06-01")), words))).Children {
			rule := ""
			if p := c.Props.Get("RRULE"); p != nil {
				rule = p.Value
			}
			got = append(got, c.Name+" "+rule)
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestACohortHasEachZoneOnce(t *testing.T) {
	all := []*program.Relationship{
		pair("Europe/Lisbon", clock(15, 0), "2027-01-14"), pair("Asia/Tokyo", clock(15, 0), "2027-01-14"),
		pair("Europe/Lisbon", clock(15, 0), "2029-01-11"), pair("", clock(15, 0), "2027-01-14"),
	}
	var got []string
	for _, c := range decode(t, Write(Events("", all...), words)).Children {
		if c.Name == ical.CompTimezone {
			got = append(got, c.Props.Get("TZID").Value)
		}
	}
	if strings.Join(got, " ") != "Asia/Tokyo Europe/Lisbon" {
		t.Errorf("zones %v", got)
	}
}

func TestOffsets(t *testing.T) {
	for seconds, want := range map[int]string{0: "+0000", 3600: "+0100", -12600: "-0330", 20700: "+0545", -2205: "-003645"} {
		if got := offset(seconds); got != want {
			t.Errorf("offset(%d) = %s, want %s", seconds, got, want)
		}
	}
}

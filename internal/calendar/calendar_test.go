package calendar

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"

	"pairbook/internal/filetest"
	"pairbook/internal/program"
)

// words are those of the tests.
var words = Words{
	Name:    "Leadership mentoring",
	Summary: func(_ string, n int) string { return fmt.Sprintf("Mentoring session %d", n) },

	Cancelled:   func(summary string) string { return "Cancelled: " + summary },
	Description: func(link string, n int) string { return fmt.Sprintf("Page of session %d: %s", n, link) },
}

// pair is a relationship with sessions at one time on several days.
func pair(zone program.Zone, at program.Clock, days ...string) *program.Relationship {
	r := &program.Relationship{
		Cohort: "spring", ID: "tom", Address: "tom", Title: "Amara Nwosu & Tom Okafor",
		Mentors:  []program.Person{{Name: "Amara Nwosu", Email: "amara.nwosu@example.org"}},
		Mentees:  []program.Person{{Name: "Tom Okafor"}},
		Schedule: program.Schedule{Timezone: zone},
	}
	for i, d := range days {
		r.Sessions = append(r.Sessions, program.Session{Number: i + 1, Date: day(d), Time: at, Topic: "planted-topic", Focus: "planted focus"})
	}
	return r
}

// day reads a date; "" is none.
func day(s string) program.Date {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return program.Date{}
	}
	return program.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

func clock(hour, minute int) program.Clock {
	return program.Clock{Hour: hour, Minute: minute, Set: true}
}

// decode reads a calendar with another library than the one that wrote it.
func decode(t *testing.T, text []byte) *ical.Calendar {
	t.Helper()
	cal, err := ical.NewDecoder(bytes.NewReader(text)).Decode()
	if err != nil {
		t.Fatalf("the calendar cannot be read: %v\n%s", err, text)
	}
	return cal
}

// text is a property of an event, as the other library reads it.
func text(t *testing.T, e ical.Event, name string) string {
	t.Helper()
	p := e.Props.Get(name)
	if p == nil {
		return ""
	}
	s, err := p.Text()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestGolden(t *testing.T) {
	several := pair("Europe/Lisbon", clock(15, 0), "2027-02-25", "2027-03-25", "", "2027-04-29")
	several.Schedule.Revision = 3
	several.Sessions[0].Minutes, several.Sessions[0].Place = 90, "Depot 2, upstairs; ask at the desk \\ ring"
	several.Sessions[1].Place = strings.Repeat("Sala à direita do café, ", 6) + "\nsecond line"
	several.Sessions[3].Time, several.Sessions[3].Cancelled = program.Clock{}, "planted reason"
	floating := pair("", clock(9, 30), "2027-01-14")
	floating.Sessions[0].Minutes, floating.Address = 45, "solveig"
	other := pair("Asia/Kathmandu", clock(23, 30), "2027-05-04")
	other.Address = "mele"
	cases := map[string][]byte{
		"zone.ics":     Write(Events("https://intranet.example.org/mentoring/", several), words),
		"floating.ics": Write(Events("", floating), words),
		"cohort.ics": Write(Events("", other, floating, several), Words{
			Summary:   func(book string, n int) string { return fmt.Sprintf("%s: %d", book, n) },
			Cancelled: words.Cancelled, Description: words.Description,
		}),
	}
	for name, got := range cases {
		t.Run(name, func(t *testing.T) {
			filetest.File(t, "testdata/"+name, strings.ReplaceAll(string(got), "\r\n", "\n"))
			for _, l := range strings.SplitAfter(string(got), "\r\n") {
				if len(strings.TrimSuffix(l, "\r\n")) > 75 {
					t.Errorf("line of %d octets, more than 75: %q", len(l)-2, l)
				}
			}
			if strings.Count(string(got), "\n") != strings.Count(string(got), "\r\n") {
				t.Error("a line does not end in CR LF")
			}
			decode(t, got)
		})
	}
}

func TestNoCalendarWithoutDates(t *testing.T) {
	if got := Write(Events("", pair("Europe/Lisbon", clock(15, 0), "", "")), words); got != nil {
		t.Errorf("got %s, want none", got)
	}
	if got := Write(nil, words); got != nil {
		t.Errorf("got %s, want none", got)
	}
}

func TestAnEventSaysWhatItMustAndNoMore(t *testing.T) {
	r := pair("Europe/Lisbon", clock(15, 0), "2027-02-25")
	r.Sessions[0].Place = "Room 4,\n  first floor; left"
	r.Schedule.Revision = 2
	got := Write(Events("", r), words)
	e := decode(t, got).Events()[0]
	for name, want := range map[string]string{
		"SUMMARY": "Mentoring session 1", "LOCATION": "Room 4, first floor; left",
		"SEQUENCE": "2", "DTSTAMP": "20000103T000000Z", "LAST-MODIFIED": "", "DESCRIPTION": "Page of session 1:", "STATUS": "", "URL": "", "ATTENDEE": "", "ORGANIZER": "",
	} {
		have := ""
		if p := e.Props.Get(name); p != nil {
			have = p.Value
		}
		if name == "SUMMARY" || name == "LOCATION" || name == "DESCRIPTION" {
			have = text(t, e, name)
		}
		if have != want {
			t.Errorf("%s is %q, want %q", name, have, want)
		}
	}
	for _, private := range []string{"Amara", "Okafor", "amara.nwosu", "planted", "tom", "spring"} {
		if strings.Contains(string(got), private) {
			t.Errorf("the calendar says %q", private)
		}
	}
}

func TestAnEventLinksToItsPage(t *testing.T) {
	e := decode(t, Write(Events("https://intranet.example.org/mentoring/", pair("", clock(15, 0), "", "2027-02-25")), words)).Events()[0]
	const link = "https://intranet.example.org/mentoring/spring/tom/session-2.html"
	if got := text(t, e, "DESCRIPTION"); got != "Page of session 2: "+link {
		t.Errorf("DESCRIPTION is %q", got)
	}
	if got := e.Props.Get("URL").Value; got != link {
		t.Errorf("URL is %q", got)
	}
}

func TestWhatDoesNotTakePlaceIsSentAsCancelled(t *testing.T) {
	r := pair("", clock(15, 0), "2027-01-14", "2027-02-25", "2027-03-25", "2027-04-29")
	r.Schedule.Revision = 4
	r.Sessions[0].Held, r.Sessions[1].Cancelled = true, "planted reason"
	r.Status, r.Closing.Date = program.Closed, day("2027-03-31")
	data := Write(Events("", r), words)
	var got []string
	for _, e := range decode(t, data).Events() {
		status := ""
		if p := e.Props.Get("STATUS"); p != nil {
			status = p.Value
		}
		got = append(got, strings.TrimSpace(fmt.Sprint(text(t, e, "SUMMARY"), " ", e.Props.Get("SEQUENCE").Value, " ", status)))
	}
	want := []string{"Mentoring session 1 4", "Cancelled: Mentoring session 2 5 CANCELLED", "Mentoring session 3 4", "Cancelled: Mentoring session 4 5 CANCELLED"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if strings.Contains(string(data), "planted") {
		t.Errorf("the calendar says why:\n%s", data)
	}
}

func TestHowLongASessionTakes(t *testing.T) {
	for minutes, want := range map[int]time.Duration{
		0: time.Hour, 5: 5 * time.Minute, 45: 45 * time.Minute, 60: time.Hour, 90: 90 * time.Minute, 480: 8 * time.Hour,
	} {
		r := pair("Europe/Lisbon", clock(15, 0), "2027-02-25")
		r.Sessions[0].Minutes = minutes
		e := decode(t, Write(Events("", r), words)).Events()[0]
		if got, err := e.Props.Get("DURATION").Duration(); err != nil || got != want {
			t.Errorf("%d minutes: %v, %v; want %v", minutes, got, err, want)
		}
	}
}

// The clocks go forward at 01:00 that night; an hour later it is 02:30.
func TestALengthIsRightInTheNightTheClockIsChanged(t *testing.T) {
	for date, want := range map[string]string{
		"2027-03-28": "2027-03-28T01:30:00Z", "2027-10-31": "2027-10-31T00:30:00Z",
	} {
		e := decode(t, Write(Events("", pair("Europe/Lisbon", clock(0, 30), date)), words)).Events()[0]
		end, err := e.DateTimeEnd(nil)
		if got := end.UTC().Format(time.RFC3339); err != nil || got != want {
			t.Errorf("%s: ends %s, %v; want %s", date, got, err, want)
		}
	}
}

func TestWithoutATimeTheSessionIsAWholeDay(t *testing.T) {
	e := decode(t, Write(Events("", pair("Europe/Lisbon", program.Clock{}, "2027-12-31")), words)).Events()[0]
	start, end := e.Props.Get("DTSTART"), e.Props.Get("DTEND")
	if start.Value != "20271231" || start.ValueType() != ical.ValueDate || end.Value != "20280101" || end.ValueType() != ical.ValueDate {
		t.Errorf("from %v to %v, want the day 20271231", start, end)
	}
	if got := text(t, e, "TRANSP"); got != "TRANSPARENT" {
		t.Errorf("TRANSP is %q, want TRANSPARENT", got)
	}
}

func TestMidnightIsATime(t *testing.T) {
	e := decode(t, Write(Events("", pair("", clock(0, 0), "2027-12-31")), words)).Events()[0]
	if got := e.Props.Get("DTSTART").Value; got != "20271231T000000" {
		t.Errorf("DTSTART is %s", got)
	}
}

func TestWithoutAZoneTimesFloat(t *testing.T) {
	for _, zone := range []program.Zone{"", "Nowhere/Land"} {
		cal := decode(t, Write(Events("", pair(zone, clock(15, 0), "2027-02-25")), words))
		start := cal.Events()[0].Props.Get("DTSTART")
		if start.Value != "20270225T150000" || start.Params.Get("TZID") != "" || len(cal.Children) != 1 {
			t.Errorf("zone %q: DTSTART %v, %d components", zone, start, len(cal.Children))
		}
	}
}

func TestUIDsStayAndDiffer(t *testing.T) {
	uids := func(r *program.Relationship) []string {
		var all []string
		for _, e := range decode(t, Write(Events("", r), words)).Events() {
			all = append(all, text(t, e, "UID"))
		}
		return all
	}
	before, after := pair("", clock(15, 0), "2027-01-14", "2027-02-11"), pair("Europe/Lisbon", clock(9, 0), "2027-01-21", "2027-03-04")
	after.Schedule.Revision = 1
	if diff := cmp.Diff(uids(before), uids(after)); diff != "" {
		t.Errorf("after a change of dates:\n%s", diff)
	}
	other := pair("", clock(15, 0), "2027-01-14", "2027-02-11")
	other.Cohort = "autumn"
	seen := map[string]bool{}
	for _, id := range append(uids(before), uids(other)...) {
		if seen[id] || !strings.HasSuffix(id, "@pairbook.invalid") {
			t.Errorf("UID %s comes twice or has no place", id)
		}
		seen[id] = true
	}
}

func TestARevisionOfAnySizeFitsTheFormat(t *testing.T) {
	r := pair("", clock(15, 0), "2027-01-14")
	r.Schedule.Revision = 1 << 40
	e := decode(t, Write(Events("", r), words)).Events()[0]
	if got := e.Props.Get("SEQUENCE").Value; got != "2147483647" {
		t.Errorf("SEQUENCE %s", got)
	}
	if stamp, err := e.Props.Get("DTSTAMP").DateTime(nil); err != nil || stamp.Year() > 9999 {
		t.Errorf("DTSTAMP %v, %v", stamp, err)
	}
}

func TestTheZoneOfTheMachineChangesNothing(t *testing.T) {
	r := pair("Europe/Lisbon", clock(15, 0), "2027-03-25", "2027-04-29")
	r.Sessions[1].Time = program.Clock{}
	want := Write(Events("", r), words)
	old := time.Local
	t.Cleanup(func() { time.Local = old })
	for _, name := range []string{"Pacific/Kiritimati", "America/Adak", "Europe/Berlin"} {
		location, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		time.Local = location
		if got := Write(Events("", r), words); !bytes.Equal(got, want) {
			t.Errorf("in %s:\n%s", name, cmp.Diff(string(want), string(got)))
		}
	}
}

// An address has no sign that would end it where a program shows it as a link.
func TestLinksAreAddresses(t *testing.T) {
	for link, want := range map[program.Link]string{
		"https://meet.example.org/l/19%3ameeting_Njk0?context=1&b=c#d": "https://meet.example.org/l/19%3ameeting_Njk0?context=1&b=c#d",
		`https://evil.example/?q="><script>`:                           "https://evil.example/?q=%22%3E%3Cscript%3E",
		"https://meet.example.org/sala/São Tomé":                       "https://meet.example.org/sala/S%C3%A3o%20Tom%C3%A9",
	} {
		if got := uri(link); got != want {
			t.Errorf("%s is %s, want %s", link, got, want)
		}
	}
}

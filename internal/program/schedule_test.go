package program

import (
	"strings"
	"testing"
	"time"
)

// on reads a day; tests write days as files do.
func on(iso string) Date {
	if iso == "" {
		return Date{}
	}
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		panic(err)
	}
	return DayOf(t)
}

// between reads breaks of the form "2027-07-26..2027-08-13" or "2027-07-26".
func between(spans ...string) []Break {
	var breaks []Break
	for _, s := range spans {
		from, to, _ := strings.Cut(s, "..")
		breaks = append(breaks, Break{From: on(from), To: on(to)})
	}
	return breaks
}

func TestScheduleDates(t *testing.T) {
	tests := []struct {
		name   string
		first  string
		every  string
		breaks []Break
		want   string
	}{
		{"no first day", "", "week", nil, ""},
		{"a week over a year's end", "2027-12-23", "week", nil, "2027-12-23 2027-12-30 2028-01-06 2028-01-13"},
		{"three weeks", "2027-01-14", "3 weeks", nil, "2027-01-14 2027-02-04 2027-02-25 2027-03-18"},
		{"a leap day by weeks", "2028-02-22", "week", nil, "2028-02-22 2028-02-29 2028-03-07 2028-03-14"},
		{"52 weeks", "2027-01-14", "52 weeks", nil, "2027-01-14 2028-01-13 2029-01-11 2030-01-10"},

		{"the second Thursday", "2027-01-14", "month", nil, "2027-01-14 2027-02-11 2027-03-11 2027-04-08"},
		{"a month is the default", "2027-01-14", "", nil, "2027-01-14 2027-02-11 2027-03-11 2027-04-08"},
		{"the first Friday over a year's end", "2027-11-05", "month", nil, "2027-11-05 2027-12-03 2028-01-07 2028-02-04"},
		{"the fifth Friday, else the last", "2027-01-29", "month", nil, "2027-01-29 2027-02-26 2027-03-26 2027-04-30"},
		{"the fourth stays the fourth where there are five", "2027-01-22", "month", nil, "2027-01-22 2027-02-26 2027-03-26 2027-04-23"},
		{"a leap day is the fifth Tuesday", "2028-02-29", "month", nil, "2028-02-29 2028-03-28 2028-04-25 2028-05-30"},
		{"onto a leap day", "2028-01-25", "month", nil, "2028-01-25 2028-02-22 2028-03-28 2028-04-25"},
		{"the fifth onto a leap day", "2027-11-30", "3 months", nil, "2027-11-30 2028-02-29 2028-05-30 2028-08-29"},
		{"two months", "2027-10-14", "2 months", nil, "2027-10-14 2027-12-09 2028-02-10 2028-04-13"},
		{"twelve months", "2027-01-14", "12 months", nil, "2027-01-14 2028-01-13 2029-01-11 2030-01-10"},

		{"weeks count from the moved day", "2027-07-15", "2 weeks", between("2027-07-26..2027-08-13"),
			"2027-07-15 2027-08-19 2027-09-02 2027-09-16"},
		{"a break that swallows two sessions", "2027-07-15", "week", between("2027-07-20..2027-08-01"),
			"2027-07-15 2027-08-05 2027-08-12 2027-08-19"},
		{"a break on the first day, by weeks", "2027-01-14", "3 weeks", between("2027-01-14"),
			"2027-01-21 2027-02-11 2027-03-04 2027-03-25"},
		{"a break on the first day keeps the month's place", "2027-01-14", "month", between("2027-01-11..2027-01-15"),
			"2027-01-21 2027-02-11 2027-03-11 2027-04-08"},
		{"a break's last day still counts", "2027-01-14", "week", between("2027-01-20..2027-01-21"),
			"2027-01-14 2027-01-28 2027-02-04 2027-02-11"},
		{"the day after a break is free", "2027-01-14", "week", between("2027-01-15..2027-01-20"),
			"2027-01-14 2027-01-21 2027-01-28 2027-02-04"},
		{"overlapping breaks in any order", "2027-01-14", "week", between("2027-01-27..2027-02-05", "2027-01-18..2027-01-28"),
			"2027-01-14 2027-02-11 2027-02-18 2027-02-25"},
		{"one break within another", "2027-01-14", "week", between("2027-01-18..2027-02-05", "2027-01-20..2027-01-22"),
			"2027-01-14 2027-02-11 2027-02-18 2027-02-25"},
		{"touching breaks", "2027-01-14", "week", between("2027-01-21", "2027-01-22..2027-01-28"),
			"2027-01-14 2027-02-04 2027-02-11 2027-02-18"},
		{"out of one break into the next", "2027-01-14", "week", between("2027-01-21", "2027-01-28", "2027-02-04"),
			"2027-01-14 2027-02-11 2027-02-18 2027-02-25"},
		{"a month that moves within itself", "2027-01-14", "month", between("2027-02-08..2027-02-12"),
			"2027-01-14 2027-02-18 2027-03-11 2027-04-08"},
		{"a month that moves into the next", "2027-01-14", "month", between("2027-02-08..2027-03-02"),
			"2027-01-14 2027-03-04 2027-03-11 2027-04-08"},
		{"a month whose day is reached is passed over", "2027-01-14", "month", between("2027-02-08..2027-03-05"),
			"2027-01-14 2027-03-11 2027-04-08 2027-05-13"},
		{"a month overtaken is passed over", "2027-01-14", "month", between("2027-02-08..2027-03-20"),
			"2027-01-14 2027-03-25 2027-04-08 2027-05-13"},
		{"a first day that overtakes two months", "2027-01-14", "month", between("2027-01-01..2027-03-20"),
			"2027-03-25 2027-04-08 2027-05-13 2027-06-10"},
		{"a break that ends before it starts is no break", "2027-01-14", "week", between("2027-01-28..2027-01-20"),
			"2027-01-14 2027-01-21 2027-01-28 2027-02-04"},
		{"a break of two hundred years", "2027-01-14", "week", between("2000-01-01..2199-12-01"),
			"2199-12-05 2199-12-12 2199-12-19 2199-12-26"},
		{"never after the last year", "2200-12-20", "week", nil, "2200-12-20 2200-12-27"},
		{"months end with the last year", "2200-10-09", "2 months", nil, "2200-10-09 2200-12-11"},
		{"a break without end", "2027-01-14", "month", between("2027-02-01..2200-12-31"), "2027-01-14"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := Schedule{First: on(test.first), Breaks: test.breaks}
			if test.every != "" {
				if err := s.Every.UnmarshalTOML(test.every); err != nil {
					t.Fatal(err)
				}
			}
			var got []string
			for _, d := range s.dates(4) {
				got = append(got, d.String())
			}
			if got := strings.Join(got, " "); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// Whatever the schedule, sessions ascend, keep the weekday and stay clear of
// breaks.
func TestScheduleDatesKeepTheirPromises(t *testing.T) {
	breaks := between("2027-02-08..2027-03-20", "2027-05-01..2027-05-20", "2027-12-20..2028-01-09", "2028-07-01..2028-09-15")
	for n := range 400 {
		first := on("2027-01-01").AddDays(n)
		for _, every := range []Every{weeks(1), weeks(5), months(1), months(3)} {
			dates := Schedule{First: first, Every: every, Breaks: breaks}.dates(20)
			if len(dates) != 20 {
				t.Fatalf("%s every %s: %d dates", first, every, len(dates))
			}
			for i, d := range dates {
				if i > 0 && !dates[i-1].Before(d) {
					t.Errorf("%s every %s: %s is followed by %s", first, every, dates[i-1], d)
				}
				if d.Weekday() != first.Weekday() {
					t.Errorf("%s every %s: %s is a %s", first, every, d, d.Weekday())
				}
				for _, b := range breaks {
					if !d.Before(b.From) && !d.After(b.To) {
						t.Errorf("%s every %s: %s lies in the break from %s", first, every, d, b.From)
					}
				}
			}
		}
	}
}

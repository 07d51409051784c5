package roster

import (
	"strings"
	"testing"

	"pairbook/internal/dates"
)

func TestDates(t *testing.T) {
	for _, c := range []struct {
		cell  cell
		order dates.Order
		want  string // the day, or what is wrong
	}{
		{cell{text: "2027-01-14"}, dates.Unsaid, "2027-01-14"},
		{cell{text: " 2027/1/4 "}, dates.MonthFirst, "2027-01-04"},
		{cell{text: "2027-01-14T00:00:00"}, dates.Unsaid, "2027-01-14"},
		{cell{text: "2027-01-14 00:00"}, dates.Unsaid, "2027-01-14"},
		{cell{text: "14/01/2027"}, dates.Unsaid, "2027-01-14"},
		{cell{text: "14.01.2027"}, dates.Unsaid, "2027-01-14"},
		{cell{text: "14. 1. 2027"}, dates.Unsaid, "2027-01-14"},
		{cell{text: "1/14/2027"}, dates.Unsaid, "2027-01-14"},
		{cell{text: "05/05/2027"}, dates.Unsaid, "2027-05-05"},
		{cell{text: "03/02/2027"}, dates.DayFirst, "2027-02-03"},
		{cell{text: "03/02/2027"}, dates.MonthFirst, "2027-03-02"},
		{cell{text: "14 January 2027"}, dates.Unsaid, "2027-01-14"},
		{cell{text: "Thursday, 14 jan 2027"}, dates.Unsaid, "2027-01-14"},
		{cell{text: "January 14, 2027"}, dates.Unsaid, "2027-01-14"},
		{cell{text: "14-Jan-2027"}, dates.Unsaid, "2027-01-14"},
		{cell{text: "14-Jan-27"}, dates.Unsaid, "2027-01-14"},
		{cell{text: "12 Jul, 2027"}, dates.Unsaid, "2027-07-12"},
		{cell{text: "14th January 2027"}, dates.MonthFirst, "2027-01-14"},
		{cell{text: "14. Januar 2027"}, dates.Unsaid, "2027-01-14"},
		{cell{text: "1/14/27"}, dates.Unsaid, "2027-01-14"},
		{cell{text: "14/01/27"}, dates.Unsaid, "2027-01-14"},
		{cell{text: "25-01-27"}, dates.YearFirst, "2025-01-27"},
		{cell{text: "46401", kind: number}, dates.Unsaid, "2027-01-14"},
		{cell{text: "20270114"}, dates.Unsaid, "2027-01-14"},
		{cell{text: "20270114", kind: number}, dates.Unsaid, "2027-01-14"},
		{cell{text: "46401.0", kind: number}, dates.DayFirst, "2027-01-14"},

		{cell{text: "03/02/2027"}, dates.Unsaid, `"03/02/2027" is 2027-02-03 or 2027-03-02; say --dates day-first or --dates month-first, or write the year first: 2027-02-03`},
		{cell{text: "01/14/2027"}, dates.DayFirst, `there is no day "01/14/2027"; write it like 2027-01-14`},
		{cell{text: "14/01/2027"}, dates.MonthFirst, `there is no day "14/01/2027"; write it like 2027-01-14`},
		{cell{text: "30/02/2027"}, dates.Unsaid, `there is no day "30/02/2027"; write it like 2027-01-14`},
		{cell{text: "2027-02-30"}, dates.Unsaid, `there is no day "2027-02-30"; write it like 2027-01-14`},
		{cell{text: "25-01-27"}, dates.Unsaid, `"25-01-27" is 2027-01-25 or 2025-01-27; say --dates day-first or --dates year-first, or write the year first: 2027-01-25`},
		{cell{text: "14/01/99"}, dates.Unsaid, `"14/01/99" is no date; write the year with four digits, like 2027-01-14`},
		{cell{text: "3 listopada 2027"}, dates.Unsaid, `"3 listopada 2027" is 2027-10-03 or 2027-11-03; write the year first: 2027-10-03`},
		{cell{text: "soon"}, dates.Unsaid, `"soon" is no date; write it like 2027-01-14`},
		{cell{text: "46401"}, dates.Unsaid, `"46401" is no date; write it like 2027-01-14`},
		{cell{text: "14.01.1789"}, dates.Unsaid, `the year 1789 lies outside 1900 to 2200; write it like 2027-01-14`},
		{cell{text: "2027-01-14 15:00"}, dates.Unsaid, `"2027-01-14 15:00" has a time, and a day is wanted; write it like 2027-01-14`},
		{cell{text: "46401.625", kind: number}, dates.Unsaid, "the cell has a day, 2027-01-14, with a time, and a day is wanted; write the day alone; a time for all sessions goes into [schedule] of cohort.toml"},
		{cell{text: "44939.25", kind: number}, dates.Unsaid, "the cell has a day, 2023-01-13, with a time, and a day is wanted; write the day alone; a time for all sessions goes into [schedule] of cohort.toml"},
		{cell{text: "2027", kind: number}, dates.Unsaid, "the number 2027 is no date; format the cell as a date, or write it like 2027-01-14"},
		{cell{text: "-46401", kind: number}, dates.Unsaid, "the number -46401 is no date; format the cell as a date, or write it like 2027-01-14"},
		{cell{text: "1e300", kind: number}, dates.Unsaid, "the number 1e300 is no date; write it like 2027-01-14"},
	} {
		got, complaint := dateOf(c.cell, c.order, columnOrder{order: onlyOrder(c.cell)}, false)
		text := got.String()
		if complaint != nil {
			text = complaint.Text + "; " + complaint.Hint
			if i := strings.Index(complaint.Hint, "20"); i >= 0 { // the day that the hint has
				advised := cell{text: complaint.Hint[i:][:len("2027-01-14")]}
				if _, refused := dateOf(advised, c.order, columnOrder{}, false); refused != nil {
					t.Errorf("%+v: the hint %q is refused: %s", c.cell, complaint.Hint, refused.Text)
				}
			}
		}
		if text != c.want {
			t.Errorf("%+v: got %s, want %s", c.cell, text, c.want)
		}
	}
}

// onlyOrder is the order that a column of one date shows.
func onlyOrder(c cell) dates.Order {
	if days := dates.Read(dayText(c)).Readings; len(days) == 1 {
		return days[0].Order
	}
	return dates.Unsaid
}

func TestAColumnOfDatesHasOneOrder(t *testing.T) {
	told(t, "Mentor,Mentee,First session\nA,B,2027-01-07\nC,D,13/02/2027\nE,F,02/13/2027\nG,H,2/15/27\nI,J,03/02/2027\nK,L,05/05/2027\n", Options{}, `
roster.csv:4:3: row 4, column "First session": "02/13/2027" is month-first, and "13/02/2027" in row 3 is day-first: one column has one order
   look where the dates come from; if this one is right, write 2027-02-13
roster.csv:5:3: row 5, column "First session": "2/15/27" is month-first, and "13/02/2027" in row 3 is day-first: one column has one order
   look where the dates come from; if this one is right, write 2027-02-15
roster.csv:6:3: row 6, column "First session": "03/02/2027" is 2027-02-03 or 2027-03-02
   "13/02/2027" in row 3 is day-first; if all dates are, say --dates day-first, or write the year first: 2027-02-03`)
}

func TestSerialsOfBothSystems(t *testing.T) {
	for text, want := range map[string][2]string{
		"45366": {"2024-03-15", "2028-03-16"}, "44939": {"2023-01-13", "2027-01-14"}, "33000": {"1990-05-07", "1994-05-08"},
	} {
		for i, date1904 := range []bool{false, true} {
			got, complaint := serial(text, date1904)
			if complaint != nil || got.String() != want[i] {
				t.Errorf("%s, 1904 %t: %s, %v; want %s", text, date1904, got, complaint, want[i])
			}
		}
	}
}

package dates

import (
	"fmt"
	"testing"
)

func TestRead(t *testing.T) {
	for text, want := range map[string]string{
		"2027-01-14":            "1[2027-01-14/0]",
		"2027/1/4":              "1[2027-01-04/0]",
		"2027.01/14":            "1[2027-01-14/0]",
		"2027-02-30":            "1[]",
		"0000-01-14":            "1[]",
		"14/01/2027":            "2[2027-01-14/1]",
		"01-14-2027":            "2[2027-01-14/2]",
		"14. 1. 2027":           "2[2027-01-14/1]",
		"14 1 2027":             "2[2027-01-14/1]",
		"03.02.2027":            "2[2027-02-03/1 2027-03-02/2]",
		"05/05/2027":            "2[2027-05-05/0]",
		"30/02/2027":            "2[]",
		"14 January 2027":       "3[2027-01-14/0]",
		"14 JAN 2027":           "3[2027-01-14/0]",
		"14-Jan-2027":           "3[2027-01-14/0]",
		"14th January, 2027":    "3[2027-01-14/0]",
		"January 14, 2027":      "3[2027-01-14/0]",
		"Jan 1st 2027":          "3[2027-01-01/0]",
		"Thursday, 14 jan 2027": "3[2027-01-14/0]",
		"Sun. 14 Feb 2027":      "3[2027-02-14/0]",
		"31 February 2027":      "0[]",
		"14/01/27":              "4[]",
		"14.1.027":              "4[]",
		"14 Jan 27":             "0[]",
		"2027-01-14 15:00":      "0[]",
		"2027":                  "0[]",
		"soon":                  "0[]",
		"":                      "0[]",
	} {
		got := Read(text)
		var days []string
		for _, r := range got.Readings {
			days = append(days, fmt.Sprintf("%s/%d", r, r.Order))
		}
		if text := fmt.Sprint(int(got.Form), days); text != want[:1]+" "+want[1:] {
			t.Errorf("Read(%q) = %s; want %s", text, text, want)
		}
	}
}

func TestParseOrder(t *testing.T) {
	for text, want := range map[string]Order{"": Unsaid, "day-first": DayFirst, "month-first": MonthFirst} {
		if got, err := ParseOrder(text); err != nil || got != want {
			t.Errorf("ParseOrder(%q) = %d, %v", text, got, err)
		}
	}
	if _, err := ParseOrder("us"); err == nil || err.Error() != `"us" is no order of dates: write "day-first" or "month-first"` {
		t.Errorf("error = %v", err)
	}
}

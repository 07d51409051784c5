package program

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A Unit is what the gaps between sessions are counted in.
type Unit string

const (
	Week  Unit = "week"
	Month Unit = "month"
)

// The longest gaps between two sessions.
const (
	MaxWeeks  = 52
	MaxMonths = 12
)

// Every says how often a relationship meets. The zero Every means that nothing
// was said; Resolve makes it a month.
type Every struct {
	N    int // 1 or more
	Unit Unit

	// Times is how often in each of them, where that is more than once. Resolve takes it
	// from Schedule.PerMonth.
	Times int
}

// everyHint shows the forms there are.
const everyHint = `write "week", "3 weeks", "month" or "2 months"`

// UnmarshalTOML takes "week", "3 weeks", "month", "2 months".
func (e *Every) UnmarshalTOML(v any) error {
	s, ok := v.(string)
	if !ok {
		hint := everyHint
		if n, ok := v.(int64); ok && n > 1 && n <= MaxMonths {
			hint = fmt.Sprintf("write \"%d weeks\" or \"%[1]d months\"", n)
		}
		return notThat("text", v, hint)
	}
	got, ok := parseEvery(s)
	if !ok {
		hint := everyHint
		if meant := meantEvery(s); !meant.IsZero() {
			hint = "write " + quote(meant.String())
		} else if slices.Contains(twiceAMonth, strings.Join(strings.Fields(strings.ToLower(s)), " ")) {
			hint = "write per_month = 2 in place of every"
		}
		return complain(quote(s)+" does not say how often to meet", hint)
	}
	longest := MaxMonths
	if got.Unit == Week {
		longest = MaxWeeks
	}
	if got.N < 1 || got.N > longest {
		return complain(fmt.Sprintf("the time between sessions lies outside 1 to %d %ss", longest, got.Unit), everyHint)
	}
	*e = got
	return nil
}

var everyForm = regexp.MustCompile(`^([0-9]{1,4}) (week|month)(s?)$`)

// parseEvery reads the forms that are allowed, whatever the number.
func parseEvery(s string) (Every, bool) {
	if s == string(Week) || s == string(Month) {
		return Every{N: 1, Unit: Unit(s)}, true
	}
	m := everyForm.FindStringSubmatch(s)
	if m == nil {
		return Every{}, false
	}
	n, _ := strconv.Atoi(m[1])
	return Every{N: n, Unit: Unit(m[2])}, (n == 1) == (m[3] == "")
}

// wholePhrases are common words for a frequency, and what they mean here.
var wholePhrases = map[string]Every{
	"weekly": weeks(1), "fortnight": weeks(2), "fortnightly": weeks(2),
	"biweekly": weeks(2), "bi-weekly": weeks(2), "other week": weeks(2), "second week": weeks(2),
	"monthly": months(1), "bimonthly": months(2), "bi-monthly": months(2),
	"other month": months(2), "second month": months(2),
	"quarter": months(3), "quarterly": months(3), "year": months(12), "yearly": months(12),
}

func weeks(n int) Every  { return Every{N: n, Unit: Week} }
func months(n int) Every { return Every{N: n, Unit: Month} }

// twiceAMonth are words for a rhythm that has a key of its own.
var twiceAMonth = []string{
	"twice monthly", "twice a month", "twice per month", "twice each month", "twice every month",
	"two times a month", "2 times a month", "2 per month", "2 a month", "semimonthly", "semi-monthly",
}

var numberWords = []string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// meantEvery guesses what an author means who writes "every two weeks",
// "fortnightly" or "14 days"; zero when nothing comes to mind.
func meantEvery(s string) Every {
	words := strings.Fields(strings.ToLower(s))
	for len(words) > 1 && slices.Contains([]string{"every", "each", "once", "a", "per"}, words[0]) {
		words = words[1:]
	}
	if e, ok := wholePhrases[strings.Join(words, " ")]; ok {
		return e
	}
	if len(words) == 1 {
		words = []string{"1", words[0]}
	}
	if len(words) != 2 {
		return Every{}
	}
	n, err := strconv.Atoi(words[0])
	if err != nil {
		n = slices.Index(numberWords, words[0])
	}
	unit := strings.TrimSuffix(words[1], "s")
	switch {
	case unit == "day" && n > 0 && n%7 == 0 && n <= 7*MaxWeeks:
		return weeks(n / 7)
	case unit == string(Week) && n > 0 && n <= MaxWeeks, unit == string(Month) && n > 0 && n <= MaxMonths:
		return Every{N: n, Unit: Unit(unit)}
	}
	return Every{}
}

// IsZero reports whether nothing was said.
func (e Every) IsZero() bool { return e == Every{} }

// String returns the form that a file has: "month", "3 weeks".
func (e Every) String() string {
	switch {
	case e.IsZero():
		return ""
	case e.N == 1:
		return string(e.Unit)
	}
	return strconv.Itoa(e.N) + " " + string(e.Unit) + "s"
}

// after returns the day that lies some times e after another: months count by the
// calendar.
func (e Every) after(d Date, times int) Date {
	if e.Unit == Week {
		return d.AddDays(7 * e.N * times)
	}
	return DayOf(d.midnight().AddDate(0, e.N*times/max(1, e.Times), 0))
}

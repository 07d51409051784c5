package locale

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"

	"pairbook/internal/locale/cldr"
)

// each calls test with every locale of the data and what the data was made from.
func each(t *testing.T, test func(t *testing.T, l *Locale, from cldr.Locale)) {
	t.Helper()
	for _, from := range cldr.All() {
		t.Run(from.Tag, func(t *testing.T) {
			l, ok := Find(from.Tag)
			if !ok || l.Tag != from.Tag {
				t.Fatalf("not found: %+v, %v; run go generate ./internal/locale", l, ok)
			}
			test(t, l, from)
		})
	}
}

// days returns every day of three years, and one in 37 of the centuries around.
func days() []time.Time {
	var all []time.Time
	for day := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2200; {
		all = append(all, day)
		if day.Year() >= 2026 && day.Year() <= 2028 {
			day = day.AddDate(0, 0, 1)
		} else {
			day = day.AddDate(0, 0, 37)
		}
	}
	return all
}

// If one of these fails after an upgrade of the library, run go generate and read the
// difference of locales.txt.
func TestTheDataSaysWhatTheLibrarySays(t *testing.T) {
	t.Run("tags", func(t *testing.T) {
		var known []string
		for _, from := range cldr.All() {
			known = append(known, strings.ToLower(from.Tag))
		}
		slices.Sort(known)
		var found []string
		for tag := range paragraphs() {
			found = append(found, tag)
		}
		slices.Sort(found)
		if diff := cmp.Diff(known, found); diff != "" {
			t.Errorf("other locales (-cldr +data):\n%s", diff)
		}
	})
	tried := days()
	each(t, func(t *testing.T, l *Locale, from cldr.Locale) {
		for _, names := range [][2][]string{
			{l.Months, from.Months()}, {l.ShortMonths, from.ShortMonths()},
			{l.Weekdays, from.Weekdays()}, {l.ShortWeekdays, from.ShortWeekdays()},
		} {
			if !slices.Equal(names[0], names[1]) {
				t.Errorf("names are %q, want %q", names[0], names[1])
			}
		}
		for _, day := range tried {
			same(t, day, breakable(l.FullDate(day)), breakable(from.FullDate(day)))
			same(t, day, l.ShortDate(day), from.ShortDate(day))
		}
		for minute := range 24 * 60 {
			same(t, minute, l.Clock(minute/60, minute%60), from.Clock(minute/60, minute%60))
		}
		for _, n := range numbers() {
			same(t, n, l.Plural(n), from.Plural(n))
		}
	})
}

// same fails unless the data and the library have written the same.
func same(t *testing.T, what any, got, want string) {
	if got != want {
		t.Helper()
		t.Fatalf("%v is %q, want %q", what, got, want)
	}
}

// numbers returns those to 1,200 and those around larger round ones, of both signs.
func numbers() []int {
	var all []int
	for n := range 1201 {
		all = append(all, n, -n)
	}
	for _, round := range []int{10_000, 100_000, 500_000, 1_000_000, 1_100_000, 2_000_000, 10_000_000, 1_000_000_000} {
		for n := round - 120; n <= round+120; n++ {
			all = append(all, n)
		}
	}
	return all
}

// The library leaves gaps: short months that are missing, hours without a.m. and p.m. The
// table of package cldr says how to fill them; these tests go through every day and hour of
// every language to find one more.

func TestEveryLocaleWritesEveryDay(t *testing.T) {
	each(t, func(t *testing.T, l *Locale, _ cldr.Locale) {
		fulls, shorts := map[string]time.Time{}, map[string]time.Time{}
		for d := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() == 2027; d = d.AddDate(0, 0, 1) {
			full, short := l.FullDate(d), l.ShortDate(d)
			for _, text := range []string{full, short} {
				if !strings.Contains(text, strconv.Itoa(d.Day())) || !strings.Contains(text, "2027") {
					t.Fatalf("%s is %q", d, text)
				}
				if strings.Contains(text, "cccc") || strings.Contains(text, "%!") || strings.Contains(text, "  ") {
					t.Fatalf("%s is %q", d, text)
				}
			}
			if !strings.Contains(full, strings.TrimSuffix(l.Weekdays[d.Weekday()], "na")) {
				t.Fatalf("%s is %q, without the weekday", d, full)
			}
			if other, twice := fulls[full]; twice {
				t.Fatalf("%s and %s are both %q", d, other, full)
			}
			if other, twice := shorts[short]; twice {
				t.Fatalf("%s and %s are both %q", d, other, short)
			}
			fulls[full], shorts[short] = d, d
		}
	})
}

func TestEveryLocaleTellsTheHoursApart(t *testing.T) {
	each(t, func(t *testing.T, l *Locale, _ cldr.Locale) {
		hours := map[string]int{}
		for hour := range 24 {
			text := l.Clock(hour, 5)
			if other, twice := hours[text]; twice {
				t.Errorf("%d and %d o'clock are both %q", hour, other, text)
			}
			if !strings.Contains(text, "05") || strings.ContainsAny(text, "Bb{}") {
				t.Errorf("%d o'clock is %q", hour, text)
			}
			hours[text] = hour
		}
	})
}

func TestLocalesAreListedOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range cldr.All() {
		if tag, err := language.Parse(l.Tag); err != nil || tag.String() != l.Tag {
			t.Errorf("%q is no tag: %v", l.Tag, err)
		}
		if seen[l.Tag] {
			t.Errorf("%s is listed twice", l.Tag)
		}
		seen[l.Tag] = true
	}
}

func TestATagFallsBackToItsFirstParts(t *testing.T) {
	for tag, want := range map[string]string{
		"de": "de", "de-LI": "de", "DE-at": "de-AT", "zh-Hans-CN": "zh", "zh-Hant-MO": "zh-Hant", "sr-Latn-ME": "sr-Latn", "es-PE": "es",
	} {
		if l, ok := Find(tag); !ok || l.Tag != want {
			t.Errorf("Find(%q) = %+v, %v; want %s", tag, l, ok, want)
		}
	}
	for _, tag := range []string{"", "tlh", "-de", "d"} {
		if l, ok := Find(tag); ok {
			t.Errorf("Find(%q) = %s", tag, l.Tag)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	for b.Loop() {
		Find("en-GB")
	}
}

// breakable is a text whose blanks are all plain.
func breakable(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }

// A line of a full date ends beside the weekday alone.
func TestFullDatesStayTogether(t *testing.T) {
	day := time.Date(2027, 2, 4, 0, 0, 0, 0, time.UTC)
	for tag, want := range map[string]string{
		"en-GB": "Thursday 4_February_2027", "en-US": "Thursday, February_4,_2027", "pt": "quinta-feira, 4_de_fevereiro_de_2027",
		"hu": "2027._február_4., csütörtök", "ja": "2027年2月4日木曜日",
	} {
		l, _ := Find(tag)
		if got := strings.ReplaceAll(l.FullDate(day), "\u00a0", "_"); got != want {
			t.Errorf("%s: %s, want %s", tag, got, want)
		}
	}
}

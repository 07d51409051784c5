//go:build ignore

// Make writes locales.txt: for each locale of package cldr its names, patterns and plural
// categories. The library has patterns only as code, so they are found by writing
// a few dates and putting letters for what is known of them.
package main

import (
	"fmt"
	"log"
	"os"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"pairbook/internal/locale/cldr"
)

func main() {
	var out strings.Builder
	for i, l := range cldr.All() {
		if i > 0 {
			out.WriteByte('\n')
		}
		paragraph(&out, l)
	}
	if err := os.WriteFile("locales.txt", []byte(out.String()), 0o666); err != nil {
		log.Fatal(err)
	}
	fmt.Println(out.Len(), "bytes")
}

func paragraph(out *strings.Builder, l cldr.Locale) {
	line := func(key string, values ...string) {
		if len(values) == 0 {
			return
		}
		for _, v := range values {
			if strings.ContainsAny(v, "|\n") {
				log.Fatalf("%s: %s is %q, with a sign that separates values", l.Tag, key, v)
			}
		}
		fmt.Fprintf(out, "%s %s\n", key, strings.Join(values, "|"))
	}
	full, short := date(l, l.FullDate), date(l, l.ShortDate)
	clock, halves := clock(l)
	line("tag", l.Tag)
	line("name", display.Self.Name(language.Make(l.Tag)))
	line("months", l.Months()...)
	line("short-months", l.ShortMonths()...)
	line("weekdays", l.Weekdays()...)
	line("short-weekdays", l.ShortWeekdays()...)
	if strings.Contains(full+short, "cccc") {
		line("weekdays-alone", l.WeekdaysAlone()...)
	}
	line("full", full)
	line("short", short)
	line("time", clock)
	line("halves", halves...)
	line("small", runs(l, 0)...)
	line("large", runs(l, 100)...)
	line("millions", l.Plural(1_000_000))
}

// date returns the pattern of what write returns: letters that give the same pattern
// for all the dates that are tried.
func date(l cldr.Locale, write func(time.Time) string) string {
	months := map[string][]string{"MMMM": l.Months(), "MMM": l.ShortMonths()}
	days := map[string][]string{"EEEE": l.Weekdays(), "cccc": l.WeekdaysAlone()}
	for _, weekday := range []string{"EEEE", "cccc"} {
		for _, month := range []string{"MMMM", "MMM", "MM", "M"} {
			for _, day := range []string{"dd", "d"} {
				found := map[string]bool{}
				for _, t := range trials() {
					found[pattern(write(t),
						"y", fmt.Sprint(t.Year()),
						weekday, days[weekday][t.Weekday()],
						day, name(nil, t.Day(), day),
						month, name(months[month], int(t.Month()), month))] = true
				}
				if len(found) == 1 {
					for p := range found {
						return p
					}
				}
			}
		}
	}
	log.Fatalf("%s: no pattern gives %q", l.Tag, write(trials()[0]))
	return ""
}

// trials are dates of every month and weekday, with days of one digit and of two, whose
// numbers cannot be mistaken for each other.
func trials() []time.Time {
	var all []time.Time
	for month := time.January; month <= time.December; month++ {
		for _, day := range []int{3, 4, 5, 6, 25, 26, 28} {
			if day != int(month) {
				all = append(all, time.Date(1987, month, day, 0, 0, 0, 0, time.UTC))
			}
		}
	}
	return all
}

// name returns the name of a number from 1 on, or its digits, as many as there are letters.
func name(names []string, n int, letters string) string {
	switch {
	case names != nil:
		return names[n-1]
	case len(letters) > 2:
		return "" // there are no such names
	}
	return fmt.Sprintf("%0*d", len(letters), n)
}

// pattern puts letters for the values of a text, and quotes what is left if it has
// letters. The values follow their letters; those of the first win.
func pattern(text string, values ...string) string {
	var swap []string
	for i := 0; i < len(values); i += 2 {
		if values[i+1] != "" {
			swap = append(swap, values[i+1], "\x00"+values[i]+"\x00")
		}
	}
	parts := strings.Split(strings.NewReplacer(swap...).Replace(text), "\x00")
	for i, part := range parts {
		if i%2 == 0 && strings.ContainsFunc(part, func(r rune) bool { return r < unicode.MaxASCII && unicode.IsLetter(r) }) {
			parts[i] = "'" + part + "'"
		}
		if strings.Contains(part, "'") {
			log.Fatalf("%q has the sign that quotes", text)
		}
	}
	return strings.Join(parts, "")
}

// clock returns the pattern of times, and the words for a.m. and p.m. that it has.
func clock(l cldr.Locale) (p string, halves []string) {
	for _, side := range []func(string) string{before, behind} {
		halves := []string{side(l.Clock(9, 5)), side(l.Clock(21, 5))}
		for _, hour := range []string{"HH", "H", "hh", "h"} {
			found := map[string]bool{}
			for _, h := range []int{0, 1, 3, 4, 9, 10, 11, 12, 13, 18, 19, 22, 23} {
				to := h
				if hour[0] == 'h' && h > 12 {
					to -= 12
				}
				half := ""
				if halves[0] != halves[1] {
					half = halves[h/12]
				}
				found[pattern(l.Clock(h, 57), "mm", "57", hour, name(nil, to, hour), "a", half)] = true
			}
			if len(found) != 1 {
				continue
			}
			for p := range found {
				if !strings.Contains(p, "a") {
					halves = nil
				}
				return p, halves
			}
		}
	}
	log.Fatalf("%s: no pattern gives %q", l.Tag, l.Clock(21, 5))
	return "", nil
}

// before and behind are the words in front of the digits of a text, and behind them.
func before(text string) string {
	return strings.TrimSpace(text[:strings.IndexAny(text, "0123456789")])
}

func behind(text string) string {
	return strings.TrimSpace(text[strings.LastIndexAny(text, "0123456789")+1:])
}

// runs returns the categories of a hundred numbers: "other 1", "one 1", "other 98".
func runs(l cldr.Locale, from int) []string {
	var all []string
	for n := from; n < from+100; {
		category, length := l.Plural(n), 0
		for n < from+100 && l.Plural(n) == category {
			n++
			length++
		}
		all = append(all, fmt.Sprint(category, " ", length))
	}
	return all
}

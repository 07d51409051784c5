// Package locale knows how languages and regions write dates, times and plurals.
//
//	a tag -> Find -> Locale -> FullDate, ShortDate, Clock, Plural, names
//
// What it knows is in locales.txt, a paragraph for each locale, of which Find reads one.
// The file is made by `go generate` from the locales that package cldr lists; a locale is
// added there.
//
// A pattern has the letters of CLDR: cccc and EEEE a weekday alone and in a date, MMMM,
// MMM, MM and M a month, dd and d a day, y a year, HH and H hours to 24, mm minutes, a the
// half of the day, '...' plain text. One letter has another meaning: h and hh are
// hours to 12, and 0 in the hour after midnight.
//
// Not here: HTML (package render), recognising dates (package dates).
package locale

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:generate go run make.go

//go:embed locales.txt
var data string

// A Locale is how one language is written, or that of one region.
type Locale struct {
	Tag           string   // of BCP 47: "en", "en-GB"
	Name          string   // of the language, in itself: "Deutsch"
	Months        []string // as they stand in a date
	ShortMonths   []string // none in languages that do not cut months short
	Weekdays      []string // from Sunday on, as they stand in a date
	ShortWeekdays []string // from Sunday on

	full, short, time string   // patterns
	alone             []string // the weekdays that stand for cccc
	halves            []string // a.m. and p.m.

	// The categories of the numbers to 99; of larger ones by their last two digits; and
	// of whole millions.
	small, large []string
	millions     string
}

// paragraphs are the texts of the locales by tag, in lower case.
var paragraphs = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for text := range strings.SplitSeq(strings.TrimSpace(data), "\n\n") {
		_, tag, _ := strings.Cut(text, "tag ")
		tag, _, _ = strings.Cut(tag, "\n")
		all[strings.ToLower(tag)] = text
	}
	return all
})

// Find returns the locale of a tag, or that of the tag without its last parts. ok is
// false when there is none.
func Find(tag string) (l *Locale, ok bool) {
	for tag = strings.ToLower(tag); tag != ""; tag = tag[:max(0, strings.LastIndexByte(tag, '-'))] {
		if text, ok := paragraphs()[tag]; ok {
			return read(text), true
		}
	}
	return nil, false
}

// read makes a locale of its paragraph.
func read(text string) *Locale {
	l := &Locale{}
	for line := range strings.SplitSeq(text, "\n") {
		key, value, _ := strings.Cut(line, " ")
		list := strings.Split(value, "|")
		switch key {
		case "tag":
			l.Tag = value
		case "name":
			l.Name = value
		case "months":
			l.Months = list
		case "short-months":
			l.ShortMonths = list
		case "weekdays":
			l.Weekdays = list
		case "short-weekdays":
			l.ShortWeekdays = list
		case "weekdays-alone":
			l.alone = list
		case "halves":
			l.halves = list
		case "full":
			l.full = kept(value)
		case "short":
			l.short = value
		case "time":
			l.time = value
		case "small":
			l.small = categories(list)
		case "large":
			l.large = categories(list)
		case "millions":
			l.millions = value
		}
	}
	return l
}

// categories reads runs such as "other 1", "one 1", "other 98".
func categories(runs []string) []string {
	var all []string
	for _, run := range runs {
		category, length, _ := strings.Cut(run, " ")
		n, _ := strconv.Atoi(length)
		for range n {
			all = append(all, category)
		}
	}
	return all
}

// kept is a pattern of dates whose lines end beside the weekday alone.
func kept(pattern string) string {
	const blank = "\u00a0"
	pattern = strings.ReplaceAll(pattern, " ", blank)
	for _, weekday := range []string{"EEEE", "cccc"} {
		if before, after, ok := strings.Cut(pattern, weekday); ok {
			if early, ok := strings.CutSuffix(before, blank); ok {
				before = early + " "
			}
			pattern = before + weekday + strings.Replace(after, blank, " ", 1)
		}
	}
	return pattern
}

// FullDate returns the date of t with its weekday: "Thursday 4 February 2027". All blanks but
// that beside the weekday keep a line together.
func (l *Locale) FullDate(t time.Time) string { return l.fill(l.full, t) }

// ShortDate returns the date of t without the weekday, the month cut short where the
// language does that: "4 Feb 2027".
func (l *Locale) ShortDate(t time.Time) string { return l.fill(l.short, t) }

// Clock returns the time of a day: "15:00", "3:00 pm".
func (l *Locale) Clock(hour, minute int) string {
	return l.fill(l.time, time.Date(2000, 1, 1, hour, minute, 0, 0, time.UTC))
}

// fill writes a time by a pattern.
func (l *Locale) fill(pattern string, t time.Time) string {
	var out strings.Builder
	for i := 0; i < len(pattern); {
		end := i + 1
		if pattern[i] == '\'' {
			end += strings.IndexByte(pattern[end:], '\'') + 1
			out.WriteString(pattern[i+1 : end-1])
		} else {
			for end < len(pattern) && pattern[end] == pattern[i] {
				end++
			}
			out.WriteString(l.field(pattern[i:end], t))
		}
		i = end
	}
	return out.String()
}

// field returns what the letters of a pattern stand for; other signs stand for themselves.
func (l *Locale) field(letters string, t time.Time) string {
	switch letters {
	case "EEEE":
		return l.Weekdays[t.Weekday()]
	case "cccc":
		return l.alone[t.Weekday()]
	case "MMMM":
		return l.Months[t.Month()-1]
	case "MMM":
		return l.ShortMonths[t.Month()-1]
	case "M", "MM":
		return number(int(t.Month()), letters)
	case "d", "dd":
		return number(t.Day(), letters)
	case "y":
		return strconv.Itoa(t.Year())
	case "H", "HH":
		return number(t.Hour(), letters)
	case "h", "hh":
		hour := t.Hour()
		if hour > 12 {
			hour -= 12
		}
		return number(hour, letters)
	case "mm":
		return number(t.Minute(), letters)
	case "a":
		return l.halves[t.Hour()/12]
	}
	return letters
}

// number returns n with as many digits as there are letters, or more.
func number(n int, letters string) string {
	if n < 10 && len(letters) == 2 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// Plural returns the category of a whole number: "one", "few", "other". The names are
// those of CLDR.
func (l *Locale) Plural(n int) string {
	if n < 0 {
		n = -n
	}
	switch {
	case n < 100:
		return l.small[n]
	case n%1_000_000 == 0:
		return l.millions
	}
	return l.large[n%100]
}

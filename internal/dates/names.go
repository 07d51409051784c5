package dates

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"pairbook/internal/locale"
)

// The languages whose names of months and weekdays are known.
var languages = []string{
	"en", "ca", "cs", "da", "de", "es", "fi", "fr", "hr", "hu", "it",
	"nb", "nl", "pl", "pt", "pt-BR", "ro", "ru", "sk", "sv", "tr", "uk",
}

// names are the words of dates in all languages.
var names = sync.OnceValue(func() (all struct {
	months   map[string][]string // numbers of months: a word can mean two, in two languages
	weekdays map[string]bool
}) {
	all.months, all.weekdays = map[string][]string{}, map[string]bool{}
	for _, tag := range languages {
		l, _ := locale.Find(tag)
		for _, list := range [][]string{l.Months, l.ShortMonths} {
			for i, name := range list {
				add(all.months, fold(name), monthNumbers[i])
			}
		}
		for _, list := range [][]string{l.Weekdays, l.ShortWeekdays} {
			for _, name := range list {
				for _, part := range words(name) { // quinta-feira
					all.weekdays[part] = true
				}
			}
		}
	}
	add(all.months, "sept", "9")
	add(all.months, "jänner", "1")
	add(all.months, "feber", "2")
	for _, day := range []string{"tues", "wednes", "thur", "thurs"} {
		all.weekdays[day] = true
	}
	return all
})

var monthNumbers = []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"}

func add(months map[string][]string, name, number string) {
	for _, known := range months[name] {
		if known == number {
			return
		}
	}
	months[name] = append(months[name], number)
}

// fold is a word without capitals and a full stop at its end.
func fold(word string) string {
	return strings.TrimSuffix(cases.Fold().String(norm.NFC.String(word)), ".")
}

// words are the words of a text, folded, without what stands between them.
func words(text string) []string {
	all := strings.FieldsFunc(text, func(r rune) bool {
		return strings.ContainsRune(",-./", r) || unicode.IsSpace(r)
	})
	for i, w := range all {
		all[i] = fold(strings.TrimLeft(w, "'’"))
	}
	return all
}

// between are words that stand between those of a date: 14 de enero de 2027.
var between = map[string]bool{"of": true, "the": true, "de": true, "del": true, "d": true, "di": true, "do": true, "den": true, "der": true, "le": true, "el": true, "il": true, "al": true}

// ordinal matches the number of a day, or of a year.
var ordinal = regexp.MustCompile(`^([0-9]{1,4})(?:st|nd|rd|th|er|º|ª|°|:e|e|a)?$`)

// runTogether matches 14Jan2027.
var runTogether = regexp.MustCompile(`^([0-9]{1,2})(\pL+)([0-9]{2}|[0-9]{4})$`)

// named reads a date with the name of a month, in any of the orders that languages
// have. A year of two digits comes last.
func named(text string) Written {
	if m := runTogether.FindStringSubmatch(text); m != nil {
		text = m[1] + " " + m[2] + " " + m[3]
	}
	var tokens []string
	for _, w := range words(text) {
		if !between[w] {
			tokens = append(tokens, w)
		}
	}
	for len(tokens) > 3 && names().weekdays[tokens[0]] {
		tokens = tokens[1:]
	}
	if len(tokens) != 3 {
		return Written{}
	}
	for i, order := range [][3]int{{0, 1, 2}, {1, 0, 2}, {2, 1, 0}} { // day, month, year
		dd, year := ordinal.FindStringSubmatch(tokens[order[0]]), tokens[order[2]]
		months := names().months[tokens[order[1]]]
		if dd == nil || len(dd[1]) > 2 || len(months) == 0 || !digits(year) {
			continue
		}
		var all []Reading
		for _, month := range months {
			switch {
			case len(year) == 4:
				all = append(all, day(year, month, dd[1], Unsaid))
			case len(year) == 2 && i < 2:
				all = append(all, short(year, month, dd[1], Unsaid))
			default:
				return Written{}
			}
		}
		return Written{MonthName, readings(all...)}
	}
	return Written{}
}

func digits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

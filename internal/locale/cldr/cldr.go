// Package cldr writes dates, times and plurals by the library gohugoio/locales, and
// corrects what that has wrong (table.go). The data of package locale is made from it, and
// tested against it.
//
// Only the generator and the tests of package locale import it: the linker keeps
// every method of the library's locales, some 3 MB.
package cldr

import (
	"fmt"
	"strings"
	"time"

	"github.com/gohugoio/locales"
	"github.com/gohugoio/locales/en"
)

// A Locale writes in one language, or in that of one region.
type Locale struct {
	Tag    string // of BCP 47: "en", "en-GB"
	names  locales.Translator
	manner manner
}

// All returns the locales in the order of their tags.
func All() []Locale {
	var all []Locale
	for _, row := range table {
		all = append(all, Locale{row.tag, row.load(), row.manner})
	}
	return all
}

// Months returns the names of the months as they stand in a date.
func (l Locale) Months() []string { return l.names.MonthsWide() }

// ShortMonths returns the abbreviated names of the months; nothing where the
// library has none.
func (l Locale) ShortMonths() []string {
	if l.manner&enMonths != 0 {
		return en.New().MonthsAbbreviated()
	}
	if l.names.MonthAbbreviated(time.January) == "" { // MonthsAbbreviated would panic
		return nil
	}
	return l.names.MonthsAbbreviated()
}

// Weekdays returns the names of the days as they stand in a date, from Sunday on.
func (l Locale) Weekdays() []string { return l.names.WeekdaysWide() }

// ShortWeekdays returns the abbreviated names of the days, from Sunday on.
func (l Locale) ShortWeekdays() []string { return l.names.WeekdaysAbbreviated() }

// WeekdaysAlone returns the names of the days as they stand by themselves. Finnish
// alone needs them in a date, and the library has only "on Thursday", which ends in -na.
func (l Locale) WeekdaysAlone() []string {
	var all []string
	for _, day := range l.Weekdays() {
		all = append(all, strings.TrimSuffix(day, "na"))
	}
	return all
}

// FullDate returns a date with its weekday.
func (l Locale) FullDate(t time.Time) string {
	weekday := l.names.WeekdayWide(t.Weekday())
	full := strings.ReplaceAll(l.names.FmtDateFull(t), "cccc", l.WeekdaysAlone()[t.Weekday()])
	if l.manner&noComma != 0 {
		full = strings.Replace(full, weekday+", ", weekday+" ", 1)
	}
	return full
}

// ShortDate returns a date without its weekday, the month cut short where the
// language does that.
func (l Locale) ShortDate(t time.Time) string {
	switch {
	case l.manner&enMonths != 0:
		return strings.Replace(l.names.FmtDateLong(t), l.names.MonthWide(t.Month()), en.New().MonthAbbreviated(t.Month()), 1)
	case l.manner&longDay != 0:
		return l.names.FmtDateLong(t)
	}
	return l.names.FmtDateMedium(t)
}

// Clock returns the time of a day.
func (l Locale) Clock(hour, minute int) string {
	if l.manner&clock24 != 0 {
		return fmt.Sprintf("%02d:%02d", hour, minute)
	}
	return strings.TrimSpace(l.names.FmtTimeShort(time.Date(2000, 1, 1, hour, minute, 0, 0, time.UTC)))
}

// Plural returns the category of a whole number: "one", "few", "other".
func (l Locale) Plural(n int) string {
	rule := l.names.CardinalPluralRule(float64(n), 0)
	if rule == locales.PluralRuleUnknown {
		rule = locales.PluralRuleOther
	}
	return strings.ToLower(rule.String())
}

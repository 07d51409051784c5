package render

import (
	"fmt"
	"html"
	"strings"
	"sync"
	"time"

	"github.com/gohugoio/locales"
	"github.com/gohugoio/locales/en"

	"pairbook/internal/program"
)

// A calendar writes dates and times in one language, and remembers the dates: a
// cohort meets on the same few days.
type calendar struct {
	tag    string // the locale in use; "en" when there is none for the language
	names  locales.Translator
	manner manner

	mu    sync.Mutex
	dates map[program.Date]written
}

// A written date is the two forms of a date as elements, and the short one as
// text.
type written struct{ full, short, plain string }

// newCalendar returns the calendar of a language. ok is false when neither the
// language nor what it falls back to is among the known ones: English then.
func newCalendar(lang program.Language) (c *calendar, ok bool) {
	for tag := string(lang); tag != ""; tag = tag[:max(0, strings.LastIndexByte(tag, '-'))] {
		for _, l := range known {
			if strings.EqualFold(l.tag, tag) {
				return &calendar{tag: l.tag, names: l.load(), manner: l.manner, dates: map[program.Date]written{}}, true
			}
		}
	}
	c, _ = newCalendar("en-GB")
	return c, false
}

// full returns the date as an element, "Thursday 4 February 2027"; nothing for
// the zero Date.
func (c *calendar) full(d program.Date) string { return c.write(d).full }

// short is full without the weekday, and with the month cut short where the
// language does that.
func (c *calendar) short(d program.Date) string { return c.write(d).short }

// plainShort is short as text.
func (c *calendar) plainShort(d program.Date) string { return c.write(d).plain }

func (c *calendar) write(d program.Date) written {
	if d.IsZero() {
		return written{}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if w, ok := c.dates[d]; ok {
		return w
	}
	// Midnight of UTC has the same date as d by definition; no zone comes in.
	t := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
	full, short := c.forms(t)
	w := written{full: element(d, full), short: element(d, short), plain: short}
	c.dates[d] = w
	return w
}

func element(d program.Date, text string) string {
	return fmt.Sprintf(`<time datetime="%s">%s</time>`, d, html.EscapeString(text))
}

// forms returns the two forms of a date as plain text.
func (c *calendar) forms(t time.Time) (full, short string) {
	weekday := c.names.WeekdayWide(t.Weekday())
	full = c.names.FmtDateFull(t)
	if strings.Contains(full, "cccc") {
		// The weekday as it stands alone: Finnish alone asks for it, and the
		// library has only "on Thursday", which ends in -na.
		full = strings.ReplaceAll(full, "cccc", strings.TrimSuffix(weekday, "na"))
	}
	if c.manner&noComma != 0 {
		full = strings.Replace(full, weekday+", ", weekday+" ", 1)
	}
	switch {
	case c.manner&enMonths != 0:
		short = strings.Replace(c.names.FmtDateLong(t), c.names.MonthWide(t.Month()), en.New().MonthAbbreviated(t.Month()), 1)
	case c.manner&longDay != 0:
		short = c.names.FmtDateLong(t)
	default:
		short = c.names.FmtDateMedium(t)
	}
	return full, short
}

// clock returns the time of day, "15:00" or "3:00 pm" as the language has it;
// nothing when it is not set.
func (c *calendar) clock(at program.Clock) string {
	if at.IsZero() {
		return ""
	}
	if c.manner&clock24 != 0 {
		return at.String()
	}
	return strings.TrimSpace(c.names.FmtTimeShort(time.Date(2000, 1, 1, at.Hour, at.Minute, 0, 0, time.UTC)))
}

// plural returns the category of a whole number in the language, as the ending
// of a key: ".one", ".few", ".other".
func (c *calendar) plural(n int) string {
	rule := c.names.CardinalPluralRule(float64(n), 0)
	if rule == locales.PluralRuleUnknown {
		rule = locales.PluralRuleOther
	}
	return "." + strings.ToLower(rule.String())
}

package render

import (
	"fmt"
	"html"
	"sync"
	"time"

	"pairbook/internal/locale"
	"pairbook/internal/program"
)

// A calendar writes dates and times in one language, and remembers the dates: a
// cohort meets on the same few days.
type calendar struct {
	*locale.Locale

	mu    sync.Mutex
	dates map[program.Date]written
}

// A written date is the two forms of a date as elements, and the short one as
// text.
type written struct{ full, short, plain string }

// newCalendar returns the calendar of a language. ok is false when neither the
// language nor what it falls back to is among the known ones: English then.
func newCalendar(lang program.Language) (c *calendar, ok bool) {
	l, ok := locale.Find(string(lang))
	if !ok {
		l, _ = locale.Find("en-GB")
	}
	return &calendar{Locale: l, dates: map[program.Date]written{}}, ok
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
	t := midnight(d)
	short := c.ShortDate(t)
	w := written{full: element(d, c.FullDate(t)), short: element(d, short), plain: short}
	c.dates[d] = w
	return w
}

func element(d program.Date, text string) string {
	return fmt.Sprintf(`<time datetime="%s">%s</time>`, d, html.EscapeString(text))
}

// midnight returns the date as a time of UTC, so that no zone comes in.
func midnight(d program.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// clock returns the time of day, "15:00" or "3:00 pm" as the language has it;
// nothing when it is not set.
func (c *calendar) clock(at program.Clock) string {
	if at.IsZero() {
		return ""
	}
	return c.Clock(at.Hour, at.Minute)
}

// plural returns the category of a whole number in the language, as the ending
// of a key: ".one", ".few", ".other".
func (c *calendar) plural(n int) string { return "." + c.Plural(n) }

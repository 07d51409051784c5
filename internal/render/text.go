package render

import (
	"time"

	"pairbook/internal/program"
	"pairbook/internal/workbook"
)

// A Text says things in one language where there is no page: in mails and in tables. All
// it returns is plain text.
type Text struct{ l *localized }

// Text returns the Text of a language, with the programme's labels.
func (r *Renderer) Text(lang program.Language) Text {
	return Text{r.localize(localizedKey{lang: lang, labels: r.labels})}
}

// Speech is Text, for package workbook.
func (r *Renderer) Speech(lang program.Language) workbook.Speech { return r.Text(lang) }

// Date returns "Thursday 4 February 2027"; nothing for the zero Date.
func (t Text) Date(d program.Date) string {
	if d.IsZero() {
		return ""
	}
	return t.l.calendar.FullDate(midnight(d))
}

// Clock returns "15:00" or "3:00 pm"; nothing when no time is set.
func (t Text) Clock(at program.Clock) string { return t.l.calendar.clock(at) }

// Month returns the name of a month.
func (t Text) Month(m time.Month) string { return t.l.calendar.Months[m-1] }

// And returns names as a list in words: "Amara Nwosu, Ben Adeyemi and Tom Okafor".
func (t Text) And(names []string) string { return t.l.and(names) }

// Said returns the string of a key, filled in from pairs of name and value; nothing when
// there is none.
func (t Text) Said(key string, pairs ...any) string {
	said, _, err := t.l.words(key, pairs)
	text, ok := said.(string)
	if err != nil || !ok {
		return ""
	}
	return text
}

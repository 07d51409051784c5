package workbook

import (
	"strings"

	"pairbook/internal/program"
)

// next is the height of what is said of the next meeting, and the gap behind it.
func (r *ruler) next(m Meeting) float64 {
	if r.Columns < 2 {
		m.Focus = ""
		return r.label.Line() + r.facts(m)
	}
	wide, line := r.wideFact(2, 1), r.strong.Line()
	if m.where() == "" || m.Date.IsZero() || m.Time.IsZero() {
		line = r.FactBlank
	}
	h := r.label.Line() + r.panelled() + r.small.Line() + max(line, r.strong.Height(m.where(), wide), r.strong.Height(r.date(m.Date), wide)) + r.Between
	if len(m.Local) > 0 {
		h += r.locally(m.Local)
	}
	return h
}

// wideFact is how wide a wide fact is among so many wide ones and narrow ones on a panel. A
// wide one is twice as wide.
func (r *ruler) wideFact(wide, narrow float64) float64 {
	return (r.Width - 2*r.Panel - r.Beside*(wide+narrow-1)) * 2 / (2*wide + narrow)
}

// panelled is what a panel of facts has above and below them.
func (r *ruler) panelled() float64 { return 2*r.FactsEnd + r.Bar }

// facts are a meeting's, with the gap behind them. What is not known has a line to write it on.
func (r *ruler) facts(m Meeting) float64 {
	date, h := r.date(m.Date), r.panelled()
	box := func(text string, column float64, open bool) float64 {
		least := 0.0
		if open {
			least = r.FactBlank
		}
		return r.small.Line() + max(r.strong.Height(text, column), least)
	}
	if r.Columns > 1 {
		open := m.where() == "" || date == "" || m.Time.IsZero() || m.Minutes == 0
		h += max(box(m.where(), r.wideFact(2, 2), open), box(date, r.wideFact(2, 2), open))
	} else {
		wide := r.wideFact(1, 1)
		h += box(date, wide, date == "" || m.Time.IsZero()) + r.Beside + box(m.where(), wide, m.where() == "" || m.Minutes == 0)
	}
	h += r.Between
	if len(m.Local) > 0 {
		h += r.locally(m.Local) + r.Between
	}
	if m.Focus != "" {
		h += r.text.Height(aWord+" "+m.Focus, r.Width) + r.Between
	}
	return h
}

// locally is the height of when a meeting begins for people in different time zones.
func (r *ruler) locally(times []Local) float64 {
	said := ""
	for _, l := range times {
		said += "12:00\u00a0p.m. para " + l.Who + "; "
		if !l.Date.IsZero() {
			said += "(" + aDay + ") "
		}
	}
	return r.text.Height(said, r.Width)
}

// contact is a panel with a contact on it.
func (r *ruler) contact(c program.Contact) float64 {
	return r.panelled() + r.small.Line() + r.text.Height(contactLine(c), r.Width-2*r.Panel)
}

// contactLine is about the text of a contact on one line. A number is not broken.
func contactLine(c program.Contact) string {
	return c.Name + "    " + string(c.Email) + "    " + unbroken(c.Phone)
}

// unbroken is a text whose words stay on one line.
func unbroken(text string) string { return strings.ReplaceAll(text, " ", "\u00a0") }

package workbook

import (
	"cmp"
	"strings"

	"pairbook/internal/program"
	"pairbook/internal/room"
)

// A ruler measures what stands on a sheet, in millimetres: never less than it takes. Its
// rules are those of the style sheets, which get their sizes from the same measures.
type ruler struct {
	*room.Paper
	text, strong, small, label, question, guide, clause, title, head, name, cell, column, address room.Type

	labels program.Labels // what the roles are called
	speech Speech         // how dates are written; nil: as the longest of all
}

// of returns the ruler for sheets that call the roles so and speak so. It may be nil.
func (r *ruler) of(labels program.Labels, speech Speech) *ruler {
	if r == nil {
		return nil
	}
	own := *r
	own.labels, own.speech = labels, speech
	return &own
}

// date is a date as it is printed; empty when it is not known.
func (r *ruler) date(d program.Date) string {
	switch {
	case d.IsZero():
		return ""
	case r.speech == nil:
		return aDate
	}
	return r.speech.Date(d)
}

func newRuler(p *room.Paper) *ruler {
	return &ruler{
		Paper:    p,
		text:     p.Type(p.Body, 1, p.Leading),
		strong:   p.Type(p.Strong, 1, p.Leading),
		small:    p.Type(p.Body, p.Small, p.CloseLeading),
		label:    p.Type(p.Strong, p.Label, p.HeadLeading),
		question: p.Type(p.Heading, p.Question, p.HeadLeading),
		guide:    p.Type(p.Body, p.Guide, p.GuideLeading),
		clause:   p.Type(p.Body, p.Clause, p.CloseLeading),
		title:    p.Type(p.Heading, p.Title, p.TitleLeading),
		head:     p.Type(p.Slanted, p.Running, p.HeadLeading),
		name:     p.Type(p.Heading, p.Name, p.HeadLeading),
		cell:     p.Type(p.Body, 1, p.CloseLeading),
		column:   p.Type(p.Strong, p.Small, p.CloseLeading),
		address:  p.Type(p.Body, p.Label, p.GuideLeading),
	}
}

// runningBeside is what stands beside the running head, the section or the number of the sheet,
// in millimetres where running text has ten points.
const runningBeside = 45

// stroke is how thick a line is at most that is no line to write on, in millimetres.
const stroke = .5

// What stands for short words of the strings: as long as the longest of the languages that come
// with the program. Longer strings are looked up.
const (
	aTitle = "How we work together"
	aWord  = "Continuation"
	aDay   = "30 Mmm 2027"
	aMark  = "(vom Programm festgelegt)"
	aDate  = "Wednesday 30\u00a0September\u00a02027"
)

// columns is the width of each of two columns, or of the one.
func (r *ruler) columns() float64 {
	if r.Columns < 2 {
		return r.Width
	}
	return (r.Width - r.Gutter) / 2
}

// share is a part of the width of the text, said in per cent.
func (r *ruler) share(percent float64) float64 { return percent / 100 * r.Width }

// frame is the running head and the foot with the gaps behind and before them, and what
// else every sheet has.
func (r *ruler) frame(f *Frame) float64 {
	head := r.head.Line()
	foot := r.Type(r.Body, r.Small, r.HeadLeading).Height(orLine(f.Program), r.Width-runningBeside*r.Text/10)
	h := head + foot + 2*r.Between
	if r.Columns < 2 {
		h += 3 // strokes and boxes are thicker
	}
	if f.Strip {
		h += r.Slip + r.Between
	}
	return h
}

// side is what is free below the running head of a sheet, and above its foot, for parts that
// each count the gap behind them: there is none behind the last but that of the foot.
func (r *ruler) side(f *Frame) float64 { return r.Height - r.frame(f) + r.Between }

// running is a title cut to the one line of a running head.
func (r *ruler) running(title string) string {
	if r == nil {
		return title
	}
	return shortened(title, r.head, r.Width-runningBeside*r.Text/10, 1)
}

// shortened is a text cut to so many lines, with "…" for what is left out.
func shortened(text string, t room.Type, column float64, lines int) string {
	if _, rest := t.Cut(text, column, lines); rest == "" {
		return text
	}
	head, _ := t.Cut(text, column-2*t.Size*25.4/72, lines)
	return strings.TrimRight(head, " ,&") + " …"
}

// omitted stands where a text goes on elsewhere, and there before what is left of it.
const omitted = "[…]"

// divided cuts a text that needs more than so many lines, and marks both sides of the cut. The
// last line that has room goes along with what is left: a word alone there would say nothing.
func divided(t room.Type, text string, column float64, lines int) (head, rest string) {
	head, rest = t.Cut(text, column, lines)
	if rest == "" || lines < 2 {
		return head, rest
	}
	head, rest = t.Cut(text, column, lines-1)
	return strings.TrimRight(head, " ") + " " + omitted, omitted + " " + rest
}

// orLine is a text that takes a line even when there is none.
func orLine(text string) string {
	if text == "" {
		return " "
	}
	return text
}

// heading is the title of a sheet with the guidance beside it, and the gap behind it.
func (r *ruler) heading(title string, kicker, mark bool, summary string) float64 {
	width, guided := r.Width, summary != ""
	if guided && r.Columns > 1 {
		width -= r.GuideWidth + r.Gutter
	}
	if mark {
		width -= r.Mark + r.Beside
	}
	h := r.title.Height(orLine(title), width)
	if kicker {
		h += r.label.Line() + r.Below
	}
	if mark {
		h = max(h, r.Mark)
	}
	if guided {
		beside := r.GuideWidth
		if r.Columns < 2 {
			beside = r.Width
		}
		g := r.guide.Height(summary, beside-2*r.Panel) + 2*r.GuideEnd
		if r.Columns > 1 {
			h = max(h, g)
		} else {
			h += r.Beside + g
		}
	}
	return h + r.Between
}

// continued is the title of a sheet that goes on with another, and the gap behind it.
func (r *ruler) continued(title string) float64 {
	return float64(r.title.LinesThen(title, r.small, "("+aWord+")", r.Width))*r.title.Line() + r.Between
}

// ruled is how thick a line of a table is, at most.
func (r *ruler) ruled() float64 {
	if r.Columns < 2 {
		return .4
	}
	return r.Stroke + .05
}

// sure is the height of the lines that a question is certain to have.
func (r *ruler) sure(lines int) float64 { return float64(r.Least(lines)) * r.Line }

// role is what a role is called, as long as the longest of the words for it.
func (r *ruler) role(role program.Role) string {
	singular, plural := r.labels.Mentor, r.labels.Mentors
	if role == program.Mentee {
		singular, plural = r.labels.Mentee, r.labels.Mentees
	}
	switch {
	case len(plural) > len(singular):
		return plural
	case singular != "":
		return singular
	}
	return "Mentorandas" // the longest of the languages that come with the program
}

// asks is a grid of questions. One that is left over takes the whole width.
func (r *ruler) asks(prompts []Prompt) float64 {
	across, h := int(r.Columns), 0.0
	for i := 0; i < len(prompts); i += across {
		row, column, highest := prompts[i:min(i+across, len(prompts))], r.columns(), 0.0
		if len(row) < across {
			column = r.Width
		}
		for _, p := range row {
			highest = max(highest, r.ask(p, column))
		}
		h += highest + r.Between
	}
	return h
}

// action is a promise with a box to tick, in a column.
func (r *ruler) action(a Action, column float64) float64 {
	column -= r.Tick
	return r.text.Height(a.What, column) + r.small.Height(remarks(a), column) + 2*r.Item
}

// remarks is what stands below a promise: who, when and a note.
func remarks(a Action) string {
	text := a.Who
	if a.Everyone {
		text = aWord
	}
	if !a.Due.IsZero() {
		text += " · " + aDay
	}
	if a.Note != "" {
		text += " · " + a.Note
	}
	return text
}

// item is an item of a list with bullets or numbers.
func (r *ruler) item(text string, column float64) float64 {
	return r.text.Height(text, column-r.Bullet)
}

// focus is a goal with its scale.
func (r *ruler) focus(f Focus, column float64) float64 {
	text := f.Goal.Title
	if f.Goal.Owner != "" {
		text += " (" + f.Goal.Owner + ")"
	}
	if f.Goal.Progress.Value > 0 {
		text += " 100\u00a0%\u00a0so\u00a0far.."
	}
	return r.text.Height(text, column-r.Number) + r.Scale + r.Apart
}

// row is a row of a table, the height of the highest of its cells. Its line is within the least.
func (r *ruler) row(least float64, cells ...float64) float64 {
	h := least
	for _, c := range cells {
		h = max(h, c+2*r.Cell+r.ruled())
	}
	return h
}

// inCell is the height of the text of a cell in a column as wide as the table has it.
func (r *ruler) inCell(text string, column float64) float64 {
	return r.cell.Height(text, column-2*r.CellSide)
}

// called is a name with what to call the person in quotation marks.
func called(p program.Person) string {
	if p.Preferred == "" {
		return p.Name
	}
	return p.Name + " “" + p.Preferred + "”"
}

// person is a person on the cover.
func (r *ruler) person(p Member) float64 {
	column := r.columns()
	h := r.label.Height(cmp.Or(p.As, aWord), column) + r.Below + r.Bar + r.BarTop + r.name.Height(called(p.Person)+" "+p.Pronouns, column)
	if p.Title != "" || p.Team != "" {
		h += r.text.Height(p.Title+", "+p.Team, column)
	}
	h += r.address.Height(string(p.Timezone), column) + r.Between
	link := p.Link.Short()
	if r.Columns < 2 {
		return h + r.address.Height(string(p.Email), column) + r.address.Height(p.Phone, column) + r.address.Height(link, column)
	}
	return h + r.address.Height(strings.TrimSpace(string(p.Email)+"     "+p.Phone+"     "+link), column)
}

// sign is the place for a signature with a name above it.
func (r *ruler) sign(p Member) float64 {
	return r.strong.Height(p.Name+" ("+cmp.Or(p.As, aWord)+")", r.columns()) + r.Sign + r.text.Line() + r.Item + stroke
}

// clauseHeight is a clause of the agreement.
func (r *ruler) clauseHeight(c Clause, column float64) float64 {
	title := orLine(c.Title)
	if c.Fixed {
		title += " " + aMark
	}
	return r.question.Height(title, column) + r.clause.Height(c.Text, column) + float64(c.Lines)*r.lineToTick() + r.Apart
}

// lineToTick is the height of a line to write on with a box to tick.
func (r *ruler) lineToTick() float64 { return r.Line + 2*r.Item }

// blankFocus is a goal to write in, with its scale.
func (r *ruler) blankFocus() float64 {
	return r.Line + r.Apart + stroke + r.Scale + r.Apart
}

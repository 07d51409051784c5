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
	text, strong, small, label, question, guide, clause, title, head, name room.Type

	labels program.Labels // what the roles are called
}

// calling returns the ruler for sheets that call the roles so. It may be nil.
func (r *ruler) calling(labels program.Labels) *ruler {
	if r == nil {
		return nil
	}
	own := *r
	own.labels = labels
	return &own
}

func newRuler(p *room.Paper) *ruler {
	return &ruler{
		Paper:    p,
		text:     p.Type(p.Body, 1, p.Leading),
		strong:   p.Type(p.Strong, 1, p.Leading),
		small:    p.Type(p.Body, p.Small, 1.35),
		label:    p.Type(p.Strong, p.Label, 1.3),
		question: p.Type(p.Heading, p.Question, 1.3),
		guide:    p.Type(p.Body, p.Guide, 1.4),
		clause:   p.Type(p.Body, p.Clause, 1.35),
		title:    p.Type(p.Heading, p.Title, p.TitleLeading),
		head:     p.Type(p.Slanted, max(p.Small, .92), 1.3),
		name:     p.Type(p.Heading, 1.2, 1.2),
	}
}

// Distances that are the same in every theme, in millimetres.
const (
	gutter        = 8   // between columns
	bullet        = 9   // before the items of a list: the wider of all themes
	thread        = 1.1 // the thickest stroke of a frame
	runningBeside = 45  // beside the running head: the section, or the number of the sheet
	padding       = 2   // of a cell, on each side
	panel         = 3   // of a panel, on each side
	panelEnd      = 2.2 // of a panel, above and below
	coverPadding  = 10  // of the drawing on the cover, on each side
)

// What stands for short words of the strings: as long as the longest of the languages that come
// with the program. Longer strings are looked up.
const (
	aTitle = "How we work together"
	aWord  = "Continuation"
	aDay   = "30 Mmm 2027"
	aMark  = "(vom Programm festgelegt)"
	aDate  = "Wednesday 30 September 2027"
)

// columns is the width of each of two columns, or of the one.
func (r *ruler) columns() float64 {
	if r.Columns < 2 {
		return r.Width
	}
	return (r.Width - gutter) / 2
}

// frame is the running head and the foot with the gaps behind and before them, and what
// else every sheet has.
func (r *ruler) frame(f *Frame) float64 {
	head := r.head.Line()
	foot := r.small.Height(orLine(f.Program), r.Width-runningBeside*r.Text/10)
	h := head + foot + 2*r.Between
	if r.Columns < 2 {
		h += 3 // strokes and boxes are thicker
	}
	if f.Strip {
		h += r.Slip + r.Between
	}
	return h
}

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
		width -= r.GuideWidth + gutter
	}
	if mark {
		width -= r.Mark + 4
	}
	h := r.title.Height(orLine(title), width)
	if kicker {
		h += r.label.Line() + 1
	}
	if mark {
		h = max(h, r.Mark)
	}
	if guided {
		beside := r.GuideWidth
		if r.Columns < 2 {
			beside = r.Width
		}
		g := r.guide.Height(summary, beside-2*panel) + 2*1.6
		if r.Columns > 1 {
			h = max(h, g)
		} else {
			h += 4 + g
		}
	}
	return h + r.Between
}

// continued is the title of a sheet that goes on with another, and the gap behind it.
func (r *ruler) continued(title string) float64 {
	return float64(r.title.LinesThen(title, r.small, "("+aWord+")", r.Width))*r.title.Line() + r.Between
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

// facts are a meeting's, with the gap behind them.
func (r *ruler) facts(m Meeting) float64 {
	name := r.small.Line()
	box := func(text string, column, least float64) float64 {
		if text == "" {
			return name + least + 1
		}
		return name + r.strong.Height(text, column)
	}
	date := aDate
	h := 2 * 1.4
	if r.Columns > 1 {
		wide := (r.Width - 2*panel - 12) / 3
		h += max(box(m.where(), wide, 6), box(date, wide, 6))
	} else {
		wide, least := .55*(r.Width-2*panel)+(.17*(r.Width-2*panel)-4)*2/3, 0.0 // what is free is shared one to two
		if m.Date.IsZero() || m.Time.IsZero() {
			least = 11
		}
		h += box(date, wide, least) + 4
		if least = 0; m.where() == "" || m.Minutes == 0 {
			least = 11
		}
		h += box(m.where(), wide, least)
	}
	h += r.Between
	if len(m.Local) > 0 {
		said := ""
		for _, l := range m.Local {
			said += "12:00 mm mmmm " + l.Who + "; "
			if !l.Date.IsZero() {
				said += "(" + aDay + ") "
			}
		}
		h += r.text.Height(said, r.Width) + r.Between
	}
	if m.Focus != "" {
		h += r.text.Height(aWord+" "+m.Focus, r.Width) + r.Between
	}
	return h
}

// action is a promise with a box to tick, in a column.
func (r *ruler) action(a Action, column float64) float64 {
	column -= r.Tick
	return r.text.Height(a.What, column) + r.small.Height(remarks(a), column) + 1.5*r.Text/10
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
	return r.text.Height(text, column-bullet)
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
	return r.text.Height(text, column-r.Tick-2) + r.Scale + 2*r.Text/10*1.6
}

// row is a row of a table, the height of the highest of its cells.
func (r *ruler) row(least float64, cells ...float64) float64 {
	h := least
	for _, c := range cells {
		h = max(h, c+2*r.Cell)
	}
	return h + .4
}

// cell is the text of a cell in a column as wide as the table has it.
func (r *ruler) cell(text string, column float64) float64 {
	return r.Type(r.Body, 1, 1.35).Height(text, column-2*padding)
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
	h := r.label.Height(cmp.Or(p.As, aWord), column) + 1 + 1.5 + thread + r.name.Height(called(p.Person)+" "+p.Pronouns, column)
	if p.Title != "" || p.Team != "" {
		h += r.text.Height(p.Title+", "+p.Team, column)
	}
	contact := r.Type(r.Body, r.Label, 1.4)
	h += contact.Height(string(p.Timezone), column) + 3
	link := p.Link.Short()
	if r.Columns < 2 {
		return h + contact.Height(string(p.Email), column) + contact.Height(p.Phone, column) + contact.Height(link, column)
	}
	return h + contact.Height(strings.TrimSpace(string(p.Email)+"   "+p.Phone+"   "+link), column)
}

// sign is the place for a signature with a name above it.
func (r *ruler) sign(p Member) float64 {
	return r.strong.Height(p.Name+" ("+cmp.Or(p.As, aWord)+")", r.columns()) + 7*r.Text/10*1.5 + r.text.Line() + 2.6
}

// clauseHeight is a clause of the agreement.
func (r *ruler) clauseHeight(c Clause, column float64) float64 {
	title, line := orLine(c.Title), r.Line+.2
	if c.Fixed {
		title += " " + aMark
	}
	if r.Columns < 2 {
		line = r.Line + 2.4
	}
	return r.question.Height(title, column) + r.clause.Height(c.Text, column) + float64(c.Lines)*line + 1.6*r.Text/10*1.6
}

// contactLine is about the text of a contact on one line.
func contactLine(c program.Contact) string {
	return c.Name + "   " + string(c.Email) + "   " + c.Phone
}

// blankFocus is a goal to write in, with its scale.
func (r *ruler) blankFocus() float64 {
	return max(8, 12*(r.Text-10)/6) + 1.5 + .3 + r.Scale + 2*r.Text/10*1.6
}

package workbook

import (
	"slices"

	"pairbook/internal/program"
)

// Cover opens a workbook: who, when, what is in it, how far they have come.
type Cover struct {
	F            Frame
	Organisation string
	Cohort       string
	Status       program.Status
	Outcome      program.Outcome // of a closed relationship
	Mentors      []program.Person
	Mentees      []program.Person
	Others       []Member     // of neither side
	First, Last  program.Date // of the sessions that take place
	Schedule     program.Schedule
	Held, Count  int
	Cancelled    int
	Next         *program.Session // the first neither held nor cancelled; nil when there is none
	Goals        []program.Goal
	OpenActions  int  // of a closed relationship: those left open
	MoreGoals    int  // goals for which the cover has no room
	Short        bool // it has no room for how far they have come
	Contents     []Line
	Contact      program.Contact
	Calendar     string // "sessions.ics"; empty without dates

	// Pages of the workbook that the cover links to; empty where it has no such part.
	NextPage, GoalsPage, PromisesPage string
}

func (Cover) Template() string { return "cover" }
func (s *Cover) Frame() *Frame { return &s.F }

// Columns are the contents in two columns of much the same length.
func (s *Cover) Columns() [][]Line { return halves(s.Contents) }

// halves divides a list in two; the first has the odd one.
func halves[T any](list []T) [][]T {
	if len(list) < 2 {
		return [][]T{list}
	}
	middle := (len(list) + 1) / 2
	return [][]T{list[:middle], list[middle:]}
}

// A Line is one line of the contents.
type Line struct {
	Label  Label
	Detail string // a session's topic
	Href   string
	Sheet  int // the first of its sheets
	Date   program.Date
}

var cover = &kind{name: "cover", guide: "welcome", plan: planCover}

func coverPage(o *outline) {
	o.page("cover", 0, cover)
	o.ask(welcomeQuestions, "welcome")
}

func planCover(p *planning, f Frame, _ int) []Sheet {
	r, program := p.r, p.site.Program
	f.Label = Label{Key: "text", Name: p.book.Title}
	c := &Cover{
		F:            f,
		Organisation: program.Organisation, Status: r.Status, Outcome: r.Closing.Outcome,
		Mentors: r.Mentors, Mentees: r.Mentees, Others: others(r), Schedule: r.Schedule,
		Held: r.Held(), Count: len(r.Sessions), Cancelled: r.Cancelled(), Next: r.Next(), Goals: r.Goals,
		OpenActions: len(r.OpenBefore(len(r.Sessions) + 1)), Contact: r.Contact,
	}
	if cohort := p.site.Cohort(r.Cohort); cohort != nil {
		c.Cohort = cohort.Title
	}
	c.First, c.Last = span(slices.DeleteFunc(slices.Clone(r.Sessions), r.Dropped))
	c.Calendar = calendar(r)
	if c.Next != nil {
		c.NextPage = p.sessionPage(c.Next.Number)
	}
	c.GoalsPage, c.PromisesPage = p.partPage("goals"), p.partPage("follow-through")
	if p.ruler != nil {
		t := p.ruler.Type(p.ruler.Heading, p.ruler.CoverTitle, 1.06)
		c.F.Label.Name = shortened(p.book.Title, t, p.ruler.Width-14, 1+int(p.ruler.Columns))
	}
	c.Contents = make([]Line, p.pages-2) // without the cover and workbook.html
	if p.ruler == nil {
		return []Sheet{c}
	}
	return p.fitCover(c)
}

// partPage is the page of a part that has its name; empty where the workbook lacks it.
func (p *planning) partPage(name string) string {
	if !p.r.Has(name) {
		return ""
	}
	return name + ".html"
}

// fitCover keeps on the cover what fits there: people, then goals, and the contents when
// all of them do.
func (p *planning) fitCover(c *Cover) []Sheet {
	r := p.ruler
	column := r.columns()
	free := r.Height - p.coverFixed(c)
	across := int(r.Columns)
	people := append(sides(p.r), c.Others...)
	persons := list{
		n: (len(people) + across - 1) / across,
		height: func(i int) float64 {
			h := 0.0
			for _, person := range people[i*across : min((i+1)*across, len(people))] {
				h = max(h, r.person(person))
			}
			return h
		},
		block: func(from, to int) Block {
			return Block{People: people[from*across : min(to*across, len(people))]}
		},
	}
	rows, used := persons.fits(0, free)
	free -= used
	c.keep(min(rows*across, len(people)))
	facts := p.coverMeetings(c)
	soFar := r.question.Line() + 1 + 3*(r.text.Line()+.6) + 2*r.guide.Line()
	if r.Columns < 2 {
		if c.Short = p.coverFixed(c)+soFar > r.Height; !c.Short {
			free -= soFar
		}
		soFar = 0
	}
	goals := listOf(c.Goals, soFar, func(g program.Goal) float64 {
		return r.text.Height(g.Title+" 100\u00a0%\u00a0so\u00a0far..", column) + 3*r.Text/10
	}, func(some []program.Goal) Block { return Block{} })
	room := facts + free
	if r.Columns < 2 {
		room = free
	}
	if c.Short {
		room = 0
	}
	shown, needs := goals.fits(0, room)
	c.Goals, c.MoreGoals = c.Goals[:shown], len(c.Goals)-shown
	if r.Columns < 2 {
		free -= needs
	} else {
		free -= max(0, needs-facts)
	}
	contents := p.contentsList(len(c.Contents))
	var lists []list
	if rows < persons.n {
		lists = append(lists, persons.after(rows))
	}
	if rows < persons.n || contents.above+contents.whole()+r.Between > free {
		c.Contents = nil
		lists = append(lists, contents)
	}
	return append([]Sheet{c}, p.further(c.F, lists...)...)
}

// keep leaves the first so many people on the cover.
func (s *Cover) keep(n int) {
	mentors := min(n, len(s.Mentors))
	mentees := min(n-mentors, len(s.Mentees))
	s.Mentors, s.Mentees, s.Others = s.Mentors[:mentors], s.Mentees[:mentees], s.Others[:n-mentors-mentees]
}

// coverFixed is the height of what every cover has: the programme, the title, whose copy
// it is, and the meetings.
func (p *planning) coverFixed(c *Cover) float64 {
	r := p.ruler
	programme := r.Type(r.Heading, 1.25, 1.25).Height(c.F.Program, r.Width-60) + r.text.Height(c.Organisation, r.Width-60)
	title := r.Type(r.Heading, r.CoverTitle, 1.06).Height(c.F.Label.Name, r.Width-14) + r.label.Line() + 8 + r.Type(r.Body, 1.1, r.Leading).Height(orLine(c.Cohort), r.Width-14)
	contact := r.text.Height(contactLine(c.Contact), r.Width/2)
	foot := r.text.Line() + max(6, contact) + 4
	if r.Columns < 2 {
		contact = r.text.Height(contactLine(c.Contact), r.Width)
		foot = 2*(r.text.Line()+11+4) + contact
	}
	return max(16, programme) + 4 + title + p.coverMeetings(c) + foot + r.small.Line() + 3 + 6*r.Between
}

// coverMeetings is the height of the list of when and where.
func (p *planning) coverMeetings(c *Cover) float64 {
	r := p.ruler
	column := r.columns()*.66 - 4
	date, minutes := aDate, "000 minutes"
	if c.First.IsZero() {
		date = ""
	}
	if c.Schedule.Minutes == 0 {
		minutes = ""
	}
	h := r.question.Line() + 1
	for _, text := range []string{date, date, "every 00 months", minutes, where(c.Schedule.Place, c.Schedule.Link)} {
		line := r.text.Height(text, column) + .6
		if text == "" {
			line = 7.6
			if r.Columns < 2 {
				line = 12.6
			}
		}
		h += line
	}
	return h
}

// contentsList is the list of n pages in its columns: a row of it is an item.
func (p *planning) contentsList(n int) list {
	r := p.ruler
	across := int(r.Columns)
	topics := make([]string, n)
	for i := range p.r.Sessions {
		if at := i + n - len(p.r.Sessions); at >= 0 {
			topics[at] = p.topic(p.r.Sessions[i]).Title
		}
	}
	highest := 0.0
	for _, topic := range topics {
		highest = max(highest, r.text.Height("Session 00 "+topic, r.columns()-12)+1.2)
	}
	return list{
		n: (n + across - 1) / across, above: r.question.Line() + 1,
		height: func(int) float64 { return highest },
		block: func(from, to int) Block {
			return Block{Heading: Label{Key: "cover.contents"}, Lines: make([]Line, min(to*across, n)-from*across)}
		},
	}
}

// CalendarName is the file of a workbook's sessions, beside its pages.
const CalendarName = "sessions.ics"

// calendar returns the name of the calendar of a relationship that has dates.
func calendar(r *program.Relationship) string {
	if first, _ := span(r.Sessions); first.IsZero() {
		return ""
	}
	return CalendarName
}

// span returns the first and the last date there is.
func span(sessions []program.Session) (first, last program.Date) {
	for _, s := range sessions {
		if s.Date.IsZero() {
			continue
		}
		if first.IsZero() {
			first = s.Date
		}
		last = s.Date
	}
	return first, last
}

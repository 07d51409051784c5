package workbook

import (
	"slices"

	"pairbook/internal/program"
)

// Cover opens a workbook: whose it is.
type Cover struct {
	F            Frame
	Organisation string          `facts:"title"`
	Cohort       string          `facts:"title"`
	Status       program.Status  `facts:"-"`
	Outcome      program.Outcome `facts:"-"` // of a closed relationship
	Way          Way             `facts:"-"`
}

func (Cover) Template() string { return "cover" }
func (s *Cover) Frame() *Frame { return &s.F }

// Back is the back of the cover: who, when, what is in the workbook, how far they have come.
type Back struct {
	F           Frame
	Status      program.Status   `facts:"-"`
	Mentors     []program.Person `facts:"people:Name,Preferred,Pronouns,Title,Team,Email,Phone,Link,Timezone,Role,As"`
	Mentees     []program.Person `facts:"people:Name,Preferred,Pronouns,Title,Team,Email,Phone,Link,Timezone,Role,As"`
	Others      []Member         `facts:"people:Name,Preferred,Pronouns,Title,Team,Email,Phone,Link,Timezone,Role,As"` // of neither side
	First, Last program.Date     `facts:"meeting"`                                                                     // of the sessions that take place
	Schedule    program.Schedule `facts:"meeting:Every,Minutes,Place,Link"`
	Held, Count int              `facts:"-"`
	Cancelled   int              `facts:"-"`
	Next        *program.Session `facts:"-"` // the first neither held nor cancelled; nil when there is none
	Goals       []program.Goal   `facts:"goals:Title"`
	OpenActions int              `facts:"-"` // of a closed relationship: those left open
	MoreGoals   int              `facts:"-"` // goals for which there is no room
	Short       bool             `facts:"-"` // there is none for how far they have come
	Room        bool             `facts:"-"` // there is room for notes
	Contents    []Line           `facts:"topic:Label,Detail"`
	Contact     program.Contact  `facts:"contact"`
	RetainUntil program.Date     `facts:"-"` // zero: that is not said
	Calendar    string           `facts:"-"` // "sessions.ics"; empty without dates

	// Pages of the workbook that it links to; empty where there is no such part.
	NextPage, GoalsPage, PromisesPage string `facts:"-"`
}

func (Back) Template() string { return "back" }
func (s *Back) Frame() *Frame { return &s.F }

// Columns are the contents in two columns of much the same length.
func (s *Back) Columns() [][]Line { return halves(s.Contents) }

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

// titleLines is how many lines the title has on the cover, at most.
const titleLines = 4

// planCover is the cover and, on the next side, its back.
func planCover(p *planning, f Frame, _ int) []Sheet {
	r := p.r
	f.Label = Label{Key: "text", Name: p.book.Title}
	c := &Cover{
		F: f, Organisation: p.site.Program.Organisation, Status: r.Status, Outcome: r.Closing.Outcome,
		Way: newWay(p.stops(), len(r.Goals)),
	}
	if cohort := p.site.Cohort(r.Cohort); cohort != nil {
		c.Cohort = cohort.Title
	}
	if p.ruler != nil {
		t := p.ruler.Type(p.ruler.Heading, p.ruler.CoverTitle, p.ruler.CoverLeading)
		c.F.Label.Name = shortened(p.book.Title, t, p.ruler.Width-2*p.ruler.CoverSide, titleLines)
	}
	return append([]Sheet{c}, p.planBack(f)...)
}

// partPage is the page of a part that has its name; empty where the workbook lacks it.
func (p *planning) partPage(name string) string {
	if !p.r.Has(name) {
		return ""
	}
	return name + ".html"
}

// planBack is the back of the cover.
func (p *planning) planBack(f Frame) []Sheet {
	r := p.r
	f.ID, f.Label, f.Guide = f.ID+"-back", Label{Key: "back"}, nil
	b := &Back{
		F: f, Status: r.Status,
		Mentors: r.Mentors, Mentees: r.Mentees, Others: others(r), Schedule: r.Schedule,
		Held: r.Held(), Count: len(r.Sessions), Cancelled: r.Cancelled(), Next: r.Next(), Goals: r.Goals,
		OpenActions: len(r.OpenBefore(len(r.Sessions) + 1)), Contact: r.Contact, RetainUntil: r.RetainUntil, Calendar: calendar(r),
		GoalsPage: p.partPage("goals"), PromisesPage: p.partPage("follow-through"),
	}
	if b.Next != nil {
		b.NextPage = p.sessionPage(b.Next.Number)
	}
	b.First, b.Last = span(slices.DeleteFunc(slices.Clone(r.Sessions), r.Dropped))
	b.Contents = make([]Line, p.pages-2) // without the cover and workbook.html
	if b.Room = p.ruler == nil; b.Room {
		return []Sheet{b}
	}
	return p.fitBack(b)
}

// fitBack keeps on the back what fits there: people, then goals, and the contents when
// all of them do.
func (p *planning) fitBack(c *Back) []Sheet {
	r := p.ruler
	column := r.columns() - r.Panel
	facts := p.meetings(c)
	free := r.side(&c.F) - r.heading(p.titleOf(&c.F), false, false, "") - facts - r.contact(c.Contact) - 3*r.Between
	if !c.RetainUntil.IsZero() {
		free -= r.guide.Line() + r.Between
	}
	if c.Room = r.Columns > 1; c.Room {
		free -= r.across(Prompt{Ask: "m", Lines: 4}) + r.Between
	}
	persons := p.persons()
	rows, used := persons.fits(0, free)
	free -= used
	c.keep(min(rows*int(r.Columns), len(sides(p.r))+len(c.Others)))
	soFar := p.soFar(c)
	if r.Columns < 2 {
		soFar += r.Between
		if c.Short = soFar > free; !c.Short {
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
	lines := p.lineHeights(len(c.Contents))
	var lists []list
	if rows < persons.n {
		lists = append(lists, persons.after(rows))
	}
	if rows < persons.n || p.contentsHeight(lines)+r.Between > free {
		c.Contents = nil
		lists = append(lists, p.contentsList(lines))
	}
	return append([]Sheet{c}, p.further(c.F, lists...)...)
}

// soFar is the height of how far they have come, without goals but with the line for those that
// there is no room for. It stands on the panel of the meetings.
func (p *planning) soFar(c *Back) float64 {
	r, column := p.ruler, p.ruler.columns()-p.ruler.Panel
	name := r.Type(r.Body, r.Label, r.Leading).Height(p.longest("cover.held", "cover.cancelled", "cover.next", "cover.open", "cover.left"), r.Fact/100*column)
	h := r.label.Line() + 2*r.PanelEnd
	for _, has := range []bool{c.Held > 0, c.Cancelled > 0, c.Next != nil, c.Held > 0 && c.OpenActions > 0} {
		if has {
			h += max(name, r.text.Line()) + 2*r.FactLine
		}
	}
	if len(c.Goals) > 0 {
		return h + 2*r.FactLine + r.guide.Line()
	}
	return h + r.guide.Height(p.said("cover.no-goals", "Definimos os objetivos no primeiro encontro e escrevemo-los nas respetivas folhas."), column)
}

// keep leaves the first so many people on the back.
func (s *Back) keep(n int) {
	mentors := min(n, len(s.Mentors))
	mentees := min(n-mentors, len(s.Mentees))
	s.Mentors, s.Mentees, s.Others = s.Mentors[:mentors], s.Mentees[:mentees], s.Others[:n-mentors-mentees]
}

// persons is the list of all people: a row of it is an item.
func (p *planning) persons() list {
	r, across, people := p.ruler, int(p.ruler.Columns), append(sides(p.r), others(p.r)...)
	row := func(from, to int) []Member { return people[from*across : min(to*across, len(people))] }
	return list{
		n: (len(people) + across - 1) / across,
		height: func(i int) float64 {
			h := 0.0
			for _, person := range row(i, i+1) {
				h = max(h, r.person(person))
			}
			return h
		},
		block: func(from, to int) Block { return Block{People: row(from, to)} },
	}
}

// meetings is the height of the list of when and where, on its panel.
func (p *planning) meetings(c *Back) float64 {
	r := p.ruler
	column := (r.columns()-r.Panel)*(1-r.Fact/100) - r.Beside
	minutes := "000 minutes"
	if c.Schedule.Minutes == 0 {
		minutes = ""
	}
	h := r.label.Line() + 2*r.PanelEnd
	for _, text := range []string{r.date(c.First), r.date(c.Last), "every 00 months", minutes, where(c.Schedule.Place, c.Schedule.Link)} {
		line := r.text.Height(text, column)
		if text == "" {
			line = r.FactBlank
		}
		h += line + 2*r.FactLine
	}
	return h
}

// lineHeights are the heights of the lines of n pages in the contents.
func (p *planning) lineHeights(n int) []float64 {
	heights := make([]float64, n)
	for i := range heights {
		topic := ""
		if at := i - n + len(p.r.Sessions); at >= 0 && at < len(p.r.Sessions) {
			topic = p.topic(p.r.Sessions[at]).Title
		}
		heights[i] = p.ruler.text.Height("Session 00 "+topic, p.ruler.columns()-12) + 2*p.ruler.Entry + p.ruler.ruled()
	}
	return heights
}

// contentsHeight is the height of the contents with their heading.
func (p *planning) contentsHeight(lines []float64) float64 {
	columns, highest := [][]float64{lines}, 0.0
	if p.ruler.Columns > 1 {
		columns = halves(lines)
	}
	for _, column := range columns {
		sum := 0.0
		for _, h := range column {
			sum += h
		}
		highest = max(highest, sum)
	}
	return p.ruler.label.Line() + highest
}

// contentsList is the contents in their columns as a list: a row of it is an item, as high as
// the highest, since nobody knows which lines will stand side by side where it is divided.
func (p *planning) contentsList(lines []float64) list {
	across, n := int(p.ruler.Columns), len(lines)
	highest := slices.Max(append([]float64{0}, lines...))
	return list{
		n: (n + across - 1) / across, above: p.ruler.label.Line(),
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

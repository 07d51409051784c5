package workbook

import (
	"slices"
	"strconv"
	"strings"

	"pairbook/internal/program"
)

// Session is the front of a session's leaf.
type Session struct {
	F       Frame
	Session program.Session `facts:"meeting:Date,Time,Minutes,Place,Link;topic:Focus,Agenda"` // without the reason why it was cancelled
	Count   int             `facts:"-"`
	Topic   Topic           `facts:"topic"`
	Open    []Action        `facts:"-"` // agreed earlier, still open
	Goals   []Focus         `facts:"goals"`
	Prompts []Prompt        `facts:"questions"`
	Blank   int             `facts:"-"` // empty rows below what is open
	Blanks  int             `facts:"-"` // goals to write in, where there are none
	Notes   bool            `facts:"-"` // there is room for notes
	Hour    []Slot          `facts:"-"` // its time as a strip; without minutes where the pair has its own agenda
	Timed   bool            `facts:"-"` // the strip has minutes
	Usual   bool            `facts:"-"` // the strip has what the strings say
	Talk    bool            `facts:"-"` // the goals and the questions stand on the next sheet

	HideOpen, HideAgenda bool `facts:"-"` // what is promised and the agenda stand on the next sheet

	Cancelled  bool        `facts:"-"`
	Attendance []Attendant `facts:"people:Name"` // in a group
	Local      []Local     `facts:"meeting"`     // when it begins for people in different time zones
}

func (Session) Template() string { return "session" }
func (s *Session) Frame() *Frame { return &s.F }

// Heading is what stands above the facts of a session.
func (s *Session) Heading() Heading {
	return Heading{s.Session.Number, s.Count, s.Session.Held, s.Cancelled, s.Topic, s.F.Guide}
}

// Meeting is when and where the session is.
func (s *Session) Meeting() Meeting { return meeting(s.Session, s.Local) }

// A Heading is the title of a session's sheet, the same for many pairs.
type Heading struct {
	Number, Count int
	Held          bool
	Cancelled     bool
	Topic         Topic
	Guide         *Guide // nil when there is none
}

// A Meeting is what people need to come together.
type Meeting struct {
	Date    program.Date
	Time    program.Clock
	Minutes int
	Place   string
	Link    program.Link // where to meet on the screen
	Focus   string
	Local   []Local // when it begins for people in different time zones
}

func meeting(s program.Session, local []Local) Meeting {
	return Meeting{s.Date, s.Time, s.Minutes, s.Place, s.Link, s.Focus, local}
}

// A Local is when a session begins for somebody: one person, or a town.
type Local struct {
	Who  string
	Date program.Date // zero: the same day
	Time program.Clock
}

// namedLocally is how many people are named with their times; of more the towns are.
const namedLocally = 4

// local is when a session begins for people in different time zones.
func (p *planning) local(s program.Session) []Local {
	var all []Local
	for _, l := range p.r.Locally(s) {
		who := l.Zone.City()
		if len(p.r.Mentors)+len(p.r.Mentees) <= namedLocally {
			var called []string
			for _, person := range l.People {
				called = append(called, person.Called())
			}
			who = strings.Join(called, ", ")
			if p.ruler != nil {
				who = shortened(who, p.ruler.text, p.ruler.Width/2, 1)
			}
		}
		if l.Date == s.Date {
			l.Date = program.Date{}
		}
		all = append(all, Local{who, l.Date, l.Time})
	}
	return all
}

// where is about the text of place and link.
func (m Meeting) where() string { return where(m.Place, m.Link) }

func where(place string, link program.Link) string {
	return strings.TrimSpace(place + " " + link.Short())
}

// Notes is a side for notes that keeps session sheets on right-hand pages.
type Notes struct{ F Frame }

// quietQuestions is how many questions the strings have for sides of notes.
const quietQuestions = 4

// Ask is a question to think about. It follows from the name of the sheet, so that it stays
// when sheets are added elsewhere.
func (s *Notes) Ask() Label {
	sum := 0
	for _, sign := range s.F.ID {
		sum += int(sign)
	}
	return Label{Key: "notes.ask-" + strconv.Itoa(sum%quietQuestions+1)}
}

func (Notes) Template() string { return "notes" }
func (s *Notes) Frame() *Frame { return &s.F }

const (
	agreedRows  = 5 // rows for new actions on a check-in sheet, filled ones included
	checkInName = "check-in"
	fewestBlank = 2 // empty rows that are left in a table of actions whatever is filled
)

var (
	session = &kind{name: "session", guide: "session", opens: true, plan: planSession}
	checkIn = &kind{name: checkInName, guide: "check-in", plan: planCheckIn}
	notes   = &kind{name: "notes", plan: func(_ *planning, f Frame, _ int) []Sheet {
		f.Label.N = 0
		return []Sheet{&Notes{F: f}}
	}}
	ownNotes = &kind{name: "notes", plan: func(_ *planning, f Frame, _ int) []Sheet {
		back := f
		back.ID += "-back"
		return []Sheet{&Notes{F: f}, &Notes{F: back}}
	}}
)

// sessionPages is a page a session, and the midpoint half-way.
func sessionPages(o *outline) {
	for _, s := range o.r.Sessions {
		o.page("session", s.Number, session, checkIn)
		if s.Number == half(o.r) && slices.Contains(o.tabs, midpointPart.section) {
			o.part(midpointPart)
		}
	}
}

// half is the session that the midpoint follows.
func half(r *program.Relationship) int { return (len(r.Sessions) + 1) / 2 }

// public returns a session without what is for the facilitator alone, and whether it was
// cancelled.
func public(s program.Session) (program.Session, bool) {
	cancelled := s.Cancelled != ""
	s.Cancelled = ""
	return s, cancelled
}

func planSession(p *planning, f Frame, n int) []Sheet {
	s, cancelled := public(p.r.Sessions[n-1])
	s.Agenda = p.fillIn(s.Agenda)
	f.Strip, f.About, p.asked = p.duplex(), about(s), false
	sheet := &Session{
		F: f, Session: s, Count: len(p.r.Sessions), Topic: p.topic(s),
		Open:  p.rows(func(a Action) bool { return a.Session < s.Number && a.Status == program.Open }),
		Goals: p.focus(s.Goals), Prompts: p.sessionPrompts(s.Topic), Blank: 1, Notes: true, Cancelled: cancelled, Local: p.local(s), Attendance: p.attendance(s),
	}
	if len(sheet.Goals) == 0 {
		sheet.Blanks = 2
	}
	if len(sheet.Open) == 0 {
		sheet.Blank = 3
	}
	if s.Number == 1 && len(sheet.Open) == 0 {
		sheet.Blank = 0
	}
	if p.ruler == nil {
		return []Sheet{sheet}
	}
	if p.ruler.Columns < 2 {
		return p.sessionInOneColumn(sheet)
	}
	return p.sessionInTwoColumns(sheet)
}

// sessionInTwoColumns keeps on a session's sheet what fits there: questions in at most
// half of the room, then agenda and promises on the left and goals on the right.
func (p *planning) sessionInTwoColumns(s *Session) []Sheet {
	r, prompts, open, goals := p.ruler, s.Prompts, s.Open, s.Goals
	here := p.fitAttendance(s)
	free := r.Height - p.sessionTop(s) - r.across(Prompt{Ask: "m", Lines: 2}) - r.Between - p.strip(s)
	agenda := s.Session.Agenda
	column := r.columns()
	agenda, open = p.texts(column, agenda...), p.promises(open, column-r.Tick, 0)
	shown, promised := p.textList("session.agenda", agenda, column), p.actionList("session.open", open, column)
	looked := p.focusList("session.goals", goals, column)
	blank := r.label.Line() + p.unpromised(s, column, r.lineToTick())
	needs := blank + promised.whole()
	if len(agenda) > 0 {
		needs += r.label.Line() + shown.whole() + r.Between
	}
	needs = max(needs, looked.above+max(looked.whole(), float64(s.Blanks)*r.blankFocus()))
	for len(s.Prompts) > 0 && r.asks(s.Prompts) > max(free/2, free-needs) {
		s.Prompts = s.Prompts[:len(s.Prompts)-1]
	}
	free -= r.asks(s.Prompts)
	left := free - blank
	kept, used := 0, 0.0
	if len(agenda) > 0 {
		left -= r.label.Line() + r.Between
		kept, used = shown.fits(0, max(left/2, left-promised.whole()))
	}
	first, _ := promised.fits(0, left-used+promised.above)
	some, _ := looked.fits(0, free)
	s.Session.Agenda, s.Open, s.Goals = agenda[:kept], open[:first], goals[:some]
	s.HideAgenda, s.HideOpen = kept == 0 && len(agenda) > 0, first == 0 && len(open) > 0 && s.Blank == 0
	return p.sessionLeaves(s, promised.after(first), shown.after(kept), looked.after(some), p.promptList(prompts[len(s.Prompts):]), here)
}

// sessionTop is what a session's sheet has whatever is promised and asked.
func (p *planning) sessionTop(s *Session) float64 {
	title, summary := s.Topic.Title, s.Topic.Summary
	if summary == "" && s.F.Guide != nil {
		summary = s.F.Guide.Summary
	}
	h := p.ruler.frame(&s.F) + p.ruler.heading(title, true, true, summary) + p.ruler.facts(s.Meeting()) + p.attendanceHeight(s)
	if title == "" {
		h += p.ruler.TitleRoom + stroke
	}
	return h
}

// sessionLeaves are the sheets before the check-in, the first of them on a right-hand page.
// The last lies on the back of the check-in, and has the back of its slip: it is the
// session's own sheet when all fits there.
func (p *planning) sessionLeaves(s *Session, lists ...list) []Sheet {
	sheets := append([]Sheet{s}, p.further(s.F, lists...)...)
	if !p.duplex() {
		return sheets
	}
	if len(sheets)%2 == 0 {
		f := s.F
		f.ID, f.Guide, f.Label = f.ID+"-notes", nil, Label{Key: "notes"}
		sheets = append(sheets, &Notes{F: f})
	}
	for _, sheet := range sheets[:len(sheets)-1] {
		sheet.Frame().Strip = false
	}
	return sheets
}

// goalWord stands for the words before the number of a goal.
func goalWord(a Action) string {
	if a.Goal == 0 {
		return ""
	}
	return "Goal 00"
}

// guided is the text of the guidance beside a heading.
func guided(g *Guide) string {
	if g == nil {
		return ""
	}
	return g.Summary
}

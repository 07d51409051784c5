package workbook

import "pairbook/internal/program"

// Session is the front of a session's leaf.
type Session struct {
	F       Frame
	Session program.Session // without the reason why it was cancelled
	Count   int
	Topic   Topic
	Open    []Action // agreed earlier, still open
	Goals   []Focus
	Prompts []Prompt

	Cancelled bool
}

func (Session) Template() string { return "session" }
func (s *Session) Frame() *Frame { return &s.F }

// Heading is what stands above the facts of a session.
func (s *Session) Heading() Heading {
	return Heading{s.Session.Number, s.Count, s.Session.Held, s.Cancelled, s.Topic, s.F.Guide}
}

// Meeting is when and where the session is.
func (s *Session) Meeting() Meeting { return meeting(s.Session) }

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
	Focus   string
}

func meeting(s program.Session) Meeting { return Meeting{s.Date, s.Time, s.Minutes, s.Place, s.Focus} }

// CheckIn is the back of a session's leaf: new actions and closing questions.
type CheckIn struct {
	F       Frame
	Session program.Session // without the reason why it was cancelled
	Agreed  []Action        // already recorded for this session
	Blank   int             // empty rows
	Prompts []Prompt
	Next    *Meeting // the next that takes place; nil after the last

	Cancelled bool
}

func (CheckIn) Template() string { return "check-in" }
func (s *CheckIn) Frame() *Frame { return &s.F }

// Notes is a ruled side that keeps session sheets on right-hand pages.
type Notes struct{ F Frame }

func (Notes) Template() string { return "notes" }
func (s *Notes) Frame() *Frame { return &s.F }

const (
	agreedRows  = 5 // rows for new actions on a check-in sheet, filled ones included
	fewestBlank = 2 // empty rows that are left in a table of actions whatever is filled
)

var (
	session = &kind{name: "session", guide: "session", opens: true, plan: planSession}
	checkIn = &kind{name: "check-in", guide: "check-in", plan: planCheckIn}
	notes   = &kind{name: "notes", plan: func(_ *planning, f Frame, _ int) Sheet {
		f.Label.N = 0
		return &Notes{F: f}
	}}
)

// sessionPages is a page a session, and the midpoint half-way.
func sessionPages(o *outline) {
	for _, s := range o.r.Sessions {
		o.page("session", s.Number, session, checkIn)
		if s.Number == half(o.r) {
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

func planSession(p *planning, f Frame, n int) Sheet {
	s, cancelled := public(p.r.Sessions[n-1])
	return &Session{
		F: f, Session: s, Count: len(p.r.Sessions), Topic: p.topic(s),
		Open:  p.rows(func(a Action) bool { return a.Session < s.Number && a.Status == program.Open }),
		Goals: p.focus(s.Goals), Prompts: p.sessionPrompts(s.Topic), Cancelled: cancelled,
	}
}

func planCheckIn(p *planning, f Frame, n int) Sheet {
	s, cancelled := public(p.r.Sessions[n-1])
	agreed := p.rows(func(a Action) bool { return a.Session == s.Number })
	c := &CheckIn{
		F:       f,
		Session: s, Agreed: agreed, Blank: max(agreedRows-len(agreed), fewestBlank),
		Prompts: p.guidance("check-in").all, Cancelled: cancelled,
	}
	for _, later := range p.r.Sessions[n:] {
		if !p.r.Dropped(later) {
			next := meeting(later)
			c.Next = &next
			break
		}
	}
	return c
}

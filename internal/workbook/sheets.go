package workbook

import "pairbook/internal/program"

// Cover opens a workbook: who, when, what is in it, how far they have come.
type Cover struct {
	F            Frame
	Organisation string
	Cohort       string
	Status       program.Status
	Mentors      []program.Person
	Mentees      []program.Person
	First, Last  program.Date
	Schedule     program.Schedule
	Held, Count  int
	Next         *program.Session // the first session not held; nil when all were
	Goals        []program.Goal
	OpenActions  int
	Contents     []Line
	Contact      program.Contact
	Calendar     string // "sessions.ics"; empty without dates
}

// A Line is one line of the contents.
type Line struct {
	Label  Label
	Detail string // a session's topic
	Href   string
	Sheet  int // the first of its sheets
	Date   program.Date
}

// PreWork prepares one person for the first meeting.
type PreWork struct {
	F       Frame
	Person  program.Person
	Role    program.Role
	Prompts []Prompt
}

// Agreement is the first side of the boundaries agreement: roles, expectations,
// what the mentoring covers and what not.
type Agreement struct {
	F                Frame
	Agreement        program.Agreement
	Mentors, Mentees []program.Person
}

// Terms is the second side: meetings, contact, confidentiality, ending,
// signatures.
type Terms struct {
	F                Frame
	Agreement        program.Agreement
	Schedule         program.Schedule
	Mentors, Mentees []program.Person
	Contact          program.Contact
}

// Goal is one goal in its five SMART parts; the zero program.Goal is a blank to
// fill in.
type Goal struct {
	F       Frame
	N       int
	Goal    program.Goal
	Mentees []program.Person // more than one: room for whose goal it is
	Prompts []Prompt
	Reviews []Review // one a session: where to mark how far the goal has come
}

// A Review is where progress is marked in a session.
type Review struct {
	N    int
	Date program.Date
	Held bool
}

// Roadmap shows every session on one side, as a table and as a drawing.
type Roadmap struct {
	F        Frame
	Stops    []Stop
	Drawing  Drawing
	Prompts  []Prompt
	Calendar string // as on the cover
}

// A Stop is one session on the roadmap.
type Stop struct {
	N       int
	Date    program.Date
	Time    program.Clock
	Place   string
	Topic   Topic
	Focus   string
	Goals   []int
	Held    bool
	Href    string
	Current bool // the first not held
}

// A Topic is what a session is about.
type Topic struct {
	Title    string // empty: the two choose
	Summary  string
	Href     string           // its page, relative to the workbook's folder; empty: none
	Language program.Language // empty: the workbook's own
}

// Session is the front of a session's leaf.
type Session struct {
	F       Frame
	Session program.Session
	Count   int
	Topic   Topic
	Open    []Action // agreed earlier, still open
	Goals   []Focus
	Prompts []Prompt
}

// Heading is what stands above the facts of a session.
func (s *Session) Heading() Heading {
	return Heading{s.Session.Number, s.Count, s.Session.Held, s.Topic, s.F.Guide}
}

// Meeting is when and where the session is.
func (s *Session) Meeting() Meeting { return meeting(s.Session) }

// A Heading is the title of a session's sheet, the same for many pairs.
type Heading struct {
	Number, Count int
	Held          bool
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

// A Focus is a goal looked at in a session.
type Focus struct {
	N    int
	Goal *program.Goal // never nil
}

// An Action is one line of an action table.
type Action struct {
	Who      string // names; empty when Everyone
	Everyone bool
	What     string
	Session  int
	Due      program.Date
	Goal     int
	Status   program.ActionStatus
	Note     string
}

// CheckIn is the back of a session's leaf: new actions and closing questions.
type CheckIn struct {
	F       Frame
	Session program.Session
	Agreed  []Action // already recorded for this session
	Blank   int      // empty rows
	Prompts []Prompt
	Next    *Meeting // nil after the last
}

// FollowThrough is the whole log of actions, both ways.
type FollowThrough struct {
	F                          Frame
	Mentors, Mentees, Everyone Log
	Prompts                    []Prompt
}

// A Log is one table of actions.
type Log struct {
	Actions []Action
	Blank   int // empty rows that follow
}

// Midpoint looks back and forward half-way.
type Midpoint struct {
	F       Frame
	After   int // the session it follows
	Goals   []Focus
	Prompts []Prompt
	Review  program.Date // of the agreement
}

// Closing ends the relationship well.
type Closing struct {
	F                Frame
	Goals            []Focus
	Held, Count      int
	Done             []Action
	Prompts          []Prompt
	Mentors, Mentees []program.Person
}

// Notes is a ruled side that keeps session sheets on right-hand pages.
type Notes struct{ F Frame }

// Handout is a guidance section or a topic as a page of its own.
type Handout struct {
	F              Frame
	Title, Summary string
	Body           string // HTML made by package markdown
	Prompts        []Prompt
	Kind           string // "guidance" or "topics"
	Versions       []Version
}

// A Version is the same document in another language.
type Version struct {
	Language program.Language
	Name     string // the language's own name for itself
	Href     string
}

// Programme is the programme's own public page.
type Programme struct {
	F                   Frame
	Title, Organisation string
	Contact             program.Contact
	Welcome             *Guide
	Guidance, Topics    []Guide
	Books               []Book // only when the programme lists its relationships
}

// A Book is a workbook on a list.
type Book struct {
	Cohort, Title, Href string
}

func (Cover) Template() string         { return "cover" }
func (PreWork) Template() string       { return "pre-work" }
func (Agreement) Template() string     { return "agreement" }
func (Terms) Template() string         { return "terms" }
func (Goal) Template() string          { return "goal" }
func (Roadmap) Template() string       { return "roadmap" }
func (Session) Template() string       { return "session" }
func (CheckIn) Template() string       { return "check-in" }
func (FollowThrough) Template() string { return "follow-through" }
func (Midpoint) Template() string      { return "midpoint" }
func (Closing) Template() string       { return "closing" }
func (Notes) Template() string         { return "notes" }
func (Handout) Template() string       { return "handout" }
func (Programme) Template() string     { return "programme" }

func (s *Cover) Frame() *Frame         { return &s.F }
func (s *PreWork) Frame() *Frame       { return &s.F }
func (s *Agreement) Frame() *Frame     { return &s.F }
func (s *Terms) Frame() *Frame         { return &s.F }
func (s *Goal) Frame() *Frame          { return &s.F }
func (s *Roadmap) Frame() *Frame       { return &s.F }
func (s *Session) Frame() *Frame       { return &s.F }
func (s *CheckIn) Frame() *Frame       { return &s.F }
func (s *FollowThrough) Frame() *Frame { return &s.F }
func (s *Midpoint) Frame() *Frame      { return &s.F }
func (s *Closing) Frame() *Frame       { return &s.F }
func (s *Notes) Frame() *Frame         { return &s.F }
func (s *Handout) Frame() *Frame       { return &s.F }
func (s *Programme) Frame() *Frame     { return &s.F }

package program

// A Relationship is one mentoring relationship with everything settled that can
// be settled: usually one mentor and one mentee, but either side may be several.
type Relationship struct {
	Cohort  string // the cohort's folder
	ID      string // the file's stem
	Address string // the folder in the output, below the cohort's

	Title    string // default: the mentors' names & the mentees'
	Language Language
	Status   Status
	Labels   Labels
	Contact  Contact

	Mentors   []Person // never empty
	Mentees   []Person // never empty
	Schedule  Schedule
	Agreement Agreement
	Goals     []Goal
	Sessions  []Session // session i at index i-1
	Actions   []Action
}

// A Session is one planned or held meeting.
type Session struct {
	Number  int
	Topic   string // a topic's name; empty: the two choose
	Title   string // instead of the topic's
	Focus   string
	Agenda  []string
	Goals   []int // numbers of goals
	Date    Date  // zero: a blank
	Time    Clock
	Minutes int
	Place   string
	Held    bool
}

// A Fault is a mistake in a Record, at a key path.
type Fault struct {
	Path    string // "goals[2].due"; empty: the record as a whole
	Text    string
	Hint    string
	Warning bool
}

// Key names the relationship in a site: cohort and id.
func (r *Relationship) Key() string { return r.Cohort + "/" + r.ID }

// Dir is the relationship's folder in the output.
func (r *Relationship) Dir() string { return "" }

// People returns the mentors, then the mentees.
func (r *Relationship) People() []Person { return nil }

// Owners returns the people an action belongs to.
func (r *Relationship) Owners(a Action) []Person { return nil }

// OpenBefore returns the open actions agreed before session n, in the order of
// the file.
func (r *Relationship) OpenBefore(n int) []Action { return nil }

// Held returns how many sessions were held.
func (r *Relationship) Held() int { return 0 }

// Next returns the first session not held, nil when there is none.
func (r *Relationship) Next() *Session { return nil }

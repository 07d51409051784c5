package program

// A Record is what the files say of one relationship: its own file over its
// cohort's defaults over the programme's.
type Record struct {
	Title    string   `toml:"title"`
	Language Language `toml:"language"`
	Format   string   `toml:"format"` // default: the cohort's
	Status   Status   `toml:"status"`
	Mentor   *Person  `toml:"mentor"`
	Mentors  []Person `toml:"mentors"`
	Mentee   *Person  `toml:"mentee"`
	Mentees  []Person `toml:"mentees"`
	Others   []Other  `toml:"others"`
	Labels   Labels   `toml:"labels"`
	Goals    []Goal   `toml:"goals"`
	Actions  []Action `toml:"actions"`
	Closing  *Closing `toml:"closing"` // only with the status Closed

	Anonymised *Anonymised `toml:"anonymised"` // nil: it was not anonymised
	Defaults
}

// Defaults are the tables that the programme, a cohort and a relationship may
// each have; nearer wins key by key.
type Defaults struct {
	Parts     []string  `toml:"parts"` // of a workbook, in order; default: the format's
	Schedule  Schedule  `toml:"schedule"`
	Agreement Agreement `toml:"agreement"`
	Sessions  []Entry   `toml:"sessions"`
}

// A Person is a mentor or a mentee, with work contacts only.
type Person struct {
	Name     string `toml:"name,required"`
	Title    string `toml:"title"`
	Team     string `toml:"team"`
	Email    Email  `toml:"email"`
	Phone    string `toml:"phone"`
	Pronouns string `toml:"pronouns"`

	Preferred string `toml:"preferred"` // what to call them; default: the name
	Timezone  Zone   `toml:"timezone"`  // in which they are; default: that of the schedule
	Link      Link   `toml:"link"`      // what they say of themselves elsewhere

	Login  string   `toml:"login"` // how the web server knows them, where it does not go by e-mail
	Hopes  []string `toml:"hopes"`
	Brings []string `toml:"brings"`

	// Folded is the name in the form in which names are compared; Resolve sets it.
	Folded string
}

// An Other is neither mentor nor mentee: a sponsor, a line manager. Promises may be theirs;
// "both" does not mean them.
type Other struct {
	Name   string `toml:"name,required"`
	Role   string `toml:"role,required"`
	Title  string `toml:"title"`
	Team   string `toml:"team"`
	Email  Email  `toml:"email"`
	Phone  string `toml:"phone"`
	Login  string `toml:"login"`
	Signs  bool   `toml:"signs"`  // signs the agreement
	Access bool   `toml:"access"` // may open the workbook
}

// A Schedule says when a relationship meets.
type Schedule struct {
	First    Date    `toml:"first"`
	Every    Every   `toml:"every"`             // default every month
	Sessions int     `toml:"sessions,positive"` // default: see Record.Count
	Time     Clock   `toml:"time"`
	Minutes  int     `toml:"minutes,positive"`
	Place    string  `toml:"place"`
	Link     Link    `toml:"link"`               // where to meet on the screen
	PerMonth int     `toml:"per_month,positive"` // 1 or 2, only with Every a month
	Timezone Zone    `toml:"timezone"`           // without it, times are floating
	Revision int     `toml:"revision"`           // raised when dates change after calendars went out
	Breaks   []Break `toml:"breaks"`
}

// A Break is a span of days, both ends included, without sessions.
type Break struct {
	Name string `toml:"name"`
	From Date   `toml:"from,required"`
	To   Date   `toml:"to"` // zero: the one day From
}

// An Agreement is what the two sides agree on before they start; what is empty is
// printed as room to write.
type Agreement struct {
	MentorRole      string           `toml:"mentor_role"`
	MenteeRole      string           `toml:"mentee_role"`
	Expectations    []string         `toml:"expectations"` // of both
	MentorExpects   []string         `toml:"mentor_expects"`
	MenteeExpects   []string         `toml:"mentee_expects"`
	MentorConcerns  []string         `toml:"mentor_concerns"`
	MenteeConcerns  []string         `toml:"mentee_concerns"`
	Covers          []string         `toml:"covers"`
	Excludes        []string         `toml:"excludes"`
	Frequency       string           `toml:"frequency"` // default: from the schedule
	Duration        string           `toml:"duration"`  // default: from the schedule
	Place           string           `toml:"place"`     // default: from the schedule
	Confidentiality string           `toml:"confidentiality"`
	Rescheduling    string           `toml:"rescheduling"`
	Ending          string           `toml:"ending"`
	Arranging       string           `toml:"arranging"`  // who arranges meetings
	Evaluation      string           `toml:"evaluation"` // how it will be evaluated
	Review          Date             `toml:"review"`
	Signed          Date             `toml:"signed"` // the day on which all had signed
	Contact         AgreementContact `toml:"contact"`
	Clauses         []Clause         `toml:"clauses"`
	Short           bool             `toml:"short"` // one sheet: clauses and signatures
}

// AgreementContact is how and when each side can be reached, and what both can
// live with.
type AgreementContact struct {
	Mentor       string `toml:"mentor"`
	Mentee       string `toml:"mentee"`
	MiddleGround string `toml:"middle_ground"`
}

// A Clause is the programme's own addition to the agreement: a text, or lines to write on.
type Clause struct {
	Title string `toml:"title"`
	Text  string `toml:"text"`
	Lines int    `toml:"lines,positive"`
	Fixed bool   `toml:"fixed"` // nothing nearer may have a clause of that title
}

// A Goal is the mentee's, in the five parts of a SMART goal: specific,
// measurable, achievable, relevant and time-bound (Due).
type Goal struct {
	Title      string   `toml:"title,required"`
	Owner      string   `toml:"owner"` // a mentee's name, when there are several
	Specific   string   `toml:"specific"`
	Measurable string   `toml:"measurable"`
	Achievable string   `toml:"achievable"`
	Relevant   string   `toml:"relevant"`
	Due        Date     `toml:"due"`
	Steps      []string `toml:"steps"`
	Support    string   `toml:"support"`
	Progress   Percent  `toml:"progress"`
}

// An Entry is one [[sessions]] table: what is known of a session beforehand,
// and what became of it.
type Entry struct {
	N      int      `toml:"n,positive"` // 0: its place in the list
	Topic  string   `toml:"topic"`
	Title  string   `toml:"title"`
	Focus  string   `toml:"focus"`
	Agenda []string `toml:"agenda"`
	Goals  []int    `toml:"goals"`
	Date   Date     `toml:"date"`
	Time   Clock    `toml:"time"`
	Place  string   `toml:"place"`
	Link   Link     `toml:"link"`
	Held   bool     `toml:"held"`

	Cancelled Reason   `toml:"cancelled"` // why it did not take place; in one file never with Held
	Present   []string `toml:"present"`   // names of those who were there

	// Listed says that a file has the session in a list without numbers; Placed sets it.
	Listed bool `toml:"-"`
}

// An Action is who does what by when.
type Action struct {
	Who     string       `toml:"who,required"` // mentor, mentee, both, or a person's name
	What    string       `toml:"what,required"`
	Session int          `toml:"session,positive"` // where it was agreed; 0: not said
	Due     Date         `toml:"due"`
	Goal    int          `toml:"goal,positive"` // 0: none
	Status  ActionStatus `toml:"status"`
	Note    string       `toml:"note"`
}

// A Closing is how a relationship ended.
type Closing struct {
	Date    Date    `toml:"date"`
	Outcome Outcome `toml:"outcome"` // default: see Record.Resolve
	Reason  string  `toml:"reason"`  // for the facilitator alone
}

// Package program has the nouns of a mentoring programme and the rules between
// them: who is in a relationship, what they agreed, when they meet, what they
// set out to do.
//
// A Record is what the files say of one relationship, all levels merged. Resolve
// turns it into a Relationship, with a date for every session and every default
// filled in, and names each fault by a key path such as "goals[2].due". Lists
// count from 1; the number in "sessions[4]" is the number of the session.
//
// Dates are days and times are what a clock on the wall shows: no time zone
// moves them, and nothing here asks what day it is. Locally alone says what the
// clocks of people in other zones show.
//
// Not here: files and places in them (package site), guidance and topics
// (package markdown), what is printed (package workbook).
package program

// Role is one of the two sides of a relationship.
type Role string

const (
	Mentor Role = "mentor"
	Mentee Role = "mentee"
)

// A Program is what site.toml says of the programme itself.
type Program struct {
	Title             string   `toml:"title,required"`
	Organisation      string   `toml:"organisation"`
	Language          Language `toml:"language"`           // default en-GB
	Theme             string   `toml:"theme"`              // default classic
	Paper             Paper    `toml:"paper"`              // default any
	Output            string   `toml:"output"`             // default public
	FacilitatorOutput string   `toml:"facilitator_output"` // default facilitator
	Format            string   `toml:"format"`             // default one-to-one
	Address           Address  `toml:"address"`            // where the output is published; ends in "/"
	Contact           Contact  `toml:"contact"`
	Labels            Labels   `toml:"labels"`
	Privacy           Privacy  `toml:"privacy"`
	Print             Print    `toml:"print"`
	Screen            Screen   `toml:"screen"`
	Limits            Limits   `toml:"limits"`
	Access            Access   `toml:"access"`
	Publish           string   `toml:"publish"`      // the folder that "pairbook publish" copies the output to
	RetainUntil       Date     `toml:"retain_until"` // the last day on which its people and texts are to be kept; zero: not said
}

// A Contact is somebody outside every pair to turn to.
type Contact struct {
	Name  string `toml:"name"`
	Email Email  `toml:"email"`
	Phone string `toml:"phone"`
}

// Labels are what a programme calls the roles. Each is a whole word or phrase;
// nothing is glued to it.
type Labels struct {
	Mentor  string `toml:"mentor"`
	Mentors string `toml:"mentors"`
	Mentee  string `toml:"mentee"`
	Mentees string `toml:"mentees"`
}

// Privacy says what the programme's public page may name.
type Privacy struct {
	ListRelationships bool `toml:"list_relationships"`
}

// Print says how workbooks are printed.
type Print struct {
	Duplex *bool `toml:"duplex"` // default true: session sheets start on right-hand pages
	Single bool  `toml:"single"` // also each workbook as one file, to send
}

// Screen says what workbooks can do on a screen.
type Screen struct {
	FillIn *bool `toml:"fill_in"` // default true: they can be filled in; what is typed stays in the browser
}

// Limits are the programme's own, for the facilitator to be told of.
type Limits struct {
	MenteesPerMentor int `toml:"mentees_per_mentor,positive"` // default 3
}

// A Cohort is a set of relationships that run together: one folder.
type Cohort struct {
	ID            string // the folder's name
	Address       string // the folder in the output
	Title         string // default: the folder's name
	Language      Language
	Contact       Contact
	Labels        Labels
	RetainUntil   Date            // default: the programme's
	Revision      int             // of the schedule that its relationships inherit
	Places        []string        // where the cohort or the programme says that all meet
	Relationships []*Relationship // sorted by Address, drafts included
	Anonymised    []*Relationship // sorted by Address; none of them has pages
}

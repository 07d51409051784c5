// Package workbook decides what is printed, in what order and where: it turns a
// relationship into sheets, and sheets into pages.
//
// A Sheet is one printed side with one purpose; it is a type of its own and
// names the template that draws it. A Page is one HTML file of one or more
// sheets. The page workbook.html has every sheet, in order; the number of a sheet
// is its place there, the same on every page that shows it.
//
// Sheets hold facts, not words: the words come from the strings of the language
// when the sheet is drawn, by the keys in Label. What the files do not say is
// empty here and becomes labelled room to write.
//
// An outline comes first: which sheets there are and on which pages, from the list of
// parts (parts.go). All counts and numbers follow from it. Each part has a file with its
// sheets' types and what fills them.
//
//	parts ─► outline ─► Plan ─► Sheets, Pages
//	            └─► pageCount, Leaf
//
// Not here: HTML, paper and type (packages render and theme), files (package
// output). One relationship and one library always give the same sheets.
package workbook

import (
	"fmt"
	"path"
	"strconv"

	"pairbook/internal/program"
)

// A Workbook is all pages of one relationship.
type Workbook struct {
	Relationship *program.Relationship
	Dir          string // its folder in the output: "spring/tom"
	Title        string
	Stamp        string  // tells it from others of the same name: see Key
	Pages        []*Page // cover first, workbook.html last
	Sheets       []Sheet // every sheet in printing order; sheet i at index i-1
}

// A Page is one HTML file.
type Page struct {
	Path     string // in the output: "spring/tom/session-3.html"
	Label    Label
	Language program.Language
	Labels   program.Labels // of a page that belongs to no workbook: what the roles are called there
	Sheets   []Sheet
	Book     *Workbook // nil for a page that belongs to no workbook
	Whole    bool      // workbook.html
}

// Name returns the page's file name, which is its address inside the workbook.
func (p *Page) Name() string { return path.Base(p.Path) }

// A Sheet is the content of one printed side. Its template bears its name.
type Sheet interface {
	Template() string
	Frame() *Frame
}

// A Frame is what every sheet has round its content.
type Frame struct {
	ID      string `facts:"-"`        // unique in the workbook: "session-3"
	Number  int    `facts:"-"`        // from 1
	Of      int    `facts:"-"`        // sheets in the workbook
	Section string `facts:"-"`        // the part of the workbook; the edge tab
	Place   int    `facts:"-"`        // of the edge tab among those of the workbook, from 1; 0: it has none
	Tabs    int    `facts:"-"`        // edge tabs of the workbook
	Label   Label  `facts:"title"`    // the heading
	Book    string `facts:"title"`    // the workbook's title
	Program string `facts:"title"`    // the programme's title
	Guide   *Guide `facts:"guidance"` // the guidance that goes with the sheet; nil when there is none

	// Home is the page with the contents, and Start the one on which the part begins, both
	// as links in the workbook's folder. Empty: the sheet stands alone, as in a pack.
	Home, Start string `facts:"-"`
	Left        bool   `facts:"-"` // it is a left-hand page of a book printed on both sides
	Strip       bool   `facts:"-"` // its lowest part is the back of a slip, or the slip
	Within      string `facts:"-"` // in a pack: the id of what names the pair; else empty

	// About is the Key of what the sheet is about: a session's topic, a goal, a person.
	// Origin is the id of the sheet that this one goes on from. Both may be empty.
	About, Origin string `facts:"-"`
}

// UsualTabs is how many edge tabs fill the edge of a sheet, those of the default parts. Fewer
// are as high as these, more share the same height.
func UsualTabs() int { return len(program.DefaultParts) }

// MostTabs is how many edge tabs a workbook can have.
func MostTabs() int { return len(parts) }

// Tab is what ends the class of a sheet's edge tab: "2" for the second. With more than
// UsualTabs the class of their number follows: "2 tabs-12".
func (f Frame) Tab() string {
	if f.Tabs <= UsualTabs() {
		return strconv.Itoa(f.Place)
	}
	return fmt.Sprintf("%d tabs-%d", f.Place, f.Tabs)
}

// A Label is a heading or a name in the contents: a key into the strings, with
// what the string may speak of.
type Label struct {
	Key  string // "session" -> "Session {n}"
	N    int    // {n}
	Name string // {name}; for the key "text" it is the whole label
}

// A Guide points from a sheet to the guidance that explains it.
type Guide struct {
	Title, Summary string
	Href           string           `facts:"-"` // relative to the workbook's folder
	Language       program.Language `facts:"-"` // empty: the workbook's own
}

// A Prompt is a question with room to answer.
type Prompt struct {
	Ask      string
	Key      string           `facts:"-"` // of the question as it stands in its file
	For      program.Role     // empty: everyone
	Lines    int              // at least 1
	Language program.Language `facts:"-"` // empty: the workbook's own

	Kind      string   // of package markdown; empty: lines to write on
	Steps     []int    // of a scale
	Low, High string   // what the first and the last step mean
	Options   []string // of a choice
	Columns   []string // of a table
	Rows      int      // of a table
	Again     bool     // it is asked again half-way and at the end
	Before    bool     // it is asked again here, with a place for the first answer
}

// First is the first step of a scale.
func (p Prompt) First() int { return p.Steps[0] }

// Last is the last step of a scale.
func (p Prompt) Last() int { return p.Steps[len(p.Steps)-1] }

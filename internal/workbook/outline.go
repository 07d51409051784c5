package workbook

import (
	"slices"
	"strconv"

	"pairbook/internal/program"
	"pairbook/internal/site"
)

// An outline says which sheets a workbook has, and which pages they stand on. Where there
// is a ruler, what is on a sheet is laid out at once, since it tells how many sheets
// that takes; numbers are put in at the end.
type outline struct {
	r       *program.Relationship
	library *site.Library
	tabs    []string  // the sections that have an edge tab, in order
	p       *planning // nil: nothing is laid out, and each sheet counts as one
	duplex  bool      // the workbook is printed on both sides
	section string    // of the sheets that are added
	pages   []plannedPage
	sheets  []plannedSheet // in printing order
}

// A plannedPage is an HTML file with the sheets from one index to another.
type plannedPage struct {
	name     string
	n        int // which of several pages of that name, from 1; 0: the only one
	from, to int
}

// A plannedSheet is a sheet of a kind.
type plannedSheet struct {
	kind    *kind
	n       int // which of several of its kind, from 1; 0: the only one
	section string
	sheet   Sheet // nil where nothing is laid out
}

// A kind is all that sheets of one kind have in common.
type kind struct {
	name  string                                    // begins their ids, and is the key of their heading unless plan says otherwise
	guide string                                    // the guidance that goes with them; empty: none
	opens bool                                      // begins on a right-hand page where both sides are printed
	plan  func(p *planning, f Frame, n int) []Sheet // the sheet, and those that it goes on on
}

// A part of a workbook is what one edge tab marks.
type part struct {
	name    string
	section string
	add     func(o *outline) // adds its pages
	within  bool             // another part places it among its own pages
}

// outline decides which sheets the workbook of a relationship has, and lays them out when
// there is a planning to do it with.
func (pl *Planner) outline(r *program.Relationship, p *planning) *outline {
	o := &outline{
		r: r, p: p, library: pl.site.Library, duplex: *pl.site.Program.Print.Duplex,
		pages: make([]plannedPage, 0, len(parts)+len(r.Sessions)), sheets: make([]plannedSheet, 0, 2*len(parts)+3*len(r.Sessions)),
	}
	chosen := partsOf(r.AllParts())
	for _, part := range chosen {
		o.tabs = append(o.tabs, part.section)
	}
	for _, part := range chosen {
		if !part.within {
			o.part(part)
		}
	}
	return o
}

// part adds the pages of a part.
func (o *outline) part(p part) {
	before := o.section
	o.section = p.section
	p.add(o)
	o.section = before
}

// page adds a page with one sheet of each kind; n is which of several pages of that name
// and sheets of these kinds they are, 0 when there is but one.
func (o *outline) page(name string, n int, kinds ...*kind) {
	o.pages = append(o.pages, plannedPage{name: name, n: n})
	for _, k := range kinds {
		o.sheet(k, n)
	}
}

// sheet adds a sheet to the last page. Where it has to begin on a right-hand page, which has
// an odd number, and would not, a side for notes goes before it, on no page but workbook.html.
func (o *outline) sheet(k *kind, n int) {
	page := &o.pages[len(o.pages)-1]
	if count := len(o.sheets); k.opens && o.duplex && count%2 == 1 {
		o.layNotes()
	}
	if page.to == 0 {
		page.from = len(o.sheets)
	}
	o.lay(k, n, o.section)
	page.to = len(o.sheets)
}

// layNotes adds a side for notes. It is named after what goes before it, so that it keeps its
// name when sheets are added elsewhere.
func (o *outline) layNotes() {
	before := o.sheets[len(o.sheets)-1]
	o.lay(notes, 0, before.section)
	if o.p != nil {
		f := o.sheets[len(o.sheets)-1].sheet.Frame()
		f.ID, f.About = before.sheet.Frame().origin()+"-notes", before.sheet.Frame().About
	}
}

// lay adds a sheet with those that it goes on on.
func (o *outline) lay(k *kind, n int, section string) {
	if o.p == nil {
		o.sheets = append(o.sheets, plannedSheet{kind: k, n: n, section: section})
		return
	}
	f := o.p.frame(k, n, section)
	f.Tabs, f.Place = len(o.tabs), slices.Index(o.tabs, section)+1
	for _, sheet := range k.plan(o.p, f, n) {
		o.sheets = append(o.sheets, plannedSheet{k, n, section, sheet})
	}
}

func (p plannedPage) label() Label { return Label{Key: p.name, N: p.n} }

// file is the name of the page's file without its ending.
func (p plannedPage) file() string {
	if p.name == cover.name {
		return "index"
	}
	return numbered(p.name, p.n)
}

// start is the file on which a part begins.
func (o *outline) start(section string) string {
	for _, p := range o.pages {
		if o.sheets[p.from].section == section {
			return p.file() + ".html"
		}
	}
	return ""
}

// numbered is the name of one of several: "session-3".
func numbered(name string, n int) string {
	if n == 0 {
		return name
	}
	return name + "-" + strconv.Itoa(n)
}

package workbook

import (
	"cmp"
	"slices"
	"sync"

	"pairbook/internal/program"
	"pairbook/internal/site"
)

// Plan decides the sheets and pages of one relationship's workbook.
func Plan(s *site.Site, r *program.Relationship) *Workbook { return NewPlanner(s).Plan(r) }

// Plan decides the sheets and pages of one relationship's workbook.
func (pl *Planner) Plan(r *program.Relationship) *Workbook {
	p := pl.begin(r)
	o := pl.outline(r, p)
	pl.remember(o)
	w := p.book
	w.Sheets = make([]Sheet, len(o.sheets))
	for i := range o.sheets {
		w.Sheets[i] = o.sheets[i].sheet
		o.number(w.Sheets[i], i)
		f := w.Sheets[i].Frame()
		f.Home, f.Start = o.pages[0].file()+".html", o.start(o.sheets[i].section)
	}
	w.Pages = make([]*Page, len(o.pages), len(o.pages)+1)
	for i, page := range o.pages {
		w.Pages[i] = p.page(page.file(), page.label(), w.Sheets[page.from:page.to:page.to])
	}
	w.Stamp = stamp(p.site.Program.Title, r)
	fillContents(w)
	whole := p.page("workbook", Label{Key: "workbook"}, w.Sheets)
	whole.Whole = true
	w.Pages = append(w.Pages, whole)
	return w
}

// number tells a sheet its place in the workbook, from its index.
func (o *outline) number(s Sheet, i int) {
	f := s.Frame()
	f.Number, f.Of, f.Left = i+1, len(o.sheets), o.duplex && i%2 == 1
}

// pageCount returns how many pages the workbook of an outline has.
func pageCount(o *outline) int { return len(o.pages) + 1 } // and workbook.html

// Leaf decides the sheets of session n alone, as they are in the workbook: that of the
// session, the check-in, and what either goes on on. Printed on both sides they begin on
// a right-hand page, and a side for notes ends what would end there. A workbook without
// sessions has none.
func (pl *Planner) Leaf(r *program.Relationship, n int) []Sheet {
	if !r.Has(program.Sessions) {
		return nil
	}
	o := pl.numbers(r)
	p := pl.beginWith(r, pageCount(o))
	first := slices.IndexFunc(o.sheets, func(s plannedSheet) bool { return s.kind == session && s.n == n })
	own := &outline{r: r, p: p, tabs: o.tabs, duplex: o.duplex, section: o.sheets[first].section}
	own.lay(session, n, own.section)
	own.lay(checkIn, n, own.section)
	var sheets []Sheet
	for i, s := range own.sheets {
		o.number(s.sheet, first+i)
		sheets = append(sheets, s.sheet)
	}
	if len(sheets)%2 == 1 && o.duplex {
		sheets = append(sheets, sheets[len(sheets)-1].Frame().behind())
	}
	return sheets
}

// numbers is an outline that knows how many sheets there are of each, kept for the packs
// of all sessions.
func (pl *Planner) numbers(r *program.Relationship) *outline {
	pl.mu.Lock()
	known := pl.outlines[r]
	if known == nil {
		known = sync.OnceValue(func() *outline { return pl.outline(r, pl.begin(r)).withoutSheets() })
		pl.outlines[r] = known
	}
	pl.mu.Unlock()
	return known()
}

// remember keeps an outline for numbers.
func (pl *Planner) remember(o *outline) {
	kept := o.withoutSheets()
	pl.mu.Lock()
	defer pl.mu.Unlock()
	pl.outlines[o.r] = func() *outline { return kept }
}

// withoutSheets is an outline that holds no sheet in memory.
func (o *outline) withoutSheets() *outline {
	kept := *o
	kept.p, kept.sheets = nil, slices.Clone(o.sheets)
	for i := range kept.sheets {
		kept.sheets[i].sheet = nil
	}
	return &kept
}

// A planning is one run of Plan or Leaf.
type planning struct {
	*Planner
	r       *program.Relationship
	ruler   *ruler // nil: sheets are as long as they are
	book    *Workbook
	actions []Action              // of all sessions
	pages   int                   // of the workbook
	own     map[*reading]*reading // what is filled in for the pair, by what it was made of
	asked   bool                  // the questions of the check-in stand before it
	running string                // the title as far as a running head has room for it
}

func (pl *Planner) begin(r *program.Relationship) *planning {
	return pl.beginWith(r, pageCount(pl.outline(r, nil)))
}

// beginWith is begin for a workbook whose number of pages is known.
func (pl *Planner) beginWith(r *program.Relationship, pages int) *planning {
	var speech Speech
	if pl.speech != nil {
		speech = pl.speech(r.Language)
	}
	return &planning{
		Planner: pl, r: r, ruler: pl.ruler.of(pl.labels(r), speech), actions: actions(r), pages: pages, running: pl.ruler.running(r.Title),
		book: &Workbook{Relationship: r, Dir: r.Dir(), Title: r.Title},
	}
}

// labels are what the roles are called in a workbook, by the strings where nobody says it.
func (pl *Planner) labels(r *program.Relationship) program.Labels {
	l := r.Labels
	if pl.speech == nil || pl.ruler == nil {
		return l
	}
	said := pl.speech(r.Language).Said
	return program.Labels{
		Mentor: cmp.Or(l.Mentor, said("label.mentor")), Mentors: cmp.Or(l.Mentors, said("label.mentors")),
		Mentee: cmp.Or(l.Mentee, said("label.mentee")), Mentees: cmp.Or(l.Mentees, said("label.mentees")),
	}
}

// duplex reports whether the workbook is printed on both sides.
func (p *planning) duplex() bool { return *p.site.Program.Print.Duplex }

// frame is that of a sheet of a kind, but for its number.
func (p *planning) frame(k *kind, n int, section string) Frame {
	return Frame{
		ID: numbered(k.name, n), Section: section, Label: Label{Key: k.name, N: n},
		Book: p.running, Program: p.site.Program.Title,
		Guide: p.guidance(k.guide).guide,
	}
}

func (p *planning) page(name string, label Label, sheets []Sheet) *Page {
	return &Page{
		Path: p.book.Dir + "/" + name + ".html", Label: label, Language: p.r.Language,
		Sheets: sheets, Book: p.book,
	}
}

// fillContents puts the list of pages where the cover and its further sheets have room
// for it.
func fillContents(w *Workbook) {
	lines := contents(w.Pages[1:])
	for _, sheet := range w.Pages[0].Sheets {
		switch s := sheet.(type) {
		case *Back:
			lines = lines[copy(s.Contents, lines):]
		case *More:
			for _, b := range s.Blocks {
				lines = lines[copy(b.Lines, lines):]
			}
		}
	}
}

// contents are the lines of the cover's list of pages.
func contents(pages []*Page) []Line {
	var lines []Line
	for _, page := range pages {
		first := page.Sheets[0]
		line := Line{Label: page.Label, Href: page.Name(), Sheet: first.Frame().Number}
		if s, ok := first.(*Session); ok {
			line.Detail, line.Date = s.Topic.Title, s.Session.Date
		}
		lines = append(lines, line)
	}
	return lines
}

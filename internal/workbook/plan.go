package workbook

import (
	"slices"

	"pairbook/internal/program"
	"pairbook/internal/site"
)

// Plan decides the sheets and pages of one relationship's workbook.
func Plan(s *site.Site, r *program.Relationship) *Workbook { return NewPlanner(s).Plan(r) }

// Plan decides the sheets and pages of one relationship's workbook.
func (pl *Planner) Plan(r *program.Relationship) *Workbook {
	o, p := pl.outline(r), pl.begin(r)
	w := p.book
	w.Sheets = make([]Sheet, len(o.sheets))
	for i := range o.sheets {
		w.Sheets[i] = p.sheet(o, i)
		f := w.Sheets[i].Frame()
		f.Home, f.Start = o.pages[0].file()+".html", o.start(o.sheets[i].section)
	}
	w.Pages = make([]*Page, len(o.pages), len(o.pages)+1)
	for i, page := range o.pages {
		w.Pages[i] = p.page(page.file(), page.label(), w.Sheets[page.from:page.to:page.to])
	}
	if c, ok := w.Sheets[0].(*Cover); ok {
		c.Contents = contents(w.Pages[1:])
	}
	whole := p.page("workbook", Label{Key: "workbook"}, w.Sheets)
	whole.Whole = true
	w.Pages = append(w.Pages, whole)
	return w
}

// PageCount returns how many pages the workbook of a relationship has.
func (pl *Planner) PageCount(r *program.Relationship) int { return len(pl.outline(r).pages) + 1 } // and workbook.html

// Leaf decides the two sheets of session n alone, as they are in the workbook.
func (pl *Planner) Leaf(r *program.Relationship, n int) (*Session, *CheckIn) {
	o, p := pl.outline(r), pl.begin(r)
	front := slices.IndexFunc(o.sheets, func(s plannedSheet) bool { return s.kind == session && s.n == n })
	return p.sheet(o, front).(*Session), p.sheet(o, front+1).(*CheckIn)
}

// A planning is one run of Plan or Leaf.
type planning struct {
	*Planner
	r       *program.Relationship
	book    *Workbook
	actions []Action // of all sessions
}

func (pl *Planner) begin(r *program.Relationship) *planning {
	return &planning{
		Planner: pl, r: r, actions: actions(r),
		book: &Workbook{Relationship: r, Dir: r.Dir(), Title: r.Title},
	}
}

// sheet plans the i-th sheet of an outline.
func (p *planning) sheet(o *outline, i int) Sheet {
	s := o.sheets[i]
	f := Frame{
		ID: s.id(), Number: i + 1, Of: len(o.sheets), Section: s.section, Label: Label{Key: s.kind.name, N: s.n},
		Book: p.book.Title, Program: p.site.Program.Title,
		Guide: p.guidance(s.kind.guide).guide,
		Left:  o.duplex && i%2 == 1,
	}
	return s.kind.plan(p, f, s.n)
}

func (p *planning) page(name string, label Label, sheets []Sheet) *Page {
	return &Page{
		Path: p.book.Dir + "/" + name + ".html", Label: label, Language: p.r.Language,
		Sheets: sheets, Book: p.book,
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

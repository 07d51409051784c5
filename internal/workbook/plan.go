package workbook

import (
	"strconv"

	"pairbook/internal/program"
	"pairbook/internal/site"
)

// Plan decides the sheets and pages of one relationship's workbook.
func Plan(s *site.Site, r *program.Relationship) *Workbook { return NewPlanner(s).Plan(r) }

// Plan decides the sheets and pages of one relationship's workbook.
func (pl *Planner) Plan(r *program.Relationship) *Workbook {
	p := pl.begin(r)
	p.page("index", Label{Key: "cover"}, p.cover())
	p.preWork()
	p.page("agreement", Label{Key: "agreement"}, p.agreement(), p.terms())
	p.goals()
	p.page("roadmap", Label{Key: "roadmap"}, p.roadmap())
	p.sessions()
	p.page("follow-through", Label{Key: "follow-through"}, p.followThrough())
	p.page("closing", Label{Key: "closing"}, p.closing())
	p.number()
	p.contents()
	p.book.Pages = append(p.book.Pages, &Page{
		Path: p.book.Dir + "/workbook.html", Label: Label{Key: "workbook"}, Language: r.Language,
		Sheets: p.book.Sheets, Book: p.book, Whole: true,
	})
	return p.book
}

// PageCount returns how many pages the workbook of a relationship has.
func PageCount(r *program.Relationship) int {
	const around = 9 // cover, pre-work, agreement, goals, roadmap, midpoint, follow-through, closing, workbook
	return len(r.Sessions) + around
}

// Leaf decides the two sheets of session n alone, as they are in the workbook.
func (pl *Planner) Leaf(r *program.Relationship, n int) (*Session, *CheckIn) {
	p := pl.begin(r)
	front, back := p.session(r.Sessions[n-1]), p.checkIn(r.Sessions[n-1])
	front.F.Number, front.F.Of = p.sessionAt(n)
	back.F.Number, back.F.Of = front.F.Number+1, front.F.Of
	return front, back
}

// A planning is one run of Plan.
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

// page adds a page and its sheets.
func (p *planning) page(name string, label Label, sheets ...Sheet) {
	p.book.Pages = append(p.book.Pages, &Page{
		Path: p.book.Dir + "/" + name + ".html", Label: label, Language: p.r.Language,
		Sheets: sheets, Book: p.book,
	})
	p.book.Sheets = append(p.book.Sheets, sheets...)
}

// frame makes what goes round a sheet; its numbers come last, when all sheets
// are known. guide names the guidance that goes with it; empty: none.
func (p *planning) frame(id, section string, label Label, guide string) Frame {
	return Frame{
		ID: id, Section: section, Label: label,
		Book: p.book.Title, Program: p.site.Program.Title,
		Guide: p.guidance(guide).guide,
	}
}

// numbered is the name of one of several: "session-3".
func numbered(name string, n int) string { return name + "-" + strconv.Itoa(n) }

// number gives every sheet its number. In a workbook printed on both sides a
// session starts on a right-hand page, which has an odd number; a side for notes
// goes before one that would not.
func (p *planning) number() {
	if *p.site.Program.Print.Duplex {
		p.pad()
	}
	for i, sheet := range p.book.Sheets {
		f := sheet.Frame()
		f.Number, f.Of = i+1, len(p.book.Sheets)
	}
}

func (p *planning) pad() {
	var padded []Sheet
	section := ""
	for _, sheet := range p.book.Sheets {
		if _, ok := sheet.(*Session); ok && len(padded)%2 == 1 {
			notes := &Notes{F: p.frame(numbered("notes", len(padded)+1), section, Label{Key: "notes"}, "")}
			padded = append(padded, notes)
		}
		section = sheet.Frame().Section
		padded = append(padded, sheet)
	}
	p.book.Sheets = padded
}

// sessionAt returns the number of the sheet that session n starts on, and how many
// sheets there are, without planning them all.
func (p *planning) sessionAt(n int) (number, of int) {
	const before = 1 + 2 + 1 // cover, agreement and terms, roadmap
	of = before + len(p.r.Mentees) + len(p.r.Mentors) + max(len(p.r.Goals), goalPlaces)
	for i := range p.r.Sessions {
		if *p.site.Program.Print.Duplex && of%2 == 1 {
			of++ // a side for notes
		}
		if i+1 == n {
			number = of + 1
		}
		of += 2
		if i+1 == half(p.r) {
			of++
		}
	}
	return number, of + 2 // follow-through, closing
}

// contents lists every page but the cover and workbook.html on the cover.
func (p *planning) contents() {
	cover := p.book.Sheets[0].(*Cover)
	for _, page := range p.book.Pages[1:] {
		first := page.Sheets[0]
		line := Line{Label: page.Label, Href: page.Name(), Sheet: first.Frame().Number}
		if s, ok := first.(*Session); ok {
			line.Detail, line.Date = s.Topic.Title, s.Session.Date
		}
		cover.Contents = append(cover.Contents, line)
	}
}

package workbook

import (
	"fmt"

	"pairbook/internal/program"
	"pairbook/internal/site"
)

// Plan decides the sheets and pages of one relationship's workbook.
func Plan(s *site.Site, r *program.Relationship) *Workbook {
	p := &planner{site: s, r: r, book: &Workbook{Relationship: r, Dir: r.Dir(), Title: r.Title}}
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

// A planner is one run of Plan.
type planner struct {
	site *site.Site
	r    *program.Relationship
	book *Workbook
}

// page adds a page and its sheets.
func (p *planner) page(name string, label Label, sheets ...Sheet) {
	p.book.Pages = append(p.book.Pages, &Page{
		Path: p.book.Dir + "/" + name + ".html", Label: label, Language: p.r.Language,
		Sheets: sheets, Book: p.book,
	})
	p.book.Sheets = append(p.book.Sheets, sheets...)
}

// frame makes what goes round a sheet; its numbers come last, when all sheets
// are known. guide names the guidance that goes with it; empty: none.
func (p *planner) frame(id, section string, label Label, guide string) frame {
	return frame{Frame{
		ID: id, Section: section, Label: label,
		Book: p.book.Title, Program: p.site.Program.Title,
		Guide: p.guide(site.Guidance, guide),
	}}
}

// guide points to a document; nil when there is none.
func (p *planner) guide(kind, name string) *Guide {
	d := p.document(kind, name)
	if d == nil {
		return nil
	}
	return &Guide{Title: d.Title, Summary: d.Summary, Href: p.href(d), Language: p.foreign(d)}
}

func (p *planner) document(kind, name string) *site.Document {
	if name == "" {
		return nil
	}
	return p.site.Library.Find(kind, name, p.r.Cohort, p.r.Language)
}

// href is the address of a document's page as seen from the workbook's folder.
func (p *planner) href(d *site.Document) string {
	return site.Relative(p.book.Dir+"/index.html", d.Address)
}

// foreign returns the language of a document where it is another than the
// workbook's: English is English, in Britain or anywhere.
func (p *planner) foreign(d *site.Document) program.Language {
	if d.Language.Base() == p.r.Language.Base() {
		return ""
	}
	return d.Language
}

// prompts returns the prompts of a document that are for a role; with the empty
// role, those of everyone and of both sides.
func (p *planner) prompts(kind, name string, role program.Role) []Prompt {
	d := p.document(kind, name)
	if d == nil {
		return nil
	}
	var prompts []Prompt
	for _, prompt := range d.Prompts {
		if role == "" || prompt.For == "" || prompt.For == string(role) {
			prompts = append(prompts, Prompt{
				Ask: prompt.Ask, For: program.Role(prompt.For), Lines: max(prompt.Lines, defaultLines), Language: p.foreign(d),
			})
		}
	}
	return prompts
}

// defaultLines is the room a prompt has that does not ask for more.
const defaultLines = 2

// number gives every sheet its number. In a workbook printed on both sides a
// session starts on a right-hand page, which has an odd number; a side for notes
// goes before one that would not.
func (p *planner) number() {
	if *p.site.Program.Print.Duplex {
		p.pad()
	}
	for i, sheet := range p.book.Sheets {
		f := sheet.Frame()
		f.Number, f.Of = i+1, len(p.book.Sheets)
	}
}

func (p *planner) pad() {
	var padded []Sheet
	section := ""
	for _, sheet := range p.book.Sheets {
		if _, ok := sheet.(*Session); ok && len(padded)%2 == 1 {
			notes := &Notes{frame: p.frame(fmt.Sprintf("notes-%d", len(padded)+1), section, Label{Key: "notes"}, "")}
			padded = append(padded, notes)
		}
		section = sheet.Frame().Section
		padded = append(padded, sheet)
	}
	p.book.Sheets = padded
}

// contents lists every page but the cover and workbook.html on the cover.
func (p *planner) contents() {
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

package workbook

import "pairbook/internal/program"

// Keepsake is the last sheet: the way that was walked, thanks, and a few lines in the hand of each.
type Keepsake struct {
	F                Frame
	Way              Way              `facts:"-"`
	Continued        bool             `facts:"-"`
	First, Last      program.Date     `facts:"meeting"` // of the sessions that took place, else of those planned
	Held, Count      int              `facts:"-"`
	Mentors, Mentees []program.Person `facts:"people:Name"`
	People           []Member         `facts:"people:Name,Role,As"` // who writes on this sheet
}

func (Keepsake) Template() string { return "keepsake" }
func (s *Keepsake) Frame() *Frame { return &s.F }

var keepsake = &kind{name: "keepsake", opens: true, plan: func(p *planning, f Frame, _ int) []Sheet {
	people := sides(p.r)
	k := &Keepsake{
		F: f, Way: newWay(p.stops(), len(p.r.Goals)), Held: p.r.Held(), Count: len(p.r.Sessions),
		Mentors: asCalled(p.r.Mentors), Mentees: asCalled(p.r.Mentees), People: people,
	}
	k.First, k.Last = span(p.r.Sessions)
	k.Way.Top = keepsakeTop
	if p.ruler == nil {
		return []Sheet{k}
	}
	return p.fitKeepsake(k)
}}

const (
	keepsakeLines = 2   // for each person
	keepsakeTop   = 400 // where the drawing begins, in its own units: above the summit
)

// fitKeepsake has as many people on a sheet as fit there, and goes on with the others.
func (p *planning) fitKeepsake(k *Keepsake) []Sheet {
	r, people, across := p.ruler, k.People, int(p.ruler.Columns)
	thanks := r.Type(r.Slanted, r.Thanks, r.CloseLeading).Height(p.said("closing.thanks", "Thank you, "+names(k.Mentors)+" and "+names(k.Mentees)+", for all of your time and your trust.", "a", names(k.Mentors), "b", names(k.Mentees)), r.Width)
	dates := r.label.Height(r.date(k.First)+" – "+r.date(k.Last), r.Width) - r.label.Line() // beyond one line
	// One gap more: lines are higher where names are in letters that the font lacks.
	free := r.Height - r.frame(&k.F) - r.heading(p.titleOf(&k.F), true, false, "") - dates - r.Keepsake - thanks - 2*r.Between
	var sheets []Sheet
	for len(people) > 0 {
		n, rows, highest := 0, 0.0, 0.0 // all rows are as high as the highest
		for n < len(people) {
			row, high := people[n:min(n+across, len(people))], highest
			for _, person := range row {
				high = max(high, r.strong.Height(person.Name+" ("+aWord+")", r.columns())+keepsakeLines*r.Line+r.Keep+r.text.Line()+r.Item+stroke+r.Between)
			}
			if (rows+1)*high > free && n > 0 {
				break
			}
			n, rows, highest = n+len(row), rows+1, high
		}
		sheet := *k
		sheet.People, people = people[:n], people[n:]
		if len(sheets) > 0 {
			sheet.F.ID, sheet.F.Origin, sheet.Continued = numbered(k.F.ID, len(sheets)+1), k.F.ID, true
		}
		sheets = append(sheets, &sheet)
		free = r.side(&k.F) - r.heading(p.titleOf(&k.F), true, false, "") - dates - r.Between
	}
	return sheets
}

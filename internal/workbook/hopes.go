package workbook

import "pairbook/internal/program"

// A Hope is what a person hoped for before the first meeting. It comes back halfway and at
// the end.
type Hope struct{ Text, Who string }

// Hopes are those that a sheet shows; where nobody's are known, there is room to write
// them down again.
type Hopes struct {
	Known []Hope
	Blank bool
}

// hopes are what all people hoped for, mentees first.
func (p *planning) hopes() []Hope {
	var all []Hope
	for _, side := range [][]program.Person{p.r.Mentees, p.r.Mentors} {
		for _, person := range side {
			for _, text := range person.Hopes {
				all = append(all, Hope{text, person.Called()})
			}
		}
	}
	return all
}

// fitHopes keeps of the hopes what fits into a fifth of a side, and returns the height with
// the gap behind it, and the list of the others.
func (p *planning) fitHopes() (h Hopes, height float64, rest list) {
	all := p.hopes()
	if p.ruler == nil {
		return Hopes{Known: all, Blank: len(all) == 0}, 0, list{}
	}
	r := p.ruler
	if len(all) == 0 {
		return Hopes{Blank: true}, r.ask(Prompt{Ask: p.said("hopes.blank", "What did we hope for at the start? Look at what you wrote before the first meeting."), Lines: 2}, r.Width) + r.Between, list{}
	}
	var divided []Hope
	for _, hope := range all {
		for _, part := range p.divided(hope.Text, r.text, r.Width-2*panel-bullet) {
			divided = append(divided, Hope{part, hope.Who})
		}
	}
	l := listOf(divided, r.label.Line()+2*panelEnd+.6, func(h Hope) float64 {
		return r.item(h.Text+" ("+h.Who+").", r.Width-2*panel)
	}, func(some []Hope) Block {
		b := Block{Heading: Label{Key: "hopes"}}
		for _, h := range some {
			b.Texts = append(b.Texts, h.Text)
		}
		return b
	})
	kept, height := l.fits(0, r.Height/5)
	return Hopes{Known: divided[:kept]}, height + r.Between, l.after(kept)
}

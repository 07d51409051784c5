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

// allHopes are the hopes of a sheet that is as long as it is.
func (p *planning) allHopes() Hopes {
	known := p.hopes()
	return Hopes{Known: known, Blank: len(known) == 0}
}

// hopesList is the hopes as a list, none of them higher than a third of a side, and the block
// of them that stays on their sheet.
func (p *planning) hopesList() (l list, known []Hope) {
	r := p.ruler
	for _, hope := range p.hopes() {
		for _, part := range p.divided(hope.Text, r.text, r.Width-2*r.Panel-r.Bullet) {
			known = append(known, Hope{part, hope.Who})
		}
	}
	return listOf(known, r.label.Line()+r.Below+2*r.PanelEnd, func(h Hope) float64 {
		return r.item(h.Text+" ("+h.Who+").", r.Width-2*r.Panel)
	}, func(some []Hope) Block {
		b := Block{Heading: Label{Key: "hopes"}}
		for _, h := range some {
			b.Texts = append(b.Texts, h.Text+" ("+h.Who+")")
		}
		return b
	}), known
}

// askForHopes is the height of the room for hopes that nobody knows, and the gap behind it.
func (p *planning) askForHopes() float64 {
	return p.ruler.across(Prompt{Ask: p.said("hopes.blank", "What did we hope for at the start? Look at what you wrote before the first meeting."), Lines: 2}) + p.ruler.Between
}

package workbook

import "pairbook/internal/program"

// Who lists the people of a workbook, and who else belongs to it.
type Who struct {
	F       Frame
	People  []Member        `facts:"people:Name,Preferred,Pronouns,Title,Team,Email,Phone,Link,Timezone,Role,As"`
	Contact program.Contact `facts:"contact"`
}

func (Who) Template() string { return "who" }
func (s *Who) Frame() *Frame { return &s.F }

var who = &kind{name: "who", plan: func(p *planning, f Frame, _ int) []Sheet {
	s := &Who{F: f, People: append(sides(p.r), others(p.r)...), Contact: p.r.Contact}
	if p.ruler == nil {
		return []Sheet{s}
	}
	r, people := p.ruler, s.People
	across := int(r.Columns)
	free := r.Height - r.frame(&f) - r.heading(p.titleOf(&f), false, false, "") - 2*r.text.Line() - r.text.Height(contactLine(s.Contact), r.Width) - r.Beside - r.Between
	persons := list{
		n: (len(people) + across - 1) / across,
		height: func(i int) float64 {
			h := 0.0
			for _, person := range people[i*across : min((i+1)*across, len(people))] {
				h = max(h, r.person(person))
			}
			return h
		},
		block: func(from, to int) Block {
			return Block{People: people[from*across : min(to*across, len(people))]}
		},
	}
	rows, _ := persons.fits(0, free)
	s.People = people[:min(rows*across, len(people))]
	return append([]Sheet{s}, p.further(f, persons.after(rows))...)
}}

package workbook

import "pairbook/internal/program"

// Who lists the people of a workbook, and who else belongs to it.
type Who struct {
	F       Frame
	People  []Signer
	Others  []program.Other
	Contact program.Contact
}

func (Who) Template() string { return "who" }
func (s *Who) Frame() *Frame { return &s.F }

var who = &kind{name: "who", plan: func(p *planning, f Frame, _ int) []Sheet {
	s := &Who{F: f, People: signers(p.r), Others: p.r.Others, Contact: p.r.Contact}
	if p.ruler == nil {
		return []Sheet{s}
	}
	r, people, others := p.ruler, s.People, s.Others
	across := int(r.Columns)
	free := r.Height - r.frame(&f) - r.heading(aTitle, false, false, "", "") - 2*r.text.Line() - r.text.Height(contactLine(s.Contact), r.Width) - 4 - r.Between
	persons := list{
		n: (len(people) + across - 1) / across,
		height: func(i int) float64 {
			h := 0.0
			for _, person := range people[i*across : min((i+1)*across, len(people))] {
				h = max(h, r.person(person.Person)+r.Between)
			}
			return h
		},
		block: func(from, to int) Block {
			return Block{People: people[from*across : min(to*across, len(people))]}
		},
	}
	further := listOf(others, r.question.Line()+r.Between, func(o program.Other) float64 {
		return r.person(program.Person{Name: o.Name, Email: o.Email}) + r.Between
	}, func(some []program.Other) Block {
		var texts []string
		for _, o := range some {
			texts = append(texts, o.Role+": "+o.Name)
		}
		return Block{Heading: Label{Key: "who.others"}, Texts: texts}
	})
	rows, used := persons.fits(0, free)
	s.People = people[:min(rows*across, len(people))]
	kept := 0
	if rows == persons.n {
		kept, _ = further.fits(0, free-used)
	}
	s.Others = others[:kept]
	return append([]Sheet{s}, p.further(f, persons.after(rows), further.after(kept))...)
}}

package workbook

import "pairbook/internal/program"

// Certificate says of one person that they took part, with thanks.
type Certificate struct {
	F            Frame
	Person       program.Person  `facts:"people:Name"`
	Role         program.Role    `facts:"people"`
	Organisation string          `facts:"title"`
	Held         int             `facts:"-"`
	First, Last  program.Date    `facts:"-"` // of the sessions that were held
	Contact      program.Contact `facts:"contact:Name"`
}

func (Certificate) Template() string { return "certificate" }
func (s *Certificate) Frame() *Frame { return &s.F }

var certificateOf = map[program.Role]*kind{program.Mentee: certificate(program.Mentee), program.Mentor: certificate(program.Mentor)}

// certificate is the kind of the certificates of one side.
func certificate(role program.Role) *kind {
	return &kind{name: "certificate-" + string(role), plan: func(p *planning, f Frame, n int) []Sheet {
		person := p.r.Side(role)[n-1]
		f.Label, f.About = Label{Key: "certificate"}, Key(person.Name)
		c := &Certificate{
			F: f, Person: person, Role: role, Organisation: p.site.Program.Organisation, Held: p.r.Held(), Contact: p.r.Contact,
		}
		var held []program.Session
		for _, s := range p.r.Sessions {
			if s.Held {
				held = append(held, s)
			}
		}
		c.First, c.Last = span(held)
		if r := p.ruler; r != nil {
			c.Person.Name = shortened(c.Person.Name, r.Type(r.Heading, r.CoverTitle, r.CoverLeading), r.Width-14, 3)
		}
		return []Sheet{c}
	}}
}

// certificatePages is one page with a certificate for each person.
func certificatePages(o *outline) {
	o.page("certificate", 0)
	o.persons(certificateOf, func(program.Role) bool { return true })
}

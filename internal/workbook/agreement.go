package workbook

import "pairbook/internal/program"

// Agreement is the first side of the boundaries agreement: roles, expectations,
// what the mentoring covers and what not.
type Agreement struct {
	F                Frame
	Agreement        program.Agreement
	Mentors, Mentees []program.Person
}

func (Agreement) Template() string { return "agreement" }
func (s *Agreement) Frame() *Frame { return &s.F }

// Terms is the second side: meetings, contact, confidentiality, ending,
// signatures.
type Terms struct {
	F                Frame
	Agreement        program.Agreement
	Schedule         program.Schedule
	Mentors, Mentees []program.Person
	Contact          program.Contact
}

func (Terms) Template() string { return "terms" }
func (s *Terms) Frame() *Frame { return &s.F }

var agreement = &kind{name: "agreement", guide: "agreement", plan: func(p *planning, f Frame, _ int) Sheet {
	return &Agreement{F: f, Agreement: p.r.Agreement, Mentors: p.r.Mentors, Mentees: p.r.Mentees}
}}

var terms = &kind{name: "terms", plan: func(p *planning, f Frame, _ int) Sheet {
	return &Terms{
		F: f, Agreement: p.r.Agreement, Schedule: p.r.Schedule,
		Mentors: p.r.Mentors, Mentees: p.r.Mentees, Contact: p.r.Contact,
	}
}}

func agreementPage(o *outline) {
	o.page("agreement", 0, agreement, terms)
	o.ask(agreementQuestions, "agreement")
}

package workbook

import "pairbook/internal/program"

// PreWork prepares one person for the first meeting.
type PreWork struct {
	F       Frame
	Person  program.Person
	Role    program.Role
	Prompts []Prompt
}

func (PreWork) Template() string { return "pre-work" }
func (s *PreWork) Frame() *Frame { return &s.F }

var (
	preWorkMentee = preWork(program.Mentee)
	preWorkMentor = preWork(program.Mentor)
)

// preWork is the kind of the sheets of one side; the n-th is for its n-th person.
func preWork(role program.Role) *kind {
	return &kind{name: "pre-work-" + string(role), guide: "pre-work", plan: func(p *planning, f Frame, n int) Sheet {
		people := p.r.Mentees
		if role == program.Mentor {
			people = p.r.Mentors
		}
		person := people[n-1]
		f.Label = Label{Key: "pre-work.person", Name: person.Name}
		return &PreWork{F: f, Person: person, Role: role, Prompts: p.guidance("pre-work").prompts(role)}
	}}
}

// preWorkPages is one page with a sheet a person.
func preWorkPages(o *outline) {
	o.page("pre-work", 0)
	for i := range o.r.Mentees {
		o.sheet(preWorkMentee, i+1)
	}
	for i := range o.r.Mentors {
		o.sheet(preWorkMentor, i+1)
	}
}

package workbook

import (
	"pairbook/internal/program"
)

// Form is a sheet of the questions that a section of guidance asks: a checklist for the
// first meeting, where somebody stands, next steps, what the programme wants to hear.
type Form struct {
	F       Frame
	Role    program.Role    `facts:"people"` // whose sheet it is; empty: everybody's
	Prompts []Prompt        `facts:"questions"`
	Free    bool            `facts:"-"`       // nothing is asked: there is room for notes
	Contact program.Contact `facts:"contact"` // to whom the sheet goes; zero: it stays in the workbook
}

func (Form) Template() string { return "form" }
func (s *Form) Frame() *Frame { return &s.F }

var (
	firstMeeting = form("first-meeting")
	nextSteps    = form("next-steps")
	feedback     = form("feedback")

	baselineOf = map[program.Role]*kind{program.Mentee: baseline(program.Mentee), program.Mentor: baseline(program.Mentor)}
	againOf    = map[program.Role]*kind{program.Mentee: again(program.Mentee), program.Mentor: again(program.Mentor)}
)

// form is the kind of the sheet of a section that is everybody's.
func form(section string) *kind {
	return &kind{name: section, guide: section, plan: func(p *planning, f Frame, _ int) []Sheet {
		s := &Form{F: f, Prompts: p.guidance(section).all}
		if section == "feedback" { // it leaves the workbook
			s.Contact = p.r.Contact
		}
		return p.fitForm(s)
	}}
}

// baseline is the kind of the sheets on which the people of one side say where they stand.
func baseline(role program.Role) *kind {
	return &kind{name: "baseline-" + string(role), guide: "baseline", plan: func(p *planning, f Frame, n int) []Sheet {
		f.Label, f.About = personLabel("baseline.person", p.r.Side(role)[n-1])
		return p.fitForm(&Form{F: f, Role: role, Prompts: p.guidance("baseline").prompts(role)})
	}}
}

// again is the kind of the sheets on which the same people say it again, later.
func again(role program.Role) *kind {
	return &kind{name: "again-" + string(role), plan: func(p *planning, f Frame, n int) []Sheet {
		f.Label, f.About = personLabel("baseline.again", p.r.Side(role)[n-1])
		f.ID = f.Section + "-" + f.ID // half-way and at the end
		prompts := p.askedAgain(role)
		for i := range prompts {
			prompts[i].Before = true
		}
		return p.fitForm(&Form{F: f, Role: role, Prompts: prompts})
	}}
}

// personLabel is the heading of a sheet for one person, and the Key of them.
func personLabel(key string, person program.Person) (Label, string) {
	return Label{Key: key, Name: person.Name}, Key(person.Name)
}

// askedAgain are copies of the prompts of a workbook that are to be asked again.
func (p *planning) askedAgain(role program.Role) []Prompt {
	var prompts []Prompt
	for _, section := range startsOf(p.r) {
		for _, q := range p.guidance(section).prompts(role) {
			if q.Again {
				prompts = append(prompts, q)
			}
		}
	}
	return prompts
}

// startsOf are the sections of guidance whose questions are asked once, at the start.
func startsOf(r *program.Relationship) []string {
	var sections []string
	for _, part := range r.AllParts() {
		switch part {
		case program.Cover:
			sections = append(sections, "welcome")
		case "letter", "pre-work", "first-meeting", "baseline", "agreement", "goals", "roadmap":
			sections = append(sections, part)
		}
	}
	return sections
}

// baselinePages is one page with a sheet for each person who is asked anything.
func baselinePages(o *outline) {
	o.page("baseline", 0)
	before := len(o.sheets)
	o.persons(baselineOf, func(role program.Role) bool { return o.asks([]string{"baseline"}, role, false) })
	if len(o.sheets) == before { // a section that asks nothing still has its sheet
		o.sheet(baselineOf[program.Mentee], 1)
	}
}

// askAgain adds the sheets on which people say again where they stand to the last page.
func (o *outline) askAgain() {
	o.persons(againOf, func(role program.Role) bool { return o.asks(startsOf(o.r), role, true) })
}

// persons adds a sheet for each person of the sides that want one, mentees first.
func (o *outline) persons(kinds map[program.Role]*kind, wanted func(program.Role) bool) {
	for _, role := range []program.Role{program.Mentee, program.Mentor} {
		if !wanted(role) {
			continue
		}
		for i := range o.r.Side(role) {
			o.sheet(kinds[role], i+1)
		}
	}
}

// fitForm keeps on a sheet what fits there.
func (p *planning) fitForm(s *Form) []Sheet {
	if s.Free = len(s.Prompts) == 0; p.ruler == nil {
		return []Sheet{s}
	}
	r, asked := p.ruler, p.promptList(s.Prompts)
	summary := guided(s.F.Guide)
	free := r.Height - r.frame(&s.F) - r.heading(p.titleOf(&s.F), s.Role != "", false, summary)
	if s.Contact != (program.Contact{}) {
		free -= 2*r.text.Line() + r.text.Height(contactLine(s.Contact), r.Width) + 4 + r.Between
	}
	kept, _ := asked.fits(0, free)
	s.Prompts = s.Prompts[:kept]
	return append([]Sheet{s}, p.further(s.F, asked.after(kept))...)
}

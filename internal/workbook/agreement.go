package workbook

import (
	"pairbook/internal/program"
)

// Agreement is the first side of the boundaries agreement: roles, expectations,
// what the mentoring covers and what not.
type Agreement struct {
	F                Frame
	Continued        bool              `facts:"-"`
	Mentor, Mentee   bool              `facts:"-"` // the sheet has what the role is
	Lists            bool              `facts:"-"` // it has what is expected, covered and not
	Agreement        program.Agreement `facts:"agreement:MentorRole,MenteeRole,Expectations,Covers,Excludes"`
	Mentors, Mentees []program.Person  `facts:"people:Name"`
	Others           string            `facts:"people"` // names with roles, of those who are of neither side
}

func (Agreement) Template() string { return "agreement" }
func (s *Agreement) Frame() *Frame { return &s.F }

func agreementPage(o *outline) {
	if o.page("agreement", 0); !o.r.Agreement.Short {
		o.sheet(agreement, 0)
	}
	if o.r.Agreement.Sides() {
		o.sheet(expectations, 0)
	}
	o.sheet(terms, 0)
	o.ask(agreementQuestions, "agreement")
}

var agreement = &kind{name: "agreement", guide: "agreement", plan: func(p *planning, f Frame, _ int) []Sheet {
	a := Agreement{F: f, Mentor: true, Mentee: true, Lists: true, Agreement: p.r.Agreement, Mentors: p.r.Mentors, Mentees: p.r.Mentees, Others: p.othersLine()}
	if p.ruler == nil {
		return []Sheet{&a}
	}
	if p.ruler.Columns > 1 {
		return p.fitAgreement(a)
	}
	var sheets []Sheet
	for part := range 3 {
		s := a
		if s.Mentor, s.Mentee, s.Lists = part == 0, part == 1, part == 2; part > 0 {
			s.F.ID, s.F.Origin, s.F.Guide, s.Continued = numbered(a.F.ID, part+1), a.F.ID, nil, true
		}
		sheets = append(sheets, p.fitAgreement(s)...)
	}
	return sheets
}}

// fitAgreement keeps on a sheet as much of the texts as fits there.
func (p *planning) fitAgreement(a Agreement) []Sheet {
	r, said := p.ruler, &a.Agreement
	free := p.agreementFree(&a)
	listed := func(key string, texts []string, column float64) list {
		l := p.textList(key, p.texts(column, texts...), column)
		l.above = 0
		return l
	}
	expects := listed("agreement.expectations", said.Expectations, r.Width)
	covers := listed("agreement.covers", said.Covers, r.columns())
	excludes := listed("agreement.excludes", said.Excludes, r.columns())
	var needs [5]float64
	if a.Mentor {
		needs[0] = r.text.Height(said.MentorRole, r.Width)
	}
	if a.Mentee {
		needs[1] = r.text.Height(said.MenteeRole, r.Width)
	}
	if a.Lists {
		needs[2], needs[3], needs[4] = expects.whole(), covers.whole(), excludes.whole()
		if r.Columns > 1 {
			needs[3], needs[4] = max(needs[3], needs[4]), 0
		}
	}
	room := shares(free, needs[:]...)
	if r.Columns > 1 {
		room[4] = room[3]
	}
	var lists []list
	role := func(key string, text *string, room float64) {
		head, rest := divided(r.text, *text, r.Width, int(room/r.text.Line()+1e-9))
		if *text = head; rest != "" {
			lists = append(lists, p.textList(key, p.texts(r.Width, rest), r.Width))
		}
	}
	keep := func(l list, texts *[]string, room float64) {
		kept, _ := l.fits(0, room)
		*texts = l.block(0, kept).Texts
		l.above = r.label.Line()
		lists = append(lists, l.after(kept))
	}
	if a.Mentor {
		role("agreement.mentor-role", &said.MentorRole, room[0])
	}
	if a.Mentee {
		role("agreement.mentee-role", &said.MenteeRole, room[1])
	}
	if a.Lists {
		keep(expects, &said.Expectations, room[2])
		keep(covers, &said.Covers, room[3])
		keep(excludes, &said.Excludes, room[4])
	}
	return append([]Sheet{&a}, p.further(a.F, lists...)...)
}

// agreementFree is what is free on a sheet of the agreement for its texts.
func (p *planning) agreementFree(a *Agreement) float64 {
	r, rows := p.ruler, 2/p.ruler.Columns
	free := r.side(&a.F) - r.heading(p.titleOf(&a.F), false, false, guided(a.F.Guide))
	if a.Mentor {
		free -= r.text.Height(aWord+names(a.Mentors)+" and "+names(a.Mentees), r.Width) + r.Between
		if a.Others != "" {
			free -= r.text.Height(a.Others, r.Width) + r.Between
		}
	}
	for _, has := range []bool{a.Mentor, a.Mentee} {
		if has {
			free -= r.Bar + r.label.Line() + r.Below + rows*(r.BarTop+r.label.Line()+r.sure(3)+r.Between)
		}
	}
	if a.Lists {
		free -= r.ask(Prompt{Ask: p.said("agreement.expectations", "What we expect of each other"), Lines: 3}, r.Width) + r.Between
		free -= rows * (r.ask(Prompt{Ask: p.longest("agreement.covers", "agreement.excludes"), Lines: 4}, r.columns()) + r.Between)
	}
	return free
}

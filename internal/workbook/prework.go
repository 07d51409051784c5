package workbook

import (
	"slices"

	"pairbook/internal/program"
)

// PreWork prepares one person for the first meeting.
type PreWork struct {
	F       Frame
	Person  program.Person `facts:"people:Hopes,Brings"`
	Role    program.Role   `facts:"people"`
	Prompts []Prompt       `facts:"questions"`
	Ask     bool           `facts:"-"` // what the strings ask, where the guidance asks nothing
}

func (PreWork) Template() string { return "pre-work" }
func (s *PreWork) Frame() *Frame { return &s.F }

var (
	preWorkMentee = preWork(program.Mentee)
	preWorkMentor = preWork(program.Mentor)
)

// preWork is the kind of the sheets of one side; the n-th is for its n-th person.
func preWork(role program.Role) *kind {
	return &kind{name: "pre-work-" + string(role), guide: "pre-work", plan: func(p *planning, f Frame, n int) []Sheet {
		people := p.r.Mentees
		if role == program.Mentor {
			people = p.r.Mentors
		}
		person := people[n-1]
		f.Label, f.About = Label{Key: "pre-work.person", Name: person.Called()}, Key(person.Name)
		return p.fitPreWork(&PreWork{F: f, Person: person, Role: role, Prompts: p.guidance("pre-work").prompts(role)})
	}}
}

// fitPreWork keeps on a sheet what fits there: in half of the room what is known, and as
// many questions.
func (p *planning) fitPreWork(s *PreWork) []Sheet {
	s.Ask = len(s.Prompts) == 0
	if p.ruler == nil {
		return []Sheet{s}
	}
	r, prompts := p.ruler, s.Prompts
	asked := p.promptList(toAll(prompts))
	column := r.columns() - 2*r.Panel/r.Columns // they stand on a panel
	summary := guided(s.F.Guide)
	free := r.Height - r.frame(&s.F) - r.heading(p.titleOf(&s.F), true, false, summary)
	hopes, brings := p.texts(column, s.Person.Hopes...), p.texts(column, s.Person.Brings...)
	left, right := p.textList("pre-work.hopes", hopes, column), p.textList("pre-work.brings", brings, column)
	if len(hopes)+len(brings) > 0 {
		asked := asked.whole()
		needs := []float64{r.card(left), r.card(right), asked}
		if r.Columns > 1 {
			needs = []float64{max(r.card(left), r.card(right)), asked}
		}
		free -= 2 * r.PanelEnd
		room := shares(free-r.Between*float64(len(needs)-1), needs...)
		card := func(l list, room float64) (list, float64) {
			kept, high := l.fits(0, room)
			if kept == 0 {
				high = r.card(l.after(l.n))
			}
			return l.after(kept), high
		}
		var high, higher float64
		left, high = card(left, room[0])
		right, higher = card(right, room[len(room)-2])
		if r.Columns > 1 {
			free -= max(high, higher) + r.Between
		} else {
			free -= high + higher + 2*r.Between
		}
	}
	s.Person.Hopes, s.Person.Brings = hopes[:len(hopes)-left.n], brings[:len(brings)-right.n]
	some, _ := asked.fits(0, free)
	s.Prompts = prompts[:some]
	return append([]Sheet{s}, p.further(s.F, left, right, asked.after(some))...)
}

// toAll are questions that do not say for whom they are, where the whole sheet is for one.
func toAll(prompts []Prompt) []Prompt {
	all := slices.Clone(prompts)
	for i := range all {
		all[i].For = ""
	}
	return all
}

// card is the height of a list on its card, which has room to write where nothing is known.
func (r *ruler) card(l list) float64 {
	if l.n == 0 {
		return l.above + 2*r.Line
	}
	return l.above + l.whole()
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

package workbook

import (
	"pairbook/internal/program"
	"pairbook/internal/site"
)

// Questions has the prompts of a section of guidance whose own sheet is full without them.
type Questions struct {
	F       Frame
	Prompts []Prompt `facts:"questions"`
}

func (Questions) Template() string { return "questions" }
func (s *Questions) Frame() *Frame { return &s.F }

var (
	welcomeQuestions   = questions("welcome")
	agreementQuestions = questions("agreement")
)

// questions is the kind of the sheet for the prompts of a section.
func questions(section string) *kind {
	return &kind{name: section + "-questions", plan: func(p *planning, f Frame, _ int) []Sheet {
		f.Label = Label{Key: "handout.prompts"}
		q := &Questions{F: f, Prompts: p.guidance(section).all}
		if p.ruler == nil {
			return []Sheet{q}
		}
		asked := p.promptList(q.Prompts)
		kept, _ := asked.fits(0, p.ruler.Height-p.ruler.frame(&f)-p.ruler.heading(p.titleOf(&f), false, false, ""))
		q.Prompts = q.Prompts[:kept]
		return append([]Sheet{q}, p.further(f, asked.after(kept))...)
	}}
}

// asks reports whether sections of guidance ask people of a side anything; with again, whether
// that is to be asked again.
func (o *outline) asks(sections []string, role program.Role, again bool) bool {
	for _, section := range sections {
		d := o.library.Find(site.Guidance, section, o.r.Cohort, o.r.Format, o.r.Language)
		if d == nil {
			continue
		}
		for _, q := range d.Prompts {
			if (q.For == "" || q.For == string(role)) && (q.Again || !again) {
				return true
			}
		}
	}
	return false
}

// ask adds the sheet for the prompts of a section to the last page, if it has any.
func (o *outline) ask(k *kind, section string) {
	if d := o.library.Find(site.Guidance, section, o.r.Cohort, o.r.Format, o.r.Language); d != nil && len(d.Prompts) > 0 {
		o.sheet(k, 0)
	}
}

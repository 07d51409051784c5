package workbook

// Expectations is what each side expects of the other and is concerned about. A workbook has
// the sheet when something is known of it.
type Expectations struct {
	F                                                            Frame
	MentorExpects, MenteeExpects, MentorConcerns, MenteeConcerns []string `facts:"agreement"`
}

func (Expectations) Template() string { return "expectations" }
func (s *Expectations) Frame() *Frame { return &s.F }

var expectations = &kind{name: "expectations", plan: func(p *planning, f Frame, _ int) []Sheet {
	a := p.r.Agreement
	s := &Expectations{F: f, MentorExpects: a.MentorExpects, MenteeExpects: a.MenteeExpects, MentorConcerns: a.MentorConcerns, MenteeConcerns: a.MenteeConcerns}
	if p.ruler == nil {
		return []Sheet{s}
	}
	return p.fitExpectations(s)
}}

// fitExpectations keeps of each list what fits beside room to write in its share of the
// sheet.
func (p *planning) fitExpectations(s *Expectations) []Sheet {
	r, column := p.ruler, p.ruler.columns()
	all := []struct {
		key   string
		texts *[]string
	}{
		{"expectations.mentor", &s.MentorExpects}, {"expectations.mentee", &s.MenteeExpects},
		{"concerns.mentor", &s.MentorConcerns}, {"concerns.mentee", &s.MenteeConcerns},
	}
	rows := float64(len(all)) / r.Columns
	free := r.Height - r.frame(&s.F) - r.heading(p.titleOf(&s.F), false, false, "")
	share := free/rows - r.Between - r.question.Height(aWord+": "+aWord, column) - .5 - thread - r.sure(4)
	var lists []list
	for _, part := range all {
		texts := p.texts(column, *part.texts...)
		l := p.textList(part.key, texts, column)
		l.above = 0
		kept, _ := l.fits(0, share)
		l.above = r.question.Line()
		*part.texts = texts[:kept]
		lists = append(lists, l.after(kept))
	}
	return append([]Sheet{s}, p.further(s.F, lists...)...)
}

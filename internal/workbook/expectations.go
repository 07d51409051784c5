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

// fitExpectations keeps of each list what fits beside room to write.
func (p *planning) fitExpectations(s *Expectations) []Sheet {
	r, column := p.ruler, p.ruler.columns()
	all := []struct {
		key   string
		texts *[]string
	}{
		{"expectations.mentor", &s.MentorExpects}, {"expectations.mentee", &s.MenteeExpects},
		{"concerns.mentor", &s.MentorConcerns}, {"concerns.mentee", &s.MenteeConcerns},
	}
	across := int(r.Columns)
	needs := make([]float64, len(all)/across)
	known := make([]list, len(all))
	for i, part := range all {
		known[i] = p.textList(part.key, p.texts(column, *part.texts...), column)
		known[i].above = 0
		needs[i/across] = max(needs[i/across], known[i].whole())
	}
	each := r.ask(Prompt{Ask: aWord + ": " + aWord, Lines: 4}, column) + r.Between
	free := r.side(&s.F) - r.heading(p.titleOf(&s.F), false, false, "") - each*float64(len(needs))
	room := shares(free, needs...)
	var lists []list
	for i, l := range known {
		kept, _ := l.fits(0, room[i/across])
		*all[i].texts = l.block(0, kept).Texts
		l.above = r.label.Line()
		lists = append(lists, l.after(kept))
	}
	return append([]Sheet{s}, p.further(s.F, lists...)...)
}

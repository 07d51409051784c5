package workbook

import "pairbook/internal/program"

// Letter is a letter to oneself, written at the start and opened at the last session.
type Letter struct {
	F       Frame
	Last    program.Date `facts:"meeting"` // when the last session is; zero: not known
	Prompts []Prompt     `facts:"questions"`
	Ask     bool         `facts:"-"` // what the strings ask, where the guidance asks nothing
}

func (Letter) Template() string { return "letter" }
func (s *Letter) Frame() *Frame { return &s.F }

// Outside is the back of the letter: what is seen of it once it is folded.
type Outside struct {
	F    Frame
	Last program.Date `facts:"meeting"`
}

func (Outside) Template() string { return "outside" }
func (s *Outside) Frame() *Frame { return &s.F }

// letter is a leaf of its own where both sides are printed, since it is folded. What does not
// fit there follows behind it.
var letter = &kind{name: "letter", guide: "letter", opens: true, plan: func(p *planning, f Frame, _ int) []Sheet {
	_, last := span(p.r.Sessions)
	s := &Letter{F: f, Last: last, Prompts: p.guidance("letter").all}
	s.Ask = len(s.Prompts) == 0
	sheets := []Sheet{s}
	if p.duplex() {
		back := f
		back.ID, back.Guide = f.ID+"-back", nil
		sheets = append(sheets, &Outside{F: back, Last: last})
	}
	if p.ruler == nil {
		return sheets
	}
	r, asked := p.ruler, p.promptList(s.Prompts)
	free := r.Height - r.frame(&f) - r.heading(aTitle, true, false, guided(f.Guide)) - r.text.Line() - r.sign(Member{}) - 3*r.Between
	kept, _ := asked.fits(0, free)
	s.Prompts = s.Prompts[:kept]
	return append(sheets, p.further(f, asked.after(kept))...)
}}

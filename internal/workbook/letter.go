package workbook

import "pairbook/internal/program"

// Letter is a letter to oneself, written at the start and opened at the last session.
type Letter struct {
	F    Frame
	Last program.Date // when the last session is; zero: not known
}

func (Letter) Template() string { return "letter" }
func (s *Letter) Frame() *Frame { return &s.F }

// Outside is the back of the letter: what is seen of it once it is folded.
type Outside struct {
	F    Frame
	Last program.Date
}

func (Outside) Template() string { return "outside" }
func (s *Outside) Frame() *Frame { return &s.F }

// letter is a leaf of its own where both sides are printed, since it is folded.
var letter = &kind{name: "letter", opens: true, plan: func(p *planning, f Frame, _ int) []Sheet {
	_, last := span(p.r.Sessions)
	sheets := []Sheet{&Letter{F: f, Last: last}}
	if p.duplex() {
		f.ID += "-back"
		sheets = append(sheets, &Outside{F: f, Last: last})
	}
	return sheets
}}

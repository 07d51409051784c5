package workbook

import (
	"fmt"

	"pairbook/internal/program"
)

// A SessionSide is a further side of a session where text stands in one column: what is
// talked about, and after it what is noted. The session has two leaves then: its own sheet
// and the talk, the notes and the check-in.
type SessionSide struct {
	F       Frame
	Session program.Session `facts:"-"` // without the reason why it was cancelled
	Blocks  []Block         `facts:"-"`
	Notes   bool            `facts:"-"` // there is room for notes
}

func (SessionSide) Template() string { return "session-side" }
func (s *SessionSide) Frame() *Frame { return &s.F }

// fewestLines is how many lines there are room for where notes are to be made.
const fewestLines = 3

// sessionInOneColumn has what one arrives with on the session's own sheet, what one talks
// about on its back, and on the next what neither has room for, with the questions that
// close a session: the check-in has none for them.
func (p *planning) sessionInOneColumn(s *Session) []Sheet {
	r, goals, prompts, here := p.ruler, s.Goals, s.Prompts, p.fitAttendance(s)
	blanks := p.blanks("session.goals", s.Blanks, r.Width)
	s.Goals, s.Blanks, s.Prompts, s.Notes, s.Talk = nil, 0, nil, false, true
	strip := s.F.Strip
	s.F.Strip = false
	lists := append(p.arrive(s), p.focusList("session.goals", goals, r.Width), blanks, p.promptList(prompts), here)
	talk, lists := p.sessionSide(s, "session.talk", false, lists)
	sheets := []Sheet{s, talk}
	asked := p.guidance("check-in").all
	p.asked = len(asked) > 0
	lists = append(lists, p.promptList(asked))
	for left(lists) || p.duplex() && len(sheets)%2 == 0 {
		var side *SessionSide
		title := "session.notes"
		switch n := len(lists); {
		case n > 1 && left(lists[:n-1]):
			title = "session.talk"
		case left(lists):
			title = "session.look-back"
		}
		side, lists = p.sessionSide(s, title, strip, lists)
		sheets[len(sheets)-1].Frame().Strip = false
		sheets = append(sheets, side)
	}
	for i, side := range sheets[2:] {
		f := side.Frame()
		if f.ID += "-notes"; i > 0 {
			f.ID = numbered(f.ID, i+1)
		}
	}
	talk.F.ID += "-talk"
	return sheets
}

// arrive keeps on a session's sheet what was promised and the agenda, and returns the lists
// of what does not fit there.
func (p *planning) arrive(s *Session) []list {
	r := p.ruler
	free := r.Height - p.sessionTop(s)
	agenda, open := p.texts(r.Width, s.Session.Agenda...), p.promises(s.Open, r.Width-r.Tick, 0)
	shown, promised := p.textList("session.agenda", agenda, r.Width), p.actionList("session.open", open, r.Width)
	points := shown.whole()
	if len(agenda) == 0 {
		points = p.textList("", p.usualAgenda(), r.Width).whole()
	}
	points += shown.above + r.Between
	empty := func() float64 { return p.unpromised(s, r.Width, r.lineToTick()) }
	needs := promised.above + promised.whole()
	if len(open) > 0 && needs+empty()+points > free {
		s.Blank = 0
	}
	if needs+empty()+points <= free {
		s.Session.Agenda, s.Open = agenda, open
		return nil
	}
	s.Session.Agenda, s.HideAgenda = nil, true
	for s.Blank > 0 && promised.above+empty() > free {
		s.Blank--
	}
	kept, _ := promised.fits(0, free-empty())
	s.Open, s.HideOpen = open[:kept], kept == 0 && s.Blank == 0 && (len(open) > 0 || promised.above+empty() > free)
	return []list{promised.after(kept), shown}
}

// unpromised is the height of what a session has beside its promises, in a column: rows to
// write in, each so high, or the words that say that there are none yet.
func (p *planning) unpromised(s *Session, column, row float64) float64 {
	if len(s.Open) == 0 && s.Blank == 0 {
		return p.ruler.guide.Height(p.said("session.open-none", nothingYet), column)
	}
	return float64(s.Blank) * row
}

// What the strings say where a session has no agenda, and where nothing is promised.
var (
	usualAgenda = []string{"Chegar: como estamos todos hoje?", "O que prometemos, e os nossos objetivos", "O tema de hoje", "Rückblick, auf einem eigenen Blatt"}
	nothingYet  = "Nothing yet: this is where we begin. What we promise each other today is here next time."
)

// usualAgenda are the points of a session that has none of its own.
func (p *planning) usualAgenda() []string {
	var all []string
	for i, point := range usualAgenda {
		all = append(all, p.said(fmt.Sprintf("session.agenda.%d", i+1), point))
	}
	return all
}

// sessionSide is a side of a session with as much of the lists as it has room for, and what
// is left of them.
func (p *planning) sessionSide(s *Session, title string, strip bool, lists []list) (*SessionSide, []list) {
	f := s.F
	f.Label, f.Guide, f.Strip, f.Origin = Label{Key: title, N: s.Session.Number}, nil, strip, f.origin()
	side := &SessionSide{F: f, Session: s.Session}
	free := p.ruler.Height - p.ruler.frame(&f) - p.ruler.heading(p.titleOf(&f), true, true, "")
	side.Blocks, lists, free = p.fill(free, lists)
	side.Notes = p.notes(side.Blocks, free)
	return side, lists
}

// notes reports whether there is room for notes on a side below its blocks. Questions have
// room of their own, which takes what is left.
func (p *planning) notes(blocks []Block, free float64) bool {
	for _, b := range blocks {
		if len(b.Prompts) > 0 {
			return false
		}
	}
	return free >= p.ruler.across(Prompt{Ask: "m"})+fewestLines*p.ruler.Line
}

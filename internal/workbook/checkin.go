package workbook

import (
	"strings"

	"pairbook/internal/program"
)

// CheckIn is the back of a session's leaf: new actions and closing questions.
type CheckIn struct {
	F       Frame
	Session program.Session `facts:"-"`     // without the reason why it was cancelled
	Agreed  []Action        `facts:"-"`     // already recorded for this session
	Blank   int             `facts:"-"`     // empty rows
	Pair    string          `facts:"title"` // the workbook's title, as far as the slip has room for it
	Prompts []Prompt        `facts:"questions"`
	Next    *Meeting        `facts:"meeting"` // the next that takes place; nil after the last
	Ends    bool            `facts:"-"`       // after the last the closing sheet follows

	Cancelled bool `facts:"-"`
}

func (CheckIn) Template() string { return "check-in" }
func (s *CheckIn) Frame() *Frame { return &s.F }

func planCheckIn(p *planning, f Frame, n int) []Sheet {
	s, cancelled := public(p.r.Sessions[n-1])
	agreed := p.rows(func(a Action) bool { return a.Session == s.Number })
	f.About = about(s)
	c := &CheckIn{
		F:       f,
		Session: s, Agreed: agreed, Blank: max(agreedRows-len(agreed), fewestBlank),
		Prompts: p.guidance("check-in").all, Pair: p.book.Title, Cancelled: cancelled, Ends: p.r.Has("closing"),
	}
	for _, later := range p.r.Sessions[n:] {
		if !p.r.Dropped(later) {
			next := meeting(later, p.local(later))
			c.Next = &next
			break
		}
	}
	if p.ruler == nil {
		return []Sheet{c}
	}
	return p.fitCheckIn(c)
}

// fitCheckIn keeps on a check-in sheet what fits there: two empty rows at least, then the
// questions, then rows.
func (p *planning) fitCheckIn(c *CheckIn) []Sheet {
	r, prompts, framed := p.ruler, c.Prompts, c.F
	c.Pair = p.slipTitle()
	framed.Strip = true
	if p.asked {
		c.Prompts, prompts = nil, nil
	}
	if r.Columns < 2 {
		c.F.Guide = nil
	}
	summary := guided(c.F.Guide)
	free := r.side(&framed) - r.heading(p.said("check-in.title", "Check-in"), true, true, summary) - p.agreedTop() - r.Between
	if c.Next != nil {
		free -= r.next(*c.Next)
	} else {
		free -= r.label.Line() + r.text.Height(p.said("check-in.last.text", "The closing sheet is for looking back and saying thank you, and deciding how we go on."), r.Width) + r.Between
	}
	height := func(some []Prompt) float64 { return p.promptList(some).whole() }
	for len(c.Prompts) > 0 && height(c.Prompts)+fewestBlank*r.Blank > free {
		c.Prompts = c.Prompts[:len(c.Prompts)-1]
	}
	free -= height(c.Prompts)
	rows := p.promises(c.Agreed, r.agreed()-2*r.CellSide, r.share(r.Who))
	agreed := listOf(rows, 0, p.agreedRow, func(some []Action) Block { return Block{Heading: Label{Key: "check-in.actions"}, Actions: some} })
	fewest := fewestBlank
	if r.Columns < 2 && len(rows) > 0 {
		fewest = 0
	}
	for c.Blank > fewest && agreed.whole()+float64(c.Blank)*r.Blank > free {
		c.Blank--
	}
	kept, _ := agreed.fits(0, free-float64(c.Blank)*r.Blank)
	c.Agreed = rows[:kept]
	return append([]Sheet{c}, p.further(c.F, p.actionList("check-in.actions", rows[kept:], r.Width), p.promptList(prompts[len(c.Prompts):]))...)
}

// slipTitle is the workbook's title as far as the slip has room for it and the session: two
// lines in a third of its width, or a line of its own where text stands in one column.
func (p *planning) slipTitle() string {
	r := p.ruler
	t := r.Type(r.Strong, r.Label, r.Leading)
	if r.Columns < 2 {
		return shortened(p.book.Title, t, .75*r.Width, 1)
	}
	session := " " + p.said("session", "Session 00", "n", len(p.r.Sessions))
	fits := func(title string) bool {
		_, rest := t.Cut(title+session, r.Width/3, 2)
		return rest == ""
	}
	title := p.book.Title
	for whole := title; !fits(title); title = strings.TrimRight(whole, " ,&") + " …" {
		last := strings.LastIndexByte(whole, ' ')
		if last < 0 {
			return shortened(title, t, r.Width/3, 1)
		}
		whole = whole[:last]
	}
	return title
}

// agreed is how wide the column is that says what was agreed in a session.
func (r *ruler) agreed() float64 { return r.share(100 - r.Who - r.When) }

// agreedRow is the height of a row of what was agreed in a session.
func (p *planning) agreedRow(a Action) float64 {
	r := p.ruler
	what := r.inCell(a.What, r.agreed()) + r.small.Height(remarks(Action{Note: a.Note, Who: goalWord(a)}), r.agreed()-2*r.CellSide)
	return r.row(r.Row, what, r.inCell(a.Who, r.share(r.Who)), r.inCell(aDay, r.share(r.When)))
}

// agreedTop is tableTop of what was agreed in a session.
func (p *planning) agreedTop() float64 {
	r := p.ruler
	return p.tableTop("check-in.actions", column{"actions.who", r.Who}, column{"actions.what", 100 - r.Who - r.When}, column{"actions.due", r.When})
}

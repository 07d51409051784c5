package workbook

// The time of a session as a strip: a cell for each part, the wider the longer it takes.

const (
	slotLines   = 3 // of a text, at most
	slotsAcross = 6 // cells of one strip, at most
	usualSlots  = 4 // in the strip that the strings have
)

// Share is how wide a cell of the strip is: a number of the classes in fields.css, from
// 5 minutes to 40. 0: all are alike.
func (s Slot) Share() int {
	if s.Minutes == 0 {
		return 0
	}
	return min(max((s.Minutes+2)/5*5, 5), 40)
}

// grow is by how much a cell of a share grows.
func (s Slot) grow() float64 {
	if s.Minutes == 0 {
		return 20
	}
	return float64(s.Share()) + 10
}

// strip puts the time of a session into a strip: its own agenda when that is short, else the
// plan of its topic, else what the strings say. It returns the height, with the gap behind
// it; 0 when the agenda stays a list.
func (p *planning) strip(s *Session) float64 {
	var own []Slot
	for _, text := range s.Session.Agenda {
		own = append(own, Slot{What: text})
	}
	for _, slots := range [][]Slot{own, s.Topic.Plan} {
		if len(slots) == 0 {
			continue
		}
		height, fits := p.stripHeight(slots)
		if fits {
			s.Hour, s.Timed, s.Session.Agenda = slots, len(own) == 0, nil
			return height
		}
		if len(own) > 0 {
			return 0
		}
	}
	s.Usual = true
	height, _ := p.stripHeight(make([]Slot, usualSlots))
	return height
}

// stripHeight is the height of a strip with the gap behind it, and whether its texts are
// short enough.
func (p *planning) stripHeight(slots []Slot) (height float64, fits bool) {
	r := p.ruler
	sum, lines, minutes := 0.0, 1, 0.0
	for _, s := range slots {
		sum += s.grow()
	}
	width := r.Width - float64(len(slots)-1)*r.SlotGap
	for _, s := range slots {
		text := s.What
		if text == "" {
			text = p.said("session.agenda.2", "What we promised, and our goals")
		}
		column := width*s.grow()/sum - 2*r.SlotSide
		lines = max(lines, r.label.Lines(text, column))
		if s.Minutes > 0 {
			minutes = r.label.Line()
		}
	}
	height = r.label.Line() + r.Below + minutes + float64(lines)*r.label.Line() + 2*r.SlotEnd + r.Between
	return height, len(slots) <= slotsAcross && lines <= slotLines
}

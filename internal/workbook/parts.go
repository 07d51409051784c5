package workbook

import (
	"cmp"
	"slices"
	"strings"

	"pairbook/internal/program"
	"pairbook/internal/site"
)

// Room for what is not in the files yet.
const (
	goalPlaces  = 3 // goals a workbook has places for, at the least
	blankRows   = 4 // empty rows of a table of actions that has no others
	agreedRows  = 5 // rows for new actions on a check-in sheet, filled ones included
	fewestBlank = 2 // empty rows that are left whatever is filled
)

func (p *planning) cover() *Cover {
	r, program := p.r, p.site.Program
	c := &Cover{
		F:            p.frame("cover", "cover", Label{Key: "text", Name: p.book.Title}, "welcome"),
		Organisation: program.Organisation, Status: r.Status,
		Mentors: r.Mentors, Mentees: r.Mentees, Schedule: r.Schedule,
		Held: r.Held(), Count: len(r.Sessions), Next: r.Next(), Goals: r.Goals,
		OpenActions: len(r.OpenBefore(len(r.Sessions) + 1)), Contact: r.Contact,
	}
	if cohort := p.site.Cohort(r.Cohort); cohort != nil {
		c.Cohort = cohort.Title
	}
	c.First, c.Last = span(r.Sessions)
	c.Calendar = calendar(r)
	return c
}

// CalendarName is the file of a workbook's sessions, beside its pages.
const CalendarName = "sessions.ics"

// calendar returns the name of the calendar of a relationship that has dates.
func calendar(r *program.Relationship) string {
	if first, _ := span(r.Sessions); first.IsZero() {
		return ""
	}
	return CalendarName
}

// span returns the first and the last date there is.
func span(sessions []program.Session) (first, last program.Date) {
	for _, s := range sessions {
		if s.Date.IsZero() {
			continue
		}
		if first.IsZero() {
			first = s.Date
		}
		last = s.Date
	}
	return first, last
}

// preWork adds one page with a sheet a person.
func (p *planning) preWork() {
	var sheets []Sheet
	add := func(people []program.Person, role program.Role) {
		for i, person := range people {
			id := numbered("pre-work-"+string(role), i+1)
			sheets = append(sheets, &PreWork{
				F:      p.frame(id, "pre-work", Label{Key: "pre-work.person", Name: person.Name}, "pre-work"),
				Person: person, Role: role, Prompts: p.guidance("pre-work").prompts(role),
			})
		}
	}
	add(p.r.Mentees, program.Mentee)
	add(p.r.Mentors, program.Mentor)
	p.page("pre-work", Label{Key: "pre-work"}, sheets...)
}

func (p *planning) agreement() *Agreement {
	return &Agreement{
		F:         p.frame("agreement", "agreement", Label{Key: "agreement"}, "agreement"),
		Agreement: p.r.Agreement, Mentors: p.r.Mentors, Mentees: p.r.Mentees,
	}
}

func (p *planning) terms() *Terms {
	return &Terms{
		F:         p.frame("terms", "agreement", Label{Key: "terms"}, ""),
		Agreement: p.r.Agreement, Schedule: p.r.Schedule,
		Mentors: p.r.Mentors, Mentees: p.r.Mentees, Contact: p.r.Contact,
	}
}

// goals adds a page with a sheet a goal, empty ones included.
func (p *planning) goals() {
	var reviews []Review
	for _, s := range p.r.Sessions {
		reviews = append(reviews, Review{N: s.Number, Date: s.Date, Held: s.Held})
	}
	var sheets []Sheet
	for i := range max(len(p.r.Goals), goalPlaces) {
		g := &Goal{N: i + 1, Mentees: p.r.Mentees, Reviews: reviews}
		guide := ""
		if i == 0 {
			guide, g.Prompts = "goals", p.guidance("goals").all
		}
		if i < len(p.r.Goals) {
			g.Goal = p.r.Goals[i]
		}
		g.F = p.frame(numbered("goal", i+1), "goals", Label{Key: "goal", N: i + 1}, guide)
		sheets = append(sheets, g)
	}
	p.page("goals", Label{Key: "goals"}, sheets...)
}

func (p *planning) roadmap() *Roadmap {
	next := p.r.Next()
	var stops []Stop
	for _, s := range p.r.Sessions {
		stops = append(stops, Stop{
			N: s.Number, Date: s.Date, Time: s.Time, Place: s.Place,
			Topic: p.topic(s), Focus: s.Focus, Goals: s.Goals, Held: s.Held,
			Href: numbered("session", s.Number) + ".html", Current: next != nil && next.Number == s.Number,
		})
	}
	return &Roadmap{
		F:     p.frame("roadmap", "roadmap", Label{Key: "roadmap"}, "roadmap"),
		Stops: stops, Drawing: draw(stops, p.r.Language.Direction()), Calendar: calendar(p.r), Prompts: p.guidance("roadmap").all,
	}
}

// topic returns what a session is about: its own title, else its topic's.
func (p *planning) topic(s program.Session) Topic {
	t := p.reading(site.Topics, s.Topic).topic
	if s.Title != "" {
		t.Title, t.Language = s.Title, ""
	}
	return t
}

// sessions adds a page a session, and the midpoint half-way.
func (p *planning) sessions() {
	half := half(p.r)
	for i := range p.r.Sessions {
		s := p.r.Sessions[i]
		p.page(numbered("session", s.Number), Label{Key: "session", N: s.Number}, p.session(s), p.checkIn(s))
		if s.Number == half {
			p.page("midpoint", Label{Key: "midpoint"}, p.midpoint(half))
		}
	}
}

// half is the session that the midpoint follows.
func half(r *program.Relationship) int { return (len(r.Sessions) + 1) / 2 }

func (p *planning) session(s program.Session) *Session {
	return &Session{
		F:       p.frame(numbered("session", s.Number), "session", Label{Key: "session", N: s.Number}, "session"),
		Session: s, Count: len(p.r.Sessions), Topic: p.topic(s),
		Open:  p.rows(func(a Action) bool { return a.Session < s.Number && a.Status == program.Open }),
		Goals: p.focus(s.Goals), Prompts: p.sessionPrompts(s.Topic),
	}
}

// focus returns the goals with the numbers; all goals for none.
func (p *planning) focus(numbers []int) []Focus {
	var goals []Focus
	for i := range p.r.Goals {
		if len(numbers) == 0 || slices.Contains(numbers, i+1) {
			goals = append(goals, Focus{N: i + 1, Goal: &p.r.Goals[i]})
		}
	}
	return goals
}

func (p *planning) checkIn(s program.Session) *CheckIn {
	agreed := p.rows(func(a Action) bool { return a.Session == s.Number })
	c := &CheckIn{
		F:       p.frame(numbered("check-in", s.Number), "session", Label{Key: "check-in", N: s.Number}, "check-in"),
		Session: s, Agreed: agreed, Blank: max(agreedRows-len(agreed), fewestBlank),
		Prompts: p.guidance("check-in").all,
	}
	if s.Number < len(p.r.Sessions) {
		next := meeting(p.r.Sessions[s.Number])
		c.Next = &next
	}
	return c
}

// actions prepares the actions of a relationship for tables.
func actions(r *program.Relationship) []Action {
	rows := make([]Action, len(r.Actions))
	for i, a := range r.Actions {
		rows[i] = Action{
			What: a.What, Session: a.Session, Due: a.Due, Goal: a.Goal, Status: cmp.Or(a.Status, program.Open), Note: a.Note,
		}
		owners := r.Owners(a)
		if rows[i].Everyone = len(owners) == len(r.Mentors)+len(r.Mentees); !rows[i].Everyone {
			rows[i].Who = names(owners)
		}
	}
	return rows
}

// rows returns the actions for one table.
func (p *planning) rows(wanted func(Action) bool) []Action {
	var rows []Action
	for _, a := range p.actions {
		if wanted(a) {
			rows = append(rows, a)
		}
	}
	return rows
}

func names(people []program.Person) string {
	all := make([]string, len(people))
	for i, person := range people {
		all[i] = person.Name
	}
	return strings.Join(all, ", ")
}

func (p *planning) followThrough() *FollowThrough {
	f := &FollowThrough{
		F:       p.frame("follow-through", "follow-through", Label{Key: "follow-through"}, "follow-through"),
		Prompts: p.guidance("follow-through").all,
	}
	for i, row := range p.actions {
		owners := p.r.Owners(p.r.Actions[i])
		switch {
		case row.Everyone:
			f.Everyone.Actions = append(f.Everyone.Actions, row)
		case isAmong(p.r.Mentors, owners):
			f.Mentors.Actions = append(f.Mentors.Actions, row)
		default:
			f.Mentees.Actions = append(f.Mentees.Actions, row)
		}
	}
	for _, log := range []*Log{&f.Mentors, &f.Mentees} {
		if log.Blank = blankRows; len(log.Actions) > 0 {
			log.Blank = fewestBlank
		}
	}
	return f
}

// isAmong reports whether one of the owners is among the people.
func isAmong(people, owners []program.Person) bool {
	return slices.ContainsFunc(owners, func(o program.Person) bool {
		return slices.ContainsFunc(people, func(q program.Person) bool { return q.Name == o.Name })
	})
}

func (p *planning) midpoint(after int) *Midpoint {
	return &Midpoint{
		F:     p.frame("midpoint", "midpoint", Label{Key: "midpoint"}, "midpoint"),
		After: after, Goals: p.focus(nil), Prompts: p.guidance("midpoint").all,
		Review: p.r.Agreement.Review,
	}
}

func (p *planning) closing() *Closing {
	return &Closing{
		F:     p.frame("closing", "closing", Label{Key: "closing"}, "closing"),
		Goals: p.focus(nil), Held: p.r.Held(), Count: len(p.r.Sessions),
		Prompts: p.guidance("closing").all,
		Mentors: p.r.Mentors, Mentees: p.r.Mentees,
		Done: p.rows(func(a Action) bool { return a.Status == program.Done }),
	}
}

package workbook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"pairbook/internal/program"
	"pairbook/internal/site"
)

// Room for what is not in the files yet.
const (
	goalPlaces  = 3 // goals a workbook has places for, at the least
	blankRows   = 4 // empty rows of an action table
	agreedRows  = 5 // rows for new actions on a check-in sheet, filled ones included
	fewestBlank = 2 // empty rows that are left whatever is filled
)

func (p *planner) cover() *Cover {
	r, program := p.r, p.site.Program
	c := &Cover{
		frame:        p.frame("cover", "cover", Label{Key: "text", Name: p.book.Title}, "welcome"),
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
func (p *planner) preWork() {
	var sheets []Sheet
	add := func(people []program.Person, role program.Role) {
		for i, person := range people {
			id := fmt.Sprintf("pre-work-%s-%d", role, i+1)
			sheets = append(sheets, &PreWork{
				frame:  p.frame(id, "pre-work", Label{Key: "pre-work.person", Name: person.Name}, "pre-work"),
				Person: person, Role: role, Prompts: p.prompts(site.Guidance, "pre-work", role),
			})
		}
	}
	add(p.r.Mentees, program.Mentee)
	add(p.r.Mentors, program.Mentor)
	p.page("pre-work", Label{Key: "pre-work"}, sheets...)
}

func (p *planner) agreement() *Agreement {
	return &Agreement{
		frame:     p.frame("agreement", "agreement", Label{Key: "agreement"}, "agreement"),
		Agreement: p.r.Agreement, Mentors: p.r.Mentors, Mentees: p.r.Mentees,
	}
}

func (p *planner) terms() *Terms {
	return &Terms{
		frame:     p.frame("terms", "agreement", Label{Key: "terms"}, ""),
		Agreement: p.r.Agreement, Schedule: p.r.Schedule,
		Mentors: p.r.Mentors, Mentees: p.r.Mentees, Contact: p.r.Contact,
	}
}

// goals adds a page with a sheet a goal, empty ones included.
func (p *planner) goals() {
	var reviews []Review
	for _, s := range p.r.Sessions {
		reviews = append(reviews, Review{N: s.Number, Date: s.Date, Held: s.Held})
	}
	var sheets []Sheet
	for i := range max(len(p.r.Goals), goalPlaces) {
		g := &Goal{N: i + 1, Mentees: p.r.Mentees, Reviews: reviews}
		guide := ""
		if i == 0 {
			guide, g.Prompts = "goals", p.prompts(site.Guidance, "goals", "")
		}
		if i < len(p.r.Goals) {
			g.Goal = p.r.Goals[i]
		}
		g.frame = p.frame(fmt.Sprintf("goal-%d", i+1), "goals", Label{Key: "goal", N: i + 1}, guide)
		sheets = append(sheets, g)
	}
	p.page("goals", Label{Key: "goals"}, sheets...)
}

func (p *planner) roadmap() *Roadmap {
	next := p.r.Next()
	var stops []Stop
	for _, s := range p.r.Sessions {
		stops = append(stops, Stop{
			N: s.Number, Date: s.Date, Time: s.Time, Place: s.Place,
			Topic: p.topic(s), Focus: s.Focus, Goals: s.Goals, Held: s.Held,
			Href: fmt.Sprintf("session-%d.html", s.Number), Current: next != nil && next.Number == s.Number,
		})
	}
	return &Roadmap{
		frame: p.frame("roadmap", "roadmap", Label{Key: "roadmap"}, "roadmap"),
		Stops: stops, Drawing: draw(stops), Calendar: calendar(p.r), Prompts: p.prompts(site.Guidance, "roadmap", ""),
	}
}

// topic returns what a session is about: its own title, else its topic's.
func (p *planner) topic(s program.Session) Topic {
	d := p.document(site.Topics, s.Topic)
	if d == nil {
		return Topic{Title: s.Title}
	}
	t := Topic{Title: d.Title, Summary: d.Summary, Href: p.href(d), Language: p.foreign(d)}
	if s.Title != "" {
		t.Title, t.Language = s.Title, ""
	}
	return t
}

// sessions adds a page a session, and the midpoint half-way.
func (p *planner) sessions() {
	half := (len(p.r.Sessions) + 1) / 2
	for i := range p.r.Sessions {
		s := p.r.Sessions[i]
		p.page(fmt.Sprintf("session-%d", s.Number), Label{Key: "session", N: s.Number}, p.session(s), p.checkIn(s))
		if s.Number == half {
			p.page("midpoint", Label{Key: "midpoint"}, p.midpoint(half))
		}
	}
}

func (p *planner) session(s program.Session) *Session {
	prompts := p.prompts(site.Guidance, "session", "")
	if s.Topic != "" {
		prompts = append(prompts, p.prompts(site.Topics, s.Topic, "")...)
	}
	return &Session{
		frame:   p.frame(fmt.Sprintf("session-%d", s.Number), "session", Label{Key: "session", N: s.Number}, "session"),
		Session: s, Count: len(p.r.Sessions), Topic: p.topic(s),
		Open: p.actions(p.r.OpenBefore(s.Number)), Goals: p.focus(s.Goals), Prompts: prompts,
	}
}

// focus returns the goals with the numbers; all goals for none.
func (p *planner) focus(numbers []int) []Focus {
	var goals []Focus
	for i, goal := range p.r.Goals {
		if len(numbers) == 0 || slices.Contains(numbers, i+1) {
			goals = append(goals, Focus{N: i + 1, Goal: goal})
		}
	}
	return goals
}

func (p *planner) checkIn(s program.Session) *CheckIn {
	var agreed []program.Action
	for _, a := range p.r.Actions {
		if a.Session == s.Number {
			agreed = append(agreed, a)
		}
	}
	c := &CheckIn{
		frame:   p.frame(fmt.Sprintf("check-in-%d", s.Number), "session", Label{Key: "check-in", N: s.Number}, "check-in"),
		Session: s, Agreed: p.actions(agreed), Blank: max(agreedRows-len(agreed), fewestBlank),
		Prompts: p.prompts(site.Guidance, "check-in", ""),
	}
	if s.Number < len(p.r.Sessions) {
		c.Next = &p.r.Sessions[s.Number]
	}
	return c
}

// actions prepares actions for a table.
func (p *planner) actions(actions []program.Action) []Action {
	rows := make([]Action, len(actions))
	for i, a := range actions {
		rows[i] = Action{
			What: a.What, Session: a.Session, Due: a.Due, Goal: a.Goal, Status: cmp.Or(a.Status, program.Open), Note: a.Note,
		}
		owners := p.r.Owners(a)
		if rows[i].Everyone = len(owners) == len(p.r.People()); !rows[i].Everyone {
			rows[i].Who = names(owners)
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

func (p *planner) followThrough() *FollowThrough {
	f := &FollowThrough{
		frame:   p.frame("follow-through", "follow-through", Label{Key: "follow-through"}, "follow-through"),
		Prompts: p.prompts(site.Guidance, "follow-through", ""),
	}
	for i, row := range p.actions(p.r.Actions) {
		owners := p.r.Owners(p.r.Actions[i])
		switch {
		case row.Everyone:
			f.Everyone = append(f.Everyone, row)
		case isAmong(p.r.Mentors, owners):
			f.Mentors = append(f.Mentors, row)
		default:
			f.Mentees = append(f.Mentees, row)
		}
	}
	f.Blank = blankRows
	return f
}

// isAmong reports whether one of the owners is among the people.
func isAmong(people, owners []program.Person) bool {
	return slices.ContainsFunc(owners, func(o program.Person) bool {
		return slices.ContainsFunc(people, func(q program.Person) bool { return q.Name == o.Name })
	})
}

func (p *planner) midpoint(after int) *Midpoint {
	return &Midpoint{
		frame: p.frame("midpoint", "midpoint", Label{Key: "midpoint"}, "midpoint"),
		After: after, Goals: p.focus(nil), Prompts: p.prompts(site.Guidance, "midpoint", ""),
		Review: p.r.Agreement.Review,
	}
}

func (p *planner) closing() *Closing {
	c := &Closing{
		frame: p.frame("closing", "closing", Label{Key: "closing"}, "closing"),
		Goals: p.focus(nil), Held: p.r.Held(), Count: len(p.r.Sessions),
		Prompts: p.prompts(site.Guidance, "closing", ""),
		Mentors: p.r.Mentors, Mentees: p.r.Mentees,
	}
	for _, row := range p.actions(p.r.Actions) {
		if row.Status == program.Done {
			c.Done = append(c.Done, row)
		}
	}
	return c
}

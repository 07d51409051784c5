package render

import (
	"fmt"
	"time"

	"pairbook/internal/program"
	"pairbook/internal/workbook"
)

// The invented workbooks that templates are tried with: one with everything, more
// of it than a real one has, and one with nothing but what can never be empty.

func day(year int, month time.Month, d int) program.Date {
	return program.Date{Year: year, Month: month, Day: d}
}

func at(hour, minute int) program.Clock {
	return program.Clock{Hour: hour, Minute: minute, Set: true}
}

func percent(n int) program.Percent { return program.Percent{Value: n, Set: true} }

var (
	mentors = []program.Person{
		{Name: "Dr Maximiliana Featherstonehaugh-Wotherspoon", Title: "Head of Signalling and Telecommunications", Team: "Infrastructure North", Email: "maximiliana.featherstonehaugh-wotherspoon@example.org", Phone: "+44 20 7946 0018", Pronouns: "she/her", Hopes: []string{"to hear how the work looks to someone who has just begun"}, Brings: []string{"twenty years on the line", "patience"}},
	}
	mentees = []program.Person{
		{Name: "عبد الرحمن بن محمد الفاسي", Title: "Signalling engineer", Team: "Infrastructure North", Email: "abdulrahman@example.org", Phone: "020 7946 0101", Hopes: []string{"to lead a team of five by next summer", "to speak up in large meetings"}, Brings: []string{"fresh knowledge of digital interlocking"}},
		{Name: "佐藤 健太郎", Title: "Planner", Email: "kentaro@example.org", Pronouns: "he/him"},
		{Name: "Tom Okafor"},
	}
)

var agreement = program.Agreement{
	MentorRole:      "Listens, asks questions, opens doors, and says honestly what she sees.",
	MenteeRole:      "Brings the questions, prepares each session, and decides what to do.",
	Expectations:    []string{"We both come prepared.", "We tell each other early when something has to give way.", "What we agree, we write down the same day, in this workbook, in words the other can read."},
	Covers:          []string{"Working life", "Leading people", "The next step"},
	Excludes:        []string{"Appraisals and pay", "Anything that belongs to the line manager"},
	Frequency:       "every 3 weeks",
	Duration:        "60 minutes",
	Place:           "Room 4, Harbour House, or by telephone when one of us travels",
	Confidentiality: "What is said stays between us, unless somebody is in danger.",
	Rescheduling:    "At least one day before, with a new date in the same message.",
	Ending:          "Either may end it at any time, in a conversation, without giving reasons.",
	Review:          day(2027, 4, 1),
	Contact:         program.AgreementContact{Mentor: "By e-mail; answers within two days", Mentee: "By message, not after six", MiddleGround: "Messages on working days; a call when it is urgent"},
	Clauses:         []program.Clause{{Title: "Travel", Text: "The programme pays for one journey to the other's place of work."}, {Text: "Visits on site follow the rules of the site."}},
}

var contact = program.Contact{Name: "Ines Duarte", Email: "mentoring@example.org", Phone: "+44 20 7946 0500"}

var schedule = program.Schedule{First: day(2027, 1, 14), Every: program.Every{N: 3, Unit: program.Week}, Sessions: 12, Time: at(15, 0), Minutes: 60, Place: "Room 4, Harbour House", Timezone: "Europe/Lisbon"}

func guide(title string) *workbook.Guide {
	return &workbook.Guide{Title: title, Summary: "Read this before you fill in the sheet; it takes three minutes and saves thirty.", Href: "../../guidance/welcome.html"}
}

func prompts() []workbook.Prompt {
	return []workbook.Prompt{
		{Ask: "What do you hope will be different a year from now?", Lines: 3},
		{Ask: "Which question have you never dared to ask?", For: program.Mentee, Lines: 2},
		{Ask: "¿Qué te gustaría aprender?", For: program.Mentor, Lines: 4, Language: "es"},
	}
}

func goals() []program.Goal {
	titles := []string{
		"Lead the renewal of the Harbour Junction interlocking from the first survey to the day it goes into service",
		"Speak in the monthly board meeting", "Learn Portuguese", "Write one article", "Build a network outside engineering",
		"Pass the assessors' examination", "Hand over the old project", "Find a rhythm that lasts",
	}
	var list []program.Goal
	for i, title := range titles {
		g := program.Goal{Title: title}
		if i%2 == 0 {
			g.Owner = mentees[i%3].Name
			g.Specific, g.Measurable = "One site, one budget, one team of five.", "In service by the end of June with no more than two open points."
			g.Achievable, g.Relevant = "The team is there; the budget is approved.", "It is what the next post asks for."
			g.Due, g.Progress = day(2027, 6, 30), percent(i*10)
			g.Steps = []string{"Survey with the site manager", "Draft the staging plan", "Present it to the board"}
			g.Support = "An hour with the commissioning team"
		}
		list = append(list, g)
	}
	return list
}

func actions(n int) []workbook.Action {
	all := []workbook.Action{
		{Who: "Dr Maximiliana Featherstonehaugh-Wotherspoon", What: "Introduce Tom to the commissioning team in the north, and ask them for a day on site", Session: 1, Due: day(2027, 2, 1), Goal: 1, Status: program.Open, Note: "by e-mail"},
		{Who: "Tom Okafor", What: "Send the draft plan", Session: 2, Due: day(2027, 2, 20), Status: program.Done},
		{Everyone: true, What: "Read the report on near misses", Session: 2, Goal: 3, Status: program.Open},
		{Who: "عبد الرحمن بن محمد الفاسي and 佐藤 健太郎", What: "Visit the signal box", Status: program.Dropped, Note: "the box was closed"},
	}
	var list []workbook.Action
	for i := range n {
		list = append(list, all[i%len(all)])
	}
	return list
}

func topic(i int) workbook.Topic {
	topics := []workbook.Topic{
		{Title: "Getting started", Summary: "Meet, agree how to work together, and set the first goals.", Href: "../../topics/getting-started.html", Plan: []workbook.Slot{{Minutes: 15, What: "arrive"}, {Minutes: 35, What: "three turning points"}, {Minutes: 10, What: "check-in"}}},
		{Title: "Industry trends", Summary: "What is changing around us?", Href: "../../topics/industry-trends.html"},
		{},
		{Title: "Gestión del tiempo", Summary: "¿A dónde se va la semana?", Href: "../../topics/time-management.es.html", Language: "es"},
	}
	return topics[i%len(topics)]
}

func session(n int) program.Session {
	s := program.Session{
		Number: n, Date: schedule.First.AddDays(21 * (n - 1)), Time: at(15, 0), Minutes: 60, Place: "Room 4, Harbour House",
		Goals: []int{1, 2}, Held: n < 4,
	}
	if n%2 == 1 {
		s.Focus = "Where the time goes, and which of it is ours to decide"
		s.Agenda = []string{
			"Since last time: what happened, what did not, and what we make of it, looking at the three open actions one by one without haste, and then at the one that neither of us would like to look at",
			"Goal 1", "Close",
		}
	}
	return s
}

// way is a drawing of so many stops.
func way(count int) workbook.Way {
	w := workbook.Way{Width: 1700, Height: 2100, Hills: []string{"M0 9H9V0Z", "M1 9H9V0Z"}, Ground: "M0 5H9V9Z", Road: []workbook.Stretch{{Path: "M0 1H9", Width: 19}}}
	for i := range count {
		w.Spots = append(w.Spots, workbook.Spot{X: 100 * i, Y: 1000 - 10*i, R: 20, Held: i < 3})
	}
	return w
}

// A shape is how much a workbook has.
type shape struct{ mentees, goals, sessions int }

// A draft gathers the sheets and pages of a workbook made by hand.
type draft struct {
	shape
	book *workbook.Workbook
}

// page adds a page with its sheets.
func (d *draft) page(name string, label workbook.Label, sheets ...workbook.Sheet) {
	d.book.Pages = append(d.book.Pages, &workbook.Page{Path: d.book.Dir + "/" + name + ".html", Label: label, Language: d.book.Relationship.Language, Sheets: sheets, Book: d.book})
	d.book.Sheets = append(d.book.Sheets, sheets...)
}

// framed gives a sheet its frame.
func (d *draft) framed(s workbook.Sheet, id, section string, label workbook.Label, g *workbook.Guide) workbook.Sheet {
	*s.Frame() = workbook.Frame{ID: id, Section: section, Label: label, Book: d.book.Title, Program: "Leadership mentoring", Guide: g}
	return s
}

// done numbers the sheets and adds the page with all of them.
func (d *draft) done() *workbook.Workbook {
	for i, s := range d.book.Sheets {
		s.Frame().Number, s.Frame().Of = i+1, len(d.book.Sheets)
	}
	d.book.Pages = append(d.book.Pages, &workbook.Page{Path: d.book.Dir + "/workbook.html", Label: workbook.Label{Key: "workbook"}, Language: d.book.Relationship.Language, Sheets: d.book.Sheets, Book: d.book, Whole: true})
	return d.book
}

// fullBook is a workbook with more than any will have: three mentees, names in
// three scripts, eight goals, twelve sessions.
func fullBook() *workbook.Workbook { return bookOf(shape{3, 8, 12}) }

// usualBook has as much as most have.
func usualBook() *workbook.Workbook { return bookOf(shape{1, 3, 6}) }

func bookOf(sh shape) *workbook.Workbook {
	mentees := mentees[:sh.mentees]
	d := draft{sh, &workbook.Workbook{
		Dir: "spring/full", Title: "Dr Maximiliana Featherstonehaugh-Wotherspoon & عبد الرحمن بن محمد الفاسي, 佐藤 健太郎, Tom Okafor",
		Relationship: &program.Relationship{Cohort: "spring", ID: "full", Language: "en-GB", Status: program.Active, Mentors: mentors, Mentees: mentees},
	}}
	next := session(4)
	var lines []workbook.Line
	for i := range sh.sessions {
		lines = append(lines, workbook.Line{Label: workbook.Label{Key: "session", N: i + 1}, Detail: topic(i).Title, Href: fmt.Sprintf("session-%d.html", i+1), Sheet: 16 + 2*i, Date: session(i + 1).Date})
	}
	d.page("index", workbook.Label{Key: "cover"},
		d.framed(&workbook.Cover{Organisation: "Northwind Rail", Cohort: "Spring 2027", Status: program.Paused, Way: way(sh.sessions)}, "cover", "cover", workbook.Label{Key: "text", Name: d.book.Title}, guide("Welcome")),
		d.framed(&workbook.Back{
			Status: program.Paused, Mentors: mentors, Mentees: mentees,
			First: session(1).Date, Last: session(sh.sessions).Date, Schedule: schedule, Held: 3, Count: sh.sessions, Next: &next, Goals: goals()[:sh.goals],
			OpenActions: 3, Contents: lines, Contact: contact, Calendar: "sessions.ics",
		}, "cover-back", "cover", workbook.Label{Key: "back"}, nil))
	last := session(sh.sessions).Date
	preWork := []workbook.Sheet{
		d.framed(&workbook.Letter{Last: last, Ask: true}, "letter", "letter", workbook.Label{Key: "letter"}, nil),
		d.framed(&workbook.Outside{Last: last}, "letter-back", "letter", workbook.Label{Key: "letter"}, nil),
	}
	for i, p := range append(append([]program.Person{}, mentors...), mentees...) {
		role := program.Mentee
		if i == 0 {
			role = program.Mentor
		}
		preWork = append(preWork, d.framed(&workbook.PreWork{Person: p, Role: role, Prompts: prompts()}, fmt.Sprintf("pre-work-%d", i+1), "pre-work", workbook.Label{Key: "pre-work.person", Name: p.Name}, guide("Before you meet")))
	}
	d.page("pre-work", workbook.Label{Key: "pre-work"}, preWork...)
	d.page("agreement", workbook.Label{Key: "agreement"},
		d.framed(&workbook.Agreement{Agreement: agreement, Mentors: mentors, Mentees: mentees}, "agreement", "agreement", workbook.Label{Key: "agreement"}, guide("The agreement")),
		d.framed(&workbook.Terms{Agreement: agreement, Schedule: schedule, Mentors: mentors, Mentees: mentees, Contact: contact}, "terms", "agreement", workbook.Label{Key: "terms"}, nil))
	d.goals()
	d.sessions()
	d.page("follow-through", workbook.Label{Key: "follow-through"}, d.framed(&workbook.FollowThrough{
		Mentors: workbook.Log{Actions: actions(4), Blank: 2}, Mentees: workbook.Log{Actions: actions(6), Blank: 2}, Everyone: workbook.Log{Actions: actions(3)},
	}, "follow-through", "follow-through", workbook.Label{Key: "follow-through"}, guide("Follow-through")))
	hopes := workbook.Hopes{Known: []workbook.Hope{{Text: "To lead without reading it out", Who: "佐藤 健太郎"}, {Text: "To listen", Who: "Tom Okafor"}}}
	var people []workbook.Member
	for _, p := range mentees {
		people = append(people, workbook.Member{Person: p, Role: program.Mentee})
	}
	d.page("closing", workbook.Label{Key: "closing"},
		d.framed(&workbook.Closing{
			Goals: focus(sh.goals), Hopes: hopes, Held: sh.sessions - 1, Count: sh.sessions, Done: actions(4), Prompts: prompts(),
		}, "closing", "closing", workbook.Label{Key: "closing"}, guide("Ending well")),
		d.framed(&workbook.Keepsake{Way: way(sh.sessions), First: session(1).Date, Last: last, Held: 3, Count: sh.sessions, Mentors: mentors, Mentees: mentees, People: people},
			"keepsake", "closing", workbook.Label{Key: "keepsake"}, nil))
	return d.done()
}

func focus(n int) []workbook.Focus {
	var list []workbook.Focus
	for i, g := range goals()[:n] {
		list = append(list, workbook.Focus{N: i + 1, Goal: &g})
	}
	return list
}

func (d *draft) goals() {
	var sheets []workbook.Sheet
	for i, g := range goals()[:d.shape.goals] {
		var reviews []workbook.Review
		for n := range d.shape.sessions {
			reviews = append(reviews, workbook.Review{N: n + 1, Date: session(n + 1).Date, Held: n < 3})
		}
		sheets = append(sheets, d.framed(&workbook.Goal{N: i + 1, Goal: g, Mentees: mentees[:d.mentees], Prompts: prompts()[:1], Charts: []workbook.Chart{{First: 1, Sessions: reviews}}},
			fmt.Sprintf("goal-%d", i+1), "goals", workbook.Label{Key: "goal", N: i + 1}, guide("Goals")))
	}
	d.page("goals", workbook.Label{Key: "goals"}, sheets...)
}

func (d *draft) sessions() {
	var stops []workbook.Stop
	for i := range d.shape.sessions {
		s := session(i + 1)
		stops = append(stops, workbook.Stop{N: i + 1, Date: s.Date, Time: s.Time, Place: s.Place, Topic: topic(i), Focus: s.Focus, Goals: s.Goals, Held: s.Held, Href: fmt.Sprintf("session-%d.html", i+1), Current: i == 3, Column: 1 + i%2, Turns: i%2 == 1, Turned: i > 0 && i%2 == 0, Back: i/2%2 == 1})
	}
	d.page("roadmap", workbook.Label{Key: "roadmap"}, d.framed(&workbook.Roadmap{Road: workbook.Road{Across: 2, Stops: stops}, Goals: focus(2), Beside: prompts()[0], Prompts: prompts()[:1]}, "roadmap", "roadmap", workbook.Label{Key: "roadmap"}, guide("The roadmap")))
	for i := range d.shape.sessions {
		s, next := session(i+1), session(i+2)
		check := &workbook.CheckIn{Session: s, Agreed: actions(i % 4), Blank: 4 - i%4, Prompts: prompts(), Next: &workbook.Meeting{Date: next.Date, Time: next.Time, Minutes: next.Minutes, Place: next.Place, Focus: next.Focus}}
		if i == d.shape.sessions-1 {
			check.Next = nil
		}
		id := fmt.Sprintf("session-%d", i+1)
		sheets := []workbook.Sheet{
			d.framed(&workbook.Session{Session: s, Count: d.shape.sessions, Topic: topic(i), Hour: topic(i).Plan, Timed: true, Usual: i%4 == 2, Open: actions(i % 5), Goals: focus(i % 3), Prompts: prompts()[:1+i%3]}, id, "session", workbook.Label{Key: "session", N: i + 1}, guide("A session")),
			d.framed(check, "check-in-"+fmt.Sprint(i+1), "session", workbook.Label{Key: "check-in", N: i + 1}, nil),
		}
		if i == 0 {
			sheets = append([]workbook.Sheet{d.framed(&workbook.Notes{}, "notes-1", "session", workbook.Label{Key: "notes"}, nil)}, sheets...)
		}
		d.page(id, workbook.Label{Key: "session", N: i + 1}, sheets...)
		if i == d.shape.sessions/2-1 {
			d.page("midpoint", workbook.Label{Key: "midpoint"}, d.framed(&workbook.Midpoint{After: i + 1, Goals: focus(3), Hopes: workbook.Hopes{Blank: true}, Prompts: prompts(), Review: day(2027, 4, 1)}, "midpoint", "midpoint", workbook.Label{Key: "midpoint"}, guide("Half-way")))
		}
	}
}

// sparseBook has one sheet of each kind with nothing in it.
func sparseBook() *workbook.Workbook {
	d := draft{book: &workbook.Workbook{
		Dir: "spring/sparse", Title: "Ada Byrne & Tom Okafor",
		Relationship: &program.Relationship{Cohort: "spring", ID: "sparse", Language: "en-GB", Status: program.Active, Mentors: []program.Person{{Name: "Ada Byrne"}}, Mentees: []program.Person{{Name: "Tom Okafor"}}},
	}}
	for i, sheet := range []workbook.Sheet{
		&workbook.Cover{}, &workbook.Back{}, &workbook.Letter{}, &workbook.Outside{}, &workbook.Keepsake{}, &workbook.PreWork{}, &workbook.Agreement{}, &workbook.Terms{}, &workbook.Goal{}, &workbook.Roadmap{}, &workbook.Session{},
		&workbook.CheckIn{}, &workbook.FollowThrough{}, &workbook.Midpoint{}, &workbook.Closing{}, &workbook.Notes{},
	} {
		name := sheet.Template()
		section := map[string]string{"terms": "agreement", "goal": "goals", "check-in": "session", "notes": "session", "back": "cover", "outside": "letter", "keepsake": "closing"}[name]
		if section == "" {
			section = name
		}
		path := name
		if i == 0 {
			path = "index"
		}
		key := name
		if name == "outside" {
			key = "letter"
		}
		d.page(path, workbook.Label{Key: key, N: 1}, d.framed(sheet, name, section, workbook.Label{Key: key, N: 1}, nil))
	}
	return d.done()
}

// furtherBook has the sheets that only some formats have, with all and with nothing.
func furtherBook() *workbook.Workbook {
	d := draft{book: &workbook.Workbook{
		Dir: "spring/further", Title: "Ada Byrne & Tom Okafor",
		Relationship: &program.Relationship{Cohort: "spring", ID: "further", Language: "en-GB", Status: program.Active, Mentors: mentors, Mentees: mentees},
	}}
	var people []workbook.Member
	for _, p := range mentees {
		people = append(people, workbook.Member{Person: p, Role: program.Mentee})
	}
	add := func(section string, full, empty workbook.Sheet, g *workbook.Guide) {
		label := workbook.Label{Key: section}
		if section == "baseline" {
			label = workbook.Label{Key: "baseline.again", Name: mentees[0].Name}
		}
		d.page(section, label, d.framed(full, section, section, label, g), d.framed(empty, section+"-empty", section, label, nil))
	}
	add("who", &workbook.Who{People: append(people, workbook.Member{Person: program.Person{Name: "Siân Lloyd", Email: "sian.lloyd@example.org"}, As: "Sponsor"}), Contact: contact}, &workbook.Who{}, nil)
	add("baseline", &workbook.Form{Role: program.Mentee, Prompts: everyKind()}, &workbook.Form{Free: true}, guide("Where I stand"))
	add("feedback", &workbook.Form{Prompts: prompts(), Contact: contact}, &workbook.Form{Contact: contact, Free: true}, guide("Feedback"))
	add("certificate", &workbook.Certificate{Person: mentees[0], Role: program.Mentee, Organisation: "Northwind Rail", Held: 6, First: session(1).Date, Last: session(6).Date, Contact: contact}, &workbook.Certificate{}, nil)
	return d.done()
}

// everyKind asks a question of each kind, and each again.
func everyKind() []workbook.Prompt {
	kinds := []workbook.Prompt{
		{Ask: "How far?", Lines: 2},
		{Ask: "How sure am I?", For: program.Mentee, Kind: "scale", Steps: []int{1, 2, 3, 4, 5}, Low: "not yet", High: "fully"},
		{Ask: "Which way?", Kind: "choice", Options: []string{"by phone", "on foot"}},
		{Ask: "¿Quién ayuda?", Language: "es", Kind: "table", Columns: []string{"¿Quién?", "¿Con qué?"}, Rows: 2},
	}
	for _, q := range kinds {
		q.Before = true
		kinds = append(kinds, q)
	}
	return kinds
}

// loosePages are pages that belong to no workbook.
func loosePages() []*workbook.Page {
	handout := &workbook.Handout{
		Title: "Before you meet", Summary: "Half an hour alone with four questions.", Kind: "guidance", Prompts: prompts(),
		Body:     "<p>Mentoring begins before the first meeting.</p>\n<h2 id=\"h-why\">Why</h2>\n<p>Because <em>both</em> bring something.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<table>\n<thead>\n<tr><th>a</th><th>b</th></tr>\n</thead>\n<tbody>\n<tr><td>1</td><td>2</td></tr>\n</tbody>\n</table>\n<blockquote>\n<p>Ask, and wait.</p>\n</blockquote>\n",
		Versions: []workbook.Version{{Language: "es", Href: "pre-work.es.html"}, {Language: "ar", Href: "pre-work.ar.html"}},
	}
	programme := &workbook.Programme{
		Title: "Leadership mentoring", Organisation: "Northwind Rail", Contact: contact, Welcome: guide("Welcome"),
		Guidance: []workbook.Guide{*guide("Before you meet"), *guide("The agreement"), {Title: "مرحبا", Summary: "أهلا وسهلا", Href: "guidance/welcome.ar.html", Language: "ar"}},
		Topics:   []workbook.Guide{*guide("Getting started"), *guide("Industry trends")},
		Books:    []workbook.Book{{Cohort: "Spring 2027", Title: "Ada Byrne & Tom Okafor", Href: "spring/sparse/index.html"}, {Cohort: "Spring 2027", Title: "佐藤 健太郎", Href: "spring/full/index.html"}},
	}
	page := func(path string, s workbook.Sheet, id, title string) *workbook.Page {
		label := workbook.Label{Key: "text", Name: title}
		*s.Frame() = workbook.Frame{ID: id, Number: 1, Of: 1, Section: "", Label: label, Program: "Leadership mentoring"}
		return &workbook.Page{Path: path, Label: label, Language: "en-GB", Sheets: []workbook.Sheet{s}}
	}
	section := page("guidance/pre-work.html", handout, "handout", "Before you meet")
	handout.F.Section = "guidance"
	return []*workbook.Page{
		page("index.html", programme, "programme", "Leadership mentoring"),
		section,
		page("empty.html", &workbook.Programme{}, "programme", "Empty"),
		page("topics/empty.html", &workbook.Handout{}, "handout", "Empty"),
	}
}

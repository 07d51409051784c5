package forms

import (
	"fmt"
	"strconv"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/program"
	"pairbook/internal/schema"
)

// A recordForm asks what happened in a session.
type recordForm struct {
	*form
	Sessions []option
	Outcomes []option
	Fields   map[string]schema.Field // labels and hints, by key
	People   []option                // who was there, in groups
	Promises []promiseRow            // that are open
	New      []newPromise
	Goals    []goalRow
	Today    string
}

// A promiseRow is a promise that is open.
type promiseRow struct {
	Name   string // of its field
	Of     program.Action
	Owners string
	States []option
}

// A newPromise is a row to write one into.
type newPromise struct {
	N          int
	Who, Goals []option
	What, Due  string
}

// A goalRow is how far a goal has come.
type goalRow struct {
	Name, Title, Value string
	N                  int
}

// newPromises is how many promises can be written at once, and how many rows a form may bring.
const newPromises, mostPromises = 3, 40

// recordForm makes the form; the session is the next one.
func (q *request) recordForm(f *form, rel *program.Relationship) *recordForm {
	r := &recordForm{form: f, Fields: map[string]schema.Field{}, Today: program.DayOf(q.desk.Now()).String()}
	for _, s := range append(q.fields(program.Entry{}), q.fields(program.Action{})...) {
		if _, known := r.Fields[s.Key]; !known {
			r.Fields[s.Key] = s
		}
	}
	r.Sessions = q.sessionOptions(f, rel, false)
	for _, o := range []string{"held", "cancelled", "none"} {
		r.Outcomes = append(r.Outcomes, option{o, q.words.text("record." + o), f.Is("outcome", o, "held")})
	}
	if everyone := rel.People(); len(everyone) > 2 {
		for _, person := range everyone {
			r.People = append(r.People, option{person.Name, person.Name, f.Ticked("present", person.Name, false)})
		}
	}
	for i, a := range rel.Actions {
		if a.Status == program.Open || a.Status == "" {
			r.Promises = append(r.Promises, q.promiseRow(f, rel, i, a))
		}
	}
	for n := range max(newPromises, f.rows("what")) {
		r.New = append(r.New, q.newPromise(f, rel, n))
	}
	for i, g := range rel.Goals {
		name := fmt.Sprintf("progress.%d", i+1)
		now := ""
		if g.Progress.Set {
			now = strconv.Itoa(g.Progress.Value)
		}
		r.Goals = append(r.Goals, goalRow{name, g.Title, f.Value(name, now), i + 1})
	}
	return r
}

// rows is how many rows of a numbered field were sent.
func (f *form) rows(name string) int {
	n := 0
	for n < mostPromises && f.typed.Has(fmt.Sprintf("%s.%d", name, n)) {
		n++
	}
	return n
}

// sessionOptions lists the sessions with their days; pending alone: those that are still to come.
func (q *request) sessionOptions(f *form, rel *program.Relationship, pending bool) []option {
	chosen := q.URL.Query().Get("session")
	if next := rel.Next(); chosen == "" && next != nil {
		chosen = strconv.Itoa(next.Number)
	}
	var list []option
	for _, s := range rel.Sessions {
		if pending && !s.Pending() {
			continue
		}
		text := q.words.text("session.n", "n", s.Number)
		if !s.Date.IsZero() {
			text += " · " + q.Day(s.Date)
		}
		switch {
		case s.Held:
			text += " · " + q.words.text("session.held")
		case s.Cancelled != "":
			text += " · " + q.words.text("session.cancelled")
		}
		value := strconv.Itoa(s.Number)
		list = append(list, option{value, text, f.Is("session", value, chosen)})
	}
	return list
}

func (q *request) promiseRow(f *form, rel *program.Relationship, i int, a program.Action) promiseRow {
	row := promiseRow{Name: fmt.Sprintf("promise.%d", i), Of: a, Owners: q.owners(rel, a)}
	for _, status := range []program.ActionStatus{program.Open, program.Done, program.Dropped} {
		row.States = append(row.States, option{string(status), q.words.text("promise." + string(status)), f.Is(row.Name, string(status), string(program.Open))})
	}
	return row
}

// owners says whose promise it is.
func (q *request) owners(rel *program.Relationship, a program.Action) string {
	switch a.Who {
	case string(program.Mentor), string(program.Mentee):
		return q.words.text("label." + a.Who)
	case program.Both:
		return q.words.text("who.both")
	}
	return a.Who
}

func (q *request) newPromise(f *form, rel *program.Relationship, n int) newPromise {
	at := func(name string) string { return f.Value(fmt.Sprintf("%s.%d", name, n), "") }
	p := newPromise{N: n, What: at("what"), Due: at("due")}
	who := []option{
		{string(program.Mentee), q.words.text("label.mentee"), false}, {string(program.Mentor), q.words.text("label.mentor"), false},
		{program.Both, q.words.text("who.both"), false},
	}
	if len(rel.People()) > 2 {
		for _, person := range rel.People() {
			who = append(who, option{person.Name, person.Name, false})
		}
	}
	for i := range who {
		who[i].Chosen = who[i].Value == at("who")
	}
	p.Who = who
	if len(rel.Goals) > 0 {
		p.Goals = []option{{"", "", false}}
	}
	for i, g := range rel.Goals {
		value := strconv.Itoa(i + 1)
		p.Goals = append(p.Goals, option{value, value + " · " + g.Title, value == at("goal")})
	}
	return p
}

// record writes down what happened in a session.
func (q *request) record() error {
	return q.sendPair(func(p *pairPage) *form { return p.Record.form }, func(p *edit.Plan, rel *program.Relationship, page *pairPage) string {
		session := q.number(p, "session")
		r := edit.Record{Session: session}
		q.outcome(p, &r)
		r.Promises = q.newOnes(p)
		r.Progress = q.progress(p, rel)
		p.Record(rel, r)
		for i, a := range rel.Actions {
			status := program.ActionStatus(q.PostForm.Get(fmt.Sprintf("promise.%d", i)))
			switch status {
			case "", a.Status:
			case program.Open, program.Done, program.Dropped:
				p.Record(rel, edit.Record{Session: a.Session, Promises: []edit.Promise{{Who: a.Who, What: a.What, Status: status}}})
			default:
				p.Problem(diag.Position{}, fmt.Sprintf("a promise cannot be %q", status), "")
			}
		}
		return q.words.text("what.record", "pair", rel.Key(), "session", session)
	})
}

// outcome is what became of the session.
func (q *request) outcome(p *edit.Plan, r *edit.Record) {
	switch outcome := q.PostForm.Get("outcome"); outcome {
	case "held":
		r.Held, r.Date, r.Present = true, q.day(p, "date"), q.PostForm["present"]
	case "cancelled":
		if r.Cancelled = q.line("cancelled"); r.Cancelled == "" {
			p.Problem(diag.Position{}, q.words.text("record.reason-missing"), "")
		}
	case "none", "":
	default:
		p.Problem(diag.Position{}, fmt.Sprintf("a session cannot be %q", outcome), "")
	}
}

// newOnes are the promises that were written into the empty rows.
func (q *request) newOnes(p *edit.Plan) []edit.Promise {
	var list []edit.Promise
	for n := range mostPromises {
		at := func(name string) string { return fmt.Sprintf("%s.%d", name, n) }
		what := q.line(at("what"))
		if what == "" {
			if q.line(at("due")) != "" {
				p.Problem(diag.Position{}, q.words.text("record.promise-missing"), "")
			}
			continue
		}
		list = append(list, edit.Promise{Who: q.line(at("who")), What: what, Due: q.day(p, at("due")), Goal: q.number(p, at("goal"))})
	}
	return list
}

// progress is how far goals have come that had come less far or farther.
func (q *request) progress(p *edit.Plan, rel *program.Relationship) []edit.Progress {
	var list []edit.Progress
	for i, g := range rel.Goals {
		name := fmt.Sprintf("progress.%d", i+1)
		if q.line(name) == "" {
			continue
		}
		if percent := q.number(p, name); percent != g.Progress.Value || !g.Progress.Set {
			list = append(list, edit.Progress{Goal: i + 1, Percent: percent})
		}
	}
	return list
}

// A moveForm gives a session another day, time, place or link.
type moveForm struct {
	*form
	Sessions []option
	Fields   map[string]schema.Field
}

func (q *request) moveForm(f *form, rel *program.Relationship) *moveForm {
	m := &moveForm{form: f, Sessions: q.sessionOptions(f, rel, true), Fields: map[string]schema.Field{}}
	for _, s := range q.fields(program.Entry{}) {
		m.Fields[s.Key] = s
	}
	return m
}

func (q *request) move() error {
	return q.sendPair(func(p *pairPage) *form { return p.Move.form }, func(p *edit.Plan, rel *program.Relationship, page *pairPage) string {
		r := edit.Record{Session: q.number(p, "session"), Date: q.day(p, "date"), Time: q.clock(p, "time"), Place: q.line("place"), Link: q.link(p, "link")}
		p.Record(rel, r)
		return q.words.text("what.move", "pair", rel.Key(), "session", r.Session)
	})
}

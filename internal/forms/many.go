package forms

import (
	"fmt"
	"strconv"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/program"
)

// A manyPage records one session of all pairs of a cohort.
type manyPage struct {
	*form
	Of       *program.Cohort
	Href     string
	Session  int
	Sessions []option
	Rows     []manyRow
	LeftOut  []pairRow // that are not active, or have no such session
}

// A manyRow is a pair in the grid.
type manyRow struct {
	pairRow
	Session program.Session
	Name    string // of its fields: "held.tom"
	Seen    string
	Held    bool
	Date    string
	Reason  string
	Moved   bool
}

func (q *request) many() error {
	page, err := q.manyPage()
	if err != nil {
		return err
	}
	return q.show(page.status(), "many", page.Of.Title, page)
}

// manyPage makes the grid; the session is the one that the address or the form has, else the one that most have
// next.
func (q *request) manyPage() (*manyPage, error) {
	c, err := q.findCohort(q.PathValue("cohort"))
	if err != nil {
		return nil, err
	}
	page := &manyPage{Of: c, Href: q.address("desk/many", c.Address)}
	page.form = q.form("many", page.Href)
	most := 0
	for _, rel := range c.Relationships {
		most = max(most, len(rel.Sessions))
	}
	page.Session, _ = strconv.Atoi(q.FormValue("session"))
	if page.Session < 1 || page.Session > most {
		page.Session = max(1, nextOfMost(c))
	}
	for n := range most {
		page.Sessions = append(page.Sessions, option{strconv.Itoa(n + 1), q.words.text("session.n", "n", n+1), n+1 == page.Session})
	}
	for _, row := range q.rows(c) {
		if row.Of.Status != program.Active || len(row.Of.Sessions) < page.Session {
			page.LeftOut = append(page.LeftOut, row)
			continue
		}
		data, err := q.site.Read(row.Of.Source())
		if err != nil {
			return nil, err
		}
		page.Rows = append(page.Rows, page.row(q, row, q.site.seen.keep(data)))
	}
	return page, nil
}

func (page *manyPage) row(q *request, row pairRow, seen string) manyRow {
	s := row.Of.Sessions[page.Session-1]
	m := manyRow{pairRow: row, Session: s, Name: row.Of.Address, Seen: seen}
	m.Held = page.Ticked("held."+m.Name, "yes", s.Held)
	m.Date = page.Value("date."+m.Name, "")
	m.Reason = page.Value("reason."+m.Name, string(s.Cancelled))
	m.Moved = page.Again() && page.changes(m) && page.typed.Get("seen."+m.Name) != seen
	return m
}

// changes reports whether the grid says something else of a pair than its file.
func (page *manyPage) changes(m manyRow) bool {
	return m.Held != m.Session.Held && m.Held || m.Date != "" || m.Reason != "" && m.Reason != string(m.Session.Cancelled)
}

// recordMany writes down what the grid says that the files do not.
func (q *request) recordMany() error {
	page, err := q.manyPage()
	if err != nil {
		return err
	}
	for _, row := range page.Rows {
		if row.Moved && page.Moved == nil {
			page.Moved = &moved{Path: row.Of.Source()}
			if old, err := q.site.Read(row.Of.Source()); err == nil {
				if before := q.site.seen.of(page.typed.Get("seen." + row.Name)); before != nil {
					page.Moved.Diff = diag.Visible(edit.Difference(row.Of.Source(), before, old))
				}
			}
		}
	}
	if page.Moved == nil {
		n, made, err := q.change(page.form, func(p *edit.Plan) (string, error) {
			p.Today = program.DayOf(q.desk.Now())
			for _, row := range page.Rows {
				if page.changes(row) {
					q.recordRow(p, page.Session, row)
				}
			}
			return q.words.text("what.many", "cohort", page.Of.ID, "session", page.Session), nil
		})
		if err != nil {
			return err
		}
		if made {
			return q.redirect(did(page.Href, n) + fmt.Sprintf("&session=%d", page.Session))
		}
	}
	return q.show(page.status(), "many", page.Of.Title, page)
}

func (q *request) recordRow(p *edit.Plan, session int, row manyRow) {
	rel := again(p, row.Of)
	if rel == nil {
		return
	}
	r := edit.Record{Session: session, Held: row.Held, Date: q.day(p, "date."+row.Name)}
	if row.Reason != string(row.Session.Cancelled) {
		r.Cancelled = row.Reason
	}
	p.Record(rel, r)
}

// An addPage adds a pair.
type addPage struct {
	*form
	Cohorts []string
	Groups  []group
	Formats []option // the built-in ones and the site's own; the first: that of the cohort
}

func (q *request) add() error {
	if q.without() {
		return nil
	}
	return q.showAdd(q.form("add", q.address("desk/add")))
}

func (q *request) showAdd(f *form) error {
	page := &addPage{form: f}
	for _, c := range q.loaded.Cohorts {
		page.Cohorts = append(page.Cohorts, c.ID)
	}
	page.Formats = []option{{"", q.words.text("add.format.cohort"), f.Is("format", "", "")}}
	for _, known := range q.loaded.Formats {
		page.Formats = append(page.Formats, option{known.Name, known.Title(), f.Is("format", known.Name, "")})
	}
	for _, role := range []program.Role{program.Mentor, program.Mentee} {
		text, _ := edit.Parse("", nil)
		g := q.groupOf(group{Title: q.words.text("label." + string(role)), Table: string(role)}, program.Person{}, text, false, nil)
		g.Fields = only(g.Fields, "name", "email", "title", "team", "phone", "pronouns")
		page.Groups = append(page.Groups, g)
	}
	text, _ := edit.Parse("", nil)
	g := q.groupOf(group{Title: q.words.text("add.schedule"), Table: "schedule"}, program.Schedule{}, text, false, nil)
	g.Fields = only(g.Fields, "first", "time", "place")
	page.Groups = append(page.Groups, g)
	(&groupsForm{f, page.Groups}).fill()
	return q.show(f.status(), "add", q.words.text("add.title"), page)
}

// only are the fields of some keys.
func only(fields []field, keys ...string) []field {
	var list []field
	for _, key := range keys {
		for _, f := range fields {
			if f.Key == key {
				list = append(list, f)
			}
		}
	}
	return list
}

// addPair adds a pair, in a file of its own.
func (q *request) addPair() error {
	if q.without() {
		return nil
	}
	f := q.form("add", q.address("desk/add"))
	name := ""
	n, made, err := q.change(f, func(p *edit.Plan) (string, error) {
		newcomer := edit.Newcomer{
			Cohort: q.line("cohort"), ID: q.line("id"), Title: q.line("title"), Format: q.line("format"), Place: q.line("schedule.place"),
			First: q.day(p, "schedule.first"), Time: q.clock(p, "schedule.time"), Draft: q.PostForm.Get("draft") == "yes",
			Note: q.words.text("add.note", "day", program.DayOf(q.desk.Now())),
		}
		newcomer.Mentors, newcomer.Mentees = q.person("mentor"), q.person("mentee")
		switch {
		case newcomer.Cohort == "":
			p.Problem(diag.Position{}, q.words.text("add.no-cohort"), "")
		case len(newcomer.Mentors) == 0, len(newcomer.Mentees) == 0 && !newcomer.Draft:
			p.Problem(diag.Position{}, q.words.text("add.no-name"), "")
		default:
			name = p.Add(newcomer, diag.Position{})
		}
		return q.words.text("what.add", "pair", keyOf(name)), nil
	})
	if err != nil {
		return err
	}
	if made {
		return q.redirect(did(q.address("desk/add"), n))
	}
	return q.showAdd(f)
}

// person is somebody as a form says, none without a name.
func (q *request) person(role string) []program.Person {
	at := func(key string) string { return q.line(role + "." + key) }
	if at("name") == "" {
		return nil
	}
	return []program.Person{{Name: at("name"), Title: at("title"), Team: at("team"), Email: program.Email(at("email")), Phone: at("phone"), Pronouns: at("pronouns")}}
}

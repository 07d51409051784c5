package forms

import (
	"net/http"
	"strconv"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/program"
	"pairbook/internal/schema"
	"pairbook/internal/tomlfile"
)

// A pairPage is the page of a pair: all its forms, one below the other.
type pairPage struct {
	Cohort *program.Cohort
	Of     *program.Relationship
	Href   string // of the page
	File   string // the address of the pair's file in the editor
	text   *edit.Text
	Open   string // the form that comes open; "": as it is
	Next   *program.Session

	Record    *recordForm
	Move      *moveForm
	People    *groupsForm
	Goals     *groupsForm
	Agreement *groupsForm
	Status    *statusForm
	Issued    *issuedForm
}

// A groupsForm asks for the keys of several tables.
type groupsForm struct {
	*form
	Groups []group
}

// A group is the fields of one table.
type group struct {
	Title  string
	Table  string // the path of the table in the file
	List   string // of a table that is to be added: the list that it is added to
	Remove string // the name of the box that says that the table is to go; empty: it stays
	Fields []field
}

// A field is one field of a form.
type field struct {
	schema.Field
	ID, Name  string
	Value     string
	Inherited string // what counts while the file says nothing: from the cohort, the programme, the schedule
	Long      bool   // has room for several lines
	Options   []option
}

// An option is one of the values that a field lets choose.
type option struct {
	Value, Text string
	Chosen      bool
}

// pair shows the page of a pair.
func (q *request) pair() error {
	c, rel, err := q.find()
	if err != nil {
		return err
	}
	p, err := q.pairPage(c, rel)
	if err != nil {
		return err
	}
	return q.show(http.StatusOK, "pair", rel.Title, p)
}

// pairPage makes the page, with what was typed into the form that was sent.
func (q *request) pairPage(c *program.Cohort, rel *program.Relationship) (*pairPage, error) {
	data, err := q.site.Read(rel.Source())
	if err != nil {
		return nil, err
	}
	text, problems := edit.Parse(rel.Source(), data)
	if text == nil {
		q.wrong = problems // the file was broken since the site was read
		return nil, errNoSuchPage
	}
	p := &pairPage{Cohort: c, Of: rel, Href: q.pairAddress(c, rel), File: q.editorAt(rel.Source(), 0), Next: rel.Next(), text: text}
	form := func(name string) *form {
		f := q.form(name, p.Href+"/"+name)
		f.Seen = q.site.seen.keep(data)
		return f
	}
	p.Record = q.recordForm(form("record"), rel)
	p.Move = q.moveForm(form("move"), rel)
	p.People = &groupsForm{form("people"), q.peopleGroups(text, rel)}
	p.Goals = &groupsForm{form("goals"), q.goalGroups(text, rel)}
	p.Agreement = &groupsForm{form("agreement"), q.agreementGroups(text, rel)}
	p.Status = q.statusForm(form("status"), rel)
	if p.Issued, err = q.issuedForm(q.form("issued", p.Href+"/issued"), c, rel); err != nil {
		return nil, err
	}
	for _, g := range []*groupsForm{p.People, p.Goals, p.Agreement} {
		g.fill()
	}
	return p, nil
}

// fill puts what was typed into the fields.
func (g *groupsForm) fill() {
	for i := range g.Groups {
		for j := range g.Groups[i].Fields {
			f := &g.Groups[i].Fields[j]
			f.Value = g.Value(f.Name, f.Value)
			for k := range f.Options {
				f.Options[k].Chosen = f.Options[k].Value == f.Value
			}
		}
	}
}

// sendPair carries out a form of the page of a pair: the change that prepare plans, of the pair's file.
func (q *request) sendPair(pick func(*pairPage) *form, prepare func(p *edit.Plan, rel *program.Relationship, page *pairPage) string) error {
	c, rel, err := q.find()
	if err != nil {
		return err
	}
	page, err := q.pairPage(c, rel)
	if err != nil {
		return err
	}
	f := pick(page)
	unchanged, err := q.watched(f, rel.Source())
	if err != nil {
		return err
	}
	if unchanged {
		n, made, err := q.change(f, func(p *edit.Plan) (string, error) {
			p.Today = program.DayOf(q.desk.Now())
			now := again(p, rel)
			if now == nil {
				return "", nil // the plan says why
			}
			return prepare(p, now, page), nil
		})
		if err != nil {
			return err
		}
		if made {
			return q.redirect(did(page.Href, n))
		}
	}
	page.Open = f.Name
	return q.show(f.status(), "pair", rel.Title, page)
}

// groupOf makes the fields of a table of a file. inherited says what counts where the file says nothing.
func (q *request) groupOf(g group, table any, text *edit.Text, long bool, inherited func(key string) string) group {
	prefix := g.Table
	if g.List != "" {
		prefix = g.List + "-new"
	}
	id := strings.NewReplacer(".", "-", "[", "-", "]", "").Replace(prefix)
	for _, s := range q.fields(table) {
		f := field{Field: s, Name: prefix + "." + s.Key, ID: id + "-" + s.Key, Long: s.Kind == schema.List || long && s.Kind == schema.Line}
		f.Value = g.now(text, s.Key)
		if inherited != nil && f.Value == "" {
			f.Inherited = inherited(s.Key)
		}
		switch {
		case s.Kind == schema.Yes:
			f.Options = []option{{"", "", false}, {"true", q.words.text("yes"), false}, {"false", q.words.text("no"), false}}
		case s.Kind == schema.Choice:
			f.Options = []option{{"", "", false}}
			for _, choice := range s.Choices {
				f.Options = append(f.Options, option{Value: choice, Text: choice})
			}
		}
		g.Fields = append(g.Fields, f)
	}
	return g
}

// now is what the file says of a key of the group.
func (g group) now(text *edit.Text, key string) string {
	if g.List != "" {
		return ""
	}
	return shown(text.Value(tomlfile.Within(g.Table, key)))
}

// save plans the keys of the groups whose fields say something else than the file.
func (q *request) save(p *edit.Plan, rel *program.Relationship, text *edit.Text, groups []group) {
	for _, g := range groups {
		pairs := q.pairs(p, text, g)
		switch {
		case len(pairs) == 0:
		case g.List == "mentors", g.List == "mentees":
			p.AddAnother(rel, program.Role(strings.TrimSuffix(g.List, "s")), pairs, diag.Position{})
		case g.List != "":
			p.AddEntry(rel, g.List, pairs, diag.Position{})
		default:
			p.SetTable(rel, g.Table, pairs, diag.Position{})
		}
	}
}

// pairs are the keys of a group whose fields say something else than the file; those that were emptied have
// no value. What cannot be read is a problem of the plan.
func (q *request) pairs(p *edit.Plan, text *edit.Text, g group) []edit.Pair {
	var pairs []edit.Pair
	for _, f := range g.Fields {
		typed := q.PostForm.Get(f.Name)
		if _, sent := q.PostForm[f.Name]; !sent || same(typed, g.now(text, f.Key)) {
			continue
		}
		value, complaint := f.parse(typed)
		if complaint != nil {
			p.Problem(diag.Position{}, g.Title+", "+f.Label+": "+complaint.Text, complaint.Hint)
			continue
		}
		pairs = append(pairs, edit.Pair{Key: f.Key, Value: value})
	}
	return pairs
}

// statusForm asks how a relationship goes on.
type statusForm struct {
	*form
	Statuses []option
	Outcomes []option
	Closing  program.Closing
}

func (q *request) statusForm(f *form, rel *program.Relationship) *statusForm {
	s := &statusForm{form: f, Closing: rel.Closing}
	for _, status := range []program.Status{program.Active, program.Paused, program.Draft, program.Closed} {
		s.Statuses = append(s.Statuses, option{string(status), q.words.text("status." + string(status)), f.Is("status", string(status), string(rel.Status))})
	}
	for _, outcome := range []program.Outcome{"", program.Completed, program.EndedEarly, program.Changed} {
		text := q.words.text("outcome.default")
		if outcome != "" {
			text = q.words.text("outcome." + string(outcome))
		}
		s.Outcomes = append(s.Outcomes, option{string(outcome), text, f.Is("outcome", string(outcome), string(rel.Closing.Outcome))})
	}
	return s
}

func (q *request) status() error {
	return q.sendPair(func(p *pairPage) *form { return p.Status.form }, func(p *edit.Plan, rel *program.Relationship, _ *pairPage) string {
		status := program.Status(q.PostForm.Get("status"))
		what := q.words.text("what.status", "pair", rel.Key(), "status", status)
		switch status {
		case program.Closed:
			c := edit.Closing{Outcome: program.Outcome(q.PostForm.Get("outcome")), Reason: q.line("reason")}
			c.Date = q.day(p, "date")
			switch c.Outcome {
			case "", program.Completed, program.EndedEarly, program.Changed:
				p.Close(rel, c, diag.Position{})
			default:
				p.Problem(diag.Position{}, "there is no outcome "+strconv.Quote(string(c.Outcome)), "")
			}
		case program.Active, program.Paused, program.Draft:
			p.SetStatus(rel, status, diag.Position{})
		default:
			p.Problem(diag.Position{}, "there is no status "+strconv.Quote(string(status)), "")
		}
		return what
	})
}

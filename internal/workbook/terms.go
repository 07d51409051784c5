package workbook

import (
	"slices"
	"strings"

	"pairbook/internal/program"
)

// Terms is the second side: meetings, contact, confidentiality, ending, signatures. With
// many clauses it goes on on sheets of its own kind; the signatures are on the last, below
// some of what they sign.
type Terms struct {
	F                Frame
	Continued        bool              `facts:"-"`
	Table            bool              `facts:"-"`                   // it has what each side prefers
	Clauses          []Clause          `facts:"agreement"`           // the programme's and the pair's
	Own              bool              `facts:"-"`                   // it has room for more
	Facts            bool              `facts:"-"`                   // it has when the agreement is read again, and the contact
	Short            bool              `facts:"agreement"`           // it is the whole agreement: there is no day to read it again
	Signers          []Member          `facts:"people:Name,Role,As"` // who signs on this sheet
	Agreement        program.Agreement `facts:"agreement:Frequency,Duration,Place,Contact,Review"`
	Schedule         program.Schedule  `facts:"meeting:Every,Minutes,Place,Link"`
	Mentors, Mentees []program.Person  `facts:"-"`
	Contact          program.Contact   `facts:"contact"`
}

func (Terms) Template() string { return "terms" }
func (s *Terms) Frame() *Frame { return &s.F }

// A Clause is one the strings have, by the key terms.<Key>, or one of a file's.
type Clause struct {
	Key         string
	Title, Text string // Text is empty where the string's own counts
	Lines       int    // room to write in place of a text
	Fixed       bool   // by the programme
}

// Name is the key of what is written into the clause.
func (c Clause) Name() string { return Key(c.Title) }

// Cells are the clauses in two columns.
func (s *Terms) Cells() [][]Clause { return halves(s.Clauses) }

var terms = &kind{name: "terms", plan: func(p *planning, f Frame, _ int) []Sheet {
	t := Terms{
		F: f, Table: !p.r.Agreement.Short, Own: true, Facts: true, Short: p.r.Agreement.Short, Signers: signers(p.r), Agreement: p.r.Agreement, Schedule: p.r.Schedule,
		Mentors: p.r.Mentors, Mentees: p.r.Mentees, Contact: p.r.Contact,
	}
	a := p.r.Agreement
	if a.Short {
		t.F.Label, t.F.Guide = Label{Key: "agreement"}, p.guidance("agreement").guide
	}
	t.Clauses = clausesOf(a)
	if p.ruler == nil {
		return []Sheet{&t}
	}
	return p.fitTerms(t)
}}

// clausesOf are the clauses of an agreement: those that every one has, those that this one
// says, and the programme's.
func clausesOf(a program.Agreement) []Clause {
	var all []Clause
	if a.Short {
		all = append(all, Clause{Key: "expectations", Text: strings.Join(a.Expectations, " ")})
	}
	all = append(all, Clause{Key: "confidentiality", Text: a.Confidentiality}, Clause{Key: "limits"})
	if a.Arranging != "" {
		all = append(all, Clause{Key: "arranging", Text: a.Arranging})
	}
	if !a.Short {
		all = append(all, Clause{Key: "rescheduling", Text: a.Rescheduling})
	}
	all = append(all, Clause{Key: "ending", Text: a.Ending})
	if a.Evaluation != "" {
		all = append(all, Clause{Key: "evaluation", Text: a.Evaluation})
	}
	for _, c := range a.Clauses {
		all = append(all, Clause{Title: c.Title, Text: c.Text, Lines: c.Lines, Fixed: c.Fixed})
	}
	return append(all, Clause{Key: "legal"})
}

// fitTerms has all on one sheet where it fits. Else what is to be written stands on the first,
// and the clauses on as many as they need; the signatures go below the last of them, and when
// they are too many for one side, the last clause stands above the others too.
func (p *planning) fitTerms(t Terms) []Sheet {
	r, rest, people := p.ruler, p.dividedClauses(t.Clauses), signers(p.r)
	framed := r.side(&t.F) - r.continued(p.titleOf(&t.F))
	if t.F.Guide != nil {
		framed = r.side(&t.F) - r.heading(p.titleOf(&t.F)+" ("+aWord+")", false, false, guided(t.F.Guide))
	}
	var table float64
	var lists []list
	own, later := p.termsOwn(), !t.Table // the room for more goes on rather than a preference
	if t.Table {
		whole := t
		if table, lists = p.fitTable(&t, framed-own); len(lists) > 0 {
			t, later = whole, true
			table, lists = p.fitTable(&t, framed)
		}
	}
	all, facts := p.signsHeight(people), p.termsFacts()
	if table+p.clauses(rest)+own+facts+all <= framed {
		t.Clauses = rest
		return []Sheet{&t}
	}
	var sheets []Sheet
	if t.Table {
		first := t
		first.Clauses, first.Signers, first.Facts, first.Own = nil, nil, false, !later
		sheets = append(append(sheets, &first), p.further(t.F, lists...)...)
	}
	signed := p.fitClauses(t, rest, framed)
	if later && !p.placeOwn(signed, framed) {
		signed = p.fitClauses(t, rest, framed-own)
		signed[0].Own = true
	}
	for _, s := range signed {
		sheets = append(sheets, s)
	}
	return sheets
}

// fitClauses lays clauses and signatures on sheets below the first, or, where there is no
// table, from the first on, with so much free on each.
func (p *planning) fitClauses(t Terms, rest []Clause, framed float64) []*Terms {
	people, last := signers(p.r), rest[len(rest)-1:]
	all, facts := p.signsHeight(people), p.termsFacts()
	crowded := p.clauses(last)+facts+all > framed // no side has room for all signatures
	part := 1
	if t.Table {
		part++
	}
	var sheets []*Terms
	for ; len(people) > 0; part++ {
		s := t
		if s.Table, s.Own, s.Signers = false, false, nil; part > 1 {
			s.F.ID, s.F.Origin, s.Continued = numbered(t.F.ID, part), t.F.ID, true
		}
		if s.Facts = len(rest) > 0; !s.Facts {
			rest = last
		}
		least := all
		if crowded {
			least = p.signsHeight(people[:1])
		}
		if s.Facts {
			least += facts
		}
		if p.clauses(rest)+least <= framed || len(rest) == 1 {
			free := framed - p.clauses(rest)
			if s.Facts {
				free -= facts
			}
			n := len(people)
			for n > 1 && p.signsHeight(people[:n]) > free {
				n--
			}
			s.Clauses, s.Signers, rest, people = rest, people[:n], nil, people[n:]
		} else {
			n := len(rest) - 1
			for n > 1 && p.clauses(rest[:n]) > framed {
				n--
			}
			if len(rest)-n == 2 && n > 2 && p.clauses(rest[:n-1]) <= framed { // no clause goes on alone, besides the last with the signatures
				n--
			}
			s.Facts, s.Clauses, rest = false, rest[:n], rest[n:]
		}
		sheets = append(sheets, &s)
	}
	return sheets
}

// placeOwn has the room for more on the last sheet that has clauses alone and room for it.
func (p *planning) placeOwn(sheets []*Terms, framed float64) bool {
	for _, s := range slices.Backward(sheets) {
		if len(s.Signers) == 0 && p.clauses(s.Clauses)+p.termsOwn() <= framed {
			s.Own = true
			return true
		}
	}
	return false
}

// fitTable cuts what each side prefers so that the table takes so much at most, and returns
// its height and what is left.
func (p *planning) fitTable(t *Terms, most float64) (height float64, lists []list) {
	lines := mostLines
	for ; lines > 2; lines-- {
		if _, height, _ := p.termsTable(*t, lines); height <= most {
			break
		}
	}
	cut, height, lists := p.termsTable(*t, lines)
	*t = cut
	return height, lists
}

// termsTable is the terms with so many lines at most in a cell of their table, its height,
// and what is left.
func (p *planning) termsTable(t Terms, lines int) (cut Terms, height float64, lists []list) {
	r, a := p.ruler, &t.Agreement
	name := r.share(r.Term)
	side := (r.Width - name) / 3
	row := func(key, of string, texts ...*string) {
		h := r.row(r.PartRow, r.inCell(of, name))
		for i, text := range texts {
			head, rest := divided(r.cell, *text, side-2*r.CellSide, lines)
			if *text = head; rest != "" {
				lists = append(lists, p.columnList(key, termsColumns[len(termsColumns)-len(texts)+i], rest))
			}
			h = r.row(h, r.inCell(head, side))
		}
		height += h
	}
	every, place := "every 00 mmmmmmmm", &a.Place
	often := &a.Frequency
	if *often == "" {
		often = &every
	}
	if a.Place == "" {
		place = &t.Schedule.Place
	}
	row("terms.often", "How often", often)
	row("terms.long", "How long", &a.Duration)
	row("terms.where", "Where", place)
	if a.Place == "" {
		height += r.inCell(where(*place, t.Schedule.Link), side) - r.inCell(*place, side)
	}
	row("terms.contact", "Contact between meetings", &a.Contact.Mentor, &a.Contact.Mentee, &a.Contact.MiddleGround)
	heads := make([]column, len(termsColumns))
	for i, key := range termsColumns {
		heads[i] = column{key, (100 - r.Term) / 3}
	}
	return t, height + p.tableTop("terms.caption", heads...) + r.Between, lists
}

// termsColumns are the names of the columns of the terms: the last is the one that always has
// something to say.
var termsColumns = []string{"terms.mentor-prefers", "terms.mentee-prefers", "terms.middle"}

// columnList is what is left of a text in a row and a column of a table.
func (p *planning) columnList(row, column, text string) list {
	r := p.ruler
	l := p.textList(row, p.texts(r.Width, text), r.Width)
	l.above = float64(r.label.LinesThen(p.said(row, aTitle), r.small, "("+p.said(column, aTitle)+")", r.Width)) * r.label.Line()
	block := l.block
	l.block = func(from, to int) Block {
		b := block(from, to)
		b.Of = Label{Key: column}
		return b
	}
	return l
}

// termsOwn is the height of the room for more.
func (p *planning) termsOwn() float64 {
	return p.ruler.across(Prompt{Ask: p.said("terms.own", "What else we want to hold to"), Lines: 2}) + p.ruler.Between
}

// termsFacts is the height of what stands between the clauses and the signatures.
func (p *planning) termsFacts() float64 {
	r, contact := p.ruler, contactLine(p.r.Contact)
	h := 0.0
	if !p.r.Agreement.Signed.IsZero() {
		h = r.text.Height(aWord+" "+aDate, r.Width) + r.Between
	}
	if r.Columns > 1 {
		return h + r.panelled() + r.small.Line() + max(r.FactBlank, r.text.Height(contact, r.wideFact(1, 1))) + r.Between
	}
	return h + r.panelled() + 2*r.small.Line() + r.Beside + r.FactBlank + max(r.FactBlank, r.text.Height(contact, r.Width-2*r.Panel)) + r.Between
}

// signsHeight is the height of signatures with their heading.
func (p *planning) signsHeight(people []Member) float64 {
	r, across := p.ruler, int(p.ruler.Columns)
	h := 2*r.label.Line() + r.Between - r.Apart // there is no gap behind the last row
	for i := 0; i < len(people); i += across {
		highest := 0.0
		for _, person := range people[i:min(i+across, len(people))] {
			highest = max(highest, r.sign(person))
		}
		h += highest + r.Apart
	}
	return h
}

// clauseSample is as long as a long clause of the strings.
const clauseSample = "If somebody's safety is at risk, if the law asks for it or if a rule of the organisation obliges us to speak, we cannot keep it to ourselves. Where it is safe we say so to each other first, and only then to the others, as far as it has to go."

// dividedClauses are the clauses, of which none takes more than a third of a side.
func (p *planning) dividedClauses(clauses []Clause) []Clause {
	var all []Clause
	for _, c := range clauses {
		parts := p.divided(c.Text, p.ruler.clause, p.ruler.columns())
		if len(parts) < 2 {
			all = append(all, c)
			continue
		}
		for _, part := range parts {
			c.Text = part
			all = append(all, c)
		}
	}
	return all
}

// clauses is the height of clauses in their columns.
func (p *planning) clauses(clauses []Clause) float64 {
	r, h := p.ruler, 0.0
	var columns [][]Clause
	if columns = halves(clauses); r.Columns < 2 {
		columns = [][]Clause{clauses}
	}
	for _, column := range columns {
		sum := 0.0
		for _, c := range column {
			if c.Text == "" && c.Key != "" {
				c.Text = p.said("terms."+c.Key+".text", clauseSample)
			}
			sum += r.clauseHeight(c, r.columns())
		}
		h = max(h, sum)
	}
	return h + r.Between
}

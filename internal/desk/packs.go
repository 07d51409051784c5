package desk

import (
	"fmt"
	"html/template"
	"iter"
	"reflect"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/render"
	"pairbook/internal/workbook"
)

// A Pack is the leaves of one session of every active relationship of a cohort in
// one file, to be printed before an event. Printed on both sides each leaf is one
// piece of paper: the session sheet in front, the check-in sheet behind.
type Pack struct {
	Session int
	Path    string // in the facilitator's output
	Of      []*program.Relationship
}

// packsOf lists the packs of a cohort: one for each session that an active
// relationship has, without those that were cancelled.
func packsOf(c *Cohort) []Pack {
	most := 0
	for i := range c.Relationships {
		most = max(most, len(c.Relationships[i].Of.Sessions))
	}
	var packs []Pack
	for n := 1; n <= most; n++ {
		pack := Pack{Session: n, Path: sessionPath(c.Of, n), Of: make([]*program.Relationship, 0, len(c.Relationships))}
		for i := range c.Relationships {
			r := c.Relationships[i].Of
			if r.Status == program.Active && n <= len(r.Sessions) && r.Sessions[n-1].Cancelled == "" && r.Has(program.Sessions) {
				pack.Of = append(pack.Of, r)
			}
		}
		if len(pack.Of) > 0 {
			packs = append(packs, pack)
		}
	}
	return packs
}

// What the templates desk/pack and desk/leaf are drawn from.
type (
	packPage struct {
		Cohort  *program.Cohort
		Program string
		Session int
		Packs   []Pack // of all sessions
		Lines   []packLine
		Leaves  template.HTML // of desk/leaf
	}
	packLine struct{ Title, Href string }
	leaf     struct {
		ID, Title string
		Lang, Dir string
		Sheets    []leafSheet
	}
)

// A leafSheet is one sheet of a leaf: one of its fields is set. Templates are called by names
// that are written down, so that each type of sheet has its line in desk/leaf too.
type leafSheet struct {
	Agreement     *workbook.Agreement
	Back          *workbook.Back
	Certificate   *workbook.Certificate
	CheckIn       *workbook.CheckIn
	Closing       *workbook.Closing
	Cover         *workbook.Cover
	Expectations  *workbook.Expectations
	FollowThrough *workbook.FollowThrough
	Form          *workbook.Form
	Goal          *workbook.Goal
	Keepsake      *workbook.Keepsake
	Letter        *workbook.Letter
	Midpoint      *workbook.Midpoint
	More          *workbook.More
	Notes         *workbook.Notes
	Outside       *workbook.Outside
	PreWork       *workbook.PreWork
	Questions     *workbook.Questions
	Roadmap       *workbook.Roadmap
	Session       *workbook.Session
	SessionSide   *workbook.SessionSide
	Terms         *workbook.Terms
	Who           *workbook.Who
}

// leafSheetOf sets the field of the sheet's type.
func leafSheetOf(sheet workbook.Sheet) leafSheet {
	var s leafSheet
	of := reflect.ValueOf(sheet)
	for _, field := range reflect.ValueOf(&s).Elem().Fields() {
		if field.Type() == of.Type() {
			field.Set(of)
			return s
		}
	}
	panic(fmt.Sprintf("desk: a leaf has no place for %T", sheet))
}

// pack draws a cohort's pack; which is its place among packs.
func (d drawer) pack(c *Cohort, packs []Pack, which int, emit emit) ([]diag.Problem, error) {
	p := packs[which]
	page := packPage{Cohort: c.Of, Program: d.site.Program.Title, Session: p.Session, Packs: packs, Lines: lines(p), Leaves: render.Placeholder("leaves")}
	layout, err := d.layout("desk.pack", "n", p.Session, "name", c.Of.Title)
	if err != nil {
		return []diag.Problem{complaint(err)}, nil
	}
	layout.Home = &render.Nav{Text: c.Of.Title, Href: c.Of.Address + ".html"}
	return d.r.Assemble(render.Assembly{
		Path: p.Path, Language: d.lang, Layout: layout, Template: "desk/pack", Data: page,
		Pieces: map[string]iter.Seq[render.Piece]{"leaves": d.leaves(p)}, Memo: d.memo(p.Path, c),
	}, emit)
}

// lines list the relationships of a pack.
func lines(p Pack) []packLine {
	list := make([]packLine, len(p.Of))
	for i, r := range p.Of {
		list[i] = packLine{r.Title, "#" + leafID(r, fmt.Sprintf("session-%d", p.Session))}
	}
	return list
}

// leaves plans and passes on one relationship after the other: a pack of
// thousands never has all their sheets in memory.
func (d drawer) leaves(p Pack) iter.Seq[render.Piece] {
	return func(yield func(render.Piece) bool) {
		for _, r := range p.Of {
			leaf := func() any { return d.leaf(r, p.Session) }
			if !yield(render.Piece{Template: "desk/leaf", Data: leaf, For: r, Public: d.o.Public, From: from{r, p.Session, nil}}) {
				return
			}
		}
	}
}

// leaf plans the sheets of a session as they are in the workbook.
func (d drawer) leaf(r *program.Relationship, n int) *leaf {
	return d.leafOf(r, d.planner.Leaf(r, n))
}

// leafID is unique in a pack: addresses are in a cohort, and all that is put
// behind one ends in the number of one session.
func leafID(r *program.Relationship, id string) string { return r.Address + "-" + id }

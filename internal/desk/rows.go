package desk

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"pairbook/internal/program"
	"pairbook/internal/render"
)

// The rows of a cohort's page are pieces, drawn one after the other.

func (d drawer) rows(c *Cohort) iter.Seq[render.Piece] {
	return func(yield func(render.Piece) bool) {
		everywhere := fmt.Sprint(c.Everywhere)
		for i := range c.Relationships {
			r := &c.Relationships[i]
			row := func() any { return d.row(c, r) }
			if !yield(render.Piece{Template: "desk/relationship", Data: row, From: from{r.Of, 0, busyMarks(r) + everywhere}}) {
				return
			}
		}
	}
}

// row is a line of the table of relationships, without what is said once for all.
func (d drawer) row(c *Cohort, r *Relationship) *relationshipRow {
	row := &relationshipRow{
		Relationship: r, Href: d.link(r), Full: d.full(r), Limit: d.Limit, Write: d.writeLinks(c.Of, r), Lacks: r.lacks(),
		Blank: r.Blank, Standard: r.Standard, Goals: r.Goals, Complete: len(r.Blank) == 0,
	}
	if e := c.Everywhere; e.Any() {
		row.Blank, row.Standard = without(r.Blank, e.Blank), without(r.Standard, e.Standard)
		row.Goals = slices.Clone(r.Goals)
		for i := range row.Goals {
			row.Goals[i].Missing = without(row.Goals[i].Missing, e.Parts)
		}
	}
	return row
}

// lacks lists what a relationship counts for in the sums of its cohort, in the words of
// the filter.
func (r *Relationship) lacks() string {
	var t Totals
	t.count(r)
	var all []string
	for _, s := range []struct {
		word string
		n    int
	}{{"agreements", t.Agreements}, {"goalless", t.Goalless}, {"vague", t.Vague}, {"undated", t.Undated}, {"open", t.Open}} {
		if s.n > 0 && r.Of.Status != program.Draft {
			all = append(all, s.word)
		}
	}
	return strings.Join(all, " ")
}

func (d drawer) toDo(tasks []*Task) iter.Seq[render.Piece] {
	return func(yield func(render.Piece) bool) {
		for _, t := range tasks {
			if !yield(render.Piece{Template: "desk/task", Data: func() any { return t }, From: from{t.in, t.nth, nil}}) {
				return
			}
		}
	}
}

func (d drawer) lines(c *Cohort, s Span) iter.Seq[render.Piece] {
	return func(yield func(render.Piece) bool) {
		for i := range c.Relationships {
			r := &c.Relationships[i]
			if r.Published() && !yield(render.Piece{Template: "desk/line", Data: func() any { return r.line(s) }, From: from{r.Of, 0, s}}) {
				return
			}
		}
	}
}

func (d drawer) meetings(run []Meeting) iter.Seq[render.Piece] {
	return func(yield func(render.Piece) bool) {
		for i := range run {
			m := &run[i]
			if !yield(render.Piece{Template: "desk/meeting", Data: func() any { return m }, From: from{m.With.Of, m.Number, nil}}) {
				return
			}
		}
	}
}

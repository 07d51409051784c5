package desk

import (
	"html/template"
	"iter"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/issued"
	"pairbook/internal/program"
	"pairbook/internal/render"
	"pairbook/internal/workbook"
)

// ReprintPath is the file of a cohort's sheets that say something else than when they were handed
// out.
func ReprintPath(c *program.Cohort) string { return c.Address + "-reprint.html" }

// What the template desk/reprint is drawn from.
type (
	reprintPage struct {
		Cohort  *program.Cohort
		Program string
		Pairs   []reprintPair
		Leaves  template.HTML // of desk/leaf
	}
	reprintPair struct {
		Title, Href string // Href is empty where nothing is printed
		Sheets      []issued.Change
		Gone        int // sheets that there are no more
	}
)

// reprint draws the sheets of a cohort that say something else than when they were handed out.
func (d drawer) reprint(c *Cohort, changes []issued.Changes, emit emit) ([]diag.Problem, error) {
	path := ReprintPath(c.Of)
	page := reprintPage{Cohort: c.Of, Program: d.site.Program.Title, Leaves: render.Placeholder("leaves")}
	for _, one := range changes {
		pair := reprintPair{Title: one.Of.Title, Sheets: one.Sheets, Gone: len(one.Gone)}
		if len(one.Sheets) > 0 {
			pair.Href = "#" + leafID(one.Of, one.Sheets[0].ID)
		}
		page.Pairs = append(page.Pairs, pair)
	}
	layout, err := d.layout("desk.reprint", "name", c.Of.Title)
	if err != nil {
		return []diag.Problem{complaint(err)}, nil
	}
	layout.Home = &render.Nav{Text: c.Of.Title, Href: c.Of.Address + ".html"}
	return d.r.Assemble(render.Assembly{
		Path: path, Language: d.lang, Layout: layout, Template: "desk/reprint", Data: page,
		Pieces: map[string]iter.Seq[render.Piece]{"leaves": d.again(changes)}, Memo: d.memo(path, c),
	}, emit)
}

// again plans and passes on the sheets of one relationship after the other.
func (d drawer) again(changes []issued.Changes) iter.Seq[render.Piece] {
	return func(yield func(render.Piece) bool) {
		for _, one := range changes {
			var ids []string
			for _, sheet := range one.Sheets {
				ids = append(ids, sheet.ID)
			}
			if len(ids) == 0 {
				continue
			}
			leaf := func() any { return d.leafOf(one.Of, d.planner.Again(one.Of, ids, d.pageOf(one.Of))) }
			piece := render.Piece{Template: "desk/leaf", Data: leaf, For: one.Of, Public: d.o.Public, From: from{one.Of, 0, strings.Join(ids, " ")}}
			if !yield(piece) {
				return
			}
		}
	}
}

// pageOf makes the links to pages of a workbook, as seen from within it: render leads them to the
// public output. Where there is no way there, they lead to the beginning of the leaf.
func (d drawer) pageOf(r *program.Relationship) func(page string) string {
	return func(page string) string {
		if d.o.Public == "" {
			return "#" + leafID(r, "leaf")
		}
		return "../" + r.Address + "/" + page
	}
}

// leafOf puts sheets into a leaf. Their ids are made unique among all pairs.
func (d drawer) leafOf(r *program.Relationship, sheets []workbook.Sheet) *leaf {
	l := &leaf{ID: leafID(r, "leaf"), Title: r.Title, Lang: string(r.Language), Dir: r.Language.Direction()}
	for _, sheet := range sheets {
		f := sheet.Frame()
		f.ID, f.Within = leafID(r, f.ID), l.ID
		if f.Origin != "" {
			f.Origin = leafID(r, f.Origin)
		}
		l.Sheets = append(l.Sheets, leafSheetOf(sheet))
	}
	return l
}

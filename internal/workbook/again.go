package workbook

import (
	"slices"

	"pairbook/internal/program"
)

// Again plans the sheets of some ids, with those that they go on on, for a pile of paper: as they
// are in the workbook and in its order. Where both sides are printed, a sheet comes with the one on
// its back or front, so that its leaf can be taken out of the workbook and another put in. link
// makes the address of a page of the workbook, which its sheets know by its name alone.
func (pl *Planner) Again(r *program.Relationship, ids []string, link func(page string) string) []Sheet {
	all := pl.Plan(r).Sheets
	duplex := *pl.site.Program.Print.Duplex
	wanted := make([]bool, len(all))
	for i, sheet := range all {
		if slices.Contains(ids, sheet.Frame().origin()) {
			wanted[i] = true
			if other := i ^ 1; duplex && other < len(all) {
				wanted[other] = true
			}
		}
	}
	var sheets []Sheet
	for i, sheet := range all {
		if wanted[i] {
			relink(sheet, link)
			sheets = append(sheets, sheet)
		}
	}
	if duplex && len(sheets)%2 == 1 {
		sheets = append(sheets, sheets[len(sheets)-1].Frame().behind())
	}
	return sheets
}

// behind is a side for notes behind the last sheet of a pile.
func (f *Frame) behind() *Notes {
	blank := *f
	blank.ID, blank.Number, blank.Label, blank.Guide = f.ID+"-notes", f.Number+1, Label{Key: "notes"}, nil
	blank.Left, blank.Strip = !f.Left, false
	return &Notes{F: blank}
}

// relink gives the links of a sheet to pages of its workbook other addresses. The running head
// links to nothing.
func relink(sheet Sheet, link func(page string) string) {
	to := func(pages ...*string) {
		for _, page := range pages {
			if *page != "" {
				*page = link(*page)
			}
		}
	}
	lines := func(all []Line) {
		for i := range all {
			to(&all[i].Href)
		}
	}
	stops := func(road Road) {
		for i := range road.Stops {
			to(&road.Stops[i].Href)
		}
	}
	f := sheet.Frame()
	f.Home, f.Start = "", ""
	switch s := sheet.(type) {
	case *Back:
		to(&s.NextPage, &s.GoalsPage, &s.PromisesPage, &s.Calendar)
		lines(s.Contents)
	case *Roadmap:
		to(&s.Calendar)
		stops(s.Road)
	case *More:
		for _, b := range s.Blocks {
			lines(b.Lines)
			stops(b.Road)
		}
	}
}

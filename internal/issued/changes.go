package issued

import (
	"maps"
	"slices"
	"strings"

	"pairbook/internal/program"
	"pairbook/internal/workbook"
)

// A Change is a sheet that says something else than when it was handed out.
type Change struct {
	ID    string // of the sheet
	Label workbook.Label
	New   bool     // there was no such sheet
	What  []string // names of the facts that have changed, sorted; none of a new sheet
}

// Changes are those of one workbook.
type Changes struct {
	Of     *program.Relationship
	Sheets []Change // in the order of printing
	Gone   []string // ids of sheets that there are no more
}

// Any reports whether anything has changed.
func (c Changes) Any() bool { return len(c.Sheets)+len(c.Gone) > 0 }

// Changes compares a workbook with what its sheets say now. Of a relationship that has ended, and
// of sessions that were held or cancelled, nothing is printed again: what became of them is on
// the paper that there is.
func (w *Workbook) Changes(rel *program.Relationship, facts []workbook.SheetFacts) Changes {
	all := Changes{Of: rel}
	if rel.Status == program.Closed || rel.Status == program.Draft {
		return all
	}
	there := map[string]bool{}
	for _, sheet := range facts {
		there[sheet.ID] = true
		if sheet.Session > 0 && !rel.Sessions[sheet.Session-1].Pending() {
			continue
		}
		then, known := w.sheets[sheet.ID]
		now := line(sheet.Facts)
		switch {
		case !known:
			all.Sheets = append(all.Sheets, Change{ID: sheet.ID, Label: sheet.Label, New: true})
		case then != now:
			all.Sheets = append(all.Sheets, Change{ID: sheet.ID, Label: sheet.Label, What: different(then, now)})
		}
	}
	for _, id := range w.order {
		if !there[id] {
			all.Gone = append(all.Gone, id)
		}
	}
	return all
}

// different returns the names of what differs in two lines of facts.
func different(then, now string) []string {
	names := map[string]bool{}
	for _, pair := range [][2]string{{then, now}, {now, then}} {
		other := strings.Fields(pair[1])
		for _, fact := range strings.Fields(pair[0]) {
			if !slices.Contains(other, fact) {
				name, _, _ := strings.Cut(fact, "=")
				names[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}

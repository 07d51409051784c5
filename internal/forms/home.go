package forms

import (
	"cmp"
	"net/http"
	"slices"

	"pairbook/internal/program"
)

// A homePage is the first page: the cohorts, and what is to be recorded.
type homePage struct {
	Cohorts []cohortLine
	Due     []pairRow // whose next session lies before today, the oldest first
	More    int       // that are not shown
	Broken  []broken
	Changed []changedCohort
}

// A cohortLine is a cohort on the first page.
type cohortLine struct {
	Of                    *program.Cohort
	Active, Held, Planned int
	Due                   int // sessions to record
	Record                int // the number of the session that most have next
}

// broken is a relationship whose file has problems.
type broken struct{ Key, Href string }

// mostDue is how many sessions to record the first page lists.
const mostDue = 30

func (q *request) home() error {
	if q.without() {
		return nil
	}
	main := homePage{}
	for _, c := range q.loaded.Cohorts {
		line := cohortLine{Of: c}
		for _, row := range q.rows(c) {
			if row.Of.Status == program.Active {
				line.Active++
			}
			if row.Of.Status != program.Draft {
				line.Held, line.Planned = line.Held+row.Held, line.Planned+len(row.Of.Sessions)
			}
			if row.Due {
				line.Due++
				main.Due = append(main.Due, row)
			}
		}
		main.Cohorts = append(main.Cohorts, line)
	}
	slices.SortStableFunc(main.Due, func(a, b pairRow) int { return a.Next.Date.Compare(b.Next.Date) })
	if len(main.Due) > mostDue {
		main.More, main.Due = len(main.Due)-mostDue, main.Due[:mostDue]
	}
	for _, b := range q.loaded.Broken {
		if b.ID != "" {
			main.Broken = append(main.Broken, broken{b.Cohort + "/" + b.ID, q.editorAt(program.CohortsDir+"/"+b.Cohort+"/"+b.ID+".toml", 0)})
		}
	}
	var err error
	if main.Changed, err = q.changedCohorts(); err != nil {
		return err
	}
	return q.show(http.StatusOK, "home", cmp.Or(q.loaded.Program.Title, "Pairbook"), main)
}

// A cohortPage lists the pairs of a cohort.
type cohortPage struct {
	Of       *program.Cohort
	Rows     []pairRow
	Statuses []program.Status
	Session  int // the next session of most pairs, 0: there is none
	Broken   []broken
	Issued   *issuedForm
}

// A pairRow is a pair in a list.
type pairRow struct {
	Of   *program.Relationship
	Href string
	Next *program.Session
	Due  bool // the next session lies before today, or is today
	Held int
	Open int // promises
}

// rows are the pairs of a cohort, in its order.
func (q *request) rows(c *program.Cohort) []pairRow {
	today := program.DayOf(q.desk.Now())
	rows := make([]pairRow, len(c.Relationships))
	for i, rel := range c.Relationships {
		row := pairRow{Of: rel, Href: q.pairAddress(c, rel), Next: rel.Next(), Held: rel.Held(), Open: len(rel.OpenBefore(len(rel.Sessions) + 1))}
		row.Due = rel.Status == program.Active && row.Next != nil && !row.Next.Date.IsZero() && !row.Next.Date.After(today)
		rows[i] = row
	}
	return rows
}

// pairAddress is the address of the page of a pair.
func (q *request) pairAddress(c *program.Cohort, rel *program.Relationship) string {
	return q.address("desk/pair", c.Address, rel.Address)
}

func (q *request) cohort() error {
	c, err := q.findCohort(q.PathValue("cohort"))
	if err != nil {
		return err
	}
	page, err := q.cohortPage(c)
	if err != nil {
		return err
	}
	return q.show(http.StatusOK, "cohort", c.Title, page)
}

// cohortPage makes the page of a cohort.
func (q *request) cohortPage(c *program.Cohort) (main cohortPage, err error) {
	main = cohortPage{Of: c, Rows: q.rows(c), Session: nextOfMost(c)}
	for _, s := range []program.Status{program.Draft, program.Active, program.Paused, program.Closed} {
		if slices.ContainsFunc(c.Relationships, func(r *program.Relationship) bool { return r.Status == s }) {
			main.Statuses = append(main.Statuses, s)
		}
	}
	for _, b := range q.loaded.Broken {
		if b.Cohort == c.ID && b.ID != "" {
			main.Broken = append(main.Broken, broken{b.Cohort + "/" + b.ID, q.editorAt(program.CohortsDir+"/"+b.Cohort+"/"+b.ID+".toml", 0)})
		}
	}
	main.Issued, err = q.issuedForm(q.form("issued", q.address("desk/issued", c.Address)), c, nil)
	return main, err
}

// nextOfMost is the session that most active pairs of a cohort have next, the lowest of several; 0: none
// has one.
func nextOfMost(c *program.Cohort) int {
	counts := map[int]int{}
	best := 0
	for _, rel := range c.Relationships {
		if next := rel.Next(); rel.Status == program.Active && next != nil {
			counts[next.Number]++
		}
	}
	for n, count := range counts {
		if best == 0 || count > counts[best] || count == counts[best] && n < best {
			best = n
		}
	}
	return best
}

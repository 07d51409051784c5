package forms

import (
	"errors"
	"slices"
	"strings"

	"pairbook/internal/desk"
	"pairbook/internal/issued"
	"pairbook/internal/program"
	"pairbook/internal/state"
	"pairbook/internal/workbook"
)

// An issuedForm says that the sheets of a cohort or a pair were handed out, and lists what has
// changed since.
type issuedForm struct {
	*form
	Given   bool // something was handed out
	Pairs   []issuedPair
	Reprint string // the address of the pack of the sheets; empty: there are none
	Title   bool   // the pairs are named: there may be several
}

// An issuedPair is a pair with sheets that say something else than when they were handed out.
type issuedPair struct {
	Of     *program.Relationship
	Href   string
	Sheets []issuedSheet
	Gone   int // sheets that there are no more
}

// An issuedSheet is a sheet and what has changed on it; nothing of a new one.
type issuedSheet struct{ Name, What string }

// changes compares what was handed out with the files as they are. Whether the file with it can be
// read, the build says.
func (q *request) changes() (issued.Comparison, error) {
	q.site.comparing.Lock()
	defer q.site.comparing.Unlock()
	all, err := q.site.issued.Compare(state.Peek(q.site.Dir, issued.IssuedName), q.loaded)
	if errors.Is(err, issued.ErrForm) {
		return nil, nil
	}
	return all, err
}

// issuedForm makes the form of a cohort, or of one pair in it; rel is nil for the cohort.
func (q *request) issuedForm(f *form, c *program.Cohort, rel *program.Relationship) (*issuedForm, error) {
	all, err := q.changes()
	if err != nil {
		return nil, err
	}
	some, given := all[c.ID]
	p := &issuedForm{form: f, Given: given, Title: rel == nil}
	for _, one := range some {
		if rel != nil && one.Of != rel {
			continue
		}
		pair := issuedPair{Of: one.Of, Href: q.pairAddress(c, one.Of), Gone: len(one.Gone)}
		for _, sheet := range one.Sheets {
			pair.Sheets = append(pair.Sheets, q.issuedSheet(sheet))
		}
		if len(pair.Sheets) > 0 {
			p.Reprint = q.address("facilitator", desk.ReprintPath(c))
		}
		p.Pairs = append(p.Pairs, pair)
	}
	return p, nil
}

func (q *request) issuedSheet(c issued.Change) issuedSheet {
	if q.desk.Label == nil {
		return issuedSheet{c.ID, strings.Join(c.What, ", ")}
	}
	var what []string
	for _, name := range c.What {
		what = append(what, q.desk.Label(workbook.Label{Key: "fact." + name}))
	}
	return issuedSheet{q.desk.Label(c.Label), strings.Join(what, ", ")}
}

// handOut remembers what the workbooks of some relationships say. made is false when the page has to
// come again.
func (q *request) handOut(f *form, name string, some []*program.Relationship) (n int, made bool, err error) {
	some = slices.DeleteFunc(slices.Clone(some), func(rel *program.Relationship) bool { return rel.Status == program.Draft })
	issue := issued.NewIssue(q.words.text("what.issued", "name", name), state.Peek(q.site.Dir, issued.IssuedName), q.loaded, some)
	return q.carryOut(f, &issue.Change, nil)
}

// issuedCohort remembers what was handed out in a cohort.
func (q *request) issuedCohort() error {
	c, err := q.findCohort(q.PathValue("cohort"))
	if err != nil {
		return err
	}
	page, err := q.cohortPage(c)
	if err != nil {
		return err
	}
	n, made, err := q.handOut(page.Issued.form, c.ID, c.Relationships)
	switch {
	case err != nil:
		return err
	case made:
		return q.redirect(did(q.address("desk/cohort", c.Address), n))
	}
	return q.show(page.Issued.status(), "cohort", c.Title, page)
}

// issuedPair remembers what was handed out to a pair.
func (q *request) issuedPair() error {
	c, rel, err := q.find()
	if err != nil {
		return err
	}
	page, err := q.pairPage(c, rel)
	if err != nil {
		return err
	}
	n, made, err := q.handOut(page.Issued.form, rel.Key(), []*program.Relationship{rel})
	switch {
	case err != nil:
		return err
	case made:
		return q.redirect(did(page.Href, n))
	}
	page.Open = page.Issued.Name
	return q.show(page.Issued.status(), "pair", rel.Title, page)
}

// changedCohorts are the cohorts in which sheets say something else than when they were handed out.
func (q *request) changedCohorts() ([]changedCohort, error) {
	all, err := q.changes()
	if err != nil {
		return nil, err
	}
	var changed []changedCohort
	for _, c := range q.loaded.Cohorts {
		sheets := 0
		for _, one := range all[c.ID] {
			sheets += len(one.Sheets)
		}
		if sheets > 0 {
			changed = append(changed, changedCohort{c, q.address("desk/cohort", c.Address) + "#issued", sheets})
		}
	}
	return changed, nil
}

// A changedCohort has sheets that are to be printed again.
type changedCohort struct {
	Of     *program.Cohort
	Href   string
	Sheets int
}

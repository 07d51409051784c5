package desk

import "pairbook/internal/program"

// A SumKey is the key of the string that a sum has.
type SumKey string

// countOf is the key of the words above a count of relationships with a status.
func countOf(s program.Status) SumKey { return SumKey("desk.count." + s) }

// A Sum is a number that leads to the rows it was counted from.
type Sum struct {
	Key    SumKey
	N, Of  int    // Of: of how many; 0: that is not said
	ID     string // for links to it; empty: none
	Href   string // where its rows are; empty: nowhere
	Filter string // what shows only them: "status=active", "lacks=vague"
}

// The rows that sums lead to.
const (
	toRows    = "#relationships"
	toPicture = "#picture"
)

// A statusCount is how many relationships have a status.
type statusCount struct {
	status program.Status
	n      int
}

// statuses counts the relationships by status, drafts last.
func (t Totals) statuses() []statusCount {
	return []statusCount{{program.Active, t.Active}, {program.Paused, t.Paused}, {program.Closed, t.Closed}, {program.Draft, t.Draft}}
}

// counted are the relationships by status; page is the way to the cohort's page that has them,
// empty: nowhere.
func (t Totals) counted(page string) []Sum {
	var all []Sum
	for _, s := range t.statuses() {
		sum := Sum{Key: countOf(s.status), N: s.n}
		if page != "" {
			sum.Href = page + "#status-" + string(s.status)
		}
		all = append(all, sum)
	}
	return all
}

// tallied are the totals of a cohort's page, or without rows those of the front page.
func (t Totals) tallied(rows bool) []Sum {
	var all []Sum
	for _, s := range t.statuses() {
		if s.n > 0 {
			status := string(s.status)
			all = append(all, Sum{Key: countOf(s.status), N: s.n, ID: "status-" + status, Href: toRows, Filter: "status=" + status})
		}
	}
	all = append(all, Sum{Key: "desk.held", N: t.Held, Of: t.Planned, ID: "held", Href: toPicture})
	if t.Cancelled > 0 {
		all = append(all, Sum{Key: "cover.cancelled", N: t.Cancelled, ID: "cancelled", Href: toPicture})
	}
	all = append(all, Sum{Key: "desk.open", N: t.Open, ID: "open", Href: toRows, Filter: "lacks=open"})
	for i := range all {
		if s := &all[i]; !rows || s.N == 0 {
			s.ID, s.Href, s.Filter = "", "", ""
		}
	}
	return all
}

// missing are what is missing; page is the way to the cohort's page, empty on itself.
func (t Totals) missing(page string) []Sum {
	var all []Sum
	for _, s := range []struct {
		word string
		n    int
	}{{"agreements", t.Agreements}, {"goalless", t.Goalless}, {"vague", t.Vague}, {"undated", t.Undated}} {
		if s.n == 0 {
			continue
		}
		sum := Sum{Key: SumKey("desk.missing." + s.word), N: s.n}
		if id := "lacks-" + s.word; page != "" {
			sum.Href = page + "#" + id
		} else {
			sum.ID, sum.Href, sum.Filter = id, toRows, "lacks="+s.word
		}
		all = append(all, sum)
	}
	return all
}

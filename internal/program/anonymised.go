package program

import (
	"cmp"
	"fmt"
	"reflect"
)

// Anonymised is what stays of the goals and promises of a relationship when its people and
// texts were taken out.
type Anonymised struct {
	GoalsOpen       int `toml:"goals_open"`
	GoalsReached    int `toml:"goals_reached"` // with a progress of 100 per cent
	PromisesOpen    int `toml:"promises_open"`
	PromisesDone    int `toml:"promises_done"`
	PromisesDropped int `toml:"promises_dropped"`
}

// CancelledWithoutReason stands for the reason of a session in an anonymised file.
const CancelledWithoutReason Reason = "anonymised"

// Reached reports whether a goal was reached.
func (g Goal) Reached() bool { return g.Progress.Value == 100 }

// Counts counts the goals and promises of a relationship.
func (r *Relationship) Counts() Anonymised {
	if r.Anonymised != nil {
		return *r.Anonymised
	}
	var a Anonymised
	for _, g := range r.Goals {
		if g.Reached() {
			a.GoalsReached++
		} else {
			a.GoalsOpen++
		}
	}
	for _, action := range r.Actions {
		switch action.Status {
		case Done:
			a.PromisesDone++
		case Dropped:
			a.PromisesDropped++
		default:
			a.PromisesOpen++
		}
	}
	return a
}

// checkAnonymised finds what an anonymised file must not say any more.
func (r Record) checkAnonymised(f *faults) {
	if r.Anonymised == nil {
		return
	}
	counts := reflect.ValueOf(*r.Anonymised)
	for i := range counts.NumField() {
		if counts.Field(i).Int() < 0 {
			f.add("anonymised."+counts.Type().Field(i).Tag.Get("toml"), "this number is less than 0", "")
		}
	}
	rest := r
	rest.Anonymised, rest.Status, rest.Sessions, rest.Closing = nil, "", nil, nil
	said := !reflect.DeepEqual(rest, Record{}) || r.Closing != nil && r.Closing.Reason != ""
	for i, e := range r.Sessions {
		if e.Cancelled != "" && e.Cancelled != CancelledWithoutReason {
			f.add(fmt.Sprintf("sessions[%d].cancelled", i+1), "this file is anonymised, and gives a reason", fmt.Sprintf("write cancelled = %q", CancelledWithoutReason))
		}
		e.N, e.Date, e.Held, e.Cancelled, e.Listed = 0, Date{}, false, "", false
		said = said || !reflect.DeepEqual(e, Entry{})
	}
	if said {
		f.add("anonymised", "this file is anonymised, and says more than days and numbers",
			"take out all but status, [closing] with date and outcome, [anonymised], and [[sessions]] with n, date, held and cancelled")
	}
}

// ResolveAnonymised is Resolve for a record with Anonymised.
func (r Record) ResolveAnonymised(in Setting) *Relationship {
	rel := &Relationship{
		Cohort: in.Cohort, ID: in.ID, Address: in.Address, Title: in.ID, Language: in.Language,
		Status: cmp.Or(r.Status, Active), RetainUntil: in.RetainUntil, Anonymised: r.Anonymised,
	}
	most := 0
	for _, e := range r.Sessions {
		most = max(most, e.N)
	}
	rel.Sessions = make([]Session, most)
	for i := range rel.Sessions {
		rel.Sessions[i].Number = i + 1
	}
	for _, e := range r.Sessions {
		rel.Sessions[e.N-1] = Session{Number: e.N, Date: e.Date, Held: e.Held, Cancelled: e.Cancelled}
	}
	rel.Closing = r.closing(rel.Sessions)
	return rel
}

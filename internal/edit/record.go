package edit

import (
	"fmt"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/tomlfile"
)

// A Record is what happened in a session of a relationship, or is arranged for it. What is zero is
// not said. To record the same again changes nothing.
type Record struct {
	At      diag.Position            // where it is said, for problems
	Where   map[string]diag.Position // where its parts are said, if that is known: "session", "who"
	Session int

	Held      bool
	Cancelled string       // why it did not take place
	Date      program.Date // the day it was held; with neither Held nor Cancelled the new day
	Time      program.Clock
	Place     string
	Link      program.Link // where to meet on the screen
	Present   []string     // names

	Progress []Progress
	Promises []Promise
	Kept     []string // words of promises that are done
}

// Progress is how far a goal has come.
type Progress struct{ Goal, Percent int }

// A Promise is who does what by when.
type Promise struct {
	Who, What string
	Due       program.Date
	Goal      int
	Status    program.ActionStatus // empty: as it is, and open when it is new
}

// Record writes into the file of a relationship what happened.
func (p *Plan) Record(rel *program.Relationship, r Record) {
	if !p.possible(rel, &r) {
		return
	}
	t := p.open(rel, r.At)
	if t == nil {
		return
	}
	var errs []error
	try := func(err error) { errs = append(errs, err) }
	if r.Held {
		try(clearSession(t, r.Session, "cancelled"))
		try(setSession(t, r.Session, Pair{"held", true}))
	}
	if r.Cancelled != "" {
		try(clearSession(t, r.Session, "held"))
		try(setSession(t, r.Session, Pair{"cancelled", r.Cancelled}))
	}
	try(p.move(rel, t, r))
	if len(r.Present) > 0 {
		try(setSession(t, r.Session, Pair{"present", r.Present}))
	}
	for _, g := range r.Progress {
		try(t.Set(tomlfile.Element("goals", g.Goal)+".progress", g.Percent))
	}
	for _, promise := range r.Promises {
		try(setPromise(t, r.Session, promise))
	}
	for _, words := range r.Kept {
		if path := p.kept(rel, t, words, r.At); path != "" {
			try(t.Set(path+".status", string(program.Done)))
		}
	}
	p.do(rel, r.At, errs...)
}

// possible reports whether a record speaks of what there is, and gives people the names that
// their own tables have.
func (p *Plan) possible(rel *program.Relationship, r *Record) bool {
	before := len(p.problems)
	about := r.Held || r.Cancelled != "" || r.moves() || len(r.Present) > 0
	switch {
	case r.Session == 0 && about:
		p.Problem(r.at("session"), "the number of the session is missing", "")
	case r.Session < 0 || r.Session > len(rel.Sessions):
		p.Problem(r.at("session"), fmt.Sprintf("%s has no session %d", rel.Key(), r.Session), fmt.Sprintf("its sessions are 1 to %d", len(rel.Sessions)))
	case r.Held && r.Cancelled != "":
		p.Problem(r.at("cancelled"), fmt.Sprintf("session %d is said to be both held and cancelled", r.Session), "say one of the two")
	case r.Cancelled != "" && r.moves():
		p.Problem(r.at("date"), fmt.Sprintf("session %d is cancelled, and keeps its date", r.Session), "a session that moves to another day is not cancelled: say the new day alone")
	case r.Held:
		p.doubtLater(rel, *r)
	}
	for _, g := range r.Progress {
		p.checkGoal(rel, g.Goal, r.at("goal"))
		if g.Percent < 0 || g.Percent > 100 {
			p.Problem(r.at("progress"), fmt.Sprintf("the progress of goal %d lies outside 0 to 100 per cent", g.Goal), "")
		}
	}
	r.Promises, r.Present = slices.Clone(r.Promises), slices.Clone(r.Present)
	for i, promise := range r.Promises {
		r.Promises[i].Who = p.nameOf(rel, promise.Who, r.at("who"), string(program.Mentor), string(program.Mentee), program.Both)
		if strings.TrimSpace(promise.What) == "" {
			p.Problem(r.at("what"), "a promise says nothing: what will be done is missing", "")
		}
		if promise.Goal != 0 {
			p.checkGoal(rel, promise.Goal, r.at("goal"))
		}
	}
	for i, name := range r.Present {
		r.Present[i] = p.nameOf(rel, name, r.at("present"))
	}
	errs, _ := diag.Count(p.problems[before:])
	return errs == 0
}

// at returns where a part of the record is said.
func (r Record) at(part string) diag.Position {
	if at, ok := r.Where[part]; ok {
		return at
	}
	return r.At
}

func (r Record) moves() bool {
	return !r.Date.IsZero() || !r.Time.IsZero() || r.Place != "" || r.Link != ""
}

// doubtLater warns of a session that is said to be held and lies after today.
func (p *Plan) doubtLater(rel *program.Relationship, r Record) {
	day := r.Date
	if day.IsZero() {
		day = rel.Sessions[r.Session-1].Date
	}
	if !p.Today.IsZero() && day.Compare(p.Today) > 0 {
		p.warn(r.at("held"), fmt.Sprintf("session %d of %s is recorded as held, and lies after today: it is on %s", r.Session, rel.Key(), day),
			"if it was held on another day, say which")
	}
}

func (p *Plan) checkGoal(rel *program.Relationship, goal int, at diag.Position) {
	if goal < 1 || goal > len(rel.Goals) {
		hint := "its file has no goals yet"
		if n := len(rel.Goals); n > 0 {
			hint = fmt.Sprintf("its goals are 1 to %d", n)
		}
		p.Problem(at, fmt.Sprintf("%s has no goal %d", rel.Key(), goal), hint)
	}
}

// nameOf returns a name as the table of the person has it; words stand for people besides. A
// name that nobody has is a problem.
func (p *Plan) nameOf(rel *program.Relationship, name string, at diag.Position, words ...string) string {
	known := words
	for _, person := range rel.People() {
		known = append(known, person.Name)
	}
	for _, k := range known {
		if program.Folded(k) == program.Folded(name) {
			return k
		}
	}
	hint := "write one of " + strings.Join(known, ", ")
	if near := diag.Nearest(name, known); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	p.Problem(at, fmt.Sprintf("nobody in %s is called %q", rel.Key(), name), hint)
	return name
}

// move gives a session its own day, time, place and link where they differ from what it has, and
// raises the revision, so that calendars take it over.
func (p *Plan) move(rel *program.Relationship, t *Text, r Record) error {
	if !r.moves() {
		return nil
	}
	s := rel.Sessions[r.Session-1]
	var pairs []Pair
	add := func(key string, differs bool, value any) {
		if _, own := sessionValue(t, r.Session, key); own || differs {
			pairs = append(pairs, Pair{key, value})
		}
	}
	if !r.Date.IsZero() {
		add("date", r.Date != s.Date, r.Date)
	}
	if !r.Time.IsZero() {
		add("time", r.Time != s.Time, r.Time)
	}
	if r.Place != "" {
		add("place", r.Place != s.Place, r.Place)
	}
	if r.Link != "" {
		add("link", r.Link != s.Link, string(r.Link))
	}
	if len(pairs) == 0 {
		return nil
	}
	before := string(t.Bytes())
	if err := setSession(t, r.Session, pairs...); err != nil {
		return err
	}
	if s.Date.IsZero() || before == string(t.Bytes()) {
		return nil // no calendar has it
	}
	return t.Set("schedule.revision", rel.Schedule.Revision+1)
}

// entries returns the paths of the entries about a session.
func entries(t *Text, session int) []string {
	var paths []string
	list, _ := t.Value("sessions").([]any)
	for i, item := range list {
		entry, _ := item.(map[string]any)
		n, ok := entry["n"].(int64)
		if !ok {
			n = int64(i + 1)
		}
		if int(n) == session {
			paths = append(paths, tomlfile.Element("sessions", i+1))
		}
	}
	return paths
}

// sessionValue returns what the file's own entries say of a session.
func sessionValue(t *Text, session int, key string) (path string, own bool) {
	for _, entry := range entries(t, session) {
		if t.Value(entry+"."+key) != nil {
			return entry + "." + key, true
		}
	}
	return "", false
}

// setSession gives keys of a session their values: in the entry that has the key, else in
// the first about the session, else in a new one at the end, with its number.
func setSession(t *Text, session int, pairs ...Pair) error {
	all := entries(t, session)
	if len(all) == 0 {
		return t.Append("sessions", append([]Pair{{"n", session}}, pairs...)...)
	}
	for _, pair := range pairs {
		path, own := sessionValue(t, session, pair.Key)
		if !own {
			path = all[0] + "." + pair.Key
		}
		if err := t.Set(path, pair.Value); err != nil {
			return err
		}
	}
	return nil
}

// clearSession takes a key of a session away.
func clearSession(t *Text, session int, key string) error {
	for {
		path, own := sessionValue(t, session, key)
		if !own {
			return nil
		}
		if err := t.Remove(path); err != nil {
			return err
		}
	}
}

package build

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"pairbook/internal/calendar"
	"pairbook/internal/diag"
	"pairbook/internal/output"
	"pairbook/internal/program"
	"pairbook/internal/site"
	"pairbook/internal/state"
)

// saidName is the file of the folder .pairbook with what calendars have said.
const saidName = "calendars"

// A saidMemory is what calendars have said, as the last run knew it.
type saidMemory struct {
	data     []byte // of the file
	said     calendar.Said
	compared map[*program.Relationship]comparison
}

// A comparison is what Compare said of a relationship and its Saying.
type comparison struct {
	site    program.Address
	said    *calendar.Saying
	next    *calendar.Saying
	changes []calendar.Change
}

// compareCalendars warns of calendars that say otherwise than those that may have gone out,
// without being newer: calendar programs would keep what they have. It notes what
// calendars will have said when this run has written them.
func (r *run) compareCalendars() {
	m := &r.memory.said
	if data := state.Peek(r.Site, saidName); m.said == nil || !bytes.Equal(data, m.data) {
		m.data, m.said, m.compared = data, calendar.Said{}, nil
		if json.Unmarshal(data, &m.said) != nil {
			m.said = calendar.Said{} // damaged, or of another version: what it said is not known
		}
	}
	compared := map[*program.Relationship]comparison{}
	next := calendar.Said{}
	if len(r.site.Broken) > 0 {
		for key := range m.said {
			cohort, id, _ := strings.Cut(key, "/")
			broken := func(b site.Broken) bool { return means(b, publishedBook{cohort: cohort, id: id}) }
			if slices.ContainsFunc(r.site.Broken, broken) {
				keep(next, m.said, key)
			}
		}
	}
	var changes []calendar.Change
	for _, c := range r.site.Cohorts {
		for _, rel := range published(c) {
			key := rel.Key()
			if r.Cohort != "" && c.ID != r.Cohort {
				keep(next, m.said, key)
				continue
			}
			d, known := m.compared[rel]
			if !known || d.said != m.said[key] || d.site != r.site.Program.Address {
				d = comparison{site: r.site.Program.Address, said: m.said[key]}
				d.next, d.changes = d.said.Compare(key, rel.Schedule.Revision, len(rel.Sessions), calendar.Events(d.site, rel))
			}
			compared[rel] = d
			changes = append(changes, d.changes...)
			if len(d.next.Sessions) > 0 {
				next[key] = d.next
			}
		}
	}
	m.compared, r.said = compared, next
	r.warnOfCalendars(calendar.Causes(changes))
}

// keep takes over what the calendars of a relationship have said.
func keep(next, said calendar.Said, key string) {
	if s := said[key]; s != nil {
		next[key] = s
	}
}

// saveCalendars keeps what calendars have said, now that they are written.
func (r *run) saveCalendars(store *output.Store) error {
	m := &r.memory.said
	if maps.Equal(r.said, m.said) {
		return nil
	}
	data, err := json.Marshal(r.said)
	if err != nil {
		return err
	}
	if err := store.Save(saidName, append(data, '\n')); err != nil {
		return err
	}
	m.data, m.said = append(data, '\n'), r.said
	return nil
}

// warnOfCalendars reports each cause once, where it can be mended for all.
func (r *run) warnOfCalendars(causes []calendar.Cause) {
	if len(causes) == 0 {
		return
	}
	relationships := map[string]*program.Relationship{}
	for _, c := range r.site.Cohorts {
		for _, rel := range c.Relationships {
			relationships[rel.Key()] = rel
		}
	}
	for _, cause := range causes {
		var rels []*program.Relationship
		for _, key := range cause.Keys {
			rels = append(rels, relationships[key])
		}
		for file, some := range r.places(rels) {
			in := "the calendar"
			if len(some) > 1 {
				in = fmt.Sprintf("%d calendars", len(some))
			}
			warn := func(text, hint string) {
				r.report.add(diag.Problem{Severity: diag.Warning, Position: diag.Position{File: file}, Text: text, Hint: hint})
			}
			if what := changed(cause.What); what != "" {
				warn(fmt.Sprintf("%s changed in %s, but revision is still %d", what, in, some[0].Schedule.Revision),
					fmt.Sprintf("if calendars went out already, write revision = %d in [schedule]", cause.Revision))
			}
			if gone := cause.Sessions; len(gone) > 0 {
				warn(fmt.Sprintf("%s gone from %s, and will stay in those that went out", sessionsAre(gone), in), goneHint(cause))
			}
		}
	}
}

// words for what has changed, in the order of calendar.What.
var whatWords = []string{"the day", "the time", "the length", "the place", "the link", "the link to meet", "what is cancelled", "the number of sessions"}

// changed says what has changed: "the day and the place have"; empty for sessions that
// are gone and nothing else.
func changed(what []calendar.What) string {
	var all []string
	for _, w := range what {
		if int(w) < len(whatWords) {
			all = append(all, whatWords[w])
		}
	}
	switch len(all) {
	case 0:
		return ""
	case 1:
		return all[0] + " has"
	}
	return diag.List(all) + " have"
}

func sessionsAre(numbers []int) string {
	if len(numbers) == 1 {
		return fmt.Sprintf("session %d is", numbers[0])
	}
	var all []string
	for _, n := range numbers {
		all = append(all, fmt.Sprint(n))
	}
	return "sessions " + diag.List(all) + " are"
}

// goneHint says how a session is called off so that calendars take note of it.
func goneHint(cause calendar.Cause) string {
	of := "its [[sessions]]"
	if len(cause.Sessions) > 1 {
		of = "the [[sessions]] of each"
	}
	if cause.Count > 0 {
		return fmt.Sprintf("write sessions = %d again, and cancelled = \"why\" in %s, with n = %d", cause.Count, of, cause.Sessions[0])
	}
	return fmt.Sprintf("give the day again, and write cancelled = \"why\" in %s, with n = %d", of, cause.Sessions[0])
}

// places says in which file a cause is mended: site.toml or cohort.toml when it is that of
// most there, else the file of each relationship.
func (r *run) places(rels []*program.Relationship) map[string][]*program.Relationship {
	cohorts := map[string]*program.Cohort{}
	all := 0
	for _, c := range r.site.Cohorts {
		if slices.ContainsFunc(rels, func(rel *program.Relationship) bool { return rel.Cohort == c.ID }) {
			cohorts[c.ID] = c
			all += r.withCalendar(c)
		}
	}
	// inherits reports whether a new revision in site.toml is one of the relationship.
	inherits := func(rel *program.Relationship) bool {
		return rel.Schedule.Revision == r.site.Revision && cohorts[rel.Cohort].Revision == r.site.Revision
	}
	places := map[string][]*program.Relationship{}
	rest := slices.DeleteFunc(slices.Clone(rels), inherits)
	if whole := len(rels) - len(rest); whole > 1 && 2*whole > all && (len(cohorts) > 1 || !r.hasFile(rels[0].Cohort)) {
		places["site.toml"] = slices.DeleteFunc(slices.Clone(rels), func(rel *program.Relationship) bool { return !inherits(rel) })
		rels = rest
	}
	for _, c := range cohorts {
		shared := slices.DeleteFunc(slices.Clone(rels), func(rel *program.Relationship) bool {
			return rel.Cohort != c.ID || rel.Schedule.Revision != c.Revision
		})
		if len(shared) < 2 || 2*len(shared) <= r.withCalendar(c) || !r.hasFile(c.ID) {
			continue
		}
		places[cohortTOML(c.ID)] = shared
		rels = slices.DeleteFunc(slices.Clone(rels), func(rel *program.Relationship) bool { return slices.Contains(shared, rel) })
	}
	for _, rel := range rels {
		places[rel.Source()] = []*program.Relationship{rel}
	}
	return places
}

func cohortTOML(id string) string { return program.CohortsDir + "/" + id + "/cohort.toml" }

// hasFile reports whether a cohort has a file of its own.
func (r *run) hasFile(cohort string) bool {
	_, err := fs.Stat(r.fsys, cohortTOML(cohort))
	return err == nil
}

// withCalendar counts the relationships of a cohort that have a calendar.
func (r *run) withCalendar(c *program.Cohort) int {
	n := 0
	for _, rel := range c.Relationships {
		if r.said[rel.Key()] != nil {
			n++
		}
	}
	return n
}

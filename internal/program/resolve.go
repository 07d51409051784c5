package program

import (
	"cmp"
	"slices"
	"strings"
)

// A Setting is what a relationship has from around it: where it lies, and what
// its cohort and its programme say where it says nothing.
type Setting struct {
	Cohort  string // the cohort's folder
	ID      string // the file's stem
	Address string // the folder in the output, below the cohort's

	Format   string   // the one that counts
	Language Language // the cohort's, else the programme's
	Contact  Contact  // the cohort's over the programme's

	RetainUntil Date // likewise
}

// Resolve gives a value to everything that the merged record leaves open. Its [[sessions]] are
// merged by number, N always set, and those inherited that lie beyond Count are
// gone; their faults name them by that number, "sessions[4].date", wherever
// they lie in a file.
//
// With any fault but warnings the relationship is nil. What Check reports file
// by file is not reported again. Whether topics exist is not known here.
func (r Record) Resolve(in Setting) (*Relationship, []Fault) {
	var f faults
	mentors, mentees := listed(Mentor, r.Mentor, r.Mentors), listed(Mentee, r.Mentee, r.Mentees)
	checkPeople(&f, r.Status, mentors, mentees)

	rel := &Relationship{
		Cohort:   in.Cohort,
		ID:       in.ID,
		Address:  in.Address,
		Title:    strings.TrimSpace(r.Title),
		Language: cmp.Or(r.Language, in.Language, DefaultLanguage),
		Format:   in.Format,
		Status:   cmp.Or(r.Status, Active),
		Labels:   r.Labels,
		Contact:  in.Contact,

		RetainUntil: in.RetainUntil,

		Mentors:   people(mentors),
		Mentees:   people(mentees),
		Others:    others(r.Others),
		Schedule:  r.Schedule,
		Agreement: r.Agreement,
	}
	if rel.Title == "" {
		rel.Title = strings.Trim(names(rel.Mentors)+" & "+names(rel.Mentees), " &") // a draft may lack a side
	}
	checkManagers(&f, rel.Mentors, rel.Others)
	rel.Schedule.Every = r.Schedule.rhythm()
	rel.Schedule.Sessions = r.Count()
	rel.Parts = partsOf(r.Parts, rel.Schedule.Sessions)
	rel.Sessions = r.sessions(&f, rel.People())
	checkZones(&f, r.Schedule.Timezone, rel.Sessions, slices.Concat(mentors, mentees))
	rel.Closing = r.closing(rel.Sessions)
	rel.Goals = goals(&f, r.Goals, rel)
	rel.Actions = actions(&f, r.Actions, rel)

	if slices.ContainsFunc(f, func(x Fault) bool { return !x.Warning }) {
		return nil, f
	}
	return rel, f
}

// names joins the names of people with commas, which every language knows.
func names(people []Person) string {
	all := make([]string, len(people))
	for i, p := range people {
		all[i] = p.Name
	}
	return strings.Join(all, ", ")
}

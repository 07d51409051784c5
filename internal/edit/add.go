package edit

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/program"
)

// A Newcomer is a relationship to be added.
type Newcomer struct {
	Cohort           string // folder or address; a new one gets its folder
	ID               string // empty: made of the names
	Title            string
	Format           string // empty: the cohort's
	Mentors, Mentees []program.Person
	First            program.Date
	Time             program.Clock
	Place            string
	Draft            bool
	Note             string // the first line, a comment
}

// Add adds a relationship in a file of its own, and returns its path; empty, with a
// problem, when that cannot be.
func (p *Plan) Add(n Newcomer, at diag.Position) string {
	cohort := p.cohortFor(n.Cohort, at)
	if cohort == "" {
		return ""
	}
	id := p.idFor(n, cohort, at)
	if id == "" {
		return ""
	}
	name := path.Join(program.CohortsDir, cohort, id+".toml")
	text, problems := Parse(name, []byte("# "+n.Note+"\n"))
	if text == nil {
		p.problems = append(p.problems, problems...)
		return ""
	}
	if err := text.introduce(n); err != nil {
		p.Problem(at, err.Error(), "")
		return ""
	}
	p.files[name] = &planned{text: text, wishes: []diag.Position{at}}
	return name
}

// introduce writes who a relationship is of.
func (t *Text) introduce(n Newcomer) error {
	next := t.file.Text
	for _, table := range newTables(n) {
		file, problems := Parse(t.file.Name, []byte(next))
		if file == nil {
			return fmt.Errorf("writing %s: %s", t.file.Name, problems[0].Text)
		}
		next = file.appendTable(len(next), table.header, table.pairs)
	}
	made, problems := Parse(t.file.Name, []byte(next))
	if made == nil {
		return fmt.Errorf("writing %s: %s", t.file.Name, problems[0].Text)
	}
	*t = *made
	var err error
	if n.Format != "" {
		err = t.Set("format", n.Format)
	}
	if err == nil && n.Title != "" {
		err = t.Set("title", n.Title)
	}
	if err == nil && n.Draft {
		err = t.Set("status", string(program.Draft))
	}
	return err
}

// A newTable is a table of a new file.
type newTable struct {
	header string
	pairs  []Pair
}

func newTables(n Newcomer) []newTable {
	var all []newTable
	side := func(role program.Role, people []program.Person) {
		for _, person := range people {
			header := fmt.Sprintf("[%s]", role)
			if len(people) > 1 {
				header = fmt.Sprintf("[[%ss]]", role)
			}
			all = append(all, newTable{header, PersonPairs(person)})
		}
	}
	side(program.Mentor, n.Mentors)
	side(program.Mentee, n.Mentees)
	var schedule []Pair
	if !n.First.IsZero() {
		schedule = append(schedule, Pair{"first", n.First})
	}
	if !n.Time.IsZero() {
		schedule = append(schedule, Pair{"time", n.Time})
	}
	if n.Place != "" {
		schedule = append(schedule, Pair{"place", n.Place})
	}
	if len(schedule) > 0 {
		all = append(all, newTable{"[schedule]", schedule})
	}
	return all
}

// PersonPairs returns what is known of a person, as keys of their table.
func PersonPairs(person program.Person) []Pair {
	pairs := []Pair{{"name", person.Name}}
	for _, pair := range []Pair{{"title", person.Title}, {"team", person.Team}, {"email", string(person.Email)},
		{"phone", person.Phone}, {"pronouns", person.Pronouns}, {"preferred", person.Preferred}, {"timezone", string(person.Timezone)},
		{"login", person.Login}, {"link", string(person.Link)}} {
		if pair.Value != "" {
			pairs = append(pairs, pair)
		}
	}
	return pairs
}

// cohortFor returns the folder of a cohort, which may be a new one.
func (p *Plan) cohortFor(name string, at diag.Position) string {
	slug := program.Slug(name)
	for _, c := range p.site.Cohorts {
		if c.ID == name || c.Address == slug {
			return c.ID
		}
	}
	switch {
	case program.ReservedCohort(slug):
		p.Problem(at, fmt.Sprintf("a cohort cannot be called %q: Pairbook needs that address itself", name), "give it another name")
		return ""
	case name != slug:
		p.Problem(at, fmt.Sprintf("a new cohort cannot be called %q: its folder has small letters, digits and hyphens", name), "say "+slug)
		return ""
	}
	return slug
}

// idFor returns the name of the new file, without its ending.
func (p *Plan) idFor(n Newcomer, cohort string, at diag.Position) string {
	id := program.Slug(n.ID)
	if n.ID == "" {
		var names []string
		for _, person := range append(append([]program.Person{}, n.Mentors...), n.Mentees...) {
			names = append(names, person.Name)
		}
		id = program.Slug(strings.Join(names, " "))
	}
	taken := ""
	for _, c := range p.site.Cohorts {
		for _, rel := range slices.Concat(c.Relationships, c.Anonymised) {
			if c.ID == cohort && rel.Address == id {
				taken = rel.Source()
			}
		}
	}
	for _, b := range p.site.Broken {
		if b.Cohort == cohort && program.Slug(b.ID) == id {
			taken = path.Join(program.CohortsDir, cohort, b.ID+".toml")
		}
	}
	if name := path.Join(program.CohortsDir, cohort, id+".toml"); p.files[name] != nil {
		taken = name
	}
	switch {
	case taken != "":
		p.Problem(at, fmt.Sprintf("there is a relationship %s/%s already: %s", cohort, id, taken), "give the new one another id with --id")
	case program.ReservedID(id) || id == "cohort":
		p.Problem(at, fmt.Sprintf("a relationship cannot be called %q: Pairbook needs that name itself", id), "give it another id with --id")
	default:
		return id
	}
	return ""
}

package edit

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/source"
	"pairbook/internal/tomlfile"
)

// An Erasure is what of the sources is to go for good, and whom it was about.
type Erasure struct {
	Change *Change
	Keys   []string         // of the relationships that go, cohort and id
	People []program.Person // in them and nowhere else in the site
	Others []Elsewhere      // in them and elsewhere too
	Stays  []string         // what is left in the files that were changed, in words
}

// Elsewhere says that a person is in other relationships too.
type Elsewhere struct {
	Name string   `json:"name"`
	In   []string `json:"relationships"`
}

// Forget is the erasure of one relationship, whose file may have problems. It is nil when there is none of
// that name; the problems say so.
func (p *Plan) Forget(name string) (*Erasure, []diag.Problem, error) {
	name = strings.Trim(strings.TrimSuffix(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), program.CohortsDir+"/"), ".toml"), "/")
	if !strings.Contains(name, "/") {
		p.Problem(diag.Position{}, fmt.Sprintf("%q is no relationship", name), "write cohort/id, like spring/tom; pairbook anonymise is for a whole cohort")
		return nil, p.problems, nil
	}
	key, people := p.broken(name), []program.Person(nil)
	if key == "" {
		rels := p.Find(name, diag.Position{})
		if len(rels) != 1 {
			return nil, p.problems, nil
		}
		key, people = rels[0].Key(), everyone(rels[0])
	}
	file := path.Join(program.CohortsDir, key+".toml")
	before, err := fs.ReadFile(p.own, file)
	if err != nil {
		return nil, nil, source.Unreadable(file, err)
	}
	e := &Erasure{Keys: []string{key}, Change: &Change{What: "forget " + key, Final: true, Files: []File{{Path: file, Before: before}}}}
	p.whoIs(e, people)
	return e, nil, nil
}

// broken returns the key of a relationship whose file has problems, if a name means one.
func (p *Plan) broken(name string) string {
	for _, b := range p.site.Broken {
		if b.ID != "" && b.Cohort+"/"+b.ID == name {
			if _, err := fs.Stat(p.own, path.Join(program.CohortsDir, name+".toml")); err == nil {
				return name
			}
		}
	}
	return ""
}

// Anonymise is the erasure of all people and texts of a cohort. It is nil when there are problems.
func (p *Plan) Anonymise(name string) (*Erasure, []diag.Problem, error) {
	cohort := p.cohort(strings.Trim(strings.TrimPrefix(name, program.CohortsDir+"/"), "/"), diag.Position{})
	if cohort == nil {
		return nil, p.problems, nil
	}
	dir := path.Join(program.CohortsDir, cohort.ID)
	for _, problem := range p.before {
		if file := problem.Position.File; problem.Severity == diag.Error && (file == dir || strings.HasPrefix(file, dir+"/")) {
			p.problems = append(p.problems, problem)
		}
	}
	if len(p.problems) > 0 {
		return nil, diag.Sort(p.problems), nil
	}
	e := &Erasure{Change: &Change{What: "anonymise " + cohort.ID, Final: true}}
	files := map[string]*File{}
	var people []program.Person
	for _, rel := range cohort.Relationships {
		before, err := fs.ReadFile(p.own, rel.Source())
		if err != nil {
			return nil, nil, source.Unreadable(rel.Source(), err)
		}
		e.Keys = append(e.Keys, rel.Key())
		people = append(people, everyone(rel)...)
		files[rel.Source()] = &File{Path: rel.Source(), Before: before}
	}
	for _, own := range []string{"guidance", "topics"} {
		if _, err := fs.Stat(p.own, path.Join(dir, own)); err == nil {
			e.Stays = append(e.Stays, path.Join(dir, own)+" keeps the texts of this cohort for all its pairs")
		}
	}
	p.number(cohort, files)
	if err := p.cohortFile(dir, e, files); err != nil {
		return nil, nil, err
	}
	for _, file := range slices.Sorted(maps.Keys(files)) {
		e.Change.Files = append(e.Change.Files, *files[file])
	}
	p.whoIs(e, people)
	return e, p.problems, nil
}

// number gives the anonymised files their names. Their order is that of what they say, so that it tells
// nothing of the names that they had.
func (p *Plan) number(cohort *program.Cohort, files map[string]*File) {
	taken := map[string]bool{}
	for _, rel := range cohort.Anonymised {
		taken[rel.Address] = true
	}
	var texts []string
	for _, rel := range cohort.Relationships {
		if stem := rel.ID; stem != rel.Address {
			taken[rel.Address] = true // a file system may take the two names for one
		}
		texts = append(texts, anonymisedText(rel))
	}
	slices.Sort(texts)
	n := 0
	for _, text := range texts {
		for n++; taken[fmt.Sprintf("pair-%d", n)]; n++ {
		}
		name := path.Join(program.CohortsDir, cohort.ID, fmt.Sprintf("pair-%d.toml", n))
		if files[name] == nil {
			files[name] = &File{Path: name}
		}
		files[name].After = []byte(text)
	}
}

// anonymisedText is what the file of a relationship says when people and texts are taken out.
func anonymisedText(rel *program.Relationship) string {
	var b strings.Builder
	counts := rel.Counts()
	fmt.Fprintf(&b, "# Anonymised: days and numbers alone. It is counted, and has no pages.\nstatus = %q\n", rel.Status)
	if rel.Status == program.Closed {
		b.WriteString("\n[closing]\n")
		if !rel.Closing.Date.IsZero() {
			fmt.Fprintf(&b, "date    = %s\n", rel.Closing.Date)
		}
		fmt.Fprintf(&b, "outcome = %q\n", rel.Closing.Outcome)
	}
	fmt.Fprintf(&b, "\n[anonymised]\ngoals_open       = %d\ngoals_reached    = %d\npromises_open    = %d\npromises_done    = %d\npromises_dropped = %d\n",
		counts.GoalsOpen, counts.GoalsReached, counts.PromisesOpen, counts.PromisesDone, counts.PromisesDropped)
	for _, s := range rel.Sessions {
		fmt.Fprintf(&b, "\n[[sessions]]\nn = %d\n", s.Number)
		if !s.Date.IsZero() {
			fmt.Fprintf(&b, "date = %s\n", s.Date)
		}
		switch {
		case s.Held:
			b.WriteString("held = true\n")
		case s.Cancelled != "":
			fmt.Fprintf(&b, "cancelled = %q\n", program.CancelledWithoutReason)
		}
	}
	return b.String()
}

// daysOfCohort are the keys of cohort.toml that an anonymised cohort keeps. Of breaks the names go.
var daysOfCohort = []string{
	"title", "language", "format", "retain_until",
	"schedule.first", "schedule.every", "schedule.sessions", "schedule.per_month", "schedule.minutes", "schedule.time", "schedule.revision", "schedule.breaks",
}

// cohortFile takes all else out of cohort.toml. Its comments stay.
func (p *Plan) cohortFile(dir string, e *Erasure, files map[string]*File) error {
	name := path.Join(dir, "cohort.toml")
	before, err := fs.ReadFile(p.own, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return source.Unreadable(name, err)
	}
	text, problems := Parse(name, before)
	if text == nil {
		p.problems = append(p.problems, problems...)
		return nil
	}
	if err := text.keepDays(); err != nil {
		p.Problem(diag.Position{File: name}, "this file is written in a way that cannot be changed without touching something else",
			"take all out but title, language, format and the days of [schedule], then run the command again")
		return nil
	}
	if title, _ := text.Value("title").(string); title != "" {
		e.Stays = append(e.Stays, fmt.Sprintf("%s keeps the title %q, days and comments", name, title))
	} else {
		e.Stays = append(e.Stays, name+" keeps days and comments")
	}
	if after := text.Bytes(); string(after) != string(before) {
		files[name] = &File{Path: name, Before: before, After: after}
	}
	return nil
}

// keepDays takes all out of a cohort.toml but daysOfCohort.
func (t *Text) keepDays() error {
	for _, top := range slices.Sorted(maps.Keys(t.file.Tree)) {
		path := tomlfile.Within("", top)
		table, _ := t.Value(path).(map[string]any)
		switch {
		case top == "schedule" && table != nil:
			for _, key := range slices.Sorted(maps.Keys(table)) {
				if inner := tomlfile.Within(path, key); !slices.Contains(daysOfCohort, inner) {
					if err := t.Remove(inner); err != nil {
						return err
					}
				}
			}
		case !slices.Contains(daysOfCohort, top):
			if err := t.Remove(path); err != nil {
				return err
			}
		}
	}
	for i := range t.Count("schedule.breaks") {
		if err := t.Remove(tomlfile.Element("schedule.breaks", i+1) + ".name"); err != nil {
			return err
		}
	}
	return nil
}

// everyone is everybody whom a relationship names, those of neither side too.
func everyone(rel *program.Relationship) []program.Person {
	people := rel.People()
	for _, o := range rel.Others {
		people = append(people, program.Person{Name: o.Name, Email: o.Email, Phone: o.Phone, Login: o.Login, Folded: program.Folded(o.Name)})
	}
	return people
}

// whoIs divides people into those who are in relationships that stay, and the rest.
func (p *Plan) whoIs(e *Erasure, people []program.Person) {
	in := map[string][]string{}
	for _, c := range p.site.Cohorts {
		for _, rel := range c.Relationships {
			if slices.Contains(e.Keys, rel.Key()) {
				continue
			}
			for _, person := range everyone(rel) {
				for _, sign := range signs(person) {
					in[sign] = append(in[sign], rel.Key())
				}
			}
		}
	}
	seen := map[string]bool{}
	for _, person := range people {
		if who := strings.Join(signs(person), " "); seen[who] {
			continue
		} else {
			seen[who] = true
		}
		var others []string
		for _, sign := range signs(person) {
			others = append(others, in[sign]...)
		}
		slices.Sort(others)
		if others = slices.Compact(others); len(others) > 0 {
			e.Others = append(e.Others, Elsewhere{person.Name, others})
		} else {
			e.People = append(e.People, person)
		}
	}
}

// IsState reports whether a file of the folder .pairbook is of this package: a change that is being made, or
// the copy of one.
func IsState(name string) bool {
	return name == journalName || strings.HasPrefix(name, undoPrefix)
}

// signs are what one person is known by in several files.
func signs(person program.Person) []string {
	list := []string{person.Folded}
	if person.Email != "" {
		list = append(list, strings.ToLower(string(person.Email)))
	}
	return list
}

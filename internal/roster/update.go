package roster

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/program"
)

// An Update is what a roster changes in a cohort that is there.
//
//	rows ─ match: by id, else by e-mails, else by names ─┬─► the same people: what differs is set
//	                                                     ├─► another partner: close, and a new file
//	                                                     └─► nobody: a new file
//	relationships without a row ─► listed, or closed
type Update struct {
	Change      *edit.Change // nil while there are problems
	Differences []Difference
	Missing     []string // relationships that the sheet does not have: cohort/id
	Report      Report
}

// A Difference is one thing that an update changes.
type Difference struct {
	Relationship string `json:"relationship"`  // cohort/id
	Row          int    `json:"row,omitempty"` // 0: the sheet does not have it
	What         string `json:"what"`          // "mentor email", "new", "closed"
	Old          string `json:"old"`
	New          string `json:"new"`
}

// ReadUpdate is Read for a cohort that is there: rows that mean a relationship of it
// change its file. With closeMissing set, those that have no row are closed.
func ReadUpdate(folder fs.FS, name string, own, builtin fs.FS, o Options, closeMissing bool) (*Update, []diag.Problem, error) {
	u := &Update{Differences: []Difference{}, Missing: []string{}}
	s, problem, err := openSheet(folder, name, o, &u.Report)
	if err != nil {
		return nil, nil, err
	}
	if problem != nil {
		return u, []diag.Problem{*problem}, nil
	}
	r := &updater{
		reader:       &reader{sheet: s, phones: map[program.Role]bool{}, above: map[program.Role]above{}},
		update:       u,
		closeMissing: closeMissing,
	}
	labels, err := r.load(own, builtin)
	if err != nil {
		return nil, nil, err
	}
	clear(r.people) // those who are there already are meant
	r.findColumns(ofPairs(labels))
	r.findSides()
	r.readRows()
	pairs := r.gather()
	if r.plan, err = edit.Begin(own, builtin); err != nil {
		return nil, nil, err
	}
	r.match(pairs)
	if err := r.apply(pairs); err != nil {
		return nil, nil, err
	}
	change, problems, err := r.plan.Finish("import --update " + name)
	if err != nil {
		return nil, nil, err
	}
	told := (&Records{sheet: s}).Told(problems)
	if errors, _ := diag.Count(told); errors == 0 {
		u.Change = change
	}
	return u, told, nil
}

// An updater is one run of ReadUpdate.
type updater struct {
	*reader
	update       *Update
	plan         *edit.Plan
	closeMissing bool

	there   []*program.Relationship         // of the cohort
	matched map[*pair]*program.Relationship // with the same people
	swapped map[*pair]*program.Relationship // of which one side is another now
	claimed map[*program.Relationship]*pair // by whom a relationship is meant
}

// at is the place of a pair in the sheet.
func (r *updater) at(p *pair) diag.Position {
	return diag.Position{File: r.name, Line: p.rows[0]}
}

// match finds the relationship that each pair means: by its id, else by the e-mails of its
// people, else by their names; what is left, by one side that stayed.
func (r *updater) match(pairs []*pair) {
	r.matched, r.swapped = map[*pair]*program.Relationship{}, map[*pair]*program.Relationship{}
	r.claimed = map[*program.Relationship]*pair{}
	if c := r.plan.Site().Cohort(r.options.Cohort); c != nil {
		r.there = c.Relationships
	}
	r.sameIDs(pairs)
	for _, by := range []func(*pair, *program.Relationship) bool{
		func(p *pair, rel *program.Relationship) bool { return p.id != "" && program.Slug(p.id) == rel.Address },
		func(p *pair, rel *program.Relationship) bool {
			return sameSide(p.mentors, rel.Mentors, sameEmail) && sameSide(p.mentees, rel.Mentees, sameEmail)
		},
		func(p *pair, rel *program.Relationship) bool {
			return sameSide(p.mentors, rel.Mentors, samePersonAs) && sameSide(p.mentees, rel.Mentees, samePersonAs)
		},
		func(p *pair, rel *program.Relationship) bool {
			return len(p.mentors) == 1 && len(p.mentees) == 1 && len(rel.Mentors) == 1 && len(rel.Mentees) == 1 &&
				rel.Status != program.Closed &&
				(samePersonAs(p.mentees[0], rel.Mentees[0]) || samePersonAs(p.mentors[0], rel.Mentors[0]))
		},
	} {
		for _, p := range pairs {
			if r.anyWrong(p) || p.open || r.matched[p] != nil || r.swapped[p] != nil {
				continue
			}
			r.claim(p, by)
		}
	}
}

// sameIDs finds two rows with one id.
func (r *updater) sameIDs(pairs []*pair) {
	first := map[string]*pair{}
	for _, p := range pairs {
		if p.id == "" {
			continue
		}
		id := program.Slug(p.id)
		if other := first[id]; other != nil {
			r.cell(p.rows[0], r.columns[fieldID], fmt.Sprintf("row %d has the same id, %q", other.rows[0], id), "give one of the two another id")
			continue
		}
		first[id] = p
	}
}

// claim gives a pair the one relationship that a rule finds and nobody has yet.
func (r *updater) claim(p *pair, by func(*pair, *program.Relationship) bool) {
	var found []*program.Relationship
	for _, rel := range r.there {
		if by(p, rel) && r.claimed[rel] == nil {
			found = append(found, rel)
		}
	}
	if len(found) > 1 {
		// A relationship that goes on is meant rather than one that has ended.
		going := slices.DeleteFunc(slices.Clone(found), func(rel *program.Relationship) bool { return rel.Status == program.Closed })
		if len(going) != 1 {
			return
		}
		found = going
	}
	if len(found) == 0 {
		return
	}
	rel := found[0]
	r.claimed[rel] = p
	if r.stays(p, rel) {
		r.matched[p] = rel
	} else {
		r.swapped[p] = rel
	}
}

// stays reports whether a relationship goes on with the people of a pair: on each side
// there is somebody who was there. Nobody is written into the file of others.
func (r *updater) stays(p *pair, rel *program.Relationship) bool {
	return anySame(p.mentors, rel.Mentors) && anySame(p.mentees, rel.Mentees)
}

func anySame(a, b []program.Person) bool {
	return slices.ContainsFunc(a, func(x program.Person) bool { return indexOf(b, x) >= 0 })
}

// indexOf returns the place of a person among others: by e-mail, else by name; -1: not there.
func indexOf(people []program.Person, person program.Person) int {
	if i := slices.IndexFunc(people, func(other program.Person) bool { return sameEmail(other, person) }); i >= 0 {
		return i
	}
	return slices.IndexFunc(people, func(other program.Person) bool { return sameName(other, person) })
}

func sameEmail(a, b program.Person) bool {
	return a.Email != "" && strings.EqualFold(string(a.Email), string(b.Email))
}

func sameName(a, b program.Person) bool { return program.Folded(a.Name) == program.Folded(b.Name) }

func samePersonAs(a, b program.Person) bool { return sameEmail(a, b) || sameName(a, b) }

// sameSide reports whether two lists have the same people, in any order.
func sameSide(a, b []program.Person, same func(a, b program.Person) bool) bool {
	if len(a) == 0 || len(a) != len(b) {
		return false
	}
	for _, x := range a {
		if !slices.ContainsFunc(b, func(y program.Person) bool { return same(x, y) }) {
			return false
		}
	}
	return true
}

// apply plans what becomes of each pair, and of the relationships without one.
func (r *updater) apply(pairs []*pair) error {
	var fresh []*pair
	for _, p := range pairs {
		switch rel := r.matched[p]; {
		case r.anyWrong(p):
		case rel != nil:
			r.change(p, rel)
		default:
			if r.swapped[p] != nil {
				p.id = "" // the name of the file stays with the goals and promises in it
			}
			fresh = append(fresh, p)
		}
	}
	for _, p := range r.identify(fresh) {
		if r.anyWrong(p) {
			continue
		}
		if err := r.begin(p); err != nil {
			return err
		}
	}
	r.missing()
	return nil
}

// note notes a difference.
func (r *updater) note(rel string, row int, what, old, new string) {
	r.update.Differences = append(r.update.Differences, Difference{rel, row, what, old, new})
}

// change sets what differs in the file of a relationship. What the sheet does not say, or
// has no column for, stays.
func (r *updater) change(p *pair, rel *program.Relationship) {
	at := r.at(p)
	r.changeSide(p, rel, program.Mentor, p.mentors, rel.Mentors)
	r.changeSide(p, rel, program.Mentee, p.mentees, rel.Mentees)
	r.changeOthers(p, rel)
	if p.title != "" && p.title != rel.Title {
		r.note(rel.Key(), p.rows[0], "title", rel.Title, p.title)
		r.plan.Set(rel, "title", p.title, at)
	}
	if p.language != "" && p.language != rel.Language {
		r.note(rel.Key(), p.rows[0], "language", string(rel.Language), string(p.language))
		r.plan.Set(rel, "language", string(p.language), at)
	}
	if !p.first.IsZero() && p.first != rel.Schedule.First {
		r.note(rel.Key(), p.rows[0], "first session", rel.Schedule.First.String(), p.first.String())
		r.plan.SetFirst(rel, p.first, at)
	}
}

// changeSide sets what differs about the people of a side, and adds those who are new in a
// group. Who is in the file and not in the sheet stays, with a warning.
func (r *updater) changeSide(p *pair, rel *program.Relationship, role program.Role, now, before []program.Person) {
	at, row := r.at(p), p.rows[0]
	stayed := map[int]bool{}
	for _, person := range now {
		i := indexOf(before, person)
		if i < 0 {
			r.note(rel.Key(), row, string(role), "", person.Name)
			r.plan.AddPerson(rel, role, edit.PersonPairs(person), at)
			continue
		}
		stayed[i] = true
		old := map[string]any{}
		for _, pair := range edit.PersonPairs(before[i]) {
			old[pair.Key] = pair.Value
		}
		var differ []edit.Pair
		for _, pair := range edit.PersonPairs(person) {
			was, _ := old[pair.Key].(string)
			if same := pair.Key == "email" && sameEmail(before[i], person); was != pair.Value && !same {
				r.note(rel.Key(), row, string(of(role, strings.TrimPrefix(pair.Key, "name"))), was, pair.Value.(string))
				differ = append(differ, pair)
			}
		}
		if len(differ) > 0 {
			r.plan.SetPerson(rel, role, i, differ, at)
		}
	}
	for i, person := range before {
		if !stayed[i] {
			r.warn(row, fmt.Sprintf("%s is a %s in %s, and not in the sheet: the file keeps the name", person.Name, role, rel.Key()), "take the table out of the file, if that is meant")
		}
	}
}

// begin plans a new file. When one partner was swapped, the old relationship is closed.
func (r *updater) begin(p *pair) error {
	stem := p.id
	for n := 2; r.taken[p.id] != ""; n++ {
		if p.open {
			return nil // it waits there already
		}
		if r.swapped[p] == nil {
			r.row(p.rows[0], "there is a file "+r.taken[p.id]+" of others, or with a problem", "mend what pairbook check says of it, or write another word in the id column")
			return nil
		}
		p.id = fmt.Sprintf("%s-%d", stem, n)
	}
	text, err := r.write(p)
	if err != nil {
		return err
	}
	key := r.options.Cohort + "/" + p.id
	name := r.dir() + "/" + p.id + ".toml"
	r.taken[p.id] = name
	r.note(key, p.rows[0], "new", "", names(p.mentors)+" & "+names(p.mentees))
	r.plan.AddFile(name, text, r.at(p))
	if rel := r.swapped[p]; rel != nil && rel.Status != program.Closed {
		r.note(rel.Key(), p.rows[0], "closed", rel.Title, "goes on as "+key)
		r.plan.Close(rel, edit.Closing{Outcome: program.Changed}, r.at(p))
	}
	return nil
}

func names(people []program.Person) string {
	var all []string
	for _, p := range people {
		all = append(all, p.Name)
	}
	return strings.Join(all, ", ")
}

// missing lists the relationships that go on and have no row, or closes them.
func (r *updater) missing() {
	for _, rel := range r.there {
		if r.claimed[rel] != nil || rel.Status == program.Closed {
			continue
		}
		r.update.Missing = append(r.update.Missing, rel.Key())
		if r.closeMissing {
			r.note(rel.Key(), 0, "closed", rel.Title, "")
			r.plan.Close(rel, edit.Closing{}, diag.Position{File: r.name})
		}
	}
}

package program

import (
	"cmp"
	"fmt"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Both, as the Who of an action, is everyone in the relationship.
const Both = "both"

// longestList is how many names a hint lists.
const longestList = 6

// A listedPerson is a person and the path of their table.
type listedPerson struct {
	Person
	path string
}

// listed returns the people of one side, the single table first. Both forms
// together are a fault of Check.
func listed(role Role, one *Person, several []Person) []listedPerson {
	var all []listedPerson
	if one != nil {
		all = append(all, listedPerson{*one, string(role)})
	}
	for i, p := range several {
		all = append(all, listedPerson{p, fmt.Sprintf("%ss[%d]", role, i+1)})
	}
	return all
}

// people returns the people of one side with their names trimmed and folded.
func people(side []listedPerson) []Person {
	all := make([]Person, len(side))
	for i, p := range side {
		all[i] = p.Person
		all[i].Name = strings.Join(strings.Fields(p.Name), " ")
		all[i].Preferred = strings.Join(strings.Fields(p.Preferred), " ")
		all[i].Folded = Folded(p.Name)
	}
	return all
}

// Called is what to call a person.
func (p Person) Called() string { return cmp.Or(p.Preferred, p.Name) }

// Folded is the form in which names are compared: case, width and blanks make
// no difference, nor how an accent is put together.
func Folded(name string) string {
	return strings.Join(strings.Fields(cases.Fold().String(norm.NFKC.String(name))), " ")
}

// named returns the person of that name, nil when there is none.
func named(people []Person, name string) *Person {
	wanted := Folded(name)
	for i := range people {
		if Folded(people[i].Name) == wanted {
			return &people[i]
		}
	}
	return nil
}

// checkPeople finds sides without anybody and people who come twice. Of a draft one side
// may be open.
func checkPeople(f *faults, status Status, mentors, mentees []listedPerson) {
	draft := status == Draft && len(mentors)+len(mentees) > 0
	if len(mentors) == 0 && !draft {
		f.add(string(Mentor), "there is no mentor", `write a line [mentor], and name = "…" on the next`)
	}
	if len(mentees) == 0 && !draft {
		f.add(string(Mentee), "there is no mentee", `write a line [mentee], and name = "…" on the next`)
	}
	checkSameName(f, Mentor, mentors)
	checkSameName(f, Mentee, mentees)
	for _, e := range mentees {
		for _, o := range mentors {
			switch {
			case Folded(e.Name) != "" && Folded(e.Name) == Folded(o.Name):
				f.add(e.path+".name", quote(e.Name)+" is both mentor and mentee",
					"when two people have that name, tell them apart by an initial or a team")
			case e.Email != "" && strings.EqualFold(string(e.Email), string(o.Email)):
				f.add(e.path+".email", fmt.Sprintf("mentor %s and mentee %s have one e-mail address", quote(o.Name), quote(e.Name)),
					"nobody can be both mentor and mentee")
			}
		}
	}
}

// checkSameName finds two people of one name on one side.
func checkSameName(f *faults, role Role, side []listedPerson) {
	seen := make(map[string]bool)
	for _, p := range side {
		name := Folded(p.Name)
		if name != "" && seen[name] {
			f.add(p.path+".name", fmt.Sprintf("two %ss are called %s", role, quote(p.Name)),
				"tell them apart by an initial or a team")
		}
		seen[name] = true
	}
}

// whoIsMeant is the hint for a name that nobody has: somebody whose name begins
// that way, or is near, else who there is. Words may stand for people besides.
func whoIsMeant(name string, people []Person, words ...string) string {
	known := words
	for _, p := range people {
		if first := Folded(name) + " "; first != " " && strings.HasPrefix(Folded(p.Name), first) {
			return "did you mean " + quote(p.Name) + "?"
		}
		known = append(known, p.Name)
	}
	list := quotes(known[:min(len(known), longestList)])
	if len(known) > longestList {
		list += ", …"
	}
	return didYouMean(name, known, "write one of "+list)
}

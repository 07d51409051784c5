// Package access says who may open what of the published pages, as rules for web servers,
// and asks a running server whether it keeps to them.
//
//	site ─► Rules ─► Files: for Apache, nginx, IIS; a table; the steps
//	          │
//	          └────► Questions ─► Ask a server ─► answers that are wrong
//
// Nobody gets in by default. A workbook opens for the people in it, for others whose entry
// has access = true, and for facilitators; what all share opens for everybody of these.
// For Apache and nginx the rules are fixed and the people are data: only the data
// change with the programme.
//
// Not here: where files go (package output, package build), passwords (the command).
package access

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/digest"
	"pairbook/internal/program"
	"pairbook/internal/site"
)

// Rules say who may open what.
type Rules struct {
	program.Access
	Path string // where the pages begin on the server, with "/" at both ends

	Facilitators []string // user names
	Everybody    []string // user names of all who may open any workbook, sorted
	Doors        []Door   // sorted by Dir
	Shared       []string // folders that everybody may open: "guidance", "spring-2027/topics"; sorted
}

// A Door is the folder of one workbook.
type Door struct {
	Dir     string // below the output: "spring-2027/farida-callum"
	Title   string
	Source  string // the relationship's file
	Users   []string
	Persons []string // their names, and e-mail addresses or logins, for people to read
}

// New makes the rules of a site. Warnings name people who cannot open their own workbook,
// since the server would not know them.
func New(s *site.Site) (*Rules, []diag.Problem) {
	p := &s.Program
	r := &Rules{Access: p.Access, Path: p.Access.URLPath(p.Address)}
	for _, name := range p.Access.Facilitators {
		r.Facilitators = append(r.Facilitators, r.normal(name))
	}
	var problems []diag.Problem
	all := map[string]bool{}
	for _, c := range s.Cohorts {
		for _, rel := range c.Relationships {
			if rel.Status == program.Draft {
				continue
			}
			door, warnings := newDoor(p.Access, rel)
			problems = append(problems, warnings...)
			r.Doors = append(r.Doors, door)
			for _, user := range door.Users {
				all[user] = true
			}
		}
	}
	slices.SortFunc(r.Doors, func(a, b Door) int { return strings.Compare(a.Dir, b.Dir) })
	r.Everybody = slices.Sorted(maps.Keys(all))
	r.Shared = shared(s)
	return r, diag.Sort(problems)
}

// normal is a name as the rules write it.
func (r *Rules) normal(name string) string {
	if r.Key() == program.ByEmail {
		return strings.ToLower(name)
	}
	return name
}

// newDoor lists who may open a workbook.
func newDoor(a program.Access, rel *program.Relationship) (Door, []diag.Problem) {
	d := Door{Dir: rel.Dir(), Title: rel.Title, Source: rel.Source()}
	var problems []diag.Problem
	add := func(name string, email program.Email, login string) {
		user := a.UserName(email, login)
		why := a.Unsafe(user)
		if user == "" {
			why = "the file gives no e-mail address"
			if a.Key() == program.ByLogin {
				why = "the file gives no login"
			}
		}
		if why != "" {
			hint := `write email = "…" below the name`
			if a.Key() == program.ByLogin {
				hint = `write login = "…" below the name, as the server knows them`
			}
			problems = append(problems, diag.Problem{
				Severity: diag.Warning, Position: diag.Position{File: rel.Source()},
				Text: fmt.Sprintf("%s cannot open this workbook: %s", name, why), Hint: hint,
			})
			d.Persons = append(d.Persons, name+" (?)")
			return
		}
		d.Persons = append(d.Persons, fmt.Sprintf("%s (%s)", name, user))
		if !slices.Contains(d.Users, user) {
			d.Users = append(d.Users, user)
		}
	}
	for _, p := range rel.People() {
		add(p.Name, p.Email, p.Login)
	}
	for _, o := range rel.Others {
		if o.Access {
			add(o.Name, o.Email, o.Login)
		}
	}
	return d, problems
}

// shared lists the folders that everybody may open.
func shared(s *site.Site) []string {
	dirs := map[string]bool{"assets": true, site.Guidance: true, site.Topics: true}
	of := func(address string) {
		if parts := strings.Split(address, "/"); len(parts) > 2 && (parts[1] == site.Guidance || parts[1] == site.Topics) {
			dirs[parts[0]+"/"+parts[1]] = true
		}
	}
	for _, d := range s.Handouts() {
		of(d.Address)
	}
	for _, m := range s.Media {
		of(m.Address)
	}
	return slices.Sorted(maps.Keys(dirs))
}

// Sum is the digest of all that the rules say. Files of other rules have another.
func (r *Rules) Sum() string { return digest.Of(formOfFiles, r).String() }

// formOfFiles is raised when the files of the same rules come out otherwise.
const formOfFiles = 1

// May says whether a user may open a folder of the output; "" is the first page.
func (r *Rules) May(user, dir string) bool {
	if slices.Contains(r.Facilitators, user) {
		return true
	}
	if dir == "" || slices.Contains(r.Shared, dir) {
		return slices.Contains(r.Everybody, user)
	}
	i, ok := slices.BinarySearchFunc(r.Doors, dir, func(d Door, dir string) int { return strings.Compare(d.Dir, dir) })
	return ok && slices.Contains(r.Doors[i].Users, user)
}

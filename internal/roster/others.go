package roster

import (
	"fmt"
	"slices"

	"pairbook/internal/program"
)

// otherRoles are the people of neither side that have a column, by the words of their role in
// the file.
var otherRoles = []struct {
	field field
	role  string
	words []string
}{
	{"line manager", "Line manager", []string{"mentee line manager", "line manager name"}},
	{"sponsor", "Sponsor", []string{"sponsor name"}},
	{"coordinator", "Coordinator", []string{"coordinator name"}},
}

// otherEmail is the column with the address of one of otherRoles.
func otherEmail(f field) field { return f + " " + email }

// ofOthers are the columns of people of neither side.
func ofOthers() []column {
	var all []column
	for _, o := range otherRoles {
		name := string(o.field)
		all = append(all, column{o.field, append([]string{name}, o.words...)},
			column{otherEmail(o.field), []string{name + " email", name + " mail", name + " email address", "email of " + name, "mentee " + name + " email"}})
	}
	return all
}

// readOthers reads the people of neither side in a row.
func (r *reader) readOthers(row row) []program.Other {
	var all []program.Other
	for _, o := range otherRoles {
		name := r.text(row, o.field)
		other := program.Other{Name: name, Role: o.role}
		address := r.text(row, otherEmail(o.field))
		switch {
		case isNobody(name) && address == "":
			continue
		case isNobody(name):
			r.cell(row.number, r.columns[otherEmail(o.field)], fmt.Sprintf("there is something about a %s, but no name", o.field), "")
			continue
		case address != "":
			r.complaint(row, otherEmail(o.field), other.Email.UnmarshalTOML(address))
		}
		all = append(all, other)
	}
	return all
}

// addOthers adds the people of a further row, each once.
func (r *reader) addOthers(p *pair, row int, others []program.Other) {
	for _, o := range others {
		i := slices.IndexFunc(p.others, func(known program.Other) bool { return sameOther(known, o) })
		if i < 0 {
			p.others = append(p.others, o)
			continue
		}
		mergeField(r, p, row, otherEmail(fieldOfRole(o.Role)), &p.others[i].Email, o.Email)
	}
}

func sameOther(a, b program.Other) bool {
	return program.Folded(a.Name) == program.Folded(b.Name) && program.Folded(a.Role) == program.Folded(b.Role)
}

func fieldOfRole(role string) field {
	for _, o := range otherRoles {
		if o.role == role {
			return o.field
		}
	}
	return ""
}

// changeOthers sets what differs about the people of neither side. There is one of a role in
// a file; when there are several, a new one is added.
func (r *updater) changeOthers(p *pair, rel *program.Relationship) {
	at := r.at(p)
	for _, o := range p.others {
		var same []int
		for i, known := range rel.Others {
			if program.Folded(known.Role) == program.Folded(o.Role) {
				same = append(same, i)
			}
		}
		i := slices.IndexFunc(rel.Others, func(known program.Other) bool { return sameOther(known, o) })
		if i < 0 && len(same) == 1 {
			i = same[0]
		}
		if i < 0 {
			r.note(rel.Key(), p.rows[0], string(fieldOfRole(o.Role)), "", o.Name)
			r.plan.AddOther(rel, o, at)
			continue
		}
		old := rel.Others[i]
		if program.Folded(old.Name) != program.Folded(o.Name) {
			r.note(rel.Key(), p.rows[0], string(fieldOfRole(o.Role)), old.Name, o.Name)
			r.plan.SetOther(rel, i, "name", o.Name, at)
		}
		if o.Email != "" && o.Email != old.Email {
			r.note(rel.Key(), p.rows[0], string(otherEmail(fieldOfRole(o.Role))), string(old.Email), string(o.Email))
			r.plan.SetOther(rel, i, "email", string(o.Email), at)
		}
	}
}

package workbook

import (
	"slices"
	"strings"

	"pairbook/internal/program"
)

// A Member is a person with the role they have: one of a side, or another.
type Member struct {
	program.Person
	Role program.Role
	As   string // the role of one who is of neither side, as the file has it; empty: of a side
	Key  string // of the name
}

// sides are the people of both sides, mentors first.
func sides(r *program.Relationship) []Member {
	var all []Member
	for _, p := range r.Mentors {
		all = append(all, Member{Person: p, Role: program.Mentor, Key: Key(p.Name)})
	}
	for _, p := range r.Mentees {
		all = append(all, Member{Person: p, Role: program.Mentee, Key: Key(p.Name)})
	}
	return all
}

// others are the people of neither side.
func others(r *program.Relationship) []Member {
	var all []Member
	for _, o := range r.Others {
		all = append(all, Member{Person: o.Person(), As: o.Role, Key: Key(o.Name)})
	}
	return all
}

// signers are those who sign the agreement.
func signers(r *program.Relationship) []Member {
	all := sides(r)
	for _, o := range r.Others {
		if o.Signs {
			all = append(all, Member{Person: o.Person(), As: o.Role, Key: Key(o.Name)})
		}
	}
	return all
}

// asCalled are people named as they are called.
func asCalled(people []program.Person) []program.Person {
	all := slices.Clone(people)
	for i := range all {
		all[i].Name = all[i].Called()
	}
	return all
}

// othersLines is how many lines the agreement has for the people of neither side, at most.
const othersLines = 3

// othersLine names them with their roles: "Sponsor: Ines Duarte; Line manager: Jo Bell".
func (p *planning) othersLine() string {
	var said []string
	for _, o := range p.r.Others {
		said = append(said, o.Role+": "+o.Name)
	}
	line := strings.Join(said, "; ")
	if p.ruler == nil || line == "" {
		return line
	}
	return shortened(line, p.ruler.text, p.ruler.Width, othersLines)
}

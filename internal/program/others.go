package program

import (
	"fmt"
	"slices"
	"strings"
)

// Person returns the other as a person, for where it does not matter who is what.
func (o Other) Person() Person {
	return Person{Name: o.Name, Title: o.Title, Team: o.Team, Email: o.Email, Phone: o.Phone, Login: o.Login, Folded: Folded(o.Name)}
}

// everyone is all that a relationship names: the people, then the others.
func (r *Relationship) everyone() []Person {
	all := r.People()
	for _, o := range r.Others {
		all = append(all, o.Person())
	}
	return all
}

// others returns the others with names and roles trimmed.
func others(written []Other) []Other {
	all := slices.Clone(written)
	for i := range all {
		all[i].Name = strings.Join(strings.Fields(all[i].Name), " ")
		all[i].Role = strings.Join(strings.Fields(all[i].Role), " ")
	}
	return all
}

// lineManagers are what people call whoever somebody reports to, folded.
var lineManagers = []string{
	"line manager", "manager", "direct manager", "people manager", "supervisor", "line supervisor", "boss", "reporting manager",
	"gestor", "gestora", "gestor direto", "gestora direta", "chefe", "chefia", "chefia direta", "superior hierárquico", "superior hierárquica",
	"vorgesetzter", "vorgesetzte", "führungskraft", "responsable hiérarchique", "manager direct", "supérieur hiérarchique", "supérieure hiérarchique",
	"jefe", "jefa", "jefe directo", "jefa directa", "leidinggevende", "capo", "responsabile",
}

// checkManagers warns of a mentor who is somebody's line manager too: it is hard to speak
// openly to whoever judges one's work.
func checkManagers(f *faults, mentors []Person, others []Other) {
	for i, o := range others {
		if !slices.Contains(lineManagers, Folded(o.Role)) {
			continue
		}
		for _, m := range mentors {
			if m.Folded == Folded(o.Name) || m.Email != "" && strings.EqualFold(string(m.Email), string(o.Email)) {
				f.warn(fmt.Sprintf("others[%d].role", i+1), fmt.Sprintf("%s is mentor and %s at once", m.Name, quote(o.Role)),
					"it is hard to be open with whoever judges one's work: look for another mentor")
			}
		}
	}
}

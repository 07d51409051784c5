package desk

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"pairbook/internal/program"
	"pairbook/internal/site"
)

// people is everybody a site names. Somebody is known by the e-mail address; who
// is named without one is the person of that name when there is but one address
// to it, else whoever has the name and no address.
type people struct {
	mentions  []mention
	addresses map[string][]string // by folded name, each once
	order     []string            // keys of people, in the order of the site
}

// A mention is a person in one file.
type mention struct {
	program.Person
	in *program.Relationship
}

// register reads everybody's name and address.
func register(s *site.Site) *people {
	p := &people{addresses: map[string][]string{}}
	for _, c := range s.Cohorts {
		for _, r := range c.Relationships {
			for _, person := range r.People() {
				p.mentions = append(p.mentions, mention{person, r})
				name, address := person.Folded, plainAddress(person.Email)
				if address != "" && !slices.Contains(p.addresses[name], address) {
					p.addresses[name] = append(p.addresses[name], address)
				}
			}
		}
	}
	seen := map[string]bool{}
	for _, m := range p.mentions {
		if key := p.key(m.Person); !seen[key] {
			seen[key] = true
			p.order = append(p.order, key)
		}
	}
	return p
}

// key tells people apart.
func (p *people) key(person program.Person) string {
	if address := plainAddress(person.Email); address != "" {
		return address
	}
	if known := p.addresses[person.Folded]; len(known) == 1 {
		return known[0]
	}
	return "name " + person.Folded
}

// busy returns the mentors with more mentees than the limit, by key. A mentee of
// two relationships with one mentor counts once.
func (p *people) busy(s *site.Site, limit int) map[string]*Busy {
	mentors, mentees := map[string]*Busy{}, map[string]map[string]bool{}
	for _, c := range s.Cohorts {
		for _, r := range c.Relationships {
			if r.Status != program.Active {
				continue
			}
			for _, m := range r.Mentors {
				key := p.key(m)
				if mentors[key] == nil {
					mentors[key], mentees[key] = &Busy{Person: m}, map[string]bool{}
				}
				b := mentors[key]
				b.Email, b.Phone = cmp.Or(b.Email, m.Email), cmp.Or(b.Phone, m.Phone)
				b.In = append(b.In, r)
				for _, e := range r.Mentees {
					mentees[key][p.key(e)] = true
				}
				b.Mentees = len(mentees[key])
			}
		}
	}
	maps.DeleteFunc(mentors, func(_ string, b *Busy) bool { return b.Mentees <= limit })
	return mentors
}

func sortByName(busy []Busy) {
	slices.SortStableFunc(busy, func(a, b Busy) int { return cmp.Compare(a.Folded, b.Folded) })
}

// plainAddress is the form in which addresses are compared: in small letters and
// without what follows a plus sign, which mail systems pass over.
func plainAddress(email program.Email) string {
	lower := strings.ToLower(string(email))
	local, host, ok := strings.Cut(lower, "@")
	if !ok {
		return ""
	}
	if i := strings.IndexByte(local, '+'); i > 0 {
		return local[:i] + "@" + host
	}
	return lower
}

// bareAddress is plainAddress without the marks that people forget or mix up
// between the parts of a name. Two addresses that differ in nothing else are
// probably one person's; whether they are, only a person can say.
func bareAddress(email program.Email) string {
	local, host, _ := strings.Cut(plainAddress(email), "@")
	return marks.Replace(local) + "@" + host
}

var marks = strings.NewReplacer(".", "", "-", "", "_", "")

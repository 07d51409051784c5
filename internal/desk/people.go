package desk

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/site"
)

// people is everybody a site names. Somebody is known by the e-mail address; who
// is named without one is the person of that name when there is but one address
// to it, else whoever has the name and no address.
type people struct {
	mentions  []*mention
	addresses map[string][]string // by folded name, each once
	order     []string            // keys of the mentors, in the order of the site

	checked  bool
	problems []diag.Problem // when they have been checked
}

// A mention is a person in one file, with the address in the two forms in which
// addresses are compared.
type mention struct {
	*program.Person
	in          *program.Relationship
	mentor      bool
	plain, bare string
}

// mentions are the people of a relationship: the mentors, then the mentees.
func mentions(r *program.Relationship) []mention {
	all := make([]mention, 0, len(r.Mentors)+len(r.Mentees))
	for _, side := range [][]program.Person{r.Mentors, r.Mentees} {
		for i := range side {
			p := &side[i]
			all = append(all, mention{p, r, len(all) < len(r.Mentors), plainAddress(p.Email), bareAddress(p.Email)})
		}
	}
	return all
}

// reads reports whether a mention says the same as another of somebody, in the same file.
func (m *mention) reads(other *mention) bool {
	return m == other || m.Name == other.Name && m.Email == other.Email && m.in.Key() == other.in.Key() &&
		m.mentor == other.mentor && m.in.Status == other.in.Status
}

// register reads everybody's name and address. What it last found out is good still when
// the same is said: most edits are about something else.
func (m *Memory) register(s *site.Site) *people {
	p, last := &people{}, m.people
	for _, c := range s.Cohorts {
		for _, r := range c.Relationships {
			for i := range m.learned[r].people {
				p.mentions = append(p.mentions, &m.learned[r].people[i])
			}
		}
	}
	if m.people = p; last != nil && slices.EqualFunc(p.mentions, last.mentions, (*mention).reads) {
		p.addresses, p.checked, p.problems = last.addresses, last.checked, last.problems
		return p
	}
	p.addresses = make(map[string][]string, len(p.mentions))
	for _, who := range p.mentions {
		if who.plain != "" && !slices.Contains(p.addresses[who.Folded], who.plain) {
			p.addresses[who.Folded] = append(p.addresses[who.Folded], who.plain)
		}
	}
	return p
}

// key tells people apart.
func (p *people) key(m *mention) string {
	if m.plain != "" {
		return m.plain
	}
	if known := p.addresses[m.Folded]; len(known) == 1 {
		return known[0]
	}
	return "name " + m.Folded
}

// busy returns the mentors with more mentees than the limit, by key. A mentee of
// two relationships with one mentor counts once.
func (p *people) busy(s *site.Site, learned map[*program.Relationship]*learned, limit int) map[string]*Busy {
	most := make(map[string]int, len(learned)) // how many mentees it can be, for each mentor
	for _, m := range p.mentions {
		if m.mentor && m.in.Status == program.Active {
			most[p.key(m)] += len(m.in.Mentees)
		}
	}
	mentors, mentees := map[string]*Busy{}, map[string]map[string]bool{}
	for _, c := range s.Cohorts {
		for _, r := range c.Relationships {
			if r.Status != program.Active {
				continue
			}
			all := learned[r].people
			ours, theirs := all[:len(r.Mentors)], all[len(r.Mentors):]
			for i := range ours {
				m, key := &ours[i], p.key(&ours[i])
				if most[key] <= limit {
					continue
				}
				if mentors[key] == nil {
					mentors[key], mentees[key] = &Busy{Person: *m.Person}, map[string]bool{}
					p.order = append(p.order, key)
				}
				b := mentors[key]
				b.Email, b.Phone = cmp.Or(b.Email, m.Email), cmp.Or(b.Phone, m.Phone)
				b.In = append(b.In, r)
				for e := range theirs {
					mentees[key][p.key(&theirs[e])] = true
				}
				b.Mentees = len(mentees[key])
			}
		}
	}
	maps.DeleteFunc(mentors, func(_ string, b *Busy) bool { return b.Mentees <= limit })
	return mentors
}

// marked returns the mentors of a relationship, those who are busy with their number.
func (p *people) marked(l *learned, busy map[string]*Busy) []Person {
	mentors := slices.Clone(l.facts.Mentors)
	for i := range mentors {
		if b := busy[p.key(&l.people[i])]; b != nil {
			mentors[i].Busy = b.Mentees
		}
	}
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

package desk

import (
	"cmp"
	"fmt"
	"slices"

	"pairbook/internal/diag"
	"pairbook/internal/program"
)

// Check warns of people who seem to be written in two ways: one address in two
// spellings, one name with two addresses, one address with two names. Rosters
// that were typed have such slips, and they hide how many mentees a mentor has.
// There is one warning for each, however often it comes.
func (d *Desk) Check() []diag.Problem {
	if !d.known.checked {
		d.known.checked, d.known.problems = true, d.known.check()
	}
	return d.known.problems
}

func (p *people) check() []diag.Problem {
	var mentions []*mention
	for _, m := range p.mentions {
		if m.Email != "" {
			mentions = append(mentions, m)
		}
	}
	var problems []diag.Problem
	warn := func(p *diag.Problem) {
		if p != nil {
			problems = append(problems, *p)
		}
	}
	for _, group := range several(mentions, func(m *mention) string { return m.plain }) {
		warn(spellings(group))
		warn(twoNames(group))
	}
	for _, group := range several(mentions, func(m *mention) string { return m.bare }) {
		warn(lookAlikes(group))
	}
	for _, group := range several(mentions, func(m *mention) string { return m.Folded }) {
		warn(twoAddresses(group))
	}
	var mentees []*mention
	for _, m := range p.mentions {
		if !m.mentor && m.in.Status == program.Active {
			mentees = append(mentees, m)
		}
	}
	for _, group := range several(mentees, p.key) {
		warn(twice(group))
	}
	return diag.Sort(problems)
}

// grouped puts mentions with one key together, in the order in which they first
// come.
func grouped(mentions []*mention, key func(*mention) string) [][]*mention {
	at := map[string]int{}
	var groups [][]*mention
	for _, m := range mentions {
		k := key(m)
		i, ok := at[k]
		if !ok {
			i = len(groups)
			at[k], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], m)
	}
	return groups
}

// several is grouped without what comes once: in thousands of people hardly anybody
// comes twice.
func several(mentions []*mention, key func(*mention) string) [][]*mention {
	count := make(map[string]int, len(mentions))
	keys := make([]string, len(mentions))
	for i, m := range mentions {
		keys[i] = key(m)
		count[keys[i]]++
	}
	var some []*mention
	for i, m := range mentions {
		if count[keys[i]] > 1 {
			some = append(some, m)
		}
	}
	return grouped(some, key)
}

// variants returns the first mention of each way in which something is written,
// the most usual way first.
func variants(group []*mention, way func(*mention) string) []*mention {
	ways := grouped(group, way)
	slices.SortStableFunc(ways, func(a, b []*mention) int { return cmp.Compare(len(b), len(a)) })
	firsts := make([]*mention, len(ways))
	for i, w := range ways {
		firsts[i] = w[0]
	}
	return firsts
}

func spellings(group []*mention) *diag.Problem {
	ways := variants(group, func(m *mention) string { return string(m.Email) })
	if len(ways) < 2 {
		return nil
	}
	return warning(ways, fmt.Sprintf("the address %q is written %q in %s%s", ways[1].Email, ways[0].Email, ways[0].file(), andMore(len(ways)-2, "way")),
		"write it the same everywhere; it is taken for one person's")
}

func lookAlikes(group []*mention) *diag.Problem {
	ways := variants(group, func(m *mention) string { return m.plain })
	if len(ways) < 2 {
		return nil
	}
	return warning(ways, fmt.Sprintf("the address %q looks like %q in %s%s", ways[1].Email, ways[0].Email, ways[0].file(), andMore(len(ways)-2, "address")),
		"write one person's address the same everywhere; these are taken for two people's")
}

func twoNames(group []*mention) *diag.Problem {
	ways := variants(group, func(m *mention) string { return m.Folded })
	if len(ways) < 2 {
		return nil
	}
	return warning(ways, fmt.Sprintf("%q has the address %q, which is that of %q in %s%s", ways[1].Name, ways[1].Email, ways[0].Name, ways[0].file(), andMore(len(ways)-2, "name")),
		"write one person's name the same everywhere; give two people an address each")
}

// twoAddresses passes over addresses that look alike: lookAlikes has them.
func twoAddresses(group []*mention) *diag.Problem {
	ways := variants(group, func(m *mention) string { return m.bare })
	if len(ways) < 2 {
		return nil
	}
	return warning(ways, fmt.Sprintf("%q has the address %q here and %q in %s%s", ways[1].Name, ways[1].Email, ways[0].Email, ways[0].file(), andMore(len(ways)-2, "address")),
		"write one person's address the same everywhere; tell two people of one name apart by an initial or a team")
}

// twice passes over two relationships of the same people in one cohort: package site has them.
func twice(group []*mention) *diag.Problem {
	first, second := group[0], group[1]
	if first.in.Cohort == second.in.Cohort && slices.Equal(folded(first.in), folded(second.in)) {
		return nil
	}
	return warning(group, fmt.Sprintf("%q is mentee in another active relationship too, %s%s", second.Name, first.file(), andMore(len(group)-2, "relationship")),
		`if one of the two has ended, write status = "closed" in its file`)
}

// folded are the names of everybody in a relationship as they are compared, sorted.
func folded(r *program.Relationship) []string {
	var names []string
	for _, p := range r.People() {
		names = append(names, p.Folded)
	}
	slices.Sort(names)
	return names
}

// warning is at the file of the less usual way.
func warning(ways []*mention, text, hint string) *diag.Problem {
	return &diag.Problem{Severity: diag.Warning, Position: diag.Position{File: ways[1].file()}, Text: text, Hint: hint}
}

func andMore(n int, what string) string {
	switch {
	case n == 0:
		return ""
	case n == 1:
		return ", and there is 1 more " + what
	case what == "address":
		what = "addresse"
	}
	return fmt.Sprintf(", and there are %d more %ss", n, what)
}

func (m *mention) file() string { return m.in.Source() }

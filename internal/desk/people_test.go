package desk

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/site"
)

// person writes the lines of one.
func person(role, name, email string) string {
	lines := fmt.Sprintf("[%s]\nname = %q\n", role, name)
	if email != "" {
		lines += fmt.Sprintf("email = %q\n", email)
	}
	return lines
}

// couples is a site of relationships given as mentor, address, mentee, address …
func couples(names ...string) []string {
	var files []string
	for i := 0; i < len(names); i += 4 {
		files = append(files, fmt.Sprintf("content/cohorts/spring/p%d.toml", i/4+1), person("mentor", names[i], names[i+1])+person("mentee", names[i+2], names[i+3]))
	}
	return files
}

func TestMentorsWithTooManyMentees(t *testing.T) {
	const limit = "title = \"Test\"\n[limits]\nmentees_per_mentor = 1\n"
	group := "[mentor]\nname = \"Amara Nwosu\"\n[[mentees]]\nname = \"Tom\"\n[[mentees]]\nname = \"Tim\"\n"
	tests := []struct {
		name  string
		files []string
		want  []string
	}{
		{"one mentee each", couples("Amara", "", "Tom", "", "Ben", "", "Tim", ""), nil},
		{"two by name", couples("Amara", "", "Tom", "", "AMARA ", "", "Tim", ""), []string{"Amara 2"}},
		{"two by address", couples("Amara", "a@example.org", "Tom", "", "A. Nwosu", "A+mentor@Example.org", "Tim", ""), []string{"Amara 2"}},
		{"two people of one name", couples("Amara", "a@example.org", "Tom", "", "Amara", "b@example.org", "Tim", ""), nil},
		{"an address once, the name alone elsewhere", couples("Amara", "a@example.org", "Tom", "", "Amara", "", "Tim", ""), []string{"Amara 2"}},
		{"the same mentee twice", couples("Amara", "", "Tom", "t@example.org", "Amara", "", "Thomas", "t@example.org"), nil},
		{"a group", []string{tom, group}, []string{"Amara Nwosu 2"}},
		{"a group that is paused", []string{tom, "status = \"paused\"\n" + group}, nil},
		{"a draft counts for nothing", append(couples("Amara", "", "Tom", ""), tom, "status = \"draft\"\n"+group), nil},
		{"in two cohorts", append(couples("Amara", "", "Tom", ""), "content/cohorts/autumn/x.toml", person("mentor", "Amara", "")+person("mentee", "Tim", "")), []string{"Amara 2"}},
		{"by name", couples("Zoë", "", "Tom", "", "Zoë", "", "Tim", "", "Ada", "", "Kit", "", "Ada", "", "Lou", ""), []string{"Ada 2", "Zoë 2"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, b := range Facts(load(t, append(test.files, "site.toml", limit)...)).Busy {
				got = append(got, fmt.Sprintf("%s %d", b.Name, b.Mentees))
				if len(b.In) == 0 {
					t.Errorf("%s is busy in no relationship", b.Name)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("busy (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBusyMentorsAreMarkedInTheirRelationships(t *testing.T) {
	d := Facts(load(t, append(couples("Amara", "", "Tom", "", "Amara", "", "Tim", ""), "site.toml", "title = \"Test\"\n[limits]\nmentees_per_mentor = 1\n")...))
	for _, r := range d.Cohorts[0].Relationships {
		if r.Mentors[0].Busy != 2 || r.Mentees[0].Busy != 0 {
			t.Errorf("%s: mentor %d, mentee %d; want 2 and 0", r.Of.ID, r.Mentors[0].Busy, r.Mentees[0].Busy)
		}
	}
}

func TestPeopleWrittenInTwoWays(t *testing.T) {
	const here = "content/cohorts/spring/p2.toml: warning: "
	tests := []struct {
		name  string
		files []string
		want  []string
	}{
		{"nothing", couples("Amara", "a@example.org", "Tom", "t@example.org", "Amara", "a@example.org", "Tim", "i@example.org"), nil},
		{"no address, no warning", couples("Amara", "", "Tom", "", "Amara", "", "Tim", ""), nil},
		{"capitals", couples("Amara", "amara@example.org", "Tom", "", "Amara", "Amara@example.org", "Tim", ""), []string{
			here + `the address "Amara@example.org" is written "amara@example.org" in content/cohorts/spring/p1.toml` +
				"\n   write it the same everywhere; it is taken for one person's",
		}},
		{"a plus part", couples("Amara", "amara@example.org", "Tom", "", "Amara", "amara+work@example.org", "Tim", ""), []string{
			here + `the address "amara+work@example.org" is written "amara@example.org" in content/cohorts/spring/p1.toml` +
				"\n   write it the same everywhere; it is taken for one person's",
		}},
		{"the rare spelling is the odd one", couples("Amara", "AMARA@example.org", "Tom", "", "Amara", "amara@example.org", "Tim", "", "Amara", "amara@example.org", "Kit", ""), []string{
			`content/cohorts/spring/p1.toml: warning: the address "AMARA@example.org" is written "amara@example.org" in content/cohorts/spring/p2.toml` +
				"\n   write it the same everywhere; it is taken for one person's",
		}},
		{"three spellings", couples("Amara", "amara@example.org", "Tom", "", "Amara", "Amara@example.org", "Tim", "", "Amara", "AMARA@example.org", "Kit", ""), []string{
			here + `the address "Amara@example.org" is written "amara@example.org" in content/cohorts/spring/p1.toml, and there is 1 more way` +
				"\n   write it the same everywhere; it is taken for one person's",
		}},
		{"dots", couples("Amara Nwosu", "amara.nwosu@example.org", "Tom", "", "Amara Nwosu", "amaranwosu@example.org", "Tim", ""), []string{
			here + `the address "amaranwosu@example.org" looks like "amara.nwosu@example.org" in content/cohorts/spring/p1.toml` +
				"\n   write one person's address the same everywhere; these are taken for two people's",
		}},
		{"one address, two names", couples("Amara Nwosu", "amara@example.org", "Tom", "", "A. Nwosu", "amara@example.org", "Tim", ""), []string{
			here + `"A. Nwosu" has the address "amara@example.org", which is that of "Amara Nwosu" in content/cohorts/spring/p1.toml` +
				"\n   write one person's name the same everywhere; give two people an address each",
		}},
		{"one name, two addresses", couples("Amara Nwosu", "amara@example.org", "Tom", "", "Amara  nwosu", "nwosu@example.org", "Tim", "", "Amara Nwosu", "an@example.org", "Kit", ""), []string{
			here + `"Amara nwosu" has the address "nwosu@example.org" here and "amara@example.org" in content/cohorts/spring/p1.toml, and there is 1 more address` +
				"\n   write one person's address the same everywhere; tell two people of one name apart by an initial or a team",
		}},
	}
	var memory Memory // one site after the other, each read twice
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, facts := range []func(*site.Site) *Desk{Facts, memory.Facts, memory.Facts} {
				var got []string
				for _, p := range facts(load(t, test.files...)).Check() {
					got = append(got, p.String())
				}
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("problems (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestMenteesOfTwoActiveRelationships(t *testing.T) {
	two := couples("Amara", "", "Tom", "", "Ben", "", "Tom", "")
	const said = `content/cohorts/spring/p2.toml: warning: "Tom" is mentee in another active relationship too, content/cohorts/spring/p1.toml` +
		"\n   if one of the two has ended, write status = \"closed\" in its file"
	for _, test := range []struct {
		name  string
		files []string
		want  string
	}{
		{"two mentors", two, said},
		{"by address", couples("Amara", "", "Tom", "t@example.org", "Ben", "", "Tom", ""), said},
		{"one of them is closed", append([]string{two[0], "status = \"closed\"\n" + two[1]}, two[2:]...), ""},
		{"two people of two names", couples("Amara", "", "Tom", "t@example.org", "Ben", "", "Tim", "u@example.org"), ""},
		{"one mentor, in one cohort", couples("Amara", "", "Tom", "", "Amara", "", "Tom", ""), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := ""
			for _, p := range Facts(load(t, test.files...)).Check() {
				got += p.String()
			}
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

package build

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pairbook"
	sources "pairbook/internal/edit"
	"pairbook/internal/issued"
	"pairbook/internal/program"
	"pairbook/internal/state"
)

// hand says that a relationship, or all, was handed out as it is.
func (s *rememberedSite) hand(key string) {
	s.t.Helper()
	p, err := sources.Begin(os.DirFS(s.dir), pairbook.Builtin())
	if err != nil {
		s.t.Fatal(err)
	}
	var some []*program.Relationship
	for _, c := range p.Site().Cohorts {
		for _, rel := range c.Relationships {
			if key == "" || rel.Key() == key {
				some = append(some, rel)
			}
		}
	}
	issue := issued.NewIssue("", state.Peek(s.dir, issued.IssuedName), p.Site(), some)
	if err := sources.Apply(s.t.Context(), state.NewDisk(s.t.Context(), nil), s.dir, &issue.Change); err != nil {
		s.t.Fatal(err)
	}
}

// The pack of what has changed since it was handed out follows each edit and each handing out,
// and no other file does.
func TestThePackOfChangedSheetsFollows(t *testing.T) {
	s := &rememberedSite{t: t, dir: t.TempDir()}
	pair := func(mentee, goal string) string {
		return "[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = \"" + mentee + "\"\n[[goals]]\ntitle = \"" + goal + "\"\nmeasurable = \"Seen\"\ndue = 2027-06-30\n"
	}
	s.write("site.toml", "title = \"Test\"\n")
	s.write("content/cohorts/spring/tom.toml", pair("Tom Okafor", "Lead"))
	s.write("content/cohorts/spring/ada.toml", pair("Ada Li", "Learn"))
	s.write("content/cohorts/autumn/eve.toml", pair("Eve Moss", "Plan"))
	const pack = "facilitator/spring-reprint.html"
	before := s.build("at first")
	if before[pack] != nil {
		t.Error("there is a pack though nothing was handed out")
	}
	s.hand("")
	after := s.build("handed out")
	for name, data := range after {
		if !strings.HasSuffix(name, "-reprint.html") && string(before[name]) != string(data) {
			t.Errorf("%s is not what it was before the sheets were handed out", name)
		}
	}
	for _, step := range []struct {
		what string
		do   func()
		want []string // on the pack
		not  []string
	}{
		{"nothing", func() {}, nil, []string{"<section"}},
		{"a goal of one", func() { s.write("content/cohorts/spring/tom.toml", pair("Tom Okafor", "Lead two")) }, []string{`id="tom-goal-1"`, "Lead two"}, []string{"ada-goal"}},
		{"a goal of the other", func() { s.write("content/cohorts/spring/ada.toml", pair("Ada Li", "Teach")) }, []string{`id="tom-goal-1"`, `id="ada-goal-1"`}, nil},
		{"handed out to one", func() { s.hand("spring/tom") }, []string{`id="ada-goal-1"`}, []string{"tom-goal"}},
		{"the guidance of all", func() { s.write("content/guidance/goals.md", "+++\ntitle = \"Ours\"\n+++\n") }, []string{`id="tom-goal-1"`, `id="ada-goal-1"`}, nil},
		{"as it was", func() { os.Remove(filepath.Join(s.dir, "content/guidance/goals.md")) }, []string{`id="ada-goal-1"`}, []string{"tom-goal"}},
		{"handed out to all", func() { s.hand("") }, nil, []string{"<section"}},
	} {
		step.do()
		page := string(s.build(step.what)[pack])
		for _, text := range step.want {
			if !strings.Contains(page, text) {
				t.Errorf("%s: the pack lacks %s", step.what, text)
			}
		}
		for _, text := range step.not {
			if page == "" || strings.Contains(page, text) {
				t.Errorf("%s: the pack has %s, or there is none", step.what, text)
			}
		}
	}
}

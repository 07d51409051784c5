package site

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/program"
)

// walking is a format with something of everything that levels merge.
const walking = `title = "Walking"
parts = ["cover", "sessions"]
[labels]
mentor = "Guide"
mentee = "Walker"
[schedule]
every = "2 weeks"
minutes = 30
sessions = 3
[agreement]
covers = ["paths"]
[[agreement.clauses]]
text = "boots"
[[sessions]]
title = "The hill"
`

// A format stands just under the file that names it, and no other format counts.
func TestAFormatStandsUnderTheFileThatNamesIt(t *testing.T) {
	const (
		site   = "title = \"Test\"\n[labels]\nmentee = \"Learner\"\n[schedule]\nminutes = 45\n[[agreement.clauses]]\ntext = \"site\"\n"
		cohort = "[schedule]\nsessions = 4\n[[agreement.clauses]]\ntext = \"cohort\"\n"
		other  = "title = \"Other\"\nparts = [\"goals\"]\n[labels]\nmentor = \"Other\"\n[[agreement.clauses]]\ntext = \"other\"\n"
	)
	for _, c := range []struct {
		name, site, cohort, tom string
		minutes, sessions       int
		mentee, clauses         string
	}{
		{"site", "format = \"walking\"\n", "", "", 45, 4, "Learner", "boots site cohort"},
		{"cohort", "format = \"other\"\n", "format = \"walking\"\n", "", 30, 4, "Walker", "site boots cohort"},
		{"relationship", "", "format = \"other\"\n", "format = \"walking\"\n", 30, 3, "Walker", "site cohort boots"},
	} {
		s, problems := load(t,
			"site.toml", c.site+site, "content/cohorts/spring/cohort.toml", c.cohort+cohort, "content/cohorts/spring/tom.toml", c.tom+pair,
			"content/formats/walking.toml", walking, "content/formats/other.toml", other)
		r := only(t, s, problems)
		var clauses []string
		for _, clause := range r.Agreement.Clauses {
			clauses = append(clauses, clause.Text)
		}
		if got := strings.Join(clauses, " "); got != c.clauses {
			t.Errorf("%s: the clauses are %s; want %s", c.name, got, c.clauses)
		}
		if r.Format != "walking" || r.Schedule.Minutes != c.minutes || len(r.Sessions) != c.sessions || r.Labels.Mentee != c.mentee || r.Labels.Mentor != "Guide" {
			t.Errorf("%s: format %s, %d minutes, %d sessions, %+v", c.name, r.Format, r.Schedule.Minutes, len(r.Sessions), r.Labels)
		}
		if r.Sessions[0].Title != "The hill" || !slices.Equal(r.Parts, []string{"cover", "sessions"}) || !slices.Equal(r.Agreement.Covers, []string{"paths"}) {
			t.Errorf("%s: session 1 is %+v, the parts are %q, covered is %q", c.name, r.Sessions[0], r.Parts, r.Agreement.Covers)
		}
	}
}

func TestWithoutAFormatEverythingIsAsTheFilesSay(t *testing.T) {
	s, problems := load(t, "content/cohorts/spring/tom.toml", pair)
	r := only(t, s, problems)
	if r.Format != program.DefaultFormat || !slices.Equal(r.Parts, program.DefaultParts) || r.Labels != (program.Labels{}) {
		t.Errorf("format %q, parts %q, labels %+v", r.Format, r.Parts, r.Labels)
	}
}

func TestTheFormatOfTheProgrammeNamesTheRolesEverywhere(t *testing.T) {
	s, problems := load(t, "site.toml", "title = \"Test\"\nformat = \"walking\"\n", "content/formats/walking.toml", walking, "content/cohorts/spring/tom.toml", pair)
	only(t, s, problems)
	if want := (program.Labels{Mentor: "Guide", Mentee: "Walker"}); s.Program.Labels != want || s.Cohorts[0].Labels != want {
		t.Errorf("labels: programme %+v, cohort %+v", s.Program.Labels, s.Cohorts[0].Labels)
	}
}

func TestAFormatHasWordsInOtherLanguages(t *testing.T) {
	s, problems := load(t,
		"content/formats/walking.toml", walking,
		"content/formats/walking.pt.toml", "title = \"A andar\"\n[labels]\nmentor = \"Guia\"\n[agreement]\ncovers = [\"caminhos\"]\n[[agreement.clauses]]\ntext = \"botas\"\n[[sessions]]\ntitle = \"A colina\"\n",
		"content/cohorts/spring/tom.toml", "format = \"walking\"\nlanguage = \"pt-BR\"\n"+pair)
	r := only(t, s, problems)
	got := []string{r.Labels.Mentor, r.Labels.Mentee, r.Agreement.Covers[0], r.Agreement.Clauses[0].Text, r.Sessions[0].Title}
	if diff := cmp.Diff([]string{"Guia", "Walker", "caminhos", "botas", "A colina"}, got); diff != "" || len(r.Agreement.Clauses) != 1 {
		t.Errorf("%d clauses (-want +got):\n%s", len(r.Agreement.Clauses), diff)
	}
	s, problems = load(t, "site.toml", "title = \"Teste\"\nlanguage = \"pt\"\n", "content/formats/walking.toml", walking)
	if len(problems) > 0 || s.Formats[0].Title() != "Walking" {
		t.Errorf("%v, %+v", problems, s.Formats[0].Title())
	}
}

// Within a language the nearer guidance counts: the cohort's, then that of the site's own
// format, the site's, the built-in format's, the built-in.
func TestTheGuidanceOfAFormat(t *testing.T) {
	builtinFormat := map[string]string{"content/formats/circle.toml": "title = \"Circle\"\n", "content/formats/circle/guidance/session.md": "# Built-in circle\n"}
	files := []string{"content/cohorts/spring/tom.toml", "format = \"circle\"\n" + pair}
	steps := [][2]string{
		{"", "Built-in circle"},
		{"content/guidance/session.md", "Site"},
		{"content/formats/circle/guidance/session.md", "Site circle"},
		{"content/cohorts/spring/guidance/session.md", "Cohort"},
	}
	for _, step := range steps {
		if step[0] != "" {
			files = append(files, step[0], "# "+step[1]+"\n")
		}
		s := loadOver(t, builtinFormat, files...)
		if d := s.Library.Find(Guidance, "session", "spring", "circle", "en"); d.Title != step[1] {
			t.Errorf("with %s the session is %q; want %q", step[0], d.Title, step[1])
		}
		if d := s.Library.Find(Guidance, "closing", "spring", "circle", "en"); d.Title != "Built-in closing" {
			t.Errorf("the closing is %q", d.Title)
		}
	}
}

// Built-in guidance of a format has a page when some relationship has the format.
func TestGuidanceOfAFormatIsPublishedWhenItIsInUse(t *testing.T) {
	builtinFormat := map[string]string{"content/formats/circle.toml": "title = \"Circle\"\n", "content/formats/circle/guidance/session.md": "# Built-in circle\n\nSee [the goals](goals.md).\n"}
	const address = "guidance/circle/session.html"
	for format, want := range map[string]bool{"": false, "format = \"circle\"\n": true} {
		s := loadOver(t, builtinFormat, "content/cohorts/spring/tom.toml", format+pair)
		i := slices.IndexFunc(s.Handouts(), func(d *Document) bool { return d.Address == address })
		if (i >= 0) != want {
			t.Errorf("with %q there is a page: %t", format, i >= 0)
		}
		if want && !strings.Contains(s.Handouts()[i].Body(Words{}), `href="../goals.html"`) {
			t.Errorf("its link leads elsewhere: %s", s.Handouts()[i].Body(Words{}))
		}
	}
}

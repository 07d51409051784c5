package site

import (
	"fmt"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/program"
)

func TestDocumentsAreFoundByLanguageThenByCohort(t *testing.T) {
	s, problems := load(t,
		"site.toml", "title = \"Test\"\nlanguage = \"de\"\n",
		"content/guidance/welcome.md", "# Willkommen\n",
		"content/guidance/welcome.pt.md", "# Bem-vindos\n",
		"content/guidance/goals.de.md", "# Ziele\n",
		"content/cohorts/spring/guidance/welcome.md", "# Willkommen im Frühling\n",
		"content/cohorts/spring/tom.toml", pair,
		"content/cohorts/spring/ana.toml", "language = \"pt\"\n[mentor]\nname = \"Ana Reis\"\n[mentee]\nname = \"Rui Lobo\"\n",
	)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, c := range []struct{ name, cohort, lang, want string }{
		{"welcome", "", "de", "content/guidance/welcome.md"},
		{"welcome", "spring", "de", "content/cohorts/spring/guidance/welcome.md"},
		{"welcome", "spring", "pt-BR", "content/guidance/welcome.pt.md"},
		{"welcome", "spring", "fr", "content/cohorts/spring/guidance/welcome.md"},
		{"goals", "spring", "de-AT", "content/guidance/goals.de.md"},
		{"closing", "spring", "de", "content/guidance/closing.md"},
		{"check-in", "spring", "pt", "content/guidance/check-in.pt.md"},
		{"check-in", "spring", "de", "content/guidance/check-in.md"},
	} {
		d := s.Library.Find(Guidance, c.name, c.cohort, "", program.Language(c.lang))
		if d == nil || d.Source != c.want {
			t.Errorf("%s for %s in %s: got %+v, want %s", c.name, c.cohort, c.lang, d, c.want)
		}
	}
	if d := s.Library.Find(Guidance, "closing", "", "", "de"); d.Language != "en" {
		t.Errorf("built-in text in a German site has language %q, want en", d.Language)
	}
}

// A name that says the language says it more exactly than none, whatever the language is called.
func TestTextsThatNameTheirLanguageGoFirst(t *testing.T) {
	const mail = "+++\nsubject = \"Hello\"\n+++\n\nGood morning.\n"
	for _, lang := range []string{"de", "pt"} {
		goals, hello := "content/guidance/goals."+lang+".md", "content/messages/hello."+lang+".md"
		s, problems := load(t, "site.toml", "title = \"Test\"\nlanguage = \""+lang+"\"\n",
			"content/guidance/goals.md", "# Goals\n", goals, "# Goals\n", "content/messages/hello.md", mail, hello, mail,
			"content/formats/walking.toml", walking, "content/formats/walking."+lang+".toml", "title = \"Named\"\n",
			"content/cohorts/spring/tom.toml", pair)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if d := s.Library.Find(Guidance, "goals", "spring", "", program.Language(lang)); d.Source != goals {
			t.Errorf("found %s, want %s", d.Source, goals)
		}
		if m := s.Message("hello", program.Language(lang)); m.Source != hello {
			t.Errorf("found %s, want %s", m.Source, hello)
		}
		if title := s.Formats[0].Title(); title != "Named" {
			t.Errorf("the format is called %q", title)
		}
	}
}

// Where the site's language stands in, the site's own text does, not a built-in one that names
// that language.
func TestTheSitesOwnTextStandsInForOtherLanguages(t *testing.T) {
	for _, own := range []string{"content/guidance/check-in.md", "content/cohorts/spring/guidance/check-in.md"} {
		s, _ := load(t, "site.toml", "title = \"Test\"\nlanguage = \"pt\"\n", own, "# A conversa\n",
			"content/cohorts/spring/tom.toml", "language = \"it\"\n"+pair)
		if d := s.Library.Find(Guidance, "check-in", "spring", "", "it"); d.Source != own {
			t.Errorf("found %s, want %s", d.Source, own)
		}
	}
}

func TestBuiltinTextInUnusedLanguagesGetsNoPage(t *testing.T) {
	addresses := func(s *Site) string {
		var all []string
		for _, d := range s.Handouts() {
			all = append(all, d.Address)
		}
		return strings.Join(all, " ")
	}
	s, _ := load(t, "content/cohorts/spring/tom.toml", pair)
	if got := addresses(s); strings.Contains(got, "check-in.pt.html") {
		t.Errorf("pages = %s; nobody reads Portuguese", got)
	}
	s, _ = load(t, "content/cohorts/spring/tom.toml", "language = \"pt-BR\"\n"+pair)
	if got := addresses(s); !strings.Contains(got, "check-in.pt.html") {
		t.Errorf("pages = %s; want check-in.pt.html", got)
	}
}

// A built-in text has no page when nobody is given it, since the site has its own in that
// language; and no link leads to where it would be.
func TestBuiltinTextThatNobodyIsGivenGetsNoPage(t *testing.T) {
	const link = "See [the check-in](check-in.md) or [the circle's](../formats/circle/guidance/session.md).\n"
	more := map[string]string{
		"content/guidance/goals.pt.md": link, "content/guidance/goals.md": link, "content/formats/circle.toml": "title = \"Circle\"\n",
		"content/formats/circle/guidance/session.md": "# Built-in circle\n", "content/formats/circle/guidance/session.pt.md": "# Círculo\n",
	}
	const circle = "format = \"circle\"\n"
	for _, c := range []struct{ site, tom, own, with, without string }{
		{"pt", "pt", "", "check-in.pt goals.pt", "check-in goals"},
		{"pt", "pt", "guidance/check-in.md", "check-in goals.pt", "check-in.pt"},
		{"pt-BR", "pt-BR", "guidance/check-in.md", "check-in goals.pt", "check-in.pt goals"},
		{"pt", "en", "guidance/check-in.md", "check-in goals goals.pt", "check-in.pt"},
		{"pt", "it", "guidance/check-in.md", "check-in goals.pt", "check-in.pt goals"},
		{"en", "pt", "guidance/check-in.md", "check-in check-in.pt", ""},
		{"en", "en", "guidance/check-in.en.md", "check-in.en goals", "check-in check-in.pt"},
		{"pt", "pt", "guidance/feedback.en.md", "check-in.pt feedback.en", "check-in"},
		{"pt", "pt", "cohorts/spring/guidance/check-in.md", "check-in.pt", "check-in"},
		{"pt", "pt", "guidance/session.md", "session", "circle/session circle/session.pt"},
		{"pt", "en", "guidance/session.md", "session circle/session", "circle/session.pt"},
	} {
		files := []string{"site.toml", fmt.Sprintf("title = \"Test\"\nlanguage = %q\n", c.site), "content/cohorts/spring/tom.toml", fmt.Sprintf("language = %q\n", c.tom) + circle + pair}
		if c.own != "" {
			files = append(files, "content/"+c.own, link)
		}
		s := loadOver(t, more, files...)
		pages := map[string]bool{}
		for _, d := range s.Handouts() {
			pages[d.Address] = true
		}
		for name, want := range map[string]bool{c.with: true, c.without: false} {
			for _, name := range strings.Fields(name) {
				if pages["guidance/"+name+".html"] != want {
					t.Errorf("%+v: there is a page %s: %t", c, name, !want)
				}
			}
		}
		for _, d := range s.Handouts() {
			for _, href := range d.hrefs {
				if to := path.Join(path.Dir(d.Address), href); !pages[to] {
					t.Errorf("%+v: %s links to %s, which is no page", c, d.Source, to)
				}
			}
		}
	}
}

func TestLinksLeadToPagesAndMedia(t *testing.T) {
	s, problems := load(t,
		"content/guidance/welcome.md", "See [goals](goals.md#the-first-goal), [time](../topics/time-management.md) and [the plan](The%20Plan.pdf).\n\n![a tree](tree.svg)\n",
		"content/guidance/goals.md", "# Goals\n\n## The first goal\n\nText.\n",
		"content/guidance/The Plan.pdf", "%PDF",
		"content/guidance/tree.svg", "<svg/>",
		"content/cohorts/spring/guidance/session.md", "Back to [goals](goals.md).\n",
		"content/cohorts/spring/tom.toml", pair,
	)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	welcome := s.Library.Find(Guidance, "welcome", "", "", "en").Body(Words{})
	for _, want := range []string{`href="goals.html#h-the-first-goal"`, `href="../topics/time-management.html"`, `href="../assets/media/guidance/the-plan.pdf"`, `src="../assets/media/guidance/tree.svg"`} {
		if !strings.Contains(welcome, want) {
			t.Errorf("welcome lacks %s:\n%s", want, welcome)
		}
	}
	if own := s.Library.Find(Guidance, "session", "spring", "", "en").Body(Words{}); !strings.Contains(own, `href="../../guidance/goals.html"`) {
		t.Errorf("a cohort's own text links to everybody's goals by\n%s", own)
	}
	want := []Media{{"content/guidance/The Plan.pdf", "assets/media/guidance/the-plan.pdf"}, {"content/guidance/tree.svg", "assets/media/guidance/tree.svg"}}
	if diff := cmp.Diff(want, s.Media); diff != "" {
		t.Errorf("media (-want +got):\n%s", diff)
	}
}

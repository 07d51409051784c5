package build

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// handoutsOf builds a site of some files, each a name and a text, and returns how to look for a
// text on a page of it.
func handoutsOf(t *testing.T, files ...string) (wants func(page, text string)) {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		writeFile(t, filepath.Join(dir, filepath.FromSlash(files[i])), files[i+1])
	}
	if report := mustRun(t, options(dir), &Memory{}); !report.Done {
		t.Fatal(report)
	}
	return func(page, text string) {
		t.Helper()
		drawn, err := os.ReadFile(filepath.Join(dir, "public", filepath.FromSlash(page)))
		if err != nil || !strings.Contains(string(drawn), text) {
			t.Errorf("%s lacks %s: %v", page, text, err)
		}
	}
}

// forSide is how a question says whom it is for.
func forSide(label string) string { return `<span class="for">` + label + `</span></li>` }

const (
	tomAndAmara = "[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = \"Tom Okafor\"\n"
	ruiAndAna   = "[mentor]\nname = \"Ana Reis\"\n[mentee]\nname = \"Rui Lobo\"\n"
	benAndAda   = "[mentor]\nname = \"Ben Adeyemi\"\n[mentee]\nname = \"Ada Byrne\"\n"
	forBoth     = "+++\n[[prompts]]\nask = \"What does {mentee} bring?\"\nfor = \"mentee\"\n[[prompts]]\nask = \"And you?\"\nfor = \"mentor\"\n+++\n\n{mentor} comes first.\n"
)

// A page calls the roles as workbooks do that say nothing themselves: of its format, of its
// cohort and in its language.
func TestPagesCallTheRolesAsWorkbooksDo(t *testing.T) {
	wants := handoutsOf(t,
		"site.toml", "title = \"Test\"\n[labels]\nmentor = \"Coach\"\nmentee = \"Coachee\"\n",
		"content/cohorts/a/tom.toml", "format = \"buddy\"\n"+tomAndAmara,
		"content/cohorts/a/rui.toml", "format = \"buddy\"\nlanguage = \"pt\"\n"+ruiAndAna,
		"content/cohorts/b/cohort.toml", "format = \"reverse\"\n[labels]\nmentor = \"Guide\"\n",
		"content/cohorts/b/ada.toml", benAndAda,
		"content/cohorts/b/guidance/session.md", forBoth,
		"content/formats/buddy/guidance/session.md", forBoth,
		"content/guidance/session.md", forBoth)
	wants("guidance/buddy/baseline.html", forSide("New colleague"))
	wants("guidance/buddy/baseline.pt.html", forSide("Colega em integração"))
	wants("guidance/buddy/session.html", "What does New colleague bring? "+forSide("New colleague"))
	wants("guidance/buddy/session.html", "And you? "+forSide("Buddy"))
	wants("guidance/buddy/session.html", "<p>Buddy comes first.</p>")
	wants("guidance/session.html", "What does Coachee bring? "+forSide("Coachee"))
	wants("guidance/session.html", "<p>Coach comes first.</p>")
	wants("b/guidance/session.html", "<p>Guide comes first.</p>")
}

// What the programme's own format calls the roles stands under site.toml, also on its pages.
func TestThePagesOfTheProgrammesFormatCallTheRolesAsSiteTOMLDoes(t *testing.T) {
	wants := handoutsOf(t,
		"site.toml", "title = \"Test\"\nformat = \"buddy\"\n[labels]\nmentor = \"Host\"\n",
		"content/cohorts/a/tom.toml", tomAndAmara,
		"content/cohorts/a/rui.toml", "language = \"pt\"\n"+ruiAndAna,
		"content/formats/buddy/guidance/session.md", forBoth)
	wants("guidance/buddy/session.html", forSide("New colleague"))
	wants("guidance/buddy/session.html", forSide("Host"))
	wants("guidance/baseline.html", forSide("New colleague"))
	wants("guidance/baseline.pt.html", forSide("Colega em integração"))
}

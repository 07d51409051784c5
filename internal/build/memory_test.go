package build

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"pairbook/internal/issued"
	"pairbook/internal/output"
	"pairbook/internal/state"
)

// A rememberedSite is a site that is built again and again in one process, and from
// nothing beside, which must come to the same.
type rememberedSite struct {
	t      *testing.T
	dir    string
	memory Memory
}

func (s *rememberedSite) write(name, text string) {
	s.t.Helper()
	name = filepath.Join(s.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		s.t.Fatal(err)
	}
}

// build builds both ways, written and shown, and returns what was written. What was handed out
// is known to both.
func (s *rememberedSite) build(what string) map[string][]byte {
	s.t.Helper()
	mustRun(s.t, options(s.dir), &s.memory)
	written := readTree(s.t, s.dir)
	given := state.Peek(s.dir, issued.IssuedName)
	clean(s.t, s.dir)
	if given != nil {
		s.write(state.Name+"/"+issued.IssuedName, string(given))
	}
	mustRun(s.t, options(s.dir), &Memory{})
	if diff := difference(readTree(s.t, s.dir), written); diff != "" {
		s.t.Fatalf("%s: unlike a build that remembers nothing: %s", what, diff)
	}
	return written
}

// What is left alone because its relationships are the same must not show what another
// cohort says: here, that a mentor has too many mentees.
func TestACohortsPageFollowsWhatOtherCohortsSay(t *testing.T) {
	s := &rememberedSite{t: t, dir: t.TempDir()}
	s.write("site.toml", "title = \"Test\"\n[limits]\nmentees_per_mentor = 1\n")
	pair := func(mentee string) string {
		return fmt.Sprintf("[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = %q\n", mentee)
	}
	s.write("content/cohorts/spring/tom.toml", pair("Tom Okafor"))
	s.write("content/cohorts/autumn/ada.toml", strings.Replace(pair("Ada Li"), "Amara", "Berta", 1))
	page := func(what string) string { return string(s.build(what)["facilitator/spring.html"]) }
	const mark = `<b class="badge">`
	if strings.Contains(page("at first"), mark) {
		t.Error("a mentor of one mentee is marked")
	}
	s.write("content/cohorts/autumn/ada.toml", pair("Ada Li"))
	if !strings.Contains(page("with a second mentee"), mark) {
		t.Error("a mentor whose second mentee is in another cohort is not marked")
	}
	s.write("content/cohorts/autumn/ada.toml", "status = \"closed\"\n"+pair("Ada Li"))
	if strings.Contains(page("with the second relationship closed"), mark) {
		t.Error("a mentor of one mentee is marked still")
	}
}

// A mistake that a page was drawn with is forgotten with the page.
func TestARendererThatMetAMistakeIsNotUsedAgain(t *testing.T) {
	s := &rememberedSite{t: t, dir: t.TempDir()}
	pair := "[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = \"Tom Okafor\"\n"
	s.write("site.toml", "title = \"Test\"\n")
	s.write("content/cohorts/spring/tom.toml", pair+"team = \"x\"\n")
	s.write("templates/sheets/back.html", `<section class="sheet" id="{{.F.ID}}">{{with index .Mentees 0}}{{if not .Team}}{{index .Name 99}}{{end}}{{end}}</section>`)
	s.build("at first")
	s.write("content/cohorts/spring/tom.toml", pair)
	report, err := Run(context.Background(), options(s.dir), &s.memory)
	if err != nil || report.Done {
		t.Fatalf("a template that fails: %+v, %v", report, err)
	}
	s.write("content/cohorts/spring/tom.toml", pair+"team = \"y\"\n")
	s.build("mended")
}

// Whoever takes pages away while a site is watched gets them back with the next build,
// though it leaves the workbooks alone that are the same.
func TestPagesThatAreTakenAwayComeBack(t *testing.T) {
	s := &rememberedSite{t: t, dir: t.TempDir()}
	s.write("site.toml", "title = \"Test\"\n")
	for _, name := range []string{"spring/tom", "spring/ada", "autumn/eve"} {
		s.write("content/cohorts/"+name+".toml", fmt.Sprintf("[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = %q\n", path.Base(name)))
	}
	all := mustRun(t, options(s.dir), &s.memory)
	files := len(readTree(t, s.dir)) // with the marks of the folders
	for _, gone := range []string{"public/spring/tom/index.html", "public/spring", "facilitator/spring.html", "facilitator", "public"} {
		if err := os.RemoveAll(filepath.Join(s.dir, gone)); err != nil {
			t.Fatal(err)
		}
		s.write("content/cohorts/autumn/eve.toml", "[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = \"Without "+gone+"\"\n")
		report := mustRun(t, options(s.dir), &s.memory)
		if n := len(readTree(t, s.dir)); n != files || report.Written+report.Unchanged != all.Written || report.Pages != all.Pages || report.Workbooks != 3 {
			t.Errorf("without %s: %d files, %+v; want %d files, %d pages", gone, n, report, files, all.Pages)
		}
		s.build("without " + gone)
	}
}

// Another process uses what the last one learned; the pages are those that it would
// have made alone.
func TestPagesOfWhatAnotherProcessHasLearned(t *testing.T) {
	dir := generate(t, 20)
	mustRun(t, options(dir), &Memory{})
	if output.Learned(dir) == nil {
		t.Fatal("nothing was left to the next process")
	}
	writeFile(t, filepath.Join(dir, "content/guidance/session.md"), "+++\ntitle = \"Ours\"\n+++\n\nText.\n")
	writeFile(t, filepath.Join(dir, "content/cohorts/cohort-01/pair-0003.toml"), strings.Replace(generatedPair(2), "Station services", "Trains", 1))
	mustRun(t, options(dir), &Memory{})
	recalled := readTree(t, dir)
	clean(t, dir)
	mustRun(t, options(dir), &Memory{})
	if diff := difference(readTree(t, dir), recalled); diff != "" {
		t.Error(diff)
	}
}

// A pack none of whose leaves says what was edited is left as it is. When it is not there
// any more, it is made anew.
func TestAPackIsPutAgainOnlyWhenALeafChanges(t *testing.T) {
	s := &rememberedSite{t: t, dir: t.TempDir()}
	s.write("site.toml", "title = \"Test\"\n")
	pair := func(team, place string) {
		s.write("content/cohorts/spring/tom.toml", fmt.Sprintf(
			"[mentor]\nname = \"Amara Nwosu\"\nteam = %q\n[mentee]\nname = \"Tom Okafor\"\n[schedule]\nsessions = 1\nplace = %q\n", team, place))
	}
	pack := filepath.Join(s.dir, "facilitator/spring-session-1.html")
	// step edits and builds, and reports whether the pack is the same file.
	step := func(team, place string) bool {
		before, _ := os.Stat(pack)
		pair(team, place)
		mustRun(t, options(s.dir), &s.memory)
		after, err := os.Stat(pack)
		if err != nil {
			t.Fatal(err)
		}
		return before != nil && os.SameFile(before, after)
	}
	for i, want := range []struct {
		team, place string
		same        bool
	}{
		{"Quays", "Room 1", false},
		{"Sheds", "Room 1", true}, // drawn again, and found to be the same
		{"Yards", "Room 1", true},
		{"Docks", "Room 2", false},
		{"Quays", "Room 2", true},
	} {
		if same := step(want.team, want.place); same != want.same {
			t.Errorf("%d, %v: the pack is the same file: %t", i, want, same)
		}
	}
	if err := os.Remove(pack); err != nil {
		t.Fatal(err)
	}
	step("Sheds", "Room 2")
	s.build("after the pack was removed")
}

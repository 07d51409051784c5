package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// exampleSite copies the sources of the example programme.
func exampleSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../../site.toml")
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "site.toml"), data, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// comments are the comments of a text, in their order.
func comments(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		if at := strings.Index(line, "#"); at >= 0 {
			all = append(all, strings.TrimSpace(line[at:]))
		}
	}
	return all
}

// Every file of the example is changed by every command, and keeps its comments; each
// change is taken back to the last byte.
func TestEveryCommandKeepsTheCommentsOfTheExample(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	site := exampleSite(t)
	files, err := filepath.Glob(filepath.Join(site, "content/cohorts/*/*.toml"))
	if err != nil {
		t.Fatal(err)
	}
	changed := map[string]int{}
	for _, file := range files {
		if filepath.Base(file) == "cohort.toml" {
			continue
		}
		id := filepath.Base(filepath.Dir(file)) + "/" + strings.TrimSuffix(filepath.Base(file), ".toml")
		for verb, args := range map[string][]string{
			"record":     {id, "--session", "1", "--held", "--date", "2027-01-13", "--promise", "mentor; call; 2027-02-01"},
			"cancel":     {id, "--session", "2", "--cancelled", "ill"},
			"reschedule": {id, "--session", "4", "--time", "08:15", "--place", "Room 9"},
			"close":      {id, "--date", "2027-06-30", "--reason", "moved"},
			"pause":      {id}, "resume": {id}, "draft": {id},
		} {
			before, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if verb == "cancel" {
				verb = "record"
			}
			args = append(append([]string{verb}, args...), "--site", site)
			status := run(t.Context(), args, io.Discard, io.Discard)
			after, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(comments(string(before)), comments(string(after))); diff != "" {
				t.Errorf("%v: comments (-before +after):\n%s", args, diff)
			}
			if string(before) == string(after) {
				continue // refused, or so already
			}
			if status != statusDone {
				t.Errorf("%v: exit status %d, and the file was changed", args, status)
			}
			changed[verb]++
			command(t, statusDone, "undo", "--site", site)
			if back, err := os.ReadFile(file); err != nil || string(back) != string(before) {
				t.Errorf("%v: taken back:\n%s", args, cmp.Diff(string(before), string(back)))
			}
		}
	}
	for verb, least := range map[string]int{"record": 8, "reschedule": 8, "close": 8, "pause": 6, "draft": 6, "resume": 1} {
		if changed[verb] < least {
			t.Errorf("%s changed %d files of the example, want at least %d", verb, changed[verb], least)
		}
	}
}

// manyPairs makes a site of n pairs and a sheet that records a session of each.
func manyPairs(tb testing.TB, n int) (site, sheet string) {
	tb.Helper()
	site = tb.TempDir()
	write := func(name, text string) {
		name = filepath.Join(site, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			tb.Fatal(err)
		}
	}
	write("site.toml", "title = \"Test\"\n[schedule]\nfirst = 2027-01-14\n")
	var rows strings.Builder
	rows.WriteString("relationship,session,held,who,what,due\n")
	for i := range n {
		write(fmt.Sprintf("content/cohorts/spring/pair-%d.toml", i), fmt.Sprintf(
			"# Pair %d.\n[mentor]\nname = \"Mentor %[1]d\"\n\n[mentee]\nname = \"Mentee %[1]d\"   # new\n\n[[goals]]\ntitle = \"Lead\"\n", i))
		fmt.Fprintf(&rows, "spring/pair-%d,1,yes,mentor,lend the book,2027-02-01\n", i)
	}
	write("slips.csv", rows.String())
	return site, filepath.Join(site, "slips.csv")
}

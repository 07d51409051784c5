package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"pairbook/internal/diag"
)

// previewed are the options of a preview of a site.
func previewed(dir string) Options {
	o := options(dir)
	o.Preview = true
	return o
}

// drawn returns all files of a preview by name, those without bytes drawn.
func drawn(t *testing.T, g *Preview) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for e := range g.All() {
		data := e.Data
		if data == nil {
			var err error
			if data, err = g.Draw(e.Name); err != nil {
				t.Fatalf("drawing %s: %v", e.Name, err)
			}
		}
		if _, twice := files[e.Name]; twice {
			t.Errorf("%s is listed twice", e.Name)
		}
		if sha256.Sum256(data) != e.Sum {
			t.Errorf("%s is drawn otherwise than when its sum was taken", e.Name)
		}
		files[e.Name] = data
	}
	return files
}

// What a preview shows is what a build writes, byte for byte, but for the links from
// the facilitator's pages, where the outputs do not lie side by side.
func TestAPreviewShowsWhatABuildWrites(t *testing.T) {
	dir := generate(t, 5)
	shown := drawn(t, mustRun(t, previewed(dir), &Memory{}).Preview)
	for _, name := range []string{"public", "facilitator", ".pairbook"} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			t.Errorf("a preview made %s", name)
		}
	}
	mustRun(t, options(dir), &Memory{})
	written := readTree(t, dir)
	maps.DeleteFunc(written, func(name string, _ []byte) bool { return strings.HasPrefix(filepath.Base(name), ".") })
	if got, want := slices.Sorted(maps.Keys(shown)), slices.Sorted(maps.Keys(written)); !slices.Equal(got, want) {
		t.Fatalf("shown: %v\nwritten: %v", got, want)
	}
	for name, data := range written {
		if !bytes.Equal(shown[name], data) {
			t.Errorf("%s is shown otherwise than it is written", name)
		}
	}
}

func TestThePreviewLinksToItsOwnTrees(t *testing.T) {
	dir := generate(t, 1)
	replaceIn(t, filepath.Join(dir, "site.toml"), "organisation", "output = \"../elsewhere/www\"\norganisation")
	page := string(drawn(t, mustRun(t, previewed(dir), &Memory{}).Preview)["facilitator/cohort-01.html"])
	if !strings.Contains(page, `href="../public/cohort-01/pair-0001/index.html"`) {
		t.Error("the facilitator's page has no link to the workbook in the preview")
	}
}

func TestAPreviewKeepsNoBytesOfMostPages(t *testing.T) {
	for e := range mustRun(t, previewed(generate(t, 2)), &Memory{}).Preview.All() {
		light := strings.Contains(e.Name, "/assets/") || e.Name == "facilitator/index.html" || e.Name == "facilitator/report.html" || e.Name == "facilitator/inventory.html"
		if light == (e.Data == nil) {
			t.Errorf("%s: %d bytes are kept", e.Name, len(e.Data))
		}
	}
}

// The memory of a preview makes the next run quick and changes nothing else.
func TestAPreviewThatRemembersEqualsOneThatDoesNot(t *testing.T) {
	if testing.Short() {
		t.Skip("draws a site again and again")
	}
	dir := generate(t, 6)
	memory := &Memory{}
	pair := func(n int) string {
		return filepath.Join(dir, fmt.Sprintf("content/cohorts/cohort-01/pair-%04d.toml", n))
	}
	first := mustRun(t, previewed(dir), memory)
	if first.Written == 0 || first.Unchanged != 0 || first.Removed != 0 {
		t.Errorf("the first run: %d written, %d unchanged, %d removed", first.Written, first.Unchanged, first.Removed)
	}
	for _, step := range []struct {
		name             string
		edit             func()
		written, removed bool
	}{
		{"nothing", func() {}, false, false},
		{"one relationship", func() { replaceIn(t, pair(3), "Station services", "Station kiosks") }, true, false},
		{"a relationship gone", func() { os.Remove(pair(4)) }, true, true},
		{"a draft", func() { replaceIn(t, pair(5), "[mentor]", "status = \"draft\"\n[mentor]") }, true, true},
		{"guidance of all", func() { addGuidance(t, dir, 1) }, true, false},
		{"site.toml", func() { replaceIn(t, filepath.Join(dir, "site.toml"), "Leadership mentoring", "Mentoring") }, true, false},
	} {
		step.edit()
		report := mustRun(t, previewed(dir), memory)
		if report.Written > 0 != step.written || report.Removed > 0 != step.removed {
			t.Errorf("%s: %d written, %d removed", step.name, report.Written, report.Removed)
		}
		clean := mustRun(t, previewed(dir), &Memory{})
		if diff := difference(drawn(t, clean.Preview), drawn(t, report.Preview)); diff != "" {
			t.Errorf("%s: %s", step.name, diff)
		}
	}
}

// A run with problems shows nothing and leaves what the last good one showed.
func TestAFailedPreviewLeavesTheLastGoodOne(t *testing.T) {
	dir := generate(t, 3)
	memory := &Memory{}
	good := mustRun(t, previewed(dir), memory)
	before := drawn(t, good.Preview)
	name := filepath.Join(dir, "content/cohorts/cohort-01/pair-0002.toml")
	replaceIn(t, name, "[mentor]", "[mentro]")
	report, err := Run(context.Background(), previewed(dir), memory)
	if err != nil || report.Done || report.Preview != nil {
		t.Fatalf("a broken site: %+v, %v", report, err)
	}
	if errors, _ := diag.Count(report.Problems); errors == 0 {
		t.Error("no problem was reported")
	}
	if diff := difference(before, drawn(t, good.Preview)); diff != "" {
		t.Errorf("after a failed run: %s", diff)
	}
	replaceIn(t, name, "[mentro]", "[mentor]")
	if report := mustRun(t, previewed(dir), memory); report.Written != 0 || report.Removed != 0 {
		t.Errorf("mended: %d written, %d removed; want none", report.Written, report.Removed)
	}
}

// Pages are asked for while the next run is under way.
func TestPagesAreDrawnByManyAtOnceWhileTheSiteIsBuilt(t *testing.T) {
	dir := generate(t, 4)
	memory := &Memory{}
	g := mustRun(t, previewed(dir), memory).Preview
	want := drawn(t, g)
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for e := range g.All() {
				if e.Data != nil {
					continue
				}
				if data, err := g.Draw(e.Name); err != nil || !bytes.Equal(data, want[e.Name]) {
					t.Errorf("%s: %d bytes, %v", e.Name, len(data), err)
					return
				}
			}
		})
	}
	for i := range 3 {
		addGuidance(t, dir, i)
		mustRun(t, previewed(dir), memory)
	}
	readers.Wait()
}

func TestDrawingWhatThereIsNot(t *testing.T) {
	dir := generate(t, 1)
	g := mustRun(t, previewed(dir), &Memory{}).Preview
	for _, name := range []string{"", "public", "public/x.html", "public/cohort-01/pair-0001/x.html", "public/cohort-01/nobody/index.html", "facilitator/x.html", "../site.toml"} {
		if data, err := g.Draw(name); err == nil || err.Error() != name+" is not among the pages" {
			t.Errorf("Draw(%q): %d bytes, %v", name, len(data), err)
		}
	}
}

// A mistake in a template is one problem, however many pages it is drawn into.
func TestAMistakeInATemplateIsSaidOnce(t *testing.T) {
	dir := generate(t, 8)
	name := filepath.Join(dir, "templates/sheets/cover.html")
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(`<section class="sheet" id="{{.F.ID}}">{{index .Mentors 3}}</section>`), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, o := range []Options{options(dir), previewed(dir)} {
		report, err := Run(context.Background(), o, &Memory{})
		if err != nil {
			t.Fatal(err)
		}
		if len(report.Problems) != 1 || report.Problems[0].Position.Line != 1 || !strings.Contains(report.Problems[0].Hint, "pair-0001.toml") {
			t.Errorf("the problems are %v; want one, naming the first workbook", report.Problems)
		}
	}
}

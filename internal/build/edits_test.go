package build

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pairbook"
)

// Whatever was edited since, a build leaves what a build from nothing would: with
// what it remembers, when it is told besides what changed, and without either.
func TestABuildEqualsACleanBuildAfterAnyEdit(t *testing.T) {
	edits, seed := 25, uint64(7)
	switch {
	case full():
		edits, seed = 200, 2027
	case testing.Short():
		edits = 4
	}
	e := newEditor(t, seed)
	kept, told, forgetful := newCopy(t), newCopy(t), newCopy(t)
	keptMemory, toldMemory := &Memory{}, &Memory{}
	built, refused := 0, 0
	for i := range edits {
		e.before = maps.Clone(e.files)
		what := e.edit()
		if i%10 == 9 { // several at once, as a checkout brings them
			what += "; " + e.edit() + "; " + e.edit()
		}
		kept.sync(e.files)
		changed := told.sync(e.files)
		forgetful.sync(e.files)
		clean := newCopy(t)
		clean.sync(e.files)
		want := clean.build(&Memory{}, nil)
		for name, got := range map[string]string{
			"with its memory": kept.build(keptMemory, nil), "told what changed": told.build(toldMemory, changed),
			"without memory": forgetful.build(&Memory{}, nil),
		} {
			if got != want {
				t.Fatalf("edit %d, %s, %s:\n%s\na clean build:\n%s", i, what, name, got, want)
			}
		}
		if !strings.HasPrefix(want, "done") {
			refused++
			e.undo()
			continue
		}
		built++
		for _, c := range []*siteCopy{kept, told, forgetful} {
			if diff := difference(tree(t, clean.dir), tree(t, c.dir)); diff != "" {
				t.Fatalf("edit %d, %s: %s", i, what, diff)
			}
		}
		os.RemoveAll(clean.dir)
	}
	t.Logf("%d edits: %d builds like clean ones, %d refused like clean ones", edits, built, refused)
	if built < edits/2 {
		t.Error("too few edits made a sound site for the test to mean anything")
	}
}

// A siteCopy is a site on disk.
type siteCopy struct {
	t   *testing.T
	dir string
	now map[string]string
}

func newCopy(t *testing.T) *siteCopy {
	return &siteCopy{t: t, dir: t.TempDir(), now: map[string]string{}}
}

// sync makes the files those given, and touches no other. It returns the names of those
// that it changed.
func (c *siteCopy) sync(files map[string]string) (changed []string) {
	for name := range c.now {
		if _, stays := files[name]; !stays {
			changed = append(changed, name)
			if err := os.Remove(filepath.Join(c.dir, filepath.FromSlash(name))); err != nil {
				c.t.Fatal(err)
			}
		}
	}
	for name, text := range files {
		if old, had := c.now[name]; had && old == text {
			continue
		}
		changed = append(changed, name)
		file := filepath.Join(c.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			c.t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			c.t.Fatal(err)
		}
	}
	c.now = maps.Clone(files)
	return changed
}

// build builds and says how it went.
func (c *siteCopy) build(m *Memory, changed []string) string {
	o := options(c.dir)
	o.Changed = changed
	report, err := Run(context.Background(), o, m)
	if err != nil {
		c.t.Fatal(err)
	}
	var b strings.Builder
	if report.Done {
		fmt.Fprintf(&b, "done, %d workbooks, %d pages, %d drafts\n", report.Workbooks, report.Pages, report.Drafts)
	}
	for _, p := range report.Problems {
		if !strings.Contains(p.Text, "calendar") { // these know of earlier builds
			fmt.Fprintln(&b, p)
		}
	}
	return b.String()
}

// difference names the first file that differs between two sites, what Pairbook
// keeps for itself aside.
func difference(want, got map[string][]byte) string {
	for _, name := range slices.Sorted(maps.Keys(want)) {
		data, ok := got[name]
		switch {
		case strings.HasPrefix(name, ".pairbook/"):
		case !ok:
			return name + " is missing"
		case !bytes.Equal(data, want[name]):
			return name + " is not as it should be"
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[name]; !ok && !strings.HasPrefix(name, ".pairbook/") {
			return name + " is left over"
		}
	}
	return ""
}

// An editor changes the files of a site at random.
type editor struct {
	t             *testing.T
	random        *rand.Rand
	files, before map[string]string
	builtin       map[string]string
	next          int
}

func newEditor(t *testing.T, seed uint64) *editor {
	e := &editor{t: t, random: rand.New(rand.NewPCG(seed, 1)), files: map[string]string{}, builtin: map[string]string{}}
	err := fs.WalkDir(pairbook.Builtin(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(pairbook.Builtin(), name)
		e.builtin[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	e.files["site.toml"] = generatedSite
	for i := range 5 {
		e.addPair(fmt.Sprintf("cohort-%d", i%2+1), i)
	}
	e.before = maps.Clone(e.files)
	return e
}

func (e *editor) addPair(cohort string, i int) string {
	name := fmt.Sprintf("content/cohorts/%s/pair-%04d.toml", cohort, i+1)
	e.files[name] = "schedule.first = 2027-01-14\n" + generatedPair(i)
	e.next = max(e.next, i+1)
	return "add " + name
}

// undo takes back what was edited since before was taken.
func (e *editor) undo() { e.files = maps.Clone(e.before) }

// edit makes one edit and says which.
func (e *editor) edit() string {
	ways := []func() string{
		func() string { return e.addPair(fmt.Sprintf("cohort-%d", e.random.IntN(4)+1), e.next) },
		e.change, e.change, e.change, e.remove, e.rename, e.renameCohort, e.setting, e.setting, e.cohort, e.cohort,
		e.guidance, e.guidance, e.topic, e.topic, e.template, e.template, e.strings, e.option, e.option, e.picture, e.spoil,
	}
	return ways[e.random.IntN(len(ways))]()
}

// pick returns one of the files below a folder.
func (e *editor) pick(prefix string) string {
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(e.files)), func(name string) bool {
		return !strings.HasPrefix(name, prefix) || strings.HasSuffix(name, "cohort.toml")
	})
	if len(names) == 0 {
		return ""
	}
	return names[e.random.IntN(len(names))]
}

// among returns one of several texts.
func (e *editor) among(texts ...string) string { return texts[e.random.IntN(len(texts))] }

// line puts the first of a file's lines with a key in other words, or adds it on top.
func (e *editor) line(name, key, value string) string {
	lines := strings.SplitAfter(e.files[name], "\n")
	i := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, key+" =") })
	if i < 0 {
		lines = append([]string{key + " = " + value + "\n"}, lines...)
	} else {
		lines[i] = key + " = " + value + "\n"
	}
	e.files[name] = strings.Join(lines, "")
	return fmt.Sprintf("%s = %s in %s", key, value, name)
}

func (e *editor) change() string {
	name := e.pick("content/cohorts/")
	if name == "" || !strings.HasSuffix(name, ".toml") {
		return e.addPair("cohort-1", e.next)
	}
	number := fmt.Sprint(e.random.IntN(90))
	type value struct{ key, value string }
	v := []value{
		{"title", quoted("Text " + number)}, {"title", quoted("<b>Ω</b> " + number)}, {"status", e.among(`"draft"`, `"paused"`, `"closed"`, `"active"`)},
		{"language", e.among(`"pt"`, `"en"`, `"de"`)}, {"schedule.place", quoted("Room " + number)}, {"measurable", quoted("At least " + number)},
		{"progress", number}, {"held", e.among("true", "false")}, {"labels.mentor", quoted("Guide " + number)}, {"name", quoted("Person " + number)},
		{"topic", e.among(`"getting-started"`, `"own"`, `"looking-ahead"`)}, {"progress", `"half"`},
	}[e.random.IntN(12)]
	return e.line(name, v.key, v.value)
}

func (e *editor) remove() string {
	name := e.pick(e.among("content/", "content/", "templates/", "content/cohorts/"))
	delete(e.files, name)
	return "remove " + name
}

func (e *editor) rename() string {
	name := e.pick("content/cohorts/")
	if name == "" {
		return "nothing to rename"
	}
	to := filepath.ToSlash(filepath.Dir(name)) + e.among("/Zoë ", "/pair-", "/renamed ") + fmt.Sprint(e.random.IntN(20)) + filepath.Ext(name)
	e.files[to] = e.files[name]
	if to != name {
		delete(e.files, name)
	}
	return "rename " + name + " to " + to
}

func (e *editor) renameCohort() string {
	from, to := fmt.Sprintf("content/cohorts/cohort-%d/", e.random.IntN(4)+1), fmt.Sprintf("content/cohorts/cohort-%d/", e.random.IntN(5)+1)
	for name, text := range maps.Clone(e.files) {
		if rest, ok := strings.CutPrefix(name, from); ok {
			delete(e.files, name)
			e.files[to+rest] = text
		}
	}
	return "rename " + from + " to " + to
}

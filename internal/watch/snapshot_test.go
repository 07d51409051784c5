package watch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A folder is a site in a temporary folder, with a snapshot and a clock of its own.
type folder struct {
	t    *testing.T
	dir  string
	shot *snapshot
	now  time.Time
}

func newFolder(t *testing.T) *folder {
	dir := t.TempDir()
	f := &folder{t: t, dir: dir, shot: newSnapshot(dir, []string{"site.toml", "content"}, time.Second), now: time.Now()}
	f.write("site.toml", "one")
	f.write("content/guidance/welcome.md", "two")
	f.look()
	return f
}

func (f *folder) path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

// write replaces the content of a file, with a time of its own.
func (f *folder) write(name, text string) {
	f.t.Helper()
	if err := os.MkdirAll(filepath.Dir(f.path(name)), 0o777); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(f.path(name), []byte(text), 0o666); err != nil {
		f.t.Fatal(err)
	}
	f.now = f.now.Add(10 * time.Millisecond)
	if err := os.Chtimes(f.path(name), f.now, f.now); err != nil {
		f.t.Fatal(err)
	}
}

func (f *folder) look(suspects ...string) answer {
	var a answer
	named := map[string]bool{}
	for _, name := range suspects {
		named[name] = true
	}
	f.shot.look(context.Background(), f.now, named, &a)
	slices.Sort(a.found)
	return a
}

// want looks and compares.
func (f *folder) want(want answer, suspects ...string) {
	f.t.Helper()
	if diff := cmp.Diff(want, f.look(suspects...), cmp.AllowUnexported(answer{})); diff != "" {
		f.t.Errorf("look (-want +got):\n%s", diff)
	}
}

func TestLookFindsEveryKindOfChange(t *testing.T) {
	f := newFolder(t)
	f.want(answer{})
	f.write("site.toml", "another")
	f.want(answer{found: []string{"site.toml"}})
	f.write("content/cohorts/spring/tom.toml", "new")
	f.want(answer{found: []string{"content/cohorts", "content/cohorts/spring", "content/cohorts/spring/tom.toml"}})
	os.Rename(f.path("content/cohorts/spring"), f.path("content/cohorts/autumn"))
	f.want(answer{found: []string{
		"content/cohorts/autumn", "content/cohorts/autumn/tom.toml", "content/cohorts/spring", "content/cohorts/spring/tom.toml",
	}})
	os.Remove(f.path("content/cohorts/autumn/tom.toml"))
	f.want(answer{found: []string{"content/cohorts/autumn/tom.toml"}})
	os.RemoveAll(f.path("content"))
	f.want(answer{found: []string{
		"content", "content/cohorts", "content/cohorts/autumn", "content/guidance", "content/guidance/welcome.md",
	}})
	f.want(answer{})
}

func TestLookGoesByContent(t *testing.T) {
	f := newFolder(t)
	f.write("site.toml", "one")
	f.want(answer{touched: []string{"site.toml"}})

	info, _ := os.Stat(f.path("site.toml"))
	f.write("site.toml", "ONE")
	os.Chtimes(f.path("site.toml"), info.ModTime(), info.ModTime()) // as if within one tick of the clock
	f.want(answer{found: []string{"site.toml"}})

	f.now = f.now.Add(young + time.Second)
	f.want(answer{}) // from now on its time is believed
	info, _ = os.Stat(f.path("site.toml"))
	f.write("site.toml", "two")
	os.Chtimes(f.path("site.toml"), info.ModTime(), info.ModTime())
	f.want(answer{})
	f.want(answer{found: []string{"site.toml"}}, "site.toml") // unless an event named it
}

func TestLookTellsOfAFileThatCameAndWent(t *testing.T) {
	f := newFolder(t)
	f.want(answer{touched: []string{"content/gone.md"}}, "content/gone.md")
	f.want(answer{})
}

func TestLookSeesAnOlderFilePutInPlace(t *testing.T) {
	f := newFolder(t)
	f.write("site.toml", "older")
	old := f.now.AddDate(-3, 0, 0)
	os.Chtimes(f.path("site.toml"), old, old)
	f.want(answer{found: []string{"site.toml"}})
}

func TestLookPassesOverLitterAndWhatLiesBesideTheTops(t *testing.T) {
	f := newFolder(t)
	for _, name := range []string{
		"public/index.html", "notes.txt", ".pairbook/lock", "content/.git/index", "content/~$tom.toml",
		"content/tom.toml~", "content/#tom.toml#", "content/.tom.toml.swp", "content/4913", "content/x.tmp",
	} {
		f.write(name, "x")
	}
	f.want(answer{})
}

func TestAnEmptyFileCountsAtTheSecondLook(t *testing.T) {
	f := newFolder(t)
	f.write("site.toml", "")
	f.write("content/new.md", "")
	f.want(answer{doubt: true})
	f.now = f.now.Add(again / 2)
	f.want(answer{doubt: true})
	f.write("site.toml", "filled")
	f.now = f.now.Add(again / 2)
	f.want(answer{found: []string{"content/new.md", "site.toml"}})
	f.want(answer{})
	f.write("site.toml", "")
	f.want(answer{doubt: true})
	os.Remove(f.path("site.toml"))
	f.want(answer{found: []string{"site.toml"}})
}

func TestAFileThatIsEmptyFromTheBeginningIsNoDoubt(t *testing.T) {
	f := newFolder(t)
	f.write("content/empty.md", "")
	f.shot = newSnapshot(f.dir, f.shot.tops, time.Second)
	f.want(answer{})
	f.want(answer{})
}

func TestAFileThatNobodyMayReadCountsAtTheSecondLook(t *testing.T) {
	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		t.Skip("here everything can be read")
	}
	f := newFolder(t)
	f.write("site.toml", "locked")
	os.Chmod(f.path("site.toml"), 0)
	f.want(answer{doubt: true})
	f.now = f.now.Add(again)
	f.want(answer{found: []string{"site.toml"}})
	os.Chmod(f.path("site.toml"), 0o600)
	f.want(answer{found: []string{"site.toml"}})
}

func TestAFileThatIsWrittenWhileItIsReadCountsWhenItRests(t *testing.T) {
	f := newFolder(t)
	f.write("site.toml", "moving")
	info, err := os.Stat(f.path("site.toml"))
	if err != nil {
		t.Fatal(err)
	}
	f.write("site.toml", "moving on") // between the look at its size and the reading
	l := &looking{
		snapshot: f.shot, now: f.now, answer: &answer{},
		next: map[string]file{}, doubts: map[string]time.Time{},
	}
	l.visitFile("site.toml", info)
	if len(l.answer.found) > 0 || l.doubts["site.toml"] != f.now || l.next["site.toml"].sum != f.shot.files["site.toml"].sum {
		t.Errorf("a file in motion counts: found %v, doubts %v", l.answer.found, l.doubts)
	}
	f.shot.doubts = l.doubts
	f.want(answer{found: []string{"site.toml"}})
}

func TestLinksAreFollowedInsideTheSiteAndNeverInCircles(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a right of their own on Windows")
	}
	f := newFolder(t)
	outside := t.TempDir()
	f.write("shared/a.md", "a")
	for name, target := range map[string]string{
		"content/loop":    "..",
		"content/outside": outside,
		"content/shared":  "../shared",
		"content/dangles": "nowhere",
	} {
		if err := os.Symlink(target, f.path(name)); err != nil {
			t.Fatal(err)
		}
	}
	f.look()
	f.write("shared/a.md", "b")
	if a := f.look(); !slices.Contains(a.found, "content/shared/a.md") {
		t.Errorf("a change behind a link was not seen: %v", a.found)
	}
	os.WriteFile(filepath.Join(outside, "x.md"), []byte("x"), 0o666)
	f.want(answer{})
	f.write("content/nowhere", "here now")
	if a := f.look(); !slices.Contains(a.found, "content/dangles") {
		t.Errorf("a link that leads somewhere now was not seen: %v", a.found)
	}
}

func TestALookThatIsInterruptedChangesNothing(t *testing.T) {
	f := newFolder(t)
	f.write("site.toml", "changed")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var a answer
	f.shot.look(ctx, f.now, nil, &a)
	if len(a.found) > 0 {
		t.Errorf("an interrupted look found %v", a.found)
	}
	f.want(answer{found: []string{"site.toml"}})
}

func BenchmarkLookAtAThousandRelationships(b *testing.B) {
	dir := b.TempDir()
	for i := range 1000 {
		folder := filepath.Join(dir, "content", "cohorts", fmt.Sprint("c", i/100))
		if err := os.MkdirAll(folder, 0o777); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprint(i, ".toml")), make([]byte, 2000), 0o666); err != nil {
			b.Fatal(err)
		}
	}
	shot, now := newSnapshot(dir, []string{"content"}, time.Second), time.Now()
	shot.look(context.Background(), now, nil, &answer{})
	for b.Loop() {
		now = now.Add(young + time.Second) // the times of all files are believed
		shot.look(context.Background(), now, nil, &answer{})
	}
}

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

	"pairbook/internal/filetest"
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

func (f *folder) look(suspects ...string) difference {
	var a difference
	named := map[string]bool{}
	for _, name := range suspects {
		named[name] = true
	}
	f.shot.look(context.Background(), f.now, named, &a)
	slices.Sort(a.changed)
	return a
}

// want looks and compares.
func (f *folder) want(want difference, suspects ...string) {
	f.t.Helper()
	if diff := cmp.Diff(want, f.look(suspects...), cmp.AllowUnexported(difference{})); diff != "" {
		f.t.Errorf("look (-want +got):\n%s", diff)
	}
}

func TestLookFindsEveryKindOfChange(t *testing.T) {
	f := newFolder(t)
	f.want(difference{})
	f.write("site.toml", "another")
	f.want(difference{changed: []string{"site.toml"}})
	f.write("content/cohorts/spring/tom.toml", "new")
	f.want(difference{changed: []string{"content/cohorts", "content/cohorts/spring", "content/cohorts/spring/tom.toml"}})
	os.Rename(f.path("content/cohorts/spring"), f.path("content/cohorts/autumn"))
	f.want(difference{changed: []string{
		"content/cohorts/autumn", "content/cohorts/autumn/tom.toml", "content/cohorts/spring", "content/cohorts/spring/tom.toml",
	}})
	os.Remove(f.path("content/cohorts/autumn/tom.toml"))
	f.want(difference{changed: []string{"content/cohorts/autumn/tom.toml"}})
	os.RemoveAll(f.path("content"))
	f.want(difference{changed: []string{
		"content", "content/cohorts", "content/cohorts/autumn", "content/guidance", "content/guidance/welcome.md",
	}})
	f.want(difference{})
}

func TestLookGoesByContent(t *testing.T) {
	f := newFolder(t)
	f.write("site.toml", "one")
	f.want(difference{touched: []string{"site.toml"}})

	info, _ := os.Stat(f.path("site.toml"))
	f.write("site.toml", "ONE")
	os.Chtimes(f.path("site.toml"), info.ModTime(), info.ModTime()) // as if within one tick of the clock
	f.want(difference{changed: []string{"site.toml"}})

	f.now = f.now.Add(untrusted + time.Second)
	f.want(difference{}) // from now on its time is believed
	info, _ = os.Stat(f.path("site.toml"))
	f.write("site.toml", "two")
	os.Chtimes(f.path("site.toml"), info.ModTime(), info.ModTime())
	f.want(difference{})
	f.want(difference{changed: []string{"site.toml"}}, "site.toml") // unless an event named it
}

func TestLookTellsOfAFileThatCameAndWent(t *testing.T) {
	f := newFolder(t)
	f.want(difference{touched: []string{"content/gone.md"}}, "content/gone.md")
	f.want(difference{})
}

func TestLookSeesAnOlderFilePutInPlace(t *testing.T) {
	f := newFolder(t)
	f.write("site.toml", "older")
	old := f.now.AddDate(-3, 0, 0)
	os.Chtimes(f.path("site.toml"), old, old)
	f.want(difference{changed: []string{"site.toml"}})
}

func TestLookPassesOverLitterAndWhatLiesBesideTheTops(t *testing.T) {
	f := newFolder(t)
	for _, name := range []string{
		"public/index.html", "notes.txt", ".pairbook/lock", "content/.git/index", "content/~$tom.toml",
		"content/tom.toml~", "content/#tom.toml#", "content/.tom.toml.swp", "content/4913", "content/x.tmp",
	} {
		f.write(name, "x")
	}
	f.want(difference{})
}

func TestAnEmptyFileCountsAtTheSecondLook(t *testing.T) {
	f := newFolder(t)
	f.write("site.toml", "")
	f.write("content/new.md", "")
	f.want(difference{unsettled: true})
	f.now = f.now.Add(retryPause / 2)
	f.want(difference{unsettled: true})
	f.write("site.toml", "filled")
	f.now = f.now.Add(retryPause / 2)
	f.want(difference{changed: []string{"content/new.md", "site.toml"}})
	f.want(difference{})
	f.write("site.toml", "")
	f.want(difference{unsettled: true})
	os.Remove(f.path("site.toml"))
	f.want(difference{changed: []string{"site.toml"}})
}

func TestAFileThatIsEmptyFromTheBeginningIsNoDoubt(t *testing.T) {
	f := newFolder(t)
	f.write("content/empty.md", "")
	f.shot = newSnapshot(f.dir, f.shot.tops, time.Second)
	f.want(difference{})
	f.want(difference{})
}

func TestAFileThatNobodyMayReadCountsAtTheSecondLook(t *testing.T) {
	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		t.Skip("here everything can be read")
	}
	f := newFolder(t)
	f.write("site.toml", "locked")
	os.Chmod(f.path("site.toml"), 0)
	f.want(difference{unsettled: true})
	f.now = f.now.Add(retryPause)
	f.want(difference{changed: []string{"site.toml"}})
	os.Chmod(f.path("site.toml"), 0o600)
	f.want(difference{changed: []string{"site.toml"}})
}

func TestAFileThatIsWrittenWhileItIsReadCountsWhenItRests(t *testing.T) {
	f := newFolder(t)
	f.write("site.toml", "moving")
	info, err := os.Stat(f.path("site.toml"))
	if err != nil {
		t.Fatal(err)
	}
	f.write("site.toml", "moving on") // between the look at its size and the reading
	c := &scan{
		snapshot: f.shot, now: f.now, found: &difference{},
		files: map[string]file{}, unsettled: map[string]time.Time{},
	}
	c.visitFile("site.toml", info)
	if len(c.found.changed) > 0 || c.unsettled["site.toml"] != f.now || c.files["site.toml"].sum != f.shot.files["site.toml"].sum {
		t.Errorf("a file in motion counts: changed %v, unsettled %v", c.found.changed, c.unsettled)
	}
	f.shot.unsettled = c.unsettled
	f.want(difference{changed: []string{"site.toml"}})
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
	if a := f.look(); !slices.Contains(a.changed, "content/shared/a.md") {
		t.Errorf("a change behind a link was not seen: %v", a.changed)
	}
	os.WriteFile(filepath.Join(outside, "x.md"), []byte("x"), 0o666)
	f.want(difference{})
	f.write("content/nowhere", "here now")
	if a := f.look(); !slices.Contains(a.changed, "content/dangles") {
		t.Errorf("a link that leads somewhere now was not seen: %v", a.changed)
	}
}

func TestALookThatIsInterruptedChangesNothing(t *testing.T) {
	f := newFolder(t)
	f.write("site.toml", "changed")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var a difference
	f.shot.look(ctx, f.now, nil, &a)
	if len(a.changed) > 0 {
		t.Errorf("an interrupted look found %v", a.changed)
	}
	f.want(difference{changed: []string{"site.toml"}})
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
	shot.look(context.Background(), now, nil, &difference{})
	for b.Loop() {
		now = now.Add(untrusted + time.Second) // the times of all files are believed
		shot.look(context.Background(), now, nil, &difference{})
	}
}

func TestFilesOfACloudFolderAreRead(t *testing.T) {
	f := newFolder(t)
	info, err := os.Lstat(f.path("site.toml"))
	if err != nil {
		t.Fatal(err)
	}
	c := &scan{snapshot: f.shot, now: f.now, found: &difference{}, files: map[string]file{}, unsettled: map[string]time.Time{}}
	c.visit(t.Context(), "site.toml", filetest.Irregular(info))
	if got := c.files["site.toml"]; got.kind != 0 || got.sum != f.shot.files["site.toml"].sum {
		t.Errorf("site.toml = %+v", got)
	}
}

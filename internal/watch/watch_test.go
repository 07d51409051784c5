package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// saves are ways in which programs save a file.
func (b *fixture) saves() map[string]func(name, text string) {
	return map[string]func(name, text string){
		"in place": b.write,
		"by renaming a temporary file": func(name, text string) {
			b.write(name+".tmp", text)
			b.must(os.Rename(b.path(name+".tmp"), b.path(name)))
		},
		"by moving the old one aside": func(name, text string) {
			b.must(os.Rename(b.path(name), b.path(name+"~")))
			b.write(name, text)
			b.must(os.Remove(b.path(name + "~")))
		},
		"by deleting it first": func(name, text string) {
			b.must(os.Remove(b.path(name)))
			b.write(name, text)
		},
		"with an older time": func(name, text string) {
			b.write(name, text)
			old := time.Now().AddDate(-1, 0, 0)
			b.must(os.Chtimes(b.path(name), old, old))
		},
		"in two halves": func(name, text string) {
			f, err := os.Create(b.path(name))
			b.must(err)
			defer f.Close()
			_, err = f.WriteString(text[:len(text)/2])
			b.must(err)
			time.Sleep(400 * time.Millisecond)
			_, err = f.WriteString(text[len(text)/2:])
			b.must(err)
		},
		"twice in a moment": func(name, text string) {
			b.write(name, "first "+text)
			time.Sleep(30 * time.Millisecond)
			b.write(name, text)
		},
	}
}

func TestEveryWayOfSavingIsSeenEveryTime(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for the system to tell of many changes")
	}
	for _, o := range []Options{{}, {Poll: true, Sweep: 50 * time.Millisecond}} {
		b := start(t, o)
		for how, save := range b.saves() {
			for i := range 3 {
				save("content/cohorts/spring/tom.toml", fmt.Sprintf("saved %s, time %d", how, i))
				b.settled(fmt.Sprintf("%s, time %d, polling %v", how, i, o.Poll))
			}
		}
	}
}

func TestAFileIsNeverToldWhileItIsEmpty(t *testing.T) {
	b := start(t, Options{})
	for i := range 5 {
		begun := time.Now()
		f, err := os.Create(b.path("content/cohorts/spring/tom.toml"))
		b.must(err)
		time.Sleep(100 * time.Millisecond)
		if n := b.count(); n != i && time.Since(begun) < retryPause {
			t.Fatalf("the empty file was told: batch %d", n)
		}
		fmt.Fprintf(f, "filled %d", i)
		f.Close()
		b.settled("the filled file")
	}
}

func TestFoldersComeAndGo(t *testing.T) {
	b := start(t, Options{})
	b.write("content/a/b/c/d/deep.md", "deep")
	b.settled("a file at the bottom of new folders")
	b.write("content/a/b/c/d/deep.md", "deeper")
	b.settled("its change")
	away := filepath.Join(t.TempDir(), "away")
	b.must(os.Rename(b.path("content/a"), away))
	b.settled("a folder moved out")
	b.must(os.WriteFile(filepath.Join(away, "b", "c", "d", "deep.md"), []byte("changed outside"), 0o666))
	b.must(os.Rename(away, b.path("content/back")))
	b.settled("a folder moved in")
	b.write("content/back/b/c/d/deep.md", "changed inside")
	b.settled("a change deep in it")
	b.must(os.RemoveAll(b.path("content/back")))
	b.write("content/back/b/c/d/deep.md", "made anew")
	b.settled("a folder made anew")
	b.write("templates/page.html", "page")
	b.settled("a top that was not there")
	b.must(os.RemoveAll(b.path("templates")))
	b.settled("a top gone")
	b.write("templates/page.html", "page again")
	b.settled("and back")
}

func TestTheWholeContentDeletedAndPutBack(t *testing.T) {
	b := start(t, Options{})
	for i := range 3 {
		b.must(os.RemoveAll(b.path("content")))
		b.settled("content gone")
		b.write("content/cohorts/spring/tom.toml", fmt.Sprint("tom again ", i))
		b.settled("content back")
		b.write("content/cohorts/spring/tom.toml", fmt.Sprint("tom changed ", i))
		b.settled("content changed")
	}
}

func TestTheSiteRenamedAwayAndBack(t *testing.T) {
	b := start(t, Options{Sweep: 100 * time.Millisecond})
	away := b.dir + "-away"
	b.must(os.Rename(b.dir, away))
	t.Cleanup(func() { os.RemoveAll(away) })
	b.settled("the site gone")
	b.must(os.WriteFile(filepath.Join(away, "site.toml"), []byte("changed away"), 0o666))
	b.must(os.Rename(away, b.dir))
	b.settled("the site back")
	b.write("content/cohorts/spring/tom.toml", "changed after")
	b.settled("a change after")
	b.must(os.RemoveAll(b.dir))
	b.settled("the site deleted")
	b.write("content/cohorts/spring/tom.toml", "from a backup")
	b.settled("the site put back")
}

func TestAHundredMovesOfFolders(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for the system to tell of many changes")
	}
	b := start(t, Options{})
	random := rand.New(rand.NewPCG(1, 2))
	pick := func() string {
		return b.path("content" + strings.Repeat(fmt.Sprintf("/%c", 'a'+random.IntN(3)), 1+random.IntN(3)))
	}
	for i := range 100 {
		from, to := pick(), pick()
		switch random.IntN(4) {
		case 0:
			_ = os.RemoveAll(from)
		default:
			_ = os.MkdirAll(filepath.Join(from, "x", "y"), 0o777)
			_ = os.MkdirAll(filepath.Dir(to), 0o777)
			if os.Rename(from, to) != nil {
				to = from
			}
			_ = os.WriteFile(filepath.Join(to, "x", "y", "z.md"), fmt.Append(nil, i), 0o666)
		}
		b.settled(fmt.Sprint("move ", i))
	}
}

func TestACheckoutOfManyFilesIsFewBatches(t *testing.T) {
	b := start(t, Options{Quiet: 100 * time.Millisecond})
	for round := range 2 {
		before := b.count()
		for i := range 500 {
			name := fmt.Sprintf("content/cohorts/c%d/r%d.toml", i%10, i)
			_ = os.Remove(b.path(name))
			b.write(name, fmt.Sprint(round, i))
		}
		b.settled("a checkout")
		if n := b.count() - before; n > 20 {
			t.Errorf("a checkout made %d batches; want few", n)
		}
	}
}

func TestLitterTellsNothing(t *testing.T) {
	b := start(t, Options{})
	b.write("content/cohorts/spring/.tom.toml.swp", "x")
	b.write("content/cohorts/spring/~$tom.toml", "x")
	b.write("public/index.html", "x")
	time.Sleep(100 * time.Millisecond)
	b.write("content/last.md", "last")
	b.settled("a file")
	b.mu.Lock()
	defer b.mu.Unlock()
	if diff := cmp.Diff([][]string{{"content/last.md"}}, b.batches); diff != "" {
		t.Errorf("batches (-want +got):\n%s", diff)
	}
}

func TestAMissingFolderIsAnError(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing")
	if _, err := New(Options{Dir: missing}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("New = %v; want that it does not exist", err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := New(Options{Dir: file}); err == nil || !strings.HasSuffix(err.Error(), "not a folder") {
		t.Errorf("New = %v; want that it is no folder", err)
	}
}

func TestRunEndsAtOnceAndWithTheBuilder(t *testing.T) {
	dir := t.TempDir()
	w, err := New(Options{Dir: dir, Tops: []string{"content"}, Quiet: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	if err := os.Mkdir(filepath.Join(dir, "content"), 0o777); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	err = w.Run(ctx, func(ctx context.Context, paths []string) {
		cancel() // Ctrl-C while it builds
		<-ctx.Done()
	})
	if took := time.Since(begun); !errors.Is(err, context.Canceled) || took > time.Second && runtime.GOOS != "windows" {
		t.Errorf("Run = %v after %v", err, took)
	}
}

package watch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/google/go-cmp/cmp"
)

func TestLostEventsAreToldAsNewsOfFolders(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the size of the queue is known on Linux alone")
	}
	data, err := os.ReadFile("/proc/sys/fs/inotify/max_queued_events")
	if err != nil {
		t.Skip(err)
	}
	limit := 0
	fmt.Sscan(string(bytes.TrimSpace(data)), &limit)
	if limit > 50_000 {
		t.Skipf("the queue holds %d events", limit)
	}
	events := make(chan event)
	dir := t.TempDir()
	b := &fixture{t: t, dir: dir}
	b.write("content/a.md", "a")
	l := newListener(dir, []string{"content"}, events)
	var files [2]*os.File
	for i := range files {
		f, err := os.Create(b.path(fmt.Sprintf("content/%d.md", i)))
		b.must(err)
		defer f.Close()
		files[i] = f
	}
	b.must(l.listen([]string{"content"}))
	defer l.close()
	for i := range 2 * limit { // by turns, or the system joins the events
		_, err := files[i%2].WriteString("x")
		b.must(err)
	}
	deadline := time.After(time.Minute)
	for {
		select {
		case heard := <-events:
			if heard.folders {
				return // and a look at everything follows
			}
		case <-deadline:
			t.Fatal("no event told that others were lost")
		}
	}
}

func TestEventsMatter(t *testing.T) {
	l := newListener(filepath.FromSlash("/site"), []string{"site.toml", "content"}, nil)
	watched := map[string]bool{"content": true, "content/a": true}
	for _, c := range []struct {
		name string
		op   fsnotify.Op
		want event
		ok   bool
	}{
		{"/site/site.toml", fsnotify.Write, event{path: "site.toml"}, true},
		{"/site/SITE.toml", fsnotify.Write, event{path: "SITE.toml"}, true},
		{"/site/content/a/b.md", fsnotify.Rename, event{path: "content/a/b.md"}, true},
		{"/site/content/a/b.md", fsnotify.Write | fsnotify.Chmod, event{path: "content/a/b.md"}, true},
		{"/site/content/a/b.md", fsnotify.Chmod, event{}, false},
		{"/site/content/a/b.md~", fsnotify.Write, event{}, false},
		{"/site/content/a", fsnotify.Rename, event{path: "content/a", folders: true}, true},
		{"/site/content", fsnotify.Remove, event{path: "content", folders: true}, true},
		{"/site/public", fsnotify.Create, event{}, false},
		{"/site/.pairbook", fsnotify.Create, event{}, false},
		{"/site", fsnotify.Rename, event{folders: true}, true},
	} {
		got, ok := l.translate(fsnotify.Event{Name: filepath.FromSlash(c.name), Op: c.op}, watched)
		if got != c.want || ok != c.ok {
			t.Errorf("%s %s = %+v, %v; want %+v, %v", c.op, c.name, got, ok, c.want, c.ok)
		}
	}
}

func TestSilentFoldersArePolledAndThatIsSaidOnce(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("polled from the beginning")
	}
	var notices []string
	dir := t.TempDir()
	b := &fixture{t: t, dir: dir}
	b.write("content/a.md", "a")
	w, err := New(Options{Dir: dir, Tops: []string{"content"}, Notice: func(text string) { notices = append(notices, text) }})
	b.must(err)
	defer w.Close()
	for i := range 6 {
		b.write("content/a.md", fmt.Sprint("changed ", i))
		a := w.look(context.Background(), request{sweep: true}) // no event was heard
		if want := i+1 >= pollAfter; a.polling != want {
			t.Errorf("after %d changes without an event: polling %v", i+1, a.polling)
		}
	}
	want := []string{"looking for changes twice a second: the folder does not tell of changes, as is usual on a network"}
	if diff := cmp.Diff(want, notices); diff != "" {
		t.Errorf("notices (-want +got):\n%s", diff)
	}
}

func TestWhenTheSystemRefusesTheFolderIsPolledAndThatIsSaid(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("polled from the beginning")
	}
	var notices []string
	w, err := New(Options{Dir: t.TempDir(), Tops: []string{"content"}, Notice: func(text string) { notices = append(notices, text) }})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	w.listener.open = func() (*fsnotify.Watcher, error) { return nil, errors.New("too many open files") }
	for range 3 {
		if a := w.look(context.Background(), request{folders: true, heard: true}); !a.polling {
			t.Error("a watcher that was refused still counts on events")
		}
	}
	want := []string{"looking for changes twice a second: the system cannot watch folders (too many open files)"}
	if diff := cmp.Diff(want, notices); diff != "" {
		t.Errorf("notices (-want +got):\n%s", diff)
	}
}

func TestEventsInBetweenShowThatTheFolderIsNotSilent(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("polled from the beginning")
	}
	dir := t.TempDir()
	b := &fixture{t: t, dir: dir}
	b.write("content/a.md", "a")
	w, err := New(Options{Dir: dir, Tops: []string{"content"}})
	b.must(err)
	defer w.Close()
	for i := range 9 {
		b.write("content/a.md", fmt.Sprint("changed ", i))
		heard := i%pollAfter == pollAfter-1
		if a := w.look(context.Background(), request{sweep: !heard, heard: heard}); a.polling {
			t.Fatalf("polling after change %d", i)
		}
	}
}

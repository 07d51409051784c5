package watch

import (
	"context"
	"os"
	"runtime"
	"testing"
	"time"
)

// handles counts the open files of this process.
func handles(t *testing.T) int {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Skip(err)
	}
	return len(entries)
}

func TestAThousandLooksLeaveNothingBehind(t *testing.T) {
	if testing.Short() {
		t.Skip("looks a thousand times")
	}
	dir := t.TempDir()
	b := &fixture{t: t, dir: dir}
	b.write("content/a/b.md", "b")
	goroutines, files := runtime.NumGoroutine(), handles(t)
	w, err := New(Options{Dir: dir, Tops: []string{"content"}})
	b.must(err)
	during := handles(t)
	ctx := context.Background()
	for i := range 1000 {
		if i%30 == 0 {
			b.must(os.Rename(b.path("content/a"), b.path("content/c")))
			b.must(os.Rename(b.path("content/c"), b.path("content/a")))
		}
		w.look(ctx, request{folders: i%3 == 0, heard: true}) // with a new watcher each time folders moved
	}
	if w.listener == nil {
		t.Fatal("the watcher gave up")
	}
	if n := handles(t); n != during {
		t.Errorf("%d open files after 1,000 looks; %d before", n, during)
	}
	w.Close()
	for range 100 { // goroutines need a moment to end, also those of the test before this one
		if runtime.NumGoroutine() <= goroutines && handles(t) <= files {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines and %d open files in the end; %d and %d in the beginning", runtime.NumGoroutine(), handles(t), goroutines, files)
}

package watch

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/site"
)

// A fixture is a watched site with a builder that copies what it finds.
type fixture struct {
	t    *testing.T
	dir  string
	tops []string

	mu      sync.Mutex
	built   map[string]string // the last copy
	batches [][]string
	notices []string
}

// start watches a new site. Its sweep is too slow to help, unless the test sets it.
func start(t *testing.T, o Options) *fixture {
	b := &fixture{t: t, dir: t.TempDir(), tops: []string{"site.toml", "content", "templates"}}
	b.write("site.toml", "title")
	b.write("content/cohorts/spring/tom.toml", "tom")
	o.Dir, o.Tops = b.dir, b.tops
	if o.Sweep == 0 {
		o.Sweep = time.Hour
	}
	if o.Quiet == 0 {
		o.Quiet = 20 * time.Millisecond
	}
	o.Notice = func(text string) {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.notices = append(b.notices, text)
	}
	w, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	b.build(context.Background(), nil)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- w.Run(ctx, b.build) }()
	t.Cleanup(func() {
		cancel()
		select {
		case err := <-ended:
			if !errors.Is(err, context.Canceled) {
				t.Errorf("Run = %v; want that it was cancelled", err)
			}
		case <-time.After(time.Minute):
			t.Error("Run does not end")
		}
	})
	return b
}

func (b *fixture) path(name string) string { return filepath.Join(b.dir, filepath.FromSlash(name)) }

func (b *fixture) write(name, text string) {
	b.t.Helper()
	if err := os.MkdirAll(filepath.Dir(b.path(name)), 0o777); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(b.path(name), []byte(text), 0o666); err != nil {
		b.t.Fatal(err)
	}
}

func (b *fixture) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// build is the builder.
func (b *fixture) build(_ context.Context, paths []string) {
	copied := b.truth()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.built = copied
	if paths != nil {
		b.batches = append(b.batches, paths)
	}
}

// truth is what the folder holds.
func (b *fixture) truth() map[string]string {
	found := map[string]string{}
	for _, top := range b.tops {
		_ = filepath.WalkDir(filepath.Join(b.dir, top), func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || site.Litter(entry.Name()) {
				return nil
			}
			data, err := os.ReadFile(name)
			if err == nil {
				inside, _ := filepath.Rel(b.dir, name)
				found[filepath.ToSlash(inside)] = string(data)
			}
			return nil
		})
	}
	return found
}

// settled waits until what was built is the truth, and for the time that shows.
func (b *fixture) settled(what string) time.Duration {
	b.t.Helper()
	begun := time.Now()
	for {
		want := b.truth()
		b.mu.Lock()
		right := maps.Equal(want, b.built)
		diff := ""
		if time.Since(begun) > 30*time.Second {
			diff = cmp.Diff(want, b.built)
		}
		b.mu.Unlock()
		if right {
			return time.Since(begun)
		}
		if diff != "" {
			b.t.Fatalf("%s: not seen (-truth +built):\n%s", what, diff)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func (b *fixture) count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.batches)
}

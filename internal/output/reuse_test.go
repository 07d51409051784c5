package output

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"pairbook/internal/state"
)

func TestKeepAsksForTheKeyAndCommitForSizeAndTime(t *testing.T) {
	b := newBench(t)
	tom := pages{"public/spring/tom/index.html": "tom", "public/spring/tom/goals.html": "goals"}
	s := b.open()
	must(t, putAll(s, tom))
	s.Own("spring/tom", "key 1")
	b.commit(s)

	for _, c := range []struct {
		name, key string
		spoil     func()
		want      bool
		stale     int
	}{
		{"same key", "key 1", func() {}, true, 0},
		{"other key", "key 2", func() {}, false, 0},
		{"no key", "", func() {}, false, 0},
		{"touched page", "key 1", func() { b.write("public/spring/tom/goals.html", "goals") }, true, 1},
		{"missing page", "key 1", func() { must(t, os.Remove(b.path("public/spring/tom/goals.html"))) }, true, 1},
		{"missing folder", "key 1", func() { must(t, os.RemoveAll(b.path("public"))) }, false, 0},
	} {
		c.spoil()
		for keep, stale := c.want, c.stale; ; keep, stale = false, 0 {
			s := b.open()
			if got := s.Keep("spring/tom", c.key); got != keep {
				t.Errorf("%s: Keep is %v, want %v", c.name, got, keep)
			} else if !got {
				must(t, putAll(s, tom))
				s.Own("spring/tom", "key 1")
			}
			if r := b.commit(s); r.Removed != nil || r.Written+r.Unchanged != 2 || r.Stale != stale {
				t.Errorf("%s: %+v", c.name, r)
			}
			if stale == 0 {
				break
			}
		}
		b.want(tom)
	}
	s = b.open()
	if !s.Keep("spring/tom", "key 1") || s.Keep("spring/nobody", "key 1") {
		t.Error("Keep is wrong at the end")
	}
	b.wantResult(b.commit(s), Result{Unchanged: 2})
}

func TestKeepIsOffWhileAPageOfTheOwnerIsNotRight(t *testing.T) {
	b := newBench(t)
	b.build(pages{"public/index.html": "x"})
	b.write("public/spring/tom/index.html", "foreign")
	for range 2 {
		s := b.open()
		if s.Keep("spring/tom", "key") {
			t.Fatal("kept although a foreign file is in the way")
		}
		must(t, putAll(s, pages{"public/index.html": "x", "public/spring/tom/index.html": "tom", "public/spring/tom/goals.html": "g"}))
		s.Own("spring/tom", "key")
		if r := b.commit(s); len(r.Kept) != 1 {
			t.Errorf("not named: %+v", r)
		}
	}
}

func TestKeepOwnerLetsPagesStay(t *testing.T) {
	b := newBench(t)
	s := b.open()
	must(t, putAll(s, small()))
	s.Own("spring/tom", "t")
	s.Own("spring/eve", "e")
	b.commit(s)
	s = b.open()
	s.KeepOwner("spring/tom")
	r := b.commit(s)
	if r.Unchanged != 3 || len(r.Removed) != 7 {
		t.Errorf("%+v", r)
	}
	s = b.open()
	if !s.Keep("spring/tom", "t") || s.Keep("spring/eve", "e") {
		t.Error("the key of a kept owner was lost, or that of a removed one stayed")
	}
	b.commit(s)
	b.want(pages{"public/spring/tom/index.html": "tom", "public/spring/tom/goals.html": "goals of tom", "public/spring/tom/sessions.ics": "ics"})
}

func TestKeepSeesAnotherSizeOfTheSameTime(t *testing.T) {
	b := newBench(t)
	s := b.open()
	must(t, putAll(s, pages{"public/spring/tom/index.html": "tom"}))
	s.Own("spring/tom", "key")
	b.commit(s)
	name := b.path("public/spring/tom/index.html")
	info, err := os.Stat(name)
	must(t, err)
	must(t, os.WriteFile(name, []byte("longer"), 0o644))
	must(t, os.Chtimes(name, info.ModTime(), info.ModTime()))
	for _, dry := range []bool{true, false} {
		b.o.DryRun = dry
		s := b.open()
		if kept := s.Keep("spring/tom", "key"); kept == dry {
			t.Errorf("dry run %v: kept %v", dry, kept)
		}
		if !dry {
			b.wantResult(b.commit(s), Result{Unchanged: 1, Stale: 1})
		}
		must(t, s.Close())
	}
}

// A build dies after its renames; the next one must not look at the workbook and
// yet not forget that what it finds there is ours.
func TestKeepOwnerAfterADeadBuildForgetsNothing(t *testing.T) {
	name := "public/spring/tom/index.html"
	for _, times := range []int{1, 2} { // as long as its inputs are broken
		b := newBench(t)
		b.build(pages{name: "1"})
		b.o.fault = func(op state.Operation, name string) error {
			if strings.HasSuffix(name, ".manifest.new") {
				return os.ErrPermission
			}
			return nil
		}
		if _, err := build(t.Context(), b.o, pages{name: "2"}); err == nil {
			t.Fatal("the build did not die")
		}
		b.o.fault = nil
		b.want(pages{name: "2"})
		for range times {
			s := b.open()
			b.want(pages{name: "2"})
			s.KeepOwner("spring/tom")
			b.commit(s)
		}
		b.wantResult(b.build(pages{name: "3"}), Result{Written: 1})
		if left := b.leftovers(); left != "" {
			t.Errorf("left behind: %s", left)
		}
	}
}

func TestPageEditedBetweenPutAndCommitIsKept(t *testing.T) {
	for _, first := range []pages{{"public/index.html": "1", "public/a.html": "a"}, {"public/a.html": "a"}} {
		b := newBench(t)
		b.build(first)
		s := b.open()
		must(t, putAll(s, pages{"public/index.html": "2", "public/a.html": "a"}))
		b.write("public/index.html", "by hand, just now")
		b.wantResult(b.commit(s), Result{Unchanged: 1, Kept: []string{"public/index.html"}})
		b.want(pages{"public/index.html": "by hand, just now", "public/a.html": "a"})
	}
}

func TestFirstBuildThatDiedIsOursAllTheSame(t *testing.T) {
	b := newBench(t)
	b.o.fault = func(op state.Operation, name string) error {
		if strings.HasSuffix(name, ".manifest.new") {
			return os.ErrPermission
		}
		return nil
	}
	if _, err := build(t.Context(), b.o, pages{"public/index.html": "1", "public/a.html": "1"}); err == nil {
		t.Fatal("the build did not die")
	}
	b.o.fault = nil
	b.wantResult(b.build(pages{"public/index.html": "2"}), Result{Written: 1, Removed: []string{"public/a.html"}})
}

// Keep looks at no file, Commit at all, in a process that has just built and in another.
func TestKeptFilesAreLookedAtByCommit(t *testing.T) {
	owners := map[string]pages{
		"spring/tom": {"public/spring/tom/index.html": "tom", "facilitator/spring/tom/tom.html": "t"},
		"spring/eve": {"public/spring/eve/index.html": "eve"},
	}
	for _, c := range []struct {
		name  string
		spoil func(b *bench)
		stale []string
	}{
		{"all is right", func(*bench) {}, nil},
		{"a page has gone", func(b *bench) { must(t, os.Remove(b.path("public/spring/tom/index.html"))) }, []string{"spring/tom"}},
		{"a page is empty", func(b *bench) { b.write("facilitator/spring/tom/tom.html", "") }, []string{"spring/tom"}},
		{"a folder has gone", func(b *bench) { must(t, os.RemoveAll(b.path("public/spring"))) }, []string{"spring/eve", "spring/tom"}},
	} {
		for _, memory := range []*Memory{nil, {}} {
			b := newBench(t)
			b.o.Memory = memory
			// run keeps what it can and puts the rest; it returns whom it had to put.
			run := func() (put []string, r Result) {
				s := b.open()
				for _, name := range slices.Sorted(maps.Keys(owners)) {
					if !s.Keep(name, "key") {
						put = append(put, name)
						must(t, putAll(s, owners[name]))
						s.Own(name, "key")
					}
				}
				return put, b.commit(s)
			}
			run()
			c.spoil(b)
			if put, r := run(); put != nil || r.Stale != len(c.stale) || r.Unchanged != 3 {
				t.Errorf("%s: %s put, %+v; want all kept, %d stale", c.name, put, r, len(c.stale))
			}
			if put, r := run(); !slices.Equal(put, c.stale) || r.Stale != 0 {
				t.Errorf("%s: %s put, %+v; want %s", c.name, put, r, c.stale)
			}
			b.want(pages{"public/spring/tom/index.html": "tom", "facilitator/spring/tom/tom.html": "t", "public/spring/eve/index.html": "eve"})
		}
	}
}

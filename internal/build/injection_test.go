package build

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/diag"
)

// Every payload stands in every field of a site at once. A field either refuses
// it, as a problem at the place of the field, or shows it as text: the pages then
// have the elements of a site of plain words, and nothing more.
func TestPayloadsStayText(t *testing.T) {
	counts := map[string]int{}
	var mu sync.Mutex
	var group sync.WaitGroup
	turns := make(chan struct{}, 2)
	tick, step := 0, 2
	if testing.Short() {
		step = 16
	}
	tried := payloads
	if !full() {
		tried = slices.DeleteFunc(slices.Clone(payloads), func(string) bool { tick++; return tick%step != 1 })
	}
	for _, payload := range tried {
		group.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			shown, refused, pages := inject(t, payload)
			mu.Lock()
			defer mu.Unlock()
			counts["shown"] += shown
			counts["refused"] += refused
			counts["pages"] += pages
		})
	}
	group.Wait()
	t.Logf("%d payloads, shown as text in %d fields, refused in %d, %d files compared", len(tried), counts["shown"], counts["refused"], counts["pages"])
	if counts["shown"] < 50*len(tried) {
		t.Errorf("too little was shown for the test to mean anything: %v", counts)
	}
}

// full reports whether tests take all the time they need, not only a share that
// goes with every change.
func full() bool { return os.Getenv("PAIRBOOK_FULL") != "" }

// inject builds a site with a payload in every field that does not refuse it,
// and compares it with one of plain words.
func inject(t *testing.T, payload string) (shown, refused, pages int) {
	name := fmt.Sprintf("%.60q", payload)
	hostile, calm, ok := buildHostile(t, payload)
	if !ok {
		return 0, 0, 0
	}
	harmless := t.TempDir()
	s := newSpecimen(t, func(_, kind string) (string, bool) { return plain(payload), isFree(kind) })
	s.write(t, harmless)
	if report, err := Run(context.Background(), options(harmless), &Memory{}); err != nil || !report.Done {
		t.Errorf("%s: the plain site: %v, %v", name, report, err)
		return 0, 0, 0
	}
	for _, folder := range []string{public, facilitator} {
		got, want := tree(t, filepath.Join(hostile, folder)), tree(t, filepath.Join(harmless, folder))
		pages += len(got)
		if diff := cmp.Diff(slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got))); diff != "" {
			t.Errorf("%s: other files (-plain +payload):\n%s", name, diff)
			continue
		}
		for file := range got {
			lines, complaints := outline(file, got[file])
			plainLines, _ := outline(file, want[file])
			if len(complaints) > 0 {
				t.Errorf("%s: %s has %s", name, file, strings.Join(complaints, "; "))
			}
			if diff := cmp.Diff(plainLines, lines); diff != "" {
				t.Errorf("%s: %s (-plain +payload):\n%s", name, file, diff)
			}
		}
	}
	return len(s.keys) - len(calm), len(calm), pages
}

// isFree reports whether a field takes any text.
func isFree(kind string) bool { return kind == "" || kind == "Markdown" || kind == "text" }

// buildHostile builds the site with the payload. A field that is refused is
// plain in the next attempt; calm are those fields.
func buildHostile(t *testing.T, payload string) (dir string, calm map[string]bool, ok bool) {
	dir, calm = t.TempDir(), map[string]bool{}
	for {
		s := newSpecimen(t, func(key, kind string) (string, bool) {
			if calm[key] {
				return plain(payload), isFree(kind)
			}
			return payload, true
		})
		s.write(t, dir)
		report, err := Run(context.Background(), options(dir), &Memory{})
		if err != nil {
			t.Errorf("%.60q: %v", payload, err)
			return dir, calm, false
		}
		if report.Done {
			return dir, calm, true
		}
		before := len(calm)
		for _, p := range report.Problems {
			if p.Severity == diag.Warning {
				continue
			}
			key := s.at[p.Position.File][p.Position.Line]
			if key == "" || calm[key] {
				t.Errorf("%.60q is refused where it is not: %s", payload, p)
				return dir, calm, false
			}
		}
		for _, p := range report.Problems {
			if p.Severity == diag.Error {
				calm[s.at[p.Position.File][p.Position.Line]] = true
			}
		}
		if len(calm) == before {
			t.Errorf("%.60q: no pages and no problems", payload)
			return dir, calm, false
		}
	}
}

// write puts the files of a specimen into a folder.
func (s *specimen) write(t *testing.T, dir string) {
	for name, text := range s.files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Error(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Error(err)
		}
	}
}

// Characters that cannot be seen are refused in every field there is.
func TestInvisibleCharactersAreRefusedEverywhere(t *testing.T) {
	for _, payload := range invisiblePayloads {
		dir := t.TempDir()
		s := newSpecimen(t, func(string, string) (string, bool) { return payload, true })
		s.write(t, dir)
		report, err := Run(context.Background(), options(dir), &Memory{})
		if err != nil {
			t.Fatal(err)
		}
		refused, unread := map[string]bool{}, map[string]bool{}
		for _, p := range report.Problems {
			if p.Severity == diag.Error {
				refused[s.at[p.Position.File][p.Position.Line]] = true
				unread[p.Position.File] = unread[p.Position.File] || strings.Contains(p.Text, "zero byte")
			}
		}
		if report.Done || fileExists(filepath.Join(dir, public)) {
			t.Errorf("%q was built", payload)
		}
		for _, key := range s.keys {
			if file, _, _ := strings.Cut(key, " "); !refused[key] && !unread[file] {
				t.Errorf("%q is not refused in %s", payload, key)
			}
		}
	}
}

func fileExists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

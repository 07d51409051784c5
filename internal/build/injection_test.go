package build

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook"
	"pairbook/internal/diag"
	"pairbook/internal/source"
)

// Every payload stands in every field of a site at once. A field either refuses
// it, as a problem at the place of the field, or shows it as text: the pages then
// have the elements of a site of plain words, and nothing more.
func TestPayloadsStayText(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	counts := map[string]int{}
	var mu sync.Mutex
	var group sync.WaitGroup
	turns := make(chan struct{}, 2)
	tick := 0
	tried := payloads
	if !full() {
		tried = slices.DeleteFunc(slices.Clone(payloads), func(string) bool { tick++; return tick%4 != 1 })
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

// inject builds a site with a payload in every field that does not refuse it, and compares
// it with one of plain words: element by element without the measures of the theme, since
// with them another text takes other sheets; and with them by where elements stand.
func inject(t *testing.T, payload string) (shown, refused, pages int) {
	name := fmt.Sprintf("%.60q", payload)
	hostile, calm, ok := buildHostile(t, payload)
	if !ok {
		return 0, 0, 0
	}
	s := newSpecimen(t, func(key, kind string) (string, bool) {
		if calm[key] {
			return calmText(payload), isFree(kind)
		}
		return plain(payload), isFree(kind)
	})
	s.files[classic] = unmeasured(t)
	harmless := s.build(t, name)
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
	injectMeasured(t, name, hostileSpecimen(t, payload, calm))
	return len(s.keys) - len(calm), len(calm), pages
}

// injectMeasured builds a site as it is printed. No element may stand where none of its kind
// stands in a site of plain words.
func injectMeasured(t *testing.T, name string, s *specimen) {
	dir := s.build(t, name)
	for _, folder := range []string{public, facilitator} {
		for file, data := range tree(t, filepath.Join(dir, folder)) {
			if !isPage(file) {
				continue
			}
			lines, complaints := outline(file, data)
			if len(complaints) > 0 {
				t.Errorf("%s: %s has %s", name, file, strings.Join(complaints, "; "))
			}
			for place := range standing(lines) {
				if !plainPlaces(t)[place] {
					t.Errorf("%s: %s has what no plain page has:\n%s", name, file, place)
				}
			}
		}
	}
}

// isPage reports whether a file is a page. A workbook of one file has no sheet of its own.
func isPage(file string) bool { return path.Ext(file) == ".html" && path.Base(file) != singleName }

// plainPlaces are the places of the elements of sites of plain words, short ones and such as
// make sheets go on.
var plainPlaces = func() func(*testing.T) map[string]bool {
	var once sync.Once
	all := map[string]bool{}
	return func(t *testing.T) map[string]bool {
		once.Do(func() {
			for _, words := range []int{1, 4, 8, 12, 20, 30, 50, 60, 100} {
				text := "1" + strings.Repeat(" word", words) // a number to call, too
				s := newSpecimen(t, func(_, kind string) (string, bool) { return text, isFree(kind) })
				dir := s.build(t, fmt.Sprint(words, " plain words"))
				for _, folder := range []string{public, facilitator} {
					for file, data := range tree(t, filepath.Join(dir, folder)) {
						if isPage(file) {
							lines, _ := outline(file, data)
							maps.Copy(all, standing(lines))
						}
					}
				}
			}
		})
		return all
	}
}()

var (
	numbers = regexp.MustCompile(`[0-9.]+`)
	further = regexp.MustCompile(`\b[a-z0-9-]+-(more-[0-9]+|notes\b)`) // the id of a sheet on which another goes on, or of one for notes behind it
)

// standing returns, for each line of an outline of a page, the line of the element round it
// and the line itself. Numbers count and measure, and are left out.
// Sheets on which others go on are alike: which there are depends on how wide the text is.
func standing(lines []string) map[string]bool {
	found := map[string]bool{}
	var round []string
	for _, line := range lines {
		element := strings.TrimLeft(line, " ")
		depth := len(line) - len(element)
		element = further.ReplaceAllString(element, "more")
		round = append(round[:min(depth, len(round))], numbers.ReplaceAllString(element, "0"))
		found[strings.Join(round[max(0, len(round)-2):], "\n")] = true
	}
	return found
}

func TestElementsStandInPlaces(t *testing.T) {
	of := func(page string) map[string]bool {
		lines, _ := outline("a.html", []byte(page))
		return standing(lines)
	}
	known := of(`<section id="goal-1"><p>a</p></section><section id="goal-2"><p><b>a</b></p><p>b</p></section><h2>c</h2>`)
	for page, fits := range map[string]bool{
		`<section id="goal-12"><p>a</p></section>`:       true,
		`<section id="goal-1"><p><b>a</b></p></section>`: true,
		`<h2><b>a</b></h2>`:                              false,
		`<section id="goal-1"><b>a</b></section>`:        false,
		`<section id="goal-1"><p id="x">a</p></section>`: false,
		`<section id="other-1"><p>a</p></section>`:       false,
	} {
		got := true
		for place := range of(page) {
			got = got && known[place]
		}
		if got != fits {
			t.Errorf("%s: all its places known: %v", page, got)
		}
	}
}

// classic is the file of the theme that specimens have.
const classic = "themes/classic/theme.toml"

// unmeasured is that file without its last table, the measures: sheets then have what they
// have, however long the texts are.
func unmeasured(t *testing.T) string {
	text, err := fs.ReadFile(pairbook.Builtin(), classic)
	before, after, found := strings.Cut(string(text), "\n[measures]\n")
	if err != nil || !found || strings.Contains(after, "\n[") {
		t.Errorf("the measures of %s are not its last table, %v", classic, err)
	}
	return before
}

// isFree reports whether a field takes any text.
func isFree(kind string) bool { return kind == "" || kind == "Markdown" || kind == "text" }

// buildHostile builds the site with the payload. A field that is refused is
// plain in the next attempt; calm are those fields. The theme has no measures.
func buildHostile(t *testing.T, payload string) (dir string, calm map[string]bool, ok bool) {
	dir, calm = t.TempDir(), map[string]bool{}
	for {
		s := hostileSpecimen(t, payload, calm)
		s.files[classic] = unmeasured(t)
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

// hostileSpecimen is a site with the payload in every field that is not calm.
func hostileSpecimen(t *testing.T, payload string, calm map[string]bool) *specimen {
	return newSpecimen(t, func(key, kind string) (string, bool) {
		if calm[key] {
			return calmText(payload), isFree(kind)
		}
		return payload, true
	})
}

// calmText is what stands in a field that refused a payload, in both sites: plain, of one
// line and not too long for it, names with their endings.
func calmText(payload string) string {
	text := []rune(strings.ReplaceAll(plain(payload), "\n", " "))
	return string(text[:min(len(text), source.LineLength/2)])
}

// build writes a specimen into a folder of its own and builds it.
func (s *specimen) build(t *testing.T, name string) (dir string) {
	dir = t.TempDir()
	s.write(t, dir)
	if report, err := Run(context.Background(), options(dir), &Memory{}); err != nil || !report.Done {
		t.Errorf("%s: %v, %v", name, report, err)
	}
	return dir
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

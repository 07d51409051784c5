package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook"
	"pairbook/internal/desk"
	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/mentions"
	"pairbook/internal/site"
	"pairbook/internal/state"
)

// A markedSite is a specimen in which every text has a mark of its own, built, with undo copies, PDFs and
// access files.
type markedSite struct {
	dir string
	key map[string]string // of a mark: the file and key where it stands
}

var markPattern = regexp.MustCompile(`(?i)qmark[0-9]{4}q`)

func newMarkedSite(t *testing.T) *markedSite {
	t.Helper()
	m := &markedSite{dir: t.TempDir(), key: map[string]string{}}
	of := map[string]string{}
	s := newSpecimen(t, func(key, kind string) (string, bool) {
		if of[key] == "" {
			of[key] = fmt.Sprintf("qmark%04dq", len(of)+1)
			m.key[of[key]] = key
		}
		switch kind {
		case "", "Markdown":
			return of[key], true
		case "Email":
			return of[key] + "@example.org", true
		case "Link":
			return "https://example.org/" + of[key], true
		}
		return "", false
	})
	s.write(t, m.dir)
	m.write(t, "content/messages/hello.md", "+++\nsubject = \"Hello {names}\"\n+++\n{next} {link} {programme} {contact}\n")
	m.build(t)
	change, err := edit.NewFolder(m.dir, pairbook.Builtin()).Propose(context.Background(), func(p *edit.Plan) (string, error) {
		p.Set(p.Find("first/pair", diag.Position{})[0], "title", "Another title", diag.Position{})
		return "a change", nil
	})
	if err == nil {
		err = edit.Apply(context.Background(), state.NewDisk(context.Background(), nil), m.dir, change.Change)
	}
	if err != nil {
		t.Fatal(err)
	}
	if report, err := Access(context.Background(), options(m.dir)); err != nil || !report.Done {
		t.Fatal(report, err)
	}
	m.printPDFs(t)
	m.build(t)
	return m
}

func (m *markedSite) write(t *testing.T, name, text string) {
	t.Helper()
	name = filepath.Join(m.dir, filepath.FromSlash(name))
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
		t.Fatal(err)
	}
}

func (m *markedSite) build(t *testing.T) *Report {
	t.Helper()
	report, err := Run(context.Background(), options(m.dir), &Memory{})
	if err != nil || !report.Done {
		t.Fatal(report, err)
	}
	return report
}

// printPDFs puts files where PDFs of both workbooks and of a pack would be.
func (m *markedSite) printPDFs(t *testing.T) {
	t.Helper()
	s := siteIn(t, m.dir)
	a, err := openAside(context.Background(), options(m.dir), s.Program, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, pdf := range []struct{ owner, path, mark string }{
		{pdfOwner(0, "first", "pair"), "pdf/first/pair.pdf", m.of("pair.toml mentor/name")},
		{pdfOwner(0, "first", "group"), "pdf/first/group.pdf", m.of("group.toml mentors1/name")},
		{pdfOwner(1, "first", packed(s, "first")), "pdf/first/session-1.pdf", m.of("pair.toml mentor/name")},
	} {
		if err := a.put(pdf.owner, "key", pdf.path, []byte(pdf.mark)); err != nil {
			t.Fatal(err)
		}
	}
	if problems, err := a.close(nil); err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
}

// siteIn reads the site in a folder.
func siteIn(t *testing.T, dir string) *site.Site {
	t.Helper()
	s, _, err := site.Load(os.DirFS(dir), pairbook.Builtin(), &site.Memory{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// of is the mark at a key of a file of the cohort.
func (m *markedSite) of(key string) string {
	for mark, at := range m.key {
		if strings.HasSuffix(at, "/"+key) {
			return mark
		}
	}
	return "no such key"
}

// places are the files of the site, .pairbook included, in which marks of a file of the cohort stand, and
// one of its marks in each.
func (m *markedSite) places(t *testing.T, sources ...string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := fs.WalkDir(os.DirFS(m.dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(m.dir, name))
		for _, mark := range markPattern.FindAll(append(data, name...), -1) {
			at := m.key[strings.ToLower(string(mark))]
			for _, source := range sources {
				if strings.HasPrefix(at, "content/cohorts/first/"+source+" ") {
					found[name] = at
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// erase makes an erasure and the build that follows.
func (m *markedSite) erase(t *testing.T, plan func(p *edit.Plan) (*edit.Erasure, []diag.Problem, error)) (*edit.Erasure, *Erased) {
	t.Helper()
	p, err := edit.Begin(os.DirFS(m.dir), pairbook.Builtin())
	if err != nil {
		t.Fatal(err)
	}
	e, problems, err := plan(p)
	if err != nil || e == nil {
		t.Fatal(problems, err)
	}
	erased, err := Erase(context.Background(), options(m.dir), e)
	if err != nil || !erased.Done {
		t.Fatal(erased, err)
	}
	o := options(m.dir)
	o.Remove = true
	if report, err := Run(context.Background(), o, &Memory{}); err != nil || !report.Done {
		t.Fatal(report, err)
	}
	return e, erased
}

func forgetPair(p *edit.Plan) (*edit.Erasure, []diag.Problem, error) { return p.Forget("first/pair") }

func anonymiseFirst(p *edit.Plan) (*edit.Erasure, []diag.Problem, error) { return p.Anonymise("first") }

func TestWhatWasForgottenIsNowhere(t *testing.T) {
	m := newMarkedSite(t)
	if before := m.places(t, "pair.toml"); len(before) < 20 {
		t.Fatalf("the marks of the pair stand in %d files alone: the test looks at nothing", len(before))
	}
	mark := m.of("pair.toml mentor/name")
	m.write(t, "rosters/people.csv", "name;mail\nNobody;nobody@example.org\n\""+mark+" mentor\";x@example.org\n")
	m.write(t, "rosters/photo.jpg", "\xff\xd8\x00\x01")
	m.write(t, "public/first/pair/index.html", "<p>written by hand: "+mark+" mentor</p>")
	e, erased := m.erase(t, forgetPair)
	want := map[string]string{"rosters/people.csv": m.key[mark], "public/first/pair/index.html": m.key[mark]}
	if diff := cmp.Diff(want, m.places(t, "pair.toml")); diff != "" {
		t.Errorf("where marks of the pair still stand (-want +got):\n%s", diff)
	}
	if len(m.places(t, "group.toml")) < 20 {
		t.Error("of the group not much is left")
	}
	if _, err := os.Stat(filepath.Join(m.dir, "facilitator/pdf/first/group.pdf")); err != nil {
		t.Error(err)
	}
	if !erased.Access || len(erased.Problems) != 1 || erased.Problems[0].Position.File != "public/first/pair/index.html" {
		t.Errorf("the erasure says %+v", erased)
	}
	m.stateNames(t, "first/pair")
	found, err := mentions.Find(os.DirFS(m.dir), e.People, nil, func(name string) bool { return erased.Own[name] || name == ".pairbook" })
	if err != nil {
		t.Fatal(err)
	}
	wanted := []mentions.Mention{{File: "public/first/pair/index.html", Line: 1, What: mark + " mentor"}, {File: "rosters/people.csv", Line: 3, What: mark + " mentor"}}
	if diff := cmp.Diff(wanted, found.Mentions); diff != "" || !slices.Contains(found.Closed, "rosters/photo.jpg") {
		t.Errorf("named besides: %v, closed %v (-want +got):\n%s", found.Mentions, found.Closed, diff)
	}
}

// stateNames wants that no file of .pairbook has a key, and none is an undo copy.
func (m *markedSite) stateNames(t *testing.T, key string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(m.dir, ".pairbook"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(m.dir, ".pairbook", e.Name()))
		if err != nil || strings.Contains(string(data), key) || strings.HasPrefix(e.Name(), "undo-") {
			t.Errorf(".pairbook/%s is left, with %s in it or as an undo copy: %v\n%.3000s", e.Name(), key, err, data)
		}
	}
}

func TestWhatWasAnonymisedIsNowhere(t *testing.T) {
	m := newMarkedSite(t)
	e, _ := m.erase(t, anonymiseFirst)
	title := "content/cohorts/first/cohort.toml title"
	got := m.places(t, "pair.toml", "group.toml", "cohort.toml")
	for name, at := range got {
		if at != title {
			t.Errorf("%s has what stood at %s", name, at)
		}
	}
	if diff := cmp.Diff([]string{"content/cohorts/first/cohort.toml", "facilitator/first.html", "facilitator/index.html", "facilitator/inventory.html"}, slices.Sorted(maps.Keys(got))); diff != "" {
		t.Errorf("where the title of the cohort stands (-want +got):\n%s", diff)
	}
	if len(e.Stays) != 2 || !strings.Contains(e.Stays[1], m.of("cohort.toml title")) {
		t.Errorf("what stays is %q", e.Stays)
	}
	m.stateNames(t, "first/pair\"")
	m.stateNames(t, "first/group")
	s := siteIn(t, m.dir)
	if c := s.Cohort("first"); len(c.Relationships) != 0 || len(c.Anonymised) != 2 {
		t.Errorf("there are %d relationships and %d anonymised ones", len(c.Relationships), len(c.Anonymised))
	}
	if _, err := os.Stat(filepath.Join(m.dir, "public/first/pair")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the workbook of the pair is still there")
	}
}

// The report counts the same before and after.
func TestAnonymisingLeavesTheReportAsItIs(t *testing.T) {
	m := newMarkedSite(t)
	report := func() desk.Report {
		s := siteIn(t, m.dir)
		return desk.Facts(s).Report()
	}
	before := report()
	m.erase(t, anonymiseFirst)
	if diff := cmp.Diff(before, report(), cmp.AllowUnexported(desk.ReportMonth{})); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
}

// Whatever operation fails first, the same command finishes.
func TestAnErasureThatStoppedIsFinishedByTheNext(t *testing.T) {
	if testing.Short() {
		t.Skip("makes a site for each operation")
	}
	whole := newMarkedSite(t)
	for n := 1; ; n++ {
		m := &markedSite{dir: t.TempDir(), key: whole.key}
		if err := os.CopyFS(m.dir, os.DirFS(whole.dir)); err != nil {
			t.Fatal(err)
		}
		if !m.stopAt(t, n) {
			if n < 8 {
				t.Errorf("an erasure is done after %d operations: the test looks at nothing", n)
			}
			return
		}
		if what, err := edit.Recover(context.Background(), state.NewDisk(context.Background(), nil), m.dir); err != nil {
			t.Fatal(what, err)
		}
		p, err := edit.Begin(os.DirFS(m.dir), pairbook.Builtin())
		if err != nil {
			t.Fatal(err)
		}
		if e, _, _ := forgetPair(p); e != nil {
			if erased, err := Erase(context.Background(), options(m.dir), e); err != nil || !erased.Done {
				t.Fatal(erased, err)
			}
		}
		if got := m.places(t, "pair.toml"); len(got) > 0 {
			t.Errorf("after operation %d failed, marks are left: %v", n, got)
		}
		m.stateNames(t, "first/pair")
	}
}

// stopAt lets the n-th operation of an erasure on sources and state fail, and reports whether it came to it.
func (m *markedSite) stopAt(t *testing.T, n int) bool {
	t.Helper()
	p, err := edit.Begin(os.DirFS(m.dir), pairbook.Builtin())
	if err != nil {
		t.Fatal(err)
	}
	e, _, err := forgetPair(p)
	if err != nil || e == nil {
		t.Fatal(e, err)
	}
	count, stopped := 0, false
	d := state.NewDisk(context.Background(), func(state.Operation, string) error {
		if count++; count >= n { // as for a process that was killed, nothing works any more
			stopped = true
			return errors.New("stopped")
		}
		return nil
	})
	if _, err := eraseOn(context.Background(), d, options(m.dir), e); stopped != (err != nil) {
		t.Errorf("operation %d failed: %v, but the error is %v", n, stopped, err)
	}
	return stopped
}

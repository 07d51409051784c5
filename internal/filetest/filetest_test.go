package filetest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const sample = "usual\n-- a.md --\ntext\n-- want.html --\n<p>text</p>\n-- want/old --\nold\n"

// An outcome collects the failures of a test instead of ending it.
type outcome struct {
	testing.TB
	said []string
}

func (o *outcome) Helper()                   {}
func (o *outcome) Failed() bool              { return len(o.said) > 0 }
func (o *outcome) Errorf(f string, a ...any) { o.said = append(o.said, fmt.Sprintf(f, a...)) }

func (o *outcome) Fatalf(f string, a ...any) { o.Errorf(f, a...) }

func archive(t *testing.T) (*Archive, string) {
	path := filepath.Join(t.TempDir(), "sample.txtar")
	if err := os.WriteFile(path, []byte(sample), 0o666); err != nil {
		t.Fatal(err)
	}
	return read(t, path), path
}

func TestArchivesTellInputFromResults(t *testing.T) {
	a, _ := archive(t)
	if a.Comment != "usual\n" || a.Input["a.md"] != "text\n" || len(a.Input) != 1 {
		t.Errorf("archive is %q with %v", a.Comment, a.Input)
	}
	if diff := cmp.Diff([]string{"want.html", "want/old"}, a.Wanted); diff != "" {
		t.Errorf("wanted (-want +got):\n%s", diff)
	}
}

func TestEveryDifferenceIsAFailure(t *testing.T) {
	for name, test := range map[string]struct {
		results map[string]string
		want    []string // beginnings of failures
	}{
		"equal":    {map[string]string{"want.html": "<p>text</p>\n", "want/old": "old\n"}, nil},
		"other":    {map[string]string{"want.html": "<p>texts</p>\n", "want/old": "old\n"}, []string{"want.html (-want +got):"}},
		"missing":  {map[string]string{"want.html": "<p>text</p>\n"}, []string{"nothing came out for want/old"}},
		"new":      {map[string]string{"want.html": "<p>text</p>\n", "want/old": "old\n", "want/new": "new\n"}, []string{"want/new (-want +got):"}},
		"misnamed": {map[string]string{"want.html": "<p>text</p>\n", "want/old": "old\n", "a.md": "text\n"}, []string{"a.md is no name of a wanted result"}},
	} {
		t.Run(name, func(t *testing.T) {
			a, path := archive(t)
			got := &outcome{TB: t}
			for name, text := range test.results {
				if !wanted(name) {
					got.said = append(got.said, misnamed(a, t, name, text)...)
					continue
				}
				a.Want(got, name, text)
			}
			a.finish(got, path)
			if len(got.said) != len(test.want) {
				t.Fatalf("failures are %q; want %q", got.said, test.want)
			}
			for i, want := range test.want {
				if !strings.HasPrefix(got.said[i], want) {
					t.Errorf("failure is %q; want %q", got.said[i], want)
				}
			}
		})
	}
}

// misnamed returns what Want says of a name that is none of a result.
func misnamed(a *Archive, t *testing.T, name, text string) (said []string) {
	o := &fatal{outcome: outcome{TB: t}}
	defer func() {
		_ = recover()
		said = o.said
	}()
	a.Want(o, name, text)
	return nil
}

// A fatal ends at the first fatal failure, by a panic.
type fatal struct{ outcome }

func (f *fatal) Fatalf(format string, a ...any) { f.Errorf(format, a...); panic(f) }

func TestUpdateWritesTheResultsThatCameOut(t *testing.T) {
	*update = true
	defer func() { *update = false }()
	a, path := archive(t)
	a.Want(t, "want.html", "<p>new</p>\n")
	a.Want(t, "want/new", "new\n")
	a.finish(t, path)
	File(t, path+".file", "alone\n")
	for name, want := range map[string]string{
		path:           "usual\n-- a.md --\ntext\n-- want.html --\n<p>new</p>\n-- want/new --\nnew\n",
		path + ".file": "alone\n",
	} {
		got, err := os.ReadFile(name)
		if diff := cmp.Diff(want, string(got)); err != nil || diff != "" {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
	}
}

func TestFilesAreReplacedAndLeftOut(t *testing.T) {
	f := Files{"a": "1", "b": "2"}
	got := f.With(Files{"b": "-", "c": "3"})
	if diff := cmp.Diff(Files{"a": "1", "c": "3"}, got); diff != "" || len(f) != 2 {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if text, err := got.FS().ReadFile("c"); string(text) != "3" || err != nil {
		t.Errorf("c is %q, %v", text, err)
	}
}

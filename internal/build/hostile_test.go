package build

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"pairbook"
	"pairbook/internal/diag"
	"pairbook/internal/site"
)

var update = flag.Bool("update", false, "rewrite the wanted problems in testdata")

// verdict loads a site with one file more and says what is wrong with that: line,
// column and text of each problem.
func verdict(t testing.TB, name string, data []byte) string {
	t.Helper()
	fsys := fstest.MapFS{"site.toml": {Data: []byte("title = \"T\"\n")}, name: {Data: data}}
	_, problems, err := site.Load(fsys, pairbook.Builtin(), &site.Memory{})
	if err != nil {
		t.Fatalf("a fault of the machine: %v", err)
	}
	var b strings.Builder
	for _, p := range problems {
		if p.Position.File != name {
			continue // links of others to it
		}
		if p.Severity == diag.Warning {
			b.WriteString("warning ")
		}
		fmt.Fprintf(&b, "%d:%d: %s\n", p.Position.Line, p.Position.Column, p.Text)
		if text := p.String(); len(text) > 2000 {
			t.Errorf("a problem of %d bytes: %.200s", len(text), text)
		}
	}
	return b.String()
}

// golden checks pairs of a file and what is said of it.
func golden(t *testing.T, archive, name string, least int) {
	t.Helper()
	a, err := txtar.ParseFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Files)/2 < least {
		t.Errorf("only %d files", len(a.Files)/2)
	}
	for i := 0; i+1 < len(a.Files); i += 2 {
		input, want := a.Files[i], &a.Files[i+1]
		t.Run(input.Name, func(t *testing.T) {
			got := verdict(t, name, input.Data)
			if *update {
				want.Data = []byte(got)
			} else if diff := cmp.Diff(string(want.Data), got); diff != "" {
				t.Errorf("%s(-want +got):\n%s", input.Data, diff)
			}
			windows := strings.ReplaceAll(string(input.Data), "\n", "\r\n")
			for _, text := range []string{windows, "\ufeff" + string(input.Data)} {
				if again := verdict(t, name, []byte(text)); again != got {
					t.Errorf("%q gives\n%s\nnot\n%s", text, again, got)
				}
			}
		})
	}
	if *update {
		if err := os.WriteFile(archive, txtar.Format(a), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOddRelationshipFiles(t *testing.T) {
	golden(t, "testdata/relationships.txtar", "content/cohorts/a/x.toml", 100)
}

func TestOddTopics(t *testing.T) {
	golden(t, "testdata/topics.txtar", "content/topics/x.md", 50)
}

// Keys that differ in nothing but case are told apart, every time.
func TestSpellingsOfAKeyHaveOneAnswer(t *testing.T) {
	const text = "title = \"a\"\nTitle = \"b\"\nTITLE = \"c\"\n" + "[mentor]\nname = \"A\"\nName = \"B\"\n[mentee]\nNAME = \"C\"\nname = \"D\"\n"
	first := verdict(t, "content/cohorts/a/x.toml", []byte(text))
	if strings.Count(first, "unknown key") != 4 {
		t.Errorf("the spellings are not told apart:\n%s", first)
	}
	for range 50 {
		if got := verdict(t, "content/cohorts/a/x.toml", []byte(text)); got != first {
			t.Fatalf("another answer:\n%s\nnot\n%s", got, first)
		}
	}
}

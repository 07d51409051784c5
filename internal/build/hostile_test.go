package build

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"pairbook"
	"pairbook/internal/diag"
	"pairbook/internal/filetest"
	"pairbook/internal/site"
)

// verdict loads a site with one file more and says what is wrong with that: line,
// column and text of each problem.
func verdict(t testing.TB, name string, data []byte) string {
	t.Helper()
	return verdictWith(t, &site.Memory{}, name, data)
}

// verdictWith is verdict for one text after the other: what is built in is read once.
func verdictWith(t testing.TB, memory *site.Memory, name string, data []byte) string {
	t.Helper()
	fsys := fstest.MapFS{"site.toml": {Data: []byte("title = \"T\"\n")}, name: {Data: data}}
	_, problems, err := site.Load(fsys, pairbook.Builtin(), memory)
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

// golden compares what is said of each file of an archive, and of the same file as
// Windows saves it.
func golden(t *testing.T, archive, name string, least int) {
	t.Helper()
	memory := &site.Memory{}
	n := filetest.Pairs(t, archive, func(t *testing.T, input string) string {
		got := verdictWith(t, memory, name, []byte(input))
		if testing.Short() {
			return got
		}
		for _, text := range []string{strings.ReplaceAll(input, "\n", "\r\n"), "\ufeff" + input} {
			if again := verdictWith(t, memory, name, []byte(text)); again != got {
				t.Errorf("%q gives\n%s\nnot\n%s", text, again, got)
			}
		}
		return got
	})
	if n < least {
		t.Errorf("only %d files", n)
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
	times := 50
	if testing.Short() {
		times = 10
	}
	for range times {
		if got := verdict(t, "content/cohorts/a/x.toml", []byte(text)); got != first {
			t.Fatalf("another answer:\n%s\nnot\n%s", got, first)
		}
	}
}

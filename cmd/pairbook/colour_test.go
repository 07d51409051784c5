package main

import (
	"strings"
	"testing"

	"pairbook/internal/diag"
)

func TestColoursOfAProblem(t *testing.T) {
	at := diag.Position{File: "content/cohorts/spring/tom.toml", Line: 14, Column: 1, Width: 9, Excerpt: `frequancy = "often"`}
	problem := diag.Problem{Position: at, Text: `unknown key "frequancy"`, Hint: `did you mean "frequency"?`}
	want := "\x1b[1mcontent/cohorts/spring/tom.toml:14:1: unknown key \"frequancy\"\x1b[0m\n" +
		"\x1b[2m   14 |\x1b[0m frequancy = \"often\"\n" +
		"\x1b[2m      |\x1b[0m\x1b[31m ^^^^^^^^^\x1b[0m\n" +
		"\x1b[36m   did you mean \"frequency\"?\x1b[0m"
	if got := painted(problem); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	problem.Severity = diag.Warning
	if got := painted(problem); !strings.Contains(got, yellow+" ^^^^^^^^^") || strings.Contains(got, red) {
		t.Errorf("a warning is %q", got)
	}
	for _, p := range []diag.Problem{problem, {Text: "x\x1b[31m"}, {Text: "no place", Hint: "a\nb"}} {
		plain := painted(p)
		for _, sign := range []string{plainText, bold, faint, red, yellow, cyan} {
			plain = strings.ReplaceAll(plain, sign, "")
		}
		if plain != p.String() {
			t.Errorf("without colours it is %q; want %q", plain, p.String())
		}
	}
}

func TestBar(t *testing.T) {
	for _, test := range []struct {
		done, total int
		want        string
	}{
		{0, 5000, "[........................]"}, {2500, 5000, "[############............]"}, {4999, 5000, "[#######################.]"},
		{5000, 5000, "[########################]"}, {0, 0, "[########################]"},
	} {
		if got := bar(test.done, test.total); got != test.want {
			t.Errorf("bar(%d, %d) = %s; want %s", test.done, test.total, got, test.want)
		}
	}
}

func TestQuotedForShell(t *testing.T) {
	for _, test := range []struct {
		path    string
		windows bool
		want    string
	}{
		{"mentoring", false, "mentoring"}, {"My Mentoring", false, `"My Mentoring"`}, {"My Mentoring", true, `"My Mentoring"`},
		{`C:\sites\one`, true, `C:\sites\one`}, {`a\b`, false, `'a\b'`}, {"a$b", false, "'a$b'"}, {"it's $5", false, `'it'\''s $5'`},
		{"a&b", false, `"a&b"`}, {"Führung", false, "Führung"}, {"-x", false, "./-x"},
	} {
		if got := quotedForShell(test.path, test.windows); got != test.want {
			t.Errorf("quotedForShell(%q) = %s; want %s", test.path, got, test.want)
		}
	}
}

package diag

import (
	"strings"
	"testing"
)

func TestProblemAsProse(t *testing.T) {
	src := Source{"content/cohorts/spring/tom.toml", strings.Repeat("\n", 13) + "frequancy = \"every three weeks\"\n\tx\ty = 1\n名前 = 1\n"}
	for _, c := range []struct {
		name    string
		problem Problem
		want    string
	}{
		{"full", Problem{Error, src.At(13, 9), `unknown key "frequancy" in [agreement]`, `did you mean "frequency"?`},
			`content/cohorts/spring/tom.toml:14:1: unknown key "frequancy" in [agreement]
   14 | frequancy = "every three weeks"
      | ^^^^^^^^^
   did you mean "frequency"?`},
		{"warning without hint", Problem{Warning, src.At(25, 19), "it is long", ""},
			`content/cohorts/spring/tom.toml:14:13: warning: it is long
   14 | frequancy = "every three weeks"
      |             ^^^^^^^^^^^^^^^^^^^`},
		{"whole file", Problem{Warning, src.Whole(), "nothing reads this file", "rename it\nor delete it"},
			`content/cohorts/spring/tom.toml: warning: nothing reads this file
   rename it
   or delete it`},
		{"no file", Problem{Text: "no place"}, `no place`},
		{"no width", Problem{Error, src.At(22, 0), "here", ""},
			`content/cohorts/spring/tom.toml:14:10: here
   14 | frequancy = "every three weeks"
      |          ^`},
		{"line end", Problem{Error, src.At(44, 1), "here", ""},
			`content/cohorts/spring/tom.toml:14:32: here
   14 | frequancy = "every three weeks"
      |                                ^`},
		{"tabs", Problem{Error, src.At(48, 1), "here", ""},
			`content/cohorts/spring/tom.toml:15:4: here
   15 |     x    y = 1
      |          ^`},
		{"characters two columns wide", Problem{Error, src.At(54, 6), "here", ""},
			`content/cohorts/spring/tom.toml:16:1: here
   16 | 名前 = 1
      | ^^^^`},
		{"behind characters two columns wide", Problem{Error, src.At(63, 1), "here", ""},
			`content/cohorts/spring/tom.toml:16:6: here
   16 | 名前 = 1
      |        ^`},
		{"an empty line has no excerpt", Problem{Error, src.At(3, 1), "here", ""},
			`content/cohorts/spring/tom.toml:4:1: here`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.problem.String(); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

func TestLongTextsAreCut(t *testing.T) {
	long := strings.Repeat("é", 500)
	p := Problem{Text: long + "x", Hint: long + "x\n" + long}
	want := long + "…\n   " + long + "…\n   " + long
	if got := p.String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestMarksWithoutWidthStayUnderTheirLetter(t *testing.T) {
	src := Source{"a", "cafe\u0301 = 1"}
	want := "a:1:7: here\n    1 | cafe\u0301 = 1\n      |      ^"
	if got := (Problem{Position: src.At(7, 1), Text: "here"}).String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	want = "a:1:5: here\n    1 | cafe\u0301 = 1\n      |     ^"
	if got := (Problem{Position: src.At(4, 2), Text: "here"}).String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestLongLinesAreCutRoundTheColumn(t *testing.T) {
	src := Source{"a", strings.Repeat("a", 500) + "HERE" + strings.Repeat("b", 500)}
	for _, offset := range []int{0, 30, 500, 980, 1003} {
		lines := strings.Split(Problem{Position: src.At(offset, 4), Text: "x"}.String(), "\n")
		if len(lines) != 3 || len([]rune(lines[1])) > 100 || len([]rune(lines[2])) > 100 {
			t.Fatalf("offset %d: %q", offset, lines)
		}
		excerpt, marker := []rune(lines[1]), []rune(lines[2])
		caret := strings.IndexRune(lines[2], '^')
		if want := rune(src.Text[offset]); excerpt[caret] != want {
			t.Errorf("offset %d: the marker is below %q, want %q\n%s\n%s", offset, excerpt[caret], want, lines[1], string(marker))
		}
	}
	got := Problem{Position: src.At(500, 4), Text: "x"}.String()
	if !strings.Contains(got, "| …aaa") || !strings.HasSuffix(strings.Split(got, "\n")[1], "b…") {
		t.Errorf("cuts are not shown:\n%s", got)
	}
}

func TestMarkerEndsWhereTheLineIsCut(t *testing.T) {
	src := Source{"a", strings.Repeat("a", 500)}
	lines := strings.Split(Problem{Position: src.At(0, 500), Text: "x"}.String(), "\n")
	if carets := strings.Count(lines[2], "^"); carets != excerptCells {
		t.Errorf("%d carets, want %d", carets, excerptCells)
	}
}

func TestNothingSteersTheTerminal(t *testing.T) {
	src := Source{"a\x1b]0;b", "k\x1b[31m = \"\u202eevil\u2066\x07\" \r x"}
	got := Problem{Position: src.At(0, 1), Text: "bad \x1b[2J key\nnext", Hint: "del\x7fete\u200b"}.String()
	for _, r := range got {
		if r != '\n' && hidden(r) {
			t.Errorf("%U reaches the terminal: %q", r, got)
		}
	}
	if lines := strings.Count(got, "\n"); lines != 3 {
		t.Errorf("a newline in the text made a line of its own: %q", got)
	}
	if !strings.Contains(got, "k�[31m") {
		t.Errorf("hidden characters are not shown: %q", got)
	}
}

func TestJoinersOfNamesStay(t *testing.T) {
	name := "علی\u200cرضا"
	if got := (Problem{Text: name}).String(); got != name {
		t.Errorf("got %q, want %q", got, name)
	}
}

func TestBrokenPositionsDoNotPanic(t *testing.T) {
	for _, p := range []Position{
		{"a", 1, 0, 0, "x"}, {"a", 1, -5, 3, "x"}, {"a", 1, 99, 99, "x"}, {"a", 1, 1, 1 << 30, "x"}, {"a", 123456, 1, 1, "x\xff"},
	} {
		if got := (Problem{Position: p, Text: "t"}).String(); !strings.Contains(got, "^") {
			t.Errorf("%+v has no marker: %q", p, got)
		}
	}
}

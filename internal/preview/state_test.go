package preview

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/diag"
)

func told(t *testing.T, s *Server, address string) message {
	t.Helper()
	state, _ := s.current()
	data, err := state.message(address)
	if err != nil {
		t.Fatal(err)
	}
	var m message
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(string(data), "\n\r") {
		t.Errorf("a message of several lines: %s", data)
	}
	return m
}

func TestAMessageSaysAllAPageNeeds(t *testing.T) {
	s := shown()
	style, logo := SumOf([]byte("p { color: black }")), SumOf([]byte("<svg xmlns='http://www.w3.org/2000/svg'/>"))
	want := message{
		Page:  SumOf(page(secret)).String(),
		Files: map[string]string{"/public/assets/style.css": style.String(), "/public/assets/my logo.svg": logo.String()},
	}
	got := told(t, s, "/public/spring/tom/")
	want.Assets = got.Assets
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("message (-want +got):\n%s", diff)
	}
	if told(t, s, "/public/spring/tom/index.html").Page != want.Page || told(t, s, "/public/nothing.html").Page != "" {
		t.Error("the sum of a page depends on how it is written, or one that is not there has one")
	}
}

func TestAMessageChangesWithWhatItIsAbout(t *testing.T) {
	s := shown()
	const address = "/public/spring/tom/"
	first := told(t, s, address)
	s.Show(build(map[string]string{"public/spring/tom/index.html": "other", "public/assets/style.css": "p{}"}), nil)
	second := told(t, s, address)
	if first.Page == second.Page || first.Assets == second.Assets {
		t.Errorf("messages %+v, %+v; want other sums", first, second)
	}
	s.Fail([]diag.Problem{problem()})
	third := told(t, s, address)
	if third.Page != second.Page || third.Assets != second.Assets || !third.Failed || third.Heading != "1 problem" {
		t.Errorf("message of a failed build: %+v", third)
	}
	s.Show(build(map[string]string{"public/spring/tom/index.html": "other", "public/assets/style.css": "p{}"}), nil)
	if diff := cmp.Diff(second, told(t, s, address)); diff != "" {
		t.Errorf("message after mending (-want +got):\n%s", diff)
	}
}

func TestWhileThereIsNoBuildEveryNewListIsAnotherPage(t *testing.T) {
	s := New()
	seen := map[string]bool{told(t, s, "/").Page: true}
	for _, problems := range [][]diag.Problem{{}, {problem()}, {{Text: "another"}}} {
		s.Fail(problems)
		seen[told(t, s, "/").Page] = true
	}
	s.Show(site(), nil)
	seen[told(t, s, "/nothing").Page] = true
	if len(seen) != 5 {
		t.Errorf("%d kinds of pages; want 5", len(seen))
	}
}

func TestWarningsAreNoFailure(t *testing.T) {
	s := New()
	s.Show(site(), []diag.Problem{{Severity: diag.Warning, Text: "a goal without a date"}, {Severity: diag.Warning, Text: "b"}})
	m := told(t, s, "/")
	if m.Failed || m.Heading != "2 warnings" || !strings.Contains(m.List, `<span class="kind">warning</span>`) {
		t.Errorf("message %+v", m)
	}
}

func TestHeadings(t *testing.T) {
	e, w := diag.Problem{}, diag.Problem{Severity: diag.Warning}
	for want, problems := range map[string][]diag.Problem{
		"1 problem": {e}, "2 problems": {e, e}, "1 warning": {w}, "2 problems, 1 warning": {e, w, e},
	} {
		if got := newProblemList(problems).Heading; got != want {
			t.Errorf("heading %q; want %q", got, want)
		}
	}
}

func TestExcerptsShowThePlace(t *testing.T) {
	at := func(column, width int, line string) diag.Problem {
		return diag.Problem{Position: diag.Position{File: "a.toml", Line: 3, Column: column, Width: width, Excerpt: line}}
	}
	long := strings.Repeat("é", 1000)
	for name, c := range map[string]struct {
		problem diag.Problem
		want    string // before|marked|after
	}{
		"in the middle":        {at(3, 2, "abcdef"), "ab|cd|ef"},
		"in characters":        {at(2, 1, "éñü"), "é|ñ|ü"},
		"without a width":      {at(3, 0, "abc"), "ab|c|"},
		"behind the end":       {at(9, 4, "abc"), "abc||"},
		"a file as a whole":    {diag.Problem{Position: diag.Position{File: "a.toml"}}, "||"},
		"an empty line":        {at(1, 1, "  "), "||"},
		"hidden characters":    {at(1, 1, "\x1b[2J\u202eevil\u200b"), "�|[2J�evil�|"},
		"a place in long text": {at(501, 2, long), "…" + long[:200] + "|" + long[:4] + "|" + long[:298*2] + "…"},
		"a mark of long text":  {at(1, 1000, long), "|" + long[:800] + "|…"},
	} {
		it := newProblemItem(c.problem)
		got := it.Before + "|" + it.Marked + "|" + it.After
		if name == "hidden characters" {
			got = it.Before + it.Marked + "|" + it.After + "|"
		}
		if got != c.want {
			t.Errorf("%s: %q; want %q", name, got, c.want)
		}
	}
}

func TestALongListIsCut(t *testing.T) {
	var problems []diag.Problem
	for i := range maxProblems + 3 {
		problems = append(problems, diag.Problem{Text: fmt.Sprint("number ", i)})
	}
	s := New()
	s.Fail(problems)
	m := told(t, s, "/")
	if n := strings.Count(m.List, "<li"); n != maxProblems || !strings.Contains(m.List, "… and 3 more, which the terminal lists.") {
		t.Errorf("%d problems in the list", n)
	}
}

func TestNoTextOfAProblemBecomesMarkup(t *testing.T) {
	const payload = `"><script>alert(1)</script><img src=x onerror=alert(1)>{{.}}` + "`'&lt;\x00\u2028"
	s := New()
	s.Fail([]diag.Problem{{
		Position: diag.Position{File: payload, Line: 1, Column: 1, Width: 3, Excerpt: payload}, Text: payload, Hint: payload,
	}})
	m := told(t, s, "/")
	if strings.Contains(m.List, "<script") || strings.Contains(m.List, "<img") || strings.Count(m.List, "&lt;script&gt;") != 3 {
		t.Errorf("the list has markup of the author's: %s", m.List)
	}
}

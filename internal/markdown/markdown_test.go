package markdown

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/diag"
)

func TestLineEndsMakeNoDifference(t *testing.T) {
	text := "+++\ntitle = \"x\"\ntitel = 1\n+++\n# a\n\nb <br> c\\\nd [e](#f)\n\n```\ncode\n```\n"
	d, problems := parseText(text)
	crlf, crlfProblems := parseText(strings.ReplaceAll(text, "\n", "\r\n"))
	if diff := cmp.Diff(d.HTML(echo), crlf.HTML(echo)); diff != "" {
		t.Errorf("HTML (-LF +CRLF):\n%s", diff)
	}
	if diff := cmp.Diff(problems, crlfProblems); diff != "" || len(problems) != 3 {
		t.Errorf("%d problems (-LF +CRLF):\n%s", len(problems), diff)
	}
}

func TestPlacesAreThoseOfTheFile(t *testing.T) {
	text := "\n+++\nsummary = 3\n[[prompts]]\nask = \"é\"\nfor = \"mento\"\nfrom = 1\n+++\n\nÄ <br>, [x](a.md) [y](data:x)\n\n> - 日本 [z](#nowhere)\n"
	d, problems := parseText(text)
	var got []string
	for _, p := range problems {
		got = append(got, fmt.Sprintf("%d:%d+%d", p.Position.Line, p.Position.Column, p.Position.Width))
	}
	want := []string{"3:11+1", "6:7+7", "7:1+4", "10:3+4", "10:19+11", "12:8+13"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("places (-want +got):\n%s\n%v", diff, problems)
	}
	position := diag.Position{File: "content/topics/a.md", Line: 10, Column: 9, Width: 9, Excerpt: "Ä <br>, [x](a.md) [y](data:x)"}
	if diff := cmp.Diff([]Link{{To: "a.md", Path: "a.md", Position: position}}, d.Links); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
}

func TestFrontMatterWithoutEndHidesNothingElse(t *testing.T) {
	for text, want := range map[string]string{
		"+++\ntitle = \"x\n+++\nText <br>":   "Text",
		"+++\ntitle = x\n+++\nText <br>":     "Text",
		"+++\n[[[prompts]]\n+++\nText <br>":  "Text",
		"+++\na = {b = 1,,}\n+++\nText <br>": "Text",
	} {
		d, problems := parseText(text)
		faults, warnings := diag.Count(problems)
		if faults != 1 || warnings != 1 || problems[0].Position.Line != 2 || !strings.Contains(d.HTML(echo), want) {
			t.Errorf("%q: %v", text, problems)
		}
	}
}

func TestTitle(t *testing.T) {
	for _, test := range []struct{ text, title, html string }{
		{"", "", ""},
		{"Text.", "", "<p>Text.</p>\n"},
		{"# A *b* &amp; `c`\n\nText.", "A b & c", "<p>Text.</p>\n"},
		{"A\n=\n\nText.", "A", "<p>Text.</p>\n"},
		{"Text.\n\n# A", "A", "<p>Text.</p>\n<h2 id=\"h-a\">A</h2>\n"},
		{"## A", "A", "<h2 id=\"h-a\">A</h2>\n"},
		{"#\n\n# A", "A", "<h2 id=\"h-a\">A</h2>\n"},
		{"+++\ntitle = \"B\"\n+++\n# A", "B", "<h2 id=\"h-a\">A</h2>\n"},
		{"+++\ntitle = \"A\"\n+++\n# A", "A", ""},
		{"+++\ntitle = \"\"\"\n A\n b \"\"\"\n+++\n", "A b", ""},
		{"+++\nsummary = \"s\"\n+++\n# A", "A", ""},
		{"[x]: y.md\n\n<br>\n\n# A", "A", ""},
		{"> # A", "A", "<blockquote>\n<h2 id=\"h-a\">A</h2>\n</blockquote>\n"},
		{"# A\n\n# B", "A", "<h2 id=\"h-b\">B</h2>\n"},
		{"# ![a](b.png)\n\nText.", "a", "<p>Text.</p>\n"},
	} {
		d, _ := parseText(test.text)
		if got := d.HTML(echo); d.Title != test.title || got != test.html {
			t.Errorf("%q: title %q, %q; want %q, %q", test.text, d.Title, got, test.title, test.html)
		}
	}
}

func TestEmpty(t *testing.T) {
	for text, want := range map[string]bool{
		"": true, " \n\n": true, "+++\ntitle = \"x\"\n+++\n\n": true, "# x": true, "<br>": true, "<!-- x -->": true,
		"[a]: b.md": true, "<i></i>": true, "[^1]: x": true, "x": false, "---": false, "![](a.png)": false, "    x": false, "`x`": false,
		"- [ ]\n- [ ] x": false, "<tom@example.org>": false, "## x": false,
	} {
		if d, _ := parseText(text); d.Empty() != want {
			t.Errorf("%q: empty is %v", text, d.Empty())
		}
	}
}

func TestHeadingIDs(t *testing.T) {
	long := strings.Repeat("long words ", 20)
	for text, want := range map[string]string{
		"A":                "h-a",
		"Don't  stop!":     "h-dont-stop",
		"rock 'n' roll":    "h-rock-n-roll",
		"Über uns":         "h-uber-uns",
		"Цели":             "h-tseli",
		"目标":               "h-mu-biao",
		"🙂":                "h-d06f1525",
		"main-content":     "h-main-content",
		"  2.1  Measure -": "h-2-1-measure",
		long:               "h-long-words-long-words-long-words-long-words-long-words-long",
	} {
		d, _ := parseText("x\n\n# " + text)
		if len(d.Headings) != 1 || d.Headings[0].ID != want {
			t.Errorf("%q: %+v; want %s", text, d.Headings, want)
		}
	}
	d, _ := parseText("x\n\n# a\n# a 2\n# a\n# a\n# a 2\n# A!")
	var ids []string
	for _, h := range d.Headings {
		ids = append(ids, h.ID)
	}
	if diff := cmp.Diff([]string{"h-a", "h-a-2", "h-a-3", "h-a-4", "h-a-2-2", "h-a-5"}, ids); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
}

func TestAnchors(t *testing.T) {
	d, _ := parseText("# Title\n\n## What to measure\n\n## Größe\n")
	for _, test := range []struct {
		fragment, id string
		ok           bool
	}{
		{"h-what-to-measure", "h-what-to-measure", true},
		{"what-to-measure", "h-what-to-measure", true},
		{"What to measure?", "h-what-to-measure", true},
		{"größe", "h-grosse", true},
		{"title", "", true},
		{"h-title", "", true},
		{"", "", false},
		{"measure", "", false},
	} {
		if id, _, ok := d.Anchor(test.fragment); id != test.id || ok != test.ok {
			t.Errorf("Anchor(%q) = %q, %v", test.fragment, id, ok)
		}
	}
	if _, _, ok := (&Document{}).Anchor(""); ok {
		t.Error("an empty fragment leads somewhere")
	}
}

func TestNearestAnchor(t *testing.T) {
	many := ""
	for i := range 7 {
		many += fmt.Sprintf("## part %c\n", 'a'+i)
	}
	for _, test := range []struct{ text, fragment, want string }{
		{"x\n\n## Measure", "mesure", "did you mean #measure?"},
		{"x\n\n## Measure", "h-Meashure", "did you mean #measure?"},
		{"x\n\n## Measure\n\n## Ask", "other", "its headings are #measure, #ask"},
		{many, "nothing-like-it", "its headings are #part-a, #part-b, #part-c, #part-d, #part-e, …"},
		{"x", "y", "this file has no headings to lead to"},
	} {
		d, _ := parseText(test.text)
		if got := d.NearestAnchor(test.fragment); got != test.want {
			t.Errorf("%q: %q; want %q", test.fragment, got, test.want)
		}
	}
}

func TestRenderOptions(t *testing.T) {
	d, _ := parseText("# T\n\n## a\n\n[b](#a) [t](#t) [c](c.md) ![d](d.png)\n\n- [ ] x[^1]\n- [x] y\n\n[^1]: z")
	got := d.Render(Options{
		Prefix: "goals-", ToDo: "à faire", Done: "fait", Back: "retour",
		Resolve: func(l Link) string { return map[string]string{"c.md": "../c d.html#h-é", "d.png": ""}[l.To] },
	})
	want := `<h2 id="goals-h-a">a</h2>
<p><a href="#goals-h-a">b</a> <a href="#">t</a> <a href="../c%20d.html#h-%C3%A9">c</a> d</p>
<ul>
<li class="task"><span class="tick" role="img" aria-label="à faire"></span> x<sup class="footnote" id="goals-fnref-1"><a href="#goals-fn-1" role="doc-noteref">1</a></sup></li>
<li class="task"><span class="tick done" role="img" aria-label="fait"></span> y</li>
</ul>
<div class="footnotes" role="doc-endnotes">
<ol>
<li id="goals-fn-1">
<p>z <a class="footnote-back" href="#goals-fnref-1" role="doc-backlink" aria-label="retour">↩︎</a></p>
</li>
</ol>
</div>
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("HTML (-want +got):\n%s", diff)
	}
	if got := d.Render(Options{}); strings.Contains(got, "<img") || strings.Contains(got, "c.html") {
		t.Errorf("without a resolver a link is left:\n%s", got)
	}
}

func TestResolverCannotLeadAway(t *testing.T) {
	d, _ := parseText("[a](a.md) ![b](b.png)")
	for _, address := range []string{
		"javascript:alert(1)", "https://www.example.org/", "//www.example.org", "/x", `a\b`, "data:x", "a\x00", "mailto:tom@example.org",
	} {
		if got := d.HTML(func(Link) string { return address }); got != "<p>a b</p>\n" {
			t.Errorf("%q: %s", address, got)
		}
	}
	want := "<p><a href=\"#h-x\">a</a> b</p>\n"
	if got := d.HTML(func(Link) string { return "#h-x" }); got != want {
		t.Errorf("a place on the same page: %s", got)
	}
}

func TestDocumentsAreSharedBetweenGoroutines(t *testing.T) {
	d, _ := parseText("# a\n\n## b\n\n[c](c.md) [d](#b) ![e](e.png)\n\n|x|\n|:-|\n|y|\n\nf[^1]\n\n[^1]: g")
	want := d.HTML(echo)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 20 {
				other, _ := parseText("x[^1] <br>\n\n[^1]: y")
				if other.HTML(echo) == "" || d.HTML(echo) != want {
					t.Error("the HTML has changed")
				}
				d.Anchor("b")
			}
		})
	}
	wait.Wait()
}

func TestOtherFrontMatter(t *testing.T) {
	const hint = "write it in TOML, between lines of +++:\n+++\ntitle = \"…\"\n+++"
	for _, text := range []string{
		"---\ntitle: a # b\n---\n", "---\ntitle: 'it''s'\n...\n", "---\ntitle: \"a\n---\n", "---\ntitle:\n---\n",
		"---\ntitle: |\n  a\n---\n", "---\ndate: 2027-01-14\n---\n", "---\nprompts:\n" + lines("- a", 8) + "---\n",
	} {
		d, problems := parseText(text + "Text.")
		if len(problems) != 1 || problems[0].Hint != hint || problems[0].Severity != diag.Warning {
			t.Errorf("%q: %v; want the hint\n%s", text, problems, hint)
		}
		if got := d.HTML(echo); got != "<p>Text.</p>\n" {
			t.Errorf("%q: %s", text, got)
		}
	}
	for _, text := range []string{"---", "---\n", "---\n---\n", "---\nText\n---\n", "---\n\ntitle: x\n", "----\ntitle: x\n---\n", "\n\nx\n---\na: b\n---\n"} {
		if _, problems := parseText(text); len(problems) > 0 {
			t.Errorf("%q: %v", text, problems)
		}
	}
}

func TestInvisibleCharactersAreTakenOut(t *testing.T) {
	for text, places := range map[string]int{
		"# a&#x202e;b": 1, "## a&#x202e;b": 1, "a&#x202e;b": 1, "a&ZeroWidthSpace;b": 1, "`a&#x202e;b`": 0, "\\&#x202e;": 0, "&amp;#x202e;": 0,
		"![a&#x202e;b](c.png)": 1, "[a](b.md \"&#x202e;\")": 1, "a &#x202e; b &#8203; c": 2, "a &#1; b": 1, "&rlm;": 1, "&zwj;&zwnj;&shy;": 0,
	} {
		d, problems := parseText(text)
		faults, warnings := diag.Count(problems)
		if faults != places || warnings > 0 {
			t.Errorf("%q: %v", text, problems)
		}
		if all := d.Title + d.HTML(echo); strings.ContainsAny(all, "\u202e\u200b\x01\u200f") {
			t.Errorf("%q: %q", text, all)
		}
	}
}

// What a hint says to write instead is read without a further word.
func TestHintsOnOtherProgramsSyntaxAreRead(t *testing.T) {
	for _, text := range []string{
		"![a](my pic.png)", "[a](my plan.pdf)", "![[x.png]]", "![[a b.png]]", "[[x]]", "[[Some page|text]]", "[[Page#Part Two]]",
		"##Part", "• one", "[ ] a task", "[x] a task", "==marked==", "** bold **", `<b style={{x: "y"}}>`,
	} {
		_, problems := parseText("Text.\n\n" + text + "\n")
		if len(problems) == 0 || !strings.HasPrefix(problems[0].Text, "this is printed as it stands: ") {
			t.Errorf("%s: %v", text, problems)
			continue
		}
		instead, ok := strings.CutPrefix(problems[0].Hint, "write ")
		instead, _, _ = strings.Cut(instead, ", without")
		if _, problems := parseText("Text.\n\n" + instead + "\n"); !ok || len(problems) > 0 {
			t.Errorf("%s: what the hint says is refused: %s: %v", text, instead, problems)
		}
	}
	for _, kind := range asideKinds {
		if _, problems := parseText(":::" + kind + "\nText.\n:::\n"); len(problems) > 0 {
			t.Errorf("%s: %v", kind, problems)
		}
	}
}

// Asides in asides do not make the parser slow.
func TestAsidesHaveADepth(t *testing.T) {
	d, problems := parseText(strings.Repeat(":::note\n", 20_000))
	if n := strings.Count(d.HTML(echo), "<aside"); n != deepestAside || len(problems) == 0 {
		t.Errorf("%d asides, %d problems", n, len(problems))
	}
}

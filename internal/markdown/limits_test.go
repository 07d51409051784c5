package markdown

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pairbook/internal/diag"
	"pairbook/internal/source"
)

// lines repeats a line.
func lines(line string, n int) string { return strings.Repeat(line+"\n", n) }

// row is a row of a table with cells.
func row(cell string, n int) string { return strings.Repeat("|"+cell, n) + "|" }

func TestLimits(t *testing.T) {
	word := strings.Repeat("word ", 1000)
	blocks := func(text string, n int) string { return strings.Repeat(text+"\n\n", n) }
	numbered := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "[^%d]: x\n", i)
		}
		return b.String()
	}
	quoted := func(n int) string { return "> " + row("a", 2) + "\n> " + row("-", 2) + "\n" + lines("> x", n) }
	for _, test := range []struct {
		name          string
		within, above string
		want          string // of above
		line          int    // where; 0: the whole file
	}{
		{"size", (word + strings.Repeat("\n"+word, 60))[:source.MarkdownSize], (word + strings.Repeat("\n"+word, 60))[:source.MarkdownSize] + "x",
			"this file has 257 KiB; Markdown files may have 256 KiB", 0},
		{"quotes", "x\n\n" + strings.Repeat(">", 32) + "a", "x\n\n" + strings.Repeat(">", 33) + "a",
			"this line opens more than 32 quotes and lists inside one another", 3},
		{"quotes of nothing", strings.Repeat(">", 32), strings.Repeat("> ", 33),
			"this line opens more than 32 quotes and lists inside one another", 1},
		{"lists", strings.Repeat("- ", 32) + "a", strings.Repeat("1. ", 33) + "a",
			"this line opens more than 32 quotes and lists inside one another", 1},
		{"mixed", strings.Repeat("> * ", 16) + "a", strings.Repeat("> * ", 16) + "[^a]: a",
			"this line opens more than 32 quotes and lists inside one another", 1},
		{"rule", strings.Repeat("- ", 500), strings.Repeat("- ", 500) + "a",
			"this line opens more than 32 quotes and lists inside one another", 1},
		{"indent", strings.Repeat(" ", 200) + "a", strings.Repeat("\t", 50) + " a",
			"this line begins more than 200 columns from the margin", 1},
		{"brackets", "a\n" + lines("[[[[[", 200), "a\n" + lines("[[[[[", 200) + "[",
			"this block of text has more than 1000 of the sign [", 202},
		{"brackets in two blocks", lines("[", 1000) + "\n" + lines("[", 1000), lines("[", 1000) + "    >\n" + lines("[", 1000),
			"this block of text has more than 1000 of the sign [", 1002},
		{"brackets in two quotes", lines("> [", 1000) + ">\n" + lines("> [", 1000), lines("> [", 2000),
			"this block of text has more than 1000 of the sign [", 1001},
		{"emphasis", lines("*_~a", 1333) + "*", lines("*_~a", 1333) + "**",
			"this block of text has more than 4000 of the signs * _ ~", 1334},
		{"columns", row("a", 64) + "\n" + row("-", 64), row("a", 65) + "\n" + row(":-:", 65),
			"this table has more than 64 columns", 2},
		{"cells", row("a", 2) + "\n" + row("-", 2) + "\n" + lines("x", 9999), row("a", 2) + "\n" + row("-", 2) + "\n" + lines("x", 10_000),
			"the tables of this file have more than 20000 cells", 10_002},
		{"cells of several tables", blocks(row("a", 50)+"\n"+row("-", 50)+"\n"+lines("x", 99), 4), blocks(row("a", 50)+"\n"+row("-", 50)+"\n"+lines("x", 99), 5),
			"the tables of this file have more than 20000 cells", 414},
		{"cells in a quote", quoted(9999), quoted(10_000),
			"the tables of this file have more than 20000 cells", 10_002},
		{"a ruler like a list", "a|b\n- | -\n" + lines("x", 9999), "a|b\n- | -\n" + lines("x", 10_000),
			"the tables of this file have more than 20000 cells", 10_002},
		{"pipes", strings.Repeat(`\|`, 1000), strings.Repeat(`\|`, 1001),
			`this file has more than 1000 of the sign \|`, 1},
		{"footnotes", numbered(500), numbered(501),
			"this file has more than 500 footnotes", 501},
	} {
		t.Run(test.name, func(t *testing.T) {
			if problems := errors(test.within); len(problems) > 0 {
				t.Errorf("at the limit: %v", problems)
			}
			problems := errors(test.above)
			if len(problems) == 0 || problems[0].Text != test.want || problems[0].Position.Line != test.line {
				t.Errorf("above the limit: %v; want %q in line %d", problems, test.want, test.line)
			}
			if d, _ := parseText(test.above); !d.Empty() || d.HTML(echo) != "" {
				t.Error("text above the limit is rendered all the same")
			}
		})
	}
}

// errors are the problems of a text that stop a build.
func errors(text string) []diag.Problem {
	var found []diag.Problem
	_, problems := parseText(text)
	for _, p := range problems {
		if p.Severity == diag.Error {
			found = append(found, p)
		}
	}
	return found
}

func TestPageIsBounded(t *testing.T) {
	title := strings.Repeat("t", 100_000)
	for name, text := range map[string]string{
		"titles of pictures":      "[a]: b.png \"" + title + "\"\n\n" + lines("![a]\n", 100),
		"titles of links":         "[a]: https://www.example.org/ \"" + title + "\"\n\n" + lines("[a]\n", 100),
		"titles of missing files": "[a]: missing.md \"" + title + "\"\n\n" + lines("[a]\n", 100),
	} {
		t.Run(name, func(t *testing.T) {
			d, problems := parseText(text)
			if len(problems) != 1 || problems[0].Text != "this file makes a page of more than 8192 KiB" ||
				problems[0].Hint != "split it into several files" || problems[0].Position.Line < 100 {
				t.Errorf("problems %v; want one, behind line 100", problems)
			}
			if !d.Empty() || d.HTML(echo) != "" || len(d.Links) > 0 {
				t.Error("the page is rendered all the same")
			}
		})
	}
}

// The kinds of text that cost a parser most, each an eighth as long as a file may
// be. The bound is far above what they take (0.1 s), as tests run beside others
// and with the race detector.
func TestWorstTextsAreReadInTime(t *testing.T) {
	const size = source.MarkdownSize / 8
	full := func(unit string, block int) string {
		var b strings.Builder
		for n := 1; b.Len()+len(unit)+2 <= size; n++ {
			b.WriteString(unit)
			if block > 0 && n%block == 0 {
				b.WriteString("\n\n")
			}
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"links": full("[a](", 1000), "mixed": full("[*a](b_", 1000), "emphasis": full("_a*b ", 1300),
		"brackets": full("[", 1000), "pictures": full("![![a](b)](c)", 300), "titles": full("[a](b 'c\n", 900),
		"html": full("<b>", 0), "html lines": full("<b>\n\n", 0), "comments": full("<!--", 0), "tags": full("<a ", 0),
		"entities": full("&#x202e;", 0), "invisible": full("\u200b", 0), "addresses": full("<ms:x>", 0),
		"relative": full("[a](b)", 1000), "anchors": "# a\n\n" + full("[a](#c)", 1000)[:size-10],
		"headings": full("# a\n", 0), "many anchors": full("# a\n", 0)[:size/2] + "\n" + full("[a](#c)", 1000)[:size/3],
		"quotes": full(strings.Repeat(">", 32)+"a\n", 0), "lists": full(strings.Repeat("- ", 32)+"a\n", 0),
		"long address": "[a]: " + strings.Repeat("b", size/2) + "\n\n" + full("[a]", 1000)[:size/3],
		"backticks":    full("` ``", 0), "escapes": full(`\|`, 0), "pipes": "a|b\n-|-\n" + full("`\\|`|", 0)[:5000],
	} {
		start := time.Now()
		d, _ := parseText(text)
		d.HTML(echo)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s: %v for %d bytes", name, took, len(text))
		}
	}
}

func TestOnlySoManyProblemsAreShown(t *testing.T) {
	_, problems := parseText(strings.Repeat("<br>x ", 700))
	last := problems[0] // a problem of the whole file comes first
	if len(problems) != source.FileProblems+1 || last.Text != "200 more warnings of this file are not shown" || last.Severity != diag.Warning {
		t.Errorf("%d problems, %q", len(problems), last.Text)
	}
	if problems := errors(strings.Repeat("<br>x ", 700) + "\u200b"); len(problems) != 1 {
		t.Errorf("behind 700 warnings an error is lost: %v", problems)
	}
}

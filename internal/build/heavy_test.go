package build

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"pairbook/internal/source"
)

const pairText = "[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = \"Tom Okafor\"\n"

// fill repeats a text up to a size.
func fill(text string, size int) string { return strings.Repeat(text, size/len(text)) }

// numbered fills in 0, 1, 2 … until a size is reached.
func numbered(form string, size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size-40; i++ {
		fmt.Fprintf(&b, form, i)
	}
	return b.String()
}

// A file in an encoding or of a kind that is none of ours is refused as a whole
// or at the byte, in words.
func TestFilesThatAreNoTextAreNamed(t *testing.T) {
	wide := func(text string, low int) string {
		b := make([]byte, 2*len(text))
		for i := range len(text) {
			b[2*i+low] = text[i]
		}
		return string(b)
	}
	for name, c := range map[string]struct{ text, want string }{
		"UTF-16 of Windows": {"\xff\xfe" + wide(pairText, 0), "0:0: the file is saved as UTF-16, an encoding that cannot be read here\n"},
		"UTF-16, big":       {"\xfe\xff" + wide(pairText, 1), "0:0: the file is saved as UTF-16, an encoding that cannot be read here\n"},
		"UTF-16, unmarked":  {wide(pairText, 0), "0:0: the file is saved as UTF-16, an encoding that cannot be read here\n"},
		"Latin-1":           {strings.Replace(pairText, "Amara", "Am\xe1ra", 1), "2:11: this character is not UTF-8 (byte E1)\n"},
		"Windows-1252":      {pairText + "title = \x93x\x94\n", "5:9: this character is not UTF-8 (byte 93)\n"},
		"overlong":          {pairText + "title = \"\xc0\xaf\"\n", "5:10: this character is not UTF-8 (byte C0)\n"},
		"half a pair":       {pairText + "title = \"\xed\xa0\x80\"\n", "5:10: this character is not UTF-8 (byte ED)\n"},
		"beyond Unicode":    {pairText + "title = \"\xf5\x80\x80\x80\"\n", "5:10: this character is not UTF-8 (byte F5)\n"},
		"cut short":         {pairText + "title = \"\xe2\x82", "5:10: this character is not UTF-8 (byte E2)\n"},
		"a zero":            {pairText + "title = \"a\x00b\"\n", "5:11: this is not a text file: it holds a zero byte\n"},
		"zeros":             {strings.Repeat("\x00", 5000), "1:1: this is not a text file: it holds a zero byte\n"},
		"a ZIP":             {"PK\x03\x04" + pairText, "0:0: this is a document of an office program or an archive, plain text is wanted\n"},
		"a Word file":       {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + pairText, "0:0: this is a document of an office program or an archive, plain text is wanted\n"},
		"rich text":         {`{\rtf1\ansi ` + pairText + "}", "0:0: this is rich text with formatting, plain text is wanted\n"},
		"a picture":         {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "3:1: this is not a text file: it holds a zero byte\n"},
		"two marks":         {"\ufeff\ufeff" + pairText, ""},
		"lone returns":      {strings.ReplaceAll(pairText, "\n", "\r"), "1:9: the lines of this file end in a way that is no longer in use\n"},
	} {
		if got := verdict(t, "content/cohorts/a/x.toml", []byte(c.text)); got != c.want {
			t.Errorf("%s: %s\nwant %s", name, got, c.want)
		}
	}
}

// Each of these files would take a plain reader seconds, minutes or all memory. The
// bounds are generous: they tell bounded work from work that grows with the square.
func TestHeavyFilesCostLittle(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the largest files there may be")
	}
	const relationship, topic = "content/cohorts/a/x.toml", "content/topics/x.md"
	const toml, markdown = source.TOMLSize - 1000, source.MarkdownSize - 1000
	goal := "[[goals]]\ntitle = \"g\"\nmeasurable = \"m\"\ndue = 2027-01-01\nsteps = [\"a\", \"b\"]\n"
	for _, c := range []struct{ name, file, text, want string }{
		{"inline tables nested", relationship, pairText + "title = " + fill("{a=", toml/2), "5:"},
		{"lists nested", relationship, pairText + "title = " + fill("[", toml), "5:"},
		{"a dotted key", relationship, pairText + fill("a.", toml) + "a = 1", "5:"},
		{"dotted tables", relationship, fill("[[a.b.c.d.e.f.g.h.i.j.k.l.m.n]]\n", toml), ""},
		{"unknown keys", relationship, pairText + numbered("key_%d = 1\n", 200_000), "0:0: this file has too many problems to show"},
		{"an unknown key of a megabyte", relationship, pairText + fill("k", toml) + " = 1\n", "5:1: unknown key"},
		{"a name of a megabyte", relationship, "[mentor]\nname = \"" + fill("n", toml) + "\"\n[mentee]\nname = \"T\"\n", ""},
		{"a wrong value of a megabyte", relationship, "status = \"" + fill("x ", toml) + "\"\n" + pairText, "1:10: unknown status"},
		{"goals", relationship, pairText + fill(goal, 130_000), ""},
		{"people", relationship, "[mentor]\nname = \"M\"\n" + numbered("[[mentees]]\nname = \"P %d\"\n", 400_000), ""},
		{"people of one name", relationship, "[mentor]\nname = \"M\"\n" + fill("[[mentees]]\nname = \"P\"\n", 150_000), ""},
		{"actions of nobody", relationship, pairText + numbered("[[actions]]\nwho = \"Nobody %d\"\nwhat = \"x\"\n", 250_000), ""},
		{"breaks", relationship, "[schedule]\nfirst = 2027-01-14\n" + fill("[[schedule.breaks]]\nfrom = 2027-01-01\nto = 2028-01-01\n", 400_000) + pairText, ""},
		{"comments", relationship, pairText + fill("#\n", toml), ""},
		{"one line of spaces", relationship, pairText + fill(" ", toml), ""},
		{"too large", relationship, pairText + fill("#\n", source.TOMLSize), "0:0: the file is too large"},
		{"a wide table", topic, fill("|a", 8_000) + "\n" + fill("|-", 8_000) + "\n" + fill("|\n", 8_000), "2:1: this table has more than 64 columns"},
		{"a long table", topic, "|a|b|c|d|e|f|g|h|\n|-|-|-|-|-|-|-|-|\n" + fill("|\n", markdown), "2502:1: the tables of this file have more than 20000 cells"},
		{"open links", topic, fill("[a](", markdown), "1:1: this block of text has more than 1000 of the sign ["},
		{"open links in blocks", topic, fill(fill("[a](", 3900)+"\n\n", markdown), ""},
		{"pictures", topic, fill(fill("![a](b)", 6000)+"\n\n", markdown), "warning"},
		{"quotes", topic, fill(">", markdown), "1:1: this line opens more than 32 quotes"},
		{"lists in a line", topic, fill("- ", markdown) + "a", "1:1: this line opens more than 32 quotes"},
		{"lists by indent", topic, strings.Join(indented(700), "\n"), "201:1: this line begins more than 200 columns"},
		{"footnotes", topic, numbered("[^%d]: x\n\n", markdown), "this file has more than 500 footnotes"},
		{"emphasis", topic, fill("_a*b ", markdown), "1:1: this block of text has more than 4000 of the signs"},
		{"emphasis in blocks", topic, fill(fill("_a*b ", 9000)+"\n\n", markdown), ""},
		{"backticks", topic, numbered("`%d``", markdown), ""},
		{"angles", topic, fill("<", markdown), ""},
		{"open comments", topic, fill("<!--", markdown), ""},
		{"open declarations", topic, fill("<![CDATA[", markdown), ""},
		{"open instructions", topic, fill("<?", markdown), ""},
		{"tags", topic, fill("<b>", markdown), "warning"},
		{"entities", topic, fill("&amp;", markdown), ""},
		{"long entities", topic, fill("&#0000000000000000000000000000000000000000;", markdown), ""},
		{"references", topic, numbered("[a%d]: b\n", markdown) + fill("[a1]", 900), ""},
		{"headings of one name", topic, fill("# a\n", markdown), ""},
		{"headings under lines", topic, fill("a\n=\n", markdown), ""},
		{"bare addresses", topic, fill("www.example.org ", markdown), ""},
		{"backslashes", topic, fill(`\`, markdown), ""},
		{"escaped pipes", topic, "a|b\n-|-\n" + fill(`\|`, markdown), `3:1: this file has more than 1000 of the sign \|`},
		{"one word", topic, fill("w", markdown), ""},
		{"blank lines", topic, fill("\n", markdown), ""},
		{"tabs", topic, fill("\t", markdown), ""},
		{"tasks", topic, fill("- [ ] a\n", markdown), ""},
		{"prompts", topic, "+++\n" + fill("[[prompts]]\nask = \"a\"\n", 200_000) + "+++\n", ""},
		{"front matter", topic, "+++\n" + fill("title.", markdown) + "a = 1\n+++\n", "2:"},
		{"too large for Markdown", topic, fill("word ", source.MarkdownSize+10), "0:0: the file is too large"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			got := verdict(t, c.file, []byte(c.text))
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if !strings.Contains(got, c.want) {
				t.Errorf("says %.300q, not %q", got, c.want)
			}
			if allocated := (after.TotalAlloc - before.TotalAlloc) >> 20; allocated > 300 {
				t.Errorf("%d MiB were allocated", allocated)
			} else if full() {
				t.Logf("%v, %d MiB", took.Round(time.Millisecond), allocated)
			}
			if took > 20*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// indented are n items of a list, each within the last.
func indented(n int) []string {
	lines := make([]string, n)
	for i := range lines {
		lines[i] = strings.Repeat(" ", i) + "- a"
	}
	return lines
}

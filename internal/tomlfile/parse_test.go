package tomlfile

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pairbook/internal/diag"
	"pairbook/internal/source"
	"pairbook/internal/tomlfile/advice"
)

func TestLimits(t *testing.T) {
	const limit = source.TOMLDepth
	dotted := func(parts int) string { return strings.TrimSuffix(strings.Repeat("a.", parts), ".") }
	for _, c := range []struct {
		name, at, above, want string
	}{
		{"size", "a = '" + strings.Repeat("x", source.TOMLSize-6) + "'", "a = '" + strings.Repeat("x", source.TOMLSize-5) + "'",
			"a.toml: the text is too large: at most 1024 KiB of TOML can be read\n   divide it into several files"},
		{"lists in lists", "a = " + strings.Repeat("[", limit) + strings.Repeat("]", limit), "a = " + strings.Repeat("[", limit+1) + "1" + strings.Repeat("]", limit+1),
			"keys, lists and tables lie in each other more than 32 deep here"},
		{"tables in tables", "a = " + strings.Repeat("{a=", limit-1) + "1" + strings.Repeat("}", limit-1), "a = " + strings.Repeat("{a=", limit) + "1" + strings.Repeat("}", limit),
			"keys, lists and tables lie in each other more than 32 deep here"},
		{"table, key and list", "[" + dotted(16) + "]\n" + dotted(15) + " = [1]", "[" + dotted(16) + "]\n" + dotted(16) + " = [1]",
			"keys, lists and tables lie in each other more than 32 deep here"},
		{"parts of a key", dotted(source.TOMLKeyParts) + " = 1", dotted(source.TOMLKeyParts+1) + " = 1",
			"a key with dots may have at most 16 parts"},
		{"parts of a table", "[" + dotted(source.TOMLKeyParts) + "]", "[" + dotted(source.TOMLKeyParts+1) + "]",
			"a key with dots may have at most 16 parts"},
		{"values", "a = [" + strings.Repeat("1,", source.TOMLValues-1) + "]", "a = [" + strings.Repeat("1,", source.TOMLValues) + "]",
			"there are more than 20000 keys and values in this file"},
		{"tables", strings.Repeat("[[a]]\n", source.TOMLValues), strings.Repeat("[[a]]\n", source.TOMLValues+1),
			"there are more than 20000 keys and values in this file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if file, problems := Parse(diag.Source{Name: "a.toml", Text: c.at}); file == nil {
				t.Errorf("at the limit: %s", prose(problems))
			}
			file, problems := Parse(diag.Source{Name: "a.toml", Text: c.above})
			if file != nil || len(problems) != 1 || !strings.Contains(problems[0].String(), c.want) || problems[0].Hint == "" {
				t.Errorf("above the limit: %s", prose(problems))
			}
		})
	}
}

// Each of these took the decoder alone seconds to minutes, or all memory.
func TestCostlyTextsAreBounded(t *testing.T) {
	const size = source.TOMLSize - 1000
	many := func(line string) string { return strings.Repeat(line, size/len(line)) }
	numbered := func(form string) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, form, i)
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"tables nested":      "a=" + strings.Repeat("{a=", 100_000) + "1" + strings.Repeat("}", 100_000),
		"lists nested":       "a=" + strings.Repeat("[", size/2) + strings.Repeat("]", size/2),
		"dotted key":         strings.Repeat("a.", size/2) + "a=1",
		"deep tables, often": "x=[" + strings.Repeat("{a="+strings.Repeat("{a=", 28)+"1"+strings.Repeat("}", 29)+",", 600) + "]",
		"deep keys, often":   strings.Repeat("[[a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p]]\na.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p=1\n", 620),
		"unknown keys":       numbered("unknown_key_%d=1\n"),
		"one long line":      "goals=[" + strings.Repeat("{zz=1},", 6000) + "]",
		"a long key":         strings.Repeat("a", size) + "=1",
		"words":              "title=" + many("a b "),
		"quotes":             "title=" + many(`"a" `),
		"curly quotes":       "title=" + many("“"),
		"backslashes":        `title="` + many(`\`) + `"`,
		"open lists":         many("[\n"),
		"digits":             "held=" + many("1"),
		"commas":             "held=" + many("1,"),
		"comments":           many("#\n"),
		"equals signs":       many("="),
		"unclosed":           `title="` + many("a"),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			file, problems := Parse(diag.Source{Name: "a.toml", Text: text})
			if file != nil {
				var into sample
				problems = file.Decode(&into)
			}
			for _, p := range problems {
				_ = p.String()
			}
			// Below 0.2 s on a machine of 2020; the rest is room for a busy one.
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestConflictMarkersAreFound(t *testing.T) {
	const want = "a.toml:2:1: two versions of the file were merged and left a conflict here\n" +
		"    2 | <<<<<<< HEAD\n      | ^^^^^^^\n" +
		"   keep one version of the lines between <<<<<<< and >>>>>>>, and delete the lines with the markers\n"
	for _, text := range []string{
		"a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> branch\n",
		"a = \"\"\"\n<<<<<<< HEAD\n=======\n>>>>>>> branch\n\"\"\"",
	} {
		_, problems := Parse(diag.Source{Name: "a.toml", Text: text})
		if got := prose(problems); got != want {
			t.Errorf("%q:\n%s", text, got)
		}
	}
	if _, problems := Parse(diag.Source{Text: "a = \"\"\"\n======= x\n<<<<<<<< y\n<<<< z\"\"\""}); problems != nil {
		t.Errorf("no conflict here:\n%s", prose(problems))
	}
}

func TestFileNameDoesNotMatter(t *testing.T) {
	file, problems := Parse(diag.Source{Text: "a = 1"})
	if file == nil || file.Name != "" || !file.Has("a") {
		t.Errorf("Parse = %+v, %v", file, problems)
	}
}

func TestDaysAndTimesKeepTheirKind(t *testing.T) {
	file := parse(t, "a = 2027-01-14\nb = 15:00\nc = 2027-01-14 15:00\nd = 2027-01-14T15:00:00Z")
	for key, want := range map[string]string{"a": "a date", "b": "a time", "c": "a date with a time", "d": "a date with a time"} {
		if got := advice.Noun(file.Tree[key]); got != want {
			t.Errorf("%s is %s; want %s", key, got, want)
		}
	}
}

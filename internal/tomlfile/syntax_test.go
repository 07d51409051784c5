package tomlfile

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"pairbook/internal/diag"
)

func TestMistakesOfSyntaxAreExplained(t *testing.T) {
	golden(t, "testdata/mistakes.txtar", func(src diag.Source) string {
		file, problems := Parse(src)
		if file != nil || len(problems) != 1 || problems[0].Hint == "" {
			t.Errorf("%s: file %v, %d problems", src.Text, file != nil, len(problems))
		}
		for _, text := range []string{strings.ReplaceAll(src.Text, "\n", "\r\n"), "\ufeff" + src.Text, strings.TrimSuffix(src.Text, "\n")} {
			_, again := Parse(diag.Source{Name: src.Name, Text: text})
			if got, want := prose(again), prose(problems); got != want {
				t.Errorf("%q gives\n%s\nnot\n%s", text, got, want)
			}
		}
		return prose(problems)
	})
}

// Mistakes that an editor would not show in an archive.
func TestInvisibleMistakesAreExplained(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"\u00a0name = 1", "a.toml:1:1: an unusual kind of space is here (U+00A0)\n    1 | \u00a0name = 1\n      | ^\n   delete it and type an ordinary space\n"},
		{"name\u00a0= 1", "a.toml:1:5: an unusual kind of space is here (U+00A0)\n    1 | name\u00a0= 1\n      |     ^\n   delete it and type an ordinary space\n"},
		{"name =\u3000\"x\"", "a.toml:1:7: an unusual kind of space is here (U+3000)\n    1 | name =\u3000\"x\"\n      |       ^^\n   delete it and type an ordinary space\n"},
		{"na\u200bme = 1", "a.toml:1:3: the zero-width space U+200B is here\n    1 | na\ufffdme = 1\n      |   ^\n   delete it; if you cannot see it, type the line anew\n"},
		{"a = 1\nb = \"é\a\"", "a.toml:2:7: the control character U+0007 is here\n    2 | b = \"é\ufffd\"\n      |       ^\n   delete it; if you cannot see it, type the line anew\n"},
		{"\a", "a.toml:1:1: the control character U+0007 is here\n    1 | \ufffd\n      | ^\n   delete it; if you cannot see it, type the line anew\n"},
		{"# \x1b[2J", "a.toml:1:3: the control character U+001B is here\n    1 | # \ufffd[2J\n      |   ^\n   delete it; if you cannot see it, type the line anew\n"},
		{"a = 1\rb = 2\r", "a.toml:1:6: the lines of this file end in a way that is no longer in use\n    1 | a = 1\ufffdb = 2\n      |      ^\n   save it anew with the line ends of Windows (CRLF) or Unix (LF)\n"},
		{"\"\\", "a.toml:1:1: the closing quote of this key is missing\n    1 | \"\\\n      | ^^\n   write the key with \" on both sides\n"},
		{"a = \"Zo\xeb\"", "a.toml:1:8: this character is not UTF-8 (byte EB)\n    1 | a = \"Zo\ufffd\"\n      |        ^\n   save the file as UTF-8: in Notepad, Save as, Encoding: UTF-8\n"},
		{"a\x00 \x00=\x00 \x001\x00", "a.toml: the file is saved as UTF-16, an encoding that cannot be read here\n   save the file as UTF-8: in Notepad, Save as, Encoding: UTF-8\n"},
		{"name = \"Tom" + strings.Repeat(" and more", 10), "a.toml:1:8: the closing quote is missing\n" +
			"    1 | name = \"Tom" + strings.Repeat(" and more", 8) + " and …\n      |        " + strings.Repeat("^", 81) + "\n   write name = \"…\"\n"},
	} {
		file, problems := Parse(diag.Source{Name: "a.toml", Text: c.text})
		if got := prose(problems); file != nil || got != c.want {
			t.Errorf("%q:\n%s\nwant:\n%s", c.text, got, c.want)
		}
	}
}

// What a hint tells an author to write must itself be right.
func TestHintsCanBeFollowed(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/mistakes.txtar")
	if err != nil {
		t.Fatal(err)
	}
	advice := regexp.MustCompile(`\n   write ([A-Za-z_.]+ = .+|\[.+)\n$`)
	behind := regexp.MustCompile(`; a text .*| everywhere .*|, (or|and|all) .*| (for|if) .*`)
	followed := 0
	for _, file := range archive.Files {
		m := advice.FindSubmatch(file.Data)
		if file.Name != "want" || m == nil {
			continue
		}
		followed++
		text := behind.ReplaceAllString(string(m[1]), "")
		if _, problems := Parse(diag.Source{Name: "hint", Text: text}); problems != nil {
			t.Errorf("%s\nthe hint does not work:\n%s", file.Data, prose(problems))
		}
	}
	if followed < 60 {
		t.Errorf("only %d hints were tried", followed)
	}
}

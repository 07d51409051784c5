package source

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSafeFindsTheFirstForbiddenCharacter(t *testing.T) {
	for _, c := range []struct {
		text   string
		offset int
		name   string
	}{
		{"bell\aring", 4, "the control character U+0007"},
		{"é\x00", 2, "the control character U+0000"},
		{"\x7f", 0, "the control character U+007F"},
		{"a\u0085b", 1, "the control character U+0085"},
		{"lone\rreturn", 4, "the control character U+000D"},
		{"end\r", 3, "the control character U+000D"},
		{"\u202eabc", 0, "the character that turns the direction of the text, U+202E"},
		{"a\u2066b", 1, "the character that turns the direction of the text, U+2066"},
		{"a\u2069b", 1, "the character that turns the direction of the text, U+2069"},
		{"zero\u200bwidth", 4, "the zero-width space U+200B"},
		{"\ufeffmark", 0, "the invisible character U+FEFF"},
		{"a\u2060", 1, "the invisible character U+2060"},
		{"a\u200f", 1, "the invisible character U+200F"},
		{"a\u2028b", 1, "the line separator U+2028"},
		{"a\U000e0041", 1, "the invisible character U+E0041"},
		{"two\u200b\a", 3, "the zero-width space U+200B"},
	} {
		offset, name, ok := Safe(c.text)
		if ok || offset != c.offset || name != c.name {
			t.Errorf("Safe(%q) = %d, %q, %t; want %d, %q", c.text, offset, name, ok, c.offset, c.name)
		}
	}
}

func TestSafeAllowsNamesOfTheWorld(t *testing.T) {
	for _, text := range []string{
		"", "Tom Okafor", "two\nlines\r\nand a\ttab", "Zoë Łukasiewicz-O’Brien", "名前", "אֲבִיגַיִל", "علی\u200cرضا",
		"ක්\u200dරිෂ්ණා", "👩🏽\u200d🔧 ❤\ufe0f", "soft\u00adhyphen", "no\u00a0break", "\U000f0000", "\ufffd",
	} {
		if offset, name, ok := Safe(text); !ok {
			t.Errorf("Safe(%q) finds %s at %d", text, name, offset)
		}
	}
}

func TestShortTextsAreText(t *testing.T) {
	for _, text := range []string{"", "a", "ab", "a\n", "x = 1"} {
		if src, problem := Text("a.toml", []byte(text)); problem != nil || src.Text != text {
			t.Errorf("Text(%q) = %+v, %v", text, src, problem)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, seed := range []string{"", "name = 1", "\xef\xbb\xbfa", "\xff\xfea\x00", "a\x00b\x00c\x00", "\xc3", "a\u200b", "PK\x03\x04", "\xef\xbb\xbf\xef\xbb\xbf"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		src, problem := Text("a.toml", data)
		if problem == nil && (!utf8.ValidString(src.Text) || strings.ContainsRune(src.Text, 0)) {
			t.Errorf("%q passes as text", data)
		}
		if problem != nil {
			_ = problem.String()
		}
		if offset, name, ok := Safe(src.Text); !ok && (offset >= len(src.Text) || name == "") {
			t.Errorf("Safe = %d, %q of %d bytes", offset, name, len(src.Text))
		}
	})
}

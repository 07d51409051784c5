package tomlfile

import (
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"pairbook/internal/diag"
	"pairbook/internal/tomlfile/advice"
)

// The kinds of mistakes hang on these texts of the library.
func TestTheLibraryWordsItsMessagesAsExpected(t *testing.T) {
	met := map[string]bool{}
	for _, c := range []struct {
		text, message string
		kind          advice.Kind
	}{
		{`a = "\q"`, `invalid escape in string '\q'`, advice.Escape},
		{`a = "\ x"`, `invalid escape: '\ '`, advice.Escape},
		{`a = "\x4z"`, `expected two hexadecimal digits after '\x', but got "\\x4z" instead`, advice.Escape},
		{`a = "\u00z0"`, `expected four hexadecimal digits after '\u', but got "\\u00z" instead`, advice.Escape},
		{`a = "\U0000000z"`, `expected eight hexadecimal digits after '\U', but got "\\U0000000z" instead`, advice.Escape},
		{`a = "\uD800"`, `Escaped character '\uD800' is not valid UTF-8.`, advice.Escape},
		{"a = \"\x01\"", "TOML files cannot contain control characters: '0x01'", advice.Control},
		{"a = 1\ra", "TOML files cannot contain control characters: '0x0d'", advice.Control},
		{"a = 1\na = 2", "Key 'a' has already been defined.", advice.Repeated},
		{"[[a]]\n[a]", "Key 'a' has already been defined.", advice.Repeated},
		{"a = 1\n[a.b]", "Key 'a' was already created as a hash.", advice.Repeated},
		{"[a]\n[[a]]", "Key 'a' was already created and cannot be used as an array.", advice.Repeated},
		{"a.b = 1\na.b.c = 2", "Key 'a.b' has already been defined.", advice.Repeated},
		{"a = { b = [1, 1], b.c = 1 }", `"a.b" is not a table`, advice.Repeated},
		{"a = already", "", advice.Grammar},
	} {
		_, err := decode(c.text)
		parse, ok := err.(toml.ParseError)
		if !ok || c.message != "" && parse.Message != c.message {
			t.Errorf("%q: the library says %q; want %q", c.text, parse.Message, c.message)
		}
		if kind := stopped(diag.Source{Text: c.text}, err).Kind; kind != c.kind {
			t.Errorf("%q is of kind %d; want %d", c.text, kind, c.kind)
		}
		for _, r := range refusals {
			if strings.Contains(parse.Message, r.words) {
				met[r.words] = true
			}
		}
	}
	for _, r := range refusals {
		if !met[r.words] {
			t.Errorf("no text of this test provokes %q", r.words)
		}
	}
}

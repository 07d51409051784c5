package pairbook_test

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// faults are what no text of a language has: the rules of docs/languages.md that a program
// can know.
var faults = map[string]map[string]*regexp.Regexp{
	"de": {
		"marks are „…“ and ‚…‘": regexp.MustCompile(`[«»”]`),
		"readers are Sie":       regexp.MustCompile(`(?i)(^|[^\pL])(du|dich|dir|dein(e|em|en|er|es)?|euch)([^\pL]|$)`),
	},
	"fr": {
		"U+00A0 before a colon":    regexp.MustCompile(`(^|[^\x{a0}]):(\s|$)`),
		"U+202F before ; ! ?":      regexp.MustCompile(`(^|[^\x{202f}?!])[;!?]`),
		"« … » with U+00A0 inside": regexp.MustCompile(`«([^\x{a0}]|$)|(^|[^\x{a0}])»|„`),
	},
	"es": {
		"no space before : ; ! ?": regexp.MustCompile(`\s[:;!?](\s|$)`),
		"marks are «…» and “…”":   regexp.MustCompile(`„`),
		"y before i is e":         regexp.MustCompile(`(?i)(^|\s)y h?i([^aeouáéóú]|$)`),
		"nobody is usted":         regexp.MustCompile(`(?i)(^|[^\pL])ustedes?([^\pL]|$)`),
	},
	"pt": {
		"no space before : ; ! ?":     regexp.MustCompile(`\s[:;!?](\s|$)`),
		"marks are «…» and “…”":       regexp.MustCompile(`„`),
		"nobody is você":              regexp.MustCompile(`(?i)(^|[^\pL])vocês?([^\pL]|$)`),
		"words are those of Portugal": regexp.MustCompile(`(?i)(^|[^\pL])(telas?|arquivos?|equipes?|contatos?|registros?|celular)([^\pL]|$)`),
	},
}

// everyLanguage are faults in any language but English, whose marks are plain in places.
var everyLanguage = map[string]*regexp.Regexp{
	"apostrophes are ’":         regexp.MustCompile(`\pL'\pL`),
	"dots are …":                regexp.MustCompile(`\.\.\.`),
	"a no-break space before %": regexp.MustCompile(`[^\x{a0}\x{202f}]%`),
}

// A program finds what eyes pass over.
func TestTextsKeepTheTypographyOfTheirLanguage(t *testing.T) {
	for _, tag := range languages(t) {
		rules := faults[tag]
		if len(rules) == 0 {
			t.Errorf("%s: no rules", tag)
		}
		for place, text := range said(t, tag) {
			for _, some := range []map[string]*regexp.Regexp{rules, everyLanguage} {
				for rule, fault := range some {
					if found := fault.FindString(text); found != "" {
						t.Errorf("%s: %s, not %q: %s", place, rule, found, text)
					}
				}
			}
		}
	}
}

// said are the texts of a language by their places, without what is for programs in them.
func said(t *testing.T, tag string) map[string]string {
	t.Helper()
	all := map[string]string{}
	add := func(place, text string) { all[place] = addresses.ReplaceAllString(text, "x") }
	ofTOML := func(name, text string) {
		var tree map[string]any
		if _, err := toml.Decode(text, &tree); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		eachText(tree, name, add)
	}
	for _, name := range []string{"templates/strings/" + tag + ".toml", "internal/forms/words/" + tag + ".toml", "internal/schema/fields." + tag + ".toml"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		ofTOML(name, string(data))
	}
	read := func(name string, entry fs.DirEntry, err error) error {
		starter := strings.HasPrefix(name, "cmd/") && (path.Ext(name) == ".md" || path.Ext(name) == ".toml")
		if err != nil || entry.IsDir() || !starter && !strings.HasSuffix(name, "."+tag+".md") && !strings.HasSuffix(name, "."+tag+".toml") {
			return err
		}
		data, err := os.ReadFile(name)
		text := string(data)
		if front, body, ok := strings.Cut(strings.TrimPrefix(text, "+++\n"), "+++\n"); ok && strings.HasPrefix(text, "+++\n") {
			text = front
			for i, line := range strings.Split(body, "\n") {
				add(fmt.Sprintf("%s: line %d of the text", name, i+1), line)
			}
		}
		ofTOML(name, text)
		return err
	}
	for _, folder := range []string{"content", "cmd/pairbook/starter/" + tag} {
		if err := fs.WalkDir(os.DirFS("."), folder, read); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// addresses are links, fields and addresses in texts, and what is written in files.
var addresses = regexp.MustCompile("\\]\\([^)]*\\)|\\{[^}]*\\}|https?://\\S+|`[^`]*`")

// eachText calls add with every text of a value.
func eachText(value any, place string, add func(place, text string)) {
	switch value := value.(type) {
	case string:
		add(place, value)
	case []any:
		for i, item := range value {
			eachText(item, fmt.Sprintf("%s[%d]", place, i+1), add)
		}
	case []map[string]any:
		for i, item := range value {
			eachText(item, fmt.Sprintf("%s[%d]", place, i+1), add)
		}
	case map[string]any:
		for key, item := range value {
			eachText(item, place+": "+key, add)
		}
	}
}

package forms

import (
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pairbook/internal/program"
	"pairbook/internal/schema"
)

// said finds the words that templates and code ask for.
var said = regexp.MustCompile(`Say "([a-z.-]+)"|words\.text\("([a-z.-]+)"`)

// Every language has every text, with the same slots, and there is no text that nobody says.
func TestEveryLanguageHasAllWords(t *testing.T) {
	all := allWords()
	slot := regexp.MustCompile(`\{[a-z_]+\}`)
	for lang, texts := range all {
		for key, text := range all[english] {
			own, ok := texts[key]
			if !ok {
				t.Errorf("%s lacks %q", lang, key)
				continue
			}
			want, got := slot.FindAllString(text, -1), slot.FindAllString(own, -1)
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(slices.Compact(want), slices.Compact(got)) {
				t.Errorf("%s: %q has the slots %v; want %v", lang, key, got, want)
			}
		}
		for key := range texts {
			if _, ok := all[english][key]; !ok {
				t.Errorf("%s has %q, which is not in English", lang, key)
			}
		}
	}
	for _, key := range asked(t) {
		w := newWords(english, program.Labels{})
		if _, err := w.Say(key, "n", 2); err != nil {
			t.Error(err)
		}
	}
}

// asked are the keys that are written out in templates and in the code.
func asked(t *testing.T) []string {
	t.Helper()
	var keys []string
	for _, dir := range []fs.FS{files, os.DirFS(".")} {
		err := fs.WalkDir(dir, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			data, err := fs.ReadFile(dir, name)
			for _, m := range said.FindAllStringSubmatch(string(data), -1) {
				if key := m[1] + m[2]; !strings.HasSuffix(key, ".") {
					keys = append(keys, key)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(keys) < 150 {
		t.Fatalf("only %d texts are asked for", len(keys))
	}
	return keys
}

// The label and hint of every field that a form shows are there in every language of the pages.
func TestEveryFieldHasALabelInEveryLanguage(t *testing.T) {
	for _, table := range []any{program.Program{}, program.Contact{}, program.Person{}, program.Other{}, program.Schedule{}, program.Agreement{}, program.AgreementContact{},
		program.Goal{}, program.Entry{}, program.Action{}, program.Closing{}} {
		inEnglish := schema.Fields(table, english)
		for lang := range allWords() {
			for i, own := range schema.Fields(table, program.Language(lang)) {
				if lang != english && own.Hint == inEnglish[i].Hint {
					t.Errorf("%T: %s has no label and hint in internal/schema/fields.%s.toml", table, own.Key, lang)
				}
			}
		}
		for _, f := range inEnglish {
			switch {
			case f.Label == "" || f.Hint == "":
				t.Errorf("%T: %s has no label or no hint", table, f.Key)
			case strings.Contains(f.Hint, "quotation marks") && f.Key != "publish": // which no form asks for
				t.Errorf("%T: %s speaks of TOML: %s", table, f.Key, f.Hint)
			}
		}
	}
}

func TestWordsCountAndCallTheRolesByTheirNames(t *testing.T) {
	w := newWords("pt-BR", program.Labels{Mentee: "Aprendiz"})
	for _, test := range []struct{ got, want string }{
		{w.text("problems.site", "n", 1), "1 problema do programa"},
		{w.text("problems.site", "n", 3), "3 problemas do programa"},
		{newWords("eu", program.Labels{}).text("save"), "Save"},
		{fmt.Sprint(newWords("eu", program.Labels{}).Lang), "en"},
		{newWords("en-US", program.Labels{}).Day(program.Date{Year: 2027, Month: 2, Day: 4}), "Feb 4, 2027"},
		{newWords("en-GB", program.Labels{}).Clock(program.Clock{Hour: 15, Set: true}), "15:00"},
	} {
		if test.got != test.want {
			t.Errorf("%q; want %q", test.got, test.want)
		}
	}
	if _, err := w.Say("nothing"); err == nil {
		t.Error("it says a text that there is not")
	}
}

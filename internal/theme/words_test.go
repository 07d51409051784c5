package theme

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/program"
)

func TestStringsFallBackOneByOne(t *testing.T) {
	site := world{
		"templates/strings/en.toml":              "session = \"Meeting {n}\"\n",
		"templates/strings/de-AT.toml":           "\"page.skip\" = \"Servus\"\n",
		"themes/plain/templates/strings/de.toml": "\"minutes.one\" = \"{n} min\"\n\"minutes.other\" = \"{n} min\"\n",
		"themes/plain/templates/strings/cy.toml": "session = \"Sesiwn {n}\"\nminutes.other = \"{n} munud\"\n",
		"themes/large/templates/strings/en.toml": "session = \"not of this theme\"\n",
	}
	for _, test := range []struct {
		lang program.Language
		key  string
		text string
	}{
		{"en-GB", "page.skip", "Skip"},
		{"en-GB", "session", "Meeting {n}"},
		{"de", "session", "Treffen {n}"},
		{"de", "minutes.one", "{n} min"},
		{"de-AT", "page.skip", "Servus"},
		{"de-AT", "session", "Treffen {n}"},
		{"cy", "session", "Sesiwn {n}"},
		{"cy", "page.skip", "Skip"},
		{"cy", "minutes.other", "{n} munud"},
		{"cy", "minutes.one", ""}, // English forms never mix with Welsh ones
		{"fr", "session", "Meeting {n}"},
		{"fr", "nothing", ""},
	} {
		th, problems := load(t, site, "plain", nil)
		want(t, problems)
		text, ok := th.Words(test.lang).Text(test.key)
		if text != test.text || ok != (test.text != "") {
			t.Errorf("%s in %s = %q, %v; want %q", test.key, test.lang, text, ok, test.text)
		}
	}
}

func TestKeysOfStrings(t *testing.T) {
	th, _ := load(t, world{}, "plain", nil)
	if diff := cmp.Diff([]string{"minutes.one", "minutes.other", "page.skip", "session"}, th.Words("en").Keys()); diff != "" {
		t.Error(diff)
	}
}

func TestLanguagesThatLackStrings(t *testing.T) {
	site := world{
		"templates/strings/cy.toml":    "session = \"Sesiwn {n}\"\n",
		"templates/strings/pt-BR.toml": "session = \"Encontro {n}\"\n\"page.skip\" = \"Pular\"\n",
	}
	for lang, problem := range map[program.Language]string{
		"fr":    `templates/strings/fr.toml: warning: there are no strings in the language "fr", so its pages speak English | "pairbook copy strings/fr" puts the English ones there: translate as many as you like`,
		"cy":    `templates/strings/cy.toml: warning: 2 of 3 strings are not translated | still in English: minutes, page.skip`,
		"pt-BR": `templates/strings/pt-BR.toml: warning: 1 of 3 strings are not translated | still in English: minutes`,
		"de":    "", "de-CH": "", "en": "", "en-GB": "", "en-US": "",
	} {
		th, problems := load(t, site, "plain", nil)
		want(t, problems)
		got := lines(th.Words(lang).Problems())
		if problem == "" {
			want(t, got)
		} else {
			want(t, got, problem)
		}
	}
}

func TestLongListsOfMissingStringsAreCut(t *testing.T) {
	th, problems := load(t, world{
		"templates/page.html":       `{{say "a"}}{{say "b"}}{{say "c"}}{{say "d"}}{{say "e"}}`,
		"templates/strings/en.toml": "a=\"\"\nb=\"\"\nc=\"\"\nd=\"\"\ne=\"\"\n",
		"templates/strings/cy.toml": "session = \"Sesiwn {n}\"\n",
	}, "plain", nil)
	want(t, problems)
	want(t, lines(th.Words("cy").Problems()), `templates/strings/cy.toml: warning: 7 of 8 strings are not translated | still in English: a, b, c, d, e …`)
}

func TestStringsWithMistakes(t *testing.T) {
	for _, test := range []struct{ file, text, problem string }{
		{"de", "sesion = \"x\"", `templates/strings/de.toml:1:1: warning: no template asks for the string "sesion" | did you mean "session"?`},
		{"en", "\"minuts.other\" = \"x\"", `templates/strings/en.toml:1:1: warning: no template asks for the string "minuts.other" | did you mean "minutes"?`},
		{"de", "session = \"Treffen {nr}\"", `templates/strings/de.toml:1:11: warning: nothing fills {nr} in the string "session" | did you mean "{n}"? / it can have {mentee_side}, {mentees}, {mentee}, {mentor_side}, {mentors}, {mentor} and {n}`},
		{"pl", "minutes.few = \"{m} minuty\"", `templates/strings/pl.toml:1:15: warning: nothing fills {m} in the string "minutes.few" | did you mean "{n}"? / it can have {mentee_side}, {mentees}, {mentee}, {mentor_side}, {mentors}, {mentor} and {n}`},
		{"de", "session = 3", `templates/strings/de.toml:1:11: the string "session" must be text in quotes`},
		{"de", "session = \"Treffen\"", `templates/strings/de.toml:1:11: warning: the string "session" has lost {n}, which is filled in when it is shown | the built-in one is "Treffen {n}"`},
		{"de", "session = \"{n} a\u200bb\"", `templates/strings/de.toml:1:11: this string holds the zero-width space U+200B | take it out`},
	} {
		_, problems := load(t, world{"templates/strings/" + test.file + ".toml": test.text + "\n"}, "plain", nil)
		want(t, problems, test.problem)
	}
}

func TestStringsThatAreFine(t *testing.T) {
	_, problems := load(t, world{
		"templates/strings/pl.toml": "[minutes]\none = \"{n} minuta\"\nfew = \"{n} minuty\"\nother = \"{n} minut {mentor}\"\n",
		"templates/page.html":       `{{say "our.own" "n" 3}}`,
		"templates/strings/en.toml": "\"our.own.one\" = \"{n} thing\"\n\"our.own.other\" = \"{n} things\"\n",
	}, "plain", nil)
	want(t, problems)
}

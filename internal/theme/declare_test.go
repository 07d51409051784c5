package theme

import (
	"testing"

	"pairbook/internal/diag"
)

func TestOptionsThatAThemeDeclaresWrongly(t *testing.T) {
	for _, test := range []struct{ options, problem string }{
		{"[options]\naccent = 3", `2:10: a table is wanted here, not a number | it has keys of its own: they are written like accent.type = "…"`},
		{"[options.Accent]\ntype = \"colour\"", `1:10: [options] has tables only, named in small letters: "Accent" is none | write [options.accent], and below it type, default and so on`},
		{"[options.a]\ntype = \"colour\"\ndefalt = \"red\"", `3:1: unknown key "defalt" in [options.a] | did you mean "default"?`},
		{"[options.a]\ndefault = \"red\"", `1:10: [options.a] has no type | the types are choice, colour, font, length, picture and text`},
		{"[options.a]\ntype = \"color\"", `2:8: "color" is no type of option | did you mean "colour"? / the types are choice, colour, font, length, picture and text`},
		{"[options.a]\ntype = 3", `2:8: text in quotes is wanted here, not a number | write type = "3"`},
		{"[options.a]\ntype = \"length\"\nunit = \"px\"", `3:8: "px" is no unit for a length | the units are mm, cm, pt, em, rem and %`},
		{"[options.a]\ntype = \"length\"\nmax = \"9\"", `3:7: a number is wanted here, not text | for example max = 3`},
		{"[options.a]\ntype = \"text\"\nproperty = \"accent\"", `3:12: "accent" is no name of a custom property | write it like "--accent"`},
		{"[options.a]\ntype = \"picture\"\ndefault = \"a.svg\"", `3:11: a picture has no default: it comes from the site | put the theme's own pictures into its folder assets/`},
		{"[options.a]\ntype = \"choice\"", `1:10: [options.a] is a choice without choices | add choices = ["roomy", "compact"]`},
		{"[options.a]\ntype = \"choice\"\nchoices = \"one\"", `3:11: a list of texts in quotes is wanted here, not text | write choices = ["one"]`},
		{"[options.a]\ntype = \"choice\"\nchoices = [\"b\", \"c\"]\nvalues = [\"1\"]", `4:10: there are 2 choices and 1 values | give one value for each choice`},
		{"[options.a]\ntype = \"choice\"\nchoices = [\"b;}\"]", `3:11: "b;}" has characters that no choice may have | use letters, digits, blanks and hyphens`},
		{"[options.a]\ntype = \"font\"\nchoices = [\"boook\"]", `3:11: no font is called "boook" | did you mean "book"? / the fonts are ` + diag.List(stackNames())},
		{"[options.a]\ntype = \"colour\"\ndefault = \"gren\"", `3:11: "gren" is no colour | did you mean "green"? / write it as "#1f5f5b", or as one of the colour names of CSS, like "teal"`},
	} {
		_, problems, err := Load(world{"themes/own/theme.toml": "title = \"Own\"\n" + test.options}.FS(), builtin.FS(), "own", named, nil, "")
		if err != nil {
			t.Fatal(err)
		}
		for i := range problems {
			problems[i].Position.Line--
		}
		got := lines(problems)
		if len(got) == 0 || got[0] != "themes/own/theme.toml:"+test.problem {
			t.Errorf("%s:\n got %q\nwant %q", test.options, got, test.problem)
		}
	}
}

func TestEveryFontEndsInAGenericFamily(t *testing.T) {
	for _, name := range stackNames() {
		stack := stacks()[name]
		switch last := stack[len(stack)-5:]; last {
		case "serif", "space": // sans-serif, serif, monospace
		default:
			t.Errorf("%s ends in %q", name, last)
		}
	}
}

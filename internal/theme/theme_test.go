package theme

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/program"
	"pairbook/internal/workbook"
)

func TestThemeThatExtendsAnother(t *testing.T) {
	th, problems := load(t, world{}, "large", nil)
	want(t, problems)
	if diff := cmp.Diff([]string{"large", "plain"}, th.Chain); diff != "" {
		t.Error(diff)
	}
	if th.Title != "Large" {
		t.Errorf("Title = %q", th.Title)
	}
	if got, _ := th.Option("line_height"); got != "12" {
		t.Errorf("line_height = %q; the theme sets the default of the one it extends anew", got)
	}
	if got, _ := th.Option("accent"); got != "#1f5f5b" {
		t.Errorf("accent = %q; the default of the theme that is extended", got)
	}
	if _, ok := th.Option("colour"); ok {
		t.Error("there is no option colour")
	}
}

func TestThemeThatCannotBeFound(t *testing.T) {
	for name, problem := range map[string]string{
		"plian":    `site.toml:4:9: no theme is called "plian" | did you mean "plain"? / the themes are large and plain`,
		"nowhere":  `site.toml:4:9: no theme is called "nowhere" | the themes are large and plain`,
		"../plain": `site.toml:4:9: no theme is called "../plain" | the themes are large and plain`,
		"a/b":      `site.toml:4:9: no theme is called "a/b" | the themes are large and plain`,
	} {
		th, problems := load(t, world{}, name, nil)
		want(t, problems, problem)
		if th != nil {
			t.Errorf("Load(%q) returned a theme", name)
		}
	}
}

func TestThemesThatExtendWhatIsNotThere(t *testing.T) {
	_, problems := load(t, world{"themes/own/theme.toml": "title = \"Own\"\nextends = \"plian\"\n"}, "own", nil)
	want(t, problems, `themes/own/theme.toml:2:11: no theme is called "plian" | did you mean "plain"? / the themes are large, own and plain`)
}

func TestThemesThatExtendEachOther(t *testing.T) {
	_, problems := load(t, world{
		"themes/a/theme.toml": "title = \"A\"\nextends = \"b\"\n",
		"themes/b/theme.toml": "title = \"B\"\nextends = \"a\"\n",
	}, "a", nil)
	want(t, problems, `themes/b/theme.toml:2:11: themes extend each other in a circle: a, b, a | take "extends" out of one of them`)
}

func TestThemeFileWithMistakes(t *testing.T) {
	_, problems := load(t, world{"themes/own/theme.toml": "titel = \"Own\"\n"}, "own", nil)
	if len(problems) == 0 {
		t.Error("an unknown key and a missing title go unnoticed")
	}
}

func TestFileOfTheSiteStandsForTheBuiltInOne(t *testing.T) {
	th, problems := load(t, world{"themes/plain/type.css": "body{color:navy}\n"}, "plain", nil)
	want(t, problems)
	style := string(asset(t, th, "style.css"))
	wanted := "/* themes/plain/page.css */\nmain{margin:0}\n/* themes/plain/type.css */\nbody{color:navy}\n/* themes/plain/fields.css */\ntable{width:100%}\n/* themes/plain/screen.css */\nnav{display:flex}\n"
	if diff := cmp.Diff(wanted, style); diff != "" {
		t.Error(diff)
	}
}

func TestListOfThemes(t *testing.T) {
	site := world{"themes/own/theme.toml": "title = \"Own\"\ndescription = \"Ours.\"\nextends = \"plain\"\n", "themes/notes.txt": ""}
	infos, problems := List(site.FS(), builtin.FS())
	want(t, lines(problems))
	wanted := []Info{
		{Name: "large", Title: "Large", Extends: "plain", Origin: "built-in"},
		{Name: "own", Title: "Own", Description: "Ours.", Extends: "plain", Origin: "site"},
		{Name: "plain", Title: "Plain", Description: "No frills.", Origin: "built-in"},
	}
	if diff := cmp.Diff(wanted, infos); diff != "" {
		t.Error(diff)
	}
}

func asset(t *testing.T, th *Theme, path string) []byte {
	t.Helper()
	for _, a := range th.Assets() {
		if a.Path == path {
			return a.Data
		}
	}
	t.Fatalf("there is no asset %s", path)
	return nil
}

func TestPaperThatIsForced(t *testing.T) {
	for paper, wanted := range map[program.Paper]string{
		program.AnyPaper: "", "": "", program.A4: "@page { size: A4 }\n@page desk { size: A4 landscape }\n", program.Letter: "@page { size: letter }\n@page desk { size: letter landscape }\n",
	} {
		th, _, err := Load(world{}.FS(), builtin.FS(), "plain", named, nil, paper)
		if err != nil {
			t.Fatal(err)
		}
		css := string(asset(t, th, "theme.css"))
		root := ":root {\n\t--accent: #1f5f5b;\n\t--density: 1;\n\t--heading-font: " + stacks()["book"] + ";\n\t--line-height: 8mm;\n\t--tabs: 10;\n}\n"
		for i := range workbook.MostTabs() {
			root += fmt.Sprintf(".tab-%d { --tab: %d }\n", i+1, i)
		}
		for n := 11; n <= workbook.MostTabs(); n++ { // more than usual
			root += fmt.Sprintf(".tabs-%d { --tabs: %d }\n", n, n)
		}
		if diff := cmp.Diff(root+wanted, css); diff != "" {
			t.Errorf("paper %q: %s", paper, diff)
		}
	}
}

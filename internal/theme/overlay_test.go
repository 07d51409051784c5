package theme

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/program"
	"pairbook/internal/room"
)

func TestTemplateOfTheUppermostLayerWins(t *testing.T) {
	for _, test := range []struct {
		theme      string
		site       world
		text, from string
	}{
		{"plain", world{}, builtin["templates/page.html"], "templates/page.html"},
		{"large", world{}, "large page", "themes/large/templates/page.html"},
		{"large", world{"templates/page.html": "own page"}, "own page", "templates/page.html"},
		{"large", world{"themes/large/templates/page.html": "own large"}, "own large", "themes/large/templates/page.html"},
		{"large", world{"themes/plain/templates/page.html": "own plain"}, "large page", "themes/large/templates/page.html"},
		// A copy that nobody changed does not hide what the theme says.
		{"large", world{"templates/page.html": builtin["templates/page.html"]}, "large page", "themes/large/templates/page.html"},
	} {
		th, problems := load(t, test.site, test.theme, nil)
		want(t, problems)
		text, from, ok := th.Template("page")
		if text != test.text || from != test.from || !ok {
			t.Errorf("%s, %v: Template = %q from %s, %v; want %q from %s", test.theme, test.site, text, from, ok, test.text, test.from)
		}
	}
	th, _ := load(t, world{}, "plain", nil)
	if _, _, ok := th.Template("nothing"); ok {
		t.Error("there is no template of this name")
	}
	if diff := cmp.Diff([]string{"page", "parts/foot"}, th.Templates()); diff != "" {
		t.Error(diff)
	}
}

func TestStyleSheetsOfTheExtendedThemeComeFirst(t *testing.T) {
	th, problems := load(t, world{"themes/large/zebra.css": "tr{}", "themes/large/extra.css": "a{}", "themes/large/page.css": "main{}"}, "large", nil)
	want(t, problems)
	got := regexp.MustCompile(`/\* themes/(.*?) \*/`).FindAllStringSubmatch(string(asset(t, th, "style.css")), -1)
	var names []string
	for _, m := range got {
		names = append(names, m[1])
	}
	wanted := []string{"plain/page.css", "plain/type.css", "plain/fields.css", "plain/screen.css", "large/page.css", "large/type.css", "large/extra.css", "large/zebra.css"}
	if diff := cmp.Diff(wanted, names); diff != "" {
		t.Error(diff)
	}
}

func TestAssetsOfTheUppermostLayerWin(t *testing.T) {
	th, problems := load(t, world{
		"templates/assets/print.js":       "own()",
		"themes/plain/assets/dot.svg":     "<svg/>",
		"themes/large/assets/dot.svg":     "<svg id='large'/>",
		"themes/large/assets/fonts/a.ttf": "font",
	}, "large", nil)
	want(t, problems)
	var paths []string
	for _, a := range th.Assets() {
		paths = append(paths, a.Path)
	}
	if diff := cmp.Diff([]string{"dot.svg", "fonts/a.ttf", "notes.svg", "print.js", "rules.svg", "style.css", "theme.css"}, paths); diff != "" {
		t.Error(diff)
	}
	if got := string(asset(t, th, "dot.svg")); got != "<svg id='large'/>" {
		t.Errorf("dot.svg = %s", got)
	}
	if got := string(asset(t, th, "print.js")); got != "own()" {
		t.Errorf("print.js = %s", got)
	}
}

func TestFilesThatNothingReads(t *testing.T) {
	for _, test := range []struct {
		site    world
		problem string
	}{
		{world{"themes/plain/tpye.css.txt": ""}, "themes/plain/tpye.css.txt: warning: a theme has no such file, nothing reads it | pictures and fonts of a theme belong into its folder assets/"},
		{world{"themes/plain/theme.tml": ""}, `themes/plain/theme.tml: warning: a theme has no such file, nothing reads it | did you mean "theme.toml"? / pictures and fonts of a theme belong into its folder assets/`},
		{world{"templates/pgae.html": "x"}, `templates/pgae.html: warning: this template stands for no other, and no template calls "pgae" | did you mean "page"?`},
		{world{"themes/plain/templates/parts/fot.html": "x"}, `themes/plain/templates/parts/fot.html: warning: this template stands for no other, and no template calls "parts/fot" | did you mean "parts/foot"?`},
		{world{"templates/parts/foot.htm": "x"}, "templates/parts/foot.htm: warning: nothing reads this file: templates end in .html | strings belong into templates/strings/<language>.toml, scripts and pictures into templates/assets/"},
		{world{"templates/assets/data.json": "{}"}, `templates/assets/data.json: warning: a file that ends in ".json" is not published | assets are files that end in .css, .gif, .ico, .jpeg, .jpg, .js, .otf, .png, .svg, .ttf, .txt, .webp, .woff and .woff2`},
		{world{"templates/assets/fill.en-gb.js": ""}, "templates/assets/fill.en-gb.js: assets/fill.en-gb.js is made from the strings and cannot be replaced | write the strings that begin with fill. in templates/strings"},
		{world{"themes/plain/assets/theme.css": ""}, "themes/plain/assets/theme.css: assets/theme.css is made from the theme and cannot be replaced | give the file another name"},
		{world{"themes/plain/assets/Inter Bold.V2.woff2": ""}, "themes/plain/assets/Inter Bold.V2.woff2: this name is not good on every system and web server | use small letters, digits and hyphens: inter-bold.v2.woff2"},
		{world{"templates/assets/Fonts/con.ttf": ""}, "templates/assets/Fonts/con.ttf: this name is not good on every system and web server | use small letters, digits and hyphens: fonts/con-1.ttf"},
		{world{"templates/assets/media/a.png": ""}, "templates/assets/media/a.png: assets/media/ has the files that guidance and topics show | give the file another name"},
		{world{"templates/assets/a\xff.png": ""}, "templates/assets/a\xff.png: this name is not UTF-8 | rename it"},
		{world{"themes/plain/page.css": "a{b:url(https://fonts.example.org/a.css)}"}, "themes/plain/page.css:1:5: warning: this loads nothing: pages use the files of the site alone, and each style sheet once | put pictures and fonts into the theme's folder assets/ and name them without a folder"},
		{world{"themes/plain/page.css": "\n@import 'other.css';"}, "themes/plain/page.css:2:1: warning: this loads nothing: pages use the files of the site alone, and each style sheet once | put pictures and fonts into the theme's folder assets/ and name them without a folder"},
		{world{"themes/plain/page.css": "a{b:url( '//example.org/a.png')}"}, "themes/plain/page.css:1:5: warning: this loads nothing: pages use the files of the site alone, and each style sheet once | put pictures and fonts into the theme's folder assets/ and name them without a folder"},
		{world{"templates/strings/english.toml": ""}, `templates/strings/english.toml: warning: no language has the tag "english", so nothing reads this file | strings are in a file named after their language: de.toml, pt-BR.toml`},
	} {
		_, problems := load(t, test.site, "plain", nil)
		want(t, problems, test.problem)
	}
}

func TestAssetInThePlaceOfAPicture(t *testing.T) {
	site := world{"content/mark.svg": "<svg/>", "templates/assets/logo.svg": "<svg/>"}
	_, problems := load(t, site, "plain", map[string]Option{"logo": {Value: "mark.svg"}})
	want(t, problems, "templates/assets/logo.svg: assets/logo.svg is the picture that [theme_options] names | give the file another name")
	_, problems = load(t, site, "plain", nil)
	want(t, problems)
}

func TestFoldersOutsideTheSite(t *testing.T) {
	dir := t.TempDir()
	if err := os.Symlink(t.TempDir(), filepath.Join(dir, "templates")); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	_, problems, err := Load(root.FS(), builtin.FS(), "plain", named, nil, program.AnyPaper)
	if err != nil || len(problems) == 0 || problems[0].Text != "this is a link to a place outside the site folder" {
		t.Errorf("problems %v, %v", problems, err)
	}
}

func TestFilesThatAreFine(t *testing.T) {
	_, problems := load(t, world{
		"themes/plain/README.md":     "about",
		"themes/plain/.DS_Store":     "",
		"templates/.page.html.swp":   "",
		"templates/.git/config":      "",
		"templates/parts/logo.html":  "logo",
		"templates/parts/foot.html":  `{{template "parts/logo"}}`,
		"themes/plain/page.css":      "a{b:url(dot.svg)}",
		"themes/other/nonsense.html": "a theme that is not in use",
	}, "plain", nil)
	want(t, problems)
}

func TestFilesThatCannotBeRead(t *testing.T) {
	for name, text := range map[string]string{
		"templates/page.html": "\xff\xfe", "themes/plain/type.css": "a\x00b", "templates/strings/de.toml": "\xff",
	} {
		_, problems := load(t, world{name: text}, "plain", nil)
		if len(problems) != 1 || !strings.HasPrefix(problems[0], name) {
			t.Errorf("%s: problems %q", name, problems)
		}
	}
}

func TestRuledLines(t *testing.T) {
	for pitch, wanted := range map[any]struct {
		first string
		lines int
	}{
		int64(8): {"M0 7.9h300M0 15.9h300", 52}, 6.5: {"M0 6.4h300M0 12.9h300", 64}, int64(16): {"M0 15.9h300M0 31.9h300", 26},
	} {
		th, _ := load(t, world{}, "plain", set("line_height", pitch))
		svg := string(asset(t, th, "rules.svg"))
		if !strings.Contains(svg, `<path d="`+wanted.first) || strings.Count(svg, "h300") != wanted.lines {
			t.Errorf("pitch %v: %d lines in %s", pitch, strings.Count(svg, "h300"), svg)
		}
		height := map[any]string{int64(8): "416", 6.5: "416", int64(16): "416"}[pitch]
		if !strings.HasPrefix(svg, `<svg xmlns="http://www.w3.org/2000/svg" width="300mm" height="`+height+`mm" viewBox="0 0 300 `+height+`">`) ||
			!strings.HasSuffix(svg, `stroke="#949494" stroke-width="0.2" fill="none"/></svg>`+"\n") {
			t.Errorf("pitch %v: %s", pitch, svg)
		}
	}
	th, _ := load(t, world{"themes/own/theme.toml": "title = \"Own\"\n"}, "own", nil)
	if svg := string(asset(t, th, "rules.svg")); !strings.Contains(svg, "M0 7.9h300M0 15.9h300") {
		t.Errorf("a theme without line_height has lines every 8 mm, not %s", svg)
	}
}

func TestTheThemeSaysHowLinesAreDrawn(t *testing.T) {
	own := world{"themes/own/theme.toml": `title = "Own"
[options.rule_colour]
type = "colour"
default = "#000000"
[options.notes]
type = "choice"
choices = ["dots", "squares", "lines"]
default = "dots"
[measures]
text = 11
stroke = 0.4
`}
	th, _ := load(t, own, "own", nil)
	if svg := string(asset(t, th, "rules.svg")); !strings.HasSuffix(svg, `stroke="#000000" stroke-width="0.4" fill="none"/></svg>`+"\n") {
		t.Errorf("the lines are %s", svg)
	}
	for _, test := range []struct{ kind, begins, ends string }{
		{"dots", ` fill="#000000"><defs><path id="row" d="M0 0c.166 0 .3.134 .3.3s-.134.3-.3.3-.3-.134-.3-.3 .134-.3.3-.3zm5 0c`, `<use href="#row" x="0.3" y="419.4"/></svg>` + "\n"},
		{"squares", `<path d="M0.2 4.8H300M0.2 9.8H300`, `M300.2 0V420" stroke="#000000" stroke-width="0.4" fill="none"/></svg>` + "\n"},
		{"lines", `<path d="M0 7.8h300M0 15.8h300`, `" stroke="#000000" stroke-width="0.4" fill="none"/></svg>` + "\n"},
	} {
		th, _ := load(t, own, "own", set("notes", test.kind))
		if svg := string(asset(t, th, "notes.svg")); !strings.Contains(svg, test.begins) || !strings.HasSuffix(svg, test.ends) {
			t.Errorf("%s: %s", test.kind, svg)
		}
	}
}

// A theme that stands alone and says some measures has the others from classic.
func TestMeasuresThatAThemeDoesNotSay(t *testing.T) {
	usual := "title = \"Classic\"\n[measures]\ntext = 11\nrow = 8\nblank = 10\n"
	own := world{"themes/classic/theme.toml": usual, "themes/own/theme.toml": "title = \"Own\"\n[measures]\ntext = 12\nrow = 9\n"}
	th, _ := load(t, own, "own", nil)
	if got := th.Paper().Measures; got != (room.Measures{Text: 12, Row: 9, Blank: 10}) {
		t.Errorf("the measures are %v", got)
	}
}

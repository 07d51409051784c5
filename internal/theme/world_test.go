package theme

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/diag"
	"pairbook/internal/filetest"
	"pairbook/internal/program"
)

// A world is a folder of files, by path.
type world = filetest.Files

// builtin is a small set of built-in files: a theme, one that extends it, two
// templates and some strings.
var builtin = world{
	"themes/plain/theme.toml": `title = "Plain"
description = "No frills."

[options.accent]
type = "colour"
default = "#1f5f5b"
property = "--accent"

[options.logo]
type = "picture"

[options.heading_font]
type = "font"
default = "book"

[options.line_height]
type = "length"
default = 8
min = 6
max = 16

[options.density]
type = "choice"
choices = ["roomy", "compact"]
values = ["1", "0.7"]
default = "roomy"

[options.motto]
type = "text"
max = 20
`,
	"themes/plain/page.css":   "main{margin:0}\n",
	"themes/plain/type.css":   "body{color:#111}\n",
	"themes/plain/fields.css": "table{width:100%}\n",
	"themes/plain/screen.css": "nav{display:flex}\n",
	"themes/large/theme.toml": `title = "Large"
extends = "plain"

[options.line_height]
default = 12
min = 10
`,
	"themes/large/type.css":            "body{font-size:16pt}\n",
	"themes/large/templates/page.html": "large page",
	"templates/page.html":              `page {{template "parts/foot" .}} {{say "page.skip"}}`,
	"templates/parts/foot.html":        "foot",
	"templates/assets/print.js":        "print()",
	"templates/strings/en.toml":        "\"page.skip\" = \"Skip\"\n\"session\" = \"Session {n}\"\n\"minutes.one\" = \"{n} minute\"\n\"minutes.other\" = \"{n} minutes\"\n",
	"templates/strings/de.toml":        "\"page.skip\" = \"Weiter\"\n\"session\" = \"Treffen {n}\"\n\"minutes.one\" = \"{n} Minute\"\n\"minutes.other\" = \"{n} Minuten\"\n",
}

// named is where the site names its theme.
var named = diag.Position{File: "site.toml", Line: 4, Column: 9}

// load loads a theme of the world with a site over it.
func load(t *testing.T, site world, name string, options map[string]Option) (*Theme, []string) {
	t.Helper()
	th, problems, err := Load(site.FS(), builtin.FS(), name, named, options, program.AnyPaper)
	if err != nil {
		t.Fatal(err)
	}
	return th, lines(problems)
}

// lines writes each problem in one line: place, severity, text and hint.
func lines(problems []diag.Problem) []string {
	var list []string
	for _, p := range diag.Sort(problems) {
		text := p.Position.String() + ": "
		if p.Severity == diag.Warning {
			text += "warning: "
		}
		text += p.Text
		if p.Hint != "" {
			text += " | " + strings.ReplaceAll(p.Hint, "\n", " / ")
		}
		list = append(list, text)
	}
	return list
}

func want(t *testing.T, got []string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (- wanted, + got):\n%s", diff)
	}
}

// set makes the options of a site, each at its own place.
func set(pairs ...any) map[string]Option {
	options := map[string]Option{}
	for i := 0; i < len(pairs); i += 2 {
		line := 20 + i/2
		options[pairs[i].(string)] = Option{
			Value: pairs[i+1],
			Key:   diag.Position{File: "site.toml", Line: line, Column: 1},
			At:    diag.Position{File: "site.toml", Line: line, Column: 10},
		}
	}
	return options
}

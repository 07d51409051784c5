package theme

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWhichFileWins(t *testing.T) {
	th, problems := load(t, world{
		"templates/page.html":       "own page",
		"templates/parts/foot.html": builtin["templates/parts/foot.html"],
		"themes/large/type.css":     "own type",
		"templates/assets/print.js": "own()",
		"templates/strings/en.toml": "\"page.skip\" = \"Jump\"\n",
		"templates/strings/de.toml": builtin["templates/strings/de.toml"],
	}, "large", nil)
	want(t, problems)
	wanted := []FileUse{
		{Template, "page", Place{"templates/page.html", "site"}, []Place{{"themes/large/templates/page.html", "built-in"}, {"templates/page.html", "built-in"}}},
		{Template, "parts/foot", Place{"templates/parts/foot.html", "built-in"}, nil},
		{Style, "plain/page.css", Place{"themes/plain/page.css", "built-in"}, nil},
		{Style, "plain/type.css", Place{"themes/plain/type.css", "built-in"}, nil},
		{Style, "plain/fields.css", Place{"themes/plain/fields.css", "built-in"}, nil},
		{Style, "plain/screen.css", Place{"themes/plain/screen.css", "built-in"}, nil},
		{Style, "large/type.css", Place{"themes/large/type.css", "site"}, []Place{{"themes/large/type.css", "built-in"}}},
		{File, "print.js", Place{"templates/assets/print.js", "site"}, []Place{{"templates/assets/print.js", "built-in"}}},
		{String, "de minutes.one", Place{"templates/strings/de.toml", "built-in"}, nil},
		{String, "de minutes.other", Place{"templates/strings/de.toml", "built-in"}, nil},
		{String, "de page.skip", Place{"templates/strings/de.toml", "built-in"}, nil},
		{String, "de session", Place{"templates/strings/de.toml", "built-in"}, nil},
		{String, "en minutes.one", Place{"templates/strings/en.toml", "built-in"}, nil},
		{String, "en minutes.other", Place{"templates/strings/en.toml", "built-in"}, nil},
		{String, "en page.skip", Place{"templates/strings/en.toml", "site"}, []Place{{"templates/strings/en.toml", "built-in"}}},
		{String, "en session", Place{"templates/strings/en.toml", "built-in"}, nil},
	}
	if diff := cmp.Diff(wanted, th.Files(), cmp.Transformer("empty", func(p []Place) []Place { return append([]Place{}, p...) })); diff != "" {
		t.Error(diff)
	}
}

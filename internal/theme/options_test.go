package theme

import (
	"strings"
	"testing"

	"pairbook/internal/diag"
)

func TestValuesOfOptions(t *testing.T) {
	site := world{
		"content/logo.svg":       "<svg xmlns='http://www.w3.org/2000/svg'/>",
		"content/pictures/l.PNG": "\x89PNG\r\n\x1a\n",
	}
	for _, test := range []struct {
		name  string
		value any
		text  string // what templates see
		css   string // the property in theme.css; empty: none
	}{
		{"accent", "#ABC", "#aabbcc", "--accent: #aabbcc;"},
		{"accent", "#123456", "#123456", "--accent: #123456;"},
		{"accent", "RebeccaPurple", "#663399", "--accent: #663399;"},
		{"accent", " teal ", "#008080", "--accent: #008080;"},
		{"line_height", int64(10), "10", "--line-height: 10mm;"},
		{"line_height", 7.25, "7.25", "--line-height: 7.25mm;"},
		{"line_height", "9mm", "9", "--line-height: 9mm;"},
		{"line_height", "9.5 mm", "9.5", "--line-height: 9.5mm;"},
		{"density", "compact", "compact", "--density: 0.7;"},
		{"heading_font", "system", "system", "--heading-font: " + stacks()["system"] + ";"},
		{"motto", `Say "hi"; é`, `Say "hi"; é`, `--motto: "Say \000022hi\000022\00003b é";`},
		{"motto", "", "", ""},
		{"logo", "logo.svg", "logo.svg", `--logo: url("logo.svg");`},
		{"logo", "pictures/l.PNG", "logo.png", `--logo: url("logo.png");`},
		{"logo", "", "", ""},
	} {
		th, problems := load(t, site, "plain", set(test.name, test.value))
		for _, p := range problems {
			if !strings.Contains(p, "contrast") {
				t.Error(p)
			}
		}
		if got, _ := th.Option(test.name); got != test.text {
			t.Errorf("%s = %v: templates see %q, want %q", test.name, test.value, got, test.text)
		}
		css := string(asset(t, th, "theme.css"))
		if test.css != "" && !strings.Contains(css, test.css) {
			t.Errorf("%s = %v: want %s in\n%s", test.name, test.value, test.css, css)
		}
		if property := "--" + test.name + ":"; test.css == "" && strings.Contains(css, property) {
			t.Errorf("%s = %v: %s is set", test.name, test.value, property)
		}
	}
}

func TestPictureIsPublishedUnderTheNameOfItsOption(t *testing.T) {
	th, problems := load(t, world{"content/img/our mark.svg": "<svg/>"}, "plain", set("logo", "img/our mark.svg"))
	want(t, problems)
	if got := string(asset(t, th, "logo.svg")); got != "<svg/>" {
		t.Errorf("assets/logo.svg = %q", got)
	}
}

func TestValuesThatAreNoGood(t *testing.T) {
	site := world{"content/logo.svg": "<svg/>", "content/photo.png": "<svg/>", "content/text.webp": "RIFF....WEBP", "content/a.jpg": "GIF89a"}
	for _, test := range []struct {
		name    string
		value   any
		problem string
	}{
		{"accent", "greeen", `"greeen" is no colour | did you mean "green"? / write it as "#1f5f5b", or as one of the colour names of CSS, like "teal"`},
		{"accent", "#12345", `"#12345" is no colour | write it as "#1f5f5b", or as one of the colour names of CSS, like "teal"`},
		{"accent", "#12345g", `"#12345g" is no colour | write it as "#1f5f5b", or as one of the colour names of CSS, like "teal"`},
		{"accent", "#+12345", `"#+12345" is no colour | write it as "#1f5f5b", or as one of the colour names of CSS, like "teal"`},
		{"accent", "red;}", `"red;}" is no colour | write it as "#1f5f5b", or as one of the colour names of CSS, like "teal"`},
		{"accent", "rgb(1,2,3)", `"rgb(1,2,3)" is no colour | write it as "#1f5f5b", or as one of the colour names of CSS, like "teal"`},
		{"accent", int64(3), `accent must be text in quotes`},
		{"line_height", true, `line_height must be a number of mm | write a number from 6 to 16, in mm`},
		{"line_height", "8px", `line_height must be a number of mm | write a number from 6 to 16, in mm`},
		{"line_height", "1e1", `line_height must be a number of mm | write a number from 6 to 16, in mm`},
		{"line_height", int64(5), `line_height is out of range: 5 | write a number from 6 to 16, in mm`},
		{"line_height", 16.5, `line_height is out of range: 16.5 | write a number from 6 to 16, in mm`},
		{"density", "compct", `density cannot be "compct" | did you mean "compact"? / the choices are roomy and compact`},
		{"density", "", `density cannot be "" | the choices are roomy and compact`},
		{"heading_font", "Comic Sans", `heading_font cannot be "Comic Sans" | the choices are ` + diag.List(stackNames())},
		{"motto", "a\u202eb", "motto holds the character that turns the direction of the text, U+202E | take it out"},
		{"motto", strings.Repeat("é", 21), "motto is too long: 21 characters, and at most 20 fit"},
		{"logo", "logo.gif", `logo cannot be "logo.gif" | a picture is a file that ends in .svg, .png, .jpg or .webp`},
		{"logo", "../logo.svg", `"../logo.svg" is no file below content/ | write the way from content/ to the picture, with "/": "pictures/logo.svg"`},
		{"logo", `img\logo.svg`, `"img\\logo.svg" is no file below content/ | write the way from content/ to the picture, with "/": "pictures/logo.svg"`},
		{"logo", "/logo.svg", `"/logo.svg" is no file below content/ | write logo = "logo.svg"`},
		{"logo", "content/logo.svg", `there is no picture content/content/logo.svg | write logo = "logo.svg"`},
		{"logo", `C:\site\content\logo.svg`, `"C:\\site\\content\\logo.svg" is no file below content/ | write logo = "logo.svg"`},
		{"logo", `C:\Users\ann\our.svg`, `"C:\\Users\\ann\\our.svg" is no file below content/ | copy the picture into content/, and write logo = "our.svg"`},
		{"logo", "lgo.svg", `there is no picture content/lgo.svg | did you mean "logo.svg"? / put the picture there, or take the line out`},
		{"logo", "pictures/x.png", `there is no picture content/pictures/x.png | put the picture there, or take the line out`},
		{"logo", "photo.png", `content/photo.png is not what its name says: a picture .png begins otherwise | save it again from the program that it comes from`},
		{"logo", "text.webp", `content/text.webp is not what its name says: a picture .webp begins otherwise | save it again from the program that it comes from`},
		{"logo", "a.jpg", `content/a.jpg is not what its name says: a picture .jpg begins otherwise | save it again from the program that it comes from`},
		{"logo", []any{"logo.svg"}, `logo must be text in quotes`},
	} {
		_, problems := load(t, site, "plain", set(test.name, test.value))
		want(t, problems, "site.toml:20:10: "+test.problem)
	}
}

func TestPictureMustBeTheSitesOwn(t *testing.T) {
	th, problems, err := Load(world{}.FS(), builtin.With(world{"content/logo.svg": "<svg/>"}).FS(), "plain", named, set("logo", "logo.svg"), "")
	if err != nil || th == nil {
		t.Fatal(th, err)
	}
	want(t, lines(problems), `site.toml:20:10: there is no picture content/logo.svg | put the picture there, or take the line out`)
}

func TestOptionThatTheThemeDoesNotHave(t *testing.T) {
	_, problems := load(t, world{}, "plain", set("acent", "#000", "speed", int64(3)))
	want(t, problems,
		`site.toml:20:1: the theme "plain" has no option "acent" | did you mean "accent"? / its options are accent, density, heading_font, line_height, logo and motto`,
		`site.toml:21:1: the theme "plain" has no option "speed" | its options are accent, density, heading_font, line_height, logo and motto`,
	)
	_, problems = load(t, world{"themes/bare/theme.toml": "title = \"Bare\"\n"}, "bare", set("accent", "#000"))
	want(t, problems, `site.toml:20:1: the theme "bare" has no option "accent" | it has no options`)
}

func TestContrastOfColours(t *testing.T) {
	for value, problem := range map[string]string{
		"#767676": "", // 4.54 : 1, the lightest grey that passes
		"#777777": "site.toml:20:10: warning: #777777 has a contrast of 4.4:1 against white, and text needs 4.5:1 | a darker one is easier to read and prints better in grey: #757575",
		"yellow":  "site.toml:20:10: warning: #ffff00 has a contrast of 1:1 against white, and text needs 4.5:1 | a darker one is easier to read and prints better in grey: #7a7a00",
		"white":   "site.toml:20:10: warning: #ffffff has a contrast of 1:1 against white, and text needs 4.5:1 | a darker one is easier to read and prints better in grey: #757575",
		"black":   "",
	} {
		_, problems := load(t, world{}, "plain", set("accent", value))
		if problem == "" {
			want(t, problems)
		} else {
			want(t, problems, problem)
		}
	}
}

func TestThemeCanAskForMoreOrLessContrast(t *testing.T) {
	theme := func(min string) world {
		return world{"themes/own/theme.toml": "title = \"Own\"\n[options.accent]\ntype = \"colour\"\ndefault = \"#1f5f5b\"\nmin = " + min + "\n"}
	}
	_, problems := load(t, theme("7.5"), "own", nil)
	want(t, problems, `themes/own/theme.toml:4:11: warning: #1f5f5b has a contrast of 7.3:1 against white, and text needs 7.5:1 | a darker one is easier to read and prints better in grey: #1e5d59`)
	_, problems = load(t, theme("0"), "own", set("accent", "yellow"))
	want(t, problems)
}

package theme

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/room"
	"pairbook/internal/source"
	"pairbook/internal/workbook"
)

// An Asset is a file that is published as it is.
type Asset struct {
	Path string // below assets/, with slashes
	Data []byte
}

// A style is one style sheet of a theme.
type style struct {
	theme string
	src   diag.Source // its name: themes/classic/page.css
}

// duties are the style sheets every theme divides its rules into, in the order
// in which they are joined. Others of its folder follow, sorted by name.
var duties = []string{"page.css", "type.css", "fields.css", "screen.css"}

// outside finds what a style sheet would load from elsewhere: a request that
// leaves the site, which every page forbids. @import is no good in the middle of
// a joined sheet either.
var outside = regexp.MustCompile(`(?i)@import\b|url\(\s*["']?(?:[a-z][a-z0-9+.-]*:)?//`)

// loadStyles reads the style sheets of the chain, those of the theme that is
// extended first: later rules win.
func (t *Theme) loadStyles() ([]diag.Problem, error) {
	var problems []diag.Problem
	for _, name := range slices.Backward(t.Chain) {
		dir := "themes/" + name
		entries, err := t.both().ReadDir(dir)
		if err != nil {
			return problems, fmt.Errorf("reading %s: %w", dir, err)
		}
		sheets, more := sortStyles(dir, entries)
		problems = append(problems, more...)
		for _, sheet := range sheets {
			src, problem, err := source.Read(t.both(), path.Join(dir, sheet), source.AssetSize)
			if err != nil {
				return problems, err
			}
			if problem != nil {
				problems = append(problems, *problem)
				continue
			}
			problems = append(problems, leaving(src)...)
			t.styles = append(t.styles, style{theme: name, src: src})
		}
	}
	return problems, nil
}

// sortStyles picks the style sheets of a folder, in their order. Files that no
// theme has are warned about.
func sortStyles(dir string, entries []fs.DirEntry) ([]string, []diag.Problem) {
	var problems []diag.Problem
	var sheets, rest []string
	known := append([]string{"theme.toml"}, duties...)
	for _, e := range entries {
		name := e.Name()
		switch {
		case strings.HasPrefix(name, "."), strings.HasPrefix(strings.ToLower(name), "readme"), name == "theme.toml":
		case e.IsDir() && (name == "templates" || name == "assets"):
		case !e.IsDir() && strings.HasSuffix(name, ".css"):
			if !slices.Contains(duties, name) {
				rest = append(rest, name)
			}
		default:
			problems = append(problems, diag.Problem{
				Severity: diag.Warning,
				Position: diag.Position{File: path.Join(dir, name)},
				Text:     "a theme has no such file, nothing reads it",
				Hint:     suggest(name, known, "pictures and fonts of a theme belong into its folder assets/"),
			})
		}
	}
	for _, duty := range duties {
		if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == duty }) {
			sheets = append(sheets, duty)
		}
	}
	slices.Sort(rest)
	return append(sheets, rest...), problems
}

// leaving warns of what a style sheet would load from elsewhere.
func leaving(src diag.Source) []diag.Problem {
	var problems []diag.Problem
	if !strings.Contains(src.Text, "//") && !strings.Contains(strings.ToLower(src.Text), "@import") {
		return nil // which is found faster
	}
	for _, at := range outside.FindAllStringIndex(src.Text, -1) {
		problems = append(problems, diag.Problem{
			Severity: diag.Warning,
			Position: src.At(at[0], at[1]-at[0]),
			Text:     "this loads nothing: pages use the files of the site alone, and each style sheet once",
			Hint:     "put pictures and fonts into the theme's folder assets/ and name them without a folder",
		})
	}
	return problems
}

// Assets returns everything that belongs below assets/, sorted by path:
// style.css and theme.css, which every page asks for, rules.svg and notes.svg with what
// is written on, the pictures that options name, the fonts that they choose, and the files of
// the theme's own. They are not to be changed.
func (t *Theme) Assets() []Asset { return t.assets() }

func (t *Theme) makeAssets() []Asset {
	assets := []Asset{
		{"style.css", t.styleSheet()},
		{"theme.css", t.optionSheet()},
		{"rules.svg", t.rules()},
		{"notes.svg", t.notes()},
	}
	for _, s := range t.settings {
		if s.picture != nil {
			assets = append(assets, Asset{s.text, s.picture})
		}
	}
	for _, f := range t.overlay.assets {
		if !t.unchosen(f.name) {
			assets = append(assets, Asset{f.name, f.data})
		}
	}
	slices.SortFunc(assets, func(a, b Asset) int { return strings.Compare(a.Path, b.Path) })
	return assets
}

// styleSheet joins the style sheets, each under its name, so that a rule seen in
// a browser can be found again.
func (t *Theme) styleSheet() []byte {
	var b bytes.Buffer
	for _, s := range t.styles {
		fmt.Fprintf(&b, "/* %s */\n%s\n", s.src.Name, strings.TrimRight(s.src.Text, "\r\n"))
	}
	return b.Bytes()
}

// optionSheet is theme.css: the options as custom properties, the files of the fonts that
// they choose, the place of each edge tab among all of them and, where the programme forces it, the size of the paper.
func (t *Theme) optionSheet() []byte {
	var lines []string
	for _, s := range t.settings {
		if s.property != "" && s.css != "" {
			lines = append(lines, fmt.Sprintf("\t%s: %s;\n", s.property, s.css))
		}
	}
	for name, value := range t.measures.All {
		lines = append(lines, fmt.Sprintf("\t--%s: %s;\n", strings.ReplaceAll(name, "_", "-"), value))
	}
	slices.Sort(lines)
	var b bytes.Buffer
	fmt.Fprintf(&b, ":root {\n%s\t--tabs: %d;\n}\n", strings.Join(lines, ""), workbook.UsualTabs())
	for i := range workbook.MostTabs() {
		fmt.Fprintf(&b, ".tab-%d { --tab: %d }\n", i+1, i)
	}
	for n := workbook.UsualTabs() + 1; n <= workbook.MostTabs(); n++ {
		fmt.Fprintf(&b, ".tabs-%d { --tabs: %[1]d }\n", n)
	}
	t.sureLines(&b)
	b.Write(t.fontFaces())
	switch t.paper {
	case program.A4:
		b.WriteString("@page { size: A4 }\n@page desk { size: A4 landscape }\n")
	case program.Letter:
		b.WriteString("@page { size: letter }\n@page desk { size: letter landscape }\n")
	}
	return b.Bytes()
}

// sureLines says how many lines a question is certain to have: .w3 asks for three, .ask for
// more than twelve.
func (t *Theme) sureLines(b *bytes.Buffer) {
	if t.measures.Sure == 0 {
		return
	}
	fmt.Fprintf(b, ".ask { --least: %d }\n", t.measures.Least(room.MostLines))
	for lines := 1; lines <= 12; lines++ {
		fmt.Fprintf(b, ".w%d { --least: %d }\n", lines, t.measures.Least(lines))
	}
}

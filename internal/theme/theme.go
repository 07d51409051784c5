// Package theme decides how a workbook looks: which template, which style sheet
// and which words it is made of.
//
// A theme is a folder themes/<name> with a theme.toml, style sheets, and as much
// or as little else as it likes:
//
//	themes/classic/theme.toml              title, description, extends, options
//	themes/classic/page.css type.css …     joined to one style sheet
//	themes/classic/templates/…             instead of those in templates/
//	themes/classic/assets/…                copied beside the style sheet
//
// Several layers lie over each other. For templates, strings and assets, the
// site's own templates/ is on top, then the theme, then what it extends, and the
// built-in templates/ at the bottom; the first that has the name wins, strings
// one by one. A file of the site that equals the built-in one counts as the
// built-in one, so that a copy nobody changed does not hide what a theme says.
// Style sheets of a theme follow those of the theme it extends: there the later
// rule wins, as everywhere in CSS. In a theme's folder a file of the site stands
// for the built-in file of the same path.
//
// What a site sets under [theme_options] is checked against the theme's own
// list and turned into values that can be nothing else: a colour into #rrggbb, a
// font into one of the stacks in this package.
//
// Not here: how a template is executed (package render), where files are
// written (package output).
package theme

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"sync"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/room"
	"pairbook/internal/site"
	"pairbook/internal/source"
)

// An Option is a value from [theme_options] with its places.
type Option = site.Option

// A Theme is a theme with everything it extends and the options of one site. It
// is never changed once it is loaded, and may be used from many goroutines.
type Theme struct {
	Name  string
	Title string
	Chain []string // itself, then what it extends: large-print, classic

	site, builtin fs.FS `digest:"-"` // what pages take from them is in the other fields
	paper         program.Paper
	measures      room.Measures
	settings      []setting
	styles        []style
	overlay       overlay
	words         map[string][]wordFile // by language tag in small letters, the winning file first
	assets        func() []Asset        `digest:"-"` // made of these, once
}

// Load finds the theme of a name and what it extends, checks its options, and
// reads its styles, templates and strings. site is the site's own folder, which
// may hold nothing of a theme; builtin has the themes and templates that every
// site starts from; at is where the site names the theme.
//
// The Theme is nil when there are problems that leave none to speak of.
func Load(site, builtin fs.FS, name string, at diag.Position, options map[string]Option, paper program.Paper) (*Theme, []diag.Problem, error) {
	t := &Theme{Name: name, site: site, builtin: builtin, paper: paper}
	t.assets = sync.OnceValue(t.makeAssets)
	chain, problems, err := t.chain(name, at)
	if err != nil || chain == nil {
		return nil, problems, err
	}
	t.Title = chain[0].Title
	for _, m := range chain {
		t.Chain = append(t.Chain, m.name)
		t.measures = t.measures.Or(m.Measures)
	}
	if t.measures.Text != 0 && !slices.Contains(t.Chain, wholeTheme) { // what it does not say is as usual
		usual, _, err := t.manifest(wholeTheme)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, problems, err
		}
		if usual != nil {
			t.measures = t.measures.Or(usual.Measures)
		}
	}

	declared, more := declare(chain)
	problems = append(problems, more...)
	t.settings, more, err = t.setOptions(declared, options)
	problems = append(problems, more...)
	if err != nil {
		return nil, problems, err
	}
	for _, load := range []func() ([]diag.Problem, error){t.loadStyles, t.loadOverlay, t.loadWords} {
		more, err := load()
		problems = append(problems, more...)
		if err != nil {
			return nil, problems, err
		}
	}
	return t, append(problems, t.lacking(chain[0])...), nil
}

// Option returns what an option of the theme is set to: a colour as #rrggbb, a
// length without its unit, a choice by its name, a picture as its name below
// assets/. It is empty for an option that is not set; ok is false when the theme
// has none of the name.
func (t *Theme) Option(name string) (value string, ok bool) {
	for _, s := range t.settings {
		if s.name == name {
			return s.text, true
		}
	}
	return "", false
}

// both is the site laid over the built-in files.
func (t *Theme) both() source.Layers { return source.Layers{t.site, t.builtin} }

// fromSite reports whether a file of a theme is the site's own, and no mere copy
// of the built-in one.
func (t *Theme) fromSite(name string) bool {
	if t.both().Layer(name) != 0 {
		return false
	}
	own, err := fs.ReadFile(t.site, name)
	if err != nil {
		return true
	}
	return !t.copied(name, own)
}

// copied reports whether a file of the site is the built-in one, unchanged.
func (t *Theme) copied(name string, data []byte) bool {
	same, err := fs.ReadFile(t.builtin, name)
	return err == nil && bytes.Equal(same, data)
}

// An Info is a theme as `theme list` shows it.
type Info struct {
	Name, Title, Description string
	Extends                  string // empty: nothing
	Origin                   string // where its theme.toml lies: "site" or "built-in"
}

// List returns all themes that a site can name, sorted by name.
func List(site, builtin fs.FS) ([]Info, []diag.Problem) {
	t := &Theme{site: site, builtin: builtin}
	var list []Info
	var problems []diag.Problem
	for _, name := range t.names() {
		m, more, err := t.manifest(name)
		problems = append(problems, more...)
		if err != nil || m == nil {
			continue
		}
		list = append(list, Info{
			Name: name, Title: m.Title, Description: m.Description, Extends: m.Extends,
			Origin: t.origin(m.file.Name),
		})
	}
	return list, problems
}

// origin names where a file of a theme lies.
func (t *Theme) origin(name string) string {
	if t.fromSite(name) {
		return siteOrigin
	}
	return builtinOrigin
}

// Where a file lies, for the reader of a list.
const (
	siteOrigin    = "site"
	builtinOrigin = "built-in"
)

// names returns the themes there are: the folders with a theme.toml.
func (t *Theme) names() []string {
	entries, err := t.both().ReadDir("themes")
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if _, err := t.both().Stat("themes/" + e.Name() + "/theme.toml"); err == nil {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names
}

package theme

import (
	"maps"
	"slices"
	"strings"
)

// A Kind is what a file of a theme is.
type Kind string

const (
	Template Kind = "template"
	Style    Kind = "style"
	String   Kind = "string"
	File     Kind = "asset" // a picture, a font, a script
)

// A FileUse is one thing that a workbook is made of, and the file that it comes
// from.
type FileUse struct {
	Kind   Kind
	Name   string  // "sheets/session", "classic/page.css", "en session.notes", "print.js"
	Place          // of the file that wins
	Hidden []Place // files of lower layers that have the name too, from the top down
}

// A Place is where a file lies.
type Place struct {
	File   string // path in its layer, with slashes
	Origin string // "site" or "built-in"
}

// Files returns all templates, styles, assets and strings, in this order and
// sorted by name, each with the file that wins and those that it hides. Style
// sheets come in the order in which they are joined; they add to each other, and
// only one of a site hides the built-in one of the same path. Files of the site
// that hide nothing are among the problems of Load.
func (t *Theme) Files() []FileUse {
	var uses []FileUse
	for _, name := range t.Templates() {
		uses = append(uses, use(Template, name, t.overlay.templates[name]))
	}
	for _, s := range t.styles {
		u := FileUse{Kind: Style, Name: strings.TrimPrefix(s.src.Name, "themes/"), Place: Place{s.src.Name, t.origin(s.src.Name)}}
		if u.Origin == siteOrigin && t.both()[1:].Layer(s.src.Name) == 0 {
			u.Hidden = []Place{{s.src.Name, builtinOrigin}}
		}
		uses = append(uses, u)
	}
	for _, a := range t.overlay.assets {
		uses = append(uses, use(File, a.name, append([]entry{a}, t.overlay.hidden[a.name]...)))
	}
	return append(uses, t.stringUses()...)
}

// use describes entries of one name, the winning one first.
func use(kind Kind, name string, entries []entry) FileUse {
	u := FileUse{Kind: kind, Name: name, Place: Place{entries[0].path, entries[0].origin}}
	for _, e := range entries[1:] {
		u.Hidden = append(u.Hidden, Place{e.path, e.origin})
	}
	return u
}

// stringUses describes every string of every language.
func (t *Theme) stringUses() []FileUse {
	var uses []FileUse
	for _, tag := range slices.Sorted(maps.Keys(t.words)) {
		places := map[string][]Place{}
		for _, f := range t.words[tag] {
			for key := range f.read().texts {
				places[key] = append(places[key], Place{f.source.Name, f.origin})
			}
		}
		for _, key := range slices.Sorted(maps.Keys(places)) {
			uses = append(uses, FileUse{
				Kind: String, Name: string(t.words[tag][0].tag) + " " + key,
				Place: places[key][0], Hidden: places[key][1:],
			})
		}
	}
	return uses
}

package theme

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"pairbook/internal/diag"
)

// An option is what a theme lets a site choose, from [options.<name>] in its
// theme.toml.
//
//	type      what it is: one of kinds
//	default   what it is when the site says nothing; left out: not set
//	choices   choice and font: the names to choose from
//	values    choice: what each is in the style sheet; left out, its name
//	min, max  length: the bounds; text: max, the most characters;
//	          colour: min, the least contrast against white (left out: 4.5)
//	unit      length: left out, "mm"
//	property  the custom property that carries it; left out, the name of the
//	          option: --line-height for line_height
//
// A theme that extends another sees its options, and may set any key anew.
type option struct {
	name     string
	kind     string
	choices  []string
	values   []string // of a choice: what each name is in the style sheet
	min, max float64  // 0: not set
	unit     string
	property string

	original attr // the default; its value is nil when there is none
	minSet   bool
}

// An attr is one key of an option with its place.
type attr struct {
	value any
	at    diag.Position
}

// kinds are the types of options.
var kinds = []string{"choice", "colour", "font", "length", "picture", "text"}

// units are those of lengths: paper is measured, not counted in pixels.
var units = []string{"mm", "cm", "pt", "em", "rem", "%"}

// A declaration gathers the keys of one option from all themes of a chain.
type declaration struct {
	name     string
	at       diag.Position
	attrs    map[string]attr
	problems []diag.Problem
}

var propertyName = regexp.MustCompile(`^--[a-z][a-z0-9-]*$`)
var optionName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
var cssValue = regexp.MustCompile(`^[A-Za-z0-9 .,%#+*/()"'_-]+$`)

// declare returns the options of a chain of themes, sorted by name. folders
// begins with the theme itself.
func declare(folders []*folder) ([]option, []diag.Problem) {
	var problems []diag.Problem
	found := map[string]*declaration{}
	for _, f := range slices.Backward(folders) {
		problems = append(problems, gather(f, found)...)
	}
	var options []option
	for _, name := range slices.Sorted(maps.Keys(found)) {
		d := found[name]
		o := d.option()
		problems = append(problems, d.problems...)
		if len(d.problems) == 0 {
			options = append(options, o)
		}
	}
	return options, problems
}

// gather adds the options of one theme to those found so far.
func gather(f *folder, found map[string]*declaration) []diag.Problem {
	var problems []diag.Problem
	keys := []string{"type", "default", "choices", "values", "min", "max", "unit", "property"}
	for _, name := range slices.Sorted(maps.Keys(f.options)) {
		path := `options.` + strconv.Quote(name)
		table, ok := f.options[name].(map[string]any)
		if !ok || !optionName.MatchString(name) {
			problems = append(problems, diag.Problem{
				Position: f.file.Key(path),
				Text:     fmt.Sprintf("[options] has tables only, named in small letters: %q is none", name),
				Hint:     "write [options.accent], and below it type, default and so on",
			})
			continue
		}
		d := found[name]
		if d == nil {
			d = &declaration{name: name, at: f.file.Key(path), attrs: map[string]attr{}}
			found[name] = d
		}
		for _, key := range slices.Sorted(maps.Keys(table)) {
			at := f.file.Value(path + "." + strconv.Quote(key))
			if !slices.Contains(keys, key) {
				problems = append(problems, diag.Problem{
					Position: f.file.Key(path + "." + strconv.Quote(key)),
					Text:     fmt.Sprintf("unknown key %q in [options.%s]", key, name),
					Hint:     suggest(key, keys, "the keys are "+list(keys)),
				})
				continue
			}
			d.attrs[key] = attr{table[key], at}
		}
	}
	return problems
}

// option checks the keys of a declaration. What is wrong is added to d.problems.
func (d *declaration) option() option {
	o := option{name: d.name, kind: d.text("type")}
	if _, has := d.attrs["type"]; !has {
		d.complain(d.at, fmt.Sprintf("[options.%s] has no type", d.name), "the types are "+list(kinds))
		return o
	}
	if len(d.problems) > 0 {
		return o
	}
	if !slices.Contains(kinds, o.kind) {
		d.complain(d.attrs["type"].at, fmt.Sprintf("%q is no type of option", o.kind), suggest(o.kind, kinds, "the types are "+list(kinds)))
		return o
	}
	o.choices, o.values = d.texts("choices"), d.texts("values")
	o.min, o.minSet = d.number("min")
	o.max, _ = d.number("max")
	o.unit = cmp.Or(d.text("unit"), "mm")
	o.property = cmp.Or(d.text("property"), "--"+strings.ReplaceAll(d.name, "_", "-"))
	o.original = d.attrs["default"]

	if len(d.problems) > 0 {
		return o
	}
	d.checkChoices(o)
	if !slices.Contains(units, o.unit) {
		d.complain(d.attrs["unit"].at, fmt.Sprintf("%q is no unit for a length", o.unit), "the units are "+list(units))
	}
	if !propertyName.MatchString(o.property) {
		d.complain(d.attrs["property"].at, fmt.Sprintf("%q is no name of a custom property", o.property), `write it like "--accent"`)
	}
	if o.kind == "picture" && o.original.value != nil && o.original.value != "" {
		d.complain(o.original.at, "a picture has no default: it comes from the site", `put the theme's own pictures into its folder assets/`)
	}
	return o
}

// checkChoices looks at what a choice or a font may be.
func (d *declaration) checkChoices(o option) {
	at := d.at
	if a, has := d.attrs["choices"]; has {
		at = a.at
	}
	switch {
	case o.kind == "choice" && len(o.choices) == 0:
		d.complain(at, fmt.Sprintf("[options.%s] is a choice without choices", d.name), `add choices = ["roomy", "compact"]`)
	case o.kind == "choice" && len(o.values) > 0 && len(o.values) != len(o.choices):
		d.complain(d.attrs["values"].at, fmt.Sprintf("there are %d choices and %d values", len(o.choices), len(o.values)), "give one value for each choice")
	case o.kind == "font":
		for _, c := range o.choices {
			if _, ok := stacks()[c]; !ok {
				d.complain(at, fmt.Sprintf("no font is called %q", c), suggest(c, stackNames(), "the fonts are "+list(stackNames())))
			}
		}
	}
	for _, v := range append(slices.Clone(o.choices), o.values...) {
		if !cssValue.MatchString(v) {
			d.complain(at, fmt.Sprintf("%q has characters that no choice may have", v), "use letters, digits, blanks and hyphens")
		}
	}
}

func (d *declaration) complain(at diag.Position, text, hint string) {
	d.problems = append(d.problems, diag.Problem{Position: at, Text: text, Hint: hint})
}

// text returns a key that must be text; "" when it is not given.
func (d *declaration) text(key string) string {
	a, has := d.attrs[key]
	s, ok := a.value.(string)
	if has && !ok {
		d.complain(a.at, fmt.Sprintf("%s must be text in quotes", key), "")
	}
	return s
}

// number returns a key that must be a number.
func (d *declaration) number(key string) (n float64, has bool) {
	a, has := d.attrs[key]
	n, ok := asNumber(a.value)
	if has && !ok {
		d.complain(a.at, fmt.Sprintf("%s must be a number", key), "")
	}
	return n, has
}

// texts returns a key that must be a list of texts; nil when it is not given.
func (d *declaration) texts(key string) []string {
	a, has := d.attrs[key]
	if !has {
		return nil
	}
	items, ok := a.value.([]any)
	var texts []string
	for _, item := range items {
		text, isText := item.(string)
		ok = ok && isText
		texts = append(texts, text)
	}
	if !ok {
		d.complain(a.at, fmt.Sprintf("%s must be a list of texts", key), fmt.Sprintf(`write %s = ["one", "two"]`, key))
		return nil
	}
	return texts
}

func asNumber(value any) (float64, bool) {
	switch n := value.(type) {
	case int64:
		return float64(n), true
	case float64:
		return n, true
	}
	return 0, false
}

package theme

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/tomlfile"
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
	name string
	declaration
	chain []*manifest // the themes that may set its keys, the nearest first
}

// A declaration is the keys of an option.
type declaration struct {
	Type     string   `toml:"type"`
	Default  any      `toml:"default"`
	Choices  []string `toml:"choices"`
	Values   []string `toml:"values"`
	Min      *float64 `toml:"min"`
	Max      float64  `toml:"max"` // 0: not set
	Unit     string   `toml:"unit"`
	Property string   `toml:"property"`
}

// kinds are the types of options.
var kinds = []string{"choice", "colour", "font", "length", "picture", "text"}

// units are those of lengths: paper is measured, not counted in pixels.
var units = []string{"mm", "cm", "pt", "em", "rem", "%"}

var propertyName = regexp.MustCompile(`^--[a-z][a-z0-9-]*$`)
var optionName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
var cssValue = regexp.MustCompile(`^[A-Za-z0-9 .,%#+*/()"'_-]+$`)

// Manifest is a value of what a theme.toml is read into.
func Manifest() any { return manifest{} }

// Kinds and Units are what the keys type and unit of an option choose among.
func Kinds() []string { return slices.Clone(kinds) }
func Units() []string { return slices.Clone(units) }

// A Choice is an option that a theme lets a site set.
type Choice struct {
	Name, Type string
	Default    any      // nil: not set
	Choices    []string // of a choice or a font: the names
	Unit       string   // of a length
	Min, Max   float64  // of a length; of a text, Max is the most characters. Max 0: not set
}

// Choices lists what a theme lets a site set, sorted by name; nothing of a theme that cannot be read.
func Choices(site, builtin fs.FS, name string) []Choice {
	t := &Theme{Name: name, site: site, builtin: builtin}
	chain, _, err := t.chain(name, diag.Position{})
	if err != nil || chain == nil {
		return nil
	}
	declared, _ := declare(chain)
	var list []Choice
	for _, o := range declared {
		c := Choice{Name: o.name, Type: o.Type, Default: o.Default, Choices: o.Choices, Unit: o.Unit, Min: o.least(0), Max: o.Max}
		if o.Type == "font" && len(o.Choices) == 0 {
			c.Choices = stackNames()
		}
		list = append(list, c)
	}
	return list
}

// declare returns the options of a chain of themes, sorted by name. A key of a
// nearer theme replaces that of a farther one.
func declare(chain []*manifest) ([]option, []diag.Problem) {
	merged := map[string]map[string]any{}
	for _, m := range slices.Backward(chain) {
		for name := range m.Options {
			if merged[name] == nil {
				merged[name] = map[string]any{}
			}
			maps.Copy(merged[name], m.file.Tree["options"].(map[string]any)[name].(map[string]any))
		}
	}
	var options []option
	var problems []diag.Problem
	for _, name := range slices.Sorted(maps.Keys(merged)) {
		o := option{name: name, chain: chain}
		tomlfile.DecodeTree(merged[name], &o.declaration)
		if more := o.check(); len(more) > 0 {
			problems = append(problems, more...)
			continue
		}
		o.Unit = cmp.Or(o.Unit, "mm")
		o.Property = cmp.Or(o.Property, "--"+strings.ReplaceAll(name, "_", "-"))
		options = append(options, o)
	}
	return options, problems
}

// at returns the place of a key in the nearest theme that sets it; the name of
// the option when none does.
func (o *option) at(key string) diag.Position {
	path := "options." + strconv.Quote(o.name)
	var table diag.Position
	for _, m := range o.chain {
		if key != "" && m.file.Has(path+"."+key) {
			return m.file.Value(path + "." + key)
		}
		if m.file.Has(path) {
			table = m.file.Key(path)
		}
	}
	return table
}

// check finds what the types of the keys do not say.
func (o *option) check() []diag.Problem {
	var problems []diag.Problem
	complain := func(key, text, hint string) {
		problems = append(problems, diag.Problem{Position: o.at(key), Text: text, Hint: hint})
	}
	switch {
	case !optionName.MatchString(o.name):
		complain("", fmt.Sprintf("[options] has tables only, named in small letters: %q is none", o.name), "write [options.accent], and below it type, default and so on")
		return problems
	case o.Type == "":
		complain("type", fmt.Sprintf("[options.%s] has no type", o.name), "the types are "+diag.List(kinds))
		return problems
	case !slices.Contains(kinds, o.Type):
		complain("type", fmt.Sprintf("%q is no type of option", o.Type), suggest(o.Type, kinds, "the types are "+diag.List(kinds)))
		return problems
	}
	o.checkChoices(complain)
	if o.Unit != "" && !slices.Contains(units, o.Unit) {
		complain("unit", fmt.Sprintf("%q is no unit for a length", o.Unit), "the units are "+diag.List(units))
	}
	if o.Property != "" && !propertyName.MatchString(o.Property) {
		complain("property", fmt.Sprintf("%q is no name of a custom property", o.Property), `write it like "--accent"`)
	}
	if o.Type == "picture" && o.Default != nil && o.Default != "" {
		complain("default", "a picture has no default: it comes from the site", `put the theme's own pictures into its folder assets/`)
	}
	return problems
}

// checkChoices looks at what a choice or a font may be.
func (o *option) checkChoices(complain func(key, text, hint string)) {
	switch {
	case o.Type == "choice" && len(o.Choices) == 0:
		complain("choices", fmt.Sprintf("[options.%s] is a choice without choices", o.name), `add choices = ["roomy", "compact"]`)
	case o.Type == "choice" && len(o.Values) > 0 && len(o.Values) != len(o.Choices):
		complain("values", fmt.Sprintf("there are %d choices and %d values", len(o.Choices), len(o.Values)), "give one value for each choice")
	case o.Type == "font":
		for _, c := range o.Choices {
			if _, ok := stacks()[c]; !ok {
				complain("choices", fmt.Sprintf("no font is called %q", c), suggest(c, stackNames(), "the fonts are "+diag.List(stackNames())))
			}
		}
	}
	for _, v := range append(slices.Clone(o.Choices), o.Values...) {
		if !cssValue.MatchString(v) {
			complain("choices", fmt.Sprintf("%q has characters that no choice may have", v), "use letters, digits, blanks and hyphens")
		}
	}
}

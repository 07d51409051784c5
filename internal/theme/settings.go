package theme

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/source"
)

// A setting is an option with its value, checked.
type setting struct {
	name     string
	text     string // as templates see it
	css      string // the value of the property; empty: the property is left out
	property string
	number   float64 // of a length
	picture  []byte
}

// defaultContrast is what WCAG 2.2 AA asks of text against its ground.
const defaultContrast = 4.5

// longestText is how many characters a text option may have where the theme
// names no maximum.
const longestText = 200

// setOptions gives every option its value: what the site says, else the default.
func (t *Theme) setOptions(declared []option, chosen map[string]Option) ([]setting, []diag.Problem, error) {
	var settings []setting
	problems := unknownOptions(t.Name, declared, chosen)
	for _, o := range declared {
		value, at := o.Default, o.at("default")
		if c, has := chosen[o.name]; has {
			value, at = c.Value, c.At
		}
		s := setting{name: o.name, property: o.Property}
		if value == nil || value == "" && o.Type != "choice" && o.Type != "font" {
			settings = append(settings, s)
			continue
		}
		warning, err := t.set(&s, o, value)
		var complaint diag.Complaint
		switch {
		case errors.As(err, &complaint):
			problems = append(problems, diag.Problem{Position: at, Text: complaint.Text, Hint: complaint.Hint})
		case err != nil:
			return nil, problems, err
		case warning.Text != "":
			problems = append(problems, diag.Problem{Severity: diag.Warning, Position: at, Text: warning.Text, Hint: warning.Hint})
		}
		settings = append(settings, s)
	}
	return settings, problems, nil
}

func unknownOptions(theme string, declared []option, chosen map[string]Option) []diag.Problem {
	var problems []diag.Problem
	var names []string
	for _, o := range declared {
		names = append(names, o.name)
	}
	for _, name := range slices.Sorted(maps.Keys(chosen)) {
		if slices.Contains(names, name) {
			continue
		}
		hint := "it has no options"
		if len(names) > 0 {
			hint = "its options are " + diag.List(names)
		}
		problems = append(problems, diag.Problem{
			Position: chosen[name].Key,
			Text:     fmt.Sprintf("the theme %q has no option %q", theme, name),
			Hint:     suggest(name, names, hint),
		})
	}
	return problems
}

// set checks one value and fills its setting. The error is a diag.Complaint for
// a value that is no good; the warning has no text when there is nothing to say.
func (t *Theme) set(s *setting, o option, value any) (warning diag.Complaint, err error) {
	if o.Type == "length" {
		return warning, s.setLength(o, value)
	}
	text, ok := value.(string)
	if !ok {
		return warning, diag.Complaint{Text: fmt.Sprintf("%s must be text in quotes", o.name)}
	}
	switch o.Type {
	case "colour":
		return s.setColour(o, text)
	case "choice", "font":
		return warning, s.setChoice(o, text)
	case "picture":
		return warning, t.setPicture(s, text)
	}
	return warning, s.setText(o, text)
}

// least returns the lower bound of an option, or another where it has none.
func (o option) least(other float64) float64 {
	if o.Min == nil {
		return other
	}
	return *o.Min
}

func (s *setting) setColour(o option, text string) (warning diag.Complaint, err error) {
	c, err := parseColour(text)
	if err != nil {
		return warning, err
	}
	s.text, s.css = c.String(), c.String()
	least := o.least(defaultContrast)
	if ratio := c.contrast(); ratio < least {
		return diag.Complaint{
			Text: fmt.Sprintf("%s has a contrast of %s:1 against white, and text needs %s:1", c, ratioText(ratio), ratioText(least)),
			Hint: fmt.Sprintf("a darker one is easier to read and prints better in grey: %s", c.darkened(least)),
		}, nil
	}
	return warning, nil
}

// ratioText rounds down, so that a ratio below the limit never looks like it.
func ratioText(ratio float64) string {
	return strconv.FormatFloat(float64(int(ratio*10))/10, 'g', -1, 64)
}

func (s *setting) setLength(o option, value any) error {
	n, ok := asNumber(value)
	if text, isText := value.(string); isText {
		digits := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), o.Unit))
		parsed, err := strconv.ParseFloat(digits, 64)
		n, ok = parsed, err == nil && strings.Trim(digits, "0123456789.") == ""
	}
	form := fmt.Sprintf("write a number of %s, like 8", o.Unit)
	if o.Max > 0 {
		form = fmt.Sprintf("write a number from %s to %s, in %s", plain(o.least(0)), plain(o.Max), o.Unit)
	}
	if !ok || n != n {
		return diag.Complaint{Text: fmt.Sprintf("%s must be a number of %s", o.name, o.Unit), Hint: form}
	}
	if n < o.least(0) || o.Max > 0 && n > o.Max {
		return diag.Complaint{Text: fmt.Sprintf("%s is out of range: %s", o.name, plain(n)), Hint: form}
	}
	s.number = n
	s.text, s.css = plain(n), plain(n)+o.Unit
	return nil
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

// plain writes a number without exponent and with three decimals at most.
func plain(n float64) string {
	text := strconv.FormatFloat(n, 'f', 3, 64)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

func (s *setting) setChoice(o option, text string) error {
	choices := o.Choices
	if o.Type == "font" && len(choices) == 0 {
		choices = stackNames()
	}
	i := slices.Index(choices, text)
	if i < 0 {
		return diag.Complaint{
			Text: fmt.Sprintf("%s cannot be %q", o.name, text),
			Hint: suggest(text, choices, "the choices are "+diag.List(choices)),
		}
	}
	s.text, s.css = text, text
	if o.Type == "font" {
		s.css = stacks()[text]
	} else if i < len(o.Values) {
		s.css = o.Values[i]
	}
	return nil
}

func (s *setting) setText(o option, text string) error {
	longest := longestText
	if o.Max > 0 {
		longest = int(o.Max)
	}
	if _, name, ok := source.Safe(text); !ok {
		return diag.Complaint{Text: fmt.Sprintf("%s holds %s", o.name, name), Hint: "take it out"}
	}
	if n := len([]rune(text)); n > longest {
		return diag.Complaint{Text: fmt.Sprintf("%s is too long: %d characters, and at most %d fit", o.name, n, longest)}
	}
	s.text, s.css = text, cssString(text)
	return nil
}

// cssString writes text as a string of CSS. Everything but letters, digits and
// blanks goes in as an escape, so that nothing can end the string.
func cssString(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == ' ', r >= '0' && r <= '9', r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z', r >= 0xa0:
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, `\%06x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// setPicture reads a picture of the site and names the copy after the option:
// assets/logo.svg.
func (t *Theme) setPicture(s *setting, text string) error {
	ending := strings.ToLower(path.Ext(text))
	if !slices.Contains([]string{".svg", ".png", ".jpg", ".jpeg", ".webp"}, ending) {
		return diag.Complaint{
			Text: fmt.Sprintf("%s cannot be %q", s.name, text),
			Hint: "a picture is a file that ends in .svg, .png, .jpg or .webp",
		}
	}
	name := "content/" + text
	if !fs.ValidPath(name) || strings.Contains(text, `\`) {
		return diag.Complaint{
			Text: fmt.Sprintf("%q is no file below content/", text),
			Hint: t.wayTo(s.name, text),
		}
	}
	data, problem, err := source.ReadBinary(t.site, name, source.PictureSize)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return diag.Complaint{
			Text: fmt.Sprintf("there is no picture %s", name),
			Hint: cmp.Or(t.found(s.name, text), suggest(text, t.pictures(path.Dir(name)), "put the picture there, or take the line out")),
		}
	case err != nil:
		return err
	case problem != nil:
		return diag.Complaint{Text: fmt.Sprintf("%s: %s", name, problem.Text), Hint: problem.Hint}
	case !looksLike(ending, data):
		return diag.Complaint{
			Text: fmt.Sprintf("%s is not what its name says: a picture %s begins otherwise", name, ending),
			Hint: "save it again from the program that it comes from",
		}
	}
	if ending == ".svg" {
		if active, ok := source.StaticSVG(data); !ok {
			return diag.Complaint{
				Text: fmt.Sprintf("%s has %s: a picture only shows", name, active),
				Hint: "save it as a plain SVG without scripts, or as .png",
			}
		}
	}
	s.text, s.picture = s.name+ending, data
	s.css = `url("` + s.text + `")`
	return nil
}

// wayTo says how a picture is named that no path below content/ leads to.
func (t *Theme) wayTo(option, text string) string {
	if hint := t.found(option, text); hint != "" {
		return hint
	}
	if base := path.Base(strings.ReplaceAll(text, `\`, "/")); strings.Contains(text, ":") {
		return fmt.Sprintf("copy the picture into content/, and write %s = %q", option, base)
	}
	return `write the way from content/ to the picture, with "/": "pictures/logo.svg"`
}

// found is the hint for a picture that is there, but is named from elsewhere: from
// the site, from this computer, with the slashes of Windows.
func (t *Theme) found(option, text string) string {
	way := strings.ReplaceAll(text, `\`, "/")
	for _, start := range []string{"content/", "/", "./"} {
		if i := strings.LastIndex(way, start); i >= 0 && (i == 0 || start == "content/") {
			way = way[i+len(start):]
		}
	}
	info, err := fs.Stat(t.site, "content/"+way)
	if err != nil || !source.PlainFile(info) || way == text {
		return ""
	}
	return fmt.Sprintf("write %s = %q", option, way)
}

// pictures returns the files of a folder of the site, as paths below content/.
func (t *Theme) pictures(dir string) []string {
	entries, err := fs.ReadDir(t.site, dir)
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimPrefix(path.Join(dir, e.Name()), "content/"))
	}
	return names
}

// looksLike reports whether a picture begins as its ending promises.
func looksLike(ending string, data []byte) bool {
	head := string(data[:min(len(data), 1024)])
	switch ending {
	case ".svg":
		return strings.Contains(head, "<svg") || strings.Contains(head, "<?xml")
	case ".png":
		return strings.HasPrefix(head, "\x89PNG\r\n")
	case ".webp":
		return strings.HasPrefix(head, "RIFF") && len(head) > 12 && head[8:12] == "WEBP"
	}
	return strings.HasPrefix(head, "\xff\xd8\xff")
}

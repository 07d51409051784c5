package theme

import (
	"fmt"
	"regexp"
	"slices"

	"pairbook/internal/diag"
)

// asked finds the options that a template asks for by name.
var asked = regexp.MustCompile(`option "([^"\n]+)"`)

// lacking finds the options that built-in templates ask for and this theme does not
// declare. The author cannot mend the template, but can let the theme extend another.
func (t *Theme) lacking(own *manifest) []diag.Problem {
	var problems []diag.Problem
	var found []string
	for _, name := range t.Templates() {
		file := t.overlay.templates[name][0]
		if file.origin != builtinOrigin {
			continue
		}
		for _, m := range asked.FindAllStringSubmatch(file.text, -1) {
			if _, ok := t.Option(m[1]); ok || slices.Contains(found, m[1]) {
				continue
			}
			found = append(found, m[1])
			problems = append(problems, diag.Problem{
				Position: diag.Position{File: own.file.Name},
				Text:     fmt.Sprintf("this theme lacks the option %q, which the built-in template %s asks for", m[1], file.path),
				Hint:     fmt.Sprintf("write extends = %q at the top of the file, or declare the option: [options.%s]", wholeTheme, m[1]),
			})
		}
	}
	return problems
}

// wholeTheme is the theme that others are best built on: it declares all that the built-in
// templates ask for.
const wholeTheme = "classic"

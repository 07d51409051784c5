package theme

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/room"
	"pairbook/internal/source"
	"pairbook/internal/tomlfile"
)

// A manifest is what the theme.toml of one theme says.
type manifest struct {
	Title       string                 `toml:"title,required"`
	Description string                 `toml:"description"`
	Extends     string                 `toml:"extends"`
	Options     map[string]declaration `toml:"options"`
	Measures    room.Measures          `toml:"measures"`

	name string // of the theme
	file *tomlfile.File
}

// chain reads the theme of a name and those it extends. It returns nil when one
// of them cannot be found or read.
func (t *Theme) chain(name string, at diag.Position) ([]*manifest, []diag.Problem, error) {
	var manifests []*manifest
	var problems []diag.Problem
	for name != "" {
		m, more, err := t.manifest(name)
		problems = append(problems, more...)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, append(problems, t.unknown(name, at)), nil
		}
		if err != nil || m == nil {
			return nil, problems, err
		}
		manifests = append(manifests, m)
		name, at = m.Extends, m.file.Value("extends")
		if slices.ContainsFunc(manifests, func(m *manifest) bool { return m.name == name }) {
			return nil, append(problems, circle(manifests, name, at)), nil
		}
	}
	return manifests, problems, nil
}

// longestName is how many bytes the name of a file has at most, on all systems that
// count.
const longestName = 255

// manifest reads one theme.toml. It is nil when there are problems in it.
func (t *Theme) manifest(name string) (*manifest, []diag.Problem, error) {
	if !fs.ValidPath(name) || strings.ContainsAny(name, `/\`) || name == "." || len(name) > longestName {
		return nil, nil, fs.ErrNotExist
	}
	src, problem, err := source.Read(t.both(), "themes/"+name+"/theme.toml", source.TOMLSize)
	if problem != nil {
		return nil, []diag.Problem{*problem}, nil
	}
	if err != nil {
		return nil, nil, err
	}
	file, problems := tomlfile.Parse(src, new(manifest))
	if file == nil {
		return nil, problems, nil
	}
	m := &manifest{name: name, file: file}
	problems = append(problems, file.Decode(m)...)
	if errors, _ := diag.Count(problems); errors > 0 {
		return nil, problems, nil
	}
	return m, problems, nil
}

func (t *Theme) unknown(name string, at diag.Position) diag.Problem {
	names := t.names()
	hint := "the themes are " + diag.List(names)
	if len(names) == 0 {
		hint = ""
	}
	return diag.Problem{
		Position: at,
		Text:     fmt.Sprintf("no theme is called %q", name),
		Hint:     suggest(name, names, hint),
	}
}

func circle(manifests []*manifest, back string, at diag.Position) diag.Problem {
	var names []string
	for _, m := range manifests {
		names = append(names, m.name)
	}
	return diag.Problem{
		Position: at,
		Text:     "themes extend each other in a circle: " + strings.Join(append(names, back), ", "),
		Hint:     `take "extends" out of one of them`,
	}
}

// suggest puts the nearest known word before a hint.
func suggest(word string, known []string, hint string) string {
	if nearest := diag.Nearest(word, known); nearest != "" {
		return strings.TrimSuffix(fmt.Sprintf("did you mean %q?\n%s", nearest, hint), "\n")
	}
	return hint
}

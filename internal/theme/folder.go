package theme

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/source"
	"pairbook/internal/tomlfile"
)

// A folder is what the theme.toml of one theme says.
type folder struct {
	name        string
	file        *tomlfile.File
	title       string
	description string
	extends     string
	options     map[string]any
}

// A manifest is the form of theme.toml.
type manifest struct {
	Title       string         `toml:"title,required"`
	Description string         `toml:"description"`
	Extends     string         `toml:"extends"`
	Options     map[string]any `toml:"options"`
}

// chain reads the theme of a name and those it extends. It returns nil when one
// of them cannot be found or read.
func (t *Theme) chain(name string, at diag.Position) ([]*folder, []diag.Problem, error) {
	var folders []*folder
	var problems []diag.Problem
	for name != "" {
		f, more, err := t.folder(name)
		problems = append(problems, more...)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, append(problems, t.unknown(name, at)), nil
		}
		if err != nil || f == nil {
			return nil, problems, err
		}
		folders = append(folders, f)
		name, at = f.extends, f.file.Value("extends")
		if slices.ContainsFunc(folders, func(f *folder) bool { return f.name == name }) {
			return nil, append(problems, circle(folders, name, at)), nil
		}
	}
	return folders, problems, nil
}

// folder reads one theme.toml. It is nil when there are problems in it.
func (t *Theme) folder(name string) (*folder, []diag.Problem, error) {
	if !fs.ValidPath(name) || strings.ContainsAny(name, `/\`) || name == "." {
		return nil, nil, fs.ErrNotExist
	}
	src, problem, err := source.Read(t.both(), "themes/"+name+"/theme.toml", source.TOMLSize)
	if problem != nil {
		return nil, []diag.Problem{*problem}, nil
	}
	if err != nil {
		return nil, nil, err
	}
	file, problems := tomlfile.Parse(src)
	if file == nil {
		return nil, problems, nil
	}
	var m manifest
	problems = append(problems, file.Decode(&m)...)
	if errors, _ := diag.Count(problems); errors > 0 {
		return nil, problems, nil
	}
	return &folder{
		name: name, file: file, title: m.Title, description: m.Description,
		extends: m.Extends, options: m.Options,
	}, problems, nil
}

func (t *Theme) unknown(name string, at diag.Position) diag.Problem {
	names := t.names()
	hint := "the themes are " + list(names)
	if len(names) == 0 {
		hint = ""
	}
	return diag.Problem{
		Position: at,
		Text:     fmt.Sprintf("no theme is called %q", name),
		Hint:     suggest(name, names, hint),
	}
}

func circle(folders []*folder, back string, at diag.Position) diag.Problem {
	var names []string
	for _, f := range folders {
		names = append(names, f.name)
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

// list joins names for a sentence: a, b and c.
func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

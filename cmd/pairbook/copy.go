package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"pairbook"
	"pairbook/internal/diag"
)

// copyCommand is the verb that writes built-in text into the site, to be changed there.
func (c *call) copyCommand() *cobra.Command {
	return c.readFlags(&cobra.Command{
		Use:   "copy [NAME...]",
		Short: "write out built-in texts for editing; without a name, list them",
		Long: `copy writes built-in guidance, topics, strings, templates or a whole theme into the site. A
file of the site stands before the built-in one of the same name, so what you change
there is what is printed. Without a name, copy lists what there is; a star marks what
the site has of its own already.

A name with a language that there is none of yet, such as strings/de or
guidance/agreement.de, gives you the English text to translate.

A file that is there is never written over.`,
		Example: `  pairbook copy
  pairbook copy guidance/agreement
  pairbook copy topics/giving-feedback strings/de
  pairbook copy sheets/session themes/classic`,
		RunE: func(_ *cobra.Command, names []string) error {
			root, err := c.openSite()
			if err != nil {
				return err
			}
			defer root.Close()
			if len(names) == 0 {
				c.exit = c.voice.copyable(copyables(pairbook.Builtin()), root.FS())
				return nil
			}
			written, problems, err := copyOut(pairbook.Builtin(), root, names)
			if err != nil {
				return err
			}
			c.exit = c.voice.copied(written, problems)
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return slices.Sorted(maps.Keys(copyables(pairbook.Builtin()))), cobra.ShellCompDirectiveNoFileComp
		},
	})
}

// A textCopy is a file to be written.
type textCopy struct {
	from, to   string // in the built-in site, and in the site
	translated bool   // into another language than its own: somebody has to
}

// copyables lists the built-in files by the names that copy knows: paths without content/ and
// templates/ and without an ending. A theme or a format is all its files.
func copyables(builtin fs.FS) map[string][]textCopy {
	texts := map[string][]textCopy{}
	for _, top := range []string{"content", "templates", "themes"} {
		// The error is always nil: what is embedded can be read.
		_ = fs.WalkDir(builtin, top, func(file string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			if name := copyName(file); name != "" {
				texts[name] = append(texts[name], textCopy{from: file, to: file})
			}
			return nil
		})
	}
	return texts
}

// copyName is the name of a built-in file; "" for one that no site can have in its own version.
func copyName(file string) string {
	name := strings.TrimPrefix(strings.TrimPrefix(file, "content/"), "templates/")
	parts := strings.Split(name, "/")
	switch {
	case parts[0] == "cohorts" || strings.HasPrefix(file, "content/") && len(parts) == 1:
		return "" // the people and the picture of the example
	case parts[0] == "themes" || parts[0] == "formats":
		second, _, _ := strings.Cut(parts[1], ".")
		return parts[0] + "/" + second
	}
	return strings.TrimSuffix(name, path.Ext(name))
}

// copyOut writes the texts of some names into the site: all of them, or, with problems, none. It returns
// what it wrote.
func copyOut(builtin fs.FS, site *os.Root, names []string) ([]textCopy, []diag.Problem, error) {
	texts := copyables(builtin)
	var files []textCopy
	var problems []diag.Problem
	if _, err := site.Lstat("site.toml"); errors.Is(err, fs.ErrNotExist) {
		problems = append(problems, diag.Problem{
			Position: diag.Position{File: "site.toml"}, Text: "there is no site.toml in this folder",
			Hint: "go to the folder of your site, or name it with --site",
		})
	}
	for _, given := range names {
		wanted := textsOf(texts, given)
		if wanted == nil {
			problems = append(problems, diag.Problem{Text: fmt.Sprintf("there is no built-in text %q", given), Hint: nearText(texts, given)})
		}
		for _, file := range wanted {
			if slices.Contains(files, file) {
				continue
			}
			files = append(files, file)
			if _, err := site.Lstat(file.to); !errors.Is(err, fs.ErrNotExist) {
				problems = append(problems, diag.Problem{
					Position: diag.Position{File: file.to}, Text: "this file is there already, and copy never writes over one",
					Hint: "change it as it is, or rename it first",
				})
			}
		}
	}
	if len(problems) > 0 {
		return nil, diag.Sort(problems), nil
	}
	for i, file := range files {
		if err := writeCopy(builtin, site, file); err != nil {
			return files[:i], nil, fmt.Errorf("writing %s: %w", file.to, err)
		}
	}
	return files, nil, nil
}

// writeCopy writes one file, which must not exist.
func writeCopy(builtin fs.FS, site *os.Root, file textCopy) error {
	data, err := fs.ReadFile(builtin, file.from)
	if err != nil {
		return err
	}
	if err := site.MkdirAll(path.Dir(file.to), 0o777); err != nil {
		return err
	}
	f, err := site.OpenFile(file.to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// textsOf finds the files that a name stands for. A whole path is understood too, and so is a name in a language
// that the text is not in.
func textsOf(texts map[string][]textCopy, given string) []textCopy {
	name := path.Clean(strings.ReplaceAll(given, `\`, "/"))
	for _, known := range []string{name, copyName(name)} {
		if texts[known] != nil {
			return texts[known]
		}
		if translation := translationOf(texts, known); translation != nil {
			return translation
		}
	}
	return nil
}

// translationOf makes a file in a new language of the text without one: of strings/en for strings/de, of
// guidance/agreement for guidance/agreement.de.
func translationOf(texts map[string][]textCopy, name string) []textCopy {
	base, tag := "strings/en", strings.TrimPrefix(name, "strings/")
	if tag == name {
		base, tag = strings.TrimSuffix(name, path.Ext(name)), strings.TrimPrefix(path.Ext(name), ".")
	}
	parsed, err := language.Parse(tag)
	if err != nil || parsed.String() != tag || len(texts[base]) != 1 {
		return nil
	}
	from := texts[base][0].from
	ending := path.Ext(from)
	switch {
	case base == "strings/en":
		return []textCopy{{from, path.Dir(from) + "/" + tag + ending, true}}
	case ending == ".md":
		return []textCopy{{from, strings.TrimSuffix(from, ending) + "." + tag + ending, true}}
	}
	return nil
}

// nearText is the hint for a name that nothing has.
func nearText(texts map[string][]textCopy, given string) string {
	known := slices.Sorted(maps.Keys(texts))
	if near := diag.Nearest(given, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	for _, name := range known { // the last part alone, or the beginning
		if path.Base(name) == path.Base(given) || strings.HasPrefix(name, given+"/") {
			return fmt.Sprintf("did you mean %q?", name)
		}
	}
	return `"pairbook copy" lists what there is`
}

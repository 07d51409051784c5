package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"

	"github.com/spf13/cobra"

	"pairbook"
	"pairbook/internal/diag"
	"pairbook/internal/schema"
	"pairbook/internal/site"
	"pairbook/internal/source"
	"pairbook/internal/theme"
)

// editorConfig is the file that tells an editor which schema is for which file.
const editorConfig = ".taplo.toml"

// editorRules is what that file says.
const editorRules = `# Which schema is for which file: for the TOML extension of VS Code ("Even Better TOML") and other
# editors that use taplo. "pairbook schema" makes the schemas again.

[[rule]]
include = ["**/site.toml"]
[rule.schema]
path = "schemas/site.json"

[[rule]]
include = ["**/content/cohorts/*/cohort.toml"]
[rule.schema]
path = "schemas/cohort.json"

[[rule]]
include = ["**/content/cohorts/*/*.toml"]
exclude = ["**/content/cohorts/*/cohort.toml"]
[rule.schema]
path = "schemas/relationship.json"

[[rule]]
include = ["**/content/formats/*.toml"]
[rule.schema]
path = "schemas/format.json"

[[rule]]
include = ["**/themes/*/theme.toml"]
[rule.schema]
path = "schemas/theme.json"
`

// schemaCommand is the verb that writes JSON schemas for editors.
func (c *call) schemaCommand() *cobra.Command {
	return c.readFlags(&cobra.Command{
		Use:   "schema",
		Short: "write JSON schemas, so that an editor completes and checks the files",
		Long: `schema writes schemas/<name>.json beside site.toml: for site.toml, cohort.toml,
relationship files, formats, theme.toml and the front matter of guidance. With them an editor
completes keys, explains them, and marks mistakes while you type. In VS Code, install the
extension "Even Better TOML" and open the folder of the site: the file .taplo.toml in it,
which schema writes if there is none, says which schema is for which file.

Run it again when you have a new version of Pairbook, another theme or a new topic. An
editor knows less than "pairbook check", which has the last word.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			root, err := c.openSite()
			if err != nil {
				return err
			}
			defer root.Close()
			program, problems, err := site.ReadProgram(source.Site(cmd.Context(), root.FS()))
			if err != nil {
				return err
			}
			if errors, _ := diag.Count(problems); errors > 0 {
				c.exit = c.voice.schemas(nil, problems)
				return nil
			}
			written, problems, err := writeSchemas(root, program.Theme)
			if err != nil {
				return err
			}
			c.exit = c.voice.schemas(written, problems)
			return nil
		},
	})
}

// schemaFiles makes the schemas of a site, by the path they are written to.
func schemaFiles(fsys fs.FS, themeName string) map[string][]byte {
	offered := schema.Site{Options: theme.Choices(fsys, pairbook.Builtin(), themeName)}
	themes, _ := theme.List(fsys, pairbook.Builtin())
	for _, t := range themes {
		offered.Themes = append(offered.Themes, t.Name)
	}
	for _, layer := range []fs.FS{fsys, pairbook.Builtin()} {
		names, _ := fs.Glob(layer, "content/topics/*.md")
		for _, name := range names {
			if topic := site.DocumentName(path.Base(name)); !slices.Contains(offered.Topics, topic) {
				offered.Topics = append(offered.Topics, topic)
			}
		}
	}
	slices.Sort(offered.Topics)
	formats, _, _, _ := site.ListFormats(fsys, pairbook.Builtin())
	for _, f := range formats {
		offered.Formats = append(offered.Formats, f.Name)
	}
	files := map[string][]byte{}
	for name, data := range schema.Files(offered) {
		files["schemas/"+name+".json"] = data
	}
	return files
}

// writeSchemas writes what has changed, and the rules for editors where there are none. A file that is no schema of
// ours is left alone, which is a problem.
func writeSchemas(root *os.Root, themeName string) (written []string, problems []diag.Problem, err error) {
	files := schemaFiles(root.FS(), themeName)
	var wanted []string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		old, err := root.ReadFile(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return nil, nil, fmt.Errorf("reading %s: %w", name, err)
		case bytes.Equal(old, files[name]):
			continue
		case !bytes.Contains(old, []byte(schema.Comment)):
			problems = append(problems, diag.Problem{
				Position: diag.Position{File: name}, Text: "this file is not one that schema wrote, so it was left alone",
				Hint: "give it another name",
			})
		}
		wanted = append(wanted, name)
	}
	if _, err := root.Lstat(editorConfig); errors.Is(err, fs.ErrNotExist) {
		files[editorConfig] = []byte(editorRules)
		wanted = append(wanted, editorConfig)
	}
	if len(problems) > 0 {
		return nil, problems, nil
	}
	if err := root.MkdirAll("schemas", 0o777); err != nil {
		return nil, nil, fmt.Errorf("making the folder schemas: %w", err)
	}
	for _, name := range wanted {
		if err := root.WriteFile(name, files[name], 0o666); err != nil {
			return written, nil, fmt.Errorf("writing %s: %w", name, err)
		}
		written = append(written, name)
	}
	return written, nil, nil
}

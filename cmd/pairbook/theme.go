package main

import (
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"pairbook"
	"pairbook/internal/diag"
	"pairbook/internal/site"
	"pairbook/internal/source"
	"pairbook/internal/theme"
)

// themeCommand is the verb that shows what the pages look like and where that comes from.
func (c *call) themeCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "theme",
		Short: "list the themes, or show which file wins for each part of a page",
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(c.themeListCommand(), c.themeFilesCommand())
	return cmd
}

func (c *call) themeListCommand() *cobra.Command {
	return c.readFlags(&cobra.Command{
		Use:   "list",
		Short: "list the themes that this site can use",
		Long: `list names every theme, what it looks like, and where it comes from. The one
that site.toml names is marked with a star.`,
		Args: cobra.NoArgs,
		RunE: c.inSite(func(fsys fs.FS) error {
			program, problems, err := site.ReadProgram(fsys)
			if err != nil {
				return err
			}
			themes, more := theme.List(fsys, pairbook.Builtin())
			c.exit = c.voice.themes(themes, program.Theme, diag.Sort(append(problems, more...)))
			return nil
		}),
	})
}

func (c *call) themeFilesCommand() *cobra.Command {
	return c.readFlags(&cobra.Command{
		Use:   "files",
		Short: "show which file wins for each template, style and string",
		Long: `files names every part of a page - templates, style sheets, pictures, strings -
and the file it comes from: one of the site's own, of its theme, or built in. To
change a part, put a file of that name into the site; what it hides is shown too.
A file that overrides nothing is a warning.`,
		Args: cobra.NoArgs,
		RunE: c.inSite(func(fsys fs.FS) error {
			s, _, err := site.Load(fsys, pairbook.Builtin(), &site.Memory{})
			if err != nil {
				return err
			}
			t, problems, err := theme.Load(fsys, pairbook.Builtin(), s.Program.Theme, s.ThemeAt, s.Options, s.Program.Paper)
			if err != nil {
				return err
			}
			var uses []theme.FileUse
			if t != nil {
				uses = t.Files()
			}
			c.exit = c.voice.themeFiles(uses, problems)
			return nil
		}),
	})
}

// openSite opens the folder of the site.
func (c *call) openSite() (*os.Root, error) {
	root, err := os.OpenRoot(c.flags.site)
	if err != nil {
		return nil, fmt.Errorf("opening the site: %w", err)
	}
	return root, nil
}

// inSite returns a RunE that opens the folder of the site and calls run with it.
func (c *call) inSite(run func(fsys fs.FS) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, _ []string) error {
		root, err := c.openSite()
		if err != nil {
			return err
		}
		defer root.Close()
		return run(source.Site(cmd.Context(), root.FS()))
	}
}

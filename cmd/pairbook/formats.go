package main

import (
	"io/fs"

	"github.com/spf13/cobra"

	"pairbook"
	"pairbook/internal/site"
)

// formatsCommand is the verb that shows which kinds of programme there are.
func (c *call) formatsCommand() *cobra.Command {
	return c.readFlags(&cobra.Command{
		Use:   "formats",
		Short: "list the formats: what kinds of relationship there are",
		Long: `formats names every format, what it is for, and the parts of its workbooks. The one
that counts where no file names another is marked with a star.

A format is a file, content/formats/<name>.toml, with parts, words and a rhythm of its
own; texts for its sheets lie beside it, in content/formats/<name>/guidance. Name one
with format = "…" in site.toml, in a cohort.toml or in the file of a relationship: it
stands just under that file, so what the file says itself comes first. To change a
built-in one, copy it into the site: pairbook copy formats/circle.

What stands in a workbook, and in which order, is said by parts = [ … ], in a format or
in any of those files; the nearest counts.`,
		Example: `  pairbook formats
  pairbook copy formats/circle`,
		Args: cobra.NoArgs,
		RunE: c.inSite(func(fsys fs.FS) error {
			formats, chosen, problems, err := site.ListFormats(fsys, pairbook.Builtin())
			if err != nil {
				return err
			}
			c.exit = c.voice.formats(formats, chosen, problems)
			return nil
		}),
	})
}

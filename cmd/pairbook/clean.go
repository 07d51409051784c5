package main

import (
	"github.com/spf13/cobra"

	"pairbook/internal/build"
)

// cleanCommand is the verb that removes what Pairbook wrote.
func (c *call) cleanCommand() *cobra.Command {
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "clean",
		Short: "remove what Pairbook wrote, nothing else",
		Long: `clean removes the pages that Pairbook wrote to public/ and facilitator/, and its
notes in .pairbook/. Files that it did not write, and pages that somebody edited
by hand, are left alone and named.`,
		Example: `  pairbook clean
  pairbook clean --dry-run`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o := c.options()
			o.DryRun = dryRun
			report, err := build.Clean(cmd.Context(), o)
			if err != nil {
				return err
			}
			c.exit = c.voice.cleaned(report, dryRun)
			return nil
		},
	}
	cmd.Flags().StringVarP(&c.flags.output, "output", "o", "", "the `folder` that was built to, instead of the one in site.toml")
	cmd.Flags().BoolVarP(&dryRun, "dry-run", "n", false, "say what would be removed, and remove nothing")
	return c.buildFlags(cmd)
}

package main

import (
	"github.com/spf13/cobra"

	"pairbook/internal/build"
)

// cleanCommand is the verb that removes what Pairbook wrote.
func (c *call) cleanCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "clean",
		Short: "remove what Pairbook wrote, nothing else",
		Long: `clean removes the pages that Pairbook wrote to public/ and facilitator/, and its
notes in .pairbook/. Files that it did not write, and pages that somebody edited
by hand, are left alone and named.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			report, err := build.Clean(cmd.Context(), c.options())
			if err != nil {
				return err
			}
			c.exit = c.voice.cleaned(report)
			return nil
		},
	}
	cmd.Flags().StringVarP(&c.flags.output, "output", "o", "", "the `folder` that was built to, instead of the one in site.toml")
	return c.buildFlags(cmd)
}

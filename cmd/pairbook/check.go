package main

import (
	"github.com/spf13/cobra"

	"pairbook/internal/build"
)

// checkCommand is the verb that reports problems and writes nothing.
func (c *call) checkCommand() *cobra.Command {
	return c.buildFlags(&cobra.Command{
		Use:   "check",
		Short: "report every problem, write nothing",
		Long: `check does all that build does but write: it reads every file, makes every page
and reports every problem with its file, line and column.`,
		Example: `  pairbook check
  pairbook check --strict`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o := c.options()
			o.CheckOnly = true
			report, err := build.Run(cmd.Context(), o, &build.Memory{})
			if err != nil {
				return err
			}
			c.exit = c.voice.checked(report)
			return nil
		},
	})
}

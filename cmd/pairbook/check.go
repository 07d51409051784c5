package main

import (
	"github.com/spf13/cobra"

	"pairbook/internal/build"
)

// check reports problems and writes nothing.
func (c *call) check() *cobra.Command {
	return c.common(&cobra.Command{
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
			c.status = c.voice.checked(report)
			return nil
		},
	})
}

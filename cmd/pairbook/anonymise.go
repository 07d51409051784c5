package main

import (
	"errors"

	"github.com/spf13/cobra"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
)

// anonymiseCommand is the verb that takes people and texts out of a cohort.
func (c *call) anonymiseCommand() *cobra.Command {
	return c.eraseCommand(&cobra.Command{
		Use:   "anonymise COHORT",
		Short: "take people and texts out of a cohort; days and numbers stay",
		Long: `anonymise takes every person and every text out of the relationships of a cohort, once
nobody needs them any more. What stays is what the programme report counts: status, days,
which sessions were held or cancelled, and how many goals and promises there were. The
files are called pair-1.toml and so on. Of cohort.toml the title and the days stay.

The workbooks are taken down, and all undo copies go: nothing of it can be taken back.
What "pairbook access" wrote goes too: run it again. In the end it names the files of the
folder that still name these people, and what no command can reach.`,
		Example: `  pairbook anonymise spring-2027 --dry-run
  pairbook anonymise spring-2027`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("anonymise wants one cohort, like spring-2027")
			}
			return nil
		},
	}, func(p *edit.Plan, name string) (*edit.Erasure, []diag.Problem, error) { return p.Anonymise(name) })
}

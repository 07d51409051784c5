package main

import (
	"errors"

	"github.com/spf13/cobra"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
)

// forgetCommand is the verb that makes a relationship go for good.
func (c *call) forgetCommand() *cobra.Command {
	return c.eraseCommand(&cobra.Command{
		Use:   "forget COHORT/ID",
		Short: "delete a relationship for good, with all that Pairbook keeps of it",
		Long: `forget deletes the file of a relationship, its pages, calendars and PDFs, what the
folder .pairbook knows of it, and all undo copies: nothing of it can be taken back.
Pages that name several pairs, such as those of the facilitator, are made anew. What
"pairbook access" wrote goes too: run it again.

In the end it names the files of the folder that still name these people, such as a
roster or a photograph, and what no command can reach: the server, mails, paper. To
keep the numbers and let the people go, use anonymise on the whole cohort.`,
		Example: `  pairbook forget spring-2027/tom --dry-run
  pairbook forget spring-2027/tom`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("forget wants one relationship, like spring-2027/tom")
			}
			return nil
		},
	}, func(p *edit.Plan, name string) (*edit.Erasure, []diag.Problem, error) { return p.Forget(name) })
}

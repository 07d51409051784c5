package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/program"
)

// closeCommand is the verb that ends a relationship.
func (c *call) closeCommand() *cobra.Command {
	var outcome, reason, date string
	cmd := c.changeCommand(&cobra.Command{
		Use:   "close COHORT/ID...",
		Short: "end a relationship: its workbook stays, its sessions do not",
		Long: `close sets the status "closed" and writes down when and how the relationship ended. Its
workbook stays readable. What is still open of it reminds nobody any more. The outcome
is completed, ended-early or changed; without one it follows from the sessions. The
reason stands on the facilitator's pages alone.`,
		Example: `  pairbook close spring-2027/tom --date 2027-06-30
  pairbook close spring-2027/tom --outcome ended-early --reason "moved to another company"`,
		Args: someone,
		RunE: func(cmd *cobra.Command, args []string) error {
			closing := edit.Closing{Outcome: program.Outcome(outcome), Reason: strings.TrimSpace(reason)}
			var err error
			if closing.Date, err = day("--date", date); err != nil {
				return err
			}
			switch closing.Outcome {
			case "", program.Completed, program.EndedEarly, program.Changed:
			default:
				return fmt.Errorf("--outcome: %q is none: write completed, ended-early or changed", outcome)
			}
			return c.plan(cmd.Context(), func(p *edit.Plan) (string, error) {
				for _, rel := range c.each(p, args) {
					p.Close(rel, closing, diag.Position{})
				}
				return "close " + strings.Join(args, ", "), nil
			})
		},
	})
	f := cmd.Flags()
	f.StringVar(&outcome, "outcome", "", "how it ended: `completed`, ended-early or changed")
	f.StringVar(&reason, "reason", "", "`why`, for the facilitator alone")
	f.StringVar(&date, "date", "", "the `day` it ended, like 2027-06-30")
	f.BoolVar(&c.flags.strict, "strict", false, "warnings count as problems")
	return cmd
}

// pauseCommand is the verb that pauses a relationship.
func (c *call) pauseCommand() *cobra.Command {
	return c.statusVerb("pause", program.Paused, "pause a relationship: its workbook stays", `pause sets the status "paused". The workbook stays readable.`)
}

// resumeCommand is the verb that makes a relationship active again.
func (c *call) resumeCommand() *cobra.Command {
	return c.statusVerb("resume", program.Active, "make a relationship active again",
		`resume sets the status "active". What close wrote down of the end, it takes away.`)
}

// draftCommand is the verb that makes a relationship a draft.
func (c *call) draftCommand() *cobra.Command {
	return c.statusVerb("draft", program.Draft, "make a relationship a draft: the next build removes its pages",
		`draft sets the status "draft". The next build removes the pages of the workbook; its file stays.`)
}

// statusVerb is a verb that sets the status, and nothing else.
func (c *call) statusVerb(verb string, status program.Status, short, long string) *cobra.Command {
	cmd := c.changeCommand(&cobra.Command{
		Use:     verb + " COHORT/ID...",
		Short:   short,
		Long:    long,
		Example: "  pairbook " + verb + " spring-2027/tom",
		Args:    someone,
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.plan(cmd.Context(), func(p *edit.Plan) (string, error) {
				for _, rel := range c.each(p, args) {
					p.SetStatus(rel, status, diag.Position{})
				}
				return verb + " " + strings.Join(args, ", "), nil
			})
		},
	})
	cmd.Flags().BoolVar(&c.flags.strict, "strict", false, "warnings count as problems")
	return cmd
}

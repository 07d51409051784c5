package main

import (
	"strings"

	"github.com/spf13/cobra"

	"pairbook"
	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/issued"
	"pairbook/internal/program"
	"pairbook/internal/state"
)

// issuedCommand is the verb that remembers what was handed out.
func (c *call) issuedCommand() *cobra.Command {
	cmd := c.readFlags(&cobra.Command{
		Use:   "issued COHORT[/ID]...",
		Short: "remember which sheets were handed out, to know when they change",
		Long: `issued remembers what the sheets of a cohort, or of one pair, say now. Say it when you
have printed and handed them out. From then on "pairbook status" and the desk list the
sheets that say something else, and a build makes a pack of those alone:
facilitator/<cohort>-reprint.html. Said again, it remembers what they say then.

A new look and a new version of Pairbook change no sheet, and what is recorded (held,
progress, promises) neither: the pair has that on its paper. Of sessions that were held
or cancelled nothing is listed. "pairbook undo" takes it back.`,
		Example: `  pairbook issued spring-2027
  pairbook issued spring-2027/tom`,
		Args: someone,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, what := cmd.Context(), "issued "+strings.Join(args, ", ")
			var issue issued.Issue
			p, err := edit.NewFolder(c.flags.site, pairbook.Builtin()).Propose(ctx, func(p *edit.Plan) (string, error) {
				var some []*program.Relationship
				for _, name := range args {
					some = append(some, p.Published(p.Find(name, diag.Position{}))...)
				}
				issue = issued.NewIssue(what, state.Peek(c.flags.site, issued.IssuedName), p.Site(), some)
				return what, nil
			})
			if err != nil {
				return err
			}
			r := changeReport{problems: p.Problems, leftOut: p.LeftOut, dryRun: c.change.dryRun}
			if errs, _ := diag.Count(r.problems); errs == 0 {
				if r.done = true; !r.dryRun {
					err := edit.Apply(ctx, state.NewDisk(ctx, nil), c.flags.site, &issue.Change)
					if !r.refused(err, "run the command again: it then starts from what is there now") && err != nil {
						return err
					}
				}
			}
			c.exit = c.voice.issued(issue, r)
			return nil
		},
	})
	cmd.Flags().BoolVarP(&c.change.dryRun, "dry-run", "n", false, "say how much it is, and remember nothing")
	return cmd
}

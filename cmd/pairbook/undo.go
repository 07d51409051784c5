package main

import (
	"errors"

	"github.com/spf13/cobra"

	"pairbook/internal/edit"
	"pairbook/internal/state"
)

// undoCommand is the verb that takes the last change back.
func (c *call) undoCommand() *cobra.Command {
	return c.changeCommand(&cobra.Command{
		Use:   "undo",
		Short: "take the last change of a command back",
		Long: `undo puts the files back as they were before the last command that changed them; again,
before the one before that, up to 20. A file that was edited since is not overwritten:
then nothing is taken back, and the difference is shown. It does not touch what an editor
changed, nor pages. There is no redo.`,
		Example: `  pairbook undo --dry-run
  pairbook undo`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			back, err := edit.Undo(ctx, state.NewDisk(ctx, nil), c.flags.site, c.change.dryRun)
			if errors.Is(err, edit.ErrNothing) {
				c.exit = c.voice.nothingToUndo()
				return nil
			}
			r := changeReport{undo: true, dryRun: c.change.dryRun, done: true}
			if !r.refused(err, "to keep what is there now, leave it; else put the lines back that the difference shows, and undo again") && err != nil {
				return err
			}
			if back != nil {
				r.change = *back
			}
			c.exit = c.voice.changed(r)
			return nil
		},
	})
}

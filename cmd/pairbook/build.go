package main

import (
	"github.com/spf13/cobra"

	"pairbook/internal/build"
)

// buildCommand is the verb that writes the workbooks.
func (c *call) buildCommand() *cobra.Command {
	var dryRun, keepGoing, force, remove bool
	cmd := &cobra.Command{
		Use:   "build",
		Short: "write the workbooks to public/ and the facilitator's pages to facilitator/",
		Long: `build reads the site and writes public/, which is the folder to publish, and
facilitator/, which is for the facilitator alone.

Nothing is written while there is a problem in any file. What has not changed is
not written again; the pages of a relationship that is gone, or a draft now, are
removed. Files that Pairbook did not write, and pages that somebody edited by
hand, are left alone and named. A build that would remove more than three
workbooks and more than a third of them, or all, stops and names them: mostly a
folder was moved, or is not synchronised yet. --remove lets it.`,
		Example: `  pairbook build
  pairbook build --site mentoring --output /srv/www/mentoring
  pairbook build --cohort spring-2027
  pairbook build --dry-run`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o := c.options()
			o.DryRun, o.KeepGoing, o.Force, o.Remove = dryRun, keepGoing, force, remove
			o.Progress = c.voice.progress()
			report, err := build.Run(cmd.Context(), o, &build.Memory{})
			if err != nil {
				return err
			}
			c.exit = c.voice.built(report, dryRun)
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVarP(&c.flags.output, "output", "o", "", "write to this `folder` instead of the one in site.toml")
	f.BoolVarP(&dryRun, "dry-run", "n", false, "say what would be written and removed, and write nothing")
	f.BoolVarP(&keepGoing, "keep-going", "k", false, "build the sound relationships; leave the last good pages of the others")
	f.BoolVar(&force, "force", false, "replace files that Pairbook did not write or that were edited by hand")
	f.BoolVar(&remove, "remove", false, "remove the workbooks that are gone from the site, however many")
	cmd.MarkFlagDirname("output")
	return c.buildFlags(cmd)
}

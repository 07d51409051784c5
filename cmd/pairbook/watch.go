package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"pairbook/internal/build"
)

// watchCommand is the verb that writes the workbooks again whenever the site changes.
func (c *call) watchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "watch",
		Short: "build, then build again on every change",
		Long: `watch builds the site and then waits: each time a file of it is saved, added,
renamed or deleted, it builds again, and says in one line what changed.

While there is a problem in any file, or so many workbooks are gone that
"pairbook build" asks for --remove, nothing is written, and the next save is
waited for. Ctrl-C ends it. Other commands can be used meanwhile.

To see the pages while you edit, "pairbook serve" is better.`,
		Example: `  pairbook watch
  pairbook watch --output /srv/www/mentoring`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o, err := c.absoluteOptions()
			if err != nil {
				return err
			}
			r, err := c.newRebuilder(o, func(a attempt) { c.voice.rebuilt(a, ": nothing was written") })
			if err != nil {
				return err
			}
			c.endless = "Watching"
			c.voice.watching()
			return r.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.StringVarP(&c.flags.output, "output", "o", "", "write to this `folder` instead of the one in site.toml")
	cmd.MarkFlagDirname("output")
	return c.rebuildFlags(cmd)
}

// rebuildFlags adds the flags of verbs that build again and again.
func (c *call) rebuildFlags(cmd *cobra.Command) *cobra.Command {
	c.buildFlags(cmd).Flags().Lookup("json").Usage = "say it as JSON objects on standard output, one a build, each on a line"
	return cmd
}

// absoluteOptions returns the options with absolute paths: "." would stay the same folder
// when that is renamed and another is put in its place.
func (c *call) absoluteOptions() (build.Options, error) {
	o := c.options()
	for _, dir := range []*string{&o.Site, &o.Output} {
		if *dir == "" {
			continue
		}
		path, err := filepath.Abs(*dir)
		if err != nil {
			return o, fmt.Errorf("finding the folder %s: %w", *dir, err)
		}
		*dir = path
	}
	return o, nil
}

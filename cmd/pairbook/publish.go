package main

import (
	"regexp"

	"github.com/spf13/cobra"

	"pairbook/internal/build"
)

// publishCommand is the verb that copies the pages to where they are published.
func (c *call) publishCommand() *cobra.Command {
	var dryRun, anyway bool
	cmd := &cobra.Command{
		Use:   "publish [FOLDER]",
		Short: "copy public/ to a folder of the server or a share",
		Long: `publish copies what the last build wrote to a folder: on a share, on a mounted disk, or
where a web server reads it. The folder may stand in site.toml instead:

  publish = 'S:\intranet\mentoring'

Only what differs is copied: first style sheets and pictures, then pages, then those
that lead to others; pages that are no more are removed in the end. Each copy is
looked at. When it is interrupted, the next run goes on. Files in the folder that
Pairbook did not copy are left alone; a folder with files of others in it is refused.

While the site has problems, or has changed since the last build, nothing is copied;
--anyway copies what the last build wrote. Give access before you publish.`,
		Example: `  pairbook publish
  pairbook publish /mnt/intranet/mentoring --dry-run
  pairbook publish \\server\intranet\mentoring`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			to := ""
			if len(args) > 0 {
				to = args[0]
			}
			o := c.options()
			o.DryRun, o.Progress = dryRun, c.voice.progressOf("files")
			if isRemote(to) {
				from, err := build.PublicFolder(cmd.Context(), o)
				if err == nil {
					c.exit = c.voice.otherWays(from, to)
				}
				return err
			}
			p, err := build.Publish(cmd.Context(), o, to, anyway)
			switch {
			case err != nil:
				return err
			case p.To == "" && len(p.Problems) == 0:
				c.exit = c.voice.otherWays(p.From, "")
			default:
				c.exit = c.voice.published(p, dryRun, c.flags.strict)
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVarP(&c.flags.output, "output", "o", "", "the `folder` that was built to, instead of the one in site.toml")
	f.BoolVarP(&dryRun, "dry-run", "n", false, "say what would be copied and removed, and copy nothing")
	f.BoolVar(&anyway, "anyway", false, "copy what the last build wrote, though the site has problems or has changed since")
	f.BoolVar(&c.flags.strict, "strict", false, "warnings count as problems")
	cmd.MarkFlagDirname("output")
	return c.readFlags(cmd)
}

// remote is a place that is no folder: user@host:path, or an address. A single letter before
// the colon is a drive of Windows.
var remote = regexp.MustCompile(`^([a-z][a-z0-9+.-]+://|[^/\\:]{2,}:)`)

func isRemote(to string) bool { return remote.MatchString(to) }

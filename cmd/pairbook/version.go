package main

import (
	"regexp"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// release is the version of this source, where no tag says it.
const release = "0.1.0"

// tagged is a version as a tag of a release says it, and not one that the go command makes
// of a commit.
var tagged = regexp.MustCompile(`^v([0-9]+\.[0-9]+\.[0-9]+(?:-(?:alpha|beta|rc)\.[0-9]+)?)$`)

// versionCommand is the verb that says which Pairbook this is.
func (c *call) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "say which Pairbook this is",
		Args:  cobra.NoArgs,
		Run:   func(*cobra.Command, []string) { c.sayVersion() },
	}
}

func (c *call) sayVersion() { c.voice.version(version(), runtime.GOOS+"/"+runtime.GOARCH) }

// version is that of the tag at the commit that was built, else the release with the
// commit, where the build recorded it. Pages of another version are made anew.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return release
	}
	if m := tagged.FindStringSubmatch(info.Main.Version); m != nil {
		return m[1]
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return release + "+" + s.Value[:12]
		}
	}
	return release
}

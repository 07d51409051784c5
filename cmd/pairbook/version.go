package main

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// release is the version of this source.
const release = "0.1.0"

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

// version is the release, with the commit where the build recorded it. Pages of
// another version are made anew.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return release
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return release + "+" + s.Value[:12]
		}
	}
	return release
}

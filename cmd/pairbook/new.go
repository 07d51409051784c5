package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"pairbook/internal/site"
)

//go:embed all:starter
var starter embed.FS

// newCommand is the verb that starts a site.
func (c *call) newCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "new DIR",
		Short: "start a site in a new or empty folder",
		Long: `new writes a small site that builds at once: a commented site.toml, one cohort of
two relationships - one as short as can be, one complete - and one piece of
guidance as an example of how to change the built-in text. With it come schemas, with which
an editor completes and checks the files: see "pairbook help schema". It never
overwrites anything.`,
		Example: `  pairbook new mentoring`,
		Args:    exactlyOne("the folder to start the site in"),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := args[0]
			if err := startSite(dir); err != nil {
				return err
			}
			c.voice.started(dir)
			return nil
		},
	}
}

// exactlyOne wants one argument and says which.
func exactlyOne(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 1 {
			return nil
		}
		return fmt.Errorf("%s wants one thing: %s, as in\n%s", cmd.CommandPath(), what, cmd.Example)
	}
}

// startSite copies the starter to a folder that is empty or does not exist.
func startSite(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("reading %s: %w", dir, err)
	}
	if len(entries) > 0 {
		return fmt.Errorf("%s is not empty, and nothing in it is overwritten; name a new folder", dir)
	}
	samples, err := fs.Sub(starter, "starter")
	if err != nil {
		return err
	}
	err = fs.WalkDir(samples, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := filepath.Join(dir, filepath.FromSlash(name))
		if entry.IsDir() {
			return os.MkdirAll(target, 0o777)
		}
		data, err := fs.ReadFile(samples, name)
		if err != nil {
			return err
		}
		return writeNew(target, data)
	})
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("opening %s: %w", dir, err)
	}
	defer root.Close()
	program, _, err := site.ReadProgram(root.FS())
	if err != nil {
		return err
	}
	_, _, err = writeSchemas(root, program.Theme)
	return err
}

// writeNew writes a file that must not exist yet.
func writeNew(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

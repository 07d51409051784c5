package main

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/tools/txtar"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/forms"
	"pairbook/internal/program"
	"pairbook/internal/site"
)

//go:embed all:starter
var starter embed.FS

// newCommand is the verb that starts a site.
func (c *call) newCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "new DIR",
		Short: "start a site in a new or empty folder",
		Long: `new writes a small site that builds at once: a commented site.toml, one cohort of
two relationships - one as short as can be, one complete - and one piece of
guidance as an example of how to change the built-in text. With it come schemas, with which
an editor completes and checks the files: see "pairbook help schema". It never
overwrites anything.

With --format the site is of another kind than one to one, such as circle or buddy: "pairbook
formats" shows all. What the format says of meetings and agreement is then left to it.`,
		Example: `  pairbook new mentoring
  pairbook new circles --format circle`,
		Args: exactlyOne("the folder to start the site in"),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := args[0]
			if err := startOf(dir, format); err != nil {
				return err
			}
			c.voice.started(dir)
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", program.DefaultFormat, "the `name` of a format: what kind of programme it is")
	return cmd
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

// createSite starts a site for the desk, with what its form says.
func createSite(folder string, s forms.NewSite) error {
	dir, err := wholePath(folder)
	if err != nil {
		return err
	}
	return startSite(dir, s.Samples, program.DefaultFormat, func(t *edit.Text) error {
		pairs := []edit.Pair{{Key: "title", Value: s.Title}, {Key: "organisation", Value: s.Organisation}, {Key: "contact.name", Value: s.Contact.Name},
			{Key: "contact.email", Value: string(s.Contact.Email)}, {Key: "contact.phone", Value: s.Contact.Phone}}
		if s.Paper != "" && s.Paper != program.AnyPaper {
			pairs = append(pairs, edit.Pair{Key: "paper", Value: string(s.Paper)})
		}
		if s.Format != "" && s.Format != program.DefaultFormat {
			pairs = append(pairs, edit.Pair{Key: "format", Value: s.Format})
		}
		if s.Language != "" && s.Language != "en-GB" {
			pairs = append(pairs, edit.Pair{Key: "language", Value: s.Language})
		}
		for _, pair := range pairs {
			var err error
			if pair.Value == "" {
				err = t.Remove(pair.Key)
			} else {
				err = t.Set(pair.Key, pair.Value)
			}
			if err != nil {
				return err
			}
		}
		return checkStart(t)
	})
}

// checkStart finds what is wrong with the site.toml of a new site.
func checkStart(t *edit.Text) error {
	fsys, err := txtar.FS(&txtar.Archive{Files: []txtar.File{{Name: siteFile, Data: t.Bytes()}}})
	if err != nil {
		return err
	}
	_, problems, err := site.ReadProgram(fsys)
	for _, p := range problems {
		if p.Severity == diag.Error {
			return errors.New(strings.TrimSuffix(p.Text+": "+p.Hint, ": "))
		}
	}
	return err
}

// startSite copies the starter to a folder that is empty or does not exist: with two sample pairs or without,
// for a format, and with what change makes of site.toml; nil: it stays.
func startSite(dir string, samples bool, format string, change func(*edit.Text) error) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("reading %s: %w", dir, err)
	}
	if len(entries) > 0 {
		return fmt.Errorf("%s is not empty, and nothing in it is overwritten; name a new folder", dir)
	}
	files, err := fs.Sub(starter, "starter")
	if err != nil {
		return err
	}
	settings, err := startSettings(files, change)
	if err != nil {
		return err
	}
	err = fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name == program.CohortsDir && !samples {
			return fs.SkipDir
		}
		target := filepath.Join(dir, filepath.FromSlash(name))
		if entry.IsDir() {
			return os.MkdirAll(target, 0o777)
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		switch {
		case name == siteFile:
			data = settings
		case format != program.DefaultFormat && path.Base(name) == oneToOneSample:
			return nil
		case format != program.DefaultFormat && path.Base(name) == "cohort.toml":
			data, _, _ = bytes.Cut(data, []byte("\n"+roadmapOfStarter))
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
	top, _, err := site.ReadProgram(root.FS())
	if err != nil {
		return err
	}
	_, _, err = writeSchemas(root, top.Theme)
	return err
}

// startSettings is the site.toml of a new site.
func startSettings(files fs.FS, change func(*edit.Text) error) ([]byte, error) {
	data, err := fs.ReadFile(files, siteFile)
	if err != nil || change == nil {
		return data, err
	}
	text, _ := edit.Parse(siteFile, data)
	if text == nil {
		return nil, errors.New("site.toml of a new site cannot be read") // a test reads it
	}
	if err := change(text); err != nil {
		return nil, err
	}
	return text.Bytes(), nil
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

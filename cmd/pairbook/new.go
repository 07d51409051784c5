package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/tools/txtar"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/forms"
	"pairbook/internal/program"
	"pairbook/internal/site"
)

// newCommand is the verb that starts a site.
func (c *call) newCommand() *cobra.Command {
	sample := siteStart{samples: true, language: program.DefaultLanguage}
	cmd := &cobra.Command{
		Use:   "new DIR",
		Short: "start a site in a new or empty folder",
		Long: `new writes a small site that builds at once: a commented site.toml, one cohort of
two relationships - one as short as can be, one complete - and one piece of
guidance as an example of how to change the built-in text. With it come schemas, with which
an editor completes and checks the files: see "pairbook help schema". It never
overwrites anything.

With --format the site is of another kind than one to one, such as circle or buddy: "pairbook
formats" shows all. What the format says of meetings and agreement is then left to it.

With --language everything in the files is in that language: names, texts and notes. Messages
of the command are English.`,
		Example: `  pairbook new mentoring
  pairbook new mentorat --language fr
  pairbook new circles --format circle`,
		Args: exactlyOne("the folder to start the site in"),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := args[0]
			if err := checkBuiltinFormat(sample.format); err != nil {
				return err
			}
			if err := sample.write(dir); err != nil {
				return err
			}
			c.voice.started(dir, sample.cohort())
			return nil
		},
	}
	cmd.Flags().StringVar(&sample.format, "format", program.DefaultFormat, "the `name` of a format: what kind of programme it is")
	cmd.Flags().Var((*languageFlag)(&sample.language), "language", "the `language` of the site, such as de, en-US, fr or pt")
	return cmd
}

// A languageFlag is a flag that names a language.
type languageFlag program.Language

func (f *languageFlag) String() string { return string(*f) }
func (f *languageFlag) Type() string   { return "string" }

// Set takes a tag as site.toml does, and complains with the same words.
func (f *languageFlag) Set(tag string) error {
	err := (*program.Language)(f).UnmarshalTOML(tag)
	var complaint diag.Complaint
	if errors.As(err, &complaint) {
		return &usageError{complaint.Text, complaint.Hint}
	}
	return err
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
	start := siteStart{language: cmp.Or(s.Language, program.DefaultLanguage), format: s.Format, samples: s.Samples}
	start.change = func(t *edit.Text) error {
		pairs := []edit.Pair{{Key: "title", Value: s.Title}, {Key: "organisation", Value: s.Organisation}, {Key: "contact.name", Value: s.Contact.Name},
			{Key: "contact.email", Value: string(s.Contact.Email)}, {Key: "contact.phone", Value: s.Contact.Phone}}
		if s.Paper != "" && s.Paper != program.AnyPaper {
			pairs = append(pairs, edit.Pair{Key: "paper", Value: string(s.Paper)})
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
	}
	return start.write(dir)
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

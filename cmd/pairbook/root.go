package main

import (
	"github.com/spf13/cobra"
	"golang.org/x/text/unicode/norm"

	"pairbook"
	"pairbook/internal/build"
	"pairbook/internal/program"
)

// A call is one run of the command.
type call struct {
	voice  voice
	exit   int // the exit status
	flags  flags
	change changeFlags // of verbs that change sources

	endless string // what runs until Ctrl-C, for the voice; empty: the verb ends by itself
}

// flags are those that several verbs share.
type flags struct {
	site, output, cohort string
	strict, json, quiet  bool
}

const about = `Pairbook turns a folder of text files into printable mentoring workbooks:
pre-work questions, a boundaries agreement, goals, a roadmap, session and
check-in pages for every pair or group of a programme.

  pairbook desk                do it all on a page in the browser

  pairbook new mentoring       start a site in the folder "mentoring"
  cd mentoring
  pairbook build               write the workbooks to public/
  pairbook serve               see them in the browser while you edit

"pairbook help guide" opens a guide through the year of a programme, and "pairbook
help security" what the people who run the intranet should know.

Whoever can open the published folder can read every workbook in it: ask for
access to be given folder by folder.`

// root returns the command with its verbs, in the order of a programme's life.
func (c *call) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "pairbook",
		Short:         "printable workbooks for mentoring programmes",
		Long:          about,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if version, _ := cmd.Flags().GetBool("version"); version {
				c.sayVersion()
				return nil
			}
			return cmd.Help()
		},
	}
	root.Flags().Bool("version", false, "say which Pairbook this is")
	root.PersistentFlags().BoolP("help", "h", false, "explain the command")
	cobra.MousetrapHelpText = "" // main answers a double click itself
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveDefault)
	for _, verb := range []func() *cobra.Command{
		c.newCommand, c.deskCommand, c.importCommand, c.addCommand, c.buildCommand, c.publishCommand, c.watchCommand, c.serveCommand,
		c.checkCommand, c.statusCommand, c.recordCommand, c.rescheduleCommand, c.closeCommand, c.pauseCommand,
		c.resumeCommand, c.draftCommand, c.undoCommand, c.issuedCommand, c.pdfCommand, c.accessCommand, c.anonymiseCommand, c.forgetCommand,
		c.formatsCommand, c.themeCommand, c.copyCommand, c.schemaCommand, c.cleanCommand, c.versionCommand,
	} {
		root.AddCommand(verb())
	}
	cobra.EnableCommandSorting = false // the order is that of a programme's life
	root.InitDefaultCompletionCmd()
	help := helpCommand(root)
	help.AddCommand(c.manualCommands()...)
	root.SetHelpCommand(help)
	root.InitDefaultHelpCmd()
	for _, cmd := range root.Commands() {
		if cmd.Name() == "completion" {
			cmd.Short = "let the shell complete commands: pairbook help completion"
		}
	}
	ownWords(root)
	return root
}

// buildFlags adds the flags of verbs that build.
func (c *call) buildFlags(cmd *cobra.Command) *cobra.Command {
	f := c.readFlags(cmd).Flags()
	f.StringVar(&c.flags.cohort, "cohort", "", "only the cohort of this `name`; all else stays as it is")
	f.BoolVar(&c.flags.strict, "strict", false, "warnings count as problems")
	return cmd
}

// outputFlag adds the flag of verbs that write pages, or remove them.
func (c *call) outputFlag(cmd *cobra.Command, usage string) {
	cmd.Flags().VarP((*folderFlag)(&c.flags.output), "output", "o", usage)
	cmd.MarkFlagDirname("output")
}

// A folderFlag is a folder that means the same on every system.
type folderFlag string

func (f *folderFlag) String() string { return string(*f) }
func (f *folderFlag) Type() string   { return "string" }

// Set refuses names that Windows would change, and paths of another system.
func (f *folderFlag) Set(folder string) error {
	if text, hint := program.CheckFolder(folder); text != "" {
		return &usageError{text, hint}
	}
	*f = folderFlag(folder)
	return nil
}

// readFlags adds the flags of verbs that read a site.
func (c *call) readFlags(cmd *cobra.Command) *cobra.Command {
	f := cmd.Flags()
	f.StringVar(&c.flags.site, "site", ".", "the `folder` of the site")
	f.BoolVar(&c.flags.json, "json", false, "say it as one JSON object on standard output")
	f.BoolVar(&c.flags.quiet, "quiet", false, "say nothing but problems")
	cmd.MarkFlagDirname("site")
	cmd.PreRunE = func(cmd *cobra.Command, _ []string) error {
		c.voice.json, c.voice.quiet = c.flags.json, c.flags.quiet
		c.flags.cohort = norm.NFC.String(c.flags.cohort) // as names are read; shells complete them as they are on the disk
		return c.recover(cmd.Context())
	}
	return cmd
}

// options are what the common flags ask of a build.
func (c *call) options() build.Options {
	return build.Options{
		Site: c.flags.site, Output: c.flags.output, Builtin: pairbook.Builtin(),
		Cohort: c.flags.cohort, Strict: c.flags.strict, Version: version(),
	}
}

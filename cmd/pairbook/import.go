package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"pairbook"
	"pairbook/internal/dates"
	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/roster"
	"pairbook/internal/source"
	"pairbook/internal/state"
)

const aboutImport = `import reads a sheet with a relationship in each row and writes a file for each into
the folder of the cohort. Two columns are enough: mentor and mentee, or what the site
calls them in [labels]. Also known are

  mentor email, title, team, phone, pronouns, first name, last name,
         preferred name, time zone, login, link
  mentee the same
  line manager, sponsor, coordinator, and their email: people of neither side
  mentee 2, mentee 2 email and so on: further people of the row
  id              the name of the file; without it, the two names
  group           rows with the same word here are one relationship
  title           of the workbook
  language        like en-GB or pt-BR
  first session   the day of the first meeting
  topics, goals   several with ; between

in any order, in capitals or not. Several names in a cell stand with ; between, or on
lines of their own. A column with another header is named with --map, by its header or
its letter, or left out with --map "Header=ignore".

A row without a name on one side, or with a word like TBD there, is left out with a
warning; --drafts makes a draft of it. When anything else is wrong in any row, nothing is
written. Files that exist already are left alone. After the import the files are yours
to edit; the sheet is not read again.

With --update, rows that mean a relationship of the cohort change its file: by its id,
else by e-mail addresses, else by names. Names, titles, teams, contacts and the first
session are set; what the sheet does not say stays, and so do goals, promises and
records. When one partner is another person, the old relationship is closed with the
outcome "changed" and the new one gets its own file. Relationships that the sheet does not
have any more are listed; --close-missing closes them. pairbook undo takes it all back.`

// importCommand is the verb that makes relationship files of a sheet of people.
func (c *call) importCommand() *cobra.Command {
	var sheet sheetFlags
	var dryRun, drafts, update, closeMissing bool
	cmd := c.readFlags(&cobra.Command{
		Use:   "import FILE --cohort NAME",
		Short: "make relationship files of a sheet of people (CSV, XLSX)",
		Long:  aboutImport,
		Example: `  pairbook import roster.xlsx --cohort spring-2027 --dry-run
  pairbook import roster.csv --cohort spring-2027 --dates day-first
  pairbook import roster.xlsx --cohort spring-2027 --update --dry-run
  pairbook import list.csv --cohort spring-2027 --map "Line 1=mentor" --map C=mentee`,
		Args: exactlyOne("the sheet to import"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if c.flags.cohort == "" {
				return errors.New("say with --cohort which cohort the sheet is of, like --cohort spring-2027; a new one gets its folder")
			}
			o, err := sheet.options(c.flags.cohort)
			if err != nil {
				return err
			}
			o.Drafts = drafts
			if closeMissing && !update {
				return errors.New("--close-missing goes with --update: it closes relationships that the sheet does not have any more")
			}
			if update {
				return c.runUpdate(cmd.Context(), args[0], o, closeMissing, dryRun)
			}
			return c.runImport(cmd.Context(), args[0], o, dryRun)
		},
	})
	f := cmd.Flags()
	f.StringVar(&c.flags.cohort, "cohort", "", "the `name` of the cohort; a new one gets its folder")
	sheet.addTo(f)
	f.BoolVar(&drafts, "drafts", false, "make drafts of rows of which one side is open")
	f.BoolVar(&update, "update", false, "change the relationships that are there already")
	f.BoolVar(&closeMissing, "close-missing", false, "with --update: close relationships that the sheet does not have any more")
	f.BoolVarP(&dryRun, "dry-run", "n", false, "say what would be written, and write nothing")
	f.BoolVar(&c.flags.strict, "strict", false, "warnings count as problems")
	return cmd
}

// sheetFlags say how a sheet is read.
type sheetFlags struct {
	maps                   []string
	order, sheet, encoding string
}

// addTo adds the flags.
func (s *sheetFlags) addTo(f *pflag.FlagSet) {
	f.StringArrayVar(&s.maps, "map", nil, "what a column means, as `header=column`, or by its letter, as B=column; may come several times")
	f.StringVar(&s.order, "dates", "", "how dates like 03/02/2027 are meant: `day-first`, month-first or year-first")
	f.StringVar(&s.sheet, "sheet", "", "the `name` of the worksheet, when it is not the first")
	f.StringVar(&s.encoding, "encoding", "", "the `name` of the encoding of a CSV file, like windows-1250, when it is not recognised")
}

// options are what the flags say.
func (s *sheetFlags) options(cohort string) (roster.Options, error) {
	o := roster.Options{Cohort: cohort, Sheet: s.sheet}
	var err error
	if o.Dates, err = dates.ParseOrder(s.order); err != nil {
		return o, err
	}
	if o.Encoding, err = roster.ParseEncoding(s.encoding); err != nil {
		return o, err
	}
	for _, text := range s.maps {
		m, err := roster.ParseMapping(text)
		if err != nil {
			return o, err
		}
		o.Map = append(o.Map, m)
	}
	return o, nil
}

// runImport plans the files of a roster and writes them, unless there are problems
// or only the plan is wanted.
func (c *call) runImport(ctx context.Context, file string, o roster.Options, dryRun bool) error {
	site, err := c.openSite()
	if err != nil {
		return err
	}
	defer site.Close()
	name := filepath.Base(file)
	sheets := source.Patient(ctx, os.DirFS(filepath.Dir(file)))
	plan, problems, err := roster.Read(sheets, name, source.Site(ctx, site.FS()), pairbook.Builtin(), o)
	if err != nil {
		return err
	}
	errs, warnings := diag.Count(problems)
	done := errs == 0 && (warnings == 0 || !c.flags.strict)
	if done && !dryRun {
		change := &edit.Change{What: "import " + name}
		for _, f := range plan.Files {
			change.Files = append(change.Files, edit.File{Path: f.Path, After: []byte(f.Text)})
		}
		r := changeReport{problems: problems}
		err := edit.Apply(ctx, state.NewDisk(ctx, nil), c.flags.site, change)
		if done = !r.refused(err, "run the command again: it then starts from what is there now"); done && err != nil {
			return err
		}
		problems = r.problems
	}
	c.exit = c.voice.imported(name, plan, problems, done, dryRun)
	return nil
}

// runUpdate changes a cohort by a roster.
func (c *call) runUpdate(ctx context.Context, file string, o roster.Options, closeMissing, dryRun bool) error {
	site, err := c.openSite()
	if err != nil {
		return err
	}
	defer site.Close()
	name := filepath.Base(file)
	update, problems, err := roster.ReadUpdate(source.Patient(ctx, os.DirFS(filepath.Dir(file))), name, source.Sources(ctx, site.FS()), pairbook.Builtin(), o, closeMissing)
	if err != nil {
		return err
	}
	c.voice.differences(name, update, closeMissing)
	c.change.dryRun = dryRun
	return c.make(ctx, update.Change, changeReport{problems: problems, update: update})
}

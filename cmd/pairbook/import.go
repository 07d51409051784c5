package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"pairbook"
	"pairbook/internal/dates"
	"pairbook/internal/diag"
	"pairbook/internal/roster"
)

// importCommand is the verb that makes relationship files of a sheet of people.
func (c *call) importCommand() *cobra.Command {
	var maps []string
	var order, sheet, encoding string
	var dryRun, drafts bool
	cmd := c.readFlags(&cobra.Command{
		Use:   "import FILE --cohort NAME",
		Short: "make relationship files of a sheet of people (CSV, XLSX)",
		Long: `import reads a sheet with a relationship in each row and writes a file for each into
the folder of the cohort. Two columns are enough: mentor and mentee, or what the site
calls them in [labels]. Also known are

  mentor email, title, team, phone, pronouns, first name, last name
  mentee email, title, team, phone, pronouns, first name, last name
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
to edit; the sheet is not read again.`,
		Example: `  pairbook import roster.xlsx --cohort spring-2027 --dry-run
  pairbook import roster.csv --cohort spring-2027 --dates day-first
  pairbook import list.csv --cohort spring-2027 --map "Line 1=mentor" --map C=mentee`,
		Args: exactlyOne("the sheet to import"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o := roster.Options{Cohort: c.flags.cohort, Sheet: sheet, Drafts: drafts}
			if c.flags.cohort == "" {
				return errors.New("say with --cohort which cohort the sheet is of, like --cohort spring-2027; a new one gets its folder")
			}
			var err error
			if o.Dates, err = dates.ParseOrder(order); err != nil {
				return err
			}
			if o.Encoding, err = roster.ParseEncoding(encoding); err != nil {
				return err
			}
			if o.Map, err = mappings(maps); err != nil {
				return err
			}
			return c.runImport(cmd.Context(), args[0], o, dryRun)
		},
	})
	f := cmd.Flags()
	f.StringVar(&c.flags.cohort, "cohort", "", "the `name` of the cohort; a new one gets its folder")
	f.StringArrayVar(&maps, "map", nil, "what a column means, as `header=column`, or by its letter, as B=column; may come several times")
	f.StringVar(&order, "dates", "", "how dates like 03/02/2027 are meant: `day-first`, month-first or year-first")
	f.StringVar(&sheet, "sheet", "", "the `name` of the worksheet, when it is not the first")
	f.StringVar(&encoding, "encoding", "", "the `name` of the encoding of a CSV file, like windows-1250, when it is not recognised")
	f.BoolVar(&drafts, "drafts", false, "make drafts of rows of which one side is open")
	f.BoolVarP(&dryRun, "dry-run", "n", false, "say what would be written, and write nothing")
	f.BoolVar(&c.flags.strict, "strict", false, "warnings count as problems")
	return cmd
}

// mappings reads what --map says.
func mappings(texts []string) ([]roster.Mapping, error) {
	var all []roster.Mapping
	for _, text := range texts {
		m, err := roster.ParseMapping(text)
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	return all, nil
}

// runImport plans the files of a roster and writes them, unless there are problems
// or only the plan is wanted.
func (c *call) runImport(ctx context.Context, file string, o roster.Options, dryRun bool) error {
	site, err := os.OpenRoot(c.flags.site)
	if err != nil {
		return fmt.Errorf("opening the site: %w", err)
	}
	defer site.Close()
	name := filepath.Base(file)
	plan, problems, err := roster.Read(os.DirFS(filepath.Dir(file)), name, site.FS(), pairbook.Builtin(), o)
	if err != nil {
		return err
	}
	errs, warnings := diag.Count(problems)
	done := errs == 0 && (warnings == 0 || !c.flags.strict)
	if done && !dryRun {
		if err := writeAll(ctx, site, plan.Files); err != nil {
			return err
		}
	}
	c.exit = c.voice.imported(name, plan, problems, done, dryRun)
	return nil
}

// writeAll writes files that do not exist yet. When one cannot be written it removes
// those that it wrote.
func writeAll(ctx context.Context, site *os.Root, files []roster.File) (err error) {
	var written []string
	defer func() {
		if err != nil {
			for _, name := range written {
				site.Remove(name)
			}
		}
	}()
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		name := filepath.FromSlash(file.Path)
		if err := site.MkdirAll(filepath.FromSlash(path.Dir(file.Path)), 0o777); err != nil {
			return fmt.Errorf("making the folder of the cohort: %w", err)
		}
		f, err := site.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err != nil {
			return fmt.Errorf("writing %s: %w", file.Path, err)
		}
		written = append(written, name)
		_, err = f.WriteString(file.Text)
		if err = errors.Join(err, f.Close()); err != nil {
			return fmt.Errorf("writing %s: %w", file.Path, err)
		}
	}
	return nil
}

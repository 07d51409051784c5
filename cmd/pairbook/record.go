package main

import (
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/program"
)

// recordFlags are those of the verb record.
type recordFlags struct {
	sheet                    sheetFlags // of a sheet, as is cohort
	cohort                   string
	session                  int
	held                     bool
	cancelled, date, present string
	progress, promises, kept []string
}

// recordCommand is the verb that writes down what happened.
func (c *call) recordCommand() *cobra.Command {
	var r recordFlags
	cmd := c.todayFlag(c.changeCommand(&cobra.Command{
		Use:   "record COHORT|COHORT/ID...  or  record FILE  or  record -",
		Short: "write down what happened: sessions held, promises, progress",
		Long: `record writes what happened into the files of the relationships, and changes nothing
else in them: no comment, no blank line, no other value. It is said

  for one pair, for several, or for a whole cohort, with flags;
  for many at once in a sheet, CSV or XLSX, with a fact in each row;
  in lines pasted from the "we met" messages of the pairs, with "-" and Ctrl-D
  (Ctrl-Z and Enter on Windows) at the end.

A sheet has its columns in any order: relationship (cohort/id, or the id alone with
--cohort), session, held (yes, no), date, cancelled, who, what, due, goal, progress,
status, present (names with ; between). Pasted lines are

  pairbook: spring-2027/tom; session 3; held 2027-02-04
  promise: mentor; Introduce Tom to the planning team; 2027-03-01

and other lines are passed over. To record the same twice changes nothing. Only active
pairs are recorded; others are named and left out. When anything is wrong, nothing is
written; pairbook undo takes the last change back.`,
		Example: `  pairbook record spring-2027/tom --session 2 --held
  pairbook record spring-2027 --session 2 --held --date 2027-02-04
  pairbook record spring-2027/tom --session 3 --cancelled "the mentor was ill"
  pairbook record spring-2027/tom --session 2 --promise "mentor; lend the book; 2027-03-01" --progress 1=60
  pairbook record spring-2027/tom --kept "lend the book"
  pairbook record slips.xlsx --dry-run`,
		Args: someone,
	}))
	r.addTo(cmd.Flags())
	cmd.Flags().BoolVar(&c.flags.strict, "strict", false, "warnings count as problems")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		facts := cmd.Flags().Changed
		said := facts("session") || facts("held") || facts("cancelled") || facts("date") || facts("present") ||
			facts("progress") || facts("promise") || facts("kept")
		if !said && len(args) == 1 && (args[0] == "-" || isSheet(args[0])) {
			return c.recordSheet(cmd, args[0], r)
		}
		if said && (args[0] == "-" || isSheet(args[0])) {
			return fmt.Errorf("%s says what happened by itself: leave out the other flags, or name the relationships instead", args[0])
		}
		record, err := r.record()
		if err != nil {
			return err
		}
		return c.plan(cmd.Context(), func(p *edit.Plan) (string, error) { return c.recordEach(p, args, record) })
	}
	return cmd
}

// addTo adds the flags.
func (r *recordFlags) addTo(f *pflag.FlagSet) {
	f.IntVar(&r.session, "session", 0, "the `number` of the session")
	f.BoolVar(&r.held, "held", false, "the session was held")
	f.StringVar(&r.cancelled, "cancelled", "", "the session did not take place, for this `reason`")
	f.StringVar(&r.date, "date", "", "the `day` it was held; with neither --held nor --cancelled, its new day")
	f.StringVar(&r.present, "present", "", "the `names` of those who were there, with ; between")
	f.StringArrayVar(&r.progress, "progress", nil, "how far a goal has come, as `goal=percent`; may come several times")
	f.StringArrayVar(&r.promises, "promise", nil, `what was promised, as "`+"`who; what; day`"+`"; may come several times`)
	f.StringArrayVar(&r.kept, "kept", nil, "`words` of a promise that is done; may come several times")
	f.StringVar(&r.cohort, "cohort", "", "of a sheet: the `name` of the cohort, where its rows have the id alone")
	r.sheet.addTo(f)
}

// isSheet reports whether an argument is the name of a sheet.
func isSheet(arg string) bool {
	switch strings.ToLower(path.Ext(arg)) {
	case ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods":
		return true
	}
	return false
}

// record is what the flags say.
func (r recordFlags) record() (edit.Record, error) {
	record := edit.Record{Session: r.session, Held: r.held, Cancelled: strings.TrimSpace(r.cancelled), Kept: r.kept}
	var err error
	if record.Date, err = day("--date", r.date); err != nil {
		return record, err
	}
	for _, text := range r.progress {
		goal, percent, ok := strings.Cut(strings.TrimSuffix(strings.TrimSpace(text), "%"), "=")
		g, gerr := strconv.Atoi(strings.TrimSpace(goal))
		n, perr := strconv.Atoi(strings.TrimSpace(percent))
		if !ok || gerr != nil || perr != nil {
			return record, fmt.Errorf("--progress: %q says no progress: write the number of the goal and the per cent, like 2=60", text)
		}
		record.Progress = append(record.Progress, edit.Progress{Goal: g, Percent: n})
	}
	for _, text := range r.promises {
		promise, complaint := edit.ParsePromise(text)
		if complaint != nil {
			return record, fmt.Errorf("--promise: %s: %s", complaint.Text, complaint.Hint)
		}
		record.Promises = append(record.Promises, promise)
	}
	record.Present = edit.SplitNames(r.present)
	switch {
	case r.session == 0 && (r.held || record.Cancelled != "" || r.date != "" || r.present != ""):
		return record, errors.New("say with --session which session it was, like --session 2")
	case !r.held && record.Cancelled == "" && r.date == "" && r.present == "" && len(r.progress)+len(r.promises)+len(r.kept) == 0:
		return record, errors.New("say what happened: --held, --cancelled, --date, --present, --progress, --promise or --kept")
	}
	return record, nil
}

// recordEach records the same for all relationships that are named.
func (c *call) recordEach(p *edit.Plan, names []string, record edit.Record) (string, error) {
	var err error
	if p.Today, err = c.today(); err != nil {
		return "", err
	}
	var all []*program.Relationship
	found := true
	for _, name := range names {
		some := p.Find(name, diag.Position{})
		found = found && len(some) > 0
		all = append(all, some...)
	}
	active := p.Active(all)
	if len(active) == 0 && found {
		p.Problem(diag.Position{}, "none of them is active, and nothing is recorded for the others", "pairbook resume makes one active again")
	}
	for _, rel := range active {
		p.Record(rel, record)
	}
	what := "record"
	if record.Session > 0 {
		what += fmt.Sprintf(" session %d", record.Session)
	}
	return what + " of " + strings.Join(names, ", "), nil
}

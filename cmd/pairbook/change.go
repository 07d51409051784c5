package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"pairbook"
	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/program"
	"pairbook/internal/state"
)

// What the verbs have in common that change sources.

// changeFlags are those of one such verb.
type changeFlags struct {
	dryRun bool
	today  string
}

// changeCommand adds the flags of verbs that change sources.
func (c *call) changeCommand(cmd *cobra.Command) *cobra.Command {
	f := c.readFlags(cmd).Flags()
	f.BoolVarP(&c.change.dryRun, "dry-run", "n", false, "show the difference, and write nothing")
	return cmd
}

// todayFlag adds the flag of verbs that ask which day it is.
func (c *call) todayFlag(cmd *cobra.Command) *cobra.Command {
	cmd.Flags().StringVar(&c.change.today, "today", "", "take this `day` for today, instead of the computer's")
	return cmd
}

// today is the day that the flag says, else the computer's.
func (c *call) today() (program.Date, error) {
	if c.change.today == "" {
		return program.DayOf(time.Now()), nil
	}
	return day("--today", c.change.today)
}

// plan runs a verb that changes sources: prepare says what is to become of the site, and
// what it is in a few words.
func (c *call) plan(ctx context.Context, prepare func(p *edit.Plan) (what string, err error)) error {
	p, err := edit.NewFolder(c.flags.site, pairbook.Builtin()).Propose(ctx, prepare)
	if err != nil {
		return err
	}
	return c.make(ctx, p.Change, changeReport{problems: p.Problems, leftOut: p.LeftOut})
}

// make makes a change, unless there are problems or only the difference is wanted, and
// reports it.
func (c *call) make(ctx context.Context, change *edit.Change, r changeReport) error {
	r.dryRun = c.change.dryRun
	if change != nil {
		r.change = *change
	}
	errs, warnings := diag.Count(r.problems)
	r.done = errs == 0 && (warnings == 0 || !c.flags.strict)
	if r.done && !r.dryRun {
		err := edit.Apply(ctx, state.NewDisk(ctx, nil), c.flags.site, change)
		if !r.refused(err, "run the command again: it then starts from what is there now") && err != nil {
			return err
		}
	}
	c.exit = c.voice.changed(r)
	return nil
}

// refused makes a problem of an error that the user can do something about.
func (r *changeReport) refused(err error, hint string) bool {
	var moved *edit.MovedError
	var refusal *state.Refusal
	switch {
	case errors.As(err, &moved):
		r.problems = append(r.problems, diag.Problem{Position: diag.Position{File: moved.Path}, Text: "this file has changed meanwhile", Hint: hint})
		r.diff = moved.Diff
	case errors.As(err, &refusal):
		r.problems = append(r.problems, diag.Problem{Position: diag.Position{File: refusal.Path}, Text: refusal.Text, Hint: refusal.Hint})
	default:
		return false
	}
	r.done = false
	return true
}

// recover finishes a change that was interrupted, before a site is read.
func (c *call) recover(ctx context.Context) error {
	what, err := edit.Recover(ctx, state.NewDisk(ctx, nil), c.flags.site)
	if what != "" {
		c.voice.recovered(what)
	}
	return err
}

// someone wants at least one relationship.
func someone(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return nil
	}
	return fmt.Errorf("%s wants the relationships that are meant, as in\n%s", cmd.CommandPath(), cmd.Example)
}

// day reads a day of the command line; empty text is none.
func day(flag, text string) (program.Date, error) {
	if text == "" {
		return program.Date{}, nil
	}
	d, complaint := edit.ParseDay(text)
	if complaint != nil {
		return program.Date{}, flagError(flag, complaint)
	}
	return d, nil
}

// clock reads a time of day of the command line; empty text is none.
func clock(flag, text string) (program.Clock, error) {
	if text == "" {
		return program.Clock{}, nil
	}
	t, complaint := edit.ParseClock(text)
	if complaint != nil {
		return program.Clock{}, flagError(flag, complaint)
	}
	return t, nil
}

// link reads an address of the command line; empty text is none.
func link(flag, text string) (program.Link, error) {
	l, complaint := edit.ParseLink(text)
	if complaint != nil {
		return "", flagError(flag, complaint)
	}
	return l, nil
}

// flagError says what is wrong with the value of a flag.
func flagError(flag string, c *diag.Complaint) error {
	if c.Hint == "" {
		return fmt.Errorf("%s: %s", flag, c.Text)
	}
	return fmt.Errorf("%s: %s: %s", flag, c.Text, c.Hint)
}

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"pairbook"
	"pairbook/internal/build"
	"pairbook/internal/desk"
	"pairbook/internal/diag"
	"pairbook/internal/issued"
	"pairbook/internal/program"
	"pairbook/internal/site"
	"pairbook/internal/state"
)

// statusCommand is the verb that says how the relationships stand.
func (c *call) statusCommand() *cobra.Command {
	cmd := c.readFlags(&cobra.Command{
		Use:   "status",
		Short: "say how the relationships stand and what is missing",
		Long: `status says of every relationship when it meets next, how many sessions were held,
what its agreement and its goals still lack, and what was promised; of every
cohort the sums, and the sheets that say something else than when they were handed
out (pairbook issued); and which mentors have too many mentees. It writes nothing. The
next session is the first neither held nor cancelled, whatever day it is. It warns of
cohorts that were to be kept until a day (retain_until) that has passed.`,
		Example: `  pairbook status
  pairbook status --cohort spring-2027
  pairbook status --json`,
		Args: cobra.NoArgs,
		RunE: c.inSite(func(fsys fs.FS) error {
			s, problems, err := site.Load(fsys, pairbook.Builtin(), &site.Memory{})
			if err != nil {
				return err
			}
			d := desk.Facts(s)
			problems = append(problems, d.Check()...)
			problems = append(problems, c.choose(d)...)
			today, err := c.today()
			if err != nil {
				return err
			}
			problems = append(problems, d.Overdue(today)...)
			reprints, err := new(issued.Memory).Compare(state.Peek(c.flags.site, issued.IssuedName), s)
			if errors.Is(err, issued.ErrForm) {
				problems, err = append(problems, build.UnknownIssued()), nil
			}
			if err != nil {
				return err
			}
			c.exit = c.voice.relationships(d, reprints, diag.Sort(problems))
			return nil
		}),
	})
	cmd.Flags().StringVar(&c.flags.cohort, "cohort", "", "only the cohort of this `name`")
	return c.todayFlag(cmd)
}

// choose removes all cohorts but the one that --cohort names. It is a problem when there
// is none of that name.
func (c *call) choose(d *desk.Desk) []diag.Problem {
	if c.flags.cohort == "" {
		return nil
	}
	if cohort := d.Cohort(c.flags.cohort); cohort != nil {
		d.Cohorts = []desk.Cohort{*cohort}
		return nil
	}
	var ids []string
	for _, cohort := range d.Cohorts {
		ids = append(ids, cohort.Of.ID)
	}
	d.Cohorts, d.Busy = nil, nil
	hint := "the cohorts are " + strings.Join(ids, ", ")
	if near := diag.Nearest(c.flags.cohort, ids); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return []diag.Problem{{
		Position: diag.Position{File: program.CohortsDir},
		Text:     fmt.Sprintf("there is no cohort %q", c.flags.cohort), Hint: hint,
	}}
}

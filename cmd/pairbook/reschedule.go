package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/program"
)

// rescheduleCommand is the verb that moves a session.
func (c *call) rescheduleCommand() *cobra.Command {
	var session int
	var date, time, place, online string
	cmd := c.changeCommand(&cobra.Command{
		Use:   "reschedule COHORT/ID --session N --date DAY",
		Short: "move a session to another day, time, place or link",
		Long: `reschedule gives one session its own day, time, place or link to meet on the screen; no
other session moves. When the session had a day before, the revision of the schedule is
raised by one, so that calendar programs replace the entry that they have.`,
		Example: `  pairbook reschedule spring-2027/tom --session 3 --date 2027-03-11
  pairbook reschedule spring-2027/tom --session 3 --date 2027-03-11 --time 09:30 --place "Room 4"
  pairbook reschedule spring-2027/tom --session 3 --link https://meet.example.org/tom`,
		Args: someone,
		RunE: func(cmd *cobra.Command, args []string) error {
			record := edit.Record{Session: session, Place: strings.TrimSpace(place)}
			var err error
			if record.Date, err = day("--date", date); err != nil {
				return err
			}
			if record.Time, err = clock("--time", time); err != nil {
				return err
			}
			if record.Link, err = link("--link", online); err != nil {
				return err
			}
			switch {
			case session == 0:
				return errors.New("say with --session which session moves, like --session 3")
			case record.Date.IsZero() && record.Time.IsZero() && record.Place == "" && record.Link == "":
				return errors.New("say with --date, --time, --place or --link what is new")
			}
			return c.plan(cmd.Context(), func(p *edit.Plan) (string, error) {
				for _, rel := range c.each(p, args) {
					if rel.Status == program.Closed {
						p.Problem(diag.Position{}, rel.Key()+" is closed", fmt.Sprintf("pairbook resume %s opens it again", rel.Key()))
						continue
					}
					p.Record(rel, record)
				}
				return fmt.Sprintf("reschedule session %d of %s", session, strings.Join(args, ", ")), nil
			})
		},
	})
	f := cmd.Flags()
	f.IntVar(&session, "session", 0, "the `number` of the session")
	f.StringVar(&date, "date", "", "its new `day`, like 2027-03-11")
	f.StringVar(&time, "time", "", "its new `time`, like 09:30")
	f.StringVar(&place, "place", "", "its new `place`")
	f.StringVar(&online, "link", "", "the new `address` to meet at on the screen")
	f.BoolVar(&c.flags.strict, "strict", false, "warnings count as problems")
	return cmd
}

// each finds single relationships: a cohort as a whole is a problem.
func (c *call) each(p *edit.Plan, names []string) []*program.Relationship {
	var all []*program.Relationship
	for _, name := range names {
		if !strings.ContainsAny(strings.TrimRight(name, `/\`), `/\`) {
			p.Problem(diag.Position{}, fmt.Sprintf("%q is a cohort, and one relationship is meant", name), "write cohort/id, like spring-2027/tom")
			continue
		}
		all = append(all, p.Find(name, diag.Position{})...)
	}
	return all
}

package main

import (
	"errors"
	"fmt"
	"net/mail"
	"strings"

	"github.com/spf13/cobra"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/program"
)

// addFlags are those of the verb add.
type addFlags struct {
	mentors, mentees              []string
	mentorEmails, menteeEmails    []string
	id, title, first, time, place string
	format                        string
	draft                         bool
}

// addCommand is the verb that adds a relationship.
func (c *call) addCommand() *cobra.Command {
	var a addFlags
	cmd := c.todayFlag(c.changeCommand(&cobra.Command{
		Use:   `add COHORT "MENTOR" "MENTEE"...`,
		Short: "add a relationship",
		Long: `add writes the file of a new relationship into the folder of a cohort; a new cohort gets
its folder. The first name is the mentor's, all others are mentees'. A name may have an
e-mail address behind it, as in a mail: "Tom Okafor <tom@example.org>". For groups name
people with --mentor and --mentee, each as often as is needed. --format says what kind of
relationship it is, where that is another than the cohort's: pairbook formats lists them.`,
		Example: `  pairbook add spring-2027 "Amara Nwosu" "Tom Okafor"
  pairbook add spring-2027 "Amara Nwosu <amara@example.org>" "Tom Okafor <tom@example.org>" --first 2027-01-14
  pairbook add circles --id depot --mentor "Hana Kovářová" --mentee "Lorcan Fife" --mentee "Ananya Joshi" --format circle`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return nil
			}
			return fmt.Errorf("%s wants a cohort and names, as in\n%s", cmd.CommandPath(), cmd.Example)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			n, err := a.newcomer(args)
			if err != nil {
				return err
			}
			today, err := c.today()
			if err != nil {
				return err
			}
			n.Note = fmt.Sprintf("Added on %s. What is not said here comes from cohort.toml and site.toml.", today)
			return c.plan(cmd.Context(), func(p *edit.Plan) (string, error) {
				return "add " + strings.TrimSuffix(strings.TrimPrefix(p.Add(n, diag.Position{}), program.CohortsDir+"/"), ".toml"), nil
			})
		},
	}))
	f := cmd.Flags()
	f.StringArrayVar(&a.mentors, "mentor", nil, "the `name` of a mentor; may come several times")
	f.StringArrayVar(&a.mentees, "mentee", nil, "the `name` of a mentee; may come several times")
	f.StringArrayVar(&a.mentorEmails, "mentor-email", nil, "the e-mail `address` of the mentor; of several, in their order")
	f.StringArrayVar(&a.menteeEmails, "mentee-email", nil, "the e-mail `address` of the mentee; of several, in their order")
	f.StringVar(&a.id, "id", "", "the `name` of the file, and the address of the workbook; default: made of the names")
	f.StringVar(&a.title, "title", "", "the `title` of the workbook; default: the names")
	f.StringVar(&a.first, "first", "", "the `day` of the first session, like 2027-01-14")
	f.StringVar(&a.time, "time", "", "the `time` of the sessions, like 15:00")
	f.StringVar(&a.place, "place", "", "the `place` of the sessions")
	f.StringVar(&a.format, "format", "", "the `name` of its format; default: that of the cohort")
	f.BoolVar(&a.draft, "draft", false, "as a draft: no pages are made yet")
	f.BoolVar(&c.flags.strict, "strict", false, "warnings count as problems")
	return cmd
}

// newcomer is what the command line says.
func (a addFlags) newcomer(args []string) (edit.Newcomer, error) {
	n := edit.Newcomer{Cohort: strings.Trim(args[0], `/\`), ID: a.id, Title: strings.TrimSpace(a.title), Place: strings.TrimSpace(a.place), Format: strings.TrimSpace(a.format), Draft: a.draft}
	var err error
	if n.First, err = day("--first", a.first); err != nil {
		return n, err
	}
	if n.Time, err = clock("--time", a.time); err != nil {
		return n, err
	}
	mentors, mentees := a.mentors, a.mentees
	switch names := args[1:]; {
	case len(names) > 0 && len(mentors) == 0:
		mentors, mentees = names[:1], append(names[1:], mentees...)
	default:
		mentees = append(names, mentees...)
	}
	if n.Mentors, err = people("mentor", mentors, a.mentorEmails); err != nil {
		return n, err
	}
	if n.Mentees, err = people("mentee", mentees, a.menteeEmails); err != nil {
		return n, err
	}
	if len(n.Mentors) == 0 || len(n.Mentees) == 0 && !a.draft {
		return n, errors.New(`a relationship has a mentor and a mentee: pairbook add spring-2027 "Amara Nwosu" "Tom Okafor"`)
	}
	return n, nil
}

// people reads names, each with or without an e-mail address.
func people(role string, names, emails []string) ([]program.Person, error) {
	var all []program.Person
	for _, name := range names {
		person := program.Person{Name: strings.Join(strings.Fields(name), " ")}
		if strings.ContainsAny(name, "<>") {
			address, err := mail.ParseAddress(name)
			if err != nil || address.Name == "" {
				return nil, fmt.Errorf("%q is no name with an address: write it like \"Tom Okafor <tom@example.org>\"", name)
			}
			person.Name, person.Email = address.Name, program.Email(address.Address)
		}
		if person.Name == "" {
			return nil, fmt.Errorf("the name of a %s is empty", role)
		}
		all = append(all, person)
	}
	if len(emails) > len(all) {
		return nil, fmt.Errorf("there are more addresses with --%s-email than %ss", role, role)
	}
	for i, address := range emails {
		all[i].Email = program.Email(strings.TrimSpace(address))
	}
	return all, nil
}

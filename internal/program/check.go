package program

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"pairbook/internal/source"
)

// The numbers that a file may have.
const (
	MaxSessions         = 200
	MinMinutes          = 5
	MaxMinutes          = 480
	MaxMenteesPerMentor = 100
)

// A Fault is a mistake in a Record, at a key path.
type Fault struct {
	Path    string // "goals[2].due"; empty: the record as a whole
	Text    string
	Hint    string
	Warning bool
	Without []string // keys: where one is written, it has a wrong value, of which this follows
}

// faults gathers what the checks find.
type faults []Fault

func (f *faults) add(path, text, hint string) {
	*f = append(*f, Fault{Path: path, Text: text, Hint: hint})
}

func (f *faults) warn(path, text, hint string) {
	*f = append(*f, Fault{Path: path, Text: text, Hint: hint, Warning: true})
}

// filled reports a required text that is there but says nothing.
func (f *faults) filled(path, text, what string) {
	switch {
	case strings.TrimSpace(text) == "":
		f.add(path, what+" is blank", "")
	case !source.Shown(text):
		found, _ := source.Plain(text)
		f.add(path, fmt.Sprintf("%s shows nothing, it holds %s", what, found), "type it anew")
	}
}

// name reports the name of a person that cannot be read, or that is not what it looks
// like.
func (f *faults) name(path, name string) {
	f.filled(path, name, "the name")
	if found, ok := source.Plain(name); !ok && source.Shown(name) {
		f.add(path, "the name holds "+found, "type the name anew")
	}
}

// within reports a number outside a range; 0 means that none was given.
func (f *faults) within(path string, n, least, most int, what string) {
	if n != 0 && (n < least || n > most) {
		f.add(path, fmt.Sprintf("%s lies outside %d to %d", what, least, most), "")
	}
}

// Check returns what site.toml alone gets wrong about the programme itself.
func (p Program) Check() []Fault {
	var f faults
	f.filled("title", p.Title, "the title")
	f.within("limits.mentees_per_mentor", p.Limits.MenteesPerMentor, 1, MaxMenteesPerMentor,
		"the number of mentees for one mentor")
	for key, folder := range map[string]string{"output": p.Output, "facilitator_output": p.FacilitatorOutput} {
		if text, hint := CheckFolder(folder); text != "" {
			f.add(key, text, hint)
		}
	}
	public, private := path.Clean(cmp.Or(p.Output, "public")), path.Clean(cmp.Or(p.FacilitatorOutput, "facilitator"))
	if private == public || strings.HasPrefix(private, public+"/") {
		key := "facilitator_output"
		if p.FacilitatorOutput == "" {
			key = "output"
		}
		f.add(key, "the facilitator's pages would lie in the folder that is published",
			`write two folders, like output = "public" and facilitator_output = "facilitator"`)
	}
	p.Access.check(&f, p.Address)
	return f
}

// Check returns what one file alone gets wrong in the tables that every level
// may have. Paths count the tables of a list as they lie in that file.
func (d Defaults) Check() []Fault {
	var f faults
	f.within("schedule.sessions", d.Schedule.Sessions, 1, MaxSessions, "the number of sessions")
	f.within("schedule.minutes", d.Schedule.Minutes, MinMinutes, MaxMinutes, "the length of a session in minutes")
	d.Schedule.checkPerMonth(&f)
	if d.Schedule.Revision < 0 {
		f.add("schedule.revision", "the revision is less than 0", "")
	}
	for i, b := range d.Schedule.Breaks {
		if !b.From.IsZero() && !b.To.IsZero() && b.To.Before(b.From) {
			f.add(fmt.Sprintf("schedule.breaks[%d].to", i+1),
				fmt.Sprintf("the break ends on %s, before it starts on %s", b.To, b.From),
				"give the first day as from and the last as to")
		}
	}
	d.Agreement.check(&f)
	checkParts(&f, d.Parts)
	d.checkEntries(&f)
	return f
}

// checkEntries looks at the [[sessions]] of one file.
func (d Defaults) checkEntries(f *faults) {
	for i, e := range d.Sessions {
		here := fmt.Sprintf("sessions[%d]", i+1)
		if e.N < 0 || e.N > MaxSessions {
			f.within(here+".n", e.N, 1, MaxSessions, "the number of a session")
			continue
		}
		if e.number(i) > MaxSessions {
			f.add(here, fmt.Sprintf("there are more than %d [[sessions]]", MaxSessions), "")
			break
		}
		if e.Held && e.Cancelled != "" {
			f.add(here+".cancelled", fmt.Sprintf("session %d is both held and cancelled", e.number(i)), "take one of the two out")
		}
		for j, g := range e.Goals {
			if g < 1 {
				f.add(fmt.Sprintf("%s.goals[%d]", here, j+1), "the number of a goal is less than 1", "goals count from 1, in the order of the file")
			}
		}
	}
}

// Check returns what one relationship file alone gets wrong, the tables that
// every level may have included. Paths count the tables of a list as they lie
// in that file.
func (r Record) Check() []Fault {
	var f faults
	checkSide(&f, Mentor, r.Mentor, r.Mentors)
	checkSide(&f, Mentee, r.Mentee, r.Mentees)
	for i, o := range r.Others {
		f.name(fmt.Sprintf("others[%d].name", i+1), o.Name)
		f.filled(fmt.Sprintf("others[%d].role", i+1), o.Role, "the role")
	}
	if everybody := slices.Concat(listed(Mentor, r.Mentor, r.Mentors), listed(Mentee, r.Mentee, r.Mentees)); len(everybody) > source.People {
		f.add(everybody[source.People].path, fmt.Sprintf("there are %d people, and at most %d can be in a relationship", len(everybody), source.People),
			"make several relationships of them")
	}
	for i, g := range r.Goals {
		f.filled(fmt.Sprintf("goals[%d].title", i+1), g.Title, "the title")
	}
	for i, a := range r.Actions {
		here := fmt.Sprintf("actions[%d].", i+1)
		f.filled(here+"who", a.Who, "who")
		f.filled(here+"what", a.What, "what")
		if a.Session < 0 {
			f.add(here+"session", "the number of a session is less than 1", "sessions count from 1")
		}
		if a.Goal < 0 {
			f.add(here+"goal", "the number of a goal is less than 1", "goals count from 1, in the order of the file")
		}
	}
	r.checkClosing(&f)
	r.checkAnonymised(&f)
	return append(f, r.Defaults.Check()...)
}

// checkSide looks at the tables of the mentors or of the mentees.
func checkSide(f *faults, role Role, one *Person, several []Person) {
	if one != nil && len(several) > 0 {
		f.add(string(role)+"s", fmt.Sprintf("there are both [%s] and [[%[1]ss]]", role),
			fmt.Sprintf("write [%s] for one, or [[%[1]ss]] for each of several", role))
	}
	for _, p := range listed(role, one, several) {
		f.name(p.path+".name", p.Name)
		if p.Preferred != "" {
			f.name(p.path+".preferred", p.Preferred)
		}
	}
}

package program

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFaultsOfOneFile(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"a sound file", pair + `
			schedule = {sessions = 200, minutes = 5, revision = 3, breaks = [{from = 2027-07-26, to = 2027-07-26}, {from = 2027-12-24}]}
			sessions = [{}, {n = 200}, {n = 2, goals = [1]}, {}]
			goals = [{title = "a"}]
			actions = [{who = "both", what = "x", session = 1, goal = 1}]
			agreement.clauses = [{text = "We begin on time."}]`, ``},
		{"both forms of a mentor", pair + `
			mentors = [{name = "Jo Bell"}]`, `
mentors | there are both [mentor] and [[mentors]] | write [mentor] for one, or [[mentors]] for each of several`},
		{"both forms of a mentee", pair + `
			mentees = [{name = "Jo Bell"}]`, `
mentees | there are both [mentee] and [[mentees]] | write [mentee] for one, or [[mentees]] for each of several`},
		{"blanks", `
			mentor = {name = " "}
			mentees = [{name = "Tom Okafor"}, {name = "\t"}]
			goals = [{title = ""}]
			actions = [{who = " ", what = ""}]
			agreement.clauses = [{text = "\n"}]`, `
mentor.name | the name is blank | 
mentees[2].name | the name is blank | 
goals[1].title | the title is blank | 
actions[1].who | who is blank | 
actions[1].what | what is blank | 
agreement.clauses[1].text | the text is blank | `},
		{"names that show nothing, or more than they show", `
			mentors = [{name = "\u3164"}, {name = "\u2800"}, {name = "\u200d"}, {name = " \u00ad "}, {name = "\u115f\uffa0"}, {name = "\u034f"}]
			mentees = [{name = "Tom\u00adOkafor"}, {name = "Tom\u200d"}, {name = "To\u200cm"}, {name = "Lin\u3164Wei"},
				{name = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647"}, {name = "\u845b\ufe00"}]`, `
mentors[1].name | the name shows nothing, it holds the invisible character U+3164 | type it anew
mentors[2].name | the name shows nothing, it holds the invisible character U+2800 | type it anew
mentors[3].name | the name shows nothing, it holds the invisible character U+200D | type it anew
mentors[4].name | the name shows nothing, it holds the invisible character U+00AD | type it anew
mentors[5].name | the name shows nothing, it holds the invisible character U+115F | type it anew
mentors[6].name | the name shows nothing, it holds the invisible character U+034F | type it anew
mentees[1].name | the name holds the invisible character U+00AD | type the name anew
mentees[2].name | the name holds the invisible character U+200D | type the name anew
mentees[3].name | the name holds the invisible character U+200C | type the name anew
mentees[4].name | the name holds the invisible character U+3164 | type the name anew`},
		{"numbers of the schedule, too large", `
			schedule = {sessions = 201, minutes = 481}`, `
schedule.sessions | the number of sessions lies outside 1 to 200 | 
schedule.minutes | the length of a session in minutes lies outside 5 to 480 | `},
		{"numbers of the schedule, too small", `
			schedule = {sessions = -1, minutes = 4, revision = -1}`, `
schedule.sessions | the number of sessions lies outside 1 to 200 | 
schedule.minutes | the length of a session in minutes lies outside 5 to 480 | 
schedule.revision | the revision is less than 0 | `},
		{"a break from back to front", `
			schedule.breaks = [{from = 2027-07-26, to = 2027-08-13}, {from = 2027-08-13, to = 2027-07-26}]`, `
schedule.breaks[2].to | the break ends on 2027-07-26, before it starts on 2027-08-13 | give the first day as from and the last as to`},
		{"a session both held and cancelled", `
			sessions = [{held = true}, {n = 3, held = true, cancelled = "ill"}, {n = 2, held = false, cancelled = "ill"}]`, `
sessions[2].cancelled | session 3 is both held and cancelled | take one of the two out`},
		{"closing what is not closed", pair + `
			closing = {}`, `
closing | [closing] goes with status = "closed" | write status = "closed" above the first table, or take [closing] out`},
		{"closing what is paused", pair + `
			status = "paused"
			closing = {date = 2027-06-30, outcome = "completed", reason = "x"}`, `
closing | [closing] goes with status = "closed" | write status = "closed" above the first table, or take [closing] out`},
		{"closing what is closed", pair + `
			status = "closed"
			closing = {date = 2027-06-30, outcome = "ended-early", reason = "x"}`, ``},
		{"numbers of sessions", `
			sessions = [{n = 201}, {n = -1}, {n = 1}]`, `
sessions[1].n | the number of a session lies outside 1 to 200 | 
sessions[2].n | the number of a session lies outside 1 to 200 | `},
		{"too many sessions", "sessions = [" + strings.Repeat("{},", 210) + "]", `
sessions[201] | there are more than 200 [[sessions]] | `},
		{"numbers that count from 1", `
			sessions = [{}, {goals = [1, 0]}]
			actions = [{who = "both", what = "x", session = -1, goal = -2}]`, `
actions[1].session | the number of a session is less than 1 | sessions count from 1
actions[1].goal | the number of a goal is less than 1 | goals count from 1, in the order of the file
sessions[2].goals[2] | the number of a goal is less than 1 | goals count from 1, in the order of the file`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := lines(written(t, test.text).Check())
			if diff := cmp.Diff(strings.TrimPrefix(test.want, "\n"), strings.TrimSuffix(got, "\n")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFaultsOfTheProgramme(t *testing.T) {
	const folders = `the facilitator's pages would lie in the folder that is published | ` +
		`write two folders, like output = "public" and facilitator_output = "facilitator"`
	tests := []struct {
		name string
		p    Program
		want string
	}{
		{"a sound one", Program{Title: "Leadership mentoring"}, ""},
		{"a blank title", Program{Title: " "}, "title | the title is blank | "},
		{"too many mentees", Program{Title: "x", Limits: Limits{101}},
			"limits.mentees_per_mentor | the number of mentees for one mentor lies outside 1 to 100 | "},
		{"one folder", Program{Title: "x", Output: "out", FacilitatorOutput: "./out/"}, "facilitator_output | " + folders},
		{"a folder within", Program{Title: "x", FacilitatorOutput: "public/facilitator"}, "facilitator_output | " + folders},
		{"the other's default", Program{Title: "x", Output: "facilitator"}, "output | " + folders},
		{"a folder beside", Program{Title: "x", FacilitatorOutput: "public-facilitator"}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := strings.TrimSuffix(lines(test.p.Check()), "\n"); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

package main

import (
	"fmt"
	"io"

	"pairbook/internal/access"
	"pairbook/internal/build"
	"pairbook/internal/diag"
)

// ask writes a question to whoever sits at the terminal.
func (v voice) ask(text string) { io.WriteString(v.err, text) }

// ruled reports rules for a server and returns the exit status.
func (v voice) ruled(r *build.Report, strict bool) int {
	if v.json {
		v.encode(struct {
			Workbooks int                 `json:"workbooks"`
			Files     []string            `json:"files"`
			Problems  []build.JSONProblem `json:"problems"`
		}{r.Workbooks, append([]string{}, r.WrittenFiles...), build.JSONProblems(r.Problems)})
	}
	errors, warnings := diag.Count(r.Problems)
	if !r.Done {
		v.tell(r.Problems, ": nothing was written")
		return statusProblems
	}
	v.tell(r.Problems, "")
	v.say("Rules for %s are in facilitator/access:", count(r.Workbooks, "workbook", "workbooks"))
	for _, name := range r.WrittenFiles {
		v.say("  %s", name)
	}
	v.say("Give them to whoever runs the server; steps.txt says what to do. Then try the server: pairbook access --probe ADDRESS --as USER")
	if errors > 0 || warnings > 0 && strict {
		return statusProblems
	}
	return statusDone
}

// refusedProbe says why a server was not asked.
func (v voice) refusedProbe(problems []diag.Problem) int {
	if v.json {
		v.encode(map[string]any{"questions": 0, "problems": build.JSONProblems(problems)})
	}
	v.tell(problems, ": nothing was asked")
	return statusProblems
}

// mostWrong is how many wrong answers of one visitor are listed.
const mostWrong = 20

// probed reports a probe and returns the exit status.
func (v voice) probed(r probeReport) int {
	if v.json {
		v.encodeProbe(r)
	} else {
		listed := map[string]int{}
		for _, a := range r.Wrong {
			if listed[a.Visitor.Name]++; listed[a.Visitor.Name] <= mostWrong {
				fmt.Fprintln(v.err, wrong(a))
			}
		}
		for _, a := range r.Wrong {
			if n := listed[a.Visitor.Name]; n > mostWrong {
				fmt.Fprintf(v.err, "and %d more as %s\n", n-mostWrong, who(a.Visitor))
				listed[a.Visitor.Name] = 0
			}
		}
	}
	switch {
	case len(r.Wrong) > 0:
		if !v.json {
			fmt.Fprintf(v.err, "%d of %s at %s are not as they should be\n", len(r.Wrong), count(r.Questions, "door", "doors"), r.Address)
		}
		return statusProblems
	case r.Visitors == 0:
		v.say("All %d doors at %s are shut to who has not signed in. Whether they open for the right people shows with --as or --headers.", r.Questions, r.Address)
	default:
		v.say("All %d doors at %s are as they should be: %d open, %d shut.", r.Questions, r.Address, r.Open, r.Questions-r.Open)
	}
	return statusDone
}

// wrong says what is wrong with an answer.
func wrong(a access.Answer) string {
	if a.Opened {
		return fmt.Sprintf("open, and should be shut: %s %s, as %s (%s; status %d)", a.Method, a.Target, who(a.Visitor), a.Way, a.Status)
	}
	return fmt.Sprintf("shut, and should be open: %s %s, as %s (%s; %s)", a.Method, a.Target, who(a.Visitor), a.Way, meaning(a.Status))
}

func who(v access.Visitor) string {
	if v.Name == "" {
		return "somebody who has not signed in"
	}
	return v.Name
}

// meaning says what a status mostly means for a page that does not open.
func meaning(status int) string {
	switch {
	case status == 0:
		return "no answer"
	case status == 401:
		return "status 401: the server does not take the password or the headers"
	case status == 403:
		return "status 403: the server knows who it is and says no"
	case status == 404:
		return "status 404: the page is not there, or the server says so; was everything copied?"
	case status >= 300 && status < 400:
		return fmt.Sprintf("status %d: sent elsewhere, perhaps to sign in", status)
	case status >= 200 && status < 300:
		return fmt.Sprintf("status %d: another page than ours came", status)
	}
	return fmt.Sprintf("status %d", status)
}

func (v voice) encodeProbe(r probeReport) {
	type answer struct {
		User   string `json:"user"`
		Method string `json:"method"`
		Target string `json:"target"`
		Way    string `json:"way"`
		Status int    `json:"status"`
		Open   bool   `json:"open"`
	}
	answers := []answer{}
	for _, a := range r.Wrong {
		answers = append(answers, answer{a.Visitor.Name, a.Method, a.Target, a.Way, a.Status, a.Opened})
	}
	v.encode(struct {
		Questions int      `json:"questions"`
		Open      int      `json:"open"`
		Wrong     []answer `json:"wrong"`
	}{r.Questions, r.Open, answers})
}

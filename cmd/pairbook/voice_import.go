package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"pairbook/internal/build"
	"pairbook/internal/diag"
	"pairbook/internal/roster"
)

// imported reports an import and returns the exit status.
func (v voice) imported(name string, plan *roster.Plan, problems []diag.Problem, done, dryRun bool) int {
	if v.json {
		v.encode(struct {
			*roster.Plan
			Written  bool                `json:"written"`
			Problems []build.JSONProblem `json:"problems"`
		}{plan, done && !dryRun, build.JSONProblems(problems)})
	}
	v.understood(name, plan.Report)
	if !done {
		v.tell(problems, ": nothing was written")
		return statusProblems
	}
	v.tell(problems, "")
	verb := "wrote"
	if dryRun {
		verb = "would write"
	}
	for _, f := range plan.Files {
		v.say("%s %s (row %d)", verb, f.Path, f.Row)
	}
	for _, f := range plan.Existing {
		v.say("%s (row %d) exists, left alone", f.Path, f.Row)
	}
	switch {
	case dryRun:
		v.say("Nothing was written. An import would write %s%s", count(len(plan.Files), "file", "files"), leftAlone(plan))
	case len(plan.Files) == 0:
		v.say("Nothing to write%s", leftAlone(plan))
	default:
		v.say("%s written%s. Look through them, then run: pairbook check", count(len(plan.Files), "file", "files"), leftAlone(plan))
	}
	return statusDone
}

// differences shows what an update changes, as a table.
func (v voice) differences(name string, u *roster.Update, closeMissing bool) {
	v.understood(name, u.Report)
	if v.json || v.quiet {
		return
	}
	w := tabwriter.NewWriter(v.out, 0, 0, 2, ' ', 0)
	for _, d := range u.Differences {
		row := ""
		if d.Row > 0 {
			row = fmt.Sprintf("row %d", d.Row)
		}
		values := d.New
		switch {
		case d.Old != "" && d.New != "":
			values = d.Old + " -> " + d.New
		case d.Old != "":
			values = d.Old
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", row, d.Relationship, d.What, diag.Visible(values))
	}
	w.Flush()
	if closeMissing {
		return
	}
	for _, key := range u.Missing {
		v.say("%s is not in the sheet: if it has ended, pairbook close %s, or --close-missing for all", key, key)
	}
}

func leftAlone(plan *roster.Plan) string {
	if len(plan.Existing) == 0 {
		return ""
	}
	return fmt.Sprintf(", %d left alone", len(plan.Existing))
}

// understood says how the columns of the sheet were read.
func (v voice) understood(name string, r roster.Report) {
	if r.HeaderRow == 0 {
		return
	}
	kind := []string{r.Format}
	if r.Encoding != "" {
		encoding := r.Encoding
		if r.Guessed {
			encoding += " (a guess)"
		}
		kind = append(kind, encoding, r.Delimiter)
	}
	if r.Sheet != "" {
		kind = append(kind, fmt.Sprintf("worksheet %q", r.Sheet))
	}
	leftOut := ""
	if r.LeftOut > 0 {
		leftOut = fmt.Sprintf(", %d of them left out", r.LeftOut)
	}
	v.say("%s: %s; header in row %d, then %s%s", name, strings.Join(kind, ", "), r.HeaderRow, count(r.Rows, "row", "rows"), leftOut)
	if len(r.Others) > 0 {
		v.say("  other worksheets, not read: %s", strings.Join(r.Others, ", "))
	}
	for _, c := range r.Used {
		v.say("  column %-2s %q is %s", c.Letter, c.Header, c.Means)
	}
	for _, c := range r.Ignored {
		near := ""
		if c.Near != "" {
			near = fmt.Sprintf("; did you mean %q?", c.Near)
		}
		v.say("  column %-2s %q is left out%s", c.Letter, c.Header, near)
	}
}

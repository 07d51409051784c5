package main

import (
	"fmt"

	"pairbook/internal/build"
	"pairbook/internal/diag"
)

// printed reports what became of PDFs and returns the exit status.
func (v voice) printed(r pdfReport, outcome string) int {
	problems := diag.Sort(r.problems)
	if v.json {
		v.encode(struct {
			Written   int                 `json:"written"`
			Unchanged int                 `json:"unchanged"`
			Failed    int                 `json:"failed"`
			Problems  []build.JSONProblem `json:"problems"`
		}{r.Written, r.Unchanged, r.Failed, build.JSONProblems(problems)})
	}
	v.tell(problems, outcome)
	if outcome == "" {
		failed := ""
		if r.Failed > 0 {
			failed = fmt.Sprintf(", %d could not be made", r.Failed)
		}
		v.say("%s in facilitator/pdf: %d written, %d unchanged%s", count(r.Written+r.Unchanged, "PDF", "PDFs"), r.Written, r.Unchanged, failed)
	}
	switch errors, _ := diag.Count(problems); {
	case r.Failed > 0:
		return statusFault
	case errors > 0:
		return statusProblems
	}
	return statusDone
}

package build

import (
	"encoding/json"
	"slices"

	"pairbook/internal/diag"
)

// A JSONProblem is a problem in the form that --json promises.
type JSONProblem struct {
	Severity string `json:"severity"` // error or warning
	File     string `json:"file"`
	Line     int    `json:"line"` // 0: no place
	Column   int    `json:"column"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
}

// JSONProblems puts problems into that form.
func JSONProblems(problems []diag.Problem) []JSONProblem {
	list := make([]JSONProblem, len(problems))
	for i, p := range problems {
		list[i] = JSONProblem{p.Severity.String(), p.Position.File, p.Position.Line, p.Position.Column, p.Text, p.Hint}
	}
	return list
}

// MarshalJSON writes the report in the form that build --json promises.
func (r *Report) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Workbooks int           `json:"workbooks"`
		Pages     int           `json:"pages"`
		Written   int           `json:"written"`
		Unchanged int           `json:"unchanged"`
		Removed   int           `json:"removed"`
		Drafts    int           `json:"drafts"`
		Kept      int           `json:"kept"`
		Duration  int64         `json:"duration_ms"`
		Problems  []JSONProblem `json:"problems"`
	}{r.Workbooks, r.Pages, r.Written, r.Unchanged, r.Removed, r.Drafts, r.Kept, r.Duration.Milliseconds(), JSONProblems(r.Problems)})
}

// add takes in problems; they are sorted when the report is complete.
func (r *Report) add(problems ...diag.Problem) { r.Problems = append(r.Problems, problems...) }

// complete sorts the problems, each once. A mistake that came into many pages, as one
// of a template does, is once there too, with the first of them in its hint.
func (r *Report) complete() *Report {
	r.Problems = slices.CompactFunc(diag.Sort(r.Problems), func(a, b diag.Problem) bool {
		return a.Severity == b.Severity && a.Position == b.Position && a.Text == b.Text && a.Position.File != ""
	})
	return r
}

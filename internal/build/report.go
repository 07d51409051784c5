package build

import (
	"encoding/json"

	"pairbook/internal/diag"
)

// MarshalJSON writes the report in the form that build --json promises.
func (r *Report) MarshalJSON() ([]byte, error) {
	type problem struct {
		Severity string `json:"severity"`
		File     string `json:"file"`
		Line     int    `json:"line"` // 0: no place
		Column   int    `json:"column"`
		Message  string `json:"message"`
		Hint     string `json:"hint"`
	}
	problems := make([]problem, len(r.Problems))
	for i, p := range r.Problems {
		problems[i] = problem{p.Severity.String(), p.Position.File, p.Position.Line, p.Position.Column, p.Text, p.Hint}
	}
	return json.Marshal(struct {
		Workbooks int       `json:"workbooks"`
		Pages     int       `json:"pages"`
		Written   int       `json:"written"`
		Unchanged int       `json:"unchanged"`
		Removed   int       `json:"removed"`
		Drafts    int       `json:"drafts"`
		Kept      int       `json:"kept"`
		Duration  int64     `json:"duration_ms"`
		Problems  []problem `json:"problems"`
	}{r.Workbooks, r.Pages, r.Written, r.Unchanged, r.Removed, r.Drafts, r.Kept, r.Duration.Milliseconds(), problems})
}

// add takes in problems; the report keeps them sorted.
func (r *Report) add(problems ...diag.Problem) {
	r.Problems = diag.Sort(append(r.Problems, problems...))
}

package build

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"pairbook/internal/diag"
	"pairbook/internal/output"
	"pairbook/internal/source"
)

// add takes in problems; they are sorted when the report is complete.
func (r *Report) add(problems ...diag.Problem) { r.Problems = append(r.Problems, problems...) }

// complete sorts the problems, each once. A mistake that came into many pages, as one
// of a template does, is once there too, with the first of them in its hint.
func (r *Report) complete() *Report {
	r.Problems = slices.CompactFunc(diag.Sort(r.Problems), func(a, b diag.Problem) bool {
		return a.Severity == b.Severity && a.Position == b.Position && a.Text == b.Text && a.Position.File != ""
	})
	r.Problems = atMost(source.FileProblems, r.Problems)
	return r
}

// atMost keeps so many warnings of each file, and says how many there are besides.
func atMost(limit int, sorted []diag.Problem) []diag.Problem {
	var list []diag.Problem
	warnings := map[string]int{}
	for _, p := range sorted {
		if p.Severity == diag.Warning && p.Position.File != "" {
			if warnings[p.Position.File]++; warnings[p.Position.File] > limit {
				continue
			}
		}
		list = append(list, p)
	}
	for _, file := range slices.Sorted(maps.Keys(warnings)) {
		if more := warnings[file] - limit; more > 0 {
			list = append(list, diag.Problem{
				Severity: diag.Warning, Position: diag.Position{File: file},
				Text: fmt.Sprintf("this file has %d warnings: these are %d of them", warnings[file], limit),
			})
		}
	}
	return diag.Sort(list)
}

// refused makes a problem of an error that the user can mend without the machine
// being at fault; any other error it returns.
func (r *Report) refused(err error) error {
	var refusal *output.Refusal
	if !errors.As(err, &refusal) {
		return err
	}
	r.Refused = true
	r.add(diag.Problem{Position: diag.Position{File: refusal.Path}, Text: refusal.Text, Hint: refusal.Hint})
	return nil
}

// take takes over what was written and removed, and names the files that were
// left alone.
func (r *Report) take(result output.Result) {
	r.Unchanged = result.Unchanged - r.Written // of which those written before, in the same run
	r.Written += result.Written
	r.Removed += len(result.Removed)
	r.WrittenFiles, r.RemovedFiles = result.Writes, result.Removed
	hint := "move your changes into the site's own files, then delete it or build with --force"
	for _, name := range result.Kept {
		r.add(diag.Problem{
			Position: diag.Position{File: name}, Text: "this file is not as Pairbook wrote it, so it was left alone", Hint: hint,
		})
		hint = "" // there may be many; once is enough
	}
	for _, name := range result.Held {
		r.add(diag.Problem{
			Position: diag.Position{File: name}, Text: "this file is open in another program, so it was left as it is",
			Hint: "close the program that shows it, then build again",
		})
	}
	for _, name := range result.Forgotten {
		r.add(diag.Problem{
			Severity: diag.Warning, Position: diag.Position{File: name},
			Text: "Pairbook's notes on this folder were damaged: pages that no longer belong may be left in it",
			Hint: "compare the folder with what you expect, and delete what is too much",
		})
	}
}

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

package main

import (
	"fmt"
	"strings"

	"pairbook/internal/build"
	"pairbook/internal/diag"
	"pairbook/internal/site"
)

// formats lists formats, the chosen one marked, and returns the exit status.
func (v voice) formats(list []*site.Format, chosen string, problems []diag.Problem) int {
	type row struct {
		Name        string   `json:"name"`
		Title       string   `json:"title"`
		Description string   `json:"description"`
		Parts       []string `json:"parts"`
		File        string   `json:"file"`
		Origin      string   `json:"origin"`
		Chosen      bool     `json:"chosen"`
	}
	rows := make([]row, len(list))
	for i, f := range list {
		rows[i] = row{f.Name, f.Title(), f.Description(), f.Parts(), f.Source, "site", f.Name == chosen}
		if f.Builtin {
			rows[i].Origin = "built-in"
		}
	}
	if v.json {
		v.encode(struct {
			Formats  []row               `json:"formats"`
			Problems []build.JSONProblem `json:"problems"`
		}{rows, build.JSONProblems(problems)})
	} else if !v.quiet {
		for _, r := range rows {
			mark := " "
			if r.Chosen {
				mark = "*"
			}
			fmt.Fprintf(v.out, "%s %s (%s): %s\n    %s\n    parts: %s\n", mark, r.Name, r.Origin, r.Title, r.Description, strings.Join(r.Parts, ", "))
		}
	}
	return v.readResult(problems)
}

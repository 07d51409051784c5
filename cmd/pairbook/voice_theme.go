package main

import (
	"fmt"
	"text/tabwriter"

	"pairbook/internal/build"
	"pairbook/internal/diag"
	"pairbook/internal/theme"
)

// themes lists themes, the chosen one marked, and returns the exit status.
func (v voice) themes(list []theme.Info, chosen string, problems []diag.Problem) int {
	type row struct {
		Name        string `json:"name"`
		Title       string `json:"title"`
		Description string `json:"description"`
		Extends     string `json:"extends"`
		Origin      string `json:"origin"`
		Chosen      bool   `json:"chosen"`
	}
	rows := make([]row, len(list))
	for i, t := range list {
		rows[i] = row{t.Name, t.Title, t.Description, t.Extends, t.Origin, t.Name == chosen}
	}
	if v.json {
		v.encode(struct {
			Themes   []row               `json:"themes"`
			Problems []build.JSONProblem `json:"problems"`
		}{rows, build.JSONProblems(problems)})
	} else if !v.quiet {
		for _, r := range rows {
			mark := " "
			if r.Chosen {
				mark = "*"
			}
			fmt.Fprintf(v.out, "%s %s (%s)\n    %s\n", mark, r.Name, r.Origin, r.Description)
		}
	}
	return v.readResult(problems)
}

// themeFiles shows where each part of a page comes from, and returns the exit
// status.
func (v voice) themeFiles(uses []theme.FileUse, problems []diag.Problem) int {
	type row struct {
		Kind   string   `json:"kind"`
		Name   string   `json:"name"`
		File   string   `json:"file"`
		Origin string   `json:"origin"`
		Hidden []string `json:"hidden"`
	}
	rows := make([]row, len(uses))
	for i, u := range uses {
		rows[i] = row{string(u.Kind), u.Name, u.File, u.Origin, []string{}}
		for _, h := range u.Hidden {
			rows[i].Hidden = append(rows[i].Hidden, h.File+" ("+h.Origin+")")
		}
	}
	if v.json {
		v.encode(struct {
			Files    []row               `json:"files"`
			Problems []build.JSONProblem `json:"problems"`
		}{rows, build.JSONProblems(problems)})
	} else if !v.quiet {
		w := tabwriter.NewWriter(v.out, 0, 0, 2, ' ', 0)
		for _, r := range rows {
			fmt.Fprintf(w, "%s\t%s\t%s (%s)\n", r.Kind, r.Name, r.File, r.Origin)
			for _, h := range r.Hidden {
				fmt.Fprintf(w, "\t\t  hides %s\n", h)
			}
		}
		w.Flush()
	}
	return v.readResult(problems)
}

// readResult tells the problems of a verb that writes nothing, and returns the exit
// status.
func (v voice) readResult(problems []diag.Problem) int {
	v.tell(problems, "")
	if errors, _ := diag.Count(problems); errors > 0 {
		return statusProblems
	}
	return statusDone
}

package main

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"pairbook/internal/build"
	"pairbook/internal/diag"
)

// copyable lists the texts that can be copied, those that the site has of its own marked, and returns the
// exit status.
func (v voice) copyable(texts map[string][]textCopy, site fs.FS) int {
	type row struct {
		Name  string   `json:"name"`
		Files []string `json:"files"`
		Own   bool     `json:"own"`
	}
	rows := []row{}
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		r := row{Name: name}
		for _, file := range texts[name] {
			r.Files = append(r.Files, file.to)
			if _, err := fs.Stat(site, file.to); err == nil {
				r.Own = true
			}
		}
		rows = append(rows, r)
	}
	if v.json {
		v.encode(map[string][]row{"texts": rows})
		return statusDone
	}
	for _, r := range rows {
		mark := " "
		if r.Own {
			mark = "*"
		}
		v.say("%s %s", mark, r.Name)
	}
	return statusDone
}

// copied reports what was copied and returns the exit status.
func (v voice) copied(files []textCopy, problems []diag.Problem) int {
	names := []string{}
	for _, file := range files {
		names = append(names, file.to)
	}
	if v.json {
		v.encode(struct {
			Written  []string            `json:"written"`
			Problems []build.JSONProblem `json:"problems"`
		}{names, build.JSONProblems(problems)})
	}
	v.tell(problems, ": nothing was written")
	if len(problems) > 0 {
		return statusProblems
	}
	for _, file := range files {
		note := ""
		if file.translated {
			note = fmt.Sprintf(": the text of %s, to be translated", file.from)
		}
		v.say("wrote %s%s", file.to, note)
	}
	return statusDone
}

package main

import (
	"fmt"
	"strings"

	"pairbook/internal/build"
	"pairbook/internal/diag"
	"pairbook/internal/edit"
)

// A changeReport is what a verb did that changes sources.
type changeReport struct {
	change   edit.Change
	problems []diag.Problem
	leftOut  []edit.LeftOut
	passed   int    // lines passed over, of pasted ones
	diff     string // of a file that changed meanwhile
	done     bool   // the change is made, or would be
	dryRun   bool
	undo     bool
}

// changed reports a change and returns the exit status.
func (v voice) changed(r changeReport) int {
	if v.json {
		v.changedObject(r)
	}
	for _, out := range r.leftOut {
		v.say("left out: %s (%s)", out.Key, out.Why)
	}
	if r.passed > 0 {
		v.say("%s passed over", count(r.passed, "line", "lines"))
	}
	if !r.done {
		v.tell(r.problems, ": nothing was written")
		if r.diff != "" && !v.json {
			fmt.Fprint(v.err, diag.Visible(r.diff))
		}
		return statusProblems
	}
	v.tell(r.problems, "")
	if r.dryRun {
		v.say("%s", strings.TrimSuffix(diag.Visible(r.change.Diff()), "\n"))
		v.say("Nothing was written. It would change %s", count(len(r.change.Files), "file", "files"))
		return statusDone
	}
	for _, f := range r.change.Files {
		verb := "changed"
		switch {
		case f.Before == nil && !r.undo:
			verb = "wrote"
		case f.Before == nil:
			verb = "put back"
		case f.After == nil:
			verb = "removed"
		}
		v.say("%s %s", verb, f.Path)
	}
	switch n := len(r.change.Files); {
	case n == 0:
		v.say("Nothing to change: the files say so already")
	case r.undo:
		v.say("Taken back: %s", r.change.What)
	default:
		v.say("%s changed; pairbook undo takes it back", count(n, "file", "files"))
	}
	return statusDone
}

// changedObject says the same as one JSON object.
func (v voice) changedObject(r changeReport) {
	object := struct {
		What     string              `json:"what"`
		Files    []string            `json:"files"`
		Written  bool                `json:"written"`
		Diff     string              `json:"diff,omitempty"`
		LeftOut  []edit.LeftOut      `json:"left_out"`
		Passed   int                 `json:"lines_passed_over"`
		Problems []build.JSONProblem `json:"problems"`
	}{r.change.What, r.change.Paths(), r.done && !r.dryRun, r.diff, r.leftOut, r.passed, build.JSONProblems(r.problems)}
	if r.dryRun {
		object.Diff = r.change.Diff()
	}
	if object.LeftOut == nil {
		object.LeftOut = []edit.LeftOut{}
	}
	v.encode(object)
}

// nothingToUndo says that there is no change to take back.
func (v voice) nothingToUndo() int {
	return v.changed(changeReport{undo: true, problems: []diag.Problem{{
		Text: "there is no change to take back", Hint: "undo takes back what commands changed, not what an editor did",
	}}})
}

// recovered says that a change was finished that an earlier run left half done.
func (v voice) recovered(what string) {
	if !v.json {
		fmt.Fprintf(v.err, "pairbook: finished a change that was interrupted: %s\n", what)
	}
}

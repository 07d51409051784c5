package main

import (
	"strings"

	"pairbook/internal/build"
	"pairbook/internal/desk"
	"pairbook/internal/edit"
	"pairbook/internal/issued"
)

// issued reports what was handed out and returns the exit status.
func (v voice) issued(issue issued.Issue, r changeReport) int {
	if v.json {
		if r.leftOut == nil {
			r.leftOut = []edit.LeftOut{}
		}
		v.encode(struct {
			Relationships []string            `json:"relationships"`
			Sheets        int                 `json:"sheets"`
			Written       bool                `json:"written"`
			LeftOut       []edit.LeftOut      `json:"left_out"`
			Problems      []build.JSONProblem `json:"problems"`
		}{append([]string{}, issue.Keys...), issue.Sheets, r.done && !r.dryRun && !issue.Change.Empty(), r.leftOut, build.JSONProblems(r.problems)})
	}
	for _, out := range r.leftOut {
		v.say("left out: %s (%s)", out.Key, out.Why)
	}
	if !r.done {
		v.tell(r.problems, ": nothing is remembered")
		return statusProblems
	}
	v.tell(r.problems, "")
	much := count(issue.Sheets, "sheet", "sheets") + " of " + count(len(issue.Keys), "workbook", "workbooks")
	switch {
	case len(issue.Keys) == 0:
		v.say("Nothing to remember: there is no workbook")
	case issue.Change.Empty():
		v.say("%s: remembered as they are already", much)
	case r.dryRun:
		v.say("Nothing was written. It would remember %s", much)
	default:
		v.say("%s: remembered as they are now; pairbook undo takes it back", much)
	}
	return statusDone
}

// factWords say what has changed on a sheet.
var factWords = map[string]string{
	"agreement": "the agreement", "contact": "the contact", "goals": "the goals", "guidance": "the guidance", "hopes": "the hopes",
	"meeting": "when and where", "people": "the people", "questions": "the questions", "title": "the title", "topic": "the topic",
	"words": "the language or the names of the roles",
}

// reprints says of each relationship of a cohort which sheets say something else than when they were
// handed out.
func (v voice) reprints(c *desk.Cohort, changes []issued.Changes) {
	if len(changes) == 0 {
		return
	}
	v.say("\n  Changed since they were handed out; %s in the facilitator's folder has them to print:", desk.ReprintPath(c.Of))
	for _, one := range changes {
		for _, sheet := range one.Sheets {
			why := "new"
			if !sheet.New {
				var words []string
				for _, name := range sheet.What {
					words = append(words, factWords[name])
				}
				why = strings.Join(words, ", ")
			}
			v.say("    %s: %s (%s)", one.Of.ID, sheetName(sheet.ID), why)
		}
		for _, id := range one.Gone {
			v.say("    %s: %s (not in the workbook any more)", one.Of.ID, sheetName(id))
		}
	}
}

// sheetName is the id of a sheet with its number apart: "session 3", "cover-back".
func sheetName(id string) string {
	if at := strings.LastIndexByte(id, '-'); at >= 0 && strings.Trim(id[at+1:], "0123456789") == "" {
		return id[:at] + " " + id[at+1:]
	}
	return id
}

// jsonReprint is a sheet that says something else than when it was handed out.
type jsonReprint struct {
	Relationship string   `json:"relationship"`
	Sheet        string   `json:"sheet"`
	State        string   `json:"state"` // changed, new, gone
	Changed      []string `json:"changed"`
}

// jsonReprints lists them; nil when nothing was handed out.
func jsonReprints(all issued.Comparison, d *desk.Desk) []jsonReprint {
	if all == nil {
		return nil
	}
	list := []jsonReprint{}
	for i := range d.Cohorts {
		for _, one := range all[d.Cohorts[i].Of.ID] {
			for _, sheet := range one.Sheets {
				state := "changed"
				if sheet.New {
					state = "new"
				}
				list = append(list, jsonReprint{one.Of.Key(), sheet.ID, state, append([]string{}, sheet.What...)})
			}
			for _, id := range one.Gone {
				list = append(list, jsonReprint{one.Of.Key(), id, "gone", []string{}})
			}
		}
	}
	return list
}

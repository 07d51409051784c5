package main

import (
	"fmt"
	"path"
	"strings"

	"pairbook/internal/build"
	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/mentions"
)

const (
	listedFiles = 30 // files of a list that are named one by one
	fewNames    = 3  // people whom one line names
)

// askToErase says what is about to go, and asks.
func (v voice) askToErase(e *edit.Erasure) {
	verb, name, _ := strings.Cut(e.Change.What, " ")
	if verb == "forget" {
		v.say("This deletes %s for good: its file, its pages, and all undo copies of the site.", name)
	} else {
		v.say("This takes all people and texts out of %s of %s for good, takes their workbooks\ndown, and deletes all undo copies of the site.", count(len(e.Keys), "relationship", "relationships"), name)
	}
	fmt.Fprint(v.out, "Nothing of it can be taken back. Go on? Type yes: ")
}

// notErased reports why nothing was done, and returns the exit status.
func (v voice) notErased(problems []diag.Problem) int {
	if v.json {
		v.encode(struct {
			Done     bool                `json:"done"`
			Problems []build.JSONProblem `json:"problems"`
		}{false, build.JSONProblems(problems)})
	}
	v.tell(problems, ": no source was changed")
	return statusProblems
}

// nobodyLeft says that a cohort has nobody in it.
func (v voice) nobodyLeft() int {
	if v.json {
		v.encode(map[string]bool{"done": true})
	}
	v.say("Nothing to do: this cohort has no people and no texts of its own any more")
	return statusDone
}

// erased reports an erasure and returns the exit status.
func (v voice) erased(r eraseReport) int {
	status := statusDone
	problems := r.Problems
	if r.rebuilt != nil && !r.rebuilt.Done {
		problems = append(problems[:len(problems):len(problems)], r.rebuilt.Problems...)
	}
	if errs, _ := diag.Count(problems); errs > 0 {
		status = statusProblems
	}
	if v.json {
		v.erasedObject(r, problems)
		return status
	}
	v.whatWent(r)
	v.tell(problems, "")
	if r.rebuilt != nil && !r.rebuilt.Done {
		v.say("The pages that name several pairs were removed and could not be made anew: mend this, and build")
	}
	v.whatIsLeft(r)
	v.whatIsBeyond(r)
	return status
}

// whatWent lists what an erasure did.
func (v voice) whatWent(r eraseReport) {
	would, was := "", ""
	if r.dryRun {
		would, was = "would ", "Nothing was changed. "
	}
	for _, f := range r.Change.Files {
		verb := map[bool]string{true: "remove", false: "write"}[f.After == nil]
		if !r.dryRun {
			verb = map[string]string{"remove": "removed", "write": "wrote"}[verb]
		}
		v.say("%s%s %s", would, verb, f.Path)
	}
	for _, folder := range r.foldersOf() {
		v.say("%s%s %s", would, map[bool]string{true: "remove", false: "removed"}[r.dryRun], folder)
	}
	switch {
	case r.dryRun:
		v.say("%sIt would also empty the undo copies, and make the pages that name several pairs anew", was)
	case r.rebuilt != nil && r.rebuilt.Done:
		v.say("emptied the undo copies, and made the pages that name several pairs anew")
	default:
		v.say("emptied the undo copies")
	}
	if r.Access {
		v.say("The access files name people and %s: run pairbook access again", map[bool]string{true: "would go too", false: "are gone too"}[r.dryRun])
	}
}

// foldersOf lists what went of the outputs: workbooks by their folders, and what no build makes anew.
func (r eraseReport) foldersOf() []string {
	var order []string
	files := map[string]int{}
	for _, name := range r.Removed {
		top, rest, _ := strings.Cut(name, "/")
		switch {
		case top == "public" && strings.Count(rest, "/") > 1:
			name = path.Dir(name)
		case top == "facilitator" && strings.HasPrefix(rest, "pdf/"):
		default:
			continue
		}
		if files[name]++; files[name] == 1 {
			order = append(order, name)
		}
	}
	for i, name := range order {
		if path.Ext(name) == "" {
			order[i] = fmt.Sprintf("%s (%s)", name, count(files[name], "file", "files"))
		}
	}
	return order
}

// whatIsLeft names what is still there in the folder.
func (v voice) whatIsLeft(r eraseReport) {
	var lines []string
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for _, text := range r.Stays {
		add("%s", text)
	}
	for _, line := range atMost(named(r.found.Mentions), "files name them: --json lists all") {
		add("%s", line)
	}
	for _, e := range r.Others {
		add("%s is in %s too: nothing was done there", e.Name, strings.Join(e.In, ", "))
	}
	for _, name := range r.Unknown {
		add("%s is none of Pairbook's files, and was left alone", name)
	}
	for _, folder := range r.Folders {
		add("%s was built to with --output, and still has the pages: build to it again, or delete it", folder)
	}
	var closed []string
	for _, name := range r.found.Closed {
		closed = append(closed, name+" is no text: look whether it shows one of them")
	}
	for _, line := range atMost(closed, "files are no text: --json lists all") {
		add("%s", line)
	}
	if len(lines) == 0 {
		v.say("\nNo other file of this folder names them.")
		return
	}
	v.say("\nStill in this folder; look at it yourself:")
	for _, line := range lines {
		v.say("  %s", diag.Visible(line))
	}
}

// atMost leaves so many lines of a list, and says how many more there are.
func atMost(list []string, more string) []string {
	if len(list) <= listedFiles+1 {
		return list
	}
	return append(list[:listedFiles:listedFiles], fmt.Sprintf("and %d more %s", len(list)-listedFiles, more))
}

// named says where people are named, a line a file.
func named(all []mentions.Mention) []string {
	var lines []string
	for i := 0; i < len(all); {
		m, names := all[i], []string{}
		for ; i < len(all) && all[i].File == m.File && all[i].Name == m.Name; i++ {
			names = append(names, all[i].What)
		}
		switch list := diag.List(names[:min(len(names), fewNames)]); {
		case m.Name:
			lines = append(lines, fmt.Sprintf("%s is called like %s", m.File, list))
		case len(names) > fewNames:
			lines = append(lines, fmt.Sprintf("%s names %d of them", m.File, len(names)))
		case m.Line > 0:
			lines = append(lines, fmt.Sprintf("%s:%d names %s", m.File, m.Line, list))
		default:
			lines = append(lines, fmt.Sprintf("%s names %s", m.File, list))
		}
	}
	return lines
}

// whatIsBeyond lists what no command can reach.
func (v voice) whatIsBeyond(r eraseReport) {
	v.say("\nPairbook cannot reach:")
	for _, line := range beyond(r) {
		v.say("  %s", line)
	}
}

func beyond(r eraseReport) []string {
	server := "the server or share that the pages were copied to: publish again, or delete the pages there"
	if r.Publish != "" {
		server = fmt.Sprintf("the pages in %s, until you say: pairbook publish", r.Publish)
	}
	list := []string{
		server,
		"mails that were sent, and calendars that took the sessions over",
		"what was printed or saved as PDF",
		"the browsers in which a workbook was filled in, and copies saved from them",
		"backups, earlier versions in cloud folders, and the waste basket",
	}
	if r.versions != "" {
		list = append(list, "earlier versions in version control: "+r.versions)
	}
	return list
}

// erasedObject says the same as one JSON object.
func (v voice) erasedObject(r eraseReport, problems []diag.Problem) {
	v.encode(struct {
		What      string              `json:"what"`
		Done      bool                `json:"done"`
		Files     []string            `json:"files"`
		Removed   []string            `json:"removed"`
		Stays     []string            `json:"stays"`
		Named     []mentions.Mention  `json:"named"`
		Unread    []string            `json:"not_looked_into"`
		Elsewhere []edit.Elsewhere    `json:"elsewhere"`
		Beyond    []string            `json:"beyond_reach"`
		Problems  []build.JSONProblem `json:"problems"`
	}{
		r.Change.What, r.Done, r.Change.Paths(), append([]string{}, r.Removed...), append([]string{}, r.Stays...),
		append([]mentions.Mention{}, r.found.Mentions...), append([]string{}, r.found.Closed...), append([]edit.Elsewhere{}, r.Others...),
		beyond(r), build.JSONProblems(problems),
	})
}

package site

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/tomlfile"
)

// inherit completes what a file says by what it inherits. near was decoded from
// the file over a copy of far, so that every key has its value; left are the lists
// of which both files have a part: breaks and clauses add up, and [[sessions]] are
// merged by number, key by key. A rhythm other than a month takes away how often in one. A
// clause that changes a fixed one is a problem.
func inherit(near *program.Defaults, far program.Defaults, file *tomlfile.File) (problems []diag.Problem) {
	if file.Has("schedule.breaks") {
		near.Schedule.Breaks = slices.Concat(far.Schedule.Breaks, near.Schedule.Breaks)
	}
	if file.Has("agreement.clauses") {
		problems = checkFixed(near.Agreement.Clauses, far.Agreement.Clauses, file)
		near.Agreement.Clauses = slices.Concat(far.Agreement.Clauses, near.Agreement.Clauses)
	}
	if file.Has("schedule.every") && !file.Has("schedule.per_month") && !near.Schedule.EveryMonth() {
		near.Schedule.PerMonth = 0
	}
	merged := map[int]program.Entry{}
	for _, entry := range far.Sessions {
		merged[entry.N] = entry
	}
	for i, item := range list(file.Tree["sessions"]) {
		table, ok := item.(map[string]any)
		if !ok {
			continue
		}
		var own program.Entry
		tomlfile.DecodeTree(table, &own)
		own = own.Placed(i)
		entry := merged[own.N]
		takeAway(&entry, table)
		tomlfile.DecodeTree(table, &entry)
		entry.N, entry.Listed = own.N, entry.Listed || own.Listed
		merged[own.N] = entry
	}
	near.Sessions = nil
	for _, n := range slices.Sorted(maps.Keys(merged)) {
		near.Sessions = append(near.Sessions, merged[n])
	}
	return problems
}

// checkFixed finds clauses of a file that would change one that is fixed farther away.
func checkFixed(near, far []program.Clause, file *tomlfile.File) []diag.Problem {
	var problems []diag.Problem
	for i, c := range near {
		if fixed := c.FixedBy(far); fixed != nil {
			problems = append(problems, diag.Problem{
				Position: file.Value(fmt.Sprintf("agreement.clauses[%d].title", i+1)),
				Text:     fmt.Sprintf("the clause %q is fixed by the programme", fixed.Title), Hint: "take this clause out, or give it another title",
			})
		}
	}
	return problems
}

// takeAway takes out of an inherited entry what a nearer one contradicts: of held and
// cancelled, each takes the other away.
func takeAway(entry *program.Entry, nearer map[string]any) {
	if _, ok := nearer["held"]; ok {
		entry.Cancelled = ""
	}
	if _, ok := nearer["cancelled"]; ok {
		entry.Held = false
	}
}

// dropBeyond takes out the entries that a relationship inherited for sessions it
// does not have; its own stay, for the rules to find fault with.
func dropBeyond(d *program.Defaults, own *tomlfile.File) {
	count := d.Count()
	d.Sessions = slices.DeleteFunc(d.Sessions, func(e program.Entry) bool { return e.N > count && len(entriesOf(own, e.N)) == 0 })
}

// entryNumber returns the session that the i-th entry of a list is about, i
// counting from 0.
func entryNumber(entry map[string]any, i int) int {
	if n, ok := entry["n"].(int64); ok && n > 0 {
		return int(n)
	}
	return i + 1
}

// list returns the elements of a TOML array; none of another value.
func list(v any) []any {
	items, _ := v.([]any)
	return items
}

// sessionPath takes "sessions[4].date" apart into 4 and ".date".
func sessionPath(path string) (number int, rest string, ok bool) {
	after, ok := strings.CutPrefix(path, "sessions[")
	if !ok {
		return 0, "", false
	}
	digits, rest, ok := strings.Cut(after, "]")
	number, err := strconv.Atoi(digits)
	return number, rest, ok && err == nil
}

// entriesOf returns the places, from 1, of the entries about a session in a file's
// [[sessions]].
func entriesOf(file *tomlfile.File, number int) []int {
	var places []int
	for i, item := range list(file.Tree["sessions"]) {
		if entry, ok := item.(map[string]any); ok && entryNumber(entry, i) == number {
			places = append(places, i+1)
		}
	}
	return places
}

// checkCompletions finds two different values for one key among the entries of a
// file about one session, which otherwise complete each other.
func checkCompletions(file *tomlfile.File) []diag.Problem {
	type key struct {
		number int
		name   string
	}
	var problems []diag.Problem
	places := map[key]int{} // of the entry that has the key first
	entries := list(file.Tree["sessions"])
	for i, item := range entries {
		entry, _ := item.(map[string]any)
		for _, name := range sortedKeys(entry) {
			k := key{entryNumber(entry, i), name}
			first := places[k]
			if first == 0 {
				places[k] = i + 1
				continue
			}
			if name == "n" || reflect.DeepEqual(entry[name], entries[first-1].(map[string]any)[name]) {
				continue
			}
			one, other := file.Key(entryPath(first)+"."+name), file.Key(entryPath(i+1)+"."+name)
			text := fmt.Sprintf("session %d has two values for %q", k.number, name)
			problems = append(problems,
				diag.Problem{Position: one, Text: text, Hint: fmt.Sprintf("the other is in line %d: keep the one that is right", other.Line)},
				diag.Problem{Position: other, Text: text, Hint: fmt.Sprintf("the other is in line %d: keep the one that is right", one.Line)})
		}
	}
	return problems
}

func entryPath(i int) string { return fmt.Sprintf("sessions[%d]", i) }

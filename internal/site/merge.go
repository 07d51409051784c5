package site

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"pairbook/internal/program"
	"pairbook/internal/tomlfile"
)

// inherit completes what a file says by what it inherits. near was decoded from
// the file over a copy of far, so that every key has its value; left are the lists
// of which both files have a part: breaks and clauses add up, and [[sessions]] are
// merged by number, key by key.
func inherit(near *program.Defaults, far program.Defaults, file *tomlfile.File) {
	if file.Has("schedule.breaks") {
		near.Schedule.Breaks = slices.Concat(far.Schedule.Breaks, near.Schedule.Breaks)
	}
	if file.Has("agreement.clauses") {
		near.Agreement.Clauses = slices.Concat(far.Agreement.Clauses, near.Agreement.Clauses)
	}
	inherited, merged := map[int]program.Entry{}, map[int]program.Entry{}
	for _, entry := range far.Sessions {
		inherited[entry.N], merged[entry.N] = entry, entry
	}
	for i, item := range list(file.Tree["sessions"]) {
		table, ok := item.(map[string]any)
		if !ok {
			continue
		}
		n := entryNumber(table, i)
		entry := inherited[n]
		takeAway(&entry, table)
		tomlfile.DecodeTree(table, &entry)
		entry.N = n
		merged[n] = entry
	}
	near.Sessions = nil
	for _, n := range slices.Sorted(maps.Keys(merged)) {
		near.Sessions = append(near.Sessions, merged[n])
	}
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
	if count := d.Schedule.Sessions; count > 0 {
		d.Sessions = slices.DeleteFunc(d.Sessions, func(e program.Entry) bool { return e.N > count && entryOf(own, e.N) == 0 })
	}
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

// entryOf returns the place, from 1, of the entry about a session in a file's
// [[sessions]]; 0 when the file has none.
func entryOf(file *tomlfile.File, number int) int {
	for i, item := range list(file.Tree["sessions"]) {
		if entry, ok := item.(map[string]any); ok && entryNumber(entry, i) == number {
			return i + 1
		}
	}
	return 0
}

func entryPath(i int) string { return fmt.Sprintf("sessions[%d]", i) }

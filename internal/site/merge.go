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

// inherited are the tables and keys that a relationship takes from its cohort
// and the programme where it says nothing itself.
var inherited = []string{"language", "labels", "schedule", "agreement", "sessions"}

// adding are the lists whose levels add up; every other list is replaced whole.
var adding = map[string]bool{"breaks": true, "clauses": true}

// heritage is what of a tree is inherited.
func heritage(tree map[string]any) map[string]any {
	kept := map[string]any{}
	for _, key := range inherited {
		if v, ok := tree[key]; ok {
			kept[key] = v
		}
	}
	return kept
}

// overlay lays near over far, table by table and key by key, and changes neither.
func overlay(far, near map[string]any) map[string]any {
	merged := maps.Clone(far)
	if merged == nil {
		merged = map[string]any{}
	}
	for key, value := range near {
		old, both := merged[key]
		switch {
		case !both:
			merged[key] = value
		case key == "sessions" && list(value) != nil: // the tables, not the number of sessions in [schedule]
			merged[key] = overlaySessions(old, value)
		case adding[key]:
			merged[key] = append(slices.Clone(list(old)), list(value)...)
		default:
			merged[key] = nearer(old, value)
		}
	}
	return merged
}

func nearer(old, value any) any {
	oldTable, isTable := old.(map[string]any)
	table, alsoTable := value.(map[string]any)
	if isTable && alsoTable {
		return overlay(oldTable, table)
	}
	return value
}

// overlaySessions merges two [[sessions]] lists by session number, key by key.
func overlaySessions(far, near any) any {
	byNumber := numbered(far)
	for n, entry := range numbered(near) {
		byNumber[n] = overlay(byNumber[n], entry)
	}
	return unnumbered(byNumber)
}

// numbered returns the entries of a [[sessions]] list by session number.
func numbered(sessions any) map[int]map[string]any {
	byNumber := map[int]map[string]any{}
	for i, item := range list(sessions) {
		if entry, ok := item.(map[string]any); ok {
			byNumber[entryNumber(entry, i)] = entry
		}
	}
	return byNumber
}

// unnumbered is the list of entries in the order of their numbers, each saying
// its own.
func unnumbered(byNumber map[int]map[string]any) []any {
	entries := make([]any, 0, len(byNumber))
	for _, n := range slices.Sorted(maps.Keys(byNumber)) {
		entry := maps.Clone(byNumber[n])
		entry["n"] = int64(n)
		entries = append(entries, entry)
	}
	return entries
}

// entryNumber returns the session that the i-th entry of a list is about, i
// counting from 0.
func entryNumber(entry map[string]any, i int) int {
	if n, ok := entry["n"].(int64); ok && n > 0 {
		return int(n)
	}
	return i + 1
}

// dropBeyond takes out the entries that a relationship inherited for sessions it
// does not have; its own stay, for the rules to find fault with.
func dropBeyond(merged, own map[string]any) {
	schedule, _ := merged["schedule"].(map[string]any)
	count, ok := schedule["sessions"].(int64)
	if !ok || count < 1 {
		return
	}
	byNumber, mine := numbered(merged["sessions"]), numbered(own["sessions"])
	maps.DeleteFunc(byNumber, func(n int, _ map[string]any) bool {
		return n > int(count) && mine[n] == nil
	})
	merged["sessions"] = unnumbered(byNumber)
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

// record decodes a merged tree.
func record(tree map[string]any) program.Record {
	var r program.Record
	tomlfile.DecodeTree(tree, &r)
	return r
}

package tomlfile

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"pairbook/internal/source"
)

// lineKeys are the keys whose values are printed as a line.
var lineKeys = [...]string{
	"title", "name", "preferred", "team", "role", "email", "phone", "pronouns", "login", "owner", "who", "place", "link",
	"topic", "frequency", "duration", "organisation", "timezone", "address", "mentor", "mentors", "mentee", "mentees", "low", "high",
}

// listLimits are how many elements some lists may have, by their keys.
var listLimits = map[string]int{
	"goals": source.Goals, "actions": source.Actions, "sessions": source.Sessions,
	"mentors": source.People, "mentees": source.People, "others": source.People,
}

// bounded returns a value, or as much of it as there may be: a text that is too long and a
// list of too many elements are problems. Trees that DecodeTree is given have been checked.
func (d *decoder) bounded(value any, n *node, at tableName, key string) any {
	if d.file == nil {
		return value
	}
	switch value := value.(type) {
	case string:
		limit := source.TextLength
		if slices.Contains(lineKeys[:], key) && at.path != "agreement.contact" {
			limit = source.LineLength
		}
		if len(value) <= limit {
			return value
		}
		if long := utf8.RuneCountInString(value); long > limit {
			d.report(n, false, fmt.Sprintf("this text has %d characters, and at most %d can be printed here", long, limit), "shorten it")
			return string([]rune(value)[:limit])
		}
	case []any:
		limit, ok := listLimits[key]
		if !ok {
			limit = source.ListLength
		}
		if len(value) > limit {
			d.report(n.item(limit), false, fmt.Sprintf("there are %d of %s, and at most %d can be read", len(value), listName(key, value), limit), "take out what is not needed")
			return value[:limit]
		}
	}
	return value
}

// listName is a list as it is written in a file.
func listName(key string, items []any) string {
	switch {
	case key == "":
		return "these"
	case slices.ContainsFunc(items, isMap):
		return "[[" + key + "]]"
	}
	return fmt.Sprintf("%q", key)
}

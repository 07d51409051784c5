package roster

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// names returns the names in a cell: between semicolons or on lines of their own, as
// topics and goals are. Texts that name nobody stand for an empty place.
func (r *reader) namesIn(row row, f field) []string {
	column, ok := r.columns[f]
	if !ok {
		return nil
	}
	c := row.at(column)
	if c.kind == fault || c.kind == unsolved {
		r.noResult(row.number, c)
		return nil
	}
	names := r.items(row.number, column, c.text)
	if len(names) > maxPeople {
		r.cell(row.number, column, fmt.Sprintf("%d names, more than %d", len(names), maxPeople), "")
		return nil
	}
	return names
}

// items are the parts of a cell in their places; empty ones at its end are no parts.
func (s *sheet) items(row, column int, text string) []string {
	var items []string
	for _, item := range strings.FieldsFunc(strings.ReplaceAll(text, ";", "\n;\n"), func(c rune) bool { return c == '\n' || c == '\r' }) {
		if strings.TrimSpace(item) == "" {
			continue
		}
		items = append(items, item)
	}
	// A semicolon divides, and so does a line end that no semicolon stands beside.
	var parts []string
	open := true
	for _, item := range items {
		if item == ";" {
			if open {
				parts = append(parts, "")
			}
			open = true
			continue
		}
		parts = append(parts, s.safe(row, column, item))
		open = false
	}
	return parts
}

// joining matches what people write between two names in one cell.
var joining = regexp.MustCompile(`(?i)\s+(?:&|\+|and|und|et|och|og)\s+|\s*[/&+]\s*`)

// titles are what may follow a comma in one name.
var titles = wordSet(`jr; jnr; sr; snr; ii; iii; iv; phd; md; mba; msc; bsc; esq; cpa; pmp; rn; dr; prof; dipl ing; obe; mbe; cbe`)

// doubtName asks about a name that looks like two.
func (r *reader) doubtName(row, column int, name string) {
	parts := splitNames(name)
	if len(parts) < 2 || slices.ContainsFunc(parts, func(p string) bool { return strings.IndexFunc(p, unicode.IsLetter) < 0 }) {
		return
	}
	hint := fmt.Sprintf("for %d people write %q", len(parts), strings.Join(parts, "; "))
	if len(parts) == 2 && strings.Contains(name, ",") && (!strings.Contains(parts[0], " ") || !strings.Contains(parts[1], " ")) {
		hint = fmt.Sprintf("for one person write %q, for two %q", parts[1]+" "+parts[0], strings.Join(parts, "; "))
	}
	r.doubt(row, column, fmt.Sprintf("is %q one person? it is taken for one", shortened(name)), hint)
}

// splitNames divides a name at commas and at what else joins two, but not before a
// title.
func splitNames(name string) []string {
	var parts []string
	for _, part := range strings.Split(name, ",") {
		if part = strings.TrimSpace(part); part == "" || len(parts) > 0 && titles[compact(part)] {
			continue
		}
		for _, p := range joining.Split(part, -1) {
			if p != "" {
				parts = append(parts, p)
			}
		}
	}
	return parts
}

// doubtLines asks about a cell of two lines with a word each: a name may only have been
// wrapped.
func (r *reader) doubtLines(row, column int, text string, names []string) {
	single := func(name string) bool { return name != "" && !strings.Contains(name, " ") }
	if len(names) == 2 && !strings.Contains(text, ";") && single(names[0]) && single(names[1]) {
		r.doubt(row, column, fmt.Sprintf("%q and %q stand on two lines and are taken for two people", names[0], names[1]),
			fmt.Sprintf("for one person write %q on one line", names[0]+" "+names[1]))
	}
}

// Package tomlfile reads TOML strictly and remembers where everything stands.
//
// It serves every TOML text of Pairbook: site.toml, cohort.toml, the
// relationship files, theme.toml, the tables of strings, and the front matter of
// Markdown. Its readers have never programmed, so that every mistake is told in
// plain words, at its place, with a hint:
//
//	file, problems := tomlfile.Parse(src)      // limits, syntax
//	problems = file.Decode(&record)            // names, types, what is missing
//	place := file.Value("goals[2].due")        // for what is found out later
//
//	text -> scanner: limits, a place for every key and value
//	     -> the library (library.go) into a tree of maps -> File
//	     or a Stop, where reading ended -> package advice: the problem
//	     -> Decode: the tree into structs, exact names only
//
// Parse stops at the first mistake of syntax, since what follows one cannot be
// trusted. Decode finds all the others. The library decodes into maps only:
// into structs it would take "Title" for "title", and with both present choose
// one at random.
//
// In a path such as "schedule.breaks[1].from" lists count from 1, and a key that
// is not made of letters, digits, "_" and "-" stands in double quotes.
//
// Not here: what is said of a mistake of syntax and of values of the wrong type
// (package advice), what the keys mean (packages program, theme, site), files and
// their encoding (package source), writing TOML.
package tomlfile

import (
	"pairbook/internal/diag"
)

// A File is one TOML text that has been read. It is never changed: readers may
// share it.
type File struct {
	diag.Source `digest:"whole"` // without byte order mark; the rest was read from it

	// Tree is what the file says. Values are string, int64, float64, bool,
	// time.Time, map[string]any and []any. A day or a time of day without
	// offset is a time.Time whose Location is called "date-local",
	// "datetime-local" or "time-local".
	Tree map[string]any

	root     *node
	header   span           // the first [table] of the file
	badTexts []badText      // the texts and keys with forbidden characters
	unsafe   map[*node]bool // their nodes
}

// Key returns where a key stands: its name alone, without value. For the element
// of a list that is the element; for a table or an element of a list of tables the name
// in its brackets. When there is no such key it is the nearest existing table
// round it, and else the file as a whole.
func (f *File) Key(path string) diag.Position { return f.find(path, false) }

// Value returns where a value stands: what is behind "=", or the line with the
// name of a table. When there is none it is the key of the nearest existing
// table round it, and else the file as a whole.
func (f *File) Value(path string) diag.Position { return f.find(path, true) }

// Has reports whether the file itself says something of a path.
func (f *File) Has(path string) bool {
	n := f.root
	for _, s := range steps(path) {
		if n = n.step(s); n == nil {
			return false
		}
	}
	return true
}

func (n *node) step(s step) *node {
	if s.index >= 0 {
		return n.item(s.index)
	}
	return n.field(s.key)
}

func (f *File) find(path string, value bool) diag.Position {
	n := f.root
	for _, s := range steps(path) {
		next := n.step(s)
		if next == nil {
			value = false
			break
		}
		n = next
	}
	if value {
		return f.valueOf(n)
	}
	return f.keyOf(n)
}

// keyOf returns the place of a node's key; the root is the whole file.
func (f *File) keyOf(n *node) diag.Position {
	if n == nil || n == f.root {
		return f.Whole()
	}
	return f.At(n.key.at, n.key.width)
}

func (f *File) valueOf(n *node) diag.Position {
	if n == nil || n == f.root {
		return f.Whole()
	}
	return f.At(n.value.at, n.value.width)
}

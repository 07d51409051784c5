package tomlfile

import (
	"strconv"
	"strings"
)

// A span is a stretch of the text, in bytes.
type span struct{ at, width int }

// in returns the stretch of a text.
func (s span) in(text string) string { return text[s.at : s.at+s.width] }

// A form is how a value is written. It decides which characters a text may hold
// and how messages name a table.
type form int

const (
	other      form = iota // a number, a date, true, false
	lineString             // "…" or '…'
	longString             // """…""" or '''…'''
	list                   // […]
	inline                 // {…}
	table                  // [name], or implied by a longer name
	tables                 // [[name]]: the list of all, and each of them
	dotted                 // implied by a key such as schedule.first
)

// A node is the place of one value of the tree, and of the values within it. It
// is never changed once the file is read.
type node struct {
	key    span // its name; of an element of a list, the value
	value  span // what stands behind "=", or the whole line [name]
	form   form
	fixed  bool // stands there itself, not only implied by a longer name
	fields map[string]*node
	items  []*node
}

// field returns the node of a key in a table, nil when there is none.
func (n *node) field(key string) *node {
	if n == nil {
		return nil
	}
	return n.fields[key]
}

// item returns the node of the i-th element of a list, counting from 0.
func (n *node) item(i int) *node {
	if n == nil || i < 0 || i >= len(n.items) {
		return nil
	}
	return n.items[i]
}

// add makes the node of a key in a table.
func (n *node) add(key string, made *node) *node {
	if n.fields == nil {
		n.fields = map[string]*node{}
	}
	n.fields[key] = made
	return made
}

// single reports whether a node is a value that can have no keys of its own.
func (n *node) single() bool {
	return n.form == other || n.form == lineString || n.form == longString || n.form == list
}

// last returns the table that [[name]] speaks of further on: the newest of the
// list. Any other node is itself.
func (n *node) last() *node {
	if n.form == tables && len(n.items) > 0 {
		return n.items[len(n.items)-1]
	}
	return n
}

// bare reports whether a key can be written without quotes.
func bare(key string) bool {
	return key != "" && strings.IndexFunc(key, func(r rune) bool { return !isBare(byte(r)) || r > 0x7f }) < 0
}

func isBare(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// quoted returns a key as it is written in a file or a path.
func quoted(key string) string {
	if bare(key) {
		return key
	}
	return strconv.Quote(key)
}

// within returns the path of a key in the table at path.
func within(path, key string) string {
	if path == "" {
		return quoted(key)
	}
	return path + "." + quoted(key)
}

// A step is one part of a path: a key, or the number of an element from 0.
type step struct {
	key   string
	index int // -1: a key
}

// steps takes a path apart. Keys need quotes only where they hold one of the
// signs of a path. What cannot be understood ends the path: the rest is nothing
// that a file has.
func steps(path string) []step {
	var list []step
	for path != "" {
		switch path[0] {
		case '.':
			path = path[1:]
		case '[':
			number, rest, _ := strings.Cut(path[1:], "]")
			n, err := strconv.Atoi(number)
			if err != nil {
				return append(list, step{key: path, index: -1})
			}
			list = append(list, step{index: n - 1})
			path = rest
		case '"':
			prefix, err := strconv.QuotedPrefix(path)
			key, _ := strconv.Unquote(prefix)
			if err != nil {
				return append(list, step{key: path, index: -1})
			}
			list = append(list, step{key: key, index: -1})
			path = path[len(prefix):]
		default:
			end := strings.IndexAny(path, ".[")
			if end < 0 {
				end = len(path)
			}
			list = append(list, step{key: path[:end], index: -1})
			path = path[end:]
		}
	}
	return list
}

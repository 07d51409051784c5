package tomlfile

import (
	"math"
	"strconv"
)

// What those need who change a text: where its statements begin and end, and how the
// values are written.

// A Statement is a [header], or a key with its value. Offsets are in bytes.
type Statement struct {
	Path   string // of the table that a header opens, or of the value; lists count from 1
	Table  string // the table that it stands in; a header's own
	Header bool
	Start  int // of the key, or of "["
	Equals int // of "="; of a header: its end
	Value  int // of the value; of a header: its end
	End    int // of the value, or behind "]"
}

// noted is a statement as the scanner meets it.
type noted struct {
	start, end int
	table      *node // that it stands in, or opens
}

// Outline lists the statements of the file, in its order.
func (f *File) Outline() []Statement {
	var all []noted
	s := &scanner{text: f.Text, upTo: math.MaxInt, from: -1, to: -1, root: &node{form: table, fixed: true}, noted: &all}
	s.document()
	paths := map[*node]string{}
	s.root.name("", paths)
	statements := make([]Statement, len(all))
	for i, n := range all {
		st := Statement{Table: paths[n.table], Path: paths[n.table], Start: n.start, End: n.end}
		if f.Text[n.start] == '[' {
			st.Header, st.Equals, st.Value = true, n.end, n.end
		} else {
			key := &scanner{text: f.Text, pos: n.start, upTo: math.MaxInt}
			parts, _ := key.keys()
			for _, p := range parts {
				st.Path = within(st.Path, p.key)
			}
			st.Equals = key.pos
			key.pos++
			key.spaces()
			st.Value = key.pos
		}
		statements[i] = st
	}
	return statements
}

// name notes the paths of a node and of all tables in it.
func (n *node) name(path string, paths map[*node]string) {
	paths[n] = path
	for key, field := range n.fields {
		field.name(within(path, key), paths)
	}
	for i, item := range n.items {
		item.name(Element(path, i+1), paths)
	}
}

// A Shape is how a value is written.
type Shape int

const (
	Absent      Shape = iota // the file does not say it
	Single                   // a text, a number, a date, true or false
	Array                    // […]
	InlineTable              // {…}
	Table                    // [name], an element of [[name]], or the file as a whole
	TableList                // [[name]]
	DottedTable              // there are only keys such as name.key
	Implied                  // there are only longer headers, such as [name.more]
)

// A Place is where a value stands in the text, and how. Offsets are in bytes.
type Place struct {
	Shape      Shape
	Key, Value int // offsets
	End        int // of the value
	Count      int // elements of an Array or a TableList, keys of an InlineTable
	LastEnd    int // of the last element of an Array, or the last value of an InlineTable
}

// Place returns where and how the file has a value.
func (f *File) Place(path string) Place {
	n := f.root
	for _, s := range steps(path) {
		if n = n.step(s); n == nil {
			return Place{}
		}
	}
	p := Place{Shape: n.shape(f.root), Key: n.key.at, Value: n.value.at, End: n.value.at + n.value.width, Count: len(n.items) + len(n.fields)}
	for _, item := range n.items {
		p.LastEnd = max(p.LastEnd, item.end())
	}
	for _, field := range n.fields {
		p.LastEnd = max(p.LastEnd, field.end())
	}
	return p
}

func (n *node) end() int { return n.value.at + n.value.width }

func (n *node) shape(root *node) Shape {
	switch {
	case n == root:
		return Table
	case n.form == list:
		return Array
	case n.form == inline:
		return InlineTable
	case n.form == tables && len(n.items) > 0:
		return TableList
	case n.form == dotted:
		return DottedTable
	case n.form == table && !n.fixed:
		return Implied
	case n.form == table, n.form == tables:
		return Table
	}
	return Single
}

// Split takes the last key off a path: "agreement.contact" and "mentor". Of the
// element of a list it is the list, and no key.
func Split(path string) (parent, key string) {
	all := steps(path)
	if len(all) == 0 {
		return "", ""
	}
	for _, s := range all[:len(all)-1] {
		if s.index >= 0 {
			parent = Element(parent, s.index+1)
		} else {
			parent = within(parent, s.key)
		}
	}
	return parent, all[len(all)-1].key
}

// Within returns the path of a key in the table at path; Element that of the i-th element
// of a list, from 1.
func Within(path, key string) string { return within(path, key) }

// Element is described at Within.
func Element(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// Quoted returns a key as it is written in a file.
func Quoted(key string) string { return quoted(key) }

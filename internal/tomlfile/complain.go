package tomlfile

import (
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/tomlfile/advice"
)

// knownShown is how many names of keys a hint lists at most.
const knownShown = 24

// unknown reports a key that the table does not have.
func (d *decoder) unknown(s *schema, name string, n *node, at tableName) {
	if d.full() {
		return
	}
	text := fmt.Sprintf("unknown key %q", name)
	if at.path != "" {
		text += " in " + at.String()
	}
	isHead := n != nil && (n.form == table || n.form == tables)
	if isHead {
		text = "unknown table " + tableName{within(at.path, name), n.form == tables}.String()
	}
	d.report(n, true, text, d.unknownHint(s, name, at, isHead))
}

// unknownHint says where a key belongs, or which was meant.
func (d *decoder) unknownHint(s *schema, name string, at tableName, isHead bool) string {
	var top *schema
	if d.root.Kind() == reflect.Struct && at.path != "" {
		top = d.schema(d.root)
	}
	if top != nil && top.field(name) != nil {
		typ := top.field(name).typ
		switch {
		case !isHead:
		case isTables(typ):
			return fmt.Sprintf("write [[%s]]: it stands by itself, not within %s", name, at)
		case isTable(typ):
			return fmt.Sprintf("write [%s]: it stands by itself, not within %s", name, at)
		}
		return fmt.Sprintf("%q %s", name, d.moveUp())
	}
	if near := diag.Nearest(name, s.names()); near != "" {
		if f := s.field(near); isHead && isTables(f.typ) {
			return fmt.Sprintf("did you mean %s?", tableName{within(at.path, near), true})
		} else if isHead && isTable(f.typ) {
			return fmt.Sprintf("did you mean %s?", tableName{within(at.path, near), false})
		}
		return fmt.Sprintf("did you mean %q?", near)
	}
	if homes := d.homesOf(name, at); homes != "" {
		return fmt.Sprintf("%q belongs under %s", name, homes)
	}
	if top != nil {
		if near := diag.Nearest(name, top.names()); near != "" && !isTable(top.field(near).typ) && !isTables(top.field(near).typ) {
			return fmt.Sprintf("did you mean %q? it %s", near, d.moveUp())
		}
	}
	if names := s.names(); len(names) > 0 && len(names) <= knownShown {
		return "known here: " + strings.Join(names, ", ")
	}
	return ""
}

// moveUp says that a key belongs to the file and not to the table it fell under.
func (d *decoder) moveUp() string {
	head := d.file.header
	if head.width == 0 {
		return "belongs to the file itself, not to a table"
	}
	first := d.file.At(head.at, head.width)
	return fmt.Sprintf("belongs to the whole file: move it above the first table, %s on line %d",
		head.in(d.file.Text), first.Line)
}

// homesOf names up to three other tables that have a key.
func (d *decoder) homesOf(name string, at tableName) string {
	if d.root.Kind() != reflect.Struct {
		return ""
	}
	var list []string
	for _, home := range d.homes(d.root, name) {
		if home != at.String() {
			list = append(list, home)
		}
	}
	switch {
	case len(list) == 0:
		return ""
	case len(list) == 1:
		return list[0]
	}
	list = list[:min(len(list), 3)]
	return strings.Join(list[:len(list)-1], ", ") + " or " + list[len(list)-1]
}

// missing reports a required key that is not there.
func (d *decoder) missing(f field, n *node, at tableName) {
	if d.full() {
		return
	}
	text := fmt.Sprintf("%q is missing", f.name)
	if at.path != "" {
		text += " in " + at.String()
	}
	hint := "add " + d.example(f.typ, f.name)
	switch {
	case isTables(f.typ):
		text, hint = "there is no "+tableName{within(at.path, f.name), true}.String(), "add it, and its keys below it"
	case isTable(f.typ):
		text, hint = "there is no "+tableName{within(at.path, f.name), false}.String(), "add it, and its keys below it"
	case at.path == "":
		hint += " at the top of the file"
	}
	d.report(n, true, text, hint)
}

// wrongType reports a value of another type than the field's.
func (d *decoder) wrongType(t reflect.Type, value any, n *node, at tableName, key string) {
	if d.full() {
		return
	}
	t = target(t)
	if isTable(t) || isTables(t) || t.Kind() == reflect.Map {
		d.wrongTable(t, value, n, at, key)
		return
	}
	if whole, ok := value.(int64); ok && advice.Wanted(t) == "a whole number" {
		d.report(n, false, fmt.Sprintf("%d is too large or too small a number here", whole), "write a number that makes sense")
		return
	}
	before := d.before(n)
	hint := "for example " + before + d.example(t, key)
	if good := advice.Rewrite(t, value, d.raw(n)); good != "" {
		hint = "write " + before + assignment(key, good)
	}
	d.report(n, false, advice.Wanted(t)+" is wanted here, not "+advice.Called(t, value), hint)
}

// wrongTable reports a value where a table or a list of tables is wanted, or one
// where the other is.
func (d *decoder) wrongTable(t reflect.Type, value any, n *node, at tableName, key string) {
	form := other
	if n != nil {
		form = n.form
	}
	name := within(at.path, key)
	single, double := "["+name+"]", "[["+name+"]]"
	switch {
	case isTables(t) && form == table:
		d.report(n, true, single+" needs double brackets, since there can be several", "write "+double)
	case isTable(t) && form == tables:
		hint := "write " + single
		if d.root.Kind() == reflect.Struct && at.path == "" && d.schema(d.root).field(key+"s") != nil {
			hint += fmt.Sprintf("; for several people write [[%ss]] above each", key)
		}
		d.report(n, true, double+" has double brackets, but there is only one", hint)
	case isTables(t):
		d.report(n, false, "a list of tables is wanted here, not "+advice.Noun(value), "write "+d.before(n)+assignment(key, d.inlineTables(t.Elem(), value)))
	case key == "":
		d.report(n, false, "a table is wanted here, not "+advice.Noun(value), "write { "+d.firstKey(t, value)+" }")
	case isTable(t):
		d.report(n, false, "a table is wanted here, not "+advice.Noun(value), d.tableHint(d.before(n)+d.oneTable(t, value, at, key)))
	default:
		d.report(n, false, "a table is wanted here, not "+advice.Noun(value),
			"it has keys of its own: they stand below a line "+single)
	}
}

// tableHint says to write the first key of a table; without a value for it, that there is one.
func (d *decoder) tableHint(line string) string {
	if key, ok := strings.CutSuffix(line, ` = "…"`); ok {
		return "it has keys of its own: they are written like " + key + ` = "…"`
	}
	return "write " + line
}

// oneTable writes the first key of a table, or, of several people where there can be
// several, the list.
func (d *decoder) oneTable(t reflect.Type, value any, at tableName, key string) string {
	items, ok := value.([]any)
	switch {
	case !ok || len(items) == 0:
		return quoted(key) + "." + d.firstKey(t, value)
	case len(items) > 1 && d.root.Kind() == reflect.Struct && at.path == "" && d.schema(d.root).field(key+"s") != nil:
		return assignment(key+"s", d.inlineTables(t, value))
	}
	return quoted(key) + "." + d.firstKey(t, items[0])
}

// inlineTables writes a list of tables on one line, with the author's own texts.
func (d *decoder) inlineTables(t reflect.Type, value any) string {
	items, ok := value.([]any)
	if !ok || len(items) == 0 {
		items = []any{value}
	}
	var tables []string
	for _, item := range items {
		tables = append(tables, "{ "+d.firstKey(t, item)+" }")
	}
	if line := "[" + strings.Join(tables, ", ") + "]"; len(line) <= 2*advice.ExampleShown {
		return line
	}
	return "[" + tables[0] + ", …]"
}

// dottedParts are the parts of a key before its last.
var dottedParts = regexp.MustCompile(`^[ \t]*((?:[A-Za-z0-9_"'-]+[ \t]*\.[ \t]*)+)$`)

// before returns the parts that stand before the last of a node's key: "schedule." of
// schedule.first.
func (d *decoder) before(n *node) string {
	if n == nil || n.key == n.value {
		return ""
	}
	text := d.file.Text[:n.key.at]
	if m := dottedParts.FindStringSubmatch(text[strings.LastIndexByte(text, '\n')+1:]); m != nil {
		return m[1]
	}
	return ""
}

// raw returns the value of a node as it stands in the file.
func (d *decoder) raw(n *node) string {
	if n == nil {
		return ""
	}
	return n.value.in(d.file.Text)
}

// firstKey gives the first line of a table as an example, with the author's
// own text where a text is wanted. It is the key that a table has to have, or its text.
func (d *decoder) firstKey(t reflect.Type, value any) string {
	t = target(t)
	if t.Kind() != reflect.Struct || len(d.schema(t).fields) == 0 {
		return `a line such as name = "…"`
	}
	f := d.schema(t).fields[0]
	for _, other := range d.schema(t).fields {
		if other.required || other.name == "text" {
			f = other
			break
		}
	}
	if text, ok := value.(string); ok && target(f.typ).Kind() == reflect.String && len(text) <= advice.ExampleShown {
		return assignment(f.name, strconv.Quote(text))
	}
	return d.example(f.typ, f.name)
}

// example returns a line that sets a key of a type.
func (d *decoder) example(t reflect.Type, key string) string {
	return assignment(key, d.exampleValue(t))
}

// exampleValue returns a value of a type.
func (d *decoder) exampleValue(t reflect.Type) string {
	value := `"…"`
	t = target(t)
	switch {
	case readsItself(t):
		value = ownExample(t)
	case t.Kind() == reflect.Bool:
		value = "true"
	case t.Kind() == reflect.Slice && target(t.Elem()).Kind() == reflect.String:
		value = `["…", "…"]`
	case t.Kind() == reflect.Slice:
		value = "[1, 2]"
	case t.Kind() != reflect.String:
		value = "3"
	}
	return value
}

// ownExample returns a value that a type with a parser of its own takes.
func ownExample(t reflect.Type) string {
	file, problems := Parse(diag.Source{Text: "a = 2027-01-14\nb = 15:00\nc = 3\nd = true"})
	if problems != nil {
		return `"…"`
	}
	for _, key := range []string{"a", "b", "c", "d"} {
		if reflect.New(t).Interface().(selfReader).UnmarshalTOML(file.Tree[key]) == nil {
			return file.root.field(key).value.in(file.Text)
		}
	}
	return `"…"`
}

// assignment writes key = value, or the value alone for an element of a list.
func assignment(key, value string) string {
	if key == "" {
		return value
	}
	return quoted(key) + " = " + value
}

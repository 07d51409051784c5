package tomlfile

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"pairbook/internal/diag"
	"pairbook/internal/source"
)

// Decode fills the struct that into points to, and returns everything that does
// not fit, sorted. What is wrong, or not there, stays as it was; the rest is filled.
//
// A field of the struct is a key when it has a tag `toml:"name"`,
// `toml:"name,required"` or `toml:"name,positive"`; names match exactly. Fields of
// embedded structs count as the struct's own. A required key must be there and, if it
// is text, not blank; a positive one must not be 0, which in the struct stands for a
// key that is not there. Types of fields are string, bool, integers, floats, structs,
// maps with string keys, any, lists of these and pointers to them; a named type may
// have UnmarshalTOML(any) error and parse its value itself. Its error is the problem;
// a diag.Complaint brings a hint along.
//
// Decode panics when into is not a pointer to a struct or a map, or has a field of another
// type: that is a mistake of the program.
func (f *File) Decode(into any) []diag.Problem {
	d := &decoder{file: f}
	for _, bad := range f.badTexts {
		d.report(bad.node, bad.key, bad.text, bad.hint)
	}
	d.start(into, f.Tree, f.root)
	problems := diag.Sort(d.problems)
	if len(problems) > source.FileProblems {
		problems = append([]diag.Problem{{
			Position: f.Whole(),
			Text:     fmt.Sprintf("this file has too many problems to show: these are %d of them", source.FileProblems),
			Hint:     "mend these, then look again",
		}}, problems[:source.FileProblems]...)
	}
	return problems
}

// DecodeTree fills a struct from a tree like File.Tree, made of several files
// that have been checked one by one. What does not fit stays as it was.
func DecodeTree(tree map[string]any, into any) {
	d := &decoder{}
	d.start(into, tree, nil)
}

// A decoder is one run of Decode.
type decoder struct {
	file     *File // nil: problems are not reported
	root     reflect.Type
	problems []diag.Problem
}

// A tableName names the table that the decoder stands in.
type tableName struct {
	path string // "" for the file, "agreement.contact", "goals"
	list bool   // one of several: [[goals]]
}

// String returns the name as it is written in a file.
func (p tableName) String() string {
	switch {
	case p.path == "":
		return ""
	case p.list:
		return "[[" + p.path + "]]"
	}
	return "[" + p.path + "]"
}

func (d *decoder) start(into, tree any, n *node) {
	v := reflect.ValueOf(into)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		panic(fmt.Sprintf("tomlfile: cannot decode into %T", into))
	}
	d.root = v.Elem().Type()
	d.fill(v.Elem(), tree, n, tableName{}, "")
}

func (d *decoder) schema(t reflect.Type) *schema {
	if s, ok := schemas.Load(t); ok {
		return s.(*schema)
	}
	s, _ := schemas.LoadOrStore(t, newSchema(t))
	return s.(*schema)
}

// schemas spares thousands of files of one kind the reading of the same tags. What
// is in it follows from the type that is its key alone.
var schemas sync.Map // of reflect.Type and *schema

// full reports whether further problems are of no use: there are more than are
// shown, and each costs a walk through the text.
func (d *decoder) full() bool { return d.file == nil || len(d.problems) > source.FileProblems }

// report notes a problem at the key or the value of a node.
func (d *decoder) report(n *node, key bool, text, hint string) {
	if d.full() {
		return
	}
	p := diag.Problem{Text: text, Hint: hint}
	if key {
		p.Position = d.file.keyOf(n)
	} else {
		p.Position = d.file.valueOf(n)
	}
	d.problems = append(d.problems, p)
}

// fill sets v from a decoded value and reports whether there was anything to
// set. key is the name the value goes by, "" for an element of a list, and at the
// table that it lies in.
func (d *decoder) fill(v reflect.Value, value any, n *node, at tableName, key string) bool {
	if value == nil || d.file != nil && n != nil && d.file.unsafe[n] {
		return false
	}
	value = d.bounded(value, n, at, key)
	if v.Kind() == reflect.Pointer {
		made := reflect.New(v.Type().Elem())
		ok := d.fill(made.Elem(), value, n, at, key)
		if ok {
			v.Set(made)
		}
		return ok
	}
	if readsItself(v.Type()) {
		return d.parseItself(v, value, n)
	}
	switch v.Kind() {
	case reflect.Struct:
		return d.fillStruct(v, value, n, at, key)
	case reflect.Slice:
		return d.fillSlice(v, value, n, at, key)
	case reflect.Map:
		return d.fillMap(v, value, n, at, key)
	case reflect.Interface:
		v.Set(reflect.ValueOf(value))
		return true
	}
	ok := fillScalar(v, value)
	if !ok {
		d.wrongType(v.Type(), value, n, at, key)
	}
	return ok
}

// parseItself lets a value parse itself.
func (d *decoder) parseItself(v reflect.Value, value any, n *node) bool {
	made := reflect.New(v.Type())
	err := made.Interface().(selfReader).UnmarshalTOML(value)
	if err == nil {
		v.Set(made.Elem())
		return true
	}
	var complaint diag.Complaint
	if !errors.As(err, &complaint) {
		complaint.Text = err.Error()
	}
	d.report(n, false, complaint.Text, complaint.Hint)
	return false
}

// fillScalar sets a text, a number or a truth; false when the value is another.
func fillScalar(v reflect.Value, value any) bool {
	switch v.Kind() {
	case reflect.String:
		if s, ok := value.(string); ok {
			v.SetString(s)
			return true
		}
	case reflect.Bool:
		if b, ok := value.(bool); ok {
			v.SetBool(b)
			return true
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if i, ok := value.(int64); ok && !v.OverflowInt(i) {
			v.SetInt(i)
			return true
		}
	case reflect.Float32, reflect.Float64:
		switch x := value.(type) {
		case float64:
			v.SetFloat(x)
			return true
		case int64:
			v.SetFloat(float64(x))
			return true
		}
	default:
		panic(fmt.Sprintf("tomlfile: no way to fill a %s", v.Type()))
	}
	return false
}

func (d *decoder) fillStruct(v reflect.Value, value any, n *node, at tableName, key string) bool {
	if v.Type() == reflect.TypeFor[time.Time]() {
		panic("tomlfile: time.Time has no meaning of its own; use a type that parses itself")
	}
	table, ok := value.(map[string]any)
	if !ok {
		d.wrongType(v.Type(), value, n, at, key)
		return false
	}
	if key != "" {
		at = tableName{path: within(at.path, key)}
	}
	s := d.schema(v.Type())
	known := 0
	for _, f := range s.fields {
		value, ok := table[f.name]
		if !ok {
			if f.required {
				d.missing(f, n, at)
			}
			continue
		}
		known++
		ok = d.fill(fieldOf(v, f.index), value, n.field(f.name), at, f.name)
		if text, isText := value.(string); ok && isText && f.required && strings.TrimSpace(text) == "" {
			d.report(n.field(f.name), false, fmt.Sprintf("%q is empty", f.name), "write "+d.example(f.typ, f.name))
		}
		if ok && f.positive && value == int64(0) {
			d.report(n.field(f.name), false, fmt.Sprintf("%q is 0", f.name), "write a number above 0, or leave it out")
		}
	}
	if known == len(table) {
		return true
	}
	for _, name := range slices.Sorted(maps.Keys(table)) {
		if s.field(name) == nil {
			d.unknown(s, name, n.field(name), at)
		}
	}
	return true
}

// fieldOf returns the field of a struct, making the embedded structs on the way.
func fieldOf(v reflect.Value, index []int) reflect.Value {
	for _, i := range index {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				v.Set(reflect.New(v.Type().Elem()))
			}
			v = v.Elem()
		}
		v = v.Field(i)
	}
	return v
}

func (d *decoder) fillSlice(v reflect.Value, value any, n *node, at tableName, key string) bool {
	items, ok := value.([]any)
	if !ok || isTables(v.Type()) && len(items) > 0 && !slices.ContainsFunc(items, isMap) {
		d.wrongType(v.Type(), value, n, at, key)
		return false
	}
	if key != "" {
		at = tableName{path: within(at.path, key), list: true}
	}
	made := reflect.MakeSlice(v.Type(), len(items), len(items))
	for i, item := range items {
		d.fill(made.Index(i), item, n.item(i), at, "")
	}
	v.Set(made)
	return true
}

func isMap(value any) bool {
	_, ok := value.(map[string]any)
	return ok
}

// fillMap fills a map whose keys the author chooses.
func (d *decoder) fillMap(v reflect.Value, value any, n *node, at tableName, key string) bool {
	table, ok := value.(map[string]any)
	if !ok {
		d.wrongType(v.Type(), value, n, at, key)
		return false
	}
	if key != "" {
		at = tableName{path: within(at.path, key)}
	}
	made := reflect.MakeMapWithSize(v.Type(), len(table))
	for _, name := range slices.Sorted(maps.Keys(table)) {
		item := reflect.New(v.Type().Elem()).Elem()
		if d.fill(item, table[name], n.field(name), at, name) {
			made.SetMapIndex(reflect.ValueOf(name).Convert(v.Type().Key()), item)
		}
	}
	v.Set(made)
	return true
}

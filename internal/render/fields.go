package render

import (
	"reflect"
	"slices"
	"strings"
)

// fieldsOf returns the names of the fields and methods of a type, which is
// found by its name among all that data leads to; nil when it is not there.
func fieldsOf(data any, typeName string) []string {
	if data == nil {
		return nil
	}
	t := find(reflect.TypeOf(data), strings.TrimPrefix(typeName, "*"), map[reflect.Type]bool{})
	if t == nil {
		return nil
	}
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() {
			names = append(names, f.Name)
		}
	}
	for i := range t.NumMethod() {
		names = append(names, t.Method(i).Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// find looks for a struct of a name in a type and all types within it.
func find(t reflect.Type, name string, seen map[reflect.Type]bool) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Array {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || seen[t] {
		return nil
	}
	seen[t] = true
	if t.String() == name {
		return t
	}
	for i := range t.NumField() {
		if found := find(t.Field(i).Type, name, seen); found != nil {
			return found
		}
	}
	return nil
}

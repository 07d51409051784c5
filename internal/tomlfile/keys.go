package tomlfile

import "reflect"

// A Key is what a table may have under one name, as Decode knows it.
type Key struct {
	Name     string
	Required bool
	Positive bool         // a number above 0
	Type     reflect.Type // of the field, without pointers
	Owner    reflect.Type // the struct that declares it: an embedded one, or the table's own
}

// Keys lists the keys that Decode knows of a struct, in its order.
func Keys(table reflect.Type) []Key {
	table = target(table)
	var keys []Key
	for _, f := range newSchema(table).fields {
		owner := table
		for _, i := range f.index[:len(f.index)-1] {
			owner = target(owner.Field(i).Type)
		}
		keys = append(keys, Key{f.name, f.required, f.positive, target(f.typ), owner})
	}
	return keys
}

// ReadsItself reports whether values of a type parse themselves, with UnmarshalTOML.
func ReadsItself(t reflect.Type) bool { return readsItself(target(t)) }

package tomlfile

import (
	"reflect"
	"slices"
	"strings"
)

// A schema is what a struct says about the keys of a table.
type schema struct {
	fields []field // in the order of the struct
	byName map[string]int
}

// A field is one key that a table may have.
type field struct {
	name     string
	required bool
	positive bool  // a number that is not 0: that stands for a key that is not there
	index    []int // of the field of the struct, through embedded structs
	typ      reflect.Type
}

// A selfReader parses its own value. It is given the decoded value: string,
// int64, float64, bool, time.Time, map[string]any or []any.
type selfReader interface{ UnmarshalTOML(any) error }

var selfReaderType = reflect.TypeFor[selfReader]()

// readsItself reports whether values of a type parse themselves.
func readsItself(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(selfReaderType)
}

// newSchema reads the tags of a struct: `toml:"name"`, `toml:"name,required"` or
// `toml:"name,positive"`.
// Fields without a tag are not keys. The fields of embedded structs count as the struct's
// own; of two fields of one name the outer one wins.
func newSchema(t reflect.Type) *schema {
	s := &schema{byName: map[string]int{}}
	s.addFields(t, nil)
	return s
}

func (s *schema) addFields(t reflect.Type, index []int) {
	var embedded []reflect.StructField
	for i := range t.NumField() {
		f := t.Field(i)
		tag, tagged := f.Tag.Lookup("toml")
		name, options, _ := strings.Cut(tag, ",")
		if !tagged && f.Anonymous && target(f.Type).Kind() == reflect.Struct && !readsItself(f.Type) {
			embedded = append(embedded, f)
			continue
		}
		if _, known := s.byName[name]; known || name == "" || name == "-" {
			continue
		}
		s.byName[name] = len(s.fields)
		s.fields = append(s.fields, field{
			name:     name,
			required: slices.Contains(strings.Split(options, ","), "required"),
			positive: slices.Contains(strings.Split(options, ","), "positive"),
			index:    append(slices.Clone(index), i),
			typ:      f.Type,
		})
	}
	for _, f := range embedded {
		s.addFields(target(f.Type), append(slices.Clone(index), f.Index...))
	}
}

// field returns what is known of a key, nil when there is no such key.
func (s *schema) field(name string) *field {
	if i, ok := s.byName[name]; ok {
		return &s.fields[i]
	}
	return nil
}

// names returns all keys in the order of the struct.
func (s *schema) names() []string {
	list := make([]string, len(s.fields))
	for i, f := range s.fields {
		list[i] = f.name
	}
	return list
}

// target returns what a type points to, itself when it is no pointer.
func target(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

// isTable reports whether a type is filled from a table with known keys.
func isTable(t reflect.Type) bool {
	t = target(t)
	return t.Kind() == reflect.Struct && !readsItself(t)
}

// isTables reports whether a type is filled from a list of such tables.
func isTables(t reflect.Type) bool {
	t = target(t)
	return t.Kind() == reflect.Slice && !readsItself(t) && isTable(t.Elem())
}

// homes returns the tables anywhere in a struct that have a key, as they are
// written in a file: "[schedule]", "[[goals]]".
func (d *decoder) homes(t reflect.Type, key string) []string {
	var list []string
	seen := map[reflect.Type]bool{}
	var walk func(t reflect.Type, name string)
	walk = func(t reflect.Type, name string) {
		if seen[t] {
			return
		}
		seen[t] = true
		for _, f := range d.schema(t).fields {
			inner := target(f.typ)
			path := within(name, f.name)
			head := "[" + path + "]"
			if isTables(inner) {
				inner, head = target(inner.Elem()), "[["+path+"]]"
			}
			if !isTable(inner) {
				continue
			}
			if d.schema(inner).field(key) != nil {
				list = append(list, head)
			}
			walk(inner, path)
		}
		seen[t] = false
	}
	walk(t, "")
	return list
}

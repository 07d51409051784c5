package schema

import (
	"embed"
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"pairbook/internal/program"
	"pairbook/internal/tomlfile"
)

//go:embed fields.*.toml
var fieldFiles embed.FS

// A Kind is how the value of a field is asked for.
type Kind string

const (
	Line   Kind = "text"
	Mail   Kind = "email"
	Day    Kind = "date"
	Time   Kind = "time"
	Number Kind = "number"
	List   Kind = "list" // several texts
	Yes    Kind = "checkbox"
	Choice Kind = "choice" // one of Choices
)

// A Field is a key of a table, as a form asks for it.
type Field struct {
	Key, Label, Hint string
	Kind             Kind
	Choices          []string
	Required         bool
	Least, Most      int // of a Number, where there are bounds; else 0
}

// Fields returns the keys of a struct that a form can ask for, in its order: all whose values are no
// tables. Labels and hints are those of the editors' schemas, in a language that they are in, else English.
func Fields(table any, lang program.Language) []Field {
	english := descriptions()
	m := maker{descriptions: english}
	var fields []Field
	for _, key := range tomlfile.Keys(reflect.TypeOf(table)) {
		f := Field{Key: key.Name, Label: titleOf(key.Name), Required: key.Required}
		if !f.ask(key, &m) {
			continue
		}
		owner := key.Owner.Name()
		f.Hint = ofForm(text(english[owner][key.Name], 0))
		if said := translated()[lang.Base()][owner][key.Name]; len(said) == 2 {
			f.Label, f.Hint = said[0], said[1]
		}
		fields = append(fields, f)
	}
	return fields
}

// ask finds how a form asks for a key, and reports false when it cannot.
func (f *Field) ask(key tomlfile.Key, m *maker) bool {
	t := key.Type
	if t.Kind() == reflect.Slice {
		f.Kind = List
		return t.Elem().Kind() == reflect.String
	}
	if t.Kind() == reflect.Struct && !tomlfile.ReadsItself(t) || t.Kind() == reflect.Map {
		return false
	}
	n := m.value(t, "")
	if b, ok := bounds[key.Owner.Name()+"."+key.Name]; ok {
		b(n)
	}
	f.Choices = n.Enum
	switch {
	case n.Enum != nil:
		f.Kind = Choice
	case t.Name() == "Date":
		f.Kind = Day
	case t.Name() == "Clock":
		f.Kind = Time
	case t.Name() == "Email":
		f.Kind = Mail
	case n.Type == "boolean":
		f.Kind = Yes
	case n.Type == "integer":
		f.Kind = Number
	default:
		f.Kind = Line
	}
	if n.Minimum != nil {
		f.Least = int(*n.Minimum)
	}
	if n.Maximum != nil {
		f.Most = int(*n.Maximum)
	}
	return true
}

// ofForm is a description without what concerns only those who write TOML.
func ofForm(description string) string {
	return strings.ReplaceAll(description, ", without quotation marks", "")
}

func text(said []any, i int) string {
	if i >= len(said) {
		return ""
	}
	s, _ := said[i].(string)
	return s
}

// translated are labels and descriptions by language, struct and key, read once.
var translated = sync.OnceValue(func() map[string]map[string]map[string][]string {
	all := map[string]map[string]map[string][]string{}
	names, _ := fs.Glob(fieldFiles, "*")
	for _, name := range names {
		var said map[string]map[string][]string
		if _, err := toml.DecodeFS(fieldFiles, name, &said); err != nil {
			panic(fmt.Sprintf("schema: %s: %v", name, err)) // a test reads it
		}
		all[strings.TrimSuffix(strings.TrimPrefix(name, "fields."), ".toml")] = said
	}
	return all
})

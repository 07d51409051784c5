package schema

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pairbook/internal/diag"
	"pairbook/internal/markdown"
	"pairbook/internal/site"
	"pairbook/internal/theme"
	"pairbook/internal/tomlfile"
)

// roots are all that a schema is made of.
func roots() []reflect.Type {
	all := []reflect.Type{reflect.TypeOf(theme.Manifest()), reflect.TypeOf(markdown.FrontMatter())}
	for _, name := range slices.Sorted(maps.Keys(site.Tables())) {
		all = append(all, reflect.TypeOf(site.Tables()[name]))
	}
	return all
}

func TestEveryKeyHasADescription(t *testing.T) {
	m := maker{descriptions: descriptions()}
	for _, root := range roots() {
		m.table(root)
	}
	slices.Sort(m.missing)
	for _, what := range slices.Compact(m.missing) {
		t.Error(what)
	}
}

func TestEveryDescriptionHasAKey(t *testing.T) {
	there := map[string]bool{}
	var visit func(reflect.Type)
	visit = func(t reflect.Type) {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || tomlfile.ReadsItself(t) {
			return
		}
		for _, key := range tomlfile.Keys(t) {
			there[key.Owner.Name()+"."+key.Name] = true
			visit(key.Type)
		}
	}
	for _, root := range roots() {
		visit(root)
	}
	for _, place := range known(descriptions()) {
		if !there[place] {
			t.Errorf("fields.toml describes %s, which no file can have", place)
		}
	}
}

// What the editor shows as an example is read without a problem.
func TestExamplesAreRead(t *testing.T) {
	for _, root := range roots() {
		for _, key := range tomlfile.Keys(root) {
			checkExamples(t, root, "", key)
		}
	}
}

// checkExamples decodes a file with nothing but each example in its place.
func checkExamples(t *testing.T, root reflect.Type, table string, key tomlfile.Key) {
	inner := key.Type
	if inner.Kind() == reflect.Slice {
		inner = element(inner)
	}
	if inner.Kind() == reflect.Struct && !tomlfile.ReadsItself(inner) {
		for _, below := range tomlfile.Keys(inner) {
			checkExamples(t, root, table+key.Name+".", below)
		}
		return
	}
	said := descriptions()[key.Owner.Name()][key.Name]
	if len(said) == 0 {
		return // that is a fault of its own
	}
	for _, example := range said[1:] {
		value := fmt.Sprintf("%q", example)
		if text, ok := example.(string); !ok {
			data, _ := json.Marshal(example)
			value = string(data)
		} else if name := key.Type.Name(); name == "Date" || name == "Clock" {
			value = text
		}
		text := key.Name + " = " + value + "\n"
		if table != "" {
			text = dotted(root, table) + text
		}
		file, problems := tomlfile.Parse(diag.Source{Name: "x.toml", Text: text})
		if file == nil {
			t.Errorf("%s: %v", text, problems)
			continue
		}
		for _, p := range file.Decode(reflect.New(root).Interface()) {
			if !strings.Contains(p.Text, "is missing") { // of other keys
				t.Errorf("%s: %v", text, p)
			}
		}
	}
}

// dotted writes the head of a table that lies below others: those that are lists are begun.
func dotted(root reflect.Type, table string) string {
	var b strings.Builder
	path, t := "", root
	for _, name := range strings.Split(strings.TrimSuffix(table, "."), ".") {
		for _, key := range tomlfile.Keys(t) {
			if key.Name != name {
				continue
			}
			path = strings.TrimPrefix(path+"."+name, ".")
			if key.Type.Kind() == reflect.Slice {
				t = element(key.Type)
				b.WriteString("[[" + path + "]]\n")
			} else {
				t = key.Type
				b.WriteString("[" + path + "]\n")
			}
			break
		}
	}
	return b.String()
}

func TestSchemasAreTheSameEachTime(t *testing.T) {
	s := Site{Themes: []string{"classic"}, Topics: []string{"walk"}, Options: []theme.Choice{{Name: "accent", Type: "colour"}}}
	a, b := Files(s), Files(s)
	if !reflect.DeepEqual(a, b) || len(a) != 6 {
		t.Errorf("%d files", len(a))
	}
	for name, data := range a {
		if !json.Valid(data) || !strings.Contains(string(data), Comment) {
			t.Errorf("%s: %s", name, data)
		}
	}
}

// known lists the structs and keys that something is said of.
func known(all map[string]map[string][]any) []string {
	var list []string
	for owner, keys := range all {
		for _, key := range slices.Sorted(maps.Keys(keys)) {
			list = append(list, owner+"."+key)
		}
	}
	slices.Sort(list)
	return list
}

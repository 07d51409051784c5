// Package schema makes JSON schemas of the files of a site, with which an editor completes keys,
// explains them and marks mistakes while somebody types.
//
// Which keys there are, and of which type, is read from the structs that the files are decoded into, so that
// editor and reader never disagree. What a key is for stands in fields.toml, by the name of the struct that
// declares it; a key without a description there fails a test of this package. Types that parse their values
// themselves are described in forms.go.
//
// The schemas are of draft 7 of JSON Schema, which the editors' TOML extensions understand. They know
// less than Pairbook: what depends on another key or another file only "pairbook check" finds.
//
// Not here: where the files are written (package main).
package schema

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"pairbook/internal/markdown"
	"pairbook/internal/site"
	"pairbook/internal/theme"
	"pairbook/internal/tomlfile"
)

//go:embed fields.toml
var fieldsText string

// A Site is what a site offers to choose from.
type Site struct {
	Themes  []string       // the names of all themes
	Options []theme.Choice // what the theme in use lets a site set
	Topics  []string       // the names of all topics
	Formats []string       // the names of all formats
}

// Comment stands in every schema, so that one is known again.
const Comment = "Written by: pairbook schema"

// Files returns the schemas by the name of the file they are for, as JSON: "site", "cohort", "relationship",
// "format", "theme" and "front-matter".
func Files(s Site) map[string][]byte {
	m := maker{descriptions: descriptions(), site: s}
	tables := site.Tables()
	tables["theme"], tables["front-matter"] = theme.Manifest(), markdown.FrontMatter()
	files := map[string][]byte{}
	for name, table := range tables {
		n := m.table(reflect.TypeOf(table))
		n.Schema, n.Comment, n.Title = "http://json-schema.org/draft-07/schema#", Comment, titles[name]
		data, err := json.MarshalIndent(n, "", "  ")
		if err != nil {
			panic(fmt.Sprintf("schema: %v", err)) // it is made of texts and numbers alone
		}
		files[name] = append(data, '\n')
	}
	return files
}

// titles name the files.
var titles = map[string]string{
	"site":         "site.toml: the programme",
	"cohort":       "cohort.toml: a cohort and its defaults",
	"relationship": "A relationship",
	"format":       "A format: a preset for a kind of programme",
	"theme":        "theme.toml: a theme",
	"front-matter": "Front matter of guidance and topics",
}

// A node is a schema of one value.
type node struct {
	Schema      string           `json:"$schema,omitempty"`
	Comment     string           `json:"$comment,omitempty"`
	Title       string           `json:"title,omitempty"`
	Description string           `json:"description,omitempty"`
	Type        any              `json:"type,omitempty"` // a name, or several
	Format      string           `json:"format,omitempty"`
	Pattern     string           `json:"pattern,omitempty"`
	Enum        []string         `json:"enum,omitempty"`
	AnyOf       []*node          `json:"anyOf,omitempty"`
	Minimum     *float64         `json:"minimum,omitempty"`
	Maximum     *float64         `json:"maximum,omitempty"`
	MaxLength   int              `json:"maxLength,omitempty"`
	Items       *node            `json:"items,omitempty"`
	Properties  map[string]*node `json:"properties,omitempty"`
	Required    []string         `json:"required,omitempty"`
	Additional  any              `json:"additionalProperties,omitempty"` // false, or a node
	Default     any              `json:"default,omitempty"`
	Examples    []any            `json:"examples,omitempty"`
}

// descriptions reads fields.toml, once: by struct and key, a description and examples.
var descriptions = sync.OnceValue(func() map[string]map[string][]any {
	var all map[string]map[string][]any
	if _, err := toml.Decode(fieldsText, &all); err != nil {
		panic(fmt.Sprintf("schema: fields.toml: %v", err)) // a test reads it
	}
	return all
})

// A maker makes schemas.
type maker struct {
	descriptions map[string]map[string][]any
	site         Site
	missing      []string // keys and types of which nothing is known, for the test
}

// table makes the schema of a table with known keys.
func (m *maker) table(t reflect.Type) *node {
	n := &node{Type: "object", Properties: map[string]*node{}, Additional: false}
	for _, key := range tomlfile.Keys(t) {
		place := key.Owner.Name() + "." + key.Name
		value := m.value(key.Type, place)
		if b, ok := bounds[place]; ok {
			b(value)
		}
		if key.Positive && value.Minimum == nil {
			value.Minimum = number(1)
		}
		if key.Required {
			n.Required = append(n.Required, key.Name)
			if value.Type == "string" && value.Pattern == "" && value.Enum == nil {
				value.Pattern = `\S`
			}
		}
		value.Title = titleOf(key.Name)
		m.describe(value, key.Owner.Name(), key.Name)
		m.offer(value, place)
		n.Properties[key.Name] = value
	}
	for _, key := range oneOf[t.Name()] {
		n.AnyOf = append(n.AnyOf, &node{Required: []string{key}})
	}
	return n
}

// describe adds the description of a key and its examples.
func (m *maker) describe(n *node, owner, key string) {
	said := m.descriptions[owner][key]
	if len(said) == 0 {
		m.missing = append(m.missing, fmt.Sprintf("the key %q has no description: add it under [%s] in fields.toml", key, owner))
		return
	}
	n.Description, _ = said[0].(string)
	n.Examples = said[1:]
}

// titleOf makes words of a key.
func titleOf(key string) string {
	words := strings.ReplaceAll(key, "_", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

// value makes the schema of a value of a type.
func (m *maker) value(t reflect.Type, place string) *node {
	switch {
	case tomlfile.ReadsItself(t):
		return m.form(t)
	case t.Kind() == reflect.Struct:
		return m.table(t)
	case t.Kind() == reflect.Slice:
		return &node{Type: "array", Items: m.value(element(t), place)}
	case t.Kind() == reflect.Map:
		return &node{Type: "object", Additional: m.value(element(t), place)}
	case t.Kind() == reflect.String:
		return &node{Type: "string"}
	case t.Kind() == reflect.Bool:
		return &node{Type: "boolean"}
	case t.Kind() == reflect.Interface:
		return &node{}
	case t.Kind() == reflect.Float32 || t.Kind() == reflect.Float64:
		return &node{Type: "number"}
	}
	return &node{Type: "integer"}
}

// element is the type of what a list or table has, without pointers.
func element(t reflect.Type) reflect.Type {
	t = t.Elem()
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

// offer adds what the site has to choose from.
func (m *maker) offer(n *node, place string) {
	switch place {
	case "Program.theme":
		n.Enum = m.site.Themes
	case "Entry.topic":
		n.mayBe(m.site.Topics)
	case "Program.format", "cohortFile.format", "Record.format":
		n.mayBe(m.site.Formats)
	case "siteFile.theme_options":
		if len(m.site.Options) > 0 {
			n.Properties, n.Additional = map[string]*node{}, false
			for _, o := range m.site.Options {
				n.Properties[o.Name] = optionNode(o)
			}
		}
	}
}

// mayBe offers the names that there are. One that was added since is no mistake.
func (n *node) mayBe(names []string) {
	n.AnyOf, n.Type = []*node{{Type: "string", Enum: names}, {Type: "string"}}, nil
	if len(names) == 0 {
		n.AnyOf = n.AnyOf[1:]
	}
}

package tomlfile

import (
	"reflect"

	"pairbook/internal/tomlfile/advice"
)

// expected says what a key of a struct wants, wherever it stands: nothing when that
// differs from table to table, or when it is text.
func expected(into any, key string) advice.Expectation {
	d := &decoder{root: target(reflect.TypeOf(into))}
	if d.root.Kind() != reflect.Struct {
		return advice.Expectation{}
	}
	var found []advice.Expectation
	d.walk(d.root, func(f field) {
		if f.name == key && !isTable(f.typ) && !isTables(f.typ) { // tables are seldom written behind "="
			found = append(found, d.expectation(f.typ))
		}
	})
	for _, other := range found {
		if other != found[0] {
			return advice.Expectation{}
		}
	}
	if len(found) == 0 {
		return advice.Expectation{}
	}
	return found[0]
}

// walk calls visit for every key of a struct and of the tables in it.
func (d *decoder) walk(t reflect.Type, visit func(field)) {
	for _, f := range d.schema(t).fields {
		visit(f)
		inner := target(f.typ)
		if isTables(inner) {
			inner = target(inner.Elem())
		}
		if isTable(inner) && inner != t {
			d.walk(inner, visit)
		}
	}
}

func (d *decoder) expectation(t reflect.Type) advice.Expectation {
	t = target(t)
	switch {
	case isTable(t), isTables(t), t.Kind() == reflect.Map, t.Kind() == reflect.Interface, t.Kind() == reflect.String && !readsItself(t):
		return advice.Expectation{}
	case readsItself(t):
		value := ownExample(t)
		if value == `"…"` {
			return advice.Expectation{}
		}
		return advice.Expectation{Noun: "a value like " + value, Example: value}
	}
	texts := t.Kind() == reflect.Slice && target(t.Elem()).Kind() == reflect.String
	return advice.Expectation{Noun: advice.Wanted(t), Example: d.exampleValue(t), Texts: texts}
}

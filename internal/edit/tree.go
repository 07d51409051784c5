package edit

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"time"

	"pairbook/internal/tomlfile"
)

// What a text says, as a tree of maps and lists: to compare what a change made of it with
// what was meant.

// lookup returns the value at a path, nil when there is none.
func lookup(tree map[string]any, path string) any {
	if path == "" {
		return tree
	}
	parent, key := tomlfile.Split(path)
	if i, ok := index(path); ok {
		list, _ := lookup(tree, path[:len(path)-len(i)]).([]any)
		n, _ := strconv.Atoi(i[1 : len(i)-1])
		if n < 1 || n > len(list) {
			return nil
		}
		return list[n-1]
	}
	table, _ := lookup(tree, parent).(map[string]any)
	return table[key]
}

// index returns the "[3]" at the end of a path.
func index(path string) (string, bool) {
	if path[len(path)-1] != ']' {
		return "", false
	}
	for i := len(path) - 2; i >= 0; i-- {
		if path[i] == '[' {
			return path[i:], true
		}
		if path[i] < '0' || path[i] > '9' {
			return "", false
		}
	}
	return "", false
}

// put sets the value at a path whose last part is a key, and makes the tables on the way.
func put(tree map[string]any, path string, value any) error {
	parent, key := tomlfile.Split(path)
	if parent != "" && lookup(tree, parent) == nil {
		if err := put(tree, parent, map[string]any{}); err != nil {
			return err
		}
	}
	table, ok := lookup(tree, parent).(map[string]any)
	if !ok {
		return fmt.Errorf("setting %s, where %q is no table: %w", path, parent, ErrByHand)
	}
	table[key] = value
	return nil
}

// drop takes the value at a path away. A table that was only implied by it goes too, as in
// the text.
func drop(tree map[string]any, path string) error {
	parent, key := tomlfile.Split(path)
	table, ok := lookup(tree, parent).(map[string]any)
	if _, element := index(path); element || !ok {
		return fmt.Errorf("removing %s: %w", path, ErrByHand)
	}
	delete(table, key)
	return nil
}

// copied returns a copy of tables and lists, all the way down.
func copied(value any) any {
	switch v := value.(type) {
	case map[string]any:
		made := make(map[string]any, len(v))
		for key, field := range v {
			made[key] = copied(field)
		}
		return made
	case []any:
		made := slices.Clone(v)
		for i := range made {
			made[i] = copied(made[i])
		}
		return made
	}
	return value
}

// same compares two values. A number that is none is the same as itself here.
func same(a, b any) bool {
	switch x := a.(type) {
	case map[string]any:
		y, ok := b.(map[string]any)
		if !ok || len(x) != len(y) {
			return false
		}
		for key, field := range x {
			if other, ok := y[key]; !ok || !same(field, other) {
				return false
			}
		}
		return true
	case []any:
		y, ok := b.([]any)
		return ok && slices.EqualFunc(x, y, same)
	case float64:
		y, ok := b.(float64)
		return ok && (x == y || math.IsNaN(x) && math.IsNaN(y))
	case time.Time:
		y, ok := b.(time.Time)
		return ok && x.Equal(y) && x.Location().String() == y.Location().String()
	}
	return reflect.DeepEqual(a, b)
}

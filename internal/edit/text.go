package edit

import (
	"errors"
	"fmt"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/source"
	"pairbook/internal/tomlfile"
)

// ErrByHand says that a value is written in a way that cannot be changed without touching
// what is not meant: a list with comments in it, a table written with dots in braces.
var ErrByHand = errors.New("this can only be changed by hand")

const byteOrderMark = "\ufeff"

// A Text is a TOML text in which values are changed. What a change does not mean stays
// byte for byte: comments, order, blanks, line ends, quotes. Paths are those of package
// tomlfile.
type Text struct {
	mark string // the byte order mark, if there is one
	file *tomlfile.File
	made []tomlfile.Statement // of file; nil: not asked yet
}

// Parse reads a text. With a mistake of syntax the Text is nil.
func Parse(name string, data []byte) (*Text, []diag.Problem) {
	mark := ""
	if strings.HasPrefix(string(data), byteOrderMark) {
		mark = byteOrderMark
	}
	src, problem := source.Text(name, data)
	if problem != nil {
		return nil, []diag.Problem{*problem}
	}
	file, problems := tomlfile.Parse(src)
	if file == nil {
		return nil, problems
	}
	return &Text{mark: mark, file: file}, nil
}

// Bytes returns the text as it is now.
func (t *Text) Bytes() []byte { return []byte(t.mark + t.file.Text) }

// Value returns what the text says of a path, nil when it says nothing.
func (t *Text) Value(path string) any { return lookup(t.file.Tree, path) }

// Count returns how many elements a list has.
func (t *Text) Count(path string) int {
	list, _ := t.Value(path).([]any)
	return len(list)
}

func (t *Text) statements() []tomlfile.Statement {
	if t.made == nil {
		t.made = t.file.Outline()
	}
	return t.made
}

// A Pair is a key and its value: a string, an int, a bool, a program.Date, a
// program.Clock or a list of strings or ints.
type Pair struct {
	Key   string
	Value any
}

// Set gives a key a value, and adds the key and its table where they are missing. A value
// that is there already stays as it is written.
func (t *Text) Set(path string, value any) error {
	place := t.file.Place(path)
	wanted, err := meaning(literal(value))
	if err != nil {
		return err
	}
	if place.Shape != tomlfile.Absent && same(t.Value(path), wanted) {
		return nil
	}
	var next string
	switch place.Shape {
	case tomlfile.Absent:
		next, err = t.added(path, value)
	case tomlfile.Single, tomlfile.Array:
		old := t.file.Text[place.Value:place.End]
		if place.Shape == tomlfile.Array && strings.Contains(old, "#") {
			return ErrByHand
		}
		next = splice(t.file.Text, place.Value, place.End, rewritten(old, value))
	default:
		return fmt.Errorf("setting %s, which is a table: %w", path, ErrByHand)
	}
	if err != nil {
		return err
	}
	return t.become(next, func(tree map[string]any) error { return put(tree, path, wanted) })
}

// Append adds a table to the end of a list of tables, and the list where there is none.
func (t *Text) Append(list string, keys ...Pair) error {
	table, err := tableOf(keys)
	if err != nil {
		return err
	}
	var next string
	place := t.file.Place(list)
	switch place.Shape {
	case tomlfile.Absent:
		next = t.appendTable(t.endOf(parentOf(list)), "[["+list+"]]", keys)
	case tomlfile.TableList:
		next = t.appendTable(t.endOf(tomlfile.Element(list, place.Count)), "[["+list+"]]", keys)
	case tomlfile.Array:
		next = t.appendElement(place, inlineTable(keys))
	default:
		return fmt.Errorf("adding to %s, which is no list: %w", list, ErrByHand)
	}
	return t.become(next, func(tree map[string]any) error {
		all, _ := lookup(tree, list).([]any)
		return put(tree, list, append(all[:len(all):len(all)], any(table)))
	})
}

// tableOf is what a table of these keys means.
func tableOf(keys []Pair) (map[string]any, error) {
	table := map[string]any{}
	for _, k := range keys {
		value, err := meaning(literal(k.Value))
		if err != nil {
			return nil, err
		}
		table[k.Key] = value
	}
	return table, nil
}

// AddTable adds a table, which must not be there yet, to the end of the text.
func (t *Text) AddTable(name string, keys ...Pair) error {
	table, err := tableOf(keys)
	if err != nil {
		return err
	}
	if t.file.Place(name).Shape != tomlfile.Absent {
		return fmt.Errorf("adding %s, which is there: %w", name, ErrByHand)
	}
	next := t.appendTable(t.endOf(parentOf(name)), "["+name+"]", keys)
	return t.become(next, func(tree map[string]any) error { return put(tree, name, table) })
}

// Remove takes a key away, or a table with all that is in it. Comments stay.
func (t *Text) Remove(path string) error {
	place := t.file.Place(path)
	if place.Shape == tomlfile.Absent {
		return nil
	}
	next, err := t.removed(path, place)
	if err != nil {
		return err
	}
	return t.become(next, func(tree map[string]any) error { return drop(tree, path) })
}

// become takes a new text over, after it was read and found to say what is meant, and
// nothing else anew.
func (t *Text) become(next string, change func(tree map[string]any) error) error {
	wanted := copied(t.file.Tree).(map[string]any)
	if err := change(wanted); err != nil {
		return err
	}
	file, problems := tomlfile.Parse(diag.Source{Name: t.file.Name, Text: next})
	if len(problems) > 0 || !same(file.Tree, wanted) {
		return ErrByHand
	}
	t.file, t.made = file, nil
	return nil
}

func parentOf(path string) string {
	parent, _ := tomlfile.Split(path)
	return parent
}

func splice(text string, from, to int, with string) string { return text[:from] + with + text[to:] }

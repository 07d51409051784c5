// Package digest tells whether a value is what it was: it makes a short sum of everything
// in it, found by reflection, so that a field that is added later takes part by itself.
//
// Every field of a struct counts, exported or not, and pointers count by what they point
// to. Tags of a field say otherwise:
//
//	`digest:"whole"`  this field alone stands for its struct: all others follow from it
//	`digest:"-"`      this field does not count: it follows from others, or changes nothing
//
// A value with a function, a channel or a circle of pointers has no digest: such a field
// needs a tag.
package digest

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"reflect"
	"slices"
	"sync"
)

// A Sum is the digest of a value. Values of the same types with the same sum are equal.
type Sum [sha256.Size]byte

// String returns the sum in hexadecimal digits.
func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// Of returns the digest of some values in their order.
func Of(values ...any) Sum {
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	b := (*buffer)[:0]
	for i := range values {
		b = add(b, reflect.ValueOf(&values[i]).Elem())
	}
	*buffer = b
	return sha256.Sum256(b)
}

var buffers = sync.Pool{New: func() any { return new([]byte) }}

// add appends a form of v that no other value of its type has, nor any value that one
// could begin with it.
func add(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return binary.AppendVarint(b, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return binary.AppendUvarint(b, v.Uint())
	case reflect.Float32, reflect.Float64:
		return binary.BigEndian.AppendUint64(b, math.Float64bits(v.Float()))
	case reflect.String:
		return append(binary.AppendUvarint(b, uint64(v.Len())), v.String()...)
	case reflect.Slice:
		return addList(binary.AppendUvarint(b, uint64(v.Len())), v)
	case reflect.Array:
		return addList(b, v)
	case reflect.Map:
		return addMap(b, v)
	case reflect.Struct:
		for _, i := range counted(v.Type()) {
			b = add(b, v.Field(i))
		}
		return b
	case reflect.Pointer:
		if v.IsNil() {
			return append(b, 0)
		}
		return add(append(b, 1), v.Elem())
	case reflect.Interface:
		if v.IsNil() {
			return append(b, 0)
		}
		name := v.Elem().Type().String()
		return add(append(binary.AppendUvarint(append(b, 1), uint64(len(name))), name...), v.Elem())
	}
	panic(fmt.Sprintf("digest: there is none of a value of type %s", v.Type()))
}

// longest is how many bytes are taken as they are; of more, such as a font, their own sum is
// taken, so that they are not copied.
const longest = 16 << 10

func addList(b []byte, v reflect.Value) []byte {
	if v.Type().Elem().Kind() == reflect.Uint8 && (v.Kind() == reflect.Slice || v.CanAddr()) {
		if v.Len() > longest {
			sum := sha256.Sum256(v.Bytes())
			return append(b, sum[:]...)
		}
		return append(b, v.Bytes()...)
	}
	for i := range v.Len() {
		b = add(b, v.Index(i))
	}
	return b
}

// addMap appends the entries in an order that does not depend on the map's.
func addMap(b []byte, v reflect.Value) []byte {
	entries := make([][]byte, 0, v.Len())
	for i := v.MapRange(); i.Next(); {
		entries = append(entries, add(add(nil, i.Key()), i.Value()))
	}
	slices.SortFunc(entries, bytes.Compare)
	b = binary.AppendUvarint(b, uint64(len(entries)))
	for _, e := range entries {
		b = append(b, e...)
	}
	return b
}

var types sync.Map // reflect.Type -> []int

// counted lists the fields of a struct that count.
func counted(t reflect.Type) []int {
	if known, ok := types.Load(t); ok {
		return known.([]int)
	}
	var fields []int
	for i := range t.NumField() {
		switch t.Field(i).Tag.Get("digest") {
		case "whole":
			fields = []int{i}
			types.Store(t, fields)
			return fields
		case "":
			fields = append(fields, i)
		}
	}
	types.Store(t, fields)
	return fields
}

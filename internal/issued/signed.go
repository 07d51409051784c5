package issued

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"pairbook/internal/program"
	"pairbook/internal/workbook"
)

// SignedName is the file of the folder .pairbook with how agreements were when they were signed.
const SignedName = "signed"

// signedForm is the first line of that file.
const signedForm = "pairbook signed 1"

// Signatures are how agreements were when they were signed, by the key of the relationship. They
// are not changed but by Drop.
type Signatures map[string]*Signature

// A Signature is how an agreement was when a build first read the day on which it was signed.
type Signature struct {
	People string            // the key of those in the relationship
	Day    string            // on which it was signed
	keys   map[string]string // a digest of what each key says, by its path: "agreement.covers"
}

// NewSignature returns the signature of the agreement of a relationship as it is now; nil when it
// is not signed.
func NewSignature(rel *program.Relationship) *Signature {
	a := rel.Agreement
	if a.Signed.IsZero() {
		return nil
	}
	s := &Signature{People: people(rel), Day: a.Signed.String(), keys: map[string]string{}}
	a.Signed = program.Date{}
	s.note("agreement", reflect.ValueOf(a))
	// What the agreement takes from the schedule where it says nothing itself.
	if a.Frequency == "" {
		s.note("schedule.every", reflect.ValueOf(rel.Schedule.Every.String()+" "+fmt.Sprint(rel.Schedule.PerMonth)))
	}
	if a.Duration == "" {
		s.note("schedule.minutes", reflect.ValueOf(rel.Schedule.Minutes))
	}
	if a.Place == "" {
		s.note("schedule.place", reflect.ValueOf(rel.Schedule.Place))
		s.note("schedule.link", reflect.ValueOf(string(rel.Schedule.Link)))
	}
	return s
}

// note notes the keys of a table, or what one says. A key that says nothing is as none.
func (s *Signature) note(path string, v reflect.Value) {
	_, day := v.Interface().(program.Date)
	switch {
	case v.IsZero():
	case v.Kind() == reflect.Struct && !day:
		for field, value := range v.Fields() {
			key, _, _ := strings.Cut(field.Tag.Get("toml"), ",")
			s.note(path+"."+key, value)
		}
	default:
		s.keys[path] = workbook.Sum(v.Interface())
	}
}

// Changed returns the paths of the keys that say something else than when the agreement was
// signed, sorted; none when it was signed again since.
func (s *Signature) Changed(now *Signature) []string {
	if s == nil || now == nil || s.Day != now.Day {
		return nil
	}
	var paths []string
	for path := range maps.Keys(s.keys) {
		if now.keys[path] != s.keys[path] {
			paths = append(paths, path)
		}
	}
	for path := range maps.Keys(now.keys) {
		if _, known := s.keys[path]; !known {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// Renamed returns the signature of a relationship that had another key, when there is but one
// with the same people and day among those whose relationships have gone; else nil.
func (all Signatures) Renamed(now *Signature, gone func(key string) bool) *Signature {
	var found *Signature
	for key, s := range all {
		if s.People != now.People || s.Day != now.Day || !gone(key) {
			continue
		}
		if found != nil {
			return nil
		}
		found = s
	}
	return found
}

// ParseSigned reads a file that Bytes has made. With ErrForm there are no signatures.
func ParseSigned(data []byte) (Signatures, error) {
	all := Signatures{}
	lines, ok := body(data, signedForm)
	if !ok {
		return all, ErrForm
	}
	var s *Signature
	for line := range lines {
		entry, within := strings.CutPrefix(line, " ")
		fields := strings.SplitN(entry, " ", 3)
		switch {
		case within && s != nil && len(fields) == 2:
			s.keys[fields[0]] = fields[1]
		case !within && len(fields) == 3:
			s = &Signature{People: fields[0], Day: fields[1], keys: map[string]string{}}
			all[fields[2]] = s
		default:
			return Signatures{}, ErrForm
		}
	}
	return all, nil
}

// Bytes is the file of the signatures; nil when there are none.
func (all Signatures) Bytes() []byte {
	if len(all) == 0 {
		return nil
	}
	var b bytes.Buffer
	fmt.Fprintln(&b, signedForm)
	for _, key := range slices.Sorted(maps.Keys(all)) {
		s := all[key]
		fmt.Fprintln(&b, s.People, s.Day, key)
		for _, path := range slices.Sorted(maps.Keys(s.keys)) {
			fmt.Fprintln(&b, "", path, s.keys[path])
		}
	}
	return b.Bytes()
}

// Drop forgets the relationships with keys that gone reports.
func (all Signatures) Drop(gone func(key string) bool) {
	maps.DeleteFunc(all, func(key string, _ *Signature) bool { return gone(key) })
}

// Package issued knows what was handed out on paper, and tells which sheets say something else
// now. It knows besides how agreements were when they were signed.
//
//	workbook.Facts ─► Record ─► .pairbook/issued        by the command "issued"
//	                    └─► Changes ─► the reprint pack, "status", the desk
//	program.Agreement ─► Signatures ─► .pairbook/signed  by a build
//	                        └─► Broken ─► warnings
//
// Both files are lines of text with the version of their form on the first. They hold keys of
// relationships, ids of sheets and digests: no name, and nothing of what a sheet says.
//
// Not here: what the facts of a sheet are (package workbook), files (packages edit, build).
package issued

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"pairbook/internal/digest"
	"pairbook/internal/program"
	"pairbook/internal/site"
	"pairbook/internal/workbook"
)

// IssuedName is the file of the folder .pairbook with what was handed out.
const IssuedName = "issued"

// issuedForm is the first line of that file.
const issuedForm = "pairbook issued 1"

// A Record is what was handed out, by the key of the relationship.
type Record struct{ of map[string]*Workbook }

// A Workbook is what one relationship was given.
type Workbook struct {
	people string            // the key of those in it
	from   string            // a digest of all that its sheets were planned from; see inputs
	sheets map[string]string // the facts of each sheet, by its id: "meeting=1f2e3d4c title=…"
	order  []string          // ids, in the order of printing
}

// Empty reports whether nothing was handed out.
func (r *Record) Empty() bool { return len(r.of) == 0 }

// ErrForm says that a file is not in the form that this version writes.
var ErrForm = fmt.Errorf("it is damaged, or of another version")

// Parse reads a file that Bytes has made. No file is an empty Record. With ErrForm the Record is
// empty.
func Parse(data []byte) (*Record, error) {
	r := &Record{of: map[string]*Workbook{}}
	lines, ok := body(data, issuedForm)
	if !ok {
		return r, ErrForm
	}
	var w *Workbook
	for line := range lines {
		sheet, within := strings.CutPrefix(line, " ")
		first, rest, two := strings.Cut(sheet, " ")
		from, key, three := strings.Cut(rest, " ")
		switch {
		case within && w != nil && two:
			w.sheets[first] = rest
			w.order = append(w.order, first)
		case !within && three:
			w = &Workbook{people: first, from: from, sheets: map[string]string{}}
			r.of[key] = w
		default:
			return &Record{of: map[string]*Workbook{}}, ErrForm
		}
	}
	return r, nil
}

// body are the lines of a file below the first, which is its form.
func body(data []byte, form string) (lines func(func(string) bool), ok bool) {
	first, rest, _ := bytes.Cut(data, []byte("\n"))
	if string(first) != form && len(data) > 0 {
		return nil, false
	}
	return func(yield func(string) bool) {
		for line := range strings.SplitSeq(strings.TrimSuffix(string(rest), "\n"), "\n") {
			if line != "" && !yield(line) {
				return
			}
		}
	}, true
}

// Bytes is the file of a Record; nil when nothing was handed out.
func (r *Record) Bytes() []byte {
	if r.Empty() {
		return nil
	}
	var b bytes.Buffer
	fmt.Fprintln(&b, issuedForm)
	for _, key := range slices.Sorted(maps.Keys(r.of)) {
		w := r.of[key]
		fmt.Fprintln(&b, w.people, w.from, key)
		for _, id := range w.order {
			fmt.Fprintln(&b, "", id, w.sheets[id])
		}
	}
	return b.Bytes()
}

// put notes that a workbook was handed out as its facts say, in place of what was known of it.
func (r *Record) put(rel *program.Relationship, from string, facts []workbook.SheetFacts) {
	w := &Workbook{people: people(rel), from: from, sheets: make(map[string]string, len(facts))}
	for _, sheet := range facts {
		w.order = append(w.order, sheet.ID)
		w.sheets[sheet.ID] = line(sheet.Facts)
	}
	r.of[rel.Key()] = w
}

// line are the facts of a sheet as the file has them.
func line(facts []workbook.Fact) string {
	var all []string
	for _, f := range facts {
		all = append(all, f.Name+"="+f.Sum)
	}
	return strings.Join(all, " ")
}

// people is the key of the people in a relationship, in whatever order.
func people(rel *program.Relationship) string {
	var names []string
	for _, p := range rel.People() {
		names = append(names, p.Folded)
	}
	slices.Sort(names)
	return workbook.Key(strings.Join(names, "\x00"))
}

// content is the digest of what all sheets of a site are planned from, besides relationships and
// their cohorts: neither the theme nor the version is among it.
func content(s *site.Site) digest.Sum {
	return digest.Of(s.Program.Title, s.Program.Organisation, s.Library)
}

// inputs is a digest of all that the sheets of a relationship are planned from. While it is the
// same, so are their facts; else they may be.
func inputs(content digest.Sum, rel *program.Relationship) string {
	return digest.Of(content, rel).String()[:16]
}

// Drop forgets the relationships with keys that gone reports.
func (r *Record) Drop(gone func(key string) bool) {
	maps.DeleteFunc(r.of, func(key string, _ *Workbook) bool { return gone(key) })
}

// take gives what is known of relationships whose file has another name now to them, under
// their new keys.
func (r *Record) take(s *site.Site) {
	for rel, w := range r.Match(s) {
		if r.of[rel.Key()] == nil {
			maps.DeleteFunc(r.of, func(_ string, other *Workbook) bool { return other == w })
			r.of[rel.Key()] = w
		}
	}
}

// Match returns what the relationships of a site were given. When the file of one has gone and
// another is new that has the same people in it, the file was renamed.
func (r *Record) Match(s *site.Site) map[*program.Relationship]*Workbook {
	matched := map[*program.Relationship]*Workbook{}
	if r.Empty() {
		return matched
	}
	orphans := maps.Clone(r.of)
	for _, b := range s.Broken {
		delete(orphans, b.Cohort+"/"+b.ID)
	}
	newcomers := map[string][]*program.Relationship{} // by the key of their people
	for _, c := range s.Cohorts {
		for _, rel := range c.Relationships {
			if w := r.of[rel.Key()]; w != nil {
				matched[rel] = w
				delete(orphans, rel.Key())
			} else {
				key := people(rel)
				newcomers[key] = append(newcomers[key], rel)
			}
		}
	}
	left := map[string][]*Workbook{}
	for _, w := range orphans {
		left[w.people] = append(left[w.people], w)
	}
	for key, some := range left {
		if len(some) == 1 && len(newcomers[key]) == 1 {
			matched[newcomers[key][0]] = some[0]
		}
	}
	return matched
}

// Forget returns a file of this package, by its name, without the relationships with keys that
// gone reports. nil: nothing is left, and the file can go. A file that cannot be read is
// forgotten whole.
func Forget(name string, data []byte, gone func(key string) bool) []byte {
	if name == SignedName {
		s, _ := ParseSigned(data)
		s.Drop(gone)
		return s.Bytes()
	}
	r, _ := Parse(data)
	r.Drop(gone)
	return r.Bytes()
}

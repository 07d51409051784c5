package render

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"slices"
	"sync"
	texttemplate "text/template"

	"pairbook/internal/program"
	"pairbook/internal/workbook"
)

// How many bytes of what was drawn are remembered before it begins to be forgotten
// what was not asked for again.
const (
	// partBytes is for the parts of an edition: all guidance, topics and roadmaps of
	// some cohorts, and the goals and actions of some hundred pairs.
	partBytes = 2 << 20

	// sheetBytes is for the sheets of a renderer: the leaves of 300 pairs, from the time
	// when their workbooks are drawn until their session packs are.
	sheetBytes = 14 << 20

	// pieceBytes is for the pieces of pages: those of a cohort or two, which somebody
	// edits one file after the other of.
	pieceBytes = 32 << 20

	// keyBytes is about what a key takes besides.
	keyBytes = 256
)

// What was drawn is remembered in two ages: what was asked for lately, and what
// before. When the first has grown beyond most, it becomes the second.
type drawnParts struct {
	most        int // bytes
	mu          sync.Mutex
	late, older map[partKey]template.HTML
	bytes       int // of late
}

// A partKey is a template and what it was drawn from: a value that Go can compare, and
// that says all the template can know.
type partKey struct {
	name string
	from any
}

func (d *drawnParts) find(key partKey) (template.HTML, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	drawn, ok := d.late[key]
	if !ok {
		if drawn, ok = d.older[key]; ok {
			d.add(key, drawn)
		}
	}
	return drawn, ok
}

// take writes what is remembered and is not asked for again, and says whether it is.
func (d *drawnParts) take(out *bytes.Buffer, key partKey) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, age := range []map[partKey]template.HTML{d.late, d.older} {
		if drawn, ok := age[key]; ok {
			out.WriteString(string(drawn))
			delete(age, key)
			return true
		}
	}
	return false
}

func (d *drawnParts) clear() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.late, d.older, d.bytes = nil, nil, 0
}

func (d *drawnParts) keep(key partKey, drawn template.HTML) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.add(key, drawn)
}

func (d *drawnParts) add(key partKey, drawn template.HTML) {
	if d.late == nil || d.bytes > d.most {
		d.late, d.older, d.bytes = map[partKey]template.HTML{}, d.late, 0
	}
	d.late[key] = drawn
	d.bytes += len(drawn) + keyBytes
}

// part draws one of the shared parts, or remembers it.
func (e *edition) part(name string, dot any) (template.HTML, error) {
	from, comparable := identity(dot)
	key := partKey{name, from}
	if comparable {
		if drawn, ok := e.parts.find(key); ok {
			return drawn, nil
		}
	}
	out := borrow()
	defer giveBack(out)
	if err := e.set.ExecuteTemplate(limited{out}, name, dot); err != nil {
		return "", err
	}
	drawn := markup(out.String())
	if comparable {
		e.parts.keep(key, drawn)
	}
	return drawn, nil
}

// identity returns what stands for a dot in a key. Only types are taken of which
// two that are equal are the same to a template, whatever it does with them; what
// a pointer in them leads to is never changed.
func identity(dot any) (from any, ok bool) {
	switch dot := dot.(type) {
	case *workbook.Guide:
		if dot != nil {
			return *dot, true
		}
	case *workbook.Meeting:
		if dot != nil {
			return *dot, true
		}
		return dot, true
	case workbook.Guide, workbook.Prompt, workbook.Action, workbook.Heading, workbook.Meeting,
		program.Percent, program.Contact:
		return dot, true
	case []workbook.Prompt:
		return chained(dot), true
	case []workbook.Focus:
		return chained(dot), true
	case []workbook.Action:
		return chained(dot), true
	case []workbook.Line:
		return chained(dot), true
	case []workbook.Review:
		return chained(dot), true
	case []workbook.Stop, workbook.Drawing: // with lists in them, which Go cannot compare
		text, err := json.Marshal(dot)
		return encoded{fmt.Sprintf("%T", dot), string(text)}, err == nil
	}
	return nil, false
}

// A link is one value of a list and the links behind it: lists are equal when
// their first links are.
type link[T comparable] struct {
	value T
	next  any
}

func chained[T comparable](list []T) any {
	var first any = *new(T)
	for _, v := range slices.Backward(list) {
		first = link[T]{v, first}
	}
	return first
}

// encoded is a value as text.
type encoded struct{ kind, text string }

// pageMemory remembers the pieces of the pages that were assembled lately, each page's
// as it was the last time.
type pageMemory struct {
	mu    sync.Mutex
	pages []pagePieces // the latest last
}

type pagePieces struct {
	path   string
	pieces map[partKey]template.HTML
	bytes  int
}

// of returns the pieces of a page, which are not to be changed.
func (m *pageMemory) of(path string) map[partKey]template.HTML {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, p := range m.pages {
		if p.path == path {
			return p.pieces
		}
	}
	return nil
}

// keep remembers the pieces of a page in place of those it had, and forgets the pages
// that it was longest ago for whose room they take.
func (m *pageMemory) keep(path string, pieces map[partKey]template.HTML) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.pages = slices.DeleteFunc(m.pages, func(p pagePieces) bool { return p.path == path })
	if len(pieces) == 0 {
		return
	}
	now := pagePieces{path: path, pieces: pieces}
	for _, drawn := range pieces {
		now.bytes += len(drawn) + keyBytes
	}
	m.pages = append(m.pages, now)
	total := 0
	for i, p := range slices.Backward(m.pages) {
		if total += p.bytes; total > pieceBytes {
			m.pages = slices.Delete(m.pages, 0, i+1)
			return
		}
	}
}

// sheetKey returns the key of a sheet: its edition and its origin. again is false for
// sheets that do not come again. Those of a session do, in its pack.
func (e *edition) sheetKey(name string, s workbook.Sheet) (key partKey, again bool) {
	switch s.(type) {
	case *workbook.Session, *workbook.CheckIn:
		origin := s.Frame().Origin
		return partKey{name, sheetFrom{e, origin}}, e.alike[name] && origin != workbook.Origin{}
	}
	return partKey{}, false
}

type sheetFrom struct {
	edition *edition
	origin  workbook.Origin
}

// innermost returns the mistake itself, when it happened in a part that was
// drawn for another template.
func innermost(err error) error {
	for {
		var failed texttemplate.ExecError
		if !errors.As(err, &failed) {
			return err
		}
		var inner texttemplate.ExecError
		if !errors.As(failed.Err, &inner) {
			return failed
		}
		err = inner
	}
}

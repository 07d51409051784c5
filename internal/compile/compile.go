// Package compile draws the templates of html/template by compiled functions, and
// writes the same bytes.
//
// html/template parses the templates and decides how each value is escaped. The result
// is a tree that says which value is shown where, and through which escapers. To draw
// a page, html/template walks that tree with reflection. This package walks it once,
// for the Go type of the data, and keeps a list of functions that append to a buffer:
//
//	html/template   text ─► tree ─► tree with escapers
//	compile         tree with escapers, type of the data ─► program
//	program         data ─► bytes
//
// Where a field lies, which function is called and through which escapers a value goes
// is decided when the program is made. What rests on constants alone is computed then,
// and is part of the text.
//
// There are two rules. A template with a construct that is not known here is left to
// html/template. And when drawing fails, for whatever reason, html/template draws the
// whole again and its error is returned: so there is one place where mistakes of
// templates are found and worded. A construct that is rare is better left than
// imitated.
//
// Files, in this order: compile.go has what others use, statement.go the actions,
// expression.go values, call.go functions and methods, builtin.go those of the
// template language, escape.go the showing of values.
//
// Not here: parsing, contexts and the choice of escapers (html/template), limits of
// time (the caller checks loops before).
package compile

import (
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"slices"
	"sync"
)

// ErrTooLarge is the error of a drawing that grows beyond its limit.
var ErrTooLarge = errors.New("the page is too large")

// A Set is templates and the functions that they call. It may be used from many
// goroutines.
type Set struct {
	escaped *template.Template
	whole   func() *template.Template
	funcs   map[string]Func
	methods map[method]Func

	mu       sync.RWMutex
	programs map[source]*program
}

// A source is what a program is made from.
type source struct {
	name string
	dot  reflect.Type // nil: there is no value
	addr bool         // see expr
}

// New returns a Set. The templates of escaped must have been escaped, which
// html/template does when one that calls them all is executed for the first time.
// whole makes the same templates with the real functions; it is called once, when
// something is left to html/template.
func New(escaped *template.Template, whole func() *template.Template, funcs map[string]Func, methods []Method) *Set {
	s := &Set{escaped: escaped, whole: sync.OnceValue(whole), funcs: funcs, methods: map[method]Func{}, programs: map[source]*program{}}
	for _, m := range methods {
		s.methods[m.method] = m.Func
	}
	return s
}

// Append draws a template onto the end of a buffer, which must not grow beyond limit
// bytes. The error is html/template's, or wraps ErrTooLarge.
func (s *Set) Append(out []byte, name string, data any, limit int) ([]byte, error) {
	if escapersAgree() {
		if p := s.program(source{name: name, dot: reflect.TypeOf(data)}); p.left == "" {
			if drawn, ok := p.draw(out, reflect.ValueOf(data), limit); ok {
				return drawn, nil
			}
		}
	}
	w := &writer{out, limit}
	err := s.whole().ExecuteTemplate(w, name, data)
	return w.out, err
}

// Left lists the templates that have been asked for and are left to html/template,
// each with the reason.
func (s *Set) Left() []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var left []string
	for from, p := range s.programs {
		if p.left != "" {
			left = append(left, fmt.Sprintf("%s of %v: %s", from.name, from.dot, p.left))
		}
	}
	slices.Sort(left)
	return left
}

// program returns the program of a source, which is made when it is first asked for.
func (s *Set) program(from source) *program {
	s.mu.RLock()
	p := s.programs[from]
	s.mu.RUnlock()
	if p != nil {
		return p
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.compile(from)
}

// A program draws one template from data of one type.
type program struct {
	ops   []op
	slots int
	left  string // why it is left to html/template; empty: it is not
}

// An op draws one part of a template.
type op func(*state)

// A state is what a program works with.
type state struct {
	out   []byte
	limit int
	slots []reflect.Value // of the template being drawn: the dot, variables and the dots of ranges
	stack []reflect.Value // where slots is from
}

// failed is what an op panics with to leave the drawing to html/template.
type failed struct{}

func fail() { panic(failed{}) }

var states = sync.Pool{New: func() any { return &state{stack: make([]reflect.Value, 0, 128)} }}

// draw runs a program. ok is false when anything went wrong. A panic of a function that
// a template calls is among that: html/template makes an error of it.
func (p *program) draw(out []byte, dot reflect.Value, limit int) (drawn []byte, ok bool) {
	s := states.Get().(*state)
	defer func() {
		if !ok {
			_ = recover()
			return
		}
		s.out = nil
		states.Put(s)
	}()
	s.out, s.limit = out, limit
	s.call(p, dot)
	return s.out, true
}

// call runs the program of a template.
func (s *state) call(p *program, dot reflect.Value) {
	outer, base := s.slots, len(s.stack)
	if base+p.slots > cap(s.stack) {
		s.stack = slices.Grow(s.stack, cap(s.stack)+p.slots) // outer keeps the old one
	}
	s.stack = s.stack[:base+p.slots]
	s.slots = s.stack[base:]
	s.slots[0] = dot
	s.run(p.ops)
	clear(s.slots) // so that states hold no data
	s.slots, s.stack = outer, s.stack[:base]
}

// run runs the ops of a list.
func (s *state) run(ops []op) {
	for _, op := range ops {
		op(s)
	}
	if len(s.out) > s.limit {
		fail()
	}
}

// A writer lets html/template append.
type writer struct {
	out   []byte
	limit int
}

func (w *writer) Write(p []byte) (int, error) {
	if len(w.out)+len(p) > w.limit {
		return 0, ErrTooLarge
	}
	w.out = append(w.out, p...)
	return len(p), nil
}

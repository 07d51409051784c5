package compile

import (
	"html/template"
	"reflect"
	"text/template/parse"
)

// A Func is a function that templates may call. It must return the same whenever it is
// called with the same arguments.
type Func struct {
	Go     any // the function itself, as html/template takes it
	direct func(args []expr) expr
}

// A Method is a Func that is called as a method.
type Method struct {
	method
	Func
}

type method struct {
	of   reflect.Type
	name string
}

// Any makes a Func of any function that html/template takes. It is called by
// reflection; One and List make faster ones.
func Any(f any) Func { return Func{Go: f} }

// One makes a Func of a function with one argument.
func One[A, R any](f func(A) (R, error)) Func {
	return Func{Go: f, direct: func(args []expr) expr {
		a := getter[A](args[0])
		return result(func(s *state) (R, error) { return f(a(s)) })
	}}
}

// Sure is One for a function that returns no error.
func Sure[A, R any](f func(A) R) Func {
	direct := One(func(a A) (R, error) { return f(a), nil }).direct
	return Func{Go: f, direct: direct}
}

// List makes a Func of a function with one argument of a type and any number of others.
func List[A, R any](f func(A, ...any) (R, error)) Func {
	return Func{Go: f, direct: func(args []expr) expr {
		first := getter[A](args[0])
		var rest []func(*state) any
		for _, x := range args[1:] {
			rest = append(rest, getter[any](x))
		}
		return result(func(s *state) (R, error) {
			values := make([]any, len(rest))
			for i, get := range rest {
				values[i] = get(s)
			}
			return f(first(s), values...)
		})
	}}
}

// On makes a Method of a method expression: On("IsZero", Date.IsZero).
func On[A, R any](name string, f func(A) R) Method {
	return Method{method{reflect.TypeFor[A](), name}, Sure(f)}
}

// result is the expression of what a function returns.
func result[R any](call func(*state) (R, error)) expr {
	must := func(s *state) R {
		r, err := call(s)
		if err != nil {
			fail()
		}
		return r
	}
	x := of(reflect.TypeFor[R](), false, func(s *state) reflect.Value {
		r := must(s)
		return reflect.ValueOf(&r).Elem()
	})
	switch must := any(must).(type) {
	case func(*state) string:
		x.text = must
	case func(*state) template.HTML:
		x.text = func(s *state) string { return string(must(s)) }
	}
	return x
}

// getter gets an argument, which has been converted, as a value of Go.
func getter[A any](x expr) func(*state) A {
	if text, ok := any(x.text).(func(*state) A); ok && x.text != nil {
		return text
	}
	get := func(s *state) A {
		v := x.value(s)
		if v.CanAddr() { // what lies in memory need not be copied to the heap
			if a, ok := v.Addr().Interface().(*A); ok {
				return *a
			}
		}
		if !v.IsValid() || v.Kind() == reflect.Interface && v.IsNil() {
			return *new(A)
		}
		return v.Interface().(A)
	}
	var a A
	if x.fixed && try(func() { a = get(nil) }) {
		return func(*state) A { return a }
	}
	return get
}

// arguments are those of a call in a template.
type arguments struct {
	c        *compiler
	sc       *scope
	receiver *expr
	nodes    []parse.Node
	last     *expr // handed on by the command before
}

// count is the number of arguments, the receiver apart.
func (a arguments) count() int {
	if a.last != nil {
		return len(a.nodes) + 1
	}
	return len(a.nodes)
}

// compiled compiles the arguments, for parameters of these types.
func (a arguments) compiled(want func(i int) reflect.Type) []expr {
	var all []expr
	if a.receiver != nil {
		all = append(all, converted(*a.receiver, want(0)))
	}
	for _, n := range a.nodes {
		all = append(all, a.c.argument(n, want(len(all)), a.sc))
	}
	if a.last != nil {
		all = append(all, converted(*a.last, want(len(all))))
	}
	return all
}

// argument compiles an argument. What is written out has the type that is wanted.
func (c *compiler) argument(n parse.Node, want reflect.Type, sc *scope) expr {
	x := c.operand(n, sc)
	if n.Type() == parse.NodeString && want.Kind() == reflect.String {
		return constant(x.value(nil).Convert(want))
	}
	return converted(x, want)
}

// converted compiles what text/template does to a value for a parameter.
func converted(x expr, want reflect.Type) expr {
	value := x.value
	switch {
	case x.typ == want:
		return x
	case x.typ == nil:
		giveUp("nothing for a %v", want)
	case want.Kind() == reflect.Interface && x.typ.Implements(want):
		return x
	case x.typ == anyType:
		return of(want, false, func(s *state) reflect.Value {
			v := concrete(value(s))
			if v.Type() != want {
				fail()
			}
			return v
		})
	case x.typ.Kind() == reflect.Pointer && x.typ.Elem() == want:
		return of(want, true, pointed(x))
	case reflect.PointerTo(x.typ) == want && x.addr:
		return of(want, false, func(s *state) reflect.Value { return value(s).Addr() })
	}
	giveUp("%v for a %v", x.typ, want)
	panic("not reached")
}

// function compiles the call of a function.
func (c *compiler) function(name string, args arguments) expr {
	if f, ok := c.set.funcs[name]; ok {
		return c.call(f, args)
	}
	builtin, ok := builtins[name]
	if !ok {
		giveUp("the function %s is not known", name)
	}
	var all []expr
	for _, n := range args.nodes {
		all = append(all, c.operand(n, args.sc))
	}
	if args.last != nil {
		all = append(all, *args.last)
	}
	for _, x := range all {
		if x.typ == nil {
			giveUp("%s of nothing", name)
		}
	}
	return computed(builtin(all), all...)
}

// call compiles the call of a function or a method.
func (c *compiler) call(f Func, args arguments) expr {
	if check, ok := f.Go.(func(reflect.Value) (reflect.Value, error)); ok {
		return checked(check, args)
	}
	t := reflect.TypeOf(f.Go)
	fixed := t.NumIn()
	if t.IsVariadic() {
		fixed--
	}
	all := args.compiled(func(i int) reflect.Type {
		switch {
		case i < fixed:
			return t.In(i)
		case t.IsVariadic():
			return t.In(fixed).Elem()
		}
		giveUp("too many arguments")
		return nil
	})
	if len(all) < fixed {
		giveUp("too few arguments")
	}
	if f.direct != nil {
		return computed(f.direct(all), all...)
	}
	return computed(reflected(reflect.ValueOf(f.Go), all), all...)
}

// reflected compiles a call by reflection.
func reflected(f reflect.Value, args []expr) expr {
	if f.Type().NumOut() == 0 {
		giveUp("a function that returns nothing")
	}
	return of(f.Type().Out(0), false, func(s *state) reflect.Value {
		in := make([]reflect.Value, len(args))
		for i, x := range args {
			in[i] = x.value(s) // Call panics when it is no value
		}
		out := f.Call(in)
		if len(out) == 2 && !out[1].IsNil() {
			fail()
		}
		return out[0]
	})
}

// checked compiles the call of a function that returns its argument or an error: the
// type stays as it is.
func checked(check func(reflect.Value) (reflect.Value, error), args arguments) expr {
	if args.last == nil || len(args.nodes) > 0 {
		giveUp("arguments of a check")
	}
	x := *args.last
	return of(x.typ, x.addr, func(s *state) reflect.Value {
		v, err := check(x.value(s))
		if err != nil {
			fail()
		}
		return v
	})
}

// method finds the method of a value, as text/template does.
func (c *compiler) method(x expr, name string) (Func, bool) {
	types := []reflect.Type{x.typ}
	if x.addr {
		types = append(types, reflect.PointerTo(x.typ))
	}
	for _, t := range types {
		if f, ok := c.set.methods[method{t, name}]; ok {
			return f, true
		}
		if m, ok := t.MethodByName(name); ok {
			return Func{Go: m.Func.Interface()}, true
		}
	}
	return Func{}, false
}

package compile

import (
	"html/template"
	"reflect"
	"strconv"
	"text/template/parse"
)

// An expr is a compiled expression.
type expr struct {
	typ   reflect.Type // of its value; an interface: known when it is drawn; nil: there is no value
	addr  bool         // its value is addressable, so the methods of a pointer to it are its own
	fixed bool         // it is always the same; value and text may be called without a state
	value func(*state) reflect.Value
	text  func(*state) string // its value, for kinds of string; else nil
}

var (
	anyType = reflect.TypeFor[any]()
	intType = reflect.TypeFor[int]()
	nothing = expr{fixed: true, value: func(*state) reflect.Value { return reflect.Value{} }}
)

// of makes an expression of a type from the function that has its value.
func of(typ reflect.Type, addr bool, value func(*state) reflect.Value) expr {
	x := expr{typ: typ, addr: addr, value: value}
	if typ != nil && typ.Kind() == reflect.String {
		x.text = func(s *state) string { return value(s).String() }
	}
	return x
}

// inSlot is the value of an expression that has been put into a slot.
func inSlot(x expr, slot int) expr {
	return of(x.typ, x.addr, func(s *state) reflect.Value { return s.slots[slot] })
}

// constant is an expression that is always the same.
func constant(v reflect.Value) expr {
	if !v.IsValid() {
		return nothing
	}
	x := of(v.Type(), false, func(*state) reflect.Value { return v })
	x.fixed = true
	if x.text != nil {
		text := v.String()
		x.text = func(*state) string { return text }
	}
	return x
}

// computed is an expression made from others; when these are fixed it is computed now.
func computed(x expr, from ...expr) expr {
	for _, f := range from {
		if !f.fixed {
			return x
		}
	}
	var v reflect.Value
	if !try(func() { v = x.value(nil) }) {
		return x // html/template will say what is wrong, when it is drawn
	}
	return constant(concrete(v))
}

// concrete is the value in an interface.
func concrete(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		return v.Elem()
	}
	return v
}

// commands compiles a pipeline.
func (c *compiler) commands(cmds []*parse.CommandNode, sc *scope) expr {
	x := c.command(cmds[0], nil, sc)
	for _, cmd := range cmds[1:] {
		last := x
		x = c.command(cmd, &last, sc)
	}
	return x
}

// command compiles one command of a pipeline; last is what the command before it hands
// on, if there is one.
func (c *compiler) command(cmd *parse.CommandNode, last *expr, sc *scope) expr {
	args := arguments{c: c, sc: sc, nodes: cmd.Args[1:], last: last}
	switch n := cmd.Args[0].(type) {
	case *parse.IdentifierNode:
		return c.function(n.Ident, args)
	case *parse.FieldNode:
		return c.path(sc.dot, n.Ident, args)
	case *parse.VariableNode:
		return c.path(sc.variable(n.Ident[0]), n.Ident[1:], args)
	case *parse.ChainNode:
		return c.path(c.operand(n.Node, sc), n.Field, args)
	}
	if args.count() > 0 {
		giveUp("%s has arguments", cmd)
	}
	return c.operand(cmd.Args[0], sc)
}

// operand compiles what stands alone, or among arguments.
func (c *compiler) operand(n parse.Node, sc *scope) expr {
	switch n := n.(type) {
	case *parse.DotNode:
		return sc.dot
	case *parse.StringNode:
		return constant(reflect.ValueOf(n.Text))
	case *parse.BoolNode:
		return constant(reflect.ValueOf(n.True))
	case *parse.NumberNode:
		if i, err := strconv.Atoi(n.Text); err == nil && strconv.Itoa(i) == n.Text {
			return constant(reflect.ValueOf(i))
		}
	case *parse.PipeNode:
		if len(n.Decl) == 0 {
			return c.commands(n.Cmds, sc)
		}
	case *parse.IdentifierNode, *parse.FieldNode, *parse.VariableNode, *parse.ChainNode:
		return c.command(&parse.CommandNode{NodeType: parse.NodeCommand, Args: []parse.Node{n}}, nil, sc)
	}
	giveUp("%s is not known", n)
	panic("not reached")
}

// path compiles .A.B.C; the arguments are those of the last.
func (c *compiler) path(x expr, names []string, args arguments) expr {
	for i, name := range names {
		if i == len(names)-1 {
			return c.field(x, name, args)
		}
		x = c.field(x, name, arguments{})
	}
	if args.count() > 0 {
		giveUp("arguments of a value")
	}
	return x
}

// field compiles a field or a method.
func (c *compiler) field(x expr, name string, args arguments) expr {
	x = target(x)
	if f, ok := c.method(x, name); ok {
		args.receiver = &x
		return c.call(f, args)
	}
	if x.typ.Kind() != reflect.Struct || args.count() > 0 {
		giveUp("no field .%s in %v", name, x.typ)
	}
	f, ok := x.typ.FieldByName(name)
	if !ok || !f.IsExported() {
		giveUp("no field .%s in %v", name, x.typ)
	}
	for _, i := range f.Index {
		x = target(x)
		from := x
		x = of(x.typ.Field(i).Type, x.addr, func(s *state) reflect.Value { return from.value(s).Field(i) })
		x = computed(x, from)
	}
	return x
}

// target is what a value leads to, when it is a pointer.
func target(x expr) expr {
	if x.typ == nil || x.typ.Kind() == reflect.Interface {
		giveUp("the type of a value is not known")
	}
	if x.typ.Kind() != reflect.Pointer {
		return x
	}
	return target(of(x.typ.Elem(), true, pointed(x)))
}

// pointed follows a pointer.
func pointed(x expr) func(*state) reflect.Value {
	return func(s *state) reflect.Value {
		v := x.value(s)
		if v.IsNil() {
			fail()
		}
		return v.Elem()
	}
}

// condition compiles the question whether a value counts as true.
func condition(x expr) func(*state) bool {
	if x.text != nil {
		return func(s *state) bool { return x.text(s) != "" }
	}
	return func(s *state) bool { return truth(concrete(x.value(s))) }
}

// truth is template.IsTrue for the kinds that data have.
func truth(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Invalid:
		return false
	case reflect.Bool:
		return v.Bool()
	case reflect.Int:
		return v.Int() != 0
	case reflect.String, reflect.Slice:
		return v.Len() > 0
	case reflect.Pointer:
		return !v.IsNil()
	case reflect.Struct:
		return true
	}
	is, ok := template.IsTrue(v.Interface())
	if !ok {
		fail()
	}
	return is
}

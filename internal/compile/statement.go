package compile

import (
	"fmt"
	"reflect"
	"text/template/parse"
)

// A compiler makes the program of one template.
type compiler struct {
	set   *Set
	slots int // that are taken
}

// giveUp leaves the template being compiled to html/template.
func giveUp(reason string, args ...any) { panic(fmt.Sprintf(reason, args...)) }

// compile makes a program; s.mu is held.
func (s *Set) compile(from source) (p *program) {
	if p := s.programs[from]; p != nil {
		return p
	}
	p = &program{left: "it calls itself"} // what it calls finds it like this
	s.programs[from] = p
	defer func() {
		if reason := recover(); reason != nil {
			p.left = fmt.Sprint(reason)
		}
	}()
	t := s.escaped.Lookup(from.name)
	if t == nil || t.Tree == nil {
		giveUp("it is not escaped as text")
	}
	c := &compiler{set: s, slots: 1}
	dot := nothing
	if from.dot != nil {
		dot = inSlot(expr{typ: from.dot, addr: from.addr}, 0)
	}
	p.ops = joined(c.list(t.Tree.Root, &scope{dot: dot, vars: map[string]expr{"$": dot}}))
	p.slots, p.left = c.slots, ""
	return p
}

// A scope is the dot and the variables that a stretch of a template sees.
type scope struct {
	dot   expr
	vars  map[string]expr
	outer *scope
}

func (sc *scope) within(dot expr) *scope { return &scope{dot: dot, vars: map[string]expr{}, outer: sc} }

func (sc *scope) variable(name string) expr {
	for ; sc != nil; sc = sc.outer {
		x, ok := sc.vars[name]
		switch {
		case ok && x.value == nil:
			giveUp("%s is a list here", name)
		case ok:
			return x
		}
	}
	giveUp("there is no variable %s", name)
	panic("not reached")
}

// A part of a template is text, or an op.
type part struct {
	text []byte
	op   op
}

// joined makes ops of parts; texts that meet are one.
func joined(parts []part) []op {
	var ops []op
	var text []byte
	flush := func() {
		if whole := text; len(whole) > 0 {
			ops = append(ops, func(s *state) { s.out = append(s.out, whole...) })
		}
		text = nil
	}
	for _, p := range parts {
		if p.op == nil {
			text = append(text, p.text...)
			continue
		}
		flush()
		ops = append(ops, p.op)
	}
	flush()
	return ops
}

func (c *compiler) list(l *parse.ListNode, sc *scope) []part {
	var parts []part
	if l != nil {
		for _, n := range l.Nodes {
			parts = append(parts, c.statement(n, sc)...)
		}
	}
	return parts
}

func (c *compiler) statement(n parse.Node, sc *scope) []part {
	switch n := n.(type) {
	case *parse.TextNode:
		return []part{{text: n.Text}}
	case *parse.CommentNode:
		return nil
	case *parse.ActionNode:
		return c.action(n, sc)
	case *parse.IfNode:
		return c.branch(&n.BranchNode, false, sc)
	case *parse.WithNode:
		return c.branch(&n.BranchNode, true, sc)
	case *parse.RangeNode:
		return c.rangeOver(n, sc)
	case *parse.TemplateNode:
		return c.template(n, sc)
	}
	giveUp("%s is not known", n)
	return nil
}

// action compiles {{.Title}} and {{$x := .Title}}.
func (c *compiler) action(n *parse.ActionNode, sc *scope) []part {
	if len(n.Pipe.Decl) > 0 {
		_, set := c.pipe(n.Pipe, sc)
		return set
	}
	cmds, escapers := escapersOf(n.Pipe.Cmds)
	x := c.commands(cmds, sc)
	show := shower(x, escapers)
	if x.fixed {
		if s := (&state{}); try(func() { show(s) }) {
			return []part{{text: s.out}}
		}
	}
	return []part{{op: show}}
}

// try runs something while a program is made, and says whether it went well.
func try(do func()) (ok bool) {
	defer func() { ok = recover() == nil }()
	do()
	return
}

// pipe compiles a pipeline and, when it declares a variable, the setting of that.
func (c *compiler) pipe(p *parse.PipeNode, sc *scope) (expr, []part) {
	if p == nil {
		return nothing, nil
	}
	x := c.commands(p.Cmds, sc)
	switch {
	case len(p.Decl) == 0:
		return x, nil
	case p.IsAssign:
		giveUp("%s is set again", p.Decl[0])
	}
	set := c.keep(&x)
	sc.vars[p.Decl[0].Ident[0]] = x
	return x, []part{{op: set}}
}

// keep gives an expression a slot, and returns what puts its value there.
func (c *compiler) keep(x *expr) op {
	slot, value := c.slot(), x.value
	*x = inSlot(*x, slot)
	return func(s *state) { s.slots[slot] = value(s) }
}

func (c *compiler) slot() int { c.slots++; return c.slots - 1 }

// branch compiles {{if}} and {{with}}.
func (c *compiler) branch(n *parse.BranchNode, with bool, sc *scope) []part {
	outer := sc.within(sc.dot)
	x, parts := c.pipe(n.Pipe, outer)
	test := condition(x)
	if holds := false; x.fixed && try(func() { holds = test(nil) }) {
		switch {
		case !holds:
			return append(parts, c.list(n.ElseList, outer.within(sc.dot))...)
		case with:
			return append(parts, c.list(n.List, outer.within(x))...)
		}
		return append(parts, c.list(n.List, outer.within(sc.dot))...)
	}
	dot := sc.dot
	if with {
		set := c.keep(&x)
		test = condition(x)
		parts, dot = append(parts, part{op: set}), x
	}
	yes, no := joined(c.list(n.List, outer.within(dot))), joined(c.list(n.ElseList, outer.within(sc.dot)))
	return append(parts, part{op: func(s *state) {
		if test(s) {
			s.run(yes)
		} else {
			s.run(no)
		}
	}})
}

// rangeOver compiles {{range}} over a slice or a whole number.
func (c *compiler) rangeOver(n *parse.RangeNode, sc *scope) []part {
	x := c.commands(n.Pipe.Cmds, sc)
	var elem expr
	count := func(v reflect.Value) int { return v.Len() }
	at := reflect.Value.Index
	switch {
	case x.typ != nil && x.typ.Kind() == reflect.Slice:
		elem = expr{typ: x.typ.Elem(), addr: true}
	case x.typ == intType && len(n.Pipe.Decl) < 2:
		elem = expr{typ: intType}
		count = func(v reflect.Value) int { return int(v.Int()) }
		at = func(_ reflect.Value, i int) reflect.Value { return reflect.ValueOf(i) }
	default:
		giveUp("a range over %v", x.typ)
	}
	if n.Pipe.IsAssign {
		giveUp("a variable is set again")
	}
	slot, index := c.slot(), -1
	inner, otherwise := sc.within(inSlot(elem, slot)), sc.within(sc.dot)
	for i, v := range n.Pipe.Decl {
		inner.vars[v.Ident[0]] = inner.dot
		otherwise.vars[v.Ident[0]] = expr{} // it is the list itself there, which nobody needs
		if i == 0 && len(n.Pipe.Decl) == 2 {
			index = c.slot()
			inner.vars[v.Ident[0]] = inSlot(expr{typ: intType}, index)
		}
	}
	body, none, list := joined(c.list(n.List, inner)), joined(c.list(n.ElseList, otherwise)), x.value
	return []part{{op: func(s *state) {
		v := list(s)
		length := count(v)
		for i := range length {
			s.slots[slot] = at(v, i)
			if index >= 0 {
				s.slots[index] = reflect.ValueOf(i)
			}
			s.run(body)
		}
		if length <= 0 {
			s.run(none)
		}
	}}}
}

// template compiles {{template}}.
func (c *compiler) template(n *parse.TemplateNode, sc *scope) []part {
	x, parts := c.pipe(n.Pipe, sc.within(sc.dot))
	if x.typ != nil && x.typ.Kind() == reflect.Interface {
		giveUp("%s is called with what may be anything", n.Name)
	}
	set, name, value := c.set, n.Name, x.value
	if t := set.escaped.Lookup(name); t == nil || t.Tree == nil {
		giveUp("%s is not called as text", name)
	}
	p := set.compile(source{name, x.typ, x.addr})
	if p.left == "" {
		return append(parts, part{op: func(s *state) { s.call(p, value(s)) }})
	}
	return append(parts, part{op: func(s *state) {
		w := &writer{s.out, s.limit}
		if set.whole().ExecuteTemplate(w, name, value(s)) != nil {
			fail()
		}
		s.out = w.out
	}})
}

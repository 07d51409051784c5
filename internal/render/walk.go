package render

import "text/template/parse"

// each calls visit with a node of a template and with all nodes in it.
func each(n parse.Node, visit func(parse.Node)) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		visit(n)
		for _, child := range n.Nodes {
			each(child, visit)
		}
	case *parse.PipeNode:
		if n == nil {
			return
		}
		visit(n)
		for _, c := range n.Cmds {
			for _, arg := range c.Args {
				each(arg, visit)
			}
		}
	case *parse.ActionNode:
		visit(n)
		each(n.Pipe, visit)
	case *parse.TemplateNode:
		visit(n)
		each(n.Pipe, visit)
	case *parse.IfNode:
		visit(n)
		eachBranch(&n.BranchNode, visit)
	case *parse.RangeNode:
		visit(n)
		eachBranch(&n.BranchNode, visit)
	case *parse.WithNode:
		visit(n)
		eachBranch(&n.BranchNode, visit)
	case *parse.ChainNode:
		visit(n)
		each(n.Node, visit)
	default:
		visit(n)
	}
}

func eachBranch(b *parse.BranchNode, visit func(parse.Node)) {
	each(b.Pipe, visit)
	each(b.List, visit)
	each(b.ElseList, visit)
}

// eachAt is each, with what is known of the dot at each node; at the root it is at.
func eachAt(n parse.Node, at dot, visit func(parse.Node, dot)) {
	branch := func(b *parse.BranchNode, within dot) {
		each(b.Pipe, func(n parse.Node) { visit(n, at) })
		eachAt(b.List, within, visit)
		if b.ElseList != nil {
			eachAt(b.ElseList, at, visit)
		}
	}
	switch n := n.(type) {
	case *parse.ListNode:
		for _, inner := range n.Nodes {
			eachAt(inner, at, visit)
		}
	case *parse.IfNode:
		branch(&n.BranchNode, at)
	case *parse.RangeNode:
		branch(&n.BranchNode, anyDot)
	case *parse.WithNode:
		branch(&n.BranchNode, anyDot)
	default:
		each(n, func(n parse.Node) { visit(n, at) })
	}
}

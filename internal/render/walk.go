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

package render

import (
	"html"
	"strings"
	"text/template/parse"

	"pairbook/internal/diag"
)

// A folder turns the calls of say that are the same on every sheet into text:
// {{say "notes"}} becomes Notes. Most words of a page are such, and text costs a
// copy where an action costs a call through reflection and the escaper.
//
// The text is escaped here as in an attribute, which is right in text too. In a
// script, a style sheet or an attribute without quotes it would not be: a
// template with any of them is left to html/template.
type folder struct {
	edition  *edition
	source   diag.Source
	problems []diag.Problem
}

// list folds the nodes of a list, and joins texts that meet.
func (f *folder) list(l *parse.ListNode) {
	if l == nil {
		return
	}
	nodes := l.Nodes[:0:0]
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.IfNode:
			f.branch(&n.BranchNode)
		case *parse.RangeNode:
			f.branch(&n.BranchNode)
		case *parse.WithNode:
			f.branch(&n.BranchNode)
		}
		var last *parse.TextNode
		if len(nodes) > 0 {
			last, _ = nodes[len(nodes)-1].(*parse.TextNode)
		}
		text, ok := f.constant(n, last)
		if !ok {
			nodes = append(nodes, n)
			continue
		}
		if last != nil {
			// A new slice: the text of the tree this was copied from is shared.
			last.Text = append(last.Text[:len(last.Text):len(last.Text)], text...)
			continue
		}
		nodes = append(nodes, &parse.TextNode{NodeType: parse.NodeText, Pos: n.Position(), Text: text})
	}
	l.Nodes = nodes
}

func (f *folder) branch(b *parse.BranchNode) {
	f.list(b.List)
	f.list(b.ElseList)
}

// constant returns what a node always draws; ok is false when it depends on the
// sheet. before is the text in front of it, if any.
func (f *folder) constant(n parse.Node, before *parse.TextNode) (text []byte, ok bool) {
	switch n := n.(type) {
	case *parse.TextNode:
		return n.Text, true
	case *parse.ActionNode:
		args, ok := sayArguments(n)
		if !ok || before != nil && strings.HasSuffix(string(before.Text), "=") || f.foreign() {
			return nil, false
		}
		said, err := f.edition.say(args[0].(string), args[1:]...)
		if err != nil {
			f.problems = append(f.problems, complaint(f.source, int(n.Pos), args[0].(string), err))
			return nil, true
		}
		word, ok := said.(string)
		return []byte(html.EscapeString(word)), ok
	}
	return nil, false
}

// foreign reports whether the template has a part that is not HTML.
func (f *folder) foreign() bool {
	text := strings.ToLower(f.source.Text)
	return strings.Contains(text, "<script") || strings.Contains(text, "<style")
}

// sayArguments returns the arguments of a call of say, when nothing else is in
// the action and all of them are written out.
func sayArguments(n *parse.ActionNode) ([]any, bool) {
	if len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) != 1 || len(n.Pipe.Cmds[0].Args) < 2 {
		return nil, false
	}
	call := n.Pipe.Cmds[0].Args
	if name, ok := call[0].(*parse.IdentifierNode); !ok || name.Ident != "say" {
		return nil, false
	}
	var args []any
	for _, arg := range call[1:] {
		switch arg := arg.(type) {
		case *parse.StringNode:
			args = append(args, arg.Text)
		case *parse.NumberNode:
			if !arg.IsInt {
				return nil, false
			}
			args = append(args, int(arg.Int64))
		default:
			return nil, false
		}
	}
	_, ok := args[0].(string)
	return args, ok
}

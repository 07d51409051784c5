package render

import (
	"html"
	"slices"
	"strings"
	"text/template/parse"

	"pairbook/internal/diag"
)

// A folder turns what is the same on every sheet into text: {{say "notes"}}
// becomes Notes, and a part that is nothing but text stands where it is called.
// Text costs a copy where an action costs a call through reflection and the
// escaper, and most words of a page are such.
//
// A string is escaped here as in an attribute, which is right in text too. It
// would not be in a script, a style sheet, an attribute without quotes or one
// that holds an address: there all is left to html/template.
//
// Parts that say the same on many sheets are called through the function
// "part", which remembers them.
type folder struct {
	renderer *Renderer
	words    *vocabulary
	trees    map[string]*parse.Tree // those that are folded
	alike    map[string]bool        // those of sheets that show nothing of their frame but marks and the guide
	open     []string               // those being folded: a part may call itself
	problems []diag.Problem
}

// shared are the parts that depend on little, and so come again and again: a
// prompt is on the sheet of every pair. They are remembered by what they are
// drawn from.
var shared = []string{
	"desk/when",
	"parts/agreed-row", "parts/chart", "parts/contact", "parts/contents", "parts/facts", "parts/focuses",
	"parts/guide", "parts/log-row", "parts/next", "parts/open-actions", "parts/prompt", "parts/prompts",
	"parts/questions", "parts/road", "parts/scale", "parts/session-guide", "parts/session-title", "parts/stops",
}

// tree returns the folded tree of a template.
func (f *folder) tree(name string) *parse.Tree {
	if t, ok := f.trees[name]; ok {
		return t
	}
	at := anyDot
	if strings.HasPrefix(name, "sheets/") {
		at = sheetDot
	}
	t := f.folded(name, at)
	if t != nil {
		f.trees[name] = t
		f.alike[name] = at == sheetDot && !f.renderer.delicate[name] && frameless(t.Root)
	}
	return t
}

// folded folds a template that is drawn from a dot; nil when there is none, or it
// is being folded already.
func (f *folder) folded(name string, at dot) *parse.Tree {
	file, ok := f.renderer.file(name)
	if !ok || slices.Contains(f.open, name) {
		return nil
	}
	t := file.trees[name].Copy()
	if f.renderer.delicate[name] {
		return t
	}
	f.open = append(f.open, name)
	f.list(t.Root, file, at)
	f.open = f.open[:len(f.open)-1]
	return t
}

// list folds the nodes of a list, and joins texts that meet.
func (f *folder) list(l *parse.ListNode, file parsed, at dot) {
	if l == nil {
		return
	}
	var nodes []parse.Node
	for _, n := range l.Nodes {
		switch branch := n.(type) {
		case *parse.IfNode:
			f.branch(&branch.BranchNode, file, at, at)
		case *parse.RangeNode:
			f.branch(&branch.BranchNode, file, anyDot, at)
		case *parse.WithNode:
			f.branch(&branch.BranchNode, file, anyDot, at)
		}
		var before *parse.TextNode
		if len(nodes) > 0 {
			before, _ = nodes[len(nodes)-1].(*parse.TextNode)
		}
		text, ok := f.constant(n, file, at)
		switch {
		case !ok:
			nodes = append(nodes, f.remembered(n, file))
		case before != nil:
			before.Text = append(before.Text, text...)
		default:
			nodes = append(nodes, &parse.TextNode{NodeType: parse.NodeText, Pos: n.Position(), Text: slices.Clone(text)})
		}
	}
	l.Nodes = nodes
}

func (f *folder) branch(b *parse.BranchNode, file parsed, within, otherwise dot) {
	f.list(b.List, file, within)
	f.list(b.ElseList, file, otherwise)
}

// constant returns what a node always draws; ok is false when it depends on the
// sheet.
func (f *folder) constant(n parse.Node, file parsed, at dot) (text []byte, ok bool) {
	switch n := n.(type) {
	case *parse.TextNode:
		return n.Text, true
	case *parse.TemplateNode:
		if !file.plain(n) {
			return nil, false
		}
		part := f.tree(n.Name)
		if frameOf(n, at) {
			part = f.folded(n.Name, frameDot)
		}
		if part == nil || len(part.Root.Nodes) > 1 {
			return nil, false
		}
		if len(part.Root.Nodes) == 0 {
			return nil, true
		}
		only, ok := part.Root.Nodes[0].(*parse.TextNode)
		if !ok {
			return nil, false
		}
		return only.Text, true
	case *parse.ActionNode:
		if !file.plain(n) {
			return nil, false
		}
		if text, ok := mark(n, at); ok {
			return text, true
		}
		args, ok := sayArguments(n)
		if !ok {
			return nil, false
		}
		said, err := f.words.say(args[0].(string), args[1:]...)
		if err != nil {
			f.problems = append(f.problems, complaint(file.source, int(n.Pos), args[0].(string), err))
			return nil, true
		}
		word, ok := said.(string)
		return []byte(html.EscapeString(word)), ok
	}
	return nil, false
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

// remembered turns the call of a shared part into {{part "parts/prompt" .}}, and
// that of a sheet by another template into {{sheet "sheets/session" .}}. What
// may call itself is left alone: only html/template sees that it never ends.
func (f *folder) remembered(n parse.Node, file parsed) parse.Node {
	call, ok := n.(*parse.TemplateNode)
	if !ok || call.Pipe == nil || !file.plain(n) {
		return n
	}
	function := ""
	switch {
	case slices.Contains(shared, call.Name):
		function = "part"
	case strings.HasPrefix(call.Name, "sheets/"):
		function = "sheet"
	}
	if function == "" || f.calls(call.Name, call.Name, map[string]bool{}) {
		return n
	}
	return &parse.ActionNode{
		NodeType: parse.NodeAction, Pos: call.Pos, Line: call.Line,
		Pipe: &parse.PipeNode{
			NodeType: parse.NodePipe, Pos: call.Pos, Line: call.Line,
			Cmds: []*parse.CommandNode{{
				NodeType: parse.NodeCommand, Pos: call.Pos,
				Args: []parse.Node{
					parse.NewIdentifier(function).SetPos(call.Pos),
					&parse.StringNode{NodeType: parse.NodeString, Pos: call.Pos, Quoted: `"` + call.Name + `"`, Text: call.Name},
					call.Pipe,
				},
			}},
		},
	}
}

// calls reports whether a template calls another, itself or through others.
func (f *folder) calls(name, other string, seen map[string]bool) bool {
	file, ok := f.renderer.file(name)
	if !ok || seen[name] {
		return false
	}
	seen[name] = true
	found := false
	each(file.trees[name].Root, func(n parse.Node) {
		if call, ok := n.(*parse.TemplateNode); ok {
			found = found || call.Name == other || f.calls(call.Name, other, seen)
		}
	})
	return found
}

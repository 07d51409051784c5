package render

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"pairbook/internal/diag"
)

// A parsed template is one file: the template that bears its name, and those
// that it defines within.
type parsed struct {
	source diag.Source
	trees  map[string]*parse.Tree
	order  []string // the names of trees, sorted
}

// names returns the names of all template files, sorted.
func (r *Renderer) names() []string { return slices.Sorted(maps.Keys(r.parsed)) }

// parse reads all templates of the theme.
func (r *Renderer) parse() []diag.Problem {
	var problems []diag.Problem
	for _, name := range r.theme.Templates() {
		text, from, _ := r.theme.Template(name)
		src := diag.Source{Name: from, Text: text}
		tree := parse.New(name)
		tree.Mode = parse.SkipFuncCheck // checked below, with a place and a suggestion
		trees := map[string]*parse.Tree{}
		if _, err := tree.Parse(text, "", "", trees); err != nil {
			problems = append(problems, explainParse(src, err))
			continue
		}
		if trees[name] == nil {
			trees[name] = tree // a file of nothing but definitions or blanks
		}
		r.parsed[name] = parsed{source: src, trees: trees, order: slices.Sorted(maps.Keys(trees))}
	}
	if _, _, ok := r.theme.Template(layoutName); !ok {
		problems = append(problems, diag.Problem{
			Position: diag.Position{File: "templates/page.html"},
			Text:     "there is no template for pages",
		})
	}
	for _, name := range r.names() {
		for _, define := range r.parsed[name].order {
			w := walker{source: r.parsed[name].source, known: r.called()}
			w.node(r.parsed[name].trees[define].Root)
			problems = append(problems, w.problems...)
		}
	}
	return problems
}

// called returns the names that {{template}} may call.
func (r *Renderer) called() []string {
	var names []string
	for _, p := range r.parsed {
		names = append(names, p.order...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// A walker looks through a template for functions and templates that do not
// exist: named at their place, before anything is drawn.
type walker struct {
	source   diag.Source
	known    []string // templates
	problems []diag.Problem
}

func (w *walker) node(n parse.Node) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				w.node(child)
			}
		}
	case *parse.ActionNode:
		w.pipe(n.Pipe)
	case *parse.IfNode:
		w.branch(&n.BranchNode)
	case *parse.RangeNode:
		w.branch(&n.BranchNode)
	case *parse.WithNode:
		w.branch(&n.BranchNode)
	case *parse.TemplateNode:
		w.pipe(n.Pipe)
		if !slices.Contains(w.known, n.Name) {
			w.problem(int(n.Pos), n.Name, fmt.Sprintf("no template is called %q", n.Name), diag.Nearest(n.Name, w.known))
		}
	}
}

func (w *walker) branch(b *parse.BranchNode) {
	w.pipe(b.Pipe)
	w.node(b.List)
	w.node(b.ElseList)
}

func (w *walker) pipe(p *parse.PipeNode) {
	if p == nil {
		return
	}
	for _, c := range p.Cmds {
		for _, arg := range c.Args {
			w.argument(arg)
		}
	}
}

func (w *walker) argument(arg parse.Node) {
	switch arg := arg.(type) {
	case *parse.PipeNode:
		w.pipe(arg)
	case *parse.ChainNode:
		w.argument(arg.Node)
	case *parse.IdentifierNode:
		if !slices.Contains(functionNames, arg.Ident) {
			w.problem(int(arg.Pos), arg.Ident, fmt.Sprintf("no function is called %q", arg.Ident), diag.Nearest(arg.Ident, functionNames))
		}
	}
}

func (w *walker) problem(offset int, word, text, nearest string) {
	if i := strings.Index(w.source.Text[min(offset, len(w.source.Text)):], word); i >= 0 {
		offset += i
	}
	p := diag.Problem{Position: w.source.At(offset, len(word)), Text: text}
	if nearest != "" {
		p.Hint = fmt.Sprintf("did you mean %q?", nearest)
	}
	w.problems = append(w.problems, p)
}

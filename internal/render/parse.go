package render

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"text/template/parse"

	"pairbook/internal/diag"
)

// A parsed template is one file: the template that bears its name, and those
// that it defines within.
type parsed struct {
	source  diag.Source
	trees   map[string]*parse.Tree
	order   []string // the names of trees, sorted
	foreign bool     // it has a part that is not HTML: a script, a style sheet

	delicate map[parse.Pos]bool // the actions and calls in delicate places
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
		p := parsed{source: src, trees: trees, order: slices.Sorted(maps.Keys(trees)), foreign: foreign.MatchString(text)}
		p.delicate = p.delicatePlaces()
		r.parsed[name] = p
	}
	if _, _, ok := r.theme.Template(layoutName); !ok {
		problems = append(problems, diag.Problem{
			Position: diag.Position{File: "templates/page.html"},
			Text:     "there is no template for pages",
		})
	}
	known := r.called()
	for _, name := range r.names() {
		p := r.parsed[name]
		for _, define := range p.order {
			each(p.trees[define].Root, func(n parse.Node) {
				if problem, ok := unknown(p.source, n, known); ok {
					problems = append(problems, problem)
				}
			})
			bound(p.trees[define].Root)
		}
	}
	problems = append(problems, r.circles()...)
	return append(problems, r.titlesShown()...)
}

var foreign = regexp.MustCompile(`(?i)<script[^>]*>\s*[^<\s]|<style`)

// called returns the names that {{template}} may call.
func (r *Renderer) called() []string {
	var names []string
	for _, p := range r.parsed {
		names = append(names, p.order...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// unknown returns a problem when a node calls a function or a template that does
// not exist. known are the templates.
func unknown(src diag.Source, n parse.Node, known []string) (p diag.Problem, ok bool) {
	var kind, name string
	var names []string
	switch n := n.(type) {
	case *parse.IdentifierNode:
		kind, name, names = "function", n.Ident, functionNames
	case *parse.TemplateNode:
		kind, name, names = "template", n.Name, known
	default:
		return p, false
	}
	if slices.Contains(names, name) {
		return p, false
	}
	p = diag.Problem{
		Position: near(src, int(n.Position()), name),
		Text:     fmt.Sprintf("no %s is called %q", kind, name),
	}
	if nearest := diag.Nearest(name, names); nearest != "" {
		p.Hint = fmt.Sprintf("did you mean %q?", nearest)
	}
	return p, true
}

// near is the position of a word at an offset or a little behind it: the offset
// of a node is not always that of its first letter.
func near(src diag.Source, offset int, word string) diag.Position {
	offset = min(offset, len(src.Text))
	if i := strings.Index(src.Text[offset:], word); i >= 0 {
		return src.At(offset+i, len(word))
	}
	return src.At(offset, 0)
}

package render

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"pairbook/internal/compile"
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
	if len(problems) == 0 && !r.showsBody(layoutName) {
		problems = append(problems, diag.Problem{
			Position: r.parsed[layoutName].source.Whole(),
			Text:     "the page does not show its sheets",
			Hint:     "write {{.Body}} where they go",
		})
	}
	return problems
}

// showsBody reports whether a template, or one that it calls, reads .Body.
func (r *Renderer) showsBody(name string) (shows bool) {
	file, _ := r.file(name)
	each(file.trees[name].Root, func(n parse.Node) {
		switch n := n.(type) {
		case *parse.FieldNode:
			shows = shows || n.Ident[0] == "Body"
		case *parse.VariableNode:
			shows = shows || slices.Contains(n.Ident, "Body")
		case *parse.TemplateNode:
			shows = shows || r.showsBody(n.Name)
		}
	})
	return shows
}

// templates makes a set of all templates.
func (r *Renderer) templates(funcs map[string]compile.Func) *template.Template {
	set := template.New("").Option("missingkey=error")
	for name, f := range funcs {
		set.Funcs(template.FuncMap{name: f.Go})
	}
	for _, name := range r.called() {
		file, _ := r.file(name)
		template.Must(set.AddParseTree(name, file.trees[name].Copy())) // the escaper changes the trees that it is given
	}
	return set
}

// escape lets html/template look through every template, so that what it refuses is
// found before the first page. One template that calls all others has it look through
// each but once; only when something is refused are they looked through one by one.
func (r *Renderer) escape() []diag.Problem {
	var all strings.Builder
	for _, name := range r.drawn() {
		fmt.Fprintf(&all, "{{template %q}}", name)
	}
	r.escaped = template.Must(r.templates(nil).Parse("{{if false}}" + all.String() + "{{end}}"))
	if r.escaped.Execute(io.Discard, nil) == nil {
		return nil
	}
	var problems []diag.Problem
	set := r.templates(nil)
	for _, name := range r.drawn() {
		var refused *template.Error
		if err := set.ExecuteTemplate(noWriter{}, name, nil); errors.As(err, &refused) {
			problems = append(problems, r.mistake(name, err, nil))
		}
	}
	return problems
}

// drawn returns the names of the templates that are drawn for themselves. Parts are
// looked through where they are called, in the context they are called in.
func (r *Renderer) drawn() []string {
	return slices.DeleteFunc(r.names(), func(name string) bool { return strings.HasPrefix(name, "parts/") })
}

// noWriter ends a drawing at the first word.
type noWriter struct{}

func (noWriter) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

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

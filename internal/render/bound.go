package render

import (
	"fmt"
	"html/template"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"text/template/parse"

	"pairbook/internal/compile"
	"pairbook/internal/diag"
	"pairbook/internal/source"
)

// Templates are trusted, but a slip in one must not take all memory or all time.
// What they write is bounded by package compile. Bounded here are templates that
// call themselves, texts that grow in a variable, and ranges over a number: these
// need not write anything.

// mostTurns is how often a {{range}} over a number may go round. A range over data
// goes round as often as there are data.
const mostTurns = 10_000

// bound puts a check behind the value of every range that may be a number.
func bound(root parse.Node) {
	each(root, func(n parse.Node) {
		r, ok := n.(*parse.RangeNode)
		if !ok || isField(r.Pipe) {
			return
		}
		r.Pipe.Cmds = append(r.Pipe.Cmds, &parse.CommandNode{
			NodeType: parse.NodeCommand, Pos: r.Pipe.Pos,
			Args: []parse.Node{parse.NewIdentifier(turnsFunction).SetPos(r.Pipe.Pos)},
		})
	})
}

// circles finds the templates that call themselves. The data of a page have nothing
// in them that goes on and on, so no template needs to; and the library notices
// only after 100,000 calls, which within a range take it hours.
func (r *Renderer) circles() []diag.Problem {
	var problems []diag.Problem
	for _, name := range r.called() {
		way := r.way(name, name, map[string]bool{})
		if way == nil || name != slices.Min(way) { // a circle is spoken of once
			continue
		}
		file, _ := r.file(name)
		each(file.trees[name].Root, func(n parse.Node) {
			if call, ok := n.(*parse.TemplateNode); ok && call.Name == way[0] && len(way) > 0 {
				problems = append(problems, diag.Problem{
					Position: near(file.source, int(call.Pos), call.Name),
					Text:     "a template calls itself: " + strings.Join(append([]string{name}, way...), ", "),
					Hint:     "take one of the calls out",
				})
				way = []string{""}
			}
		})
	}
	return problems
}

// way returns the calls that lead from one template to another; nil when none do.
func (r *Renderer) way(from, to string, seen map[string]bool) []string {
	file, ok := r.file(from)
	if !ok || seen[from] {
		return nil
	}
	seen[from] = true
	var found []string
	each(file.trees[from].Root, func(n parse.Node) {
		call, ok := n.(*parse.TemplateNode)
		if !ok || found != nil {
			return
		}
		if call.Name == to {
			found = []string{to}
		} else if rest := r.way(call.Name, to, seen); rest != nil {
			found = append([]string{call.Name}, rest...)
		}
	})
	return found
}

// turnsFunction is the name of atMost among the functions; no author can write it
// by mistake.
const turnsFunction = "pairbookTurns"

// isField reports whether a pipe is nothing but data: what it counts is bounded by
// the files that it was read from.
func isField(p *parse.PipeNode) bool {
	if len(p.Cmds) != 1 || len(p.Cmds[0].Args) != 1 {
		return false
	}
	switch p.Cmds[0].Args[0].(type) {
	case *parse.FieldNode, *parse.DotNode:
		return true
	}
	return false
}

// atMost returns the value of a range, unless it is a number that is too large.
func atMost(value reflect.Value) (reflect.Value, error) {
	v := value
	for v.Kind() == reflect.Interface && !v.IsNil() {
		v = v.Elem()
	}
	if (v.CanInt() && v.Int() > mostTurns) || (v.CanUint() && v.Uint() > mostTurns) {
		return value, diag.Complaint{Text: fmt.Sprintf("a {{range}} over a number goes round %d times at most", mostTurns)}
	}
	return value, nil
}

// printed is print of the library, bounded.
func printed(args ...any) (string, error) {
	size := 0
	for _, arg := range args {
		size += sizeOf(arg)
	}
	if size > source.PageSize {
		return "", compile.ErrTooLarge
	}
	return fmt.Sprint(args...), nil
}

// wide matches what makes a verb of printf as long as one likes.
var wide = regexp.MustCompile(`%[^a-zA-Z%]*(?:\*|[0-9]{4})`)

// printedAs is printf of the library, bounded.
func printedAs(format string, args ...any) (string, error) {
	if wide.MatchString(format) {
		return "", diag.Complaint{Text: "printf has a width of 999 at most"}
	}
	longest := 0
	for _, arg := range args {
		longest = max(longest, sizeOf(arg))
	}
	if len(format)+strings.Count(format, "%")*longest > source.PageSize {
		return "", compile.ErrTooLarge
	}
	return fmt.Sprintf(format, args...), nil
}

// joined joins texts.
func joined(texts []string, between string) (string, error) {
	size := len(texts) * len(between)
	for _, text := range texts {
		size += len(text)
	}
	if size > source.PageSize {
		return "", compile.ErrTooLarge
	}
	return strings.Join(texts, between), nil
}

// sizeOf is how long a value is as text; only texts grow.
func sizeOf(value any) int {
	switch text := value.(type) {
	case string:
		return len(text)
	case template.HTML:
		return len(text)
	}
	return 0
}

// tooLarge is the problem of what has grown beyond the limit.
func tooLarge(at diag.Position) *diag.Problem {
	return &diag.Problem{
		Position: at,
		Text:     fmt.Sprintf("the page grows beyond %d MiB", source.PageSize>>20),
		Hint:     "look for a {{range}} or a {{template}} that does not end",
	}
}

package render

import (
	"slices"
	"strings"
	"text/template/parse"
)

// wordAttributes are those that hold words: their values are escaped like text, and
// mean nothing else. An address, a style or a handler is none of them.
var wordAttributes = []string{
	"alt", "aria-description", "aria-label", "aria-labelledby", "aria-roledescription", "class", "data-label",
	"headers", "id", "label", "placeholder", "title",
}

// A place is what surrounds an offset of a template: whether it lies in a tag or a
// comment, and in which attribute's value in quotes.
type place struct {
	tag       bool
	attribute string
	quoted    bool
}

// delicate reports whether a place is in a tag or a comment, but not plainly in an
// attribute in quotes that holds words. Text that is escaped as in HTML would not be
// safe there.
func (p place) delicate() bool {
	return p.tag && !(p.quoted && slices.Contains(wordAttributes, p.attribute))
}

// places reads the HTML of a template, actions left out, and returns the places of
// some offsets, which are in order. What is within an action lies where that begins.
func places(text string, offsets []int) []place {
	found := make([]place, 0, len(offsets))
	var at place
	reached := func(i int, at place) {
		for len(found) < len(offsets) && offsets[len(found)] <= i {
			found = append(found, at)
		}
	}
	var quote byte
	name := 0 // where the name of the attribute begins
	for i := 0; i < len(text); i++ {
		reached(i, at)
		rest := text[i:]
		switch c := text[i]; {
		case strings.HasPrefix(rest, "{{"):
			i += ending(rest, "}}")
			reached(i, at)
		case at.quoted:
			if c == quote {
				at.quoted, name = false, i+1
			}
		case !at.tag && strings.HasPrefix(rest, "<!--"):
			i += ending(rest, "-->")
			reached(i, place{tag: true})
		case !at.tag:
			at.tag, name = opensTag(rest), i+1
		case c == '"' || c == '\'':
			quote, at.quoted, at.attribute = c, true, strings.ToLower(strings.TrimSuffix(text[name:i], "="))
		case c == '>':
			at.tag = false
		case c == '/' || c <= ' ':
			name = i + 1
		}
	}
	reached(len(text), at)
	return found
}

// ending returns the offset of the last byte of what ends with end; without that, it is
// the whole text.
func ending(text, end string) int {
	if i := strings.Index(text, end); i >= 0 {
		return i + len(end) - 1
	}
	return len(text)
}

// opensTag reports whether a tag begins with a text, or may begin with it.
func opensTag(text string) bool {
	if text[0] != '<' {
		return false
	}
	return len(text) == 1 || text[1] == '/' || text[1] == '!' || text[1] == '{' || text[1]|0x20 >= 'a' && text[1]|0x20 <= 'z'
}

// delicatePlaces finds the actions and calls in delicate places.
func (p parsed) delicatePlaces() map[parse.Pos]bool {
	var offsets []int
	for _, tree := range p.trees {
		each(tree.Root, func(n parse.Node) {
			switch n.(type) {
			case *parse.ActionNode, *parse.TemplateNode:
				offsets = append(offsets, int(n.Position()))
			}
		})
	}
	slices.Sort(offsets)
	found := map[parse.Pos]bool{}
	for i, place := range places(p.source.Text, offsets) {
		if place.delicate() {
			found[parse.Pos(offsets[i])] = true
		}
	}
	return found
}

// plain reports whether an action or a call stands where text is escaped as in HTML.
func (p parsed) plain(n parse.Node) bool { return !p.foreign && !p.delicate[n.Position()] }

// calledDelicately returns the templates that are called from where that is not so,
// and those that they call. They are left to html/template as they are.
func (r *Renderer) calledDelicately() map[string]bool {
	found := map[string]bool{}
	for _, name := range r.called() {
		file, ok := r.file(name)
		if !ok {
			continue
		}
		each(file.trees[name].Root, func(n parse.Node) {
			if call, ok := n.(*parse.TemplateNode); ok && !file.plain(n) {
				r.addCalled(found, call.Name)
			}
		})
	}
	return found
}

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

// delicate reports whether what follows a stretch of a template is in a tag or a
// comment, but not plainly in an attribute in quotes that holds words. Text that is
// escaped as in HTML would not be safe there.
func delicate(before string) bool {
	tag, attribute, quoted := placeAfter(before)
	return tag && !(quoted && slices.Contains(wordAttributes, attribute))
}

// placeAfter reads the HTML of a stretch of a template, actions left out, and says
// whether it ends within a tag, and in which attribute's value in quotes.
func placeAfter(text string) (tag bool, attribute string, quoted bool) {
	var quote byte
	name := 0 // where the name of the attribute begins
	for i := 0; i < len(text); i++ {
		rest := text[i:]
		switch c := text[i]; {
		case strings.HasPrefix(rest, "{{"):
			end := strings.Index(rest, "}}")
			if end < 0 {
				return tag, attribute, quote != 0
			}
			i += end + 1
		case quote != 0:
			if c == quote {
				quote, name = 0, i+1
			}
		case !tag && strings.HasPrefix(rest, "<!--"):
			end := strings.Index(rest, "-->")
			if end < 0 {
				return true, "", false
			}
			i += end + 2
		case !tag:
			tag, name = opensTag(rest), i+1
		case c == '"' || c == '\'':
			quote, attribute = c, strings.ToLower(strings.TrimSuffix(text[name:i], "="))
		case c == '>':
			tag = false
		case c == '/' || c <= ' ':
			name = i + 1
		}
	}
	return tag, attribute, quote != 0
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
	found := map[parse.Pos]bool{}
	for _, tree := range p.trees {
		each(tree.Root, func(n parse.Node) {
			switch n.(type) {
			case *parse.ActionNode, *parse.TemplateNode:
				if delicate(p.source.Text[:n.Position()]) {
					found[n.Position()] = true
				}
			}
		})
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

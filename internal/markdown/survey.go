package markdown

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"strings"

	"github.com/mozillazg/go-unidecode"
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"pairbook/internal/source"
)

// slugLength is the longest that a heading's id becomes, without "h-" and a
// number: what still reads well in an address.
const slugLength = 60

// A survey is what must be known of a whole body before it is written.
type survey struct {
	title    string            // the text of the first heading
	titleID  string            // its id, if it is the title and not printed
	github   map[string]string // the anchors that GitHub gives to headings -> the ids they have here
	omit     ast.Node          // that heading
	headings []Heading
	places   map[ast.Node]Heading
	ids      map[string]bool // of the headings that are printed
}

// surveyOf gathers the headings and warns of the HTML that will be left out.
// title is the one given by the front matter, or "".
func surveyOf(root ast.Node, body []byte, title string, notes *notes) *survey {
	s := &survey{places: map[ast.Node]Heading{}, ids: map[string]bool{}, github: map[string]string{}}
	h := &htmlFinder{body: body, notes: notes, open: map[string]int{}}
	var found []ast.Node
	walk(root, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.Heading:
			found = append(found, n)
		case *ast.RawHTML:
			h.inline(n)
		case *ast.HTMLBlock:
			h.block(n)
		case *ast.FencedCodeBlock:
			drawnCode(n, body, notes)
		}
	})
	foreign(root, body, notes)
	ids, githubs := map[string]int{}, map[string]int{}
	highest := 6
	for i, n := range found {
		text, _ := safe(source.OneLine(plainText(n, body)))
		heading := Heading{Level: n.(*ast.Heading).Level, Text: text}
		if heading.Text == "" {
			continue
		}
		heading.ID = newID(heading.Text, ids)
		s.github[githubAnchor(heading.Text, githubs)] = heading.ID
		if s.title == "" {
			s.title = heading.Text
		}
		if i == 0 && heading.Level == 1 && isFirst(n) && (title == "" || title == heading.Text) {
			s.omit, s.titleID = n, heading.ID
			continue
		}
		highest = min(highest, heading.Level)
		s.places[n] = heading
	}
	for _, n := range found {
		if heading, ok := s.places[n]; ok {
			heading.Level = min(heading.Level-highest+2, 6)
			s.places[n] = heading
			s.headings = append(s.headings, heading)
			s.ids[heading.ID] = true
		}
	}
	return s
}

// walk calls visit for every node, in the order of the tree.
func walk(root ast.Node, visit func(ast.Node)) {
	// The error is always nil: it comes from the function alone.
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			visit(n)
		}
		return ast.WalkContinue, nil
	})
}

// isFirst reports whether nothing is printed before a block.
func isFirst(n ast.Node) bool {
	if n.Parent() == nil || n.Parent().Kind() != ast.KindDocument {
		return false
	}
	for n = n.PreviousSibling(); n != nil; n = n.PreviousSibling() {
		if k := n.Kind(); k != ast.KindLinkReferenceDefinition && k != ast.KindHTMLBlock && k != east.KindFootnoteList {
			return false
		}
	}
	return true
}

// newID makes the id of a heading and remembers it.
func newID(text string, ids map[string]int) string {
	id := "h-" + slug(text)
	for {
		ids[id]++
		if ids[id] == 1 {
			return id
		}
		if next := fmt.Sprintf("%s-%d", id, ids[id]); ids[next] == 0 {
			ids[next] = 1
			return next
		}
	}
}

// slug returns text in small Latin letters, digits and hyphens. Text that has
// none of them even when transliterated becomes eight digits of its hash.
func slug(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(unidecode.Unidecode(text)) {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			gap = gap || r != '\''
			continue
		}
		if b.Len() >= slugLength-1 {
			break
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
	}
	if b.Len() == 0 {
		sum := sha256.Sum256([]byte(text))
		return hex.EncodeToString(sum[:4])
	}
	return b.String()
}

// plainText returns what a reader sees of a node, without markup.
func plainText(n ast.Node, body []byte) string {
	var p page
	walk(n, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.Text:
			p.text(n.Segment.Value(body), n.IsRaw() || n.Parent().Kind() == ast.KindCodeSpan)
			if n.SoftLineBreak() || n.HardLineBreak() {
				p.WriteString(" ")
			}
		case *ast.String:
			p.text(n.Value, true)
		case *ast.AutoLink:
			p.text(n.Label(body), true)
		}
	})
	return html.UnescapeString(string(bytes.TrimSpace(p.html)))
}

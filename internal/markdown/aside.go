package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// An aside is a note beside the text with a title, as GitHub and the makers of documentation sites
// write them: a quote that begins with [!NOTE], or lines between :::note and :::.
type aside struct {
	ast.BaseBlock
	kind   string // one of asideKinds; empty: none of them
	title  string // as written; empty: the word for the kind
	signs  int    // how many ":" opened it; 0: it was a quote
	name   string // as written: "info"
	closed bool
}

var asideKind = ast.NewNodeKind("Aside")

// Kind and Dump make an aside a node.
func (n *aside) Kind() ast.NodeKind            { return asideKind }
func (n *aside) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// asideKinds are the kinds that have a word in the language of the page.
var asideKinds = []string{"note", "tip", "important", "warning", "caution"}

// alsoCalled are the names of other programs for the kinds.
var alsoCalled = map[string]string{
	"info": "note", "abstract": "note", "summary": "note", "seealso": "note", "question": "note", "todo": "note", "example": "note",
	"hint": "tip", "success": "tip", "check": "tip", "done": "tip",
	"attention": "warning", "danger": "caution", "error": "caution", "failure": "caution", "bug": "caution",
}

// kindOf returns the kind that a name stands for, or "".
func kindOf(name string) string {
	name = strings.TrimPrefix(strings.ToLower(name), "callout-")
	if slices.Contains(asideKinds, name) {
		return name
	}
	return alsoCalled[name]
}

// deepestAside is how many asides may lie in one another: the parser looks at all of
// them for every line.
const deepestAside = 4

var (
	// opening is :::tip, :::tip Title, :::tip[Title], ::: {.tip title="Title"}.
	opening = regexp.MustCompile(`^(:{3,})[ \t]*(?:\{[ \t]*\.)?([A-Za-z][A-Za-z0-9-]*)(.*)$`)
	closing = regexp.MustCompile(`^:{3,}[ \t]*$`)
	// attribute is a title as an attribute.
	attributeTitle = regexp.MustCompile(`title[ \t]*=[ \t]*"([^"]*)"`)
	// alert is the first line of a quote that is an aside. Obsidian adds a sign for folding.
	alert = regexp.MustCompile(`^\[!([A-Za-z][A-Za-z0-9-]*)(?:\|[^\]\n]*)?\][+-]?[ \t]*(.*)$`)
)

// An asideParser reads the lines between ::: and :::.
type asideParser struct{}

// openAsides are those that have no end yet, the innermost last.
var openAsides = parser.NewContextKey()

func (asideParser) Trigger() []byte             { return []byte{':'} }
func (asideParser) CanInterruptParagraph() bool { return true }
func (asideParser) CanAcceptIndentedLine() bool { return false }

func (asideParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 {
		return nil, parser.NoChildren
	}
	m := opening.FindSubmatch(bytes.TrimRight(line[at:], " \t\r\n"))
	open, _ := pc.Get(openAsides).([]*aside)
	if m == nil || len(open) >= deepestAside {
		return nil, parser.NoChildren
	}
	n := &aside{signs: len(m[1]), name: string(m[2]), kind: kindOf(string(m[2])), title: givenTitle(string(m[3]))}
	n.SetPos(segment.Start - segment.Padding + at)
	pc.Set(openAsides, append(open, n))
	skipLine(reader)
	return n, parser.HasChildren
}

// givenTitle finds the title in what follows the name of an aside.
func givenTitle(rest string) string {
	if m := attributeTitle.FindStringSubmatch(rest); m != nil {
		return m[1]
	}
	rest = strings.TrimSpace(rest)
	if strings.HasPrefix(rest, "[") {
		rest, _, _ = strings.Cut(rest[1:], "]")
	} else if i := strings.IndexAny(rest, "{}"); i >= 0 {
		rest = rest[:i]
	}
	return strings.TrimSpace(rest)
}

// skipLine passes over the rest of a line, but for its end.
func skipLine(reader text.Reader) {
	line, segment := reader.PeekLine()
	end := len(line) - len(bytes.TrimRight(line, "\n"))
	reader.Advance(segment.Stop - segment.Start - end + segment.Padding)
}

// Continue ends the innermost aside that a line of ":" is long enough for.
func (asideParser) Continue(n ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	trimmed := bytes.TrimSpace(line)
	if w, _ := util.IndentWidth(line, reader.LineOffset()); w > 3 || !closing.Match(trimmed) {
		return parser.Continue | parser.HasChildren
	}
	open, _ := pc.Get(openAsides).([]*aside)
	for _, inner := range slices.Backward(open) {
		if inner.signs > len(trimmed) {
			continue
		}
		if inner != n {
			break
		}
		inner.closed = true
		skipLine(reader)
		return parser.Close
	}
	return parser.Continue | parser.HasChildren
}

func (asideParser) Close(n ast.Node, _ text.Reader, pc parser.Context) {
	open, _ := pc.Get(openAsides).([]*aside)
	if i := slices.Index(open, n.(*aside)); i >= 0 {
		pc.Set(openAsides, open[:i:i])
	}
}

// An alerter turns quotes that begin with [!NOTE] into asides.
type alerter struct{}

func (alerter) Transform(root *ast.Document, reader text.Reader, _ parser.Context) {
	var quotes []*ast.Blockquote
	walk(root, func(n ast.Node) {
		if quote, ok := n.(*ast.Blockquote); ok {
			quotes = append(quotes, quote)
		}
	})
	for _, quote := range quotes {
		if n := asideOf(quote, reader.Source()); n != nil {
			quote.Parent().ReplaceChild(quote.Parent(), quote, n)
		}
	}
}

// asideOf returns the aside that a quote is, with the quote's content; nil when it is none.
func asideOf(quote *ast.Blockquote, body []byte) *aside {
	first, ok := quote.FirstChild().(*ast.Paragraph)
	if !ok || first.Lines().Len() == 0 {
		return nil
	}
	line := first.Lines().At(0)
	m := alert.FindSubmatch(bytes.TrimSpace(line.Value(body)))
	if m == nil {
		return nil
	}
	n := &aside{name: string(m[1]), kind: kindOf(string(m[1])), title: string(m[2]), closed: true}
	n.SetPos(quote.Pos())
	for c := first.FirstChild(); c != nil && c.Pos() < line.Stop; {
		next := c.NextSibling()
		first.RemoveChild(first, c)
		c = next
	}
	if first.FirstChild() == nil {
		quote.RemoveChild(quote, first)
	}
	for c := quote.FirstChild(); c != nil; {
		next := c.NextSibling()
		n.AppendChild(n, c)
		c = next
	}
	return n
}

// aside writes an aside. One of another kind than those with a word bears its own name, if it was a
// quote; what :::column encloses is text like any other.
func (w *writer) aside(n *aside, entering bool) {
	if !entering {
		w.page.WriteString("</aside>\n")
		return
	}
	class := "callout"
	if n.kind != "" {
		class += " " + n.kind
	}
	w.page.WriteString(`<aside class="` + class + `" role="note">` + "\n")
	title := n.title
	if title == "" && n.kind == "" && n.signs == 0 {
		title = strings.ToUpper(n.name[:1]) + strings.ToLower(n.name[1:])
	}
	switch {
	case title != "":
		w.page.visible = true
		w.page.WriteString(`<p class="callout-title">`)
		from := len(w.page.html)
		w.page.text([]byte(unmarked.Replace(title)), false)
		w.clean(from, n.Pos(), []byte(title))
		w.page.WriteString("</p>\n")
	case n.kind != "":
		w.page.WriteString(`<p class="callout-title">`)
		w.page.gaps = append(w.page.gaps, gap{at: len(w.page.html), kind: asideGap, alt: n.kind})
		w.page.WriteString("</p>\n")
	}
	if n.kind == "" && n.signs > 0 {
		w.notes.warn(n.Pos(), n.signs+len(n.name), "no aside is called "+clip(n.name)+": its text is printed without a title",
			"write :::"+strings.Join(asideKinds, ", :::")+", or take its lines of ::: out")
	}
	if !n.closed {
		w.notes.warn(n.Pos(), n.signs+len(n.name), "the aside that begins here has no end, so that all below it belongs to it",
			"write "+strings.Repeat(":", n.signs)+" on a line of its own below it")
	}
}

// unmarked takes the signs of emphasis and code out of a title.
var unmarked = strings.NewReplacer("**", "", "__", "", "*", "", "`", "")

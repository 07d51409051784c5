package markdown

import (
	"fmt"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// parse makes a syntax tree. The parser is made anew each time, which costs less
// than a page of text, so that nothing is shared between goroutines. Attributes
// in braces ("# Title {onclick=…}") stay text: they are not among the options.
func parse(body []byte, notes *notes) ast.Node {
	md := goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.TaskList, extension.Strikethrough, extension.Footnote),
		goldmark.WithParserOptions(
			parser.WithBlockParsers(util.Prioritized(asideParser{}, 750)),
			parser.WithInlineParsers(util.Prioritized(emojiParser{}, 600)),
			parser.WithASTTransformers(
				util.Prioritized(alerter{}, 50),
				util.Prioritized(unused{notes}, 100), // before the one that takes these footnotes away
			),
		),
	)
	return md.Parser().Parse(text.NewReader(body))
}

// unused warns of footnotes to which nothing refers: they are not printed.
type unused struct{ notes *notes }

// Transform is called with the tree as parsed; it changes nothing.
func (u unused) Transform(root *ast.Document, _ text.Reader, _ parser.Context) {
	walk(root, func(n ast.Node) {
		if note, ok := n.(*east.Footnote); ok && note.Index < 0 {
			label := "[^" + clip(string(note.Ref)) + "]"
			u.notes.warn(n.Pos(), len("[^]:")+len(note.Ref),
				fmt.Sprintf("the footnote %s is left out: nothing refers to it", label),
				fmt.Sprintf("write %s where it belongs", label))
		}
	})
}

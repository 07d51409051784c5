package markdown

import (
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// parse makes a syntax tree. The parser is made anew each time, which costs less
// than a page of text, so that nothing is shared between goroutines. Attributes
// in braces ("# Title {onclick=…}") stay text: they are not among the options.
func parse(body []byte) ast.Node {
	md := goldmark.New(goldmark.WithExtensions(
		extension.Table, extension.TaskList, extension.Strikethrough, extension.Footnote,
	))
	return md.Parser().Parse(text.NewReader(body))
}

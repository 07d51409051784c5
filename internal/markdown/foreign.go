package markdown

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"pairbook/internal/diag"
)

// A dialect is a form of other programs that Markdown prints as it stands.
type dialect struct {
	signs string                // one of these words is in it, which is found faster; "\n" stands for the beginning of a line
	form  func() *regexp.Regexp // of the text alone, without code, addresses and escaped signs
	hint  func(m []string) string
}

// form is an expression, compiled when a text has the signs of it: few have.
func form(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// mayBeIn reports whether a text has one of the signs.
func (d dialect) mayBeIn(text []byte) bool {
	for sign := range strings.SplitSeq(d.signs, " ") {
		rest, atStart := strings.CutPrefix(sign, "\n")
		if bytes.Contains(text, []byte(sign)) || atStart && bytes.HasPrefix(text, []byte(rest)) {
			return true
		}
	}
	return false
}

// say is a hint that is always the same.
func say(hint string) func([]string) string { return func([]string) string { return hint } }

// dialects are looked for in this order; what one has found the next do not see.
var dialects = []dialect{
	{"<", form(`(?i)</?(` + tagNames() + `)(?:[ \t\n][^<>]*)?/?>`),
		func(m []string) string { return tagHint(strings.ToLower(m[1])) }},
	{"[toc [TOC [Toc ${toc [[", form(`(?i)(?:\[toc\]|\[\[[_\x00]?toc[_\x00]?\]\]|\$\{toc\})`),
		say("take it out: the page has no table of contents")},
	{"![[", form(`!\[\[([^\[\]|\n]+)(?:\|[^\[\]\n]*)?\]\]`),
		func(m []string) string { return linkHint("!", "what it shows", m[1]) }},
	{"[[", form(`\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]`), wikiLink},
	{"{{", form(`\{\{[^{}\n]*\}\}`),
		say("take it out; a link is written [text](address), a picture ![what it shows](picture.png)")},
	{"{%", form(`\{%[^\n]*?%\}`),
		say("take it out; a link is written [text](address), a picture ![what it shows](picture.png)")},
	{"{/* %%", form(`\{/\*[^\n]*?\*/\}|%%[^%\n]+%%`), say("take it out of the file, or everybody reads it")},
	{"\nimport \nexport", form(`(?m)^(?:import|export)[ \t][^\n]*(?:from[ \t]+['"]|=)[^\n]*$`), say("take it out: no page of a workbook runs programs")},
	{"{", form(`\{:?[ \t]*(?:[.#][\pL\d_-]+|[\w-]+="[^"\n]*")(?:[ \t][^{}\n]*)?\}`),
		say("take it out: the theme says how text looks, and links find a heading by its text")},
	{"](", form(`(!?)\[([^\[\]\n]*)\]\(([^()<>"\n]*[^()<>"\s][ \t][^()<>"\n]*\.[A-Za-z0-9]{1,5})(?:#[^()\s]*)?(?:[ \t]+"[^"\n]*")?\)`),
		func(m []string) string { return linkHint(m[1], m[2], m[3]) }},
	{":::", form(`(?m)^[ \t]*:{3,}[^\n]*$`),
		say("an aside begins with a line such as :::tip and ends with a line of :::")},
	{"\n!!! \n???", form(`(?m)^(?:!!!|\?\?\?\+?)[ \t]+[A-Za-z][^\n]*$`), say("write :::note above the text and ::: below it")},
	{"\n##", form(`(?m)^(#{2,6})([^#\s][^\n]*)$`), func(m []string) string { return "write " + m[1] + " " + clip(m[2]) }},
	{"\n• \n· \n▪ \n● \n◦ \n‣ \n– \n—", form(`(?m)^[•·▪●◦‣–—][ \t\x{a0}]+([^\n]*)$`), func(m []string) string { return "write - " + clip(m[1]) }},
	{"\n[", form(`(?m)^\[([ xX])\][ \t]+([^\n]*)$`), func(m []string) string { return "write - [" + m[1] + "] " + clip(m[2]) }},
	{"==", form(`==([^=\s][^=\n]*)==`), func(m []string) string { return "write **" + m[1] + "**" }},
	{"**", form(`\*\*[ \t]*([^*\s][^*\n]*?)[ \t]*\*\*`), func(m []string) string { return "write **" + m[1] + "**, without blanks at its ends" }},
	{"$$", form(`\$\$[^$\n]+\$\$`), say("write the formula in words, or show a picture of it")},
	{"^[", form(`\^\[[^\[\]\n]+\]`), say("write [^1], and on a line of its own [^1]: and the text of the footnote")},
	{"[^", form(`\[\^([^\[\]\s]+)\]:?`),
		func(m []string) string { return "write its text on a line of its own: [^" + m[1] + "]: …" }},
	{"\n*[", form(`(?m)^\*\[[^\[\]\n]+\]:[^\n]*$`), say("write the whole word where it comes first")},
	{"@", form(`\[-?@[A-Za-z][^\[\]\n]*\]`), say("write [^1], and on a line of its own [^1]: and the source")},
	{"\n:", form(`(?m)^:[ \t]+([^\n]+)$`), say("write the words and what they mean as a list: - **word**: what it means")},
	{"\\", form(`\\(?:newpage|pagebreak|clearpage|tableofcontents|vspace|begin|end|textbf|emph)\b(?:\{[^{}\n]*\})?`), say("take it out: the theme says how text looks")},
	{":a :b :c :d :e :f :g :h :i :j :k :l :m :n :o :p :q :r :s :t :u :v :w :x :y :z", form(`\B:[a-z][a-z0-9_+-]+:\B`), say("type the character itself")},
}

// tagNames are the names of the tags that there are hints for, as alternatives.
func tagNames() string {
	var names []string
	for _, row := range instead {
		names = append(names, strings.Fields(row.tags)...)
	}
	return strings.Join(names, "|")
}

// linkHint says how to write a link or, with sign "!", a picture.
func linkHint(sign, text, file string) string {
	file = strings.TrimSpace(file)
	if _, refused := targetOf(file, sign != ""); refused != nil {
		return refused.hint
	}
	if strings.ContainsAny(file, " \t()") {
		file = "<" + file + ">"
	}
	return fmt.Sprintf("write %s[%s](%s)", sign, text, file)
}

// wikiLink is the hint for a link in double brackets.
func wikiLink(m []string) string {
	file, place, _ := strings.Cut(strings.TrimSpace(m[1]), "#")
	text := cmp.Or(strings.TrimSpace(m[2]), strings.TrimSpace(m[1]))
	if file != "" && path.Ext(file) == "" {
		file += ".md"
	}
	if place != "" {
		file += "#" + slug(place)
	}
	return linkHint("", text, file)
}

// foreign warns of what other programs make something of and Markdown prints as it stands.
func foreign(root ast.Node, body []byte, notes *notes) {
	visible := visibleText(root, body)
	for _, d := range dialects {
		if !d.mayBeIn(visible) {
			continue
		}
		for _, m := range d.form().FindAllSubmatchIndex(visible, -1) {
			groups := make([]string, len(m)/2)
			for i := range groups {
				if m[2*i] >= 0 {
					groups[i] = string(body[m[2*i]:m[2*i+1]])
				}
			}
			notes.warn(m[0], lineWidth(body, m[0], m[1]), "this is printed as it stands: "+clip(firstLineOf(groups[0])), d.hint(groups))
			clear(visible[m[0]:m[1]])
		}
	}
	unknown(string(visible), func(at, width int, c diag.Complaint) { notes.warn(at, width, c.Text, c.Hint) })
}

// lineWidth is the width of a piece of text up to the end of its first line.
func lineWidth(body []byte, from, to int) int { return len(firstLineOf(string(body[from:to]))) }

func firstLineOf(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// visibleText is the body with zero bytes in place of all but line ends and what a reader sees as text:
// offsets into it are offsets into the body.
func visibleText(root ast.Node, body []byte) []byte {
	visible := make([]byte, len(body))
	for i, b := range body {
		if b == '\n' {
			visible[i] = b
		}
	}
	walk(root, func(n ast.Node) {
		t, ok := n.(*ast.Text)
		if !ok || t.IsRaw() || t.Parent().Kind() == ast.KindCodeSpan {
			return
		}
		for i := t.Segment.Start; i < t.Segment.Stop; i++ {
			if body[i] == '\\' && i+1 < t.Segment.Stop && isPunctuation(body[i+1]) {
				i++ // an escaped sign is meant as text
				continue
			}
			visible[i] = body[i]
		}
	})
	return visible
}

func isPunctuation(b byte) bool { return b > ' ' && b < 0x7f && !isWord(rune(b)) }

// languages are those of drawings and formulas that other programs draw from a block of code.
var languages = regexp.MustCompile(`^(?:mermaid|plantuml|puml|dot|graphviz|math|latex|chart|dataview|ad-[a-z]+|\{[a-z:-]+\})\b`)

// drawnCode warns of a block of code that other programs make a drawing of.
func drawnCode(n *ast.FencedCodeBlock, body []byte, notes *notes) {
	if n.Info == nil {
		return
	}
	info := string(n.Info.Segment.Value(body))
	if name := languages.FindString(strings.ToLower(info)); name != "" || strings.HasPrefix(info, "{") {
		notes.warn(n.Info.Segment.Start, len(firstLineOf(info)), "this block is printed as it stands: nothing is drawn from "+clip(info),
			"save the drawing as a picture and write ![what it shows](picture.png)")
	}
}

// inCell reports whether a node lies in a cell of a table.
func inCell(n ast.Node) bool {
	for ; n != nil; n = n.Parent() {
		if n.Kind() == east.KindTableCell {
			return true
		}
	}
	return false
}

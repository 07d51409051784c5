package tomlfile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/source"
	"pairbook/internal/tomlfile/advice"
)

// Parse reads a TOML text. With a mistake of syntax the File is nil and there is
// one problem, since nothing that follows can be trusted; else there is none. into is what
// Decode will fill, if anything: with it, a hint knows what a key wants.
func Parse(src diag.Source, into ...any) (*File, []diag.Problem) {
	if len(src.Text) > source.TOMLSize {
		return nil, []diag.Problem{{
			Position: src.Whole(),
			Text:     fmt.Sprintf("the text is too large: at most %d KiB of TOML can be read", source.TOMLSize>>10),
			Hint:     "divide it into several files",
		}}
	}
	src, problem := source.Text(src.Name, []byte(src.Text))
	if problem != nil {
		return nil, []diag.Problem{*problem}
	}
	if problem := conflict(src); problem != nil {
		return nil, []diag.Problem{*problem}
	}
	s := scan(src.Text)
	if problem := s.limit(src); problem != nil {
		return nil, []diag.Problem{*problem}
	}
	tree, err := decode(src.Text)
	if err != nil {
		stop := stopped(src, err)
		if len(into) > 0 {
			stop.Expected = func(key string) advice.Expectation { return expected(into[0], key) }
		}
		return nil, []diag.Problem{advice.Explain(stop)}
	}
	if s.twice != nil { // the library accepts some repeats and drops the second value
		return nil, []diag.Problem{s.twice.use(src.Text).Explain(src)}
	}
	if !s.whole() {
		// The scanner accepts all that the library accepts, so this does not happen.
		// If it did, values would have no place, and the text has to be refused.
		return nil, []diag.Problem{advice.Explain(stop(src, s.pos, advice.Grammar))}
	}
	file := &File{Source: src, Tree: tidy(tree).(map[string]any), root: s.root, header: s.header}
	file.inspect()
	return file, nil
}

// limit returns the problem of a text that is legal TOML but would cost the
// decoder far more than its size is worth.
func (s *scanner) limit(src diag.Source) *diag.Problem {
	p := &diag.Problem{Position: src.At(s.overAt.at, s.overAt.width)}
	switch s.over {
	case tooDeep:
		p.Text = fmt.Sprintf("keys, lists and tables lie in each other more than %d deep here", source.TOMLDepth)
		p.Hint = "look for brackets [ or { too many"
	case tooManyParts:
		p.Text = fmt.Sprintf("a key with dots may have at most %d parts", source.TOMLKeyParts)
		p.Hint = "write it with fewer dots"
	case tooManyValues:
		p.Text = fmt.Sprintf("there are more than %d keys and values in this file", source.TOMLValues)
		p.Hint = "divide it into several files"
	case emptyKey:
		p.Text = "the name in these quotes is empty"
		p.Hint = "put a name between the quotes, or delete the line"
	default:
		return nil
	}
	return p
}

// conflict finds what a version control system writes into a file that two
// people changed.
func conflict(src diag.Source) *diag.Problem {
	at := 0
	for line := range strings.Lines(src.Text) {
		word, _, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
		if word == "<<<<<<<" || word == ">>>>>>>" {
			return &diag.Problem{
				Position: src.At(at, len(word)),
				Text:     "two versions of the file were merged and left a conflict here",
				Hint:     "keep one version of the lines between <<<<<<< and >>>>>>>, and delete the lines with the markers",
			}
		}
		at += len(line)
	}
	return nil
}

// tidy gives lists of tables the same type as other lists.
func tidy(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key, field := range v {
			v[key] = tidy(field)
		}
	case []any:
		for i, item := range v {
			v[i] = tidy(item)
		}
	case []map[string]any:
		items := make([]any, len(v))
		for i, item := range v {
			items[i] = tidy(item)
		}
		return items
	}
	return value
}

// A badText is a key or a text with characters that no page may hold.
type badText struct {
	node       *node
	key        bool
	text, hint string
}

// inspect finds the keys and texts with characters that no page may hold, in the
// order of the file.
func (f *File) inspect() {
	f.inspectIn(f.Tree, f.root)
	slices.SortFunc(f.badTexts, func(a, b badText) int {
		return cmp.Or(cmp.Compare(a.node.key.at, b.node.key.at), cmp.Compare(a.text, b.text))
	})
	f.unsafe = make(map[*node]bool, len(f.badTexts))
	for _, bad := range f.badTexts {
		f.unsafe[bad.node] = true
	}
}

func (f *File) inspectIn(value any, n *node) {
	switch v := value.(type) {
	case map[string]any:
		for key, field := range v {
			child := n.field(key)
			if child == nil {
				continue
			}
			f.inspectIn(field, child)
			_, name, ok := source.Safe(key)
			if ok && strings.ContainsAny(key, "\t\n") {
				name, ok = "a tab or a line end", false
			}
			if !ok {
				f.badTexts = append(f.badTexts, badText{child, true, "the name of the key holds " + name, "write the name without it"})
			}
		}
	case []any:
		for i, item := range v {
			if child := n.item(i); child != nil {
				f.inspectIn(item, child)
			}
		}
	case string:
		if text, hint := f.judge(v, n); text != "" {
			f.badTexts = append(f.badTexts, badText{n, false, text, hint})
		}
	}
}

// judge looks for forbidden characters in one text. A tab or a line end in a
// text of one line is nearly always a path of Windows: "\\server\team" holds
// a tab.
func (f *File) judge(text string, n *node) (wrong, hint string) {
	raw := n.value.in(f.Text)
	escaped := strings.HasPrefix(raw, `"`) && strings.Contains(raw, `\`)
	at, name, ok := source.Safe(text)
	if ok && n.form == lineString {
		at = strings.IndexAny(text, "\t\n\r")
		name = "a tab"
		if ok = at < 0; !ok && text[at] != '\t' {
			name = "a line end"
		}
	}
	if ok {
		return "", ""
	}
	wrong = "the text holds " + name
	switch {
	case escaped && strings.ContainsRune("\t\n\r\b\f\x1b", rune(text[at])):
		letter := map[byte]string{'\t': "t", '\n': "n", '\r': "r", '\b': "b", '\f': "f", '\x1b': "e"}[text[at]]
		return fmt.Sprintf(`%s, because \%s means that in "…"`, wrong, letter), advice.Backslashes(raw)
	case text[at] == '\t':
		return wrong, "write a space in its place"
	}
	return wrong, "delete it; often it comes with a copied text: type the word anew"
}

package build

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"pairbook/internal/diag"
	"pairbook/internal/filetest"
	"pairbook/internal/program"
	"pairbook/internal/tomlfile"
)

// What a reader finds in whole workbooks: of each format, of all parts, of all fields; of
// pairs that say little and of pairs that say much.
func TestBooksReadAsTheyDid(t *testing.T) {
	filetest.Run(t, "testdata/books/*.txtar", func(t *testing.T, a *filetest.Archive) {
		dir := t.TempDir()
		if err := os.CopyFS(dir, a.FS()); err != nil {
			t.Fatal(err)
		}
		if report, err := Run(t.Context(), options(dir), &Memory{}); err != nil || !report.Done {
			t.Fatal(report, err)
		}
		for _, file := range slices.Sorted(maps.Keys(a.Input)) {
			book, ok := strings.CutPrefix(strings.TrimSuffix(file, ".toml"), "content/cohorts/a/")
			if !ok {
				continue
			}
			page, err := os.ReadFile(filepath.Join(dir, "public", "a", book, "workbook.html"))
			if err != nil {
				t.Error(err)
			}
			a.Want(t, "want/"+book+".txt", readable(t, page))
		}
	})
}

// readable is what stands in the main part of a page, a line for each block: how a sheet is
// called and numbered, headings with as many signs as they have levels, rows of tables, and the
// rooms to write. Of a sheet that reads like another, numbers aside, that is said.
func readable(t *testing.T, page []byte) string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(mainElement.Find(page)))
	if err != nil {
		t.Fatal(err)
	}
	r := &reader{}
	r.block(root)
	r.line()
	var b strings.Builder
	seen := map[string]string{}
	for _, sheet := range strings.Split(r.text.String(), sheetMark)[1:] {
		head, body, _ := strings.Cut(sheet, "\n")
		id, _, _ := strings.Cut(head, " ")
		body = strings.TrimSpace(body)
		like := seen[numbers.ReplaceAllString(body, "0")]
		if like == "" {
			seen[numbers.ReplaceAllString(body, "0")] = id
		} else {
			body = "(as " + like + ")"
		}
		fmt.Fprintf(&b, "%s%s\n%s\n\n", sheetMark, head, body)
	}
	return b.String()
}

// sheetMark begins a sheet.
const sheetMark = "==== "

// A reader writes down what it reads.
type reader struct {
	text   strings.Builder
	prefix string
	inline strings.Builder // of the block that it is in
}

// line ends a block.
func (r *reader) line() {
	if text := strings.Join(strings.Fields(r.inline.String()), " "); text != "" {
		fmt.Fprintln(&r.text, r.prefix+text)
	}
	r.inline.Reset()
	r.prefix = ""
}

// blocks are the elements that stand on lines of their own, and how these begin.
var blocks = map[string]string{
	"h1": "# ", "h2": "## ", "h3": "### ", "li": "- ", "caption": "### ", "dt": "", "dd": "  ", "p": "", "div": "", "ul": "", "ol": "", "dl": "",
	"table": "", "thead": "", "tbody": "", "tr": "| ", "nav": "", "figure": "",
}

// block reads an element and what is in it.
func (r *reader) block(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		r.inline.WriteString(n.Data)
		return
	case n.Data == "svg" || hasClass(n, "head") || hasClass(n, "foot") || hasClass(n, "strip"):
		return
	case n.Data == "section" && hasClass(n, "sheet"):
		r.line()
		fmt.Fprintf(&r.text, "%s%s · %s · %s\n", sheetMark, attribute(n, "id"), words(n, "head-section"), words(n, "foot-sheet"))
	}
	prefix, block := blocks[n.Data]
	if block {
		r.line()
		r.prefix = prefix
	}
	switch {
	case hasClass(n, "tick") && hasClass(n, "done"):
		r.inline.WriteString("[x] ")
	case hasClass(n, "tick"):
		r.inline.WriteString("[ ] ")
	case hasClass(n, "write"), hasClass(n, "rules") && !hasClass(n.Parent, "write"), hasClass(n, "blank") && n.Data != "tr":
		r.inline.WriteString("____")
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.block(c)
		if c.Data == "td" || c.Data == "th" {
			r.inline.WriteString(" | ")
		}
	}
	if block {
		r.line()
	}
}

// attribute is the value of an attribute.
func attribute(n *html.Node, key string) string {
	i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
	if i < 0 {
		return ""
	}
	return n.Attr[i].Val
}

// words are the text of the first element of a class below another.
func words(n *html.Node, class string) string {
	for below := range n.Descendants() {
		if !hasClass(below, class) {
			continue
		}
		var b strings.Builder
		for text := range below.Descendants() {
			if text.Type == html.TextNode {
				b.WriteString(text.Data)
			}
		}
		return strings.Join(strings.Fields(b.String()), " ")
	}
	return ""
}

// The archive of all fields has every key that the file of a relationship can have.
func TestTheBookOfAllFieldsHasThemAll(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/books/fields.txtar")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for _, f := range archive.Files {
		if file, _ := tomlfile.Parse(diag.Source{Name: f.Name, Text: string(f.Data)}); strings.HasSuffix(f.Name, ".toml") && file != nil {
			sayKeys(said, "", file.Tree)
		}
	}
	for key := range maps.Clone(said) {
		said[ofSomebody(key)] = true
	}
	for _, key := range keysBelow("", reflect.TypeFor[program.Record]()) {
		if !said[ofSomebody(key)] && !strings.HasPrefix(key, "anonymised.") { // which leaves nothing to print
			t.Errorf("no file says %s", key)
		}
	}
}

// ofSomebody is a key without the side that somebody is of: both have the same.
func ofSomebody(key string) string { return oneSide.ReplaceAllString(key, "person.") }

var oneSide = regexp.MustCompile(`^(?:mentor|mentee)s?\.`)

// sayKeys notes the keys of a table and of the tables in it, without numbers of lists.
func sayKeys(said map[string]bool, at string, table map[string]any) {
	for key, value := range table {
		said[at+key] = true
		switch inner := value.(type) {
		case map[string]any:
			sayKeys(said, at+key+".", inner)
		case []map[string]any:
			for _, item := range inner {
				sayKeys(said, at+key+".", item)
			}
		case []any:
			for _, item := range inner {
				if item, ok := item.(map[string]any); ok {
					sayKeys(said, at+key+".", item)
				}
			}
		}
	}
}

// keysBelow lists the keys of a table and of the tables in it.
func keysBelow(at string, table reflect.Type) []string {
	var all []string
	for _, key := range tomlfile.Keys(table) {
		inner := key.Type
		if inner.Kind() == reflect.Slice {
			inner = inner.Elem()
		}
		if inner.Kind() == reflect.Struct && !tomlfile.ReadsItself(inner) {
			all = append(all, keysBelow(at+key.Name+".", inner)...)
			continue
		}
		all = append(all, at+key.Name)
	}
	return all
}

package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/csv"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// part is what stands in a workbook of one file, between tags.
var part = regexp.MustCompile(`(?s)<(style|script)>(.*?)</(?:style|script)>`)

// withoutParts takes out of a workbook of one file the styles and scripts that its policy
// names by their hashes, and its pictures. What is left is like any page.
func withoutParts(data []byte) []byte {
	policy, _, _ := bytes.Cut(data, []byte("</title>"))
	data = part.ReplaceAllFunc(data, func(found []byte) []byte {
		sum := sha256.Sum256(part.FindSubmatch(found)[2])
		if bytes.Contains(policy, []byte("'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")) {
			return nil
		}
		return found
	})
	return regexp.MustCompile(`src="data:image/[a-z+]+;base64,[A-Za-z0-9+/=]*"`).ReplaceAll(data, []byte(`src="picture"`))
}

// outline returns what a reader's program acts on in one file of the output, a
// line each, and leaves out the text between. Two builds that differ in texts
// alone have the same outlines. complaints are what no output may have at all.
func outline(name string, data []byte) (lines, complaints []string) {
	switch path.Ext(name) {
	case ".html":
		if path.Base(name) == singleName {
			data = withoutParts(data)
		}
		return pageOutline(data)
	case ".csv":
		return sheetOutline(data)
	case ".ics":
		return calendarOutline(data)
	case ".css":
		return styleOutline(data), nil
	case ".js", ".svg", ".woff2", ".txt":
		return []string{string(data)}, nil
	}
	if name == ".pairbook-output" {
		return []string{string(data)}, nil
	}
	return nil, []string{"an output of a kind that nobody checks"}
}

// pageOutline lists the elements of a page with their attributes. Addresses elsewhere, of
// mail and telephone may differ, and what package markdown made is only held to
// the elements that a document can have.
func pageOutline(data []byte) (lines, complaints []string) {
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, []string{err.Error()}
	}
	var visit func(n *html.Node, depth int, prose bool)
	visit = func(n *html.Node, depth int, prose bool) {
		complaints = append(complaints, forbidden(n)...)
		if prose {
			complaints = append(complaints, foreign(n)...)
		} else if n.Type != html.TextNode {
			lines = append(lines, strings.Repeat(" ", depth)+describe(n))
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c, depth+1, prose || hasClass(n, "prose"))
		}
	}
	visit(root, 0, false)
	if bytes.Contains(data, []byte("<no value>")) {
		complaints = append(complaints, "a template printed what is not there")
	}
	return lines, complaints
}

func describe(n *html.Node) string {
	if n.Type != html.ElementNode {
		return fmt.Sprintf("node of type %d: %s", n.Type, n.Data)
	}
	line := "<" + n.Data
	for _, a := range n.Attr {
		for _, scheme := range []string{"mailto:", "tel:", "https://", "http://"} {
			if a.Key == "href" && strings.HasPrefix(a.Val, scheme) {
				a.Val = scheme
			}
		}
		if a.Key == "aria-label" || strings.HasPrefix(a.Key, "data-") {
			a.Val = "" // text, as that between tags
		}
		line += fmt.Sprintf(" %s=%q", a.Key, a.Val)
	}
	return line + ">"
}

func hasClass(n *html.Node, class string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool {
		return a.Key == "class" && slices.Contains(strings.Fields(a.Val), class)
	})
}

// schemes are those that an address on a page may have.
var (
	schemes   = regexp.MustCompile(`^(?:https?://[^/]|mailto:[^\s?]+$|mailto:[^\s?]+\?|tel:\+?[0-9*#(]|[^:]*$|[^:/?#]*[/?#])`)
	ourScript = regexp.MustCompile(`^(?:\.\./)*assets/(?:print|desk|fill)\.js$`)
)

// forbidden lists what no page has, whoever wrote it.
func forbidden(n *html.Node) (found []string) {
	if n.Type == html.CommentNode {
		return []string{"a comment: " + n.Data}
	}
	if n.Type != html.ElementNode {
		return nil
	}
	switch n.Data {
	case "style", "iframe", "object", "embed", "form", "base", "template", "frame", "animate", "set", "noscript", "plaintext":
		found = append(found, "the element "+n.Data)
	case "script":
		if len(n.Attr) != 2 || n.Attr[0].Key != "src" || !ourScript.MatchString(n.Attr[0].Val) || n.FirstChild != nil {
			found = append(found, "a script that is not ours")
		}
	}
	for _, a := range n.Attr {
		switch {
		case a.Key == "style", a.Key == "srcdoc", a.Key == "srcset", a.Key == "formaction", a.Key == "xlink:href", strings.HasPrefix(a.Key, "on"):
			found = append(found, fmt.Sprintf("the attribute %s of %s", a.Key, n.Data))
		case a.Key == "src" && (strings.Contains(a.Val, ":") || strings.HasPrefix(a.Val, "/")):
			found = append(found, "a file from elsewhere: "+a.Val)
		case a.Key == "href" && (!schemes.MatchString(a.Val) || strings.HasPrefix(a.Val, "/") || strings.HasPrefix(a.Val, `\`)):
			found = append(found, "the address "+a.Val)
		case a.Key == "href" && a.Val == "":
			found = append(found, "a link that leads nowhere")
		case a.Key == "aria-label" || strings.HasPrefix(a.Key, "data-"): // text, as that between tags
		case a.Key == "href" && strings.HasPrefix(a.Val, "mailto:"): // has text, and the escaper's word would stand alone
		case strings.Contains(a.Val, "ZgotmplZ"):
			found = append(found, "a value that the escaper refused: "+a.Val)
		}
	}
	return found
}

// fromMarkdown are the elements that a document can have, and their attributes.
var fromMarkdown = map[string]string{
	"p": "", "em": "", "strong": "", "del": "", "code": "", "pre": "", "br": "", "hr": "", "blockquote": "", "ul": "", "ol": "start",
	"li": "class id", "h2": "id", "h3": "id", "h4": "id", "h5": "id", "h6": "id", "table": "tabindex", "thead": "", "tbody": "", "tr": "",
	"th": "scope class", "td": "class", "span": "class role aria-label", "sup": "class id", "div": "class role",
	"a": "href title class role aria-label", "img": "src alt title",
}

// foreign lists what package markdown cannot have made.
func foreign(n *html.Node) (found []string) {
	if n.Type != html.ElementNode {
		return nil
	}
	attributes, known := fromMarkdown[n.Data]
	if !known {
		return []string{"within the prose, the element " + n.Data}
	}
	for _, a := range n.Attr {
		if !slices.Contains(strings.Fields(attributes), a.Key) {
			found = append(found, fmt.Sprintf("within the prose, the attribute %s of %s", a.Key, n.Data))
		}
	}
	return found
}

// sheetOutline lists how many cells each row has. No cell may be a formula.
func sheetOutline(data []byte) (lines, complaints []string) {
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	if err != nil {
		return nil, []string{err.Error()}
	}
	for i, row := range rows {
		lines = append(lines, fmt.Sprintf("row %d: %d cells", i+1, len(row)))
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				complaints = append(complaints, fmt.Sprintf("a formula in row %d: %q", i+1, cell))
			}
		}
	}
	return lines, complaints
}

// property is the beginning of a line of a calendar: name and parameters.
var property = regexp.MustCompile(`^([A-Z-]+)((?:;[A-Z-]+=[^:;"\\\n]+)*):`)

// elsewhere is an address that a calendar may lead to. What could end it stands for itself nowhere.
var elsewhere = regexp.MustCompile(`^https?://[^\s"<>]+$`)

// calendarOutline lists the properties of a calendar in their order, with the
// values that are no text and no address elsewhere.
func calendarOutline(data []byte) (lines, complaints []string) {
	text := string(data)
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 {
			complaints = append(complaints, fmt.Sprintf("a line of %d bytes", len(line)))
		}
		if strings.ContainsAny(line, "\r\n") {
			complaints = append(complaints, fmt.Sprintf("a line that ends within: %q", line))
		}
	}
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n ", ""), "\r\n") {
		m := property.FindStringSubmatch(line)
		switch {
		case m == nil && line != "":
			complaints = append(complaints, fmt.Sprintf("a line that is no property: %q", line))
		case m != nil && slices.Contains([]string{"SUMMARY", "DESCRIPTION", "LOCATION", "X-WR-CALNAME", "NAME", "COMMENT"}, m[1]):
			lines = append(lines, m[1])
			if !escaped(line[len(m[0]):]) {
				complaints = append(complaints, fmt.Sprintf("a text that is not escaped: %q", line))
			}
		case m != nil && m[1] == "CONFERENCE": // an address elsewhere, as on pages
			lines = append(lines, m[0])
			if address := line[len(m[0]):]; !elsewhere.MatchString(address) {
				complaints = append(complaints, fmt.Sprintf("what is no address: %q", line))
			}
		default:
			lines = append(lines, line)
		}
	}
	return lines, complaints
}

// escaped reports whether every sign that would end a text of a calendar has a
// backslash before it, and no other sign has.
func escaped(text string) bool {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case ';', ',':
			return false
		case '\\':
			i++
			if i == len(text) || !strings.ContainsRune(`\;,nN`, rune(text[i])) {
				return false
			}
		}
	}
	return true
}

// styleOutline is a style sheet without its strings.
func styleOutline(data []byte) []string {
	return []string{cssText.ReplaceAllString(string(data), `""`)}
}

var cssText = regexp.MustCompile(`"(?:[^"\\\n]|\\[0-9a-fA-F]{1,6}|\\.)*"`)

// tree reads all files of a folder; "" for each folder.
func tree(tb testing.TB, dir string) map[string][]byte {
	tb.Helper()
	files := map[string][]byte{}
	fsys := os.DirFS(dir)
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		files[name] = data
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return files
}

// The guard itself must be able to find something.
func TestOutlinesShowWhatIsForeign(t *testing.T) {
	const page = "<!doctype html><title>x</title><body><main><p>x</p></main>"
	harmless, complaints := outline("a.html", []byte(page))
	if len(complaints) > 0 {
		t.Errorf("complaints about a harmless page: %q", complaints)
	}
	for name, text := range map[string]string{
		"an element":    strings.Replace(page, "x</p>", "<b>x</b></p>", 1),
		"an attribute":  strings.Replace(page, "<p>", `<p title="x">`, 1),
		"a closing tag": strings.Replace(page, "x</p>", "</main>x</p>", 1),
		"an open title": strings.Replace(page, "x</title>", "x</title><i>", 1),
	} {
		if lines, _ := outline("a.html", []byte(text)); slices.Equal(lines, harmless) {
			t.Errorf("%s does not show", name)
		}
	}
	for _, text := range []string{
		"<script>x</script>", "<script src='../assets/print.js' defer>x</script>", "<script src='//e/assets/print.js' defer></script>", "<p style='x'>", "<p onclick='x'>", "<iframe srcdoc='x'></iframe>",
		"<a href='javascript:x'>", "<a href='//e'>", "<a href='/x'>", "<a href=' javascript:x'>", "<a href='data:x'>", "<a href='#ZgotmplZ'>", "<a href=''>", "<img src='https://e/x'>", "<img src='//e/x'>", "<!-- x -->",
		"<style></style>", "<div class=prose><section>", "<div class='a prose'><p id=x>", "<no value>",
	} {
		if _, complaints := outline("a.html", []byte(page+text)); len(complaints) == 0 && text != "<no value>" {
			t.Errorf("nobody complains of %s", text)
		}
	}
	for name, text := range map[string]string{
		"a.csv": "a,b\n1,=1+1\n", "b.csv": "a,\"b\nc", "a.ics": "BEGIN:VCALENDAR\r\nSUMMARY:a;b\r\n", "b.ics": "SUMMARY:a\nBEGIN:VEVENT\r\n",
		"c.ics": "SUMMARY:" + strings.Repeat("a", 70) + "\r\n", "d.ics": "SUMMARY:a\r\nwhat\r\n", "a.php": "", "e.ics": "SUMMARY:a\\qb\r\n",
		"f.ics": "CONFERENCE;VALUE=URI:https://e.example/\"><script>\r\n", "g.ics": "CONFERENCE;VALUE=URI:javascript:x\r\n",
	} {
		if _, complaints := outline(name, []byte(text)); len(complaints) == 0 {
			t.Errorf("nobody complains of %s %q", name, text)
		}
	}
}

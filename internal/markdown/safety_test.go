package markdown

import (
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/tools/txtar"

	"pairbook/internal/diag"
	"pairbook/internal/source"
)

// allowed are the elements a document may have, each with its attributes.
var allowed = map[string][]string{
	"p": {"class"}, "em": {}, "strong": {}, "del": {}, "code": {}, "pre": {}, "br": {}, "hr": {},
	"blockquote": {}, "ul": {}, "ol": {"start"}, "li": {"class", "id"},
	"h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
	"table": {"tabindex"}, "thead": {}, "tbody": {}, "tr": {}, "th": {"scope", "class"}, "td": {"class"},
	"span": {"class", "role", "aria-label"}, "sup": {"class", "id"}, "div": {"class", "role"},
	"aside": {"class", "role"},
	"a":     {"href", "title", "class", "role", "aria-label"},
	"img":   {"src", "alt", "title"},
}

// unsafe says what in HTML no document may have, or "".
func unsafe(text string) string {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(text), body)
	if err != nil {
		return err.Error()
	}
	ids := map[string]bool{}
	var check func(n *html.Node) string
	check = func(n *html.Node) string {
		switch n.Type {
		case html.TextNode:
		case html.ElementNode:
			attributes, ok := allowed[n.Data]
			if !ok {
				return "the element " + n.Data
			}
			for _, a := range n.Attr {
				if !slices.Contains(attributes, a.Key) {
					return fmt.Sprintf("the attribute %s of %s", a.Key, n.Data)
				}
				if a.Key == "id" && ids[a.Val] {
					return "the id " + a.Val + " twice"
				}
				ids[a.Val] = ids[a.Val] || a.Key == "id"
				if (a.Key == "href" || a.Key == "src") && !harmless(a.Val, a.Key == "src") {
					return fmt.Sprintf("the address %q of %s", a.Val, n.Data)
				}
			}
		default:
			return fmt.Sprintf("a node of type %d: %q", n.Type, n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if found := check(c); found != "" {
				return found
			}
		}
		return ""
	}
	for _, n := range nodes {
		if found := check(n); found != "" {
			return found
		}
	}
	return ""
}

// harmless is a second opinion on addresses, by the reading of net/url.
func harmless(address string, picture bool) bool {
	u, err := url.Parse(address)
	if err != nil || strings.ContainsAny(address, "\\\t\n\r\x00") || strings.TrimSpace(address) != address {
		return false
	}
	switch u.Scheme {
	case "":
		return u.Host == "" && !strings.HasPrefix(address, "/")
	case "https", "http":
		return u.Host != "" && !picture
	case "mailto", "tel":
		return !picture
	}
	return false
}

// echo resolves every link to what the author wrote: the worst a site could do.
func echo(l Link) string { return l.To }

// HTML renders the body with the English words. resolve is Options.Resolve.
func (d *Document) HTML(resolve func(Link) string) string {
	return d.Render(Options{Resolve: resolve})
}

func parseText(text string) (*Document, []diag.Problem) {
	return Parse(diag.Source{Name: "content/topics/a.md", Text: text})
}

// hostile are attempts to get markup, scripts or foreign addresses onto a page.
var hostile = []string{
	`<script>alert(1)</script>`, `x <script>alert(1)</script> y`, `<SCRIPT SRC=//e.example></SCRIPT>`,
	"<scr\x00ipt>alert(1)</script>", `<script/x>alert(1)</script>`, `<<script>alert(1)//<</script>`,
	`<img src=x onerror=alert(1)>`, `x <img src=x onerror=alert(1)> y`, `<svg onload=alert(1)>`, `<svg><script>alert(1)</script></svg>`,
	`<iframe src="javascript:alert(1)"></iframe>`, `<iframe srcdoc="<script>alert(1)</script>">`, `<object data="x">`, `<embed src=x>`,
	`<form action=//e.example><input name=p></form>`, `<input autofocus onfocus=alert(1)>`, `<button formaction=javascript:alert(1)>x`,
	`<a href="javascript:alert(1)">x</a>`, `<a onclick=alert(1)>x</a>`, `<base href="//e.example/">`, `<meta http-equiv=refresh content="0;url=//e.example">`,
	`<link rel=stylesheet href=//e.example/x.css>`, `<style>*{background:url(//e.example)}</style>`, `<p style="background:url(//e.example)">x</p>`,
	`<math><mtext></mtext><script>alert(1)</script></math>`, `<details open ontoggle=alert(1)>`, `<video><source onerror=alert(1)></video>`,
	`<!--><script>alert(1)</script>-->`, `<!--[if IE]><script>alert(1)</script><![endif]-->`, `<![CDATA[<script>alert(1)</script>]]>`, `<?php echo '<script>' ?>`,
	`<!DOCTYPE html>`, `</p></section></body><script>alert(1)</script>`, `<plaintext>`, `<textarea><script>`, `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
	`[x](javascript:alert(1))`, `[x](JaVaScRiPt:alert(1))`, `[x](javascript&colon;alert(1))`, `[x](javascript&#58;alert(1))`, `[x](javascript&#x3a;alert(1))`,
	`[x](&#106;avascript:alert(1))`, `[x](java&Tab;script:alert(1))`, `[x](java&NewLine;script:alert(1))`, `[x](java&#10;script:alert(1))`, "[x](<java\tscript:alert(1)>)",
	`[x](javascript\:alert(1))`, `[x](\javascript:alert(1))`, `[x](<&#1;javascript:alert(1)>)`, `[x](<  javascript:alert(1)>)`, `[x](vbscript:msgbox(1))`,
	`[x](data:text/html,<script>alert(1)</script>)`, `[x](data:text/html;base64,PHNjcmlwdD4=)`, `[x](data:image/png;base64,AAAA)`, `[x](file:///etc/passwd)`,
	`[x](//e.example)`, `[x](/\e.example)`, `[x](\\e.example\x)`, `[x](&bsol;&bsol;e.example)`, `[x](&sol;&sol;e.example)`, `[x](///e.example)`, `[x](https:///e.example)`, `[x](https:e.example)`, `[x](http://")`, `[x](http://e.example"onclick=x)`,
	`[x](ms-word:ofe|u|https://e.example/x.doc)`, `[x](intent://e#Intent;end)`, `[x](sms:+1)`, `[x](blob:https://e)`, `[x](view-source:https://e)`, `[x](about:blank)`, `[x](search-ms:query=x)`,
	`[x](javascript%3Aalert(1))`, `[x](%6aavascript:alert(1))`, `[x](..%5c..%5cx)`, `[x](a%00b)`, `[x](a%0d%0ab)`,
	`<javascript:alert(1)>`, `<data:text/html,x>`, `<ms-word:x>`, `<JAVASCRIPT&colon;alert(1)>`, "<javascript:alert(`1`)>",
	`[x](https://e.example/"onmouseover="alert(1))`, `[x](https://e.example "t\" onmouseover=\"alert(1)")`, `[x](https://e.example 't" onmouseover="alert(1)')`, `[x](a.md '"><script>alert(1)</script>')`,
	`![x](https://e.example/t.gif)`, `![x](//e.example/t.gif)`, `![x](data:image/svg+xml,<svg onload=alert(1)>)`, `![x](javascript:alert(1))`, `![" onerror="alert(1)](x.png)`,
	`!["><script>alert(1)</script>](x.png)`, `![x](x.png "\" onerror=\"alert(1)")`, `![x](x.png"onerror=alert(1))`, `![&quot; onerror=&quot;alert(1)](missing.png)`, `![![a](javascript:x)](javascript:y)`, `[![a](https://e.example/t.gif)](javascript:y)`,
	"[x]: javascript:alert(1)\n\n[x] [y][x] ![x]", "[x]: <javascript:alert(1)> '\"><script>'\n\n[x][]", "[^1]: <script>alert(1)</script>\n\nx[^1]", "x[^\"><script>]\n\n[^\"><script>]: y",
	`# a {onclick=alert(1) style="x:y" #id .class}`, `# "><script>alert(1)</script>`, "# <img src=x onerror=alert(1)>", "\"><b>\n===", "``` \"><script>alert(1)</script>\n\"><script>\n```", "~~~js\" onclick=\"alert(1)\nx\n~~~",
	"| <script> | \"> |\n|---|:-:|\n| <img src=x onerror=alert(1)> | `\\|<script>` |", "- [x] <script>alert(1)</script>", "- [ ] [x](javascript:alert(1))",
	`&lt;script&gt;alert(1)&lt;/script&gt;`, `&#60;script&#62;alert(1)&#60;/script&#62;`, `\<script>alert(1)\</script>`, "`<script>alert(1)</script>`", "    <script>alert(1)</script>",
	`{{template "x"}} {{.}} ${alert(1)} <%= x %>`, `ZgotmplZ`, "+++\ntitle = \"<script>alert(1)</script>\"\n+++\n\"'><script>", "---\ntitle: <script>alert(1)</script>\n---\nx",
	`[x](#"><script>alert(1)</script>)`, "# x\n\n[x](#x\"onclick=alert(1))", `[x](tel:+1"onclick=alert(1))`, `[x](mailto:a@b"onclick=alert(1))`, `<a@b.example"onclick=alert(1)>`, `[x](mailto:a@b.example?bcc=c@d.example%0aX:y)`,
}

func TestNothingAnAuthorWritesBecomesActive(t *testing.T) {
	if len(hostile) < 70 {
		t.Fatalf("only %d payloads", len(hostile))
	}
	places := []string{"%s", "> %s", "- %s", "# %s", "a | b\n--|--\n%s | c", "**%s**", "text %s text", "[%s](a.md)", "![%s](a.png)", "[a](a.md \"%s\")", "[a](%s)", "![a](%s)", "[a]: %s\n\n[a]", "<%s>", "x[^1]\n\n[^1]: %s",
		":::%s\nx\n:::", ":::tip %s\nx\n:::", ":::tip[%s]\nx\n:::", ":::tip{title=\"%s\"}\nx", "> [!NOTE] %s\n> x", "> [!%s]\n> x"}
	for _, payload := range hostile {
		for _, place := range places {
			text := strings.ReplaceAll(place, "%s", payload)
			d, _ := parseText(text)
			for _, resolve := range []func(Link) string{echo, beside, func(Link) string { return payload }} {
				all := d.RenderTitle(Options{Resolve: resolve}) + d.HTML(resolve)
				if found := unsafe(all); found != "" {
					t.Errorf("%q lets %s through:\n%s", text, found, all)
				}
			}
		}
	}
}

// The guard itself must be able to find something.
func TestGuardFindsWhatIsActive(t *testing.T) {
	for _, text := range []string{
		`<script>x</script>`, `<p style="a">`, `<p onclick="a">`, `<img src="https://e.example/">`, `<a href="javascript:x">`, `<a href="//e.example">`,
		`<iframe>`, `<form>`, `<!-- x -->`, `<p id="a"></p>`, `<h2 id="a"></h2><h3 id="a"></h3>`, `<a href="a\b">`, `<svg></svg>`, `<input>`,
	} {
		if unsafe(text) == "" {
			t.Errorf("the guard lets %s through", text)
		}
	}
}

func TestPrefixAndWordsAreEscaped(t *testing.T) {
	d, _ := parseText("# T\n\n## x\n\n- [ ] [y](#x)\n- [x] z[^1]\n\n[^1]: n\n\n:::tip\nx\n:::\n")
	mark := `"><script>`
	if found := unsafe(d.Render(Options{Prefix: mark, ToDo: mark, Done: mark, Back: mark, Aside: func(string) string { return mark }})); found != "" {
		t.Errorf("an option lets %s through", found)
	}
}

// checkDocument holds for every input.
func checkDocument(t *testing.T, text string) {
	d, problems := parseText(text)
	if found := unsafe(d.RenderTitle(Options{Resolve: echo}) + d.HTML(echo)); found != "" {
		t.Errorf("%q lets %s through:\n%s", text, found, d.HTML(echo))
	}
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	places := make([]diag.Position, 0, len(problems)+len(d.Links))
	for _, p := range problems {
		places = append(places, p.Position)
	}
	for _, l := range d.Links {
		places = append(places, l.Position)
		if l.Path == "" || strings.ContainsAny(l.Path, "\\\x00") {
			t.Errorf("%q links to the path %q", text, l.Path)
		}
	}
	for _, p := range places {
		if p.Line == 0 {
			continue
		}
		if p.Line > len(lines) || p.Column < 1 || p.Column+p.Width > utf8.RuneCountInString(lines[p.Line-1])+1 {
			t.Errorf("%q has the position %d:%d+%d", text, p.Line, p.Column, p.Width)
		}
	}
	for _, p := range d.Prompts {
		if p.Lines < 0 || p.Lines > MostLines || p.For != "" && p.For != "mentor" && p.For != "mentee" {
			t.Errorf("%q has the prompt %+v", text, p)
		}
	}
}

// seeds are the inputs that fuzzing begins with.
func seeds(f *testing.F) {
	for _, payload := range hostile {
		f.Add(payload)
	}
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(archive.Files[0].Data))
	}
}

// readable makes of fuzzed bytes what the reader of files lets pass.
func readable(data string) (string, bool) {
	src, problem := source.Text("a.md", []byte(data))
	return src.Text, problem == nil
}

func FuzzMarkdown(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data string) {
		if body, ok := readable(data); ok {
			checkDocument(t, body)
		}
	})
}

func FuzzFrontMatter(f *testing.F) {
	for _, front := range []string{
		"", "title = \"x\"", "summary = 3", "[[prompts]]\nask = \"x\"\nfor = \"mentor\"\nlines = 40", "[prompts]", "prompts = [{ask = 1}]",
		"prompts = 1", "x = \"\"\"\n+++\n\"\"\"", "\"\" = 1", "[[prompts]]\nlines = -9223372036854775808", "title: x", "a.b.c = 1", "[[prompts]]\n[prompts.x]",
	} {
		f.Add(front, "+++")
		f.Add(front, "---")
	}
	f.Fuzz(func(t *testing.T, front, line string) {
		if whole, ok := readable(line + "\n" + front + "\n" + line + "\nText\n"); ok {
			checkDocument(t, whole)
		}
	})
}

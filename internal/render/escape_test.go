package render

import (
	"strings"
	"testing"

	"pairbook/internal/program"
	"pairbook/internal/workbook"
)

// A title or a label that a part shows is escaped for the place where the part is called.
func TestPartsAreEscapedForTheirPlace(t *testing.T) {
	const title = `javascript:alert(1)\"; x'y +</script>`
	const refused = "refused"
	for place, want := range map[string]string{
		`<a href="{{template "parts/book" .F}}">x</a>`:            refused,
		`<a title="a > b" href="{{template "parts/role"}}">x</a>`: refused,
		`<p style="width:{{template "parts/role"}}">x</p>`:        refused,
		`<a href="{{template "parts/outer" .F}}">x</a>`: `<a href="#ZgotmplZ, javascript:alert%281%29%5c%22;%20x%27y%20&#43;%3c/script%3e%20` +
			`-%20-%20-%20javascript:alert%281%29%5c%22;%20x%27y%20&#43;%3c/script%3e%20-">x</a>`,
		`<p title={{template "parts/book" .F}}>x</p>`:             `<p title=javascript:alert(1)\&#34;;&#32;x&#39;y&#32;&#43;&lt;/script&gt;>x</p>`,
		`<p onclick="f('{{template "parts/book" .F}}')">x</p>`:    `<p onclick="f('javascript:alert(1)\\\u0022; x\u0027y \u002b\u003c\/script\u003e')">x</p>`,
		`<script>var a = "{{template "parts/book" .F}}"</script>`: `<script>var a = "javascript:alert(1)\\\u0022; x\u0027y \u002b\u003c\/script\u003e"</script>`,
		`<script>var a = {{template "parts/book" .F}}</script>`:   `<script>var a = "javascript:alert(1)\\\"; x'y +\u003c/script\u003e"</script>`,
		`<script>var a = "{{template "parts/outer" .F}}"</script>`: `<script>var a = "javascript:alert(1)\\\u0022; x\u0027y \u002b\u003c\/script\u003e, ` +
			`javascript:alert(1)\\\u0022; x\u0027y \u002b\u003c\/script\u003e - - - javascript:alert(1)\\\u0022; x\u0027y \u002b\u003c\/script\u003e -"</script>`,
		`<p title="{{template "parts/book" .F}}">{{template "parts/book" .F}}</p>`: `<p title="javascript:alert(1)\&#34;; x&#39;y &#43;&lt;/script&gt;">` +
			`javascript:alert(1)\&#34;; x&#39;y &#43;&lt;/script&gt;</p>`,
	} {
		r, problems := small.with(world{
			"sheets/notes.html": place, "parts/book.html": "{{.Book}}", "parts/role.html": `{{say "roles"}}`,
			"parts/outer.html": `{{template "parts/book" .}}, {{template "parts/role"}}`,
		}).renderer(t)
		if r == nil {
			t.Errorf("%s: %v", place, problems)
			continue
		}
		labels := program.Labels{Mentor: title, Mentors: "-", Mentee: "-", Mentees: "-"}
		notes := &workbook.Notes{}
		*notes.Frame() = workbook.Frame{ID: "n", Book: title, Label: workbook.Label{Key: "notes"}}
		page, faults := r.Page(&workbook.Page{Path: "a.html", Language: "en-GB", Labels: labels, Label: workbook.Label{Key: "notes"}, Sheets: []workbook.Sheet{notes}})
		got := refused
		if len(faults) == 0 {
			_, got, _ = strings.Cut(string(page), "<main>")
			got, _, _ = strings.Cut(got, "</main>")
		}
		if got != want {
			t.Errorf("%s becomes\n%s\nnot\n%s", place, got, want)
		}
	}
}

// What a sheet shows of its frame is escaped in every place.
func TestSheetsShowTheirFrames(t *testing.T) {
	for _, test := range []struct{ sheet, want string }{
		{`{{.F.Book}} {{.F.ID}} {{.F.Number}}/{{.F.Of}} {{.F.Tab}} {{.F.Program}}`, "&lt;A&gt; &amp; &#34;B&#34; notes-1 3/24 2 P&#39;s"},
		{`<p title="{{.F.Book}}" id="{{.F.ID}}-x" class="tab-{{.F.Tab}}">`, `<p title="&lt;A&gt; &amp; &#34;B&#34;" id="notes-1-x" class="tab-2">`},
		{`<a href="{{.F.ID}}.html">{{.F.ID}}</a>`, `<a href="notes-1.html">notes-1</a>`},
		{`{{with .F}}{{.Book}} {{.ID}}{{end}}`, "&lt;A&gt; &amp; &#34;B&#34; notes-1"},
		{`{{template "parts/x" .F}}`, "[notes-1 &lt;A&gt; &amp; &#34;B&#34;]"},
		{`{{if eq .F.ID "notes-1"}}{{len .F.ID}}{{end}}`, "7"},
	} {
		r := small.with(world{"sheets/notes.html": test.sheet, "parts/x.html": `[{{.ID}} {{.Book}}]`}).sound(t)
		w := one(&workbook.Notes{})
		*w.Sheets[0].Frame() = workbook.Frame{ID: "notes-1", Number: 3, Of: 24, Section: "pre-work", Place: 2, Tabs: 9, Book: `<A> & "B"`, Program: "P's"}
		pages, problems := book(t, r, w)
		want(t, problems)
		if got := pages["spring/tom/index.html"]; !strings.Contains(got, test.want) {
			t.Errorf("%s\n got %s\nwant %s", test.sheet, got, test.want)
		}
	}
}

// A part that calls itself is the author's mistake, not the end of the program.
func TestPartThatCallsItself(t *testing.T) {
	r, problems := small.with(world{
		"sheets/session.html": `{{range .Prompts}}{{template "parts/prompt" .}}{{end}}`,
		"parts/prompt.html":   `{{template "parts/x" .}}`, "parts/x.html": `{{if .}}{{template "parts/prompt" .}}{{end}}`,
	}).renderer(t)
	if r != nil {
		t.Error("it is drawn")
	}
	want(t, problems, `templates/parts/prompt.html:1:13: a template calls itself: parts/prompt, parts/x, parts/prompt | take one of the calls out`)
}

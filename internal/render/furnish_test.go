package render

import (
	"strings"
	"testing"

	"pairbook/internal/workbook"
)

// What a sheet shows of its frame is filled in after it was drawn: escaped, in every
// place, and only where the dot is the sheet or its frame.
func TestFrameIsFilledIn(t *testing.T) {
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
		*w.Sheets[0].Frame() = workbook.Frame{ID: "notes-1", Number: 3, Of: 24, Section: "pre-work", Book: `<A> & "B"`, Program: "P's"}
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

package render

import (
	"strings"
	"testing"

	"pairbook/internal/program"
	"pairbook/internal/workbook"
)

func TestPlacesThatAreNotPlainText(t *testing.T) {
	for text, want := range map[string]bool{
		"":                                false,
		"<p>":                             false,
		"a < b":                           false,
		`<p title="`:                      false,
		`<p title='`:                      false,
		`<P TITLE="a > b `:                false,
		`<p class="a"><b id="`:            false,
		`<p{{if .A}} class="x"{{end}}>`:   false,
		`<p title="{{say "a" "b" ">"}}`:   false,
		`<!-- <a href=" --> `:             false,
		`<a href="`:                       true,
		`<a title="x" href="`:             true,
		`<a title="a > b" href="`:         true,
		`<a href='x title="`:              true,
		`<a href="x" `:                    true,
		`<p title=`:                       true,
		`<p title="x"`:                    true,
		`<p data-x="`:                     true,
		`<p style="`:                      true,
		`<p onclick="f('`:                 true,
		`<meta content="`:                 true,
		`<`:                               true,
		`<{{.A}} title="`:                 false,
		`<p{{if .A}} title="{{end}} on="`: true,
		`<!-- `:                           true,
		`</`:                              true,
		`<p title="{{if`:                  false,
		`<a href="{{`:                     true,
	} {
		if got := places(text, []int{len(text)})[0].delicate(); got != want {
			t.Errorf("at the end of %s: delicate is %t; want %t", text, got, want)
		}
	}
}

// Whatever is made quicker, a title or a label that a part shows is escaped for the
// place where the part is called.
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
		r.labels = program.Labels{Mentor: title, Mentors: "-", Mentee: "-", Mentees: "-"}
		notes := &workbook.Notes{}
		*notes.Frame() = workbook.Frame{ID: "n", Book: title, Label: workbook.Label{Key: "notes"}}
		page, faults := r.Page(&workbook.Page{Path: "a.html", Language: "en-GB", Label: workbook.Label{Key: "notes"}, Sheets: []workbook.Sheet{notes}})
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

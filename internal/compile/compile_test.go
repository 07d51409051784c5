package compile

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"pairbook/internal/filetest"
)

func TestMain(m *testing.M) { filetest.Main(m) }

// What the templates of these tests are drawn from.
type (
	word  string
	shout struct{ Text string }
	link  struct {
		Next *link
		Name string
		N    int
	}
	hidden struct{ Inner, Both string }
	deeper struct{ Pointed string }
	page   struct {
		Text, Both string
		Word       word
		N          int
		Small      uint8
		Float      float64
		Yes        bool
		Link, None *link
		TextAt     *string
		Texts      []string
		Numbers    []int
		Links      []link
		Array      [2]int
		Map        map[string]int
		Any        any
		AnyNone    any
		Anything   []any
		HTML       template.HTML
		URL        template.URL
		JS         template.JS
		Attr       template.HTMLAttr
		Shout      shout
		ShoutAt    *shout
		Err        error
		Time       time.Time
		hidden
		*deeper
	}
)

func (s shout) String() string              { return "<" + strings.ToUpper(s.Text) + ">" }
func (l link) Times(n int) int              { return n * l.N }
func (l *link) At() string                  { return "at " + l.Name }
func (p page) Joined(a, b string) word      { return word(a + "&" + b) }
func (p page) Fails() (string, error)       { return "", errors.New("it fails") }
func (p page) Panics() string               { panic("no") }
func (p page) Made() link                   { return link{Name: "made", N: 2} }
func (p *page) Something() any              { return p.Any }
func (p page) List(n int) ([]string, error) { return make([]string, n), nil }
func check(v reflect.Value) (reflect.Value, error) {
	if v.Kind() == reflect.Int && v.Int() > 10 {
		return v, errors.New("too many")
	}
	return v, nil
}

// pages are those that every template is drawn from.
func pages() map[string]*page {
	s := "text <at>"
	full := &page{
		Text: "a<b>\"c'&+d\x00\xff", Both: "outer", Word: "w<", N: -7, Small: 200, Float: 1.5, Yes: true, TextAt: &s,
		Link: &link{Name: "<p>", N: 3, Next: &link{Name: "pp"}}, Texts: []string{"x", "y<", "z"}, Numbers: []int{3, 1, 2},
		Links: []link{{Name: "l1", N: 1}, {Name: "l2", N: 400}}, Array: [2]int{4, 5}, Map: map[string]int{"a": 1},
		Any: "any<", Anything: []any{"x", 3, template.HTML("<i>"), nil, word("w")}, HTML: "<b>h</b>", URL: "tel:+1&2", JS: "x()", Attr: `lang="x"`,
		Shout: shout{"q"}, ShoutAt: &shout{"r"}, Err: errors.New("e<"), Time: time.Date(2027, 1, 2, 3, 4, 5, 0, time.UTC),
		hidden: hidden{Inner: "in", Both: "inner"}, deeper: &deeper{"to"},
	}
	hostile := &page{
		Text: "javascript:alert(1)", Word: "%41%zz ?#[]&é日\u2028", Link: &link{Next: &link{}}, Texts: []string{"</script>", "{{.}}"}, Links: make([]link, 3),
		Any: template.HTML("<u>"), HTML: "\x00", URL: "javascript:1", Numbers: []int{20}, Anything: []any{word("x")},
	}
	return map[string]*page{"full": full, "empty": {}, "hostile": hostile}
}

var funcs = map[string]Func{
	"print":   List(func(first any, rest ...any) (string, error) { return fmt.Sprint(append([]any{first}, rest...)...), nil }),
	"printf":  Any(fmt.Sprintf),
	"join":    Any(strings.Join),
	"upper":   Sure(strings.ToUpper),
	"strong":  One(func(w word) (template.HTML, error) { return template.HTML("<em>" + w + "</em>"), nil }),
	"fixed":   Any(func() string { return "<fixed>" }),
	"check":   Any(check),
	"nameOf":  Sure(func(l *link) string { return l.Name }),
	"valueOf": Sure(func(l link) string { return l.Name }),
	"said": List(func(key string, more ...any) (any, error) {
		switch key {
		case "html":
			return template.HTML("<b>said</b>"), nil
		case "n":
			return 3, nil
		case "bad":
			return nil, errors.New("bad")
		}
		return fmt.Sprint(append([]any{"said<", key}, more...)...), nil
	}),
}

// sets returns a set of a template, and the template for html/template.
func sets(t testing.TB, text string) (*Set, *template.Template) {
	t.Helper()
	all := template.FuncMap{}
	for name, f := range funcs {
		all[name] = f.Go
	}
	parsed := func() *template.Template {
		return template.Must(template.New("t").Funcs(all).Option("missingkey=error").Parse(text))
	}
	plain, escaped := parsed(), parsed()
	_ = escaped.Execute(io.Discard, nil) // escapes it; what it says of nil does not matter
	methods := []Method{On("IsZero", time.Time.IsZero), On("At", (*link).At)}
	return New(escaped, parsed, funcs, methods), plain
}

// same draws a template in both ways.
func same(t *testing.T, text string, data any) *Set {
	t.Helper()
	set, plain := sets(t, text)
	const limit = 1 << 20
	want := &writer{[]byte("before "), limit}
	wantErr := plain.Execute(want, data)
	got, err := set.Append([]byte("before "), "t", data, limit)
	if fmt.Sprint(err) != fmt.Sprint(wantErr) {
		t.Errorf("%s\nof %T: error %v\nwant %v", text, data, err, wantErr)
	}
	if !bytes.Equal(got, want.out) {
		t.Errorf("%s\nof %T\n got %.2000q\nwant %.2000q", text, data, got, want.out)
	}
	return set
}

// compiled are templates with all constructs that are compiled.
var compiled = []string{
	`{{.Text}}|{{.Word}}|{{.N}}|{{.HTML}}|{{.Shout}}|{{.Time}}`,
	`<p title="{{.Text}}{{.Word}}{{.N}}{{.Shout}}" {{.Attr}} data-x='{{.Text}}{{said "k"}}' class="a {{.Word}} b">`,
	`<a href="{{.Text}}">{{.Text}}</a><a href="{{.URL}}"></a><a href="{{.Word}}/{{.Text}}?q={{.Text}}&r={{.URL}}#{{.N}}"></a><a href="mailto:{{.Text}}"></a><a href="x/{{.Shout}}"></a><img src="{{.Text}}">`,
	`<title>{{.Text}}{{.Word}}</title><textarea>{{.Text}}{{.N}}</textarea><script src="{{.Text}}" defer></script>`,
	`{{if .Text}}a{{else}}b{{end}}{{if .None}}a{{else if .Yes}}c{{else}}d{{end}}{{if not .Yes}}x{{end}}{{if .Any}}y{{end}}{{if .AnyNone}}z{{end}}{{if .Shout}}s{{end}}{{if .Float}}f{{end}}{{if .Map}}m{{end}}{{if .Array}}r{{end}}{{if .Small}}u{{end}}{{if .Texts}}t{{end}}{{if .Err}}e{{end}}`,
	`{{with .Link}}{{.Name}}{{with .Next}}{{.Name}}{{$.Text}}{{else}}no{{end}}{{end}}{{with .None}}no{{else with .Word}}{{.}}{{end}}{{with $x := .Text}}{{$x}}{{.}}{{end}}`,
	`{{range .Texts}}{{.}},{{else}}none{{end}}{{range $i, $e := .Links}}{{$i}}:{{$e.Name}}{{.N}}{{.At}}{{end}}{{range $e := .Numbers}}{{$e}}{{end}}{{range 3}}{{.}}{{end}}{{range $i := 2}}{{$i}}{{end}}{{range .Texts}}{{range $.Numbers}}{{.}}{{end}}{{end}}{{range .N}}{{.}}{{else}}less{{end}}`,
	`{{$x := .Text}}{{$y := $x}}{{if true}}{{$y := 3}}{{$y}}{{end}}{{$x}}{{$y}}{{$l := .Links}}{{range $l}}{{.Name}}{{end}}{{if $z := .Word}}{{$z}}{{else}}{{$z}}no{{end}}`,
	`{{with .Link}}{{template "part" .}}{{end}}{{range .Links}}{{template "part" .}}{{end}}{{template "none"}}{{template "text" .}}{{template "any" .Text}}{{define "part"}}<i title="{{.Name}}">{{.Name}}{{.N}}{{.At}}{{$.Name}}</i>{{end}}{{define "none"}}{{with .}}x{{end}}none{{end}}{{define "text"}}text{{end}}{{define "any"}}{{.}}{{end}}`,
	`{{or .Word .Word}}{{and .Text .Text}}{{if or "" 0 .Word}}1{{end}}{{if and .Yes 0 .Text}}2{{end}}{{if not .Text}}3{{end}}{{if eq .Text "x" "y"}}4{{end}}{{if eq .N 1 2 -7}}5{{end}}{{if ne .Word "w"}}6{{end}}{{if lt .N 3}}7{{end}}{{if gt "b" .Text}}8{{end}}{{len .Texts}}{{len .Text}}{{if eq (len .Texts) 3}}9{{end}}{{with or .Text .Word}}x{{end}}`,
	`{{print .Text .N "x"}}{{printf "%q %d %v" .Text .N .Shout}}{{.Text | printf "%s-%s" "a"}}{{join .Texts "<"}}{{upper .Text}}{{"const" | upper}}{{upper "k<"}}{{fixed}}{{strong .Word}}{{strong "w<"}}{{.Joined "a" .Text}}{{.Made.Name}}{{(.Made).N}}{{if .Time.IsZero}}0{{end}}{{.Time.Year}}`,
	`{{.Inner}}{{.Both}}{{said "k" "n" .N "x" .Any}}{{said "html"}}{{if said "k"}}y{{end}}{{said .Text .Word .Link}}`,
	`{{- /* a comment */ -}} {{"a<"}} {{12}} {{with $}}{{.Text}}{{end}}{{range .Links}}{{$.N}}{{end}}{{block "b" .Text}}{{.}}{{end}}`,
	`{{range .Texts | check}}{{.}}{{end}}{{$n := 3}}{{range $n | check}}x{{end}}{{with (print "a" .N)}}{{.}}{{end}}{{range $i, $e := .Numbers}}{{if $i}}, {{end}}{{$e}}{{end}}`,
	`{{range .Links}}{{nameOf .}}{{valueOf .}}{{.Times 4}}{{3 | .Times}}{{end}}{{with .Link}}{{valueOf .}}{{nameOf .}}{{end}}`,
	"{{if true}}a{{.Text}}{{else}}{{.N}}{{end}}{{with \"c<\"}}{{.}}{{$.Text}}{{end}}{{if false}}{{.Texts}}{{end}}{{with false}}{{else}}x{{end}}",
}

// left are templates that are left to html/template, or fail.
var left = []string{
	`{{.Small}}|{{.Float}}|{{.TextAt}}|{{.Texts}}|{{.JS}}|{{.Attr}}|{{.ShoutAt}}|{{.Err}}|{{.None}}|{{.AnyNone}}|{{.Map}}|{{.Yes}}|{{.URL}}`,
	`{{.Any}}|{{range .Anything}}{{.}}{{if .}}x{{end}}{{end}}`, `<p title="{{.Any}}{{.HTML}}">`, `<a href="{{.Any}}">`, `{{.Something}}`,
	`<p {{.Word}}="{{.Text}}" class={{.Text}}>`, `<img srcset="{{.Text}}"><a href={{.Text}}></a>`, `<p title="{{.HTML}}{{.URL}}{{.Attr}}">`,
	`<script>var x = {{.Text}}, y = "{{.Text}}", z = {{.Texts}}; /{{.Text}}/; {{.JS}}</script><style>p { color: {{.Text}}; background: url("{{.Text}}") }</style>`,
	`<title>{{.HTML}}</title><textarea>{{.HTML}}</textarea><!-- {{.Text}} --><p onclick="f({{.Text}})" style="x: {{.Text}}">`,
	`{{and .Text .Yes}}{{or .None .Text}}{{or "" 0 .Word}}`, `{{.Text | and .Yes}}`, `<p title="{{said "html"}}">{{said "n"}}`, `{{.Missing}}`, `{{.None.Name}}`, `{{.Fails}}`, `{{.Panics}}`,
	`{{index .Texts 9}}`, `{{index .Texts 0}}`, `{{.Any.Field}}`, `{{range .Map}}{{.}}{{end}}`, `{{.Map.a}}`, `{{.Map.b}}`, `{{range .Array}}{{.}}{{end}}`, `{{range .Any}}{{end}}`,
	`{{.Pointed}}`, `{{template "no" .}}{{define "no"}}{{.Zip}}{{end}}`, `{{eq .Text 1}}`, `{{eq .Text .Texts}}`, `{{lt .Texts 1}}`, `{{len .N}}`, `{{slice .Text 1 2}}`, `{{eq .Yes true}}`, `{{le .N 3}}`,
	`{{template "p" .}}<p title="{{template "p" .}}">{{define "p"}}{{.Text}}{{end}}`, `{{printf "%d"}}`, `{{upper 3}}`, `{{upper}}`, `{{upper "a" "b"}}`, `{{.Text.T}}`, `{{.Made.At}}`, `{{1.5}}`, `{{1.0}}`, `{{'a'}}`, `{{0x10}}`, `{{nil}}`,
	`{{if .Text}}{{.Missing}}{{end}}`, `{{with .Any}}{{.}}{{end}}`, `{{$x := .Text}}{{$x = .N}}{{$x}}`, `{{$x := 1}}{{range .Numbers}}{{$x = .}}{{end}}{{$x}}`,
	`{{template "u" .Any}}{{define "u"}}{{.}}{{end}}`, `{{range .None}}x{{end}}`, `{{range $i, $x := 3}}{{end}}`, `{{$e := 1}}{{range $e := .Numbers}}{{else}}{{$e}}{{end}}`, `{{$n := 0}}{{range $n = .Numbers}}{{end}}{{$n}}`,
	`{{said "bad"}}`, `{{call .Text}}`, `{{.Float | printf "%.2f"}}`, `{{.Shout.String}}`, `{{.ShoutAt.Text}}`, `{{.TextAt | upper}}`, `{{range .Numbers | check}}{{.}}{{end}}{{.N | check}}{{20 | check}}`,
	`{{range .Texts}}{{if eq . "z"}}{{break}}{{end}}{{.}}{{continue}}{{end}}`, `{{strong .Text}}`, `{{upper .Word}}`, `{{.Joined .Text}}`, `{{nameOf .Made}}`, `{{nameOf .None}}`, `{{valueOf .None}}`, `{{said .Any}}`, `{{said .N}}`,
	`{{$x := .None.Name}}ok`, `{{template "again" .Link}}{{define "again"}}{{with .}}{{.Name}}{{template "again" .Next}}{{end}}{{end}}`, `{{.List 2}}{{range .List 2}}x{{end}}`, `{{range .List "x"}}{{end}}`,
	`{{.}}`, `{{template "t2"}}{{define "t2"}}{{.Text}}{{end}}`, `it calls itself for ever {{template "t"}}`, `{{(.Text).T}}`, `{{if .Fails}}{{end}}`, `<p {{if .Yes}}title="{{.Text}}"{{end}} {{.Text}}>`,
}

func TestTheSameIsWrittenAsByHTMLTemplate(t *testing.T) {
	for _, text := range compiled {
		for name, data := range pages() {
			set := same(t, text, data)
			if l := set.Left(); len(l) > 0 {
				t.Errorf("%s\nof %s is left to html/template: %q", text, name, l)
			}
			same(t, text, *data)
		}
		same(t, text, nil)
	}
	for _, text := range left {
		for _, data := range pages() {
			same(t, text, data)
			same(t, text, *data)
		}
	}
}

// What is compiled does not call html/template.
func TestNothingIsDrawnTwice(t *testing.T) {
	for _, text := range compiled {
		set, _ := sets(t, text)
		set.whole = func() *template.Template { panic("html/template is asked") }
		if _, err := set.Append(nil, "t", pages()["full"], 1<<20); err != nil {
			t.Error(text, err)
		}
	}
}

// A part that is left does not keep its callers from being compiled.
func TestOnlyThePartIsLeft(t *testing.T) {
	set := same(t, `{{.Text}}{{template "script" .}}{{.Word}}{{define "script"}}<script>f({{.Text}})</script>{{end}}`, pages()["full"])
	if l := set.Left(); len(l) != 1 || !strings.HasPrefix(l[0], "script of *compile.page: ") {
		t.Errorf("left are %q; want the part alone", l)
	}
}

func TestEscapersAgree(t *testing.T) {
	if !escapersAgree() {
		t.Error("html/template draws everything: it writes something else than this package")
	}
}

func TestLimit(t *testing.T) {
	for _, text := range []string{`{{range .Texts}}12345{{end}}`, `{{range .Texts}}<script>{{.}}</script>{{end}}`, `{{template "p" .}}{{define "p"}}{{range .Texts}}<script>{{.}}</script>{{end}}{{end}}`} {
		set, plain := sets(t, text)
		data := &page{Texts: make([]string, 20)}
		var whole strings.Builder
		if err := plain.Execute(&whole, data); err != nil {
			t.Fatal(err)
		}
		if got, err := set.Append(nil, "t", data, whole.Len()); err != nil || string(got) != whole.String() {
			t.Errorf("%s: %d bytes, %v; want %d", text, len(got), err, whole.Len())
		}
		if _, err := set.Append(nil, "t", data, whole.Len()-1); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: error %v; want %v", text, err, ErrTooLarge)
		}
	}
}

func TestManyGoroutinesDrawTheSame(t *testing.T) {
	set, plain := sets(t, compiled[6]+compiled[8]+compiled[10])
	var want strings.Builder
	if err := plain.Execute(&want, pages()["full"]); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if got, err := set.Append(nil, "t", pages()["full"], 1<<20); err != nil || string(got) != want.String() {
					t.Errorf("%v, %s", err, got)
				}
			}
		})
	}
	wg.Wait()
}

func FuzzValues(f *testing.F) {
	set, plain := sets(f, `{{.Text}}<a title="{{.Text}}" href="{{.Text}}" lang='{{.Word}}'></a><a href="/x/{{.Text}}?{{.Text}}#{{.Word}}"></a><title>{{.Text}}</title>
<a href="mailto:{{.Text}}">{{.HTML}}{{said "k" .Text}}</a><a href="{{.URL}}?{{.URL}}">`)
	set.whole = func() *template.Template { panic("html/template is asked") }
	for _, s := range []string{"", "a", "javascript:x", "http://x/%41%zz", "\x00\xff<>&\"'+", "é日本", "a:b/c", "//x", "x?y:z", "#ZgotmplZ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		data := &page{Text: s, Word: word(s), HTML: template.HTML(s), URL: template.URL(s)}
		var want strings.Builder
		if err := plain.Execute(&want, data); err != nil {
			t.Fatal(err)
		}
		if got, err := set.Append(nil, "t", data, 1<<30); err != nil || string(got) != want.String() {
			t.Errorf("%q: %v\n got %q\nwant %q", s, err, got, want.String())
		}
	})
}

// FuzzTemplates draws any template that html/template takes in both ways.
func FuzzTemplates(f *testing.F) {
	for _, text := range append(compiled, left...) {
		f.Add(text)
	}
	all := template.FuncMap{}
	for name, fn := range funcs {
		all[name] = fn.Go
	}
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := template.New("t").Funcs(all).Parse(text); err != nil || strings.Contains(text, "range") && strings.ContainsAny(text, "456789") || strings.Contains(text, "printf") {
			t.Skip() // what goes round for hours, or is as wide as one likes
		}
		for _, data := range pages() {
			same(t, text, data)
		}
	})
}

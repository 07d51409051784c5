package compile

import (
	"fmt"
	"html/template"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"text/template/parse"
)

// prefix is how the names of html/template's escapers begin.
const prefix = "_html_template_"

// escapersOf parts the commands of a pipeline from the escapers behind them. These are
// returned as one text: "urlnormalizer attrescaper".
func escapersOf(cmds []*parse.CommandNode) (own []*parse.CommandNode, escapers string) {
	n := len(cmds)
	for n > 1 && len(cmds[n-1].Args) == 1 && strings.HasPrefix(cmds[n-1].Args[0].String(), prefix) {
		n--
	}
	var names []string
	for _, cmd := range cmds[n:] {
		names = append(names, strings.TrimPrefix(cmd.Args[0].String(), prefix))
	}
	return cmds[:n], strings.Join(names, " ")
}

// shows are what appends a text, by the escapers that it goes through.
var shows = map[string]func(*state, string){
	"htmlescaper":               showText,
	"attrescaper":               showText,
	"rcdataescaper":             showText,
	"urlnormalizer attrescaper": showAddress,
	"urlescaper attrescaper":    showQuery,
	"urlfilter urlnormalizer attrescaper": func(s *state, text string) {
		if !safeScheme(text) {
			text = "#ZgotmplZ"
		}
		showAddress(s, text)
	},
}

var (
	htmlType = reflect.TypeFor[template.HTML]()
	attrType = reflect.TypeFor[template.HTMLAttr]()
	urlType  = reflect.TypeFor[template.URL]()
)

// shower compiles the showing of a value through escapers.
func shower(x expr, escapers string) op {
	show, ok := shows[escapers]
	text, value := x.text, x.value
	switch {
	case x.typ == htmlType && escapers == "htmlescaper", x.typ == attrType && escapers == "htmlnamefilter":
		return func(s *state) { s.out = append(s.out, text(s)...) }
	case x.typ == htmlType && escapers == "attrescaper":
		return func(s *state) { showStripped(s, text(s)) }
	case x.typ == urlType && ok && strings.HasPrefix(escapers, "url"):
		return func(s *state) { showAddress(s, text(s)) }
	case !ok || x.typ == nil || x.typ.PkgPath() == htmlType.PkgPath():
		giveUp("%v is shown by %q", x.typ, escapers)
	case x.typ == anyType:
		return func(s *state) { showAny(s, show, escapers, value(s)) }
	case x.typ.Kind() == reflect.Pointer, x.typ.Kind() == reflect.Interface,
		x.typ.Implements(reflect.TypeFor[error]()), x.typ.Implements(reflect.TypeFor[fmt.Formatter]()):
	case x.typ.Implements(reflect.TypeFor[fmt.Stringer]()):
		return func(s *state) {
			v := value(s)
			if v.CanAddr() {
				v = v.Addr()
			}
			show(s, v.Interface().(fmt.Stringer).String())
		}
	case text != nil:
		return func(s *state) { show(s, text(s)) }
	case x.typ.Kind() == reflect.Int:
		return func(s *state) { s.out = strconv.AppendInt(s.out, value(s).Int(), 10) }
	}
	giveUp("a %v is shown", x.typ)
	panic("not reached")
}

// showAny shows a value that turns out to be text, or HTML among HTML.
func showAny(s *state, show func(*state, string), escapers string, v reflect.Value) {
	switch v = concrete(v); {
	case v.Type() == reflect.TypeFor[string]():
		show(s, v.String())
	case v.Type() == htmlType && escapers == "htmlescaper":
		s.out = append(s.out, v.String()...)
	case v.Type() == htmlType && escapers == "attrescaper":
		showStripped(s, v.String())
	default:
		fail()
	}
}

// escapes are the bytes that are written otherwise in text and in attributes in quotes.
var escapes = [256]string{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}

func showText(s *state, text string) {
	done := 0
	for i := range len(text) {
		if escape := escapes[text[i]]; escape != "" {
			s.out = append(s.out, text[done:i]...)
			s.out = append(s.out, escape...)
			done = i + 1
		}
	}
	s.out = append(s.out, text[done:]...)
}

// showStripped shows HTML in an attribute in quotes: without its tags, and with what is
// escaped already as it is. HTML with more than elements in it is left to html/template.
func showStripped(s *state, text string) {
	if strings.Contains(text, "<!") {
		fail()
	}
	for {
		before, rest, found := strings.Cut(text, "<")
		for i := range len(before) {
			if escape := escapes[before[i]]; escape != "" && before[i] != '&' {
				s.out = append(s.out, escape...)
			} else {
				s.out = append(s.out, before[i])
			}
		}
		if !found {
			return
		}
		_, text, found = strings.Cut(rest, ">")
		if !found {
			fail()
		}
	}
}

// safeScheme reports whether an address is one of a page or of e-mail.
func safeScheme(address string) bool {
	scheme, _, ok := strings.Cut(address, ":")
	return !ok || strings.Contains(scheme, "/") || slices.ContainsFunc([]string{"http", "https", "mailto"}, func(safe string) bool {
		return strings.EqualFold(scheme, safe)
	})
}

// showAddress shows a whole address in an attribute, showQuery what is put into one.
func showAddress(s *state, text string) { showURL(s, text, "!#$*,/:;=?@[]&+") }
func showQuery(s *state, text string)   { showURL(s, text, "") }

// showURL shows text in an address. The bytes of also are not encoded, and what is
// encoded already is left when there are any.
func showURL(s *state, text, also string) {
	for i := range len(text) {
		c := text[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~", c) >= 0,
			c == '%' && also != "" && i+2 < len(text) && isHex(text[i+1]) && isHex(text[i+2]):
			s.out = append(s.out, c)
		case strings.IndexByte(also, c) < 0:
			const digits = "0123456789abcdef"
			s.out = append(s.out, '%', digits[c>>4], digits[c&15])
		case escapes[c] != "":
			s.out = append(s.out, escapes[c]...)
		default:
			s.out = append(s.out, c)
		}
	}
}

func isHex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F' }

// escapersAgree reports, once a process, whether what is shown here is what
// html/template shows: a later version may do otherwise. If not, that draws all.
var escapersAgree = sync.OnceValue(func() bool {
	t := template.Must(template.New("").Parse(`{{.T}}{{.H}}<p title="{{.T}}" class="{{.H}}" lang='{{.T}}' {{.A}}></p><title>{{.T}}</title>
<a href="{{.T}}"></a><a href="{{.U}}"></a><a href="mailto:{{.T}}{{.U}}"></a><a href="x?y={{.T}}{{.U}}#{{.T}}"></a>{{.N}}`))
	type data struct {
		T string
		H template.HTML
		A template.HTMLAttr
		U template.URL
		N int
	}
	var bytes strings.Builder
	for c := range 256 {
		bytes.WriteByte(byte(c))
	}
	for _, text := range []string{bytes.String(), "x:" + bytes.String(), "HTTPS://x/%41%4g%", "javascript:x", "/a:b", "é日本\u2028", ""} {
		d := &data{T: text, H: "<b>\x00&\xff</b>", A: `dir="ltr" x`, U: "tel:+1&2 %41%4g\xff'", N: -len(text)}
		var want strings.Builder
		if t.Execute(&want, d) != nil {
			return false
		}
		s := New(t, nil, nil, nil)
		got, ok := s.program(source{dot: reflect.TypeOf(d)}).draw(nil, reflect.ValueOf(d), 1<<20)
		if !ok || string(got) != want.String() {
			return false
		}
	}
	return true
})

package markdown

import (
	"strings"
	"testing"
)

func TestWhereAddressesLead(t *testing.T) {
	const none = nowhere
	for _, test := range []struct {
		to      string
		want    target
		refused string // why it leads nowhere
	}{
		{"https://www.example.org/a b?c=d#e", outside, ""},
		{"HTTP://www.example.org:8080", outside, ""},
		{"https://tom@www.example.org/", outside, ""},
		{"https://bücher.example:443/", outside, ""},
		{"http://[::1]:8080/", outside, ""},
		{"mailto:tom@example.org", outside, ""},
		{"mailto:tom@example.org?subject=x", outside, ""},
		{"tel:+44(0)20-7946.0000", outside, ""},
		{"#a", section, ""},
		{"a.md", inside, ""},
		{"../a/b c.md?d#e:f", inside, ""},
		{"./Session 1: start.md", inside, ""},
		{"a/b:c", inside, ""},
		{"100%.md", inside, ""},
		{"", none, "it has no address"},
		{"ftp://example.org", none, "ftp: addresses are not passed on"},
		{"Javascript:x", none, "javascript: addresses are not passed on"},
		{"a:b", none, "a: addresses are not passed on"},
		{":a", none, "it is not an address"},
		{"1:2", none, "it is not an address"},
		{"?a", none, "it is not an address"},
		{"https:", none, "its address names no server"},
		{"https:www.example.org", none, "its address names no server"},
		{"https:///x", none, "its address names no server"},
		{"https://%zz/", none, "its address names no server"},
		{"https://a b/", none, "its address names no server"},
		{`https://a"b/`, none, "its address names no server"},
		{"https://a:b/", none, "its address names no server"},
		{"mailto:tom", none, "it is no mail address"},
		{"tel:x", none, "it is no telephone number"},
		{"tel:", none, "it is no telephone number"},
		{"//www.example.org", none, "an address that begins with // leads elsewhere on every server"},
		{"/a", none, "an address that begins with / leads elsewhere on every server"},
		{"www.example.org", none, "its address lacks https://"},
		{"tom@example.org", none, "its address lacks mailto:"},
		{`a\b`, none, "its address has a backslash"},
		{"a%5Cb", none, "its address has a backslash"},
		{"a\u202eb", none, "its address has an invisible character"},
		{"a%00b", none, "its address has an invisible character"},
		{"java\tscript:x", none, "its address has an invisible character"},
		{strings.Repeat("a", 2048), inside, ""},
		{strings.Repeat("a", 2049), none, "its address has more than 2048 characters"},
	} {
		kind, refused := targetOf(test.to, false)
		if kind != test.want || (refused == nil) != (test.refused == "") || refused != nil && refused.text != test.refused {
			t.Errorf("%q: %v %v; want %v %q", test.to, kind, refused, test.want, test.refused)
		}
	}
}

func TestPicturesComeFromTheSite(t *testing.T) {
	for to, want := range map[string]target{
		"a.png": inside, "../pictures/a b.png": inside, "www.png": inside, "a@2.png": inside,
		"https://www.example.org/a.png": nowhere, "//www.example.org/a.png": nowhere, "/a.png": nowhere,
		"data:image/png;base64,AA": nowhere, "#a": nowhere, "?a": nowhere, "": nowhere,
	} {
		if kind, refused := targetOf(to, true); kind != want || (refused == nil) != (want == inside) {
			t.Errorf("%q: %v %v", to, kind, refused)
		}
	}
}

// An address is judged as a browser would read it, after all escapes.
func TestAddressesAreDecodedFirst(t *testing.T) {
	for written, want := range map[string]string{
		`a\_b.md`:                 "a_b.md",
		"a&amp;b":                 "a&b",
		"&#106;avascript&colon;x": "javascript:x",
		"&#x6A;avascript&#58;x":   "javascript:x",
		"  a  ":                   "a",
		"a%20b":                   "a%20b",
	} {
		if got := decode([]byte(written)); got != want {
			t.Errorf("%q is decoded to %q; want %q", written, got, want)
		}
	}
	long := strings.Repeat("&amp;", 10_000)
	if _, refused := targetOf(decode([]byte(long)), false); refused == nil || refused.text != "its address has more than 2048 characters" {
		t.Errorf("%v", refused)
	}
}

func TestHintsShowNoEndlessAddress(t *testing.T) {
	_, refused := targetOf("www.example.org/"+strings.Repeat("a", 200), false)
	if refused == nil || refused.hint != "" {
		t.Errorf("%+v", refused)
	}
}

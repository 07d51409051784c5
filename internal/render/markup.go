package render

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"slices"
	"strings"

	nethtml "golang.org/x/net/html"

	"pairbook/internal/program"
)

// markup is the one place where a string becomes HTML that is not escaped again.
// What comes here is made by this package from escaped parts, or by package
// markdown, which passes no HTML of an author on.
func markup(s string) template.HTML { return template.HTML(s) }

// refused is what html/template writes in place of a value it holds unsafe.
const refused = "ZgotmplZ"

// prose is markup for text made by package markdown. Should an author have
// written the escaper's own word, it is written otherwise here, and shows the same:
// so that refusal can tell one from the other.
func prose(s string) template.HTML {
	if strings.Contains(s, refused) {
		s = strings.ReplaceAll(s, refused, "&#90;"+refused[1:])
	}
	return markup(s)
}

// telephone is the one place where a string becomes an address that is not
// filtered: tel: and the digits of a number, whatever else was written.
func telephone(phone string) template.URL {
	var digits strings.Builder
	for _, r := range phone {
		if r >= '0' && r <= '9' || r == '+' && digits.Len() == 0 {
			digits.WriteRune(r)
		}
	}
	if strings.Trim(digits.String(), "+") == "" {
		return ""
	}
	return template.URL("tel:" + digits.String())
}

// attributes returns lang and dir of an element whose text is in another
// language than the page; nothing when it is the same, or none is named.
func (l *localized) attributes(lang program.Language) template.HTMLAttr {
	if lang == "" || lang == l.lang {
		return ""
	}
	return template.HTMLAttr(fmt.Sprintf(` lang="%s" dir="%s"`, html.EscapeString(string(lang)), lang.Direction()))
}

// spoken is a text to stand among words of the page, marked where it is in another language.
func (l *localized) spoken(text string, lang program.Language) any {
	attributes := l.attributes(lang)
	if attributes == "" {
		return text
	}
	return markup("<span" + string(attributes) + ">" + html.EscapeString(text) + "</span>")
}

// addresses are the attributes that hold an address.
var addresses = []string{"action", "cite", "data", "formaction", "href", "poster", "src", "xlink:href"}

// refusal returns the place of the first value that the escaper refused, as
// "<a href>"; empty when there is none. The word alone does not tell: an author
// may write it too, so only tags count, and in them only what the escaper
// can have written.
func refusal(page []byte) string {
	if !bytes.Contains(page, []byte(refused)) {
		return ""
	}
	z := nethtml.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case nethtml.ErrorToken:
			return ""
		case nethtml.StartTagToken, nethtml.SelfClosingTagToken:
			if !bytes.Contains(z.Raw(), []byte(refused)) {
				continue
			}
			name, more := z.TagName()
			tag := string(name)
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				if wasRefused(string(key), string(value)) {
					return fmt.Sprintf("<%s %s>", tag, strings.ToLower(string(key)))
				}
			}
		}
	}
}

func wasRefused(key, value string) bool {
	switch {
	case strings.EqualFold(key, refused):
		return true
	case key == "style", key == "srcset", strings.HasPrefix(key, "on"):
		return strings.Contains(value, refused)
	case slices.Contains(addresses, key):
		return value == "#"+refused || value == refused
	}
	return false
}

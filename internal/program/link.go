package program

import (
	"net/url"
	"strings"
	"unicode"
)

// A Link is a page elsewhere, for people to open: a room to meet in on the screen, what
// somebody says of themselves. The empty one means that none was given.
type Link string

// longestLink is the longest address in bytes; browsers and servers begin to refuse longer
// ones from here on.
const longestLink = 2048

// shortLink is how many characters of an address are shown.
const shortLink = 40

// UnmarshalTOML takes a full http or https address, or an empty text for none.
func (l *Link) UnmarshalTOML(v any) error {
	const hint = `write the whole address, like "https://meet.example.org/room"`
	s, ok := v.(string)
	if !ok {
		return notThat("text", v, hint)
	}
	if s == "" {
		*l = ""
		return nil
	}
	if isLink(s) {
		*l = Link(s)
		return nil
	}
	text := quote(s) + " is no web address"
	if full := "https://" + strings.TrimSpace(s); !strings.Contains(s, ":") && strings.Contains(s, ".") && isLink(full) {
		return complain(text, "write "+quote(full))
	}
	return complain(text, hint)
}

func isLink(s string) bool {
	u, err := url.Parse(s)
	return err == nil && len(s) <= longestLink && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && u.User == nil &&
		!strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\\' })
}

// Short is the address as it is shown: without what every address begins with, and cut
// where it is long.
func (l Link) Short() string {
	_, rest, _ := strings.Cut(string(l), "://")
	rest = strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/")
	if runes := []rune(rest); len(runes) > shortLink {
		return string(runes[:shortLink-1]) + "…"
	}
	return rest
}

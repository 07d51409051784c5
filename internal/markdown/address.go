package markdown

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/util"
)

// addressLength is the longest address in bytes that is passed on; browsers and
// servers begin to refuse longer ones from here on.
const addressLength = 2048

// A target is the kind of place that an address leads to.
type target int

const (
	nowhere target = iota
	inside         // another file of the site, relative to this one
	section        // a heading of the same document
	outside        // https, http, mailto, tel
)

// A refusal says why an address is not passed on.
type refusal struct{ text, hint string }

var (
	scheme = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]*):`)
	phone  = regexp.MustCompile(`^\+?[0-9*#][0-9*#().;=A-Za-z-]*$`)
	host   = regexp.MustCompile(`^(?:[\pL\pM\pN._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]+)?$`)
	mail   = regexp.MustCompile(`^[^@?\s]+@[^@?\s]+(?:\?[^\s]*)?$`)
)

const schemes = "links may lead to https, http, mailto and tel addresses and to files of this site"

// decode resolves Markdown's escapes and entities in an address, as a reader of
// the page would see it. All checks come after this: "javascript&colon;" is
// harmless only until it is decoded.
func decode(address []byte) string {
	if most := 8 * addressLength; len(address) > most {
		return string(address[:most]) // too long, however short it is when decoded
	}
	b := util.UnescapePunctuations(address)
	b = util.ResolveNumericReferences(b)
	b = util.ResolveEntityNames(b)
	return strings.Trim(string(b), " ")
}

// targetOf decides where a decoded address leads, or why it is left out.
func targetOf(to string, picture bool) (target, *refusal) {
	if f := malformed(to); f != nil {
		return nowhere, f
	}
	start := strings.IndexAny(to, "/?#:") // whichever comes first decides
	relative := start < 0 || start > 0 && to[start] != ':'
	switch {
	case relative && malformed(unescape(to)) != nil:
		return nowhere, malformed(unescape(to))
	case relative && !picture && strings.HasPrefix(to, "www."):
		return nowhere, &refusal{"its address lacks https://", example("https://" + to)}
	case relative && !picture && mail.MatchString(to):
		return nowhere, &refusal{"its address lacks mailto:", example("mailto:" + to)}
	case relative:
		return inside, nil
	case picture:
		return nowhere, &refusal{"pictures come from the site only",
			"put the picture into a file beside this one and write its name: ![what it shows](picture.png)"}
	case to[0] == '#':
		return section, nil
	case strings.HasPrefix(to, "//"):
		return nowhere, &refusal{"an address that begins with // leads elsewhere on every server", example("https:" + to)}
	case to[0] == '/':
		return nowhere, &refusal{"an address that begins with / leads elsewhere on every server",
			"write the way from this file, such as ../topics/name.md, or the whole address with https://"}
	case scheme.MatchString(to):
		name, rest, _ := strings.Cut(to, ":")
		return withScheme(strings.ToLower(name), rest)
	default:
		return nowhere, &refusal{"it is not an address", schemes}
	}
}

// malformed refuses what browsers read in ways of their own.
func malformed(to string) *refusal {
	switch {
	case to == "":
		return &refusal{"it has no address", "write the address between the brackets: [text](address)"}
	case len(to) > addressLength:
		return &refusal{fmt.Sprintf("its address has more than %d characters", addressLength), ""}
	case strings.ContainsFunc(to, unseen):
		return &refusal{"its address has an invisible character", "type it anew"}
	case strings.Contains(to, `\`):
		return &refusal{"its address has a backslash", example(strings.ReplaceAll(to, `\`, "/"))}
	}
	return nil
}

// unseen reports whether a character of an address does not show. The two
// joiners are part of the spelling of some languages.
func unseen(r rune) bool {
	return unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) && r != '\u200c' && r != '\u200d'
}

// withScheme checks what follows an allowed scheme.
func withScheme(scheme, rest string) (target, *refusal) {
	switch scheme {
	case "https", "http":
		u, err := url.Parse(scheme + ":" + rest)
		if err != nil || !host.MatchString(u.Host) {
			return nowhere, &refusal{"its address names no server", "write it as " + scheme + "://www.example.org/page"}
		}
	case "mailto":
		if !mail.MatchString(rest) {
			return nowhere, &refusal{"it is no mail address", "write it as mailto:name@example.org"}
		}
	case "tel":
		if !phone.MatchString(rest) {
			return nowhere, &refusal{"it is no telephone number", "write it as tel:+44-20-7946-0000"}
		}
	default:
		return nowhere, &refusal{scheme + ": addresses are not passed on", schemes}
	}
	return outside, nil
}

// linkTo splits a relative address into the file and the place in it.
func linkTo(to string, picture bool) Link {
	path, fragment, _ := strings.Cut(to, "#")
	path, _, _ = strings.Cut(path, "?")
	return Link{To: to, Path: unescape(path), Fragment: unescape(fragment), Picture: picture}
}

// unescape resolves per cent escapes; what is not well formed stays as written,
// as a file may well be called "100%.md".
func unescape(text string) string {
	if plain, err := url.PathUnescape(text); err == nil {
		return plain
	}
	return text
}

// exampleLength is up to where an address is shown in a hint.
const exampleLength = 120

// example words the hint to write an address in another way.
func example(address string) string {
	if len(address) > exampleLength {
		return "" // the author could not see the difference
	}
	return "write " + address
}

package preview

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxAddress is the length of the longest address that is answered, in bytes. Those of
// pages have two hundred at most.
const maxAddress = 2048

// A refusal is the answer to a request that is refused.
type refusal struct {
	status int
	text   string
}

// refuse returns why a request is refused, or nil. It decides before anything is looked
// up, so an answer tells nothing of what pages there are.
func refuse(r *http.Request, hosts []string) *refusal {
	switch {
	case !slices.Contains(hosts, r.Host):
		return &refusal{http.StatusForbidden, "this preview answers to its own name only"}
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return &refusal{http.StatusMethodNotAllowed, "this preview can only be read"}
	case CrossOrigin(r):
		return &refusal{http.StatusForbidden, "this preview gives nothing to other sites"}
	case !PlainAddress(r.URL):
		return &refusal{http.StatusBadRequest, "this is no address of a page"}
	}
	return nil
}

// CrossOrigin reports whether a page of another origin sent the request, as far as the
// browser tells. Following a link to the preview is allowed: the page with the link
// cannot read the answer.
func CrossOrigin(r *http.Request) bool {
	if origin := r.Header.Get("Origin"); origin != "" && origin != "http://"+r.Host {
		return true
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none": // none: typed, or a bookmark
		return false
	}
	return r.Header.Get("Sec-Fetch-Mode") != "navigate" || r.Header.Get("Sec-Fetch-Dest") != "document"
}

// PlainAddress reports whether an address has nothing that some system takes for more
// than a name: "..", hidden files, double encodings, and the streams, drives, short
// names and endings of Windows. Pages come from a table, not from a folder, so this is a
// second line of defence.
func PlainAddress(u *url.URL) bool {
	if !strings.HasPrefix(u.Path, "/") || len(u.Path) > maxAddress || !utf8.ValidString(u.Path) {
		return false
	}
	raw := strings.ToLower(u.EscapedPath())
	for _, code := range []string{"%2f", "%5c", "%2e", "%25", "%00"} {
		if strings.Contains(raw, code) {
			return false
		}
	}
	if strings.ContainsAny(u.Path, "\\:*?\"<>|~") || strings.ContainsFunc(u.Path, unicode.IsControl) {
		return false
	}
	names := strings.Split(u.Path[1:], "/")
	for i, name := range names {
		if name == "" && i < len(names)-1 || strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") || strings.TrimSpace(name) != name {
			return false
		}
	}
	return true
}

// SetHeaders sets the headers that every answer has.
func SetHeaders(h http.Header) {
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", filePolicy)
}

// Pages of a build contain a policy of their own; the header adds what a page cannot say
// in a meta element. Other files are sandboxed, because a picture that is opened by
// itself may be an SVG with a script.
const (
	filePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
	pagePolicy = "frame-ancestors 'none'"
	ownPolicy  = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

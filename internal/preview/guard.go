package preview

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestAddress is up to how many bytes of an address are looked at; ours have some
// two hundred at most.
const longestAddress = 2048

// A refusal is why a request gets nothing.
type refusal struct {
	status int
	text   string
}

// guard decides whether a request may be answered at all, before anything is looked
// up. It knows nothing of what there is.
func guard(r *http.Request, hosts []string) *refusal {
	switch {
	case !slices.Contains(hosts, r.Host):
		return &refusal{http.StatusForbidden, "this preview answers to its own name only"}
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return &refusal{http.StatusMethodNotAllowed, "this preview can only be read"}
	case foreign(r):
		return &refusal{http.StatusForbidden, "this preview gives nothing to other sites"}
	case !plain(r.URL):
		return &refusal{http.StatusBadRequest, "this is no address of a page"}
	}
	return nil
}

// foreign reports whether the page of another origin asks, as far as the browser tells.
// Following a link to here is allowed: the page that has it cannot read what comes.
func foreign(r *http.Request) bool {
	if origin := r.Header.Get("Origin"); origin != "" && origin != "http://"+r.Host {
		return true
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none": // none: typed, or a bookmark
		return false
	}
	return r.Header.Get("Sec-Fetch-Mode") != "navigate" || r.Header.Get("Sec-Fetch-Dest") != "document"
}

// plain reports whether an address has nothing about it that some system would take
// for more than a name: climbing, hidden files, second encodings, and the streams,
// drives, short names and endings of Windows. Only the table decides what there is, so
// this is a second wall.
func plain(u *url.URL) bool {
	if !strings.HasPrefix(u.Path, "/") || len(u.Path) > longestAddress || !utf8.ValidString(u.Path) {
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

// protect sets the headers that every answer has.
func protect(h http.Header) {
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", policyOfFiles)
}

// Pages of a build bring their own policy; of the header they need what a page cannot
// say of itself. Everything else is sandboxed: a picture opened by itself may be an SVG.
const (
	policyOfFiles = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
	policyOfPages = "frame-ancestors 'none'"
	policyOfOurs  = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

package preview

import (
	"bytes"
	"fmt"
)

// addScript returns a copy of a page with the script of the preview before </body>, and
// with the permission to connect to this server in its policy. Another script follows it where there is one. A page of the site's own
// template may lack either place: then the script comes last, and the policy stays.
func (s *Server) addScript(page []byte, sum, assets string) []byte {
	script := fmt.Appendf(nil, `<script src="%s/%s/live.js" data-page="%s" data-assets="%s" defer></script>`+"\n", s.base, s.token, sum, assets)
	if s.script != "" {
		script = fmt.Appendf(script, `<script src="%s" defer></script>`+"\n", s.script)
	}
	out := make([]byte, 0, len(page)+len(script)+32)
	if at := policyEnd(page); at >= 0 {
		out = append(out, page[:at]...)
		out = append(out, "; connect-src 'self'"...)
		page = page[at:]
	}
	end := bytes.LastIndex(page, []byte("</body>"))
	if end < 0 {
		end = len(page)
	}
	out = append(out, page[:end]...)
	out = append(out, script...)
	return append(out, page[end:]...)
}

// policyEnd returns where the Content-Security-Policy of a page ends, before the
// closing quote, or -1.
func policyEnd(page []byte) int {
	head := page
	if end := bytes.Index(page, []byte("</head>")); end >= 0 {
		head = page[:end]
	}
	begin := []byte(`<meta http-equiv="Content-Security-Policy" content="`)
	at := bytes.Index(head, begin)
	if at < 0 {
		return -1
	}
	at += len(begin)
	end := bytes.IndexByte(head[at:], '"')
	if end < 0 || bytes.Contains(head[at:at+end], []byte("connect-src")) {
		return -1
	}
	return at + end
}

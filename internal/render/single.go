package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"strings"

	nethtml "golang.org/x/net/html"
)

// A Single makes one file of a page and all that it loads: styles, scripts, pictures and
// fonts stand in it. Its policy names them by their hashes and lets nothing else in. Links to other
// pages lead to where these are published; without an address they are text.
type Single struct {
	Path    string // of the page in the output
	Address string // where the output is published, with "/" at the end; empty: nowhere

	// Asset returns a file of the output.
	Asset func(path string) ([]byte, error)

	styles, scripts []string // sources of the policy
	late            []byte   // scripts that run when the page is there
}

// policy is what a page is held to whose parts stand in it. It is set by Make.
const policy = "default-src 'none'; style-src %s; script-src %s; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"

// policyPlace stands where the policy goes, which is known when all has been read. No
// page has zero bytes.
const policyPlace = "\x00policy\x00"

// Make returns the page as one file.
func (s *Single) Make(page []byte) ([]byte, error) {
	out := make([]byte, 0, 2*len(page))
	z := nethtml.NewTokenizer(bytes.NewReader(page))
	skip := "" // the end tag up to which all is left out
	for {
		kind := z.Next()
		if kind == nethtml.ErrorToken {
			break
		}
		raw := bytes.Clone(z.Raw())
		token := z.Token()
		switch {
		case skip != "":
			if kind == nethtml.EndTagToken && token.Data == skip {
				skip = ""
			}
		case kind == nethtml.EndTagToken && token.Data == "body":
			out = append(append(out, s.late...), raw...)
		case kind != nethtml.StartTagToken && kind != nethtml.SelfClosingTagToken:
			out = append(out, raw...)
		case token.Data == "script" && attribute(token, "src") != "":
			if err := s.script(attribute(token, "src")); err != nil {
				return nil, err
			}
			skip = "script"
		default:
			made, err := s.tag(token, raw)
			if err != nil {
				return nil, err
			}
			out = append(out, made...)
		}
	}
	sources := func(list []string) string {
		if len(list) == 0 {
			return "'none'"
		}
		return strings.Join(list, " ")
	}
	return bytes.Replace(out, []byte(policyPlace), fmt.Appendf(nil, policy, sources(s.styles), sources(s.scripts)), 1), nil
}

func attribute(t nethtml.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// tag returns what stands in place of a tag.
func (s *Single) tag(t nethtml.Token, raw []byte) ([]byte, error) {
	switch t.Data {
	case "meta":
		if strings.EqualFold(attribute(t, "http-equiv"), "content-security-policy") {
			return []byte(`<meta http-equiv="Content-Security-Policy" content="` + policyPlace + `">`), nil
		}
	case "link":
		if strings.EqualFold(attribute(t, "rel"), "stylesheet") {
			return s.style(attribute(t, "href"))
		}
		return nil, nil // nothing else may be loaded
	case "img", "image":
		for i, a := range t.Attr {
			if a.Key == "src" || a.Key == "href" || a.Key == "xlink:href" {
				data, err := s.data(s.Path, a.Val)
				if err != nil {
					return nil, err
				}
				t.Attr[i].Val = data
			}
		}
		return []byte(t.String()), nil
	case "a", "area":
		return s.link(t, raw), nil
	}
	return raw, nil
}

// style returns a style sheet as an element.
func (s *Single) style(href string) ([]byte, error) {
	at := s.resolve(s.Path, href)
	css, err := s.Asset(at)
	if err != nil {
		return nil, err
	}
	var fault error
	css = loaded.ReplaceAllFunc(css, func(found []byte) []byte {
		to := string(loaded.FindSubmatch(found)[1])
		if strings.HasPrefix(to, "data:") || strings.HasPrefix(to, "#") {
			return found
		}
		data, err := s.data(at, to)
		if err != nil && fault == nil {
			fault = err
		}
		return []byte(`url("` + data + `")`)
	})
	if fault != nil {
		return nil, fault
	}
	css = bytes.ReplaceAll(css, []byte("</"), []byte(`<\/`))
	s.styles = append(s.styles, hashOf(css))
	return fmt.Appendf(nil, "<style>%s</style>", css), nil
}

// loaded is what a style sheet loads.
var loaded = regexp.MustCompile(`url\(\s*["']?([^"')\s]+)["']?\s*\)`)

// script keeps a script for the end of the page, which is when it is meant to run.
func (s *Single) script(src string) error {
	code, err := s.Asset(s.resolve(s.Path, src))
	if err != nil {
		return err
	}
	code = bytes.ReplaceAll(code, []byte("</script"), []byte(`<\/script`))
	s.scripts = append(s.scripts, hashOf(code))
	s.late = fmt.Appendf(s.late, "<script>%s</script>\n", code)
	return nil
}

func hashOf(text []byte) string {
	sum := sha256.Sum256(text)
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// data returns a file of the output as an address that holds it.
func (s *Single) data(from, to string) (string, error) {
	if strings.HasPrefix(to, "data:") {
		return to, nil
	}
	at := s.resolve(from, to)
	data, err := s.Asset(at)
	if errors.Is(err, fs.ErrNotExist) {
		return "data:,", nil // the page would not show it either
	}
	if err != nil {
		return "", err
	}
	kind, _, _ := strings.Cut(typeOf(path.Ext(at)), ";")
	return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(data), nil
}

// typeOf is the type of a file by its ending. Those that pages load are listed: what a
// machine says of others must not change a page.
func typeOf(ext string) string {
	switch ext {
	case ".svg":
		return "image/svg+xml"
	case ".png", ".gif", ".webp", ".avif":
		return "image/" + ext[1:]
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".woff2", ".woff", ".ttf", ".otf":
		return "font/" + ext[1:]
	}
	return "application/octet-stream"
}

// link returns a link: within the page as it is, elsewhere whole or as text.
func (s *Single) link(t nethtml.Token, raw []byte) []byte {
	for i, a := range t.Attr {
		if a.Key != "href" && a.Key != "xlink:href" {
			continue
		}
		u, err := url.Parse(a.Val)
		if err != nil || u.IsAbs() || strings.HasPrefix(a.Val, "#") {
			return raw
		}
		if s.Address == "" {
			t.Attr = append(t.Attr[:i:i], t.Attr[i+1:]...)
			return []byte(t.String())
		}
		whole := s.Address + s.resolve(s.Path, u.Path)
		if u.Fragment != "" {
			whole += "#" + u.EscapedFragment()
		}
		t.Attr[i].Val = whole
		return []byte(t.String())
	}
	return raw
}

// resolve is the place in the output that a link of a page leads to.
func (s *Single) resolve(from, to string) string {
	to, _, _ = strings.Cut(to, "#")
	return path.Clean(path.Join(path.Dir(from), html.UnescapeString(to)))
}

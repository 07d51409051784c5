package source

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
)

// StaticSVG reports whether a drawing does nothing but show: it runs no script and fetches
// nothing from elsewhere, also when a browser opens it as a page of its own. If not, active
// says what it has, for a message. A file that is not well-formed is not static, since a browser may
// read it in another way than the check does.
func StaticSVG(data []byte) (active string, ok bool) {
	decoder := xml.NewDecoder(bytes.NewReader(data))
	decoder.CharsetReader = likeASCII
	inStyle := false
	for {
		token, err := decoder.RawToken()
		switch {
		case errors.Is(err, io.EOF):
			return "", true
		case err != nil:
			return "markup that is not well-formed", false
		}
		switch t := token.(type) {
		case xml.StartElement:
			if active := activeElement(t); active != "" {
				return active, false
			}
			inStyle = strings.EqualFold(t.Name.Local, "style")
		case xml.EndElement:
			inStyle = false
		case xml.CharData:
			if inStyle && fetches(string(t)) {
				return "a style that fetches a file", false
			}
		case xml.ProcInst:
			if t.Target != "xml" {
				return "<?" + t.Target + "?>", false
			}
		case xml.Directive:
			if bytes.ContainsRune(t, '[') {
				return "definitions of entities", false
			}
		}
	}
}

// likeASCII lets encodings pass in which ASCII is ASCII: only that is looked for.
func likeASCII(charset string, input io.Reader) (io.Reader, error) {
	if slices.Contains([]string{"us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252"}, strings.ToLower(charset)) {
		return input, nil
	}
	return nil, errors.New("unknown encoding")
}

// activeElements run scripts, hold other documents, or wait for events.
var activeElements = []string{"script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "audio", "video", "link", "meta", "base", "form"}

// activeElement returns what makes an element active, or "".
func activeElement(e xml.StartElement) string {
	name := strings.ToLower(e.Name.Local)
	if slices.Contains(activeElements, name) {
		return "<" + e.Name.Local + ">"
	}
	for _, a := range e.Attr {
		key, value := strings.ToLower(a.Name.Local), squeezed(a.Value)
		switch {
		case a.Name.Space == "xmlns" || key == "xmlns":
		case strings.HasPrefix(key, "on"):
			return "the attribute " + a.Name.Local
		case strings.Contains(value, "script:"), strings.HasPrefix(value, "data:") && !strings.HasPrefix(value, "data:image/"), strings.HasPrefix(value, "data:image/svg"):
			return "an address that runs a script"
		case key == "attributename" && (strings.HasSuffix(value, "href") || strings.HasPrefix(value, "on")):
			return "an animation of " + a.Value
		case (key == "href" || key == "src") && name != "a" && !strings.HasPrefix(value, "#") && !strings.HasPrefix(value, "data:image/") && value != "":
			return "an address of another file"
		case a.Name.Space == "" && fetches(a.Value):
			return "a style that fetches a file"
		}
	}
	return ""
}

// squeezed returns a value as browsers compare it: without blanks and controls, in small letters.
func squeezed(value string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r <= ' ' {
			return -1
		}
		return r
	}, value))
}

// fetches reports whether a style names a file: @import, or url() of anything but a part of
// the drawing or a picture in it. A backslash may hide either.
func fetches(style string) bool {
	style = squeezed(style)
	if strings.Contains(style, "@import") || strings.Contains(style, "(") && strings.Contains(style, `\`) {
		return true
	}
	for _, after := range strings.Split(style, "url(")[1:] {
		after = strings.TrimLeft(after, `"'`)
		if !strings.HasPrefix(after, "#") && !strings.HasPrefix(after, "data:image/") && !strings.HasPrefix(after, "data:font/") {
			return true
		}
	}
	return false
}

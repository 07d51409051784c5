package markdown

import (
	"strings"

	"pairbook/internal/diag"
)

// CutFront splits a text into its front matter, without the lines of +++ round it, and
// what follows. Both are as long as the text up to their end, with blanks in place of what
// is not theirs, so that offsets into them are offsets into the text. ok is false when the
// text does not begin with front matter.
func CutFront(src diag.Source) (front diag.Source, body string, ok bool) {
	open, after, ok := firstLine(src.Text)
	if !ok || strings.TrimSpace(src.Text[open:after]) != fence {
		return diag.Source{}, src.Text, false
	}
	for at := after; at < len(src.Text); {
		end := lineEnd(src.Text, at)
		if strings.TrimSpace(src.Text[at:end]) == fence {
			front = diag.Source{Name: src.Name, Text: blank(src.Text[:after]) + src.Text[after:at]}
			return front, blank(src.Text[:end]) + src.Text[end:], true
		}
		at = end
	}
	return diag.Source{}, src.Text, false
}

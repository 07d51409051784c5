package render

import (
	"bytes"

	"pairbook/internal/workbook"
)

// fragments says which links of a page lead to sheets that stand on the page itself: by
// the file of a page, the id of its first sheet. On workbook.html these are all pages
// of the workbook, so that what is printed of it can be turned over by its links.
func fragments(w *workbook.Workbook, p *workbook.Page) map[string]string {
	if len(p.Sheets) == 0 {
		return nil
	}
	if !p.Whole {
		return map[string]string{p.Name(): p.Sheets[0].Frame().ID}
	}
	within := make(map[string]string, len(w.Pages))
	for _, other := range w.Pages {
		if !other.Whole && len(other.Sheets) > 0 {
			within[other.Name()] = other.Sheets[0].Frame().ID
		}
	}
	return within
}

// hrefStart begins a link. No text has a quotation mark that is not escaped, so what is
// found is the beginning of an attribute.
const hrefStart = ` href="`

// pageEnding ends the name of every page.
const pageEnding = ".html"

// appendWithin copies a page and makes fragments of the links to sheets on it: of
// "goals.html" the fragment of its first sheet, of "goals.html#goal-2" "#goal-2". It looks
// for the ends of file names, which are rarer in a page than anything else of a link.
func appendWithin(page, drawn []byte, within map[string]string) []byte {
	longest := 0
	for file := range within {
		longest = max(longest, len(file))
	}
	for at := 0; ; { // so much of drawn has no link to a sheet
		i := bytes.Index(drawn[at:], []byte(pageEnding))
		if i < 0 {
			return append(page, drawn...)
		}
		at += i + len(pageEnding)
		near := max(0, at-longest-1)
		start := near + bytes.LastIndexByte(drawn[near:at], '"') + 1
		id, here := within[string(drawn[start:at])]
		fragment, after, closed := bytes.Cut(drawn[at:], []byte(`"`))
		if !here || !closed || len(fragment) > 0 && fragment[0] != '#' || !bytes.HasSuffix(drawn[:start], []byte(hrefStart)) {
			continue
		}
		page = append(page, drawn[:start]...)
		if len(fragment) == 0 {
			page = append(append(page, '#'), id...)
		}
		page = append(append(page, fragment...), '"')
		drawn, at = after, 0
	}
}

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

// appendWithin copies a page and makes fragments of the links to sheets on it: of
// "goals.html" the fragment of its first sheet, of "goals.html#goal-2" "#goal-2".
func appendWithin(page, drawn []byte, within map[string]string) []byte {
	for {
		before, rest, found := bytes.Cut(drawn, []byte(hrefStart))
		page = append(page, before...)
		if !found {
			return page
		}
		page = append(page, hrefStart...)
		link, after, closed := bytes.Cut(rest, []byte(`"`))
		file, fragment, further := bytes.Cut(link, []byte("#"))
		id, here := within[string(file)]
		switch {
		case !closed || !here:
			drawn = rest
			continue
		case !further:
			fragment = []byte(id)
		}
		page = append(append(append(page, '#'), fragment...), '"')
		drawn = after
	}
}

package markdown

import (
	"fmt"
	"strings"
	"unicode"

	"pairbook/internal/diag"
)

// suggestions is among how many headings the nearest one is looked for.
const suggestions = 200

// githubAnchor makes the anchor that GitHub gives to a heading, and remembers it: small
// letters, blanks as hyphens, no other sign but "-" and "_"; of headings of one text the second ends in
// -1. That is how its own renderer does it (html-pipeline, TableOfContentsFilter).
func githubAnchor(text string, anchors map[string]int) string {
	anchor := strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.Pc):
			return r
		}
		return -1
	}, strings.ToLower(text))
	n := anchors[anchor]
	anchors[anchor]++
	if n > 0 {
		return fmt.Sprintf("%s-%d", anchor, n)
	}
	return anchor
}

// anchor finds the heading for a fragment; see Document.Anchor. doubt is a warning where GitHub's
// anchors and those of other headings disagree.
func (s *survey) anchor(fragment string) (id string, doubt *diag.Complaint, ok bool) {
	if fragment == "" {
		return "", nil, false
	}
	if s.has(fragment) { // an id as it stands on the page means one heading
		return s.printed(fragment), nil, true
	}
	own := "h-" + slug(fragment)
	known := s.has(own)
	github := s.github[strings.ToLower(fragment)]
	switch {
	case github == "" && !known:
		return "", nil, false
	case github == "":
		return s.printed(own), nil, true
	case known && github != own:
		doubt = &diag.Complaint{
			Text: fmt.Sprintf("#%s may mean two headings: it leads to %q here, as on GitHub", clip(fragment), clip(s.text(github))),
			Hint: fmt.Sprintf("write #%s for that one, or #%s for %q", github, own, clip(s.text(own))),
		}
	}
	return s.printed(github), doubt, true
}

// has reports whether a heading has an id, the title included.
func (s *survey) has(id string) bool { return s.ids[id] || id != "" && id == s.titleID }

// printed is the id as links have it: "" for the title, which is the page itself.
func (s *survey) printed(id string) string {
	if id == s.titleID {
		return ""
	}
	return id
}

// text returns the heading of an id.
func (s *survey) text(id string) string {
	for _, h := range s.headings {
		if h.ID == id {
			return h.Text
		}
	}
	return s.title
}

// nearest words a hint for a fragment that no heading has.
func (s *survey) nearest(fragment string) string {
	if len(s.headings) == 0 {
		return "this file has no headings to lead to"
	}
	var known []string
	for _, h := range s.headings[:min(len(s.headings), suggestions)] {
		known = append(known, strings.TrimPrefix(h.ID, "h-"))
	}
	if near := diag.Nearest(slug(strings.TrimPrefix(fragment, "h-")), known); near != "" {
		return fmt.Sprintf("did you mean #%s?", near)
	}
	const shown = 5
	if len(known) > shown {
		return "its headings are #" + strings.Join(known[:shown], ", #") + ", …"
	}
	return "its headings are #" + strings.Join(known, ", #")
}

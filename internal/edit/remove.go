package edit

import (
	"strings"

	"pairbook/internal/tomlfile"
)

// removed returns the text without a key, or without a table and all in it.
func (t *Text) removed(path string, place tomlfile.Place) (string, error) {
	if _, element := index(path); element {
		return "", ErrByHand
	}
	var gone []tomlfile.Statement
	for _, s := range t.statements() {
		if below(s.Path, path) {
			gone = append(gone, s)
		}
	}
	if len(gone) == 0 {
		return t.removedInline(path, place)
	}
	text := t.file.Text
	for i := len(gone) - 1; i >= 0; i-- {
		text = withoutLine(text, gone[i])
	}
	return text, nil
}

// withoutLine takes a statement out of a text. A comment behind it stays, on a line of its
// own. With a header goes the blank line above it, unless something still follows there.
func withoutLine(text string, s tomlfile.Statement) string {
	start, end := lineStart(text, s.Start), lineEnd(text, s.End)
	if rest := text[s.End:end]; strings.TrimSpace(rest) != "" {
		return text[:s.Start] + strings.TrimLeft(rest, " \t") + text[end:]
	}
	if s.Header && (end == len(text) || strings.TrimSpace(text[end:lineEnd(text, end)]) == "") {
		if before := lineStart(text, max(0, start-1)); start > 0 && strings.TrimSpace(text[before:start]) == "" {
			start = before
		}
	}
	if end == len(text) && !strings.HasSuffix(text, "\n") {
		// The text goes on to end without a line break.
		return strings.TrimSuffix(strings.TrimSuffix(text[:start], "\n"), "\r")
	}
	return text[:start] + text[end:]
}

// removedInline takes a key out of a table in braces, with one comma.
func (t *Text) removedInline(path string, place tomlfile.Place) (string, error) {
	text, outer := t.file.Text, t.file.Place(parentOf(path))
	if outer.Shape != tomlfile.InlineTable {
		return "", ErrByHand
	}
	if outer.Count == 1 {
		return splice(text, place.Key, place.End, ""), nil
	}
	behind := strings.TrimLeft(text[place.End:outer.End], " \t")
	if strings.HasPrefix(behind, ",") {
		end := outer.End - len(strings.TrimLeft(behind[1:], " \t"))
		return splice(text, place.Key, end, ""), nil
	}
	before := strings.TrimRight(text[:place.Key], " \t")
	if strings.HasSuffix(before, ",") {
		return splice(text, len(before)-1, place.End, ""), nil
	}
	return "", ErrByHand
}

package source

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"pairbook/internal/diag"
)

const asUTF8 = "save the file as UTF-8: in Notepad, Save as, Encoding: UTF-8"

// Text checks that bytes are UTF-8 text and takes a byte order mark away. name
// is the name of the file they come from.
func Text(name string, data []byte) (diag.Source, *diag.Problem) {
	src := diag.Source{Name: name, Text: strings.TrimPrefix(string(data), "\ufeff")}
	whole := func(text, hint string) *diag.Problem {
		return &diag.Problem{Position: src.Whole(), Text: text, Hint: hint}
	}
	switch {
	case utf16(src.Text):
		return diag.Source{}, whole("the file is saved as UTF-16, an encoding that cannot be read here", asUTF8)
	case strings.HasPrefix(src.Text, `{\rtf`):
		return diag.Source{}, whole("this is rich text with formatting, plain text is wanted",
			"save it as plain text: in TextEdit, Format, Make Plain Text")
	case strings.HasPrefix(src.Text, "PK\x03\x04"), strings.HasPrefix(src.Text, "\xd0\xcf\x11\xe0"):
		return diag.Source{}, whole("this is a document of an office program or an archive, plain text is wanted",
			"copy its text into a plain text file")
	}
	if at := strings.IndexByte(src.Text, 0); at >= 0 {
		return diag.Source{}, &diag.Problem{
			Position: src.At(at, 1),
			Text:     "this is not a text file: it holds a zero byte",
			Hint:     "look whether the file is what its name says, or save it anew",
		}
	}
	if at := invalid(src.Text); at >= 0 {
		position := src.At(at, 1)
		position.Excerpt = strings.ToValidUTF8(position.Excerpt, "\ufffd")
		return diag.Source{}, &diag.Problem{
			Position: position,
			Text:     fmt.Sprintf("this character is not UTF-8 (byte %02X)", src.Text[at]),
			Hint:     asUTF8,
		}
	}
	return src, nil
}

// utf16 reports whether text is in one of the encodings of 16 bits (or 32) a character: it
// has their mark, or every other byte of its beginning is zero, as in all
// languages that are written with Latin letters.
func utf16(text string) bool {
	if strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") {
		return true
	}
	start := text[:min(len(text), 64)&^1]
	if len(start) < 4 {
		return false
	}
	even, odd := 0, 0
	for i := 0; i < len(start); i += 2 {
		if start[i] == 0 {
			even++
		}
		if start[i+1] == 0 {
			odd++
		}
	}
	half := len(start) / 2
	return even > half*3/4 && odd < half/4+1 || odd > half*3/4 && even < half/4+1
}

// invalid returns the offset of the first byte that is not UTF-8, or -1.
func invalid(text string) int {
	if utf8.ValidString(text) {
		return -1
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// invisible are the characters of Unicode without width, each of which can hide
// in a name. Allowed and so not here are U+200C and U+200D, without which names in
// Persian and Indic scripts cannot be written, the variation selectors of
// emoji, and the soft hyphen.
var invisible = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x061c, Hi: 0x061c, Stride: 1}, // direction mark
		{Lo: 0x180e, Hi: 0x180e, Stride: 1}, // vowel separator
		{Lo: 0x200b, Hi: 0x200b, Stride: 1}, // zero-width space
		{Lo: 0x200e, Hi: 0x200f, Stride: 1}, // direction marks
		{Lo: 0x2028, Hi: 0x202e, Stride: 1}, // separators; embeddings and overrides
		{Lo: 0x2060, Hi: 0x206f, Stride: 1}, // joiner, operators, isolates
		{Lo: 0xfeff, Hi: 0xfeff, Stride: 1}, // byte order mark within the text
		{Lo: 0xfff9, Hi: 0xfffb, Stride: 1}, // annotations
	},
	R32: []unicode.Range32{
		{Lo: 0xe0000, Hi: 0xe007f, Stride: 1}, // tags
	},
}

// OneLine returns the words of a text with single blanks between them.
func OneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// Safe finds the first character that no text of a workbook may hold: a control
// character other than tab and newline, a character that turns the direction of
// the text, or one without width. It returns where it is and a name for the
// author, such as "the zero-width space U+200B"; ok is true when there is none.
// A carriage return is allowed before a newline only.
func Safe(text string) (offset int, name string, ok bool) {
	for i, r := range text {
		switch {
		case r == '\t' || r == '\n', r == '\r' && strings.HasPrefix(text[i+1:], "\n"):
			continue
		case r >= ' ' && r < 0x7f:
			continue
		case unicode.IsControl(r) || unicode.Is(invisible, r):
			return i, describe(r), false
		}
	}
	return 0, "", true
}

// describe names a forbidden character.
func describe(r rune) string {
	kind := "invisible character"
	switch {
	case unicode.IsControl(r):
		kind = "control character"
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		kind = "character that turns the direction of the text,"
	case r == 0x200b:
		kind = "zero-width space"
	case r == 0x2028, r == 0x2029:
		kind = "line separator"
	}
	return fmt.Sprintf("the %s U+%04X", kind, r)
}

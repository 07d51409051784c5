package source

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// hidden are characters that Safe allows in a text and that show nothing by themselves.
// Some have width, such as the Hangul fillers and the blank pattern of Braille.
var hidden = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x00ad, Hi: 0x00ad, Stride: 1}, // soft hyphen
		{Lo: 0x034f, Hi: 0x034f, Stride: 1}, // grapheme joiner
		{Lo: 0x115f, Hi: 0x1160, Stride: 1}, // Hangul fillers
		{Lo: 0x17b4, Hi: 0x17b5, Stride: 1}, // Khmer vowels that are not written
		{Lo: 0x180b, Hi: 0x180f, Stride: 1}, // Mongolian selectors
		{Lo: 0x200c, Hi: 0x200d, Stride: 1}, // joiners
		{Lo: 0x2800, Hi: 0x2800, Stride: 1}, // Braille blank
		{Lo: 0x3164, Hi: 0x3164, Stride: 1}, // Hangul filler
		{Lo: 0xfe00, Hi: 0xfe0f, Stride: 1}, // variation selectors
		{Lo: 0xffa0, Hi: 0xffa0, Stride: 1}, // Hangul filler of half width
	},
	R32: []unicode.Range32{
		{Lo: 0xe0100, Hi: 0xe01ef, Stride: 1}, // variation selectors
	},
}

// Shown reports whether a text shows anything at all.
func Shown(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return !unicode.IsSpace(r) && !unicode.IsControl(r) && !unicode.Is(invisible, r) && !unicode.Is(hidden, r)
	})
}

// Plain finds the first character of a name that nobody sees and that has no work to do
// in it, and returns a word for it, as Safe does. Joiners between letters of scripts
// that join them and variation selectors behind a character are allowed.
func Plain(name string) (found string, ok bool) {
	before := rune(0)
	for i, r := range name {
		after, _ := utf8.DecodeRuneInString(name[i+utf8.RuneLen(r):])
		switch {
		case !unicode.Is(hidden, r):
		case r >= 0xfe00 && before != 0, r >= 0x180b && r <= 0x180d && before != 0:
		case (r == 0x200c || r == 0x200d) && joins(before) && joins(after):
		default:
			return describe(r), false
		}
		before = r
	}
	return "", true
}

// joins reports whether a joiner beside a character can change how it looks.
func joins(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.Is(unicode.So, r)) && !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Han)
}

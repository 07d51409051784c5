// Package room tells how much room a text needs on paper: an upper bound of its lines,
// counted from the advance widths of its type, without a browser and without a font.
//
// The bound rests on one thought. A line breaker of any engine breaks at blanks, and
// perhaps at other places too; whoever breaks at blanks alone never needs fewer lines.
// A word wider than its line is broken behind its hyphens, and else wherever an engine
// likes; two neighbouring lines of it hold more than one line's width together, so it has at
// most 2w/W+1 lines. What
// an engine may add to the sum of advances, by kerning and ligatures, is less than 4 %,
// measured with the tables below in two engines.
//
// The tables (advances.bin) hold the advances of the cuts that package theme lets a
// theme choose. They are made by `go generate` from the packages of npm that the fonts
// come from, and are needed at no other time than when a font changes.
//
// Not here: what stands on a sheet (package workbook), which sizes a theme has (package
// theme).
package room

import (
	_ "embed"
	"encoding/binary"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

//go:generate go run make.go

//go:embed advances.bin
var advances []byte

// Margin is by how much a word may be wider than the sum of its advances.
const Margin = 0.04

// widest is how wide a sign is at most, in em, for each byte that it is written with.
const widest = 1.1

// A Font has the advances of one cut.
type Font struct {
	perEm float64
	runs  []run
	digit float64        // the widest, in em: figures may be set in columns
	latin [0x250]float64 // the advances of the signs that most texts have, in em
}

// A run is consecutive signs with their advances, in units of the font.
type run struct {
	first    rune
	advances []byte // two bytes each, big-endian
}

var fonts = sync.OnceValue(func() map[string]*Font {
	all := map[string]*Font{}
	for data := advances; len(data) > 0; {
		name := string(data[1 : 1+data[0]])
		data = data[1+data[0]:]
		f := &Font{perEm: float64(binary.BigEndian.Uint16(data))}
		count := int(binary.BigEndian.Uint16(data[2:]))
		data = data[4:]
		for range count {
			first, length := rune(binary.BigEndian.Uint16(data)), int(binary.BigEndian.Uint16(data[2:]))
			f.runs = append(f.runs, run{first, data[4 : 4+2*length]})
			data = data[4+2*length:]
		}
		for r := '0'; r <= '9'; r++ {
			f.digit = max(f.digit, f.listed(r))
		}
		for r := range f.latin {
			f.latin[r] = f.advance(rune(r))
		}
		all[name] = f
	}
	return all
})

// Named returns the font of a name, such as "literata-400-normal"; nil when there is no
// table of it.
func Named(name string) *Font { return fonts()[name] }

// Names returns the fonts that there are tables of.
func Names() []string {
	var names []string
	for name := range fonts() {
		names = append(names, name)
	}
	return names
}

// listed is the advance of a sign in em; 0 when the font lacks it.
func (f *Font) listed(r rune) float64 {
	low, high := 0, len(f.runs)
	for low < high {
		middle := (low + high) / 2
		if f.runs[middle].first <= r {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low == 0 {
		return 0
	}
	found := f.runs[low-1]
	i := int(r-found.first) * 2
	if i >= len(found.advances) {
		return 0
	}
	return float64(binary.BigEndian.Uint16(found.advances[i:])) / f.perEm
}

// Advance returns how far a sign moves the pen, in em. Signs that the font lacks come from
// one that nobody knows, and are given what is wide for their script.
func (f *Font) Advance(r rune) float64 {
	if r >= 0 && int(r) < len(f.latin) {
		return f.latin[r]
	}
	return f.advance(r)
}

func (f *Font) advance(r rune) float64 {
	switch {
	case r >= '0' && r <= '9':
		return f.digit
	case r == '\u00ad' || r == '\u200b' || unicode.Is(unicode.Cf, r):
		return 0
	}
	if listed := f.listed(r); listed > 0 {
		return listed
	}
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case unicode.Is(unicode.Arabic, r):
		return arabic(r)
	case unicode.Is(unicode.Hebrew, r):
		return .72
	}
	return 1
}

// arabic returns the widest form of an Arabic letter in the fonts that were measured.
func arabic(r rune) float64 {
	switch r {
	case 'س', 'ش', 'ص', 'ض':
		return 1.22
	case 'ا', 'أ', 'إ', 'آ', 'د', 'ذ', 'ر', 'ز', 'و', 'ؤ':
		return .66
	}
	return .9
}

// A Type is a font in a size.
type Type struct {
	Font    *Font
	Size    float64 // in points
	Leading float64 // from line to line, in points
}

// mm is a point in millimetres.
const mm = 25.4 / 72

// Line returns the height of one line in millimetres.
func (t Type) Line() float64 { return t.Leading * mm }

// Height returns the height of a text in a column of so many millimetres, in millimetres.
func (t Type) Height(text string, column float64) float64 {
	return float64(t.Lines(text, column)) * t.Line()
}

// Lines returns how many lines a text has at most in a column of so many millimetres:
// 0 for no text.
func (t Type) Lines(text string, column float64) int {
	if text != "" && float64(len(text))*widest <= t.full(column)-1 {
		return 1 // which is known without looking at its signs
	}
	c := t.counter(text, column)
	c.count(text, 0)
	return c.lines
}

// LinesThen is Lines of a text with a tail behind it in other type, which has no line higher
// than this one's.
func (t Type) LinesThen(text string, other Type, tail string, column float64) int {
	c := t.counter(text, column)
	c.count(text, 0)
	scale := other.Size / t.Size
	c.used += t.Font.Advance(' ')
	for from := 0; from < len(tail); {
		to, ink, blanks := (&counter{t: other}).word(tail, from)
		c.lay(ink * scale)
		c.used += blanks * scale
		from = to
	}
	return c.lines
}

// Cut divides a text between words: head has at most so many lines, rest is what is left.
// A word that is too long for that goes to the rest whole, or is divided where no word
// fits at all.
func (t Type) Cut(text string, column float64, lines int) (head, rest string) {
	if lines < 1 {
		return "", text
	}
	c := t.counter(text, column)
	at := c.count(text, lines)
	for at < len(text) && text[at] == ' ' {
		at++
	}
	return text[:at], text[at:]
}

// A counter lays words on lines.
type counter struct {
	t     Type
	full  float64 // the width of a line, in em
	lines int
	used  float64 // of the last line
}

// full returns the width of a column in em.
func (t Type) full(column float64) float64 { return column / mm / t.Size / (1 + Margin) }

// counter begins to count a text. Punctuation of East Asia may not begin a line, and takes
// the sign before it along: that is one em less on every line.
func (t Type) counter(text string, column float64) counter {
	c := counter{t: t, full: t.full(column)}
	for i := range len(text) {
		if text[i] >= beforeWide { // mostly none is
			if strings.ContainsFunc(text[i:], isWide) {
				c.full--
			}
			break
		}
	}
	return c
}

// count lays a text, and stops where it would need more than so many lines (0: any
// number). It returns how many bytes were laid.
func (c *counter) count(text string, most int) int {
	for from := 0; from < len(text); {
		to, ink, blanks := c.word(text, from)
		lines, used := c.lines, c.used
		c.layWord(text[from:to], ink)
		if most > 0 && c.lines > most {
			c.lines, c.used = lines, used
			if from == 0 {
				return c.divide(text[:to], most)
			}
			return from
		}
		c.used += blanks
		from = to
	}
	return len(text)
}

// divide returns how many bytes of a word wider than its line surely fit.
func (c *counter) divide(word string, most int) int {
	w := 0.0
	for i, r := range word {
		if w += c.t.Font.Advance(r); w > c.full*float64(most)/2 && i > 0 {
			return i
		}
	}
	return len(word)
}

// word measures the word at an index: where the text goes on, its ink and the blanks
// behind it. Between signs of East Asia lines may break anywhere.
func (c *counter) word(text string, from int) (to int, ink, blanks float64) {
	blank := c.t.Font.Advance(' ')
	first, wasWide := true, false
	for i, r := range text[from:] {
		switch {
		case r == ' ' || r == '\n' || r == '\t':
			blanks += blank
		case blanks > 0:
			return from + i, ink, blanks
		default:
			wide := r >= firstWide && isWide(r)
			if !first && (wide || wasWide) {
				return from + i, ink, 0
			}
			ink += c.t.Font.Advance(r)
			first, wasWide = false, wide
		}
	}
	return len(text), ink, blanks
}

// Signs of East Asia begin here, in UTF-8 with this byte.
const (
	firstWide  = 0x1100
	beforeWide = 0xe1
)

// isWide reports a sign of East Asia, beside which a line may break.
func isWide(r rune) bool {
	if r < firstWide {
		return false
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return true
	}
	return false
}

// layWord lays a word. One wider than its line breaks behind the hyphens between its letters
// at any rate: all engines break there.
func (c *counter) layWord(word string, ink float64) {
	if ink <= c.full || !strings.Contains(word, "-") {
		c.lay(ink)
		return
	}
	part, before := 0.0, ' '
	word = strings.TrimRight(word, " \n\t")
	for i, r := range word {
		part += c.t.Font.Advance(r)
		if after, _ := utf8.DecodeRuneInString(word[i+utf8.RuneLen(r):]); r == '-' && unicode.IsLetter(before) && unicode.IsLetter(after) {
			c.lay(part)
			part = 0
		}
		before = r
	}
	c.lay(part)
}

// lay puts a word of a width on the last line, or on as many as it needs at most.
func (c *counter) lay(ink float64) {
	switch {
	case c.lines == 0:
		c.lines = 1
	case c.used > 0 && c.used+ink > c.full:
		c.lines++
		c.used = 0
	}
	if ink > c.full {
		c.lines += int(2 * ink / c.full)
		c.used = c.full
		return
	}
	c.used += ink
}

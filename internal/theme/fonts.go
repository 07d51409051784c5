package theme

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A family is a font that comes with Pairbook, as files below assets/fonts/: for each
// cut one with the signs of Western Europe and one with the other Latin letters, which
// browsers load where a text needs it. All are from the packages @fontsource/<name> of
// npm (Literata 5.3.0, Source Sans 3 5.3.1, Archivo 5.3.0, Atkinson Hyperlegible Next
// 5.3.0), and under the SIL Open Font License 1.1, which lies beside them.
type family struct {
	files string // how the names of its files begin
	face  string // its name in style sheets
	cuts  []cut
}

// A cut is one weight, upright or slanted.
type cut struct {
	weight int
	style  string
}

// families returns the fonts that come with Pairbook.
func families() []family {
	text := []cut{{400, "normal"}, {400, "italic"}, {600, "normal"}}
	return []family{
		{"archivo", "Archivo", []cut{{600, "normal"}, {700, "normal"}}},
		{"atkinson-next", "Atkinson Hyperlegible Next", []cut{{400, "normal"}, {400, "italic"}, {700, "normal"}}},
		{"literata", "Literata", text},
		{"source-sans-3", "Source Sans 3", text},
	}
}

// subsets are the two files of a cut, with the signs that they are for: those of the
// packages the files are from.
var subsets = []struct{ name, signs string }{
	{"latin", "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD"},
	{"latin-ext", "U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+0304, U+0308, U+0329, U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C4, U+2113, U+2C60-2C7F, U+A720-A7FF"},
}

// behind is what stands for Source Sans 3 where that cannot be loaded: a font that most
// machines have, made as narrow.
const behind = `@font-face { font-family: "Narrowed Sans"; font-weight: 400; src: local("Arial"), local("Liberation Sans"); size-adjust: 90% }
@font-face { font-family: "Narrowed Sans"; font-weight: 600; src: local("Arial Bold"), local("Liberation Sans Bold"); size-adjust: 90% }
`

// chosenFamilies returns the families that the options choose.
func (t *Theme) chosenFamilies() []family {
	return slices.DeleteFunc(families(), func(f family) bool {
		return !slices.ContainsFunc(t.settings, func(s setting) bool { return strings.HasPrefix(s.css, `"`+f.face+`"`) })
	})
}

// fontFaces is the part of theme.css that names the files of the chosen families.
func (t *Theme) fontFaces() []byte {
	var b bytes.Buffer
	for _, f := range t.chosenFamilies() {
		for _, c := range f.cuts {
			for _, s := range subsets {
				name := fmt.Sprintf("fonts/%s-%s-%d-%s.woff2", f.files, s.name, c.weight, c.style)
				if !slices.ContainsFunc(t.overlay.assets, func(e entry) bool { return e.name == name }) {
					continue
				}
				fmt.Fprintf(&b, `@font-face { font-family: "%s"; font-style: %s; font-weight: %d; font-display: block; src: url("%s") format("woff2"); unicode-range: %s }`+"\n",
					f.face, c.style, c.weight, name, s.signs)
			}
		}
		if f.files == "source-sans-3" {
			b.WriteString(behind)
		}
	}
	return b.Bytes()
}

// unchosen reports whether an asset belongs to a family that no option chooses.
func (t *Theme) unchosen(asset string) bool {
	of := func(f family) bool { return strings.HasPrefix(asset, "fonts/"+f.files+"-") }
	return slices.ContainsFunc(families(), of) && !slices.ContainsFunc(t.chosenFamilies(), of)
}

// stacks returns the font stacks that an option of type "font" may choose from. The
// first four begin with a family that comes with Pairbook. All others are fonts that come
// with a computer, in the order of Windows, Apple and Linux. Each stack ends in a generic
// family and prints with the glyphs of whatever script a name is in, because the system
// supplies those that a font lacks. No part of a stack ever comes from a site.
func stacks() map[string]string {
	return map[string]string{
		// a serif drawn for books on screens and on paper
		"literata": `"Literata", "Iowan Old Style", "Palatino Linotype", Palatino, "P052", Georgia, "Noto Serif", serif`,
		// a narrow, quiet sans for forms and notes
		"source-sans": `"Source Sans 3", "Narrowed Sans", "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif`,
		// a strong sans for headings
		"archivo": `"Archivo", "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif`,
		// letters that nobody takes for one another, for weak eyes
		"atkinson": `"Atkinson Hyperlegible Next", "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif`,
		// the face that the system itself speaks in
		"system": `system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif`,
		// plain and even, like road signs
		"grotesque": `"Helvetica Neue", Helvetica, Arial, "Liberation Sans", "Nimbus Sans", sans-serif`,
		// a sans with the proportions of handwriting
		"humanist": `Calibri, Candara, "Gill Sans", "Gill Sans Nova", Optima, Ubuntu, "Noto Sans", Carlito, sans-serif`,
		// wide and open: the easiest to read from afar
		"legible": `Verdana, "DejaVu Sans", Tahoma, Geneva, sans-serif`,
		// a serif for long reading
		"book": `"Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", "P052", "Book Antiqua", Georgia, "Noto Serif", serif`,
		// a sturdy serif that stays clear when small or badly printed
		"sturdy": `Georgia, Charter, "Bitstream Charter", Cambria, Gelasio, "DejaVu Serif", "Noto Serif", serif`,
		// a serif with slabs, for headings
		"slab": `Rockwell, "Rockwell Nova", "Roboto Slab", "DejaVu Serif", "Sitka Small", Georgia, serif`,
		// every letter of the same width
		"typewriter": `ui-monospace, Consolas, "Cascadia Mono", Menlo, "DejaVu Sans Mono", "Liberation Mono", monospace`,
	}
}

// stackNames returns the names of the stacks, sorted.
func stackNames() []string { return slices.Sorted(maps.Keys(stacks())) }

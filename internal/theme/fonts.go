package theme

import (
	"maps"
	"slices"
)

// stacks returns the font stacks that an option of type "font" may choose from.
// All are fonts that come with a computer, in the order of Windows, Apple and
// Linux, and end in a generic family: nothing is loaded, and each prints with
// the glyphs of whatever script a name is in, because the system supplies those
// that a font lacks. No part of a stack ever comes from a site.
func stacks() map[string]string {
	return map[string]string{
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

package theme

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"pairbook/internal/diag"
)

// A colour has its three parts from 0 to 255.
type colour struct{ r, g, b uint8 }

// String returns the form #rrggbb.
func (c colour) String() string { return fmt.Sprintf("#%02x%02x%02x", c.r, c.g, c.b) }

// parseColour reads #rgb, #rrggbb or a colour name of CSS, in capitals or small
// letters. Forms with transparency are refused: what shines through on a screen
// is another colour on paper.
func parseColour(text string) (colour, error) {
	word := strings.ToLower(strings.TrimSpace(text))
	digits, isHex := strings.CutPrefix(word, "#")
	if !isHex {
		hex, known := colourNames()[word]
		if !known {
			return colour{}, noColour(text)
		}
		digits = hex
	}
	if len(digits) == 3 {
		digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
	}
	n, err := strconv.ParseUint(digits, 16, 24)
	if err != nil || len(digits) != 6 {
		return colour{}, noColour(text)
	}
	return colour{uint8(n >> 16), uint8(n >> 8), uint8(n)}, nil
}

func noColour(text string) diag.Complaint {
	var names []string
	for name := range colourNames() {
		names = append(names, name)
	}
	return diag.Complaint{
		Text: fmt.Sprintf("%q is no colour", text),
		Hint: suggest(strings.ToLower(text), names, `write it as "#1f5f5b", or as one of the colour names of CSS, like "teal"`),
	}
}

// luminance is the relative luminance of WCAG 2.2, from 0 (black) to 1 (white).
func (c colour) luminance() float64 {
	linear := func(part uint8) float64 {
		v := float64(part) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.r) + 0.7152*linear(c.g) + 0.0722*linear(c.b)
}

// contrast is the contrast ratio of WCAG 2.2 against white, from 1 to 21.
func (c colour) contrast() float64 { return 1.05 / (c.luminance() + 0.05) }

// darkened returns the colour of the same hue, as light as it may be, that has at
// least the contrast against white.
func (c colour) darkened(contrast float64) colour {
	for share := 1.0; share > 0; share -= 0.01 {
		d := colour{uint8(float64(c.r) * share), uint8(float64(c.g) * share), uint8(float64(c.b) * share)}
		if d.contrast() >= contrast {
			return d
		}
	}
	return colour{}
}

// colourNames returns the named colours of CSS Color 4, by name.
func colourNames() map[string]string {
	fields := strings.Fields(cssColours)
	names := make(map[string]string, len(fields)/2)
	for i := 0; i+1 < len(fields); i += 2 {
		names[fields[i]] = fields[i+1]
	}
	return names
}

// The named colours of CSS Color Module Level 4, section 6.1.
const cssColours = `
aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff
beige f5f5dc bisque ffe4c4 black 000000 blanchedalmond ffebcd blue 0000ff
blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00
chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c
cyan 00ffff darkblue 00008b darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9
darkgreen 006400 darkgrey a9a9a9 darkkhaki bdb76b darkmagenta 8b008b
darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000
darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f
darkslategrey 2f4f4f darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493
deepskyblue 00bfff dimgray 696969 dimgrey 696969 dodgerblue 1e90ff firebrick b22222
floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc
ghostwhite f8f8ff gold ffd700 goldenrod daa520 gray 808080 green 008000
greenyellow adff2f grey 808080 honeydew f0fff0 hotpink ff69b4 indianred cd5c5c
indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5
lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080
lightcyan e0ffff lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90
lightgrey d3d3d3 lightpink ffb6c1 lightsalmon ffa07a lightseagreen 20b2aa
lightskyblue 87cefa lightslategray 778899 lightslategrey 778899 lightsteelblue b0c4de
lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff
maroon 800000 mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3
mediumpurple 9370db mediumseagreen 3cb371 mediumslateblue 7b68ee
mediumspringgreen 00fa9a mediumturquoise 48d1cc mediumvioletred c71585
midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5
navajowhite ffdead navy 000080 oldlace fdf5e6 olive 808000 olivedrab 6b8e23
orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa palegreen 98fb98
paleturquoise afeeee palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9
peru cd853f pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080
rebeccapurple 663399 red ff0000 rosybrown bc8f8f royalblue 4169e1 saddlebrown 8b4513
salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee sienna a0522d
silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090
snow fffafa springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8
tomato ff6347 turquoise 40e0d0 violet ee82ee wheat f5deb3 white ffffff
whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32`

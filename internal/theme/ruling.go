package theme

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
)

// The ruled lines, in millimetres. The drawing is larger than any paper it is cut from. A
// line of a fifth of a millimetre is visible without competing with what is written on it.
const (
	ruleColour = "#949494" // where the theme has no option "rule_colour"
	ruleStroke = 0.2       // where it has no measure "stroke"
	ruleWidth  = 300
	ruleHeight = 420
	rulePitch  = 8 // where it has no option "line_height"
)

// ruling returns how the lines to write on are drawn.
func (t *Theme) ruling() (colour string, stroke, pitch float64) {
	colour, stroke, pitch = ruleColour, cmp.Or(t.measures.Stroke, ruleStroke), rulePitch
	for _, s := range t.settings {
		switch {
		case s.name == "rule_colour" && s.css != "":
			colour = s.css
		case s.name == "line_height" && s.number > 0:
			pitch = s.number
		}
	}
	return colour, stroke, pitch
}

// rules draws the lines as strokes of one path: gradients and tiles are lost or
// blurred when a browser prints. Each line ends its pitch, so that writing
// stands on it; the drawing ends with a line, because it hangs from the bottom of its place.
func (t *Theme) rules() []byte {
	colour, stroke, pitch := t.ruling()
	count := int(ruleHeight / pitch)
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%dmm" height="%[2]smm" viewBox="0 0 %[1]d %[2]s"><path d="`, ruleWidth, plain(float64(count)*pitch))
	for i := range count {
		fmt.Fprintf(&b, "M0 %sh%d", plain(float64(i+1)*pitch-stroke/2), ruleWidth)
	}
	fmt.Fprintf(&b, `" stroke="%s" stroke-width="%s" fill="none"/></svg>`+"\n", colour, plain(stroke))
	return b.Bytes()
}

// The grid of notes, in millimetres.
const (
	gridPitch = 5
	dotWidth  = 0.6
)

// dot is a circle as wide as dotWidth that begins at its top. A dotted stroke looks the same, but
// Chromium writes each of its dots with twice as many curves, and those outside of the
// paper too: a side of notes is then 400 kB of a PDF, and 20 kB so.
const dot = "c.166 0 .3.134 .3.3s-.134.3-.3.3-.3-.134-.3-.3 .134-.3.3-.3z"

// notes draws what is written on where nothing is asked, as the option "notes" has it.
func (t *Theme) notes() []byte {
	for _, s := range t.settings {
		switch {
		case s.name == "notes" && s.text == "dots":
			return t.dots()
		case s.name == "notes" && s.text == "squares":
			return t.squares()
		}
	}
	return t.rules()
}

// dots draws rows of dots.
func (t *Theme) dots() []byte {
	colour, _, _ := t.ruling()
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%dmm" height="%[2]dmm" viewBox="0 0 %[1]d %[2]d" fill="%[3]s"><defs><path id="row" d="M0 0`, ruleWidth, ruleHeight, colour)
	b.WriteString(dot + strings.Repeat(fmt.Sprintf("m%d 0", gridPitch)+dot, ruleWidth/gridPitch-1) + `"/></defs>`)
	for y := gridPitch; y <= ruleHeight; y += gridPitch {
		fmt.Fprintf(&b, `<use href="#row" x="%s" y="%s"/>`, plain(dotWidth/2), plain(float64(y)-dotWidth))
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// squares draws lines in both directions.
func (t *Theme) squares() []byte {
	colour, stroke, _ := t.ruling()
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%dmm" height="%[2]dmm" viewBox="0 0 %[1]d %[2]d"><path d="`, ruleWidth, ruleHeight)
	for y := gridPitch; y <= ruleHeight; y += gridPitch {
		fmt.Fprintf(&b, "M%s %sH%d", plain(stroke/2), plain(float64(y)-stroke/2), ruleWidth)
	}
	for x := 0; x <= ruleWidth; x += gridPitch {
		fmt.Fprintf(&b, "M%s 0V%d", plain(float64(x)+stroke/2), ruleHeight)
	}
	fmt.Fprintf(&b, `" stroke="%s" stroke-width="%s" fill="none"/></svg>`+"\n", colour, plain(stroke))
	return b.Bytes()
}

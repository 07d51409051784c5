package theme

import (
	"fmt"
	"strconv"
	"strings"

	"pairbook/internal/room"
)

// Paper is what a workbook is planned for: the theme's measures and type. It is nil for
// a theme that says no measures: its sheets may run over. Measures that a theme with others does
// not say are those of classic.
func (t *Theme) Paper() *room.Paper {
	if t.measures.Text == 0 {
		return nil
	}
	p := &room.Paper{Measures: t.measures}
	_, _, p.Line = t.ruling()
	for _, s := range t.settings {
		if s.property == "--density" && s.css != "" {
			if density, err := strconv.ParseFloat(s.css, 64); err == nil {
				p.Between *= density
			}
		}
	}
	p.Heading, p.Slanted = t.table("--heading-font", 600, "normal"), t.table("--heading-font", 400, "italic")
	p.Body, p.Strong = t.table("--body-font", 400, "normal"), t.table("--body-font", 600, "normal")
	p.Fit()
	return p
}

// table returns the advances of a cut of the family that a property chooses, or of the
// nearest there is. For a font that comes with the computer it is that of Literata, which
// is as wide as most.
func (t *Theme) table(property string, weight int, style string) *room.Font {
	files := "literata"
	for _, s := range t.settings {
		if s.property != property {
			continue
		}
		for _, f := range families() {
			if strings.HasPrefix(s.css, `"`+f.face+`"`) {
				files = f.files
			}
		}
	}
	for _, c := range []cut{{weight, style}, {700, style}, {weight, "normal"}, {700, "normal"}, {600, "normal"}, {400, "normal"}} {
		if f := room.Named(fmt.Sprintf("%s-%d-%s", files, c.weight, c.style)); f != nil {
			return f
		}
	}
	return nil
}

package room

// A Paper is what a theme prints on: its measures, the type it is set in, and the area
// that text may fill on every paper.
type Paper struct {
	Measures
	Width, Height float64 // of the text, in millimetres: those of the narrowest and the lowest paper
	Line          float64 // from one line to write on to the next, in millimetres

	Heading, Body, Strong, Slanted *Font
}

// A4 is narrower than Letter, and Letter is lower. Their margins are those of @page, above
// and below; Measures.Edge comes to the margins at the sides.
const (
	narrowest, lowest = 210, 279.4
	margin, side      = 15, 8

	// hair is what a sheet is lower than its side: engines round.
	hair = .5
)

// Fit fills in the area of the text.
func (p *Paper) Fit() {
	p.Width = narrowest - 2*(side+p.Edge)
	p.Height = lowest - 2*margin - hair
}

// Type is type of the paper: a font in a size, in multiples of the running text, with a
// leading in multiples of its own size.
func (p *Paper) Type(f *Font, size, leading float64) Type {
	return Type{Font: f, Size: size * p.Text, Leading: size * p.Text * leading}
}

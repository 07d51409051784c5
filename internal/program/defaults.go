package program

import "cmp"

// What a programme has that says nothing else.
const (
	DefaultTheme             = "classic"
	DefaultOutput            = "public"
	DefaultFacilitatorOutput = "facilitator"
	DefaultMenteesPerMentor  = 3
)

// SetDefaults fills in what site.toml leaves open.
func (p *Program) SetDefaults() {
	p.Language = cmp.Or(p.Language, DefaultLanguage)
	p.Theme = cmp.Or(p.Theme, DefaultTheme)
	p.Paper = cmp.Or(p.Paper, AnyPaper)
	p.Output = cmp.Or(p.Output, DefaultOutput)
	p.FacilitatorOutput = cmp.Or(p.FacilitatorOutput, DefaultFacilitatorOutput)
	p.Limits.MenteesPerMentor = cmp.Or(p.Limits.MenteesPerMentor, DefaultMenteesPerMentor)
	if p.Screen.FillIn == nil {
		p.Screen.FillIn = new(true)
	}
	if p.Print.Duplex == nil {
		p.Print.Duplex = new(true)
	}
}

// Or returns the contact with the keys it lacks taken from farther. When the two
// have different names they are two people, and nothing is taken: the name of one
// must not be printed with the telephone number of the other.
func (c Contact) Or(farther Contact) Contact {
	if c.Name != "" && c.Name != farther.Name {
		return c
	}
	return Contact{
		Name:  cmp.Or(c.Name, farther.Name),
		Email: cmp.Or(c.Email, farther.Email),
		Phone: cmp.Or(c.Phone, farther.Phone),
	}
}

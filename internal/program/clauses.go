package program

import "fmt"

// MaxClauseLines is how many lines a clause may have to write on: a third of a side.
const MaxClauseLines = 12

// check looks at the clauses of one file.
func (a Agreement) check(f *faults) {
	for i, c := range a.Clauses {
		here := fmt.Sprintf("agreement.clauses[%d]", i+1)
		switch {
		case c.Lines != 0 && c.Text != "":
			f.add(here+".lines", "a clause has a text or lines to write on, not both", "take one of the two out")
		case c.Lines != 0 && (c.Lines < 1 || c.Lines > MaxClauseLines):
			f.add(here+".lines", fmt.Sprintf("a clause has 1 to %d lines to write on, not %d", MaxClauseLines, c.Lines), "")
		case c.Lines == 0 && c.Text == "":
			*f = append(*f, Fault{
				Path: here, Text: "the clause says nothing", Hint: `write text = "…", or lines = 3 for room to write`,
				Without: []string{here + ".text", here + ".lines"},
			})
		}
		if c.Lines == 0 {
			f.filled(here+".text", c.Text, "the text")
		}
		if c.Fixed && Folded(c.Title) == "" {
			*f = append(*f, Fault{
				Path: here + ".fixed", Text: "a fixed clause has a title, by which nearer files know it", Hint: `write title = "…" too`,
				Without: []string{here + ".title"},
			})
			f.filled(here+".title", c.Title, "the title")
		}
	}
}

// FixedBy returns the fixed clause that a nearer clause of the same title would change; nil
// when there is none.
func (c Clause) FixedBy(farther []Clause) *Clause {
	for i := range farther {
		if farther[i].Fixed && Folded(c.Title) != "" && Folded(c.Title) == Folded(farther[i].Title) {
			return &farther[i]
		}
	}
	return nil
}

// Sides reports whether anything is said of what each side expects and is concerned about.
func (a Agreement) Sides() bool {
	return len(a.MentorExpects)+len(a.MenteeExpects)+len(a.MentorConcerns)+len(a.MenteeConcerns) > 0
}

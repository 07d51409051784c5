package workbook

import (
	"strings"
	"testing"

	"pairbook/internal/program"
)

// The slip has two lines for the title and the session, whatever they are in a language.
func TestTheSlipNamesThePairAndTheSessionOnTwoLines(t *testing.T) {
	r := testRuler(t)
	for _, title := range []string{
		"Ada & Ben", "Łucja Wiśniewska-Dąbrowska, Kenichi Sasaki & Mele Tuʻipulotu",
		strings.Repeat("Somebody and ", 20) + "Tom", strings.Repeat("Donaudampfschifffahrt", 9), strings.Repeat("w", 40) + " " + strings.Repeat("w", 40),
	} {
		p := &planning{Planner: &Planner{}, r: &program.Relationship{Sessions: make([]program.Session, 6)}, ruler: r, book: &Workbook{Title: title}}
		got := p.slipTitle()
		head, _, cut := strings.Cut(got, " …")
		if head == "" || !strings.HasPrefix(title, head) || cut && title == "Ada & Ben" {
			t.Errorf("%q became %q", title, got)
		}
		if _, rest := r.Type(r.Strong, .86, r.Leading).Cut(got+" Session 00", r.Width/3, 2); rest != "" {
			t.Errorf("%q and a session take more than two lines", got)
		}
	}
}

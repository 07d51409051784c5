package workbook

import (
	"strings"
	"testing"

	"pairbook/internal/program"
	"pairbook/internal/site"
)

// Every section's prompts are printed somewhere: sheets that are full have another for them.
func TestPromptsOfEverySectionArePrinted(t *testing.T) {
	for _, section := range site.Sections {
		w := plan(t, tom, allParts+pair, "content/guidance/"+section+".md", "+++\n[[prompts]]\nask = \"Only here?\"\nfor = \"mentee\"\n+++\nText.\n")
		found := 0
		for _, s := range w.Sheets {
			for _, p := range asked(s) {
				if p.Ask == "Only here?" && p.For == program.Mentee {
					found++
				}
			}
		}
		if found == 0 {
			t.Errorf("the prompts of %s are on no sheet", section)
		}
	}
}

// allParts names every part that there is.
var allParts = "parts = [\"" + strings.Join(program.Parts, "\", \"") + "\"]\n"

// asked returns the prompts on a sheet.
func asked(s Sheet) []Prompt {
	switch s := s.(type) {
	case *Questions:
		return s.Prompts
	case *Form:
		return s.Prompts
	case *Letter:
		return s.Prompts
	case *PreWork:
		return s.Prompts
	case *Goal:
		return s.Prompts
	case *Roadmap:
		if s.Beside.Ask == "" {
			return s.Prompts
		}
		return append([]Prompt{s.Beside}, s.Prompts...)
	case *Session:
		return s.Prompts
	case *CheckIn:
		return s.Prompts
	case *FollowThrough:
		return s.Prompts
	case *Midpoint:
		return s.Prompts
	case *Closing:
		return s.Prompts
	}
	return nil
}

func TestQuestionsFollowTheSheetsOfTheirSection(t *testing.T) {
	const prompts = "+++\n[[prompts]]\nask = \"What?\"\n+++\nText.\n"
	w := plan(t, tom, pair, "content/guidance/welcome.md", prompts, "content/cohorts/spring/guidance/agreement.md", prompts)
	for _, want := range []string{"index.html 1:cover 2:cover-back 3:welcome-questions\n", "agreement.html 9:agreement 10:terms 11:agreement-questions\n"} {
		if got := listing(w); !strings.Contains(got, want) {
			t.Errorf("outline:\n%swant %s", got, want)
		}
	}
}

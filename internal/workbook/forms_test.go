package workbook

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/program"
)

const rated = "+++\ntitle = \"Rated\"\n[[prompts]]\nask = \"Sure?\"\nkind = \"scale\"\nagain = true\nfor = \"mentee\"\n[[prompts]]\nask = \"Why?\"\nfor = \"mentee\"\n+++\n"

// Every part has its page, and the parts that are asked of each person a sheet for each.
func TestEveryPartHasItsPage(t *testing.T) {
	w := plan(t, "content/guidance/baseline.md", rated, tom, allParts+pair+"[schedule]\nsessions = 3\n")
	want := `index.html 1:cover 2:cover-back
letter.html 3:letter 4:letter-back
who.html 5:who
first-meeting.html 6:first-meeting
pre-work.html 7:pre-work-mentee-1 8:pre-work-mentor-1
baseline.html 9:baseline-mentee-1
agreement.html 10:agreement 11:terms
goals.html 12:goal-1 13:goal-2 14:goal-3
roadmap.html 15:roadmap
session-1.html 17:session-1 18:check-in-1
session-2.html 19:session-2 20:check-in-2
midpoint.html 21:midpoint 22:midpoint-again-mentee-1
session-3.html 23:session-3 24:check-in-3
follow-through.html 25:follow-through
closing.html 26:closing 27:closing-again-mentee-1 28:closing-again-mentee-1-notes 29:keepsake
next-steps.html 30:next-steps
feedback.html 31:feedback
certificate.html 32:certificate-mentee-1 33:certificate-mentor-1
notes.html 34:notes 35:notes-back
`
	got, _, _ := strings.Cut(listing(w), "workbook.html")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("outline (-want +got):\n%s", diff)
	}
	if tab := sheet[*Who](t, w, "who").F.Tab(); tab != fmt.Sprintf("3 tabs-%d", len(program.Parts)) {
		t.Errorf("the third tab is %q", tab)
	}
}

// What is asked again comes back half-way and at the end, with a place for the first answer;
// the rest does not.
func TestABaselineComesBack(t *testing.T) {
	w := plan(t, "content/guidance/baseline.md", rated, tom, "parts = [\"baseline\", \"sessions\", \"midpoint\", \"closing\"]\n"+pair)
	first := sheet[*Form](t, w, "baseline-mentee-1")
	if len(first.Prompts) != 2 || first.Prompts[0].Before || first.F.Label.Name != "Tom Okafor" {
		t.Errorf("the baseline asks %+v of %s", first.Prompts, first.F.Label.Name)
	}
	for _, id := range []string{"midpoint-again-mentee-1", "closing-again-mentee-1"} {
		again := sheet[*Form](t, w, id)
		if len(again.Prompts) != 1 || !again.Prompts[0].Before || again.Prompts[0].Ask != "Sure?" || len(again.Prompts[0].Steps) != 5 {
			t.Errorf("%s asks %+v", id, again.Prompts)
		}
	}
	if sheet[*Form](t, w, "baseline-mentee-1").Prompts[0].Before {
		t.Error("the baseline itself has a place for an earlier answer")
	}
	w = plan(t, "content/guidance/baseline.md", rated, tom, "parts = [\"sessions\", \"midpoint\", \"closing\"]\n"+pair)
	if strings.Contains(listing(w), "again") {
		t.Errorf("what was never asked comes back:\n%s", listing(w))
	}
}

// Feedback leaves the workbook, so it says to whom; the other forms stay.
func TestFeedbackSaysWhereItGoes(t *testing.T) {
	w := plan(t, "site.toml", "title = \"Test\"\n[contact]\nname = \"Ines Duarte\"\n", tom, allParts+pair)
	if got := sheet[*Form](t, w, "feedback").Contact.Name; got != "Ines Duarte" {
		t.Errorf("feedback goes to %q", got)
	}
	if got := sheet[*Form](t, w, "next-steps").Contact; got != (program.Contact{}) {
		t.Errorf("next steps go to %v", got)
	}
}

func TestCertificatesNameWhatWasHeld(t *testing.T) {
	w := plan(t, tom, "parts = [\"certificate\"]\n"+pair+"[schedule]\nfirst = 2027-01-14\n[[sessions]]\nheld = true\n[[sessions]]\nheld = true\n")
	c := sheet[*Certificate](t, w, "certificate-mentor-1")
	if c.Held != 2 || c.First != (program.Date{Year: 2027, Month: 1, Day: 14}) || c.Last != (program.Date{Year: 2027, Month: 2, Day: 11}) || c.Person.Name != "Amara Nwosu" {
		t.Errorf("certificate of %s: %d sessions, %v to %v", c.Person.Name, c.Held, c.First, c.Last)
	}
}

func TestWhoIsWho(t *testing.T) {
	w := plan(t, tom, "parts = [\"who\"]\n"+pair+"[[others]]\nname = \"Ines Duarte\"\nrole = \"Sponsor\"\n")
	who := sheet[*Who](t, w, "who")
	if len(who.People) != 3 || who.People[2].As != "Sponsor" {
		t.Errorf("the people are %v", who.People)
	}
}

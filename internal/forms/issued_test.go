package forms

import (
	"strconv"
	"strings"
	"testing"

	"pairbook/internal/workbook"
)

func TestSheetsThatWereHandedOut(t *testing.T) {
	c := newClient(t, example)
	c.desk.Label = func(l workbook.Label) string { return strings.TrimSpace(l.Key + " " + strconv.Itoa(l.N)) }
	lacks := func(text string) {
		t.Helper()
		if strings.Contains(c.body, text) {
			t.Errorf("the page has %q:\n%s", text, c.body)
		}
	}
	c.get("/desk/cohort/spring")
	c.wants(200, "Printed and handed out", "All of it was handed out as it is now")
	lacks("All sheets say what they said")
	c.post("/desk/issued/spring")
	c.wants(200, "Done: sheets of spring handed out.", "All sheets say what they said when they were handed out.", "Undo <span class=\"what\">sheets of spring handed out")
	c.has(".pairbook/issued", "pairbook issued 1\n")
	c.post("/desk/issued/spring")
	c.wants(200, "There was nothing to change")

	// What changes later is listed, on the pages of the cohort, of the pair, and on the first.
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/goals", "goals[1].title", "Lead two reviews")
	c.get("/desk/cohort/spring")
	c.wants(200, `/desk/pair/spring/tom">Amara Nwosu & Tom Okafor</a>`, `<li>goal 1 <span class="remark">fact.goals 0</span></li>`, "/facilitator/spring-reprint.html\">Print these sheets</a>")
	c.get("/desk/pair/spring/tom")
	c.wants(200, `<li>goal 1 <span class="remark">fact.goals 0</span></li>`)
	c.get("/desk/pair/spring/hana")
	lacks("fact.goals")
	c.get("/")
	c.wants(200, "Changed since they were handed out", `/desk/cohort/spring#issued">spring</a>`)

	// It is handed out to the pair, and that is taken back.
	c.post("/desk/pair/spring/tom/issued")
	c.wants(200, "Done: sheets of spring/tom handed out.", "All sheets say what they said when they were handed out.")
	id, _, err := c.desk.current().Last()
	if err != nil {
		t.Fatal(err)
	}
	c.post("/desk/undo", "id", id)
	c.wants(200, "Taken back: sheets of spring/tom handed out")
	c.get("/desk/cohort/spring")
	c.wants(200, "fact.goals 0")

	// What is recorded is no change.
	c.post("/desk/issued/spring")
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/record", "session", "1", "outcome", "held", "who.0", "mentor", "what.0", "Lend the book")
	c.get("/desk/cohort/spring")
	c.wants(200, "All sheets say what they said")
}

package forms

import (
	"strings"
	"testing"
)

const tom, hana, lin = "content/cohorts/spring/tom.toml", "content/cohorts/spring/hana.toml", "content/cohorts/spring/lin.toml"

func TestTheFirstPageShowsWhatIsToBeRecorded(t *testing.T) {
	c := newClient(t, example)
	c.get("/")
	c.wants(200, "Northwind", "spring", "Amara Nwosu & Tom Okafor", "to record", "0 of 12")
	if strings.Count(c.body, "to record</b>") != 2 {
		t.Errorf("not the two active pairs are to be recorded: %s", c.said())
	}
	c.get("/desk/cohort/spring")
	c.wants(200, "Lin Wei & Ada Berg", "Paused", "Session 1 14 Jan 2027")
}

func TestASessionIsRecorded(t *testing.T) {
	c := newClient(t, example)
	c.get("/desk/pair/spring/tom")
	c.wants(200, "Session 1 · 14 Jan 2027", "Tom Okafor: Read the plan", "For the facilitator alone.")
	c.post("/desk/pair/spring/tom/record", "session", "1", "outcome", "held", "date", "2027-01-15",
		"promise.0", "done", "who.0", "mentor", "what.0", "Lend the book", "due.0", "2027-03-01", "who.1", "both", "what.1", "Meet the team",
		"progress.1", "40", "goal.0", "1")
	c.wants(200, "Done: record session 1 of spring/tom.", "What changed in 1 file", "+held = true", "Undo record session 1 of spring/tom")
	c.has(tom, `# Tom's
[mentor]
name = "Amara Nwosu"

[mentee]
name = "Tom Okafor" # the new one

[[goals]]
title = "Lead a review"
progress = 40

[[actions]]
who = "Tom Okafor"
what = "Read the plan"
session = 1
status = "done"

[[actions]]
who = "mentor"
what = "Lend the book"
session = 1
due = 2027-03-01
goal = 1

[[actions]]
who = "both"
what = "Meet the team"
session = 1
`)
	c.has(tom, "[[sessions]]\nn = 1\nheld = true\ndate = 2027-01-15\n")
	c.same("site.toml", hana, lin)

	// The same once more changes nothing, and says so.
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/record", "session", "1", "outcome", "held", "date", "2027-01-15")
	c.wants(200, "There was nothing to change")
}

func TestACancelledSessionAndPromisesAlone(t *testing.T) {
	c := newClient(t, example)
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/record", "session", "1", "outcome", "cancelled", "cancelled", "  the mentor\r\nwas ill ")
	c.wants(200, "Done:")
	c.has(tom, "cancelled = \"the mentor was ill\"\n")
	c.get("/desk/pair/spring/tom")
	c.wants(200, "Session 1 · 14 Jan 2027 · cancelled")
	c.post("/desk/pair/spring/tom/record", "session", "2", "outcome", "none", "what.0", "Call", "who.0", "mentee")
	c.has(tom, "who = \"mentee\"\nwhat = \"Call\"\nsession = 2\n")
	if strings.Contains(c.file(tom), "held") {
		t.Errorf("it was not held:\n%s", c.file(tom))
	}
}

// What is wrong is said, nothing is written, and what was typed stays in the form.
func TestWhatCannotBeRecordedIsSaid(t *testing.T) {
	for _, test := range []struct {
		name  string
		pairs []string
		want  string
	}{
		{"no such session", []string{"session", "9", "outcome", "held"}, "spring/tom has no session 9"},
		{"no number", []string{"session", "x", "outcome", "held"}, `"x" is no whole number`},
		{"no session", []string{"outcome", "held"}, "the number of the session is missing"},
		{"no reason", []string{"session", "1", "outcome", "cancelled"}, "say why the session was cancelled"},
		{"no outcome", []string{"session", "1", "outcome", "<b>"}, `a session cannot be "<b>"`},
		{"no day", []string{"session", "1", "outcome", "held", "date", "03/02/2027"}, `"03/02/2027" is no day`},
		{"a stranger", []string{"session", "1", "outcome", "none", "who.0", "Eve", "what.0", "x"}, `nobody in spring/tom is called "Eve"`},
		{"no goal", []string{"session", "1", "outcome", "none", "who.0", "mentor", "what.0", "x", "goal.0", "7"}, "spring/tom has no goal 7"},
		{"too far", []string{"session", "1", "outcome", "none", "progress.1", "400"}, "outside 0 to 100 per cent"},
		{"a day alone", []string{"session", "1", "outcome", "none", "due.0", "2027-03-01"}, "a promise with a day says nothing"},
		{"no state", []string{"session", "1", "outcome", "none", "promise.0", "eaten"}, `a promise cannot be "eaten"`},
		{"invisible", []string{"session", "1", "outcome", "none", "who.0", "mentor", "what.0", "x\u202ey"}, "U+202E"},
		{"far too long", []string{"session", "1", "outcome", "none", "who.0", "mentor", "what.0", strings.Repeat("long ", 2000)}, "Nothing was written"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := newClient(t, example)
			c.get("/desk/pair/spring/tom")
			c.post("/desk/pair/spring/tom/record", append(test.pairs, "due.2", "", "what.2", "typed & kept", "who.2", "mentor")...)
			c.wants(422, test.want, "Nothing was written", `value="typed & kept"`)
			c.same(tom)
			if c.get("/desk/history"); !strings.Contains(c.body, "Nothing was changed yet.") {
				t.Errorf("there is a history: %s", c.said())
			}
		})
	}
}

// Text is text, whatever it holds.
func TestHostileTextStaysText(t *testing.T) {
	c := newClient(t, example)
	c.get("/desk/pair/spring/tom")
	evil := `"><script>alert(1)</script>'''` + "\\u0041 {mentor} {{.}} ]] = #"
	c.post("/desk/pair/spring/tom/record", "session", "1", "outcome", "none", "who.0", "mentor", "what.0", evil)
	c.wants(200, "Done:")
	c.get("/desk/pair/spring/tom")
	c.wants(200, evil)
	if strings.Contains(c.body, "<script>alert") {
		t.Error("a promise became a script")
	}
}

func TestTheChangeIsShownFirst(t *testing.T) {
	c := newClient(t, example)
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/record", "do", "show", "session", "1", "outcome", "held")
	c.wants(200, "This is what would change. Nothing was written yet.", "+held = true")
	c.same(tom)
	c.post("/desk/pair/spring/tom/record", "session", "1", "outcome", "held")
	c.has(tom, "held = true")
}

// Two tabs, or an editor beside the desk: nothing is overwritten, and nothing typed is lost.
func TestAStaleFormIsRefused(t *testing.T) {
	c := newClient(t, example)
	c.get("/desk/pair/spring/tom")
	write(t, c.dir, tom, strings.Replace(example[tom], "Lead a review", "Lead two reviews", 1))
	c.desk.current().Changed([]string{tom})
	c.post("/desk/pair/spring/tom/record", "session", "1", "outcome", "held", "what.0", "typed", "who.0", "mentor")
	c.wants(409, "has changed meanwhile", "-title = \"Lead a review\"", "+title = \"Lead two reviews\"", `value="typed"`)
	if strings.Contains(c.file(tom), "held") {
		t.Fatal("it was written all the same")
	}
	c.post("/desk/pair/spring/tom/record", "session", "1", "outcome", "held", "what.0", "typed", "who.0", "mentor")
	c.wants(200, "Done:")
	c.has(tom, "Lead two reviews")
	c.has(tom, "what = \"typed\"")
}

func TestASessionIsMoved(t *testing.T) {
	c := newClient(t, example)
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/move", "session", "2", "date", "2027-02-11", "time", "15:00", "place", "The depot")
	c.wants(200, "Done: move session 2 of spring/tom.")
	c.has(tom, "n = 2\ndate = 2027-02-11\ntime = 15:00:00\nplace = \"The depot\"\n")
	c.has(tom, "[schedule]\nrevision = 1\n")
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/move", "session", "2", "date", "2026-02-11", "time", "noon")
	c.wants(422, `"noon" is no time`)
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/move", "session", "2", "date", "2027-01-10")
	c.wants(422, "session 2")
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/move", "session", "2", "link", "meet.example.org/two")
	c.wants(422, `"meet.example.org/two" is no web address`)
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/move", "session", "2", "link", "https://meet.example.org/two")
	c.has(tom, "link = \"https://meet.example.org/two\"\n")
}

func TestManyAreRecordedAtOnce(t *testing.T) {
	c := newClient(t, example)
	c.get("/desk/many/spring")
	c.wants(200, "Session 1 of all pairs", "Amara Nwosu & Tom Okafor", "Not in this list", "Lin Wei & Ada Berg")
	seen := func(id string) string {
		_, rest, _ := strings.Cut(c.body, `name="seen.`+id+`" value="`)
		digest, _, _ := strings.Cut(rest, `"`)
		return digest
	}
	pairs := []string{"session", "1", "seen.tom", seen("tom"), "seen.hana", seen("hana"), "held.tom", "yes", "date.tom", "2027-01-15", "reason.hana", "holidays"}
	c.post("/desk/many/spring", pairs...)
	c.wants(200, "Done: record session 1 of spring.", "What changed in 2 files")
	c.has(tom, "n = 1\nheld = true\ndate = 2027-01-15\n")
	c.has(hana, "cancelled = \"holidays\"")

	// One undo takes the whole of it back.
	c.undo()
	c.wants(200, "Taken back: record session 1 of spring")
	c.same(tom, hana)

	// Only a pair that the grid changes has to be as the page had it.
	c.get("/desk/many/spring?session=2")
	pairs = []string{"session", "2", "seen.tom", seen("tom"), "seen.hana", seen("hana"), "held.tom", "yes"}
	write(t, c.dir, hana, example[hana]+"# by an editor\n")
	c.post("/desk/many/spring", pairs...)
	c.wants(200, "Done:")
	c.get("/desk/many/spring?session=2")
	pairs = []string{"session", "2", "seen.tom", seen("tom"), "seen.hana", seen("hana"), "held.hana", "yes", "date.hana", "2027-02-05"}
	write(t, c.dir, hana, example[hana]+"# again\n")
	c.post("/desk/many/spring", pairs...)
	c.wants(409, "hana.toml has changed meanwhile", "+# again", `value="2027-02-05"`)
	c.has(hana, "# again")

	// A mistake in one row, and none is written.
	c.get("/desk/many/spring?session=3")
	c.post("/desk/many/spring", "session", "3", "seen.tom", seen("tom"), "seen.hana", seen("hana"), "held.tom", "yes", "held.hana", "yes", "date.hana", "soon")
	c.wants(422, `"soon" is no day`)
	if strings.Contains(c.file(tom), "n = 3") {
		t.Error("half of it was written")
	}
	c.get("/desk/many/nobody")
	c.wants(404, "There is no such page")
}

// undo presses the button at the top of the page.
func (c *client) undo() {
	c.Helper()
	_, rest, found := strings.Cut(c.body, `name="id" value="`)
	if !found {
		c.Fatal("there is nothing to undo")
	}
	id, _, _ := strings.Cut(rest, `"`)
	c.post("/desk/undo", "id", id)
}

func TestUndoTakesBackWhatItSays(t *testing.T) {
	c := newClient(t, example)
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/record", "session", "1", "outcome", "held")
	c.wants(200, "Undo record session 1 of spring/tom")
	page := c.body
	c.get("/desk/pair/spring/hana")
	c.post("/desk/pair/spring/hana/record", "session", "1", "outcome", "held")
	c.body = page // an older tab, whose button names another change
	c.undo()
	c.wants(422, "There was another change since this page was made")
	c.has(hana, "held")
	c.get("/desk/history")
	c.wants(200, "09:30:00 record session 1 of spring/hana", "record session 1 of spring/tom")
	c.undo()
	c.wants(200, "Taken back: record session 1 of spring/hana")
	c.same(hana)

	// A file that was edited since is left alone.
	write(t, c.dir, tom, c.file(tom)+"# by hand\n")
	c.undo()
	c.wants(422, "this file was edited since, so nothing was taken back", "+# by hand")
	c.has(tom, "# by hand")
}

package workbook

import (
	"fmt"
	"strings"
	"testing"
)

func TestAKeyIsThatOfTheTextAsItIsRead(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"What went well?", "  What  went\nwell? ", true},
		{"Prática", "Pra\u0301tica", true},
		{"What went well?", "What went well", false},
		{"What went well?", "what went well?", false},
	} {
		if a, b := Key(c.a), Key(c.b); (a == b) != c.same {
			t.Errorf("Key(%q) is %s, Key(%q) is %s", c.a, a, c.b, b)
		}
	}
	// Texts that people have typed are kept under it: it must never change.
	if got := Key("What went well?"); got != "x6dxl" {
		t.Errorf("the key has become %s", got)
	}
}

// What sheets are about and go on from, for a session that is moved by one before it.
func TestSheetsSayWhatTheyAreAbout(t *testing.T) {
	const pair = "[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = \"Tom Okafor\"\n[[goals]]\ntitle = \"Speak up\"\n"
	about := func(sessions ...string) map[string]string {
		text := pair
		for _, title := range sessions {
			text += fmt.Sprintf("[[sessions]]\ntitle = %q\n", title)
		}
		s := load(t, "content/cohorts/spring/tom.toml", text)
		of := map[string]string{}
		for _, sheet := range Plan(s, s.Cohorts[0].Relationships[0]).Sheets {
			of[sheet.Frame().ID] = sheet.Frame().About
		}
		return of
	}
	before, after := about("Listening", "Saying no"), about("Listening", "Asking", "Saying no")
	for _, c := range []struct {
		id, then string
		same     bool
	}{
		{"session-1", "session-1", true}, {"check-in-1", "session-1", true},
		{"session-2", "session-2", false}, {"session-2", "session-3", true}, {"check-in-2", "check-in-3", true},
		{"goal-1", "goal-1", true}, {"goal-1", "goal-2", false}, {"pre-work-mentee-1", "pre-work-mentor-1", false},
		{"roadmap", "roadmap-notes", true},
	} {
		if (before[c.id] == after[c.then]) != c.same {
			t.Errorf("%s was about %q, %s is about %q", c.id, before[c.id], c.then, after[c.then])
		}
	}
	for id := range before {
		if strings.HasPrefix(id, "notes") {
			t.Errorf("%s is named after its number", id)
		}
	}
}

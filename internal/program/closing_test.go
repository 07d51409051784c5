package program

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestACancelledSessionShiftsNoOther(t *testing.T) {
	const schedule = "schedule = {first = 2027-01-14, every = \"week\", sessions = 3}\n"
	rel := resolved(t, pair+schedule+`sessions = [{held = true}, {cancelled = "ill", date = 2027-01-22}]`)
	want := resolved(t, pair+schedule+`sessions = [{held = true}, {date = 2027-01-22}]`)
	want.Sessions[1].Cancelled = "ill"
	if diff := cmp.Diff(want, rel); diff != "" {
		t.Error(diff)
	}
	if rel.Held() != 1 || rel.Cancelled() != 1 || rel.Next().Number != 3 {
		t.Errorf("%d held, %d cancelled, next is %d; want 1, 1 and 3", rel.Held(), rel.Cancelled(), rel.Next().Number)
	}
}

func TestThosePresentHaveTheNamesOfTheirTables(t *testing.T) {
	rel := resolved(t, group+`sessions = [{title = "a", present = ["LIN  wei", "Amara Nwosu", "Lin Wei"]}]`)
	if diff := cmp.Diff([]string{"Lin Wei", "Amara Nwosu"}, rel.Sessions[0].Present); diff != "" {
		t.Error(diff)
	}
}

func TestHowARelationshipEnded(t *testing.T) {
	const day = "closing.date = 2027-06-30\n"
	for text, want := range map[string]Closing{
		"":                  {},
		`status = "paused"`: {},
		`status = "closed"`: {Outcome: EndedEarly},
		`status = "closed"` + "\n" + day + `sessions = [{held = true}, {title = "b"}]`: {Date: on("2027-06-30"), Outcome: EndedEarly},
		`status = "closed"` + "\n" + day + `schedule.sessions = 2
		sessions = [{held = true}, {cancelled = "ill"}]`: {Date: on("2027-06-30"), Outcome: Completed},
		`status = "closed"` + "\n" + `schedule.sessions = 1
		sessions = [{held = true}]`: {Outcome: Completed},
		`status = "closed"` + "\n" + `closing = {outcome = "changed", reason = "x"}` + "\nsessions = [{held = true}]": {Outcome: Changed, Reason: "x"},
	} {
		rel := resolved(t, pair+text)
		if diff := cmp.Diff(want, rel.Closing); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
		if rel.Status == Closed && rel.Next() != nil {
			t.Errorf("%s: a session is next", text)
		}
	}
}

func TestSessionsThatDoNotTakePlace(t *testing.T) {
	const sessions = `
		schedule = {first = 2027-01-14, every = "week", sessions = 4}
		sessions = [{held = true}, {cancelled = "ill"}, {}, {}]
		`
	for text, want := range map[string]string{
		"":                  "2",
		`status = "paused"`: "2",
		`status = "closed"`: "2 3 4",
		"status = \"closed\"\nclosing.date = 2027-01-28": "2 4",
		"status = \"closed\"\nclosing.date = 2027-01-01": "2 3 4",
	} {
		var dropped []string
		rel := resolved(t, pair+sessions+text)
		for _, s := range rel.Sessions {
			if rel.Dropped(s) {
				dropped = append(dropped, fmt.Sprint(s.Number))
			}
		}
		if got := strings.Join(dropped, " "); got != want {
			t.Errorf("%s: sessions %s do not take place, want %s", text, got, want)
		}
	}
}

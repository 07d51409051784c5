package program

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRelationshipAnswers(t *testing.T) {
	rel := resolved(t, group+`
sessions = [{title = "a", held = true}, {title = "b"}, {title = "c", held = true}, {title = "d"}]
actions = [
	{who = "mentor", what = "one", session = 1},
	{who = "mentee", what = "two", session = 1, status = "done"},
	{who = "both", what = "three", session = 2},
	{who = "Lin Wei", what = "four"},
	{who = "mentor", what = "five", session = 1, status = "dropped"},
]`)
	if got := rel.Key() + " " + rel.Dir(); got != "Spring 2027/tom spring-2027/tom" {
		t.Errorf("key and folder: %s", got)
	}
	owners := make([]string, len(rel.Actions))
	for i, a := range rel.Actions {
		owners[i] = names(rel.Owners(a))
	}
	want := []string{
		"Amara Nwosu", "Tom Okafor, Lin Wei, Sofia Reis",
		"Amara Nwosu, Tom Okafor, Lin Wei, Sofia Reis", "Lin Wei", "Amara Nwosu",
	}
	if diff := cmp.Diff(want, owners); diff != "" {
		t.Error(diff)
	}
	if rel.Owners(Action{Who: "Nobody"}) != nil {
		t.Error("nobody owns an action")
	}
	for n, want := range map[int]string{1: "four", 2: "one four", 3: "one three four"} {
		var open []string
		for _, a := range rel.OpenBefore(n) {
			open = append(open, a.What)
		}
		if got := strings.Join(open, " "); got != want {
			t.Errorf("open before session %d: %s, want %s", n, got, want)
		}
	}
	if rel.Held() != 2 || rel.Next().Number != 2 {
		t.Errorf("%d held, next is %d", rel.Held(), rel.Next().Number)
	}
	if resolved(t, pair+`schedule.sessions = 1
sessions = [{held = true}]`).Next() != nil {
		t.Error("a session is next when all were held")
	}
}

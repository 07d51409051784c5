package diag

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSortOrdersByPlaceAndRemovesDoubles(t *testing.T) {
	at := func(file string, line, column int) Position {
		return Position{File: file, Line: line, Column: column}
	}
	a := Problem{Position: at("a.toml", 2, 9), Text: "one"}
	b := Problem{Position: at("a.toml", 10, 1), Text: "two"}
	c := Problem{Position: at("a.toml", 10, 1), Text: "two", Severity: Warning}
	d := Problem{Position: at("a.toml", 10, 2), Text: "a"}
	e := Problem{Position: at("b.toml", 0, 0), Text: "z"}
	f := Problem{Position: at("b.toml", 1, 1), Text: "a"}
	given := []Problem{f, b, e, a, d, c, b, a}
	before := append([]Problem(nil), given...)
	if diff := cmp.Diff([]Problem{a, b, c, d, e, f}, Sort(given)); diff != "" {
		t.Errorf("Sort (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(before, given); diff != "" {
		t.Errorf("Sort changed its argument:\n%s", diff)
	}
}

func TestSortKeepsTheSameTextWithAnotherHint(t *testing.T) {
	given := []Problem{{Text: "x", Hint: "b"}, {Text: "x", Hint: "a"}}
	want := []Problem{{Text: "x", Hint: "a"}, {Text: "x", Hint: "b"}}
	if diff := cmp.Diff(want, Sort(given)); diff != "" {
		t.Errorf("Sort (-want +got):\n%s", diff)
	}
}

func TestCount(t *testing.T) {
	errors, warnings := Count([]Problem{{}, {Severity: Warning}, {}})
	if errors != 2 || warnings != 1 {
		t.Errorf("Count = %d, %d; want 2, 1", errors, warnings)
	}
}

func TestSeverityNames(t *testing.T) {
	if Error.String() != "error" || Warning.String() != "warning" {
		t.Errorf("names = %q, %q", Error, Warning)
	}
}

func TestComplaintIsAnErrorWithItsText(t *testing.T) {
	var complaint Complaint
	var err error = Complaint{"no such day", "write 2027-01-14"}
	if err.Error() != "no such day" || !errors.As(err, &complaint) || complaint.Hint == "" {
		t.Errorf("complaint = %v, %+v", err, complaint)
	}
}

func TestNearest(t *testing.T) {
	keys := []string{"title", "frequency", "mentor", "mentors", "mentee", "middle_ground", "due", "note", "n"}
	for word, want := range map[string]string{
		"frequancy":      "frequency",
		"Title":          "title",
		"TITLE":          "title",
		"titel":          "title",
		"titles":         "title",
		"mentor":         "mentors", // itself is no answer
		"mentr":          "mentor",
		"mente":          "mentee", // of mentee and mentor
		"middleground":   "middle_ground",
		"midleground":    "middle_ground",
		"middle-grounds": "middle_ground",
		"du":             "due",
		"dew":            "", // two of three letters
		"m":              "", // any letter would do
		"salary":         "",
		"":               "",
	} {
		if got := Nearest(word, keys); got != want {
			t.Errorf("Nearest(%q) = %q; want %q", word, got, want)
		}
	}
}

func TestNearestDoesNotDependOnTheOrder(t *testing.T) {
	if a, b := Nearest("cot", []string{"cut", "cat"}), Nearest("cot", []string{"cat", "cut"}); a != "cat" || b != "cat" {
		t.Errorf("Nearest = %q, %q; want cat twice", a, b)
	}
}

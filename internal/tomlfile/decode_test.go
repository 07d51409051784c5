package tomlfile

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/diag"
	"pairbook/internal/source"
)

func TestMisfitsAreExplained(t *testing.T) {
	golden(t, "testdata/misfits.txtar", func(src diag.Source) string {
		file, problems := Parse(src)
		if file == nil {
			return prose(problems)
		}
		var into sample
		return prose(file.Decode(&into))
	})
}

func parse(t *testing.T, text string) *File {
	t.Helper()
	file, problems := Parse(diag.Source{Name: "a.toml", Text: text})
	if file == nil {
		t.Fatal(prose(problems))
	}
	return file
}

// whole uses every kind of field.
const whole = `
title = "A & B"
language = "en"
status = "active"
held = true
ratio = 3
depth = 4
numbers = [1, -2]
free = [1, "x"]
small = -128
[mentor]
name = "Amara"
hopes = ["one", "two"]
[[mentors]]
name = "Ada"
[[mentors]]
name = "Ben"
[schedule]
first = 2027-01-14
sessions = 6
[[schedule.breaks]]
from = 2027-07-26
to = 2027-08-13
[[schedule.breaks]]
from = 2027-12-24
[[goals]]
title = "x"
marks = [2027-01-14, 2027-02-14]
[options]
"any key" = 1
nested.a = true
[strings]
a = "b"
[mentee]
name = "Tom"
`

func wholeSample() sample {
	depth, to := 4, day{"2027-08-13"}
	want := sample{
		Title: "A & B", Language: "en", Status: "active", Held: true,
		ratios:  ratios{Ratio: 3},
		Deep:    &Deep{Depth: &depth},
		Mentor:  &person{Name: "Amara", Hopes: []string{"one", "two"}},
		Mentors: []person{{Name: "Ada"}, {Name: "Ben"}},
		Mentee:  person{Name: "Tom"},
		Goals:   []goal{{Title: "x", Marks: []day{{"2027-01-14"}, {"2027-02-14"}}}},
		Options: map[string]any{"any key": int64(1), "nested": map[string]any{"a": true}},
		Strings: map[string]string{"a": "b"},
		Numbers: []int{1, -2},
		Free:    []any{int64(1), "x"},
		Small:   -128,
	}
	want.Schedule.First, want.Schedule.Sessions = day{"2027-01-14"}, 6
	want.Schedule.Breaks = make([]struct {
		Name string `toml:"name"`
		From day    `toml:"from,required"`
		To   *day   `toml:"to"`
	}, 2)
	want.Schedule.Breaks[0].From, want.Schedule.Breaks[0].To = day{"2027-07-26"}, &to
	want.Schedule.Breaks[1].From = day{"2027-12-24"}
	return want
}

var all = cmp.Exporter(func(reflect.Type) bool { return true })

func TestDecodeFillsEveryKindOfField(t *testing.T) {
	var got sample
	if problems := parse(t, whole).Decode(&got); problems != nil {
		t.Error(prose(problems))
	}
	if diff := cmp.Diff(wholeSample(), got, all); diff != "" {
		t.Errorf("Decode (-want +got):\n%s", diff)
	}
}

func TestDecodeTreeFillsTheSame(t *testing.T) {
	var got sample
	DecodeTree(parse(t, whole).Tree, &got)
	if diff := cmp.Diff(wholeSample(), got, all); diff != "" {
		t.Errorf("DecodeTree (-want +got):\n%s", diff)
	}
}

func TestDecodeTreeLeavesOutWhatDoesNotFit(t *testing.T) {
	var got sample
	DecodeTree(map[string]any{
		"title":    3,
		"status":   "active",
		"unknown":  "x",
		"mentor":   "Amara",
		"mentors":  []any{map[string]any{"name": "Ada", "email": 3}},
		"mentee":   map[string]any{"name": nil},
		"numbers":  "1",
		"schedule": map[string]any{"first": "2027-01-14", "sessions": int64(4)},
		"strings":  map[string]any{"a": int64(1), "b": "c"},
		"goals":    []any{"x", map[string]any{"title": "y"}},
		"free":     nil,
	}, &got)
	want := sample{Status: "active", Mentors: []person{{Name: "Ada"}}, Strings: map[string]string{"b": "c"}, Goals: []goal{{}, {Title: "y"}}}
	want.Schedule.Sessions = 4
	if diff := cmp.Diff(want, got, all); diff != "" {
		t.Errorf("DecodeTree (-want +got):\n%s", diff)
	}
}

func TestDecodeFillsWhatIsSound(t *testing.T) {
	var got sample
	problems := parse(t, "title = 3\nstatus = \"a\\u200bb\"\nheld = true\n[mentor]\nname = \"Amara\"\nemail = 1\n[schedule]\nfirst = 1\nsessions = 3\n[mentee]\nname = \"\"").Decode(&got)
	if len(problems) != 5 {
		t.Error(prose(problems))
	}
	want := sample{Held: true, Mentor: &person{Name: "Amara"}}
	want.Schedule.Sessions = 3
	if diff := cmp.Diff(want, got, all); diff != "" {
		t.Errorf("Decode (-want +got):\n%s", diff)
	}
}

func TestDecodeIntoAMap(t *testing.T) {
	var got map[string]string
	problems := parse(t, "a = \"b\"\nc = 3").Decode(&got)
	want := "a.toml:2:5: text in quotes is wanted here, not a number\n    2 | c = 3\n      |     ^\n   write c = \"3\"\n"
	if prose(problems) != want || got["a"] != "b" || len(got) != 1 {
		t.Errorf("Decode = %v\n%s", got, prose(problems))
	}
}

func TestDecodeIntoAMapOfTables(t *testing.T) {
	var got map[string]person
	problems := parse(t, "[a]\nname = \"x\"\nnam = 1\n[[b]]\nname = \"y\"\n[c]").Decode(&got)
	want := `a.toml:3:1: unknown key "nam" in [a]
    3 | nam = 1
      | ^^^
   did you mean "name"?
a.toml:4:3: [[b]] has double brackets, but there is only one
    4 | [[b]]
      |   ^
   write [b]
a.toml:6:2: "name" is missing in [c]
    6 | [c]
      |  ^
   add name = "…"
`
	if prose(problems) != want || got["a"].Name != "x" {
		t.Errorf("Decode = %v\n%s", got, prose(problems))
	}
}

func TestDecodeGivesOneAnswer(t *testing.T) {
	const text = "title = \"a\"\nTitle = \"b\"\nTITLE = \"c\"\n[options]\n\"\\u200b\" = 1\n\"\\u200c\\u200d\\t\" = 2\nx = \"\\u0001\""
	var first string
	for range 50 {
		var got sample
		problems := prose(parse(t, text).Decode(&got))
		if got.Title != "a" {
			t.Fatalf("title = %q", got.Title)
		}
		if first == "" {
			first = problems
		} else if first != problems {
			t.Fatalf("two answers:\n%s\n%s", first, problems)
		}
	}
}

func TestDecodeShowsABoundedNumberOfProblems(t *testing.T) {
	lines := func(n int) string {
		var b strings.Builder
		b.WriteString("title = \"x\"\n")
		for i := range n {
			fmt.Fprintf(&b, "unknown%d = 1\n", i)
		}
		return b.String()
	}
	var into sample
	if problems := parse(t, lines(source.FileProblems)).Decode(&into); len(problems) != source.FileProblems {
		t.Errorf("%d problems at the limit", len(problems))
	}
	problems := parse(t, lines(source.FileProblems+1)).Decode(&into)
	want := "a.toml: this file has too many problems to show: these are 500 of them\n   mend these, then look again"
	if len(problems) != source.FileProblems+1 || problems[0].String() != want {
		t.Errorf("%d problems above the limit, the first: %s", len(problems), problems[0])
	}
}

func TestDecodePanicsForMistakesOfTheProgram(t *testing.T) {
	file := parse(t, "a = 2027-01-14")
	for name, into := range map[string]any{
		"no pointer":  sample{},
		"nil pointer": (*sample)(nil),
		"nil":         nil,
		"channel": &struct {
			A chan int `toml:"a"`
		}{},
		"time": &struct {
			A time.Time `toml:"a"`
		}{},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			file.Decode(into)
		})
	}
}

package roster

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/program"
)

func slips(t *testing.T, name, data string, o Options) *Records {
	t.Helper()
	all, err := ReadRecords(fstest.MapFS{name: {Data: []byte(data)}}, name, o)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// what are facts without their places.
func what(all *Records) []Fact {
	var facts []Fact
	for _, f := range all.Facts {
		f.At, f.Where = diag.Position{}, nil
		facts = append(facts, f)
	}
	return facts
}

var (
	february = program.Date{Year: 2027, Month: 2, Day: 4}
	march    = program.Date{Year: 2027, Month: 3, Day: 1}
)

// A spreadsheet keeps days and per cents as numbers.
func TestAWorkbookSaysWhatHappened(t *testing.T) {
	rows := inline("Relationship", "Session", "Held", "Date", "Goal", "Progress") +
		`<row><c t="inlineStr"><is><t>tom</t></is></c><c><v>2</v></c><c t="b"><v>1</v></c><c><v>46422</v></c><c><v>1</v></c><c><v>0.6</v></c></row>`
	all := slips(t, "slips.xlsx", packed(t, workbook(rows)), Options{Cohort: "spring"})
	want := []Fact{{Name: "spring/tom", Record: edit.Record{Session: 2, Held: true, Date: february, Progress: []edit.Progress{{Goal: 1, Percent: 60}}}}}
	if diff := cmp.Diff(want, what(all), cmpopts.EquateEmpty()); diff != "" || len(all.Problems) > 0 {
		t.Errorf("%v %s", all.Problems, diff)
	}
	at := all.Facts[0].Place("session")
	if at != (diag.Position{File: "slips.xlsx", Line: 2, Column: 2}) || all.Facts[0].Place("who") != (diag.Position{File: "slips.xlsx", Line: 2}) {
		t.Errorf("places: %v, %v", at, all.Facts[0].Place("who"))
	}
}

// Mail programs quote, indent and wrap; keywords have any case.
func TestPastedLines(t *testing.T) {
	promise := edit.Promise{Who: "mentor", What: "introduce Tom to the planning team; and show him round", Due: march}
	for text, want := range map[string][]Fact{
		"pairbook: spring/tom; session 2; held 2027-02-04\n":                    {{Name: "spring/tom", Record: edit.Record{Session: 2, Held: true, Date: february}}},
		"> > PAIRBOOK : spring/tom;session 2 ;\r\n> > held 4 February 2027\r\n": {{Name: "spring/tom", Record: edit.Record{Session: 2, Held: true, Date: february}}},
		"  pairbook: spring/tom;\n\theld\n  Yours, Tom":                         {{Name: "spring/tom", Record: edit.Record{Held: true}}},
		"pairbook: spring/tom; session 2; canceled too busy":                    {{Name: "spring/tom", Record: edit.Record{Session: 2, Cancelled: "too busy"}}},
		"pairbook: spring/tom; session 2\nPromise: mentor; introduce Tom to the planning team; and show him\nround; 2027-03-01\n\nnot this": {
			{Name: "spring/tom", Record: edit.Record{Session: 2}},
			{Name: "spring/tom", Record: edit.Record{Session: 2, Promises: []edit.Promise{promise}}},
		},
	} {
		all := ReadPasted(diag.Source{Name: "pasted", Text: text})
		if diff := cmp.Diff(want, what(all), cmpopts.EquateEmpty()); diff != "" || len(all.Problems) > 0 {
			t.Errorf("%q: %v %s", text, all.Problems, diff)
		}
	}
}

// Whatever is pasted is read without harm, and no line is lost: each is taken or counted.
func FuzzPasted(f *testing.F) {
	f.Add("> pairbook: spring/tom; session 2; held 2027-02-04\n> promise: mentor; a; b; 2027-03-01\n  more\n\nBye")
	f.Add("promise:\npairbook:\n;;;\n>>>pairbook: /; session -1; held\x00")
	f.Fuzz(func(t *testing.T, text string) {
		all := ReadPasted(diag.Source{Name: "pasted", Text: text})
		if lines := strings.Count(text, "\n") + 1; all.Passed > lines || len(all.Facts) > lines {
			t.Errorf("%d lines, %d passed over, %d facts", lines, all.Passed, len(all.Facts))
		}
		for _, p := range all.Problems {
			_ = fmt.Sprint(p)
		}
	})
}

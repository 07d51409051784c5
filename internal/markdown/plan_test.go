package markdown

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/diag"
)

func TestThePlanOfAnHourIsAListOfMinutes(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []Slot
	}{
		{"usual", "# A\n\n1. **15 minutes: begin.** Arrive.\n2. **5 minutes: [the map](map.md).**\n", []Slot{{15, "begin"}, {5, "the map"}}},
		{"other languages", "1. **10 minutos: o acordo.** Percorram.\n2. **10分：話す。** また\n", []Slot{{10, "o acordo"}, {10, "話す"}}},
		{"no-break spaces", "1. **10\u00a0minutes\u00a0: l’accord.** Parcourez.\n2. **5 minutes\u202f: le point**\n", []Slot{{10, "l’accord"}, {5, "le point"}}},
		{"the first of two", "1. One.\n2. Two.\n\ntext\n\n1. **5 min.: look**\n\ntext\n\n1. **9 minutes: no**\n", []Slot{{5, "look"}}},
		{"not all items", "1. **5 minutes: look**\n2. Then talk.\n", nil},
		{"no numbers", "- **5 minutes: look**\n", nil},
		{"slanted", "1. *5 minutes: look*\n", nil},
		{"no time", "1. **0 minutes: look**\n", nil},
		{"too long", "1. **241 minutes: look**\n", nil},
		{"an empty item", "1.\n2. **5 minutes: look**\n", nil},
		{"too many", "1. **1 m: a**\n1. **1 m: a**\n1. **1 m: a**\n1. **1 m: a**\n1. **1 m: a**\n1. **1 m: a**\n1. **1 m: a**\n1. **1 m: a**\n1. **1 m: a**\n", nil},
	} {
		d, _ := Parse(diag.Source{Name: "content/topics/a.md", Text: test.text})
		if diff := cmp.Diff(test.want, d.Plan); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

package pairbook_test

import (
	"slices"
	"strings"
	"testing"

	"pairbook"
	"pairbook/internal/program"
	"pairbook/internal/site"
)

// The built-in formats are sound, and the default has the default parts.
func TestTheBuiltInFormats(t *testing.T) {
	formats, chosen, problems, err := site.ListFormats(pairbook.Builtin(), pairbook.Builtin())
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	var names []string
	for _, f := range formats {
		names = append(names, f.Name)
		if f.Title() == "" || f.Description() == "" {
			t.Errorf("%s lacks a title or a description", f.Name)
		}
		if f.Name == program.DefaultFormat && !slices.Equal(f.Parts(), program.DefaultParts) {
			t.Errorf("%s has the parts %q, not those of the default", f.Name, f.Parts())
		}
	}
	if got := strings.Join(names, " "); got != "buddy circle micro one-to-one peer reverse team" || chosen != "one-to-one" {
		t.Errorf("the formats are %s; %s counts", got, chosen)
	}
}

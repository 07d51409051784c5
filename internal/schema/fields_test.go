package schema

import (
	"fmt"
	"strings"
	"testing"

	"pairbook/internal/program"
)

// A form asks for every key whose value is no table, in the way of its type.
func TestFieldsOfAForm(t *testing.T) {
	show := func(fields []Field) string {
		var list []string
		for _, f := range fields {
			text := fmt.Sprintf("%s:%s", f.Key, f.Kind)
			if f.Required {
				text += "!"
			}
			if f.Most > 0 {
				text += fmt.Sprintf("(%d-%d)", f.Least, f.Most)
			}
			if f.Choices != nil {
				text += fmt.Sprint(f.Choices)
			}
			list = append(list, text)
		}
		return strings.Join(list, " ")
	}
	goal := show(Fields(program.Goal{}, "en"))
	if want := "title:text! owner:text specific:text measurable:text achievable:text relevant:text due:date steps:list support:text progress:number(0-100)"; goal != want {
		t.Errorf("%s\nwant %s", goal, want)
	}
	person := show(Fields(program.Person{}, "en"))
	for _, want := range []string{"name:text! ", " email:email ", " hopes:list"} {
		if !strings.Contains(person, want) {
			t.Errorf("%s lacks %s", person, want)
		}
	}
	if schedule := show(Fields(program.Schedule{}, "en")); !strings.Contains(schedule, "first:date") || !strings.Contains(schedule, "time:time") || strings.Contains(schedule, "breaks") {
		t.Errorf("%s", schedule)
	}
	if top := show(Fields(program.Program{}, "en")); !strings.Contains(top, "paper:choice[any A4 Letter]") || strings.Contains(top, "contact") {
		t.Errorf("%s", top)
	}
	if other := show(Fields(program.Other{}, "en")); !strings.Contains(other, "access:checkbox") {
		t.Errorf("%s", other)
	}
	due := Fields(program.Goal{}, "en")[6]
	if due.Label != "Due" || due.Hint != "The day by which it is to be reached." {
		t.Errorf("%+v", due)
	}
	if own := Fields(program.Goal{}, "pt-BR")[6]; own.Label != "Prazo" {
		t.Errorf("%+v", own)
	}
}

// What is said in other languages is said of keys that there are.
func TestTranslatedLabelsAreOfKnownKeys(t *testing.T) {
	for lang, owners := range translated() {
		for owner, keys := range owners {
			for key, said := range keys {
				if descriptions()[owner][key] == nil || len(said) != 2 {
					t.Errorf("%s: %s.%s: %q", lang, owner, key, said)
				}
			}
		}
	}
}

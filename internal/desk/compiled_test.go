package desk

import (
	"bytes"
	"fmt"
	"html/template"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/render"
	"pairbook/internal/workbook"
)

// Every built-in template is drawn from random, hostile data: compiled and by
// html/template, which must write the same and find the same mistakes.
func TestCompiledTemplatesDrawTheSame(t *testing.T) {
	compiled := renderer(t, load(t, tom, pair))
	plain := compiled.Uncompiled()
	random := rand.New(rand.NewPCG(1, 2))
	drawn, sound := map[string]int{}, map[string]int{}
	times := 150
	if testing.Short() {
		times = 24
	}
	for range times {
		for _, data := range drawable() {
			fill(random, reflect.ValueOf(data).Elem(), 0)
			name, want, wrong := drawAny(plain, data)
			_, got, alsoWrong := drawAny(compiled, data)
			if wrong != alsoWrong || wrong == "" && !bytes.Equal(want, got) {
				t.Errorf("%s is drawn as\n%s%.300s\nnot\n%s%.300s", name, alsoWrong, fromDifference(got, want), wrong, fromDifference(want, got))
			}
			if drawn[name]++; wrong == "" {
				sound[name]++
			}
		}
	}
	for name, n := range drawn {
		if sound[name] < n/6 { // a leaf has every kind of sheet
			t.Errorf("only %d of %d drawings of %s came to their end", sound[name], n, name)
		}
	}
	if left := compiled.Left(); len(left) > 0 {
		t.Errorf("left to html/template are %q", left)
	}
	files, err := os.ReadDir("../../templates/sheets")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if name := "sheets/" + strings.TrimSuffix(f.Name(), ".html"); drawn[name] == 0 {
			t.Errorf("%s is not among the templates drawn", name)
		}
	}
}

// drawable has zero data for the templates that are drawn for themselves.
func drawable() []any {
	return []any{
		&workbook.Cover{}, &workbook.Back{}, &workbook.Letter{}, &workbook.Outside{}, &workbook.Keepsake{}, &workbook.PreWork{}, &workbook.Agreement{}, &workbook.Terms{}, &workbook.Expectations{}, &workbook.Goal{}, &workbook.Roadmap{}, &workbook.Session{}, &workbook.SessionSide{},
		&workbook.CheckIn{}, &workbook.FollowThrough{}, &workbook.Midpoint{}, &workbook.Closing{}, &workbook.Notes{}, &workbook.More{}, &workbook.Questions{}, &workbook.Handout{}, &workbook.Programme{},
		&workbook.Form{}, &workbook.Who{}, &workbook.Certificate{},
		&render.Layout{}, &indexPage{}, &cohortPage{}, &packPage{}, &relationshipRow{}, &Meeting{}, &leaf{},
		&reportPage{}, &Task{}, &Line{}, &reprintPage{},
	}
}

// drawAny draws the template for some data on a page.
func drawAny(r *render.Renderer, data any) (name string, page []byte, wrong string) {
	if sheet, ok := data.(workbook.Sheet); ok {
		page, problems := r.Page(&workbook.Page{Path: "a/b.html", Language: "en-GB", Label: workbook.Label{Key: "notes"}, Sheets: []workbook.Sheet{sheet}})
		return "sheets/" + sheet.Template(), page, strings.Trim(fmt.Sprint(problems), "[]")
	}
	a := render.Assembly{Path: "a.html", Language: "en-GB", Template: "desk/pack-line", Data: &packLine{}}
	switch data := data.(type) {
	case *render.Layout:
		name, a.Layout = "page", *data
	case *indexPage:
		a.Template = "desk/index"
	case *cohortPage:
		a.Template = "desk/cohort"
	case *reportPage:
		a.Template = "desk/report"
	case *Task:
		a.Template = "desk/task"
	case *Line:
		a.Template = "desk/line"
	case *packPage:
		a.Template = "desk/pack"
	case *relationshipRow:
		a.Template = "desk/relationship"
	case *Meeting:
		a.Template = "desk/meeting"
	case *leaf:
		a.Template = "desk/leaf"
	case *reprintPage:
		a.Template = "desk/reprint"
	}
	if name == "" {
		name, a.Data = a.Template, data
	}
	problems, err := r.Assemble(a, func(drawn []byte) error { page = bytes.Clone(drawn); return nil })
	if err != nil {
		problems = append(problems, diag.Problem{Text: err.Error()})
	}
	return name, page, strings.Trim(fmt.Sprint(problems), "[]")
}

func fromDifference(a, b []byte) []byte {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return a[max(0, i-60):]
}

var hostile = []string{
	"", "a", "<b>&\"'+`</script>", "javascript:alert(1)", "http://example.org/?a=b&c=%41%4g", "\x00\xff", "日本 é\u2028", "x y/z#w", "ZgotmplZ", "{{.}}", "mentor", "open",
}

// sound has values for what must be among some, for a drawing to come to its end.
var sound = map[reflect.Type][]any{
	reflect.TypeFor[program.Status]():  {program.Draft, program.Active, program.Paused, program.Closed},
	reflect.TypeFor[Clause]():          {MentorRole, Frequency, Review},
	reflect.TypeFor[Part]():            {Specific, TimeBound},
	reflect.TypeFor[SumKey]():          {SumKey("desk.open"), SumKey("desk.count.active")},
	reflect.TypeFor[Fate]():            {Held, Planned, Cancelled, Missed},
	reflect.TypeFor[Matter]():          {Meet, Promise, Settle, Ask},
	reflect.TypeFor[program.Outcome](): {program.Completed, program.EndedEarly, program.Changed},
	reflect.TypeFor[program.Date]():    {program.Date{}, program.Date{Year: 2027, Month: 3, Day: 14}},
	reflect.TypeFor[program.Link]():    {program.Link(""), program.Link("https://meet.example.org/<a>?b=\"c\"&d"), program.Link("http://example.org/a/long/way/to/a/room/to/meet/in")},
	reflect.TypeFor[program.Clock]():   {program.Clock{}, program.Clock{Hour: 15, Minute: 5, Set: true}},
	reflect.TypeFor[workbook.Label]():  {workbook.Label{Key: "text", Name: "<L>"}, workbook.Label{Key: "session", N: 3}, workbook.Label{Key: "notes"}},
}

// fill puts random values into a value. One in some hundreds is not sound.
func fill(r *rand.Rand, v reflect.Value, depth int) {
	if some := sound[v.Type()]; some != nil && r.IntN(400) > 0 {
		v.Set(reflect.ValueOf(some[r.IntN(len(some))]))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(hostile[r.IntN(len(hostile))])
	case reflect.Int:
		v.SetInt(int64(r.IntN(14)))
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.Slice:
		if depth < 6 {
			n := r.IntN(4)
			v.Set(reflect.MakeSlice(v.Type(), n, n))
		}
		for i := range v.Len() {
			fill(r, v.Index(i), depth+1)
		}
	case reflect.Pointer:
		v.SetZero()
		if r.IntN(20) > 0 && depth < 6 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(r, v.Elem(), depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			switch f := v.Type().Field(i); {
			case !f.IsExported():
			case f.Name == "Section" && r.IntN(100) > 0:
				v.Field(i).SetString([]string{"cover", "goals", "session", "closing"}[r.IntN(4)])
			case f.Name == "Status" && r.IntN(100) > 0:
				v.Field(i).SetString([]string{"active", "paused"}[r.IntN(2)])
			case (f.Name == "Href" || f.Name == "Path") && r.IntN(10) > 0:
				v.Field(i).SetString("a.html#b")
			case f.Type == reflect.TypeFor[template.HTML](): // what is HTML is sound
				v.Field(i).SetString("<p>HTML &amp; more</p>")
			default:
				fill(r, v.Field(i), depth+1)
			}
		}
	}
}

// A desk with all in it is drawn the same too, pieces and all.
func TestCompiledDeskIsTheSame(t *testing.T) {
	s := load(t, append(cohort(5), tom, pair)...)
	r := renderer(t, s)
	for _, f := range slices.Concat(Facts(s).Files(r, Options{Public: "../public/"}), Facts(s).Files(r, Options{})) {
		_ = content(t, f)
	}
	compiled, plain := Facts(s).Files(r, Options{Public: "../public/"}), Facts(s).Files(r.Uncompiled(), Options{Public: "../public/"})
	for i, f := range compiled {
		if got, want := content(t, f), content(t, plain[i]); got != want {
			t.Errorf("%s is drawn as\n%.300s\nnot\n%.300s", f.Path, fromDifference([]byte(got), []byte(want)), fromDifference([]byte(want), []byte(got)))
		}
	}
	if left := r.Left(); len(left) > 0 {
		t.Errorf("left to html/template are %q", left)
	}
}

package render

import (
	"errors"
	"strings"
	"testing"

	"pairbook/internal/program"
	"pairbook/internal/workbook"
)

func TestMistakesInTemplatesAreFoundBeforeAnythingIsDrawn(t *testing.T) {
	for _, test := range []struct{ file, text, problem string }{
		{"sheets/notes.html", "a\n{{with .F}} {{if .ID}}{{end}}\n", "templates/sheets/notes.html:2:1: this {{with}} is never ended | write {{end}} where it ends"},
		{"sheets/notes.html", "a\n  {{.F.ID\nb", "templates/sheets/notes.html:2:3: this {{ has no }} | close it in the same line"},
		{"sheets/notes.html", "a{{end}}", "templates/sheets/notes.html:1:1: this {{end}} has nothing to end | take it out, or write the {{if}} or {{range}} it belongs to"},
		{"sheets/notes.html", "{{else}}", "templates/sheets/notes.html:1:1: this {{else}} belongs to nothing | take it out, or write the {{if}} it belongs to"},
		{"sheets/notes.html", "{{$x}}", "templates/sheets/notes.html:1:1: there is no variable $x here | variables are good up to the {{end}} they are set in"},
		{"sheets/notes.html", "\n{{say \"notes}}", "templates/sheets/notes.html:2:1: a text in quotes has no closing \""},
		{"sheets/notes.html", "{{range}}{{end}}", "templates/sheets/notes.html:1:1: the template cannot be understood: missing value for range"},
		{"sheets/notes.html", "ä {{if (daet .F)}}{{end}}", `templates/sheets/notes.html:1:9: no function is called "daet" | did you mean "date"?`},
		{"sheets/notes.html", "{{.F | html}}", `templates/sheets/notes.html:1:8: no function is called "html"`},
		{"sheets/notes.html", "{{template \"page2\" .}}", `templates/sheets/notes.html:1:13: no template is called "page2" | did you mean "page"?`},
		{"sheets/notes.html", "\n{{say \"note\"}}", `templates/sheets/notes.html:2:8: there is no string "note" | did you mean "notes"?`},
		{"sheets/notes.html", "{{say \"nothing\"}}", `templates/sheets/notes.html:1:8: there is no string "nothing" | put it into templates/strings/en.toml`},
		{"sheets/notes.html", "{{say \"session\"}}", `templates/sheets/notes.html:1:8: nothing fills {n} in the string "session" | add "n" and its value to the call of say`},
		{"sheets/notes.html", "{{say \"session\" 3}}", `templates/sheets/notes.html:1:8: the values for the string "session" do not come in pairs | write a name in quotes before each value: say "session" "n" .N`},
		{"sheets/notes.html", "\n<p class={{if .F}}\"a{{end}}>", `templates/sheets/notes.html:2:15: the HTML of this template is not sound: {{if}} branches end in different contexts | look for a quote or a tag that is not closed`},
		{"page.html", "-", "templates/page.html: there is no template for pages"},
		{"sheets/session.html", "a{{template \"sheets/session\" .}}", "templates/sheets/session.html:1:14: a template calls itself: sheets/session, sheets/session | take one of the calls out"},
		{"page.html", "nothing", "templates/page.html: the page does not show its sheets | write {{.Body}} where they go"},
		{"strings/en.toml", "notes = \"Notes\"", `templates/strings/en.toml: the string "every.month" is missing`},
	} {
		r, problems := small.with(world{test.file: test.text}).renderer(t)
		if r != nil || len(problems) == 0 || problems[0] != test.problem {
			t.Errorf("%s: %s\n got %v, %q\nwant %q", test.file, test.text, r, problems, test.problem)
		}
	}
}

const whose = " | while drawing Ada Byrne & Tom Okafor (content/cohorts/spring/tom.toml)"

func TestMistakesFoundWhileDrawingNameTheRelationship(t *testing.T) {
	for _, test := range []struct{ file, text, problem string }{
		{"sheets/session.html", "a\n<p>{{.Session.Nummer}}", "templates/sheets/session.html:2:6: there is no .Nummer here" + whose + " / did you mean .Number?"},
		{"sheets/session.html", "{{.Topic.Colour}}", "templates/sheets/session.html:1:3: there is no .Colour here" + whose + " / there are .Href, .Language, .Plan, .Summary, .Title"},
		{"sheets/session.html", "{{.F.Guide.Title}}", "templates/sheets/session.html:1:3: there is no .Title here, because what should have it is not there on every sheet" + whose + " / put it between {{with}} and {{end}}"},
		{"sheets/session.html", "{{template \"parts/x\" .Topic}}", "templates/parts/x.html:1:3: there is no .Oops here" + whose + " / there are .Href, .Language, .Plan, .Summary, .Title"},
		{"sheets/session.html", "{{range .Prompts}}{{template \"parts/prompt\" .}}{{end}}", "templates/parts/prompt.html:1:6: there is no .Oops here" + whose + " / there are .Again, .Ask, .Before, .Columns, .First, .For, .High, .Key, .Kind, .Language, .Last, .Lines, .Low, .Options, .Rows, .Steps"},
		{"sheets/session.html", "{{say .Session.Place}}", `templates/sheets/session.html:1:3: there is no string "Harbour"` + whose + ` / put it into templates/strings/en.toml`},
		{"sheets/session.html", "{{names .Count}}", "templates/sheets/session.html:1:3: names wants a list of people or of texts, not int" + whose},
		{"sheets/session.html", "{{option (print \"fo\" \"nt\")}}", `templates/sheets/session.html:1:3: the theme "bare" has no option "font"` + whose},
		{"sheets/session.html", "{{index .Prompts 9}}", "templates/sheets/session.html:1:3: error calling index: index out of range: 9" + whose},
		{"sheets/session.html", "{{range 10001}}x{{end}}", "templates/sheets/session.html:1:1: a {{range}} over a number goes round 10000 times at most" + whose},
		{"sheets/session.html", "{{range 10000}}{{range 1000}}0123456789{{end}}{{end}}", "templates/sheets/session.html: the page grows beyond 8 MiB" + whose + " / look for a {{range}} or a {{template}} that does not end"},
		{"sheets/session.html", `<a href="{{.Session.Focus}}">`, "templates/sheets/session.html: a value in <a href> was refused: it could be unsafe there" + whose + " / addresses are those of pages, of e-mail and, with the function tel, of telephones"},
		{"sheets/session.html", `<p style="color:{{.Session.Focus}}">`, "templates/sheets/session.html: a value in <p style> was refused: it could be unsafe there" + whose + " / addresses are those of pages, of e-mail and, with the function tel, of telephones"},
		{"sheets/session.html", "-", "templates/sheets/session.html: this template is missing" + whose},
	} {
		r, problems := small.with(world{
			"parts/x.html": "{{.Oops}}", "parts/prompt.html": "<p>{{.Oops}}</p>", test.file: test.text,
		}).renderer(t)
		if r == nil {
			t.Errorf("%s: %q before drawing", test.text, problems)
			continue
		}
		w := one(&workbook.Session{
			Session: program.Session{Place: "Harbour", Focus: "javascript:alert(1)"}, Prompts: []workbook.Prompt{{Ask: "Why?"}},
		})
		pages, problems := book(t, r, w)
		if len(pages) > 0 {
			t.Errorf("%s: pages came out all the same", test.text)
		}
		want(t, problems, test.problem)
	}
}

func TestLabelWithoutString(t *testing.T) {
	w := one(&workbook.Notes{})
	w.Pages[1].Label.Key = "wrkbook"
	_, problems := book(t, small.sound(t), w)
	want(t, problems, `templates/strings/en.toml: there is no string "wrkbook"`+whose+` / did you mean "workbook"?`)
}

func TestWarningsOfLanguages(t *testing.T) {
	_, problems := small.renderer(t, "tlh", "en-US")
	want(t, problems,
		`site.toml: warning: dates in the language "tlh" are written in the English way: its own is not known`,
		`templates/strings/tlh.toml: warning: there are no strings in the language "tlh", so its pages speak English | "pairbook copy strings/tlh" puts the English ones there: translate as many as you like`,
	)
}

func TestErrorOfEmitEndsTheDrawing(t *testing.T) {
	full := errors.New("disk full")
	calls := 0
	problems, err := small.sound(t).Book(one(&workbook.Notes{}), func(string, []byte) error {
		calls++
		return full
	})
	if !errors.Is(err, full) || problems != nil || calls != 1 {
		t.Errorf("Book = %v, %v after %d calls", problems, err, calls)
	}
}

func TestAuthorMayWriteTheWordOfTheEscaper(t *testing.T) {
	sheet := &workbook.Handout{Title: "ZgotmplZ", Summary: "#ZgotmplZ", Body: `<p><a href="#ZgotmplZ">ZgotmplZ</a></p>`}
	got := draw(t, `<p title="{{.Title}}">{{.Title}} {{.Summary}}</p><a href="mailto:{{.Title}}@example.org"></a>{{prose .Body}}`, sheet)
	wanted := `<p title="ZgotmplZ">ZgotmplZ #ZgotmplZ</p><a href="mailto:ZgotmplZ@example.org"></a><p><a href="#&#90;gotmplZ">&#90;gotmplZ</a></p>`
	if got != wanted {
		t.Errorf("got %s\nwant %s", got, wanted)
	}
}

func TestTextStaysText(t *testing.T) {
	for _, hostile := range []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' autofocus onfocus='alert(1)`, `</title><script>`, `{{.}}`, `&lt;b&gt;`, `javascript:alert(1)`, "\x00sheets\x00", "pairbook.page.title",
	} {
		r := small.with(world{
			"page.html":           `<title>{{.Title}}</title><h1 title="{{.Book}}">{{.Book}}</h1>{{.Body}}`,
			"sheets/session.html": `<p title="{{.Session.Place}}" class="{{.Session.Place}}">{{.Session.Place}}</p>{{say "topic" "name" .Session.Place}}`,
		}).sound(t)
		w := one(&workbook.Session{Session: program.Session{Place: hostile}})
		w.Title = hostile
		pages, problems := book(t, r, w)
		want(t, problems)
		for path, page := range pages {
			if strings.Count(page, "<") != 6 || strings.Count(page, ">") != 6 || strings.Count(page, `"`) != 6 {
				t.Errorf("%s with %q: %s", path, hostile, page)
			}
		}
	}
}

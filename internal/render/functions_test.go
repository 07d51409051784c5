package render

import (
	"testing"

	"pairbook/internal/program"
	"pairbook/internal/workbook"
)

func TestFunctions(t *testing.T) {
	sheet := func() *workbook.Session {
		s := &workbook.Session{Count: 6}
		s.Session = program.Session{Number: 3, Date: day(2027, 2, 4), Time: at(9, 5), Agenda: []string{"<one>", "two", "three"}, Place: `5 < 6 & "7"`}
		s.Topic = workbook.Topic{Title: "Müdür", Language: "tr"}
		s.Prompts = []workbook.Prompt{{Ask: "¿Qué?", Lines: 2, Language: "es"}, {Ask: "ما؟", Language: "ar"}, {Ask: "What?", Language: "en-GB"}}
		return s
	}
	for _, test := range []struct{ template, wanted string }{
		{`{{say "notes"}}`, "Notes &amp; more"},
		{`<p title="{{say "notes"}}">`, `<p title="Notes &amp; more">`},
		{`{{say "session" "n" .Session.Number}}`, "Session 3"},
		{`{{say "session" "n" 7}}`, "Session 7"},
		{`{{say "topic" "name" .Session.Place}}`, "Topic: 5 &lt; 6 &amp; &#34;7&#34;"},
		{`<p title="{{say "topic" "name" .Session.Place}}">`, `<p title="Topic: 5 &lt; 6 &amp; &#34;7&#34;">`},
		{`{{say "hello" "name" .Session.Place "date" (day .Session.Date)}}`, `Hello 5 &lt; 6 &amp; &#34;7&#34;, it is <time datetime="2027-02-04">4 Feb 2027</time>`},
		{`{{say "topic" "name" "{n} {name} {mentor}"}}`, "Topic: {n} {name} {mentor}"},
		{`{{$key := "notes"}}{{say $key}}`, "Notes &amp; more"},
		{`{{say (print "no" "tes")}}`, "Notes &amp; more"},
		{`{{"notes" | say}}`, "Notes &amp; more"},
		{`{{label .F.Label}}`, "Notes &amp; more"},
		{`{{date .Session.Date}}`, `<time datetime="2027-02-04">Thursday 4 February 2027</time>`},
		{`{{day .Session.Date}}`, `<time datetime="2027-02-04">4 Feb 2027</time>`},
		{`{{dayText .Session.Date}}`, `4 Feb 2027`},
		{`<p title="{{day .Session.Date}}">`, `<p title="4 Feb 2027">`},
		{`{{clock .Session.Time}}`, "09:05"},
		{`{{names .Session.Agenda}}`, "&lt;one&gt;, two and three"},
		{`{{join .Session.Agenda "; "}}`, "&lt;one&gt;; two; three"},
		{`{{plus .Count 1}}`, "7"},
		{`{{root}}`, "../../"},
		{`<img src="{{root}}assets/logo.svg">`, `<img src="../../assets/logo.svg">`},
		{`{{option "accent"}}`, "#000000"},
		{`{{with option "logo"}}logo{{else}}none{{end}}`, "none"},
		{`<b{{lang .Topic.Language}}>{{.Topic.Title}}</b>`, `<b lang="tr" dir="ltr">Müdür</b>`},
		{`{{say "topic" "name" (spoken .Topic.Title .Topic.Language)}}`, `Topic: <span lang="tr" dir="ltr">Müdür</span>`},
		{`{{spoken .Session.Place ""}}`, "5 &lt; 6 &amp; &#34;7&#34;"},
		{`{{spoken .Session.Place "ar"}}`, `<span lang="ar" dir="rtl">5 &lt; 6 &amp; &#34;7&#34;</span>`},
		{`{{range .Prompts}}<b{{lang .Language}} class="ask">{{.Ask}}</b>{{end}}`, `<b lang="es" dir="ltr" class="ask">¿Qué?</b><b lang="ar" dir="rtl" class="ask">ما؟</b><b class="ask">What?</b>`},
		{`{{.Session.Place}}`, "5 &lt; 6 &amp; &#34;7&#34;"},
	} {
		if got := draw(t, test.template, sheet()); got != test.wanted {
			t.Errorf("%s\n got %s\nwant %s", test.template, got, test.wanted)
		}
	}
}

func TestFunctionsOfNothing(t *testing.T) {
	for _, template := range []string{
		`{{date .Session.Date}}`, `{{day .Session.Date}}`, `{{dayText .Session.Date}}`, `{{clock .Session.Time}}`, `{{names .Session.Agenda}}`, `{{join .Session.Agenda ", "}}`,
		`{{lang .Topic.Language}}`, `{{tel ""}}`,
	} {
		if got := draw(t, "<p>"+template+"</p>", &workbook.Session{}); got != "<p></p>" {
			t.Errorf("%s of nothing is %s", template, got)
		}
	}
	if got := draw(t, `{{every .Schedule.Every}}`, &workbook.Terms{}); got != "" {
		t.Errorf("no rhythm is %q", got)
	}
}

func TestRhythms(t *testing.T) {
	for every, wanted := range map[program.Every]string{
		{N: 1, Unit: program.Week}: "every week", {N: 3, Unit: program.Week}: "every 3 weeks",
		{N: 1, Unit: program.Month}: "every month", {N: 2, Unit: program.Month}: "every 2 months",
	} {
		if got := draw(t, `{{every .Schedule.Every}}`, &workbook.Terms{Schedule: program.Schedule{Every: every}}); got != wanted {
			t.Errorf("%s is %q, want %q", every, got, wanted)
		}
	}
}

func TestNamesOfPeople(t *testing.T) {
	all := []program.Person{{Name: "Amara Nwosu"}, {Name: "Ben <b>"}, {Name: "Tom & Co {a}"}, {Name: "佐藤 健太郎"}}
	for n, wanted := range []string{
		"", "Amara Nwosu", "Amara Nwosu and Ben &lt;b&gt;", "Amara Nwosu, Ben &lt;b&gt; and Tom &amp; Co {a}",
		"Amara Nwosu, Ben &lt;b&gt;, Tom &amp; Co {a} and 佐藤 健太郎",
	} {
		if got := draw(t, `{{names .Mentors}}`, &workbook.Agreement{Mentors: all[:n]}); got != wanted {
			t.Errorf("%d names: %q, want %q", n, got, wanted)
		}
	}
}

func TestTelephones(t *testing.T) {
	for phone, wanted := range map[string]string{
		"+44 20 7946-0018":            "tel:&#43;442079460018",
		"(020) 7946 0018":             "tel:02079460018",
		"javascript:alert(1)":         "tel:1",
		"1;phone-context=example.org": "tel:1",
		"ext. +9":                     "tel:&#43;9",
		"1+2":                         "tel:12",
		"none":                        "",
		"+":                           "",
	} {
		if got := draw(t, `<a href="{{tel .Contact.Phone}}">`, &workbook.Back{Contact: program.Contact{Phone: phone}}); got != `<a href="`+wanted+`">` {
			t.Errorf("tel %q gives %s", phone, got)
		}
	}
}

func TestLabelsOfTheRoles(t *testing.T) {
	two := []program.Person{{Name: "A"}, {Name: "B"}}
	for _, test := range []struct {
		change func(*program.Relationship)
		wanted string
	}{
		{func(*program.Relationship) {}, "Mentor Mentors Mentee Mentees Mentor Mentee"},
		{func(r *program.Relationship) { r.Mentees = two }, "Mentor Mentors Mentee Mentees Mentor Mentees"},
		{func(r *program.Relationship) { r.Mentors = two }, "Mentor Mentors Mentee Mentees Mentors Mentee"},
		{func(r *program.Relationship) {
			r.Labels = program.Labels{Mentor: "Coach <b>", Mentees: "{mentor} & {n}"}
			r.Mentees = two
		},
			"Coach &lt;b&gt; Mentors Mentee {mentor} &amp; {n} Coach &lt;b&gt; {mentor} &amp; {n}"},
	} {
		r := small.with(world{"sheets/notes.html": `{{say "roles"}}|{{$k := "roles"}}{{say $k}}`}).sound(t)
		w := one(&workbook.Notes{})
		test.change(w.Relationship)
		pages, problems := book(t, r, w)
		want(t, problems)
		wanted := small.page("Ada Byrne &amp; Tom Okafor", test.wanted+"|"+test.wanted)
		if got := pages["spring/tom/index.html"]; got != wanted {
			t.Errorf("got %s\nwant %s", got, wanted)
		}
	}
}

// page is what the page of the small world looks like.
func (w world) page(title, main string) string {
	return `<html lang="en-GB" dir="ltr"><title>` + title + `</title><main>` + main + `</main></html>`
}

func TestFormsForNumbers(t *testing.T) {
	r := small.with(world{"strings/pl.toml": `
"label.mentor" = "Mentor"
"every.week.one" = "co tydzień"
"every.week.few" = "co {n} tygodnie"
"every.week.many" = "co {n} tygodni"
"every.week.other" = "co {n} tygodnia"
`, "sheets/terms.html": `{{every .Schedule.Every}}`})
	th, _ := r.renderer(t)
	for n, wanted := range map[int]string{1: "co tydzień", 3: "co 3 tygodnie", 5: "co 5 tygodni", 22: "co 22 tygodnie"} {
		w := one(&workbook.Terms{Schedule: program.Schedule{Every: program.Every{N: n, Unit: program.Week}}})
		w.Relationship.Language = "pl"
		pages, problems := book(t, th, w)
		want(t, problems)
		if got := pages["spring/tom/index.html"]; got != `<html lang="pl" dir="ltr"><title>Ada Byrne &amp; Tom Okafor</title><main>`+wanted+`</main></html>` {
			t.Errorf("%d: %s", n, got)
		}
	}
}

// Japanese has one form for all numbers; what it borrows from English takes the form of
// English, and says that it is English where an element can say so.
func TestBorrowedStringsAreEnglish(t *testing.T) {
	r := small.with(world{"strings/ja.toml": `"label.mentor" = "メンター"`, "strings/en.toml": small["strings/en.toml"] + `"minutes.other" = "{n} minutes"` + "\n", "sheets/terms.html": `<p title="{{say "notes"}}">{{every .Schedule.Every}}</p>{{say "minutes" "n" 2}}`})
	th, _ := r.renderer(t)
	w := one(&workbook.Terms{F: workbook.Frame{Number: 2, Of: 3}, Schedule: program.Schedule{Every: program.Every{N: 1, Unit: program.Month}}})
	w.Relationship.Language = "ja"
	pages, problems := book(t, th, w)
	want(t, problems)
	main := `<p title="Notes &amp; more"><span lang="en" dir="ltr">every month</span></p><span lang="en" dir="ltr">2 minutes</span>`
	if got := pages["spring/tom/index.html"]; got != `<html lang="ja" dir="ltr"><title>Ada Byrne &amp; Tom Okafor</title><main>`+main+`</main></html>` {
		t.Errorf("got %s", got)
	}
	if left := th.Left(); len(left) > 0 {
		t.Errorf("these are drawn by html/template alone: %v", left)
	}
}

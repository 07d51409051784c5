package program

import (
	"errors"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"pairbook/internal/diag"

	"github.com/BurntSushi/toml"
)

// value returns what the decoder makes of a TOML value.
func value(t *testing.T, written string) any {
	t.Helper()
	var tree map[string]any
	if _, err := toml.Decode("x = "+written, &tree); err != nil {
		t.Fatalf("%s: %v", written, err)
	}
	return tree["x"]
}

type parser interface{ UnmarshalTOML(any) error }

// A valueCase is a value as written and what it becomes, or the text of the
// complaint and its hint.
type valueCase struct{ written, want, hint string }

// checkValues parses each value anew; a complaint must leave nothing behind.
func checkValues[T comparable, P interface {
	*T
	parser
}](t *testing.T, show func(T) string, good []valueCase, bad []valueCase) {
	t.Helper()
	for _, c := range good {
		var got T
		if err := P(&got).UnmarshalTOML(value(t, c.written)); err != nil || show(got) != c.want {
			t.Errorf("%s = %q, %v; want %q", c.written, show(got), err, c.want)
		}
	}
	for _, c := range bad {
		var got, zero T
		err := P(&got).UnmarshalTOML(value(t, c.written))
		var complaint diag.Complaint
		if !errors.As(err, &complaint) {
			t.Errorf("%s = %q, %v; want a complaint", c.written, show(got), err)
			continue
		}
		if complaint.Text != c.want || complaint.Hint != c.hint {
			t.Errorf("%s:\ngot  %s\n     %s\nwant %s\n     %s", c.written, complaint.Text, complaint.Hint, c.want, c.hint)
		}
		if got != zero {
			t.Errorf("%s: a value is left over: %q", c.written, show(got))
		}
	}
}

func text[T ~string](v T) string { return string(v) }

func TestDateIsADayWithoutATime(t *testing.T) {
	const like, first = "write it like 2027-01-14", "write the year first and no quotation marks"
	checkValues(t, Date.String, []valueCase{
		{written: "2027-01-14", want: "2027-01-14"},
		{written: "2028-02-29", want: "2028-02-29"},
		{written: "1900-01-01", want: "1900-01-01"},
		{written: "2200-12-31", want: "2200-12-31"},
	}, []valueCase{
		{`"2027-01-14"`, "a day stands without quotation marks", "write 2027-01-14"},
		{`"14/01/2027"`, "a day is wanted, not text in quotation marks", first + ": 2027-01-14"},
		{`"01/14/2027"`, "a day is wanted, not text in quotation marks", first + ": 2027-01-14"},
		{`"14.1.2027"`, "a day is wanted, not text in quotation marks", first + ": 2027-01-14"},
		{`"3/3/2027"`, "a day is wanted, not text in quotation marks", first + ": 2027-03-03"},
		{`"03/04/2027"`, "a day is wanted, not text in quotation marks", first + ", like 2027-01-14"},
		{`"31/02/2027"`, "a day is wanted, not text in quotation marks", first + ", like 2027-01-14"},
		{`"soon"`, "a day is wanted, not text in quotation marks", first + ", like 2027-01-14"},
		{`2027-01-14T09:30:00`, "a day is wanted, without a time", "write 2027-01-14"},
		{`2027-01-14T23:30:00-11:00`, "a day is wanted, without a time", "write 2027-01-14"},
		{`15:00:00`, "a day is wanted, not a time", like},
		{`2027`, "a day is wanted, not a number", like},
		{`true`, "a day is wanted, not true or false", like},
		{`[2027]`, "a day is wanted, not a list", like},
		{`{}`, "a day is wanted, not a table", like},
		{`0207-01-14`, "the year lies outside 1900 to 2200", "write a day like 2027-01-14"},
		{`2201-01-01`, "the year lies outside 1900 to 2200", "write a day like 2027-01-14"},
	})
}

// A day read in one zone must not become another day in a second one.
func TestDateIsNeverConverted(t *testing.T) {
	for _, zone := range []string{"Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin"} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		_, offset := time.Date(2027, 1, 14, 0, 0, 0, 0, loc).Zone()
		var d Date
		midnight := time.Date(2027, 1, 14, 0, 0, 0, 0, time.FixedZone("date-local", offset))
		if err := d.UnmarshalTOML(midnight); err != nil || d != (Date{2027, time.January, 14}) {
			t.Errorf("in %s: %v, %v", zone, d, err)
		}
	}
}

func TestDateReckoning(t *testing.T) {
	d := Date{2028, time.February, 28}
	if got := d.AddDays(2).String(); got != "2028-03-01" {
		t.Errorf("two days after %s: %s", d, got)
	}
	if got := d.AddDays(-59).String(); got != "2027-12-31" {
		t.Errorf("59 days before %s: %s", d, got)
	}
	if d.Weekday() != time.Monday {
		t.Errorf("%s is a %s", d, d.Weekday())
	}
	for _, later := range []Date{{2028, time.February, 29}, {2028, time.March, 1}, {2029, time.January, 1}} {
		if !d.Before(later) || !later.After(d) || later.Before(d) || d.Compare(later) != -1 {
			t.Errorf("%s is not before %s", d, later)
		}
	}
	if d.Compare(d) != 0 || d.Before(d) || d.After(d) {
		t.Errorf("%s is not itself", d)
	}
	if !(Date{}).IsZero() || (Date{}).String() != "" || d.IsZero() {
		t.Error("the zero date is not empty")
	}
}

func TestClockIsATimeWithoutADay(t *testing.T) {
	const unquoted = "write it without quotation marks, like 15:00"
	checkValues(t, Clock.String, []valueCase{
		{written: "15:00:00", want: "15:00"},
		{written: "15:00", want: "15:00"},
		{written: "00:00:00", want: "00:00"},
		{written: "09:05:00.0", want: "09:05"},
	}, []valueCase{
		{`"15:00"`, "a time stands without quotation marks", "write 15:00"},
		{`"15:00:00"`, "a time stands without quotation marks", "write 15:00"},
		{`"9.30"`, "a time stands without quotation marks", "write 09:30"},
		{`"3 pm"`, "a time stands without quotation marks", "write 15:00"},
		{`"3:30 PM"`, "a time stands without quotation marks", "write 15:30"},
		{`"noon"`, "a time is wanted, not text in quotation marks", unquoted},
		{`15:00:30`, "a time is wanted to the minute", "write 15:00"},
		{`2027-01-14T09:30:00`, "a time is wanted, without a day", "write 09:30"},
		{`2027-01-14T09:30:00Z`, "a time is wanted, without a day", "write 09:30"},
		{`2027-01-14`, "a time is wanted, not a day", "write it like 15:00"},
		{`15.30`, "a time is wanted, not a number", "write it like 15:00"},
	})
	if (Clock{}).String() != "" || !(Clock{}).IsZero() || (Clock{Set: true}).IsZero() {
		t.Error("midnight and no time are the same")
	}
}

func TestEveryIsWeeksOrMonths(t *testing.T) {
	no := func(s string) string { return `"` + s + `" does not say how often to meet` }
	checkValues(t, Every.String, []valueCase{
		{written: `"week"`, want: "week"},
		{written: `"1 week"`, want: "week"},
		{written: `"3 weeks"`, want: "3 weeks"},
		{written: `"52 weeks"`, want: "52 weeks"},
		{written: `"month"`, want: "month"},
		{written: `"1 month"`, want: "month"},
		{written: `"12 months"`, want: "12 months"},
	}, []valueCase{
		{`"fortnight"`, no("fortnight"), `write "2 weeks"`},
		{`"biweekly"`, no("biweekly"), `write "2 weeks"`},
		{`"monthly"`, no("monthly"), `write "month"`},
		{`"Month"`, no("Month"), `write "month"`},
		{`"every two weeks"`, no("every two weeks"), `write "2 weeks"`},
		{`"3 week"`, no("3 week"), `write "3 weeks"`},
		{`"1 weeks"`, no("1 weeks"), `write "week"`},
		{`"once a month"`, no("once a month"), `write "month"`},
		{`"14 days"`, no("14 days"), `write "2 weeks"`},
		{`"10 days"`, no("10 days"), everyHint},
		{`"-3 weeks"`, no("-3 weeks"), everyHint},
		{`"now and then"`, no("now and then"), everyHint},
		{`""`, no(""), everyHint},
		{`"0 weeks"`, "the time between sessions lies outside 1 to 52 weeks", everyHint},
		{`"53 weeks"`, "the time between sessions lies outside 1 to 52 weeks", everyHint},
		{`"13 months"`, "the time between sessions lies outside 1 to 12 months", everyHint},
		{`3`, "text is wanted, not a number", `write "3 weeks" or "3 months"`},
		{`14`, "text is wanted, not a number", everyHint},
	})
}

func TestReasons(t *testing.T) {
	const hint = `write why, like cancelled = "the mentor was ill"`
	checkValues(t, text[Reason], []valueCase{
		{written: `"the mentor was ill"`, want: "the mentor was ill"}, {written: `" ill\n"`, want: "ill"},
	}, []valueCase{
		{`true`, "text is wanted, not true or false", hint},
		{`" "`, "the reason is blank", hint},
		{`2027-02-04`, "text is wanted, not a day", hint},
	})
}

func TestChoicesNameTheirWords(t *testing.T) {
	all := `write one of "draft", "active", "paused", "closed"`
	checkValues(t, text[Status], []valueCase{
		{written: `"draft"`, want: "draft"}, {written: `"active"`, want: "active"},
		{written: `"paused"`, want: "paused"}, {written: `"closed"`, want: "closed"},
	}, []valueCase{
		{`"activ"`, `unknown status "activ"`, `did you mean "active"?`},
		{`"Draft"`, `unknown status "Draft"`, `did you mean "draft"?`},
		{`"over"`, `unknown status "over"`, all},
		{`true`, "text is wanted, not true or false", all},
	})
	checkValues(t, text[ActionStatus], []valueCase{
		{written: `"open"`, want: "open"}, {written: `"done"`, want: "done"}, {written: `"dropped"`, want: "dropped"},
	}, []valueCase{
		{`"finished"`, `unknown status "finished"`, `write one of "open", "done", "dropped"`},
	})
	checkValues(t, text[Outcome], []valueCase{
		{written: `"completed"`, want: "completed"}, {written: `"ended-early"`, want: "ended-early"}, {written: `"changed"`, want: "changed"},
	}, []valueCase{
		{`"ended early"`, `unknown outcome "ended early"`, `did you mean "ended-early"?`},
		{`"left"`, `unknown outcome "left"`, `write one of "completed", "ended-early", "changed"`},
	})
	checkValues(t, text[Paper], []valueCase{
		{written: `"any"`, want: "any"}, {written: `"A4"`, want: "A4"}, {written: `"Letter"`, want: "Letter"},
	}, []valueCase{
		{`"a4"`, `unknown paper "a4"`, `did you mean "A4"?`},
		{`"Legal"`, `unknown paper "Legal"`, `write one of "any", "A4", "Letter"`},
		{`4`, "text is wanted, not a number", `write one of "any", "A4", "Letter"`},
	})
}

func TestLanguageIsKeptInCanonicalForm(t *testing.T) {
	const hint = `write a language tag, like "en-GB", "pt-BR" or "ar"`
	long := strings.Repeat("a", 100)
	checkValues(t, text[Language], []valueCase{
		{written: `"en-gb"`, want: "en-GB"},
		{written: `"pt_BR"`, want: "pt-BR"},
		{written: `"zh-hant-tw"`, want: "zh-Hant-TW"},
		{written: `"iw"`, want: "he"},
	}, []valueCase{
		{`"English"`, `unknown language "English"`, `write "en"`},
		{`"français"`, `unknown language "français"`, `write "fr"`},
		{`"qq"`, `unknown language "qq"`, hint},
		{`"und"`, `unknown language "und"`, hint},
		{`"x-ours"`, `unknown language "x-ours"`, hint},
		{`""`, `unknown language ""`, hint},
		{`"` + long + `"`, `unknown language "` + long[:60] + `…"`, hint},
		{`44`, "text is wanted, not a number", hint},
	})
}

func TestLanguageDirection(t *testing.T) {
	for tag, want := range map[Language]string{
		"ar": "rtl", "he": "rtl", "fa-IR": "rtl", "ur": "rtl", "pa-Arab": "rtl", "az-Arab": "rtl",
		"en-GB": "ltr", "pa": "ltr", "zh-Hant": "ltr", "ar-Latn": "ltr", "": "ltr",
	} {
		if got := tag.Direction(); got != want {
			t.Errorf("%q is written %s, want %s", tag, got, want)
		}
	}
	for tag, want := range map[Language]string{"pt-BR": "pt", "zh-Hant-TW": "zh", "en": "en", "": ""} {
		if got := tag.Base(); got != want {
			t.Errorf("the base of %q is %q, want %q", tag, got, want)
		}
	}
}

func TestEmailIsOnePlainAddress(t *testing.T) {
	const hint = `write one plain address, like "tom@example.org"`
	no := func(s string) string { return `"` + s + `" is no e-mail address` }
	checkValues(t, text[Email], []valueCase{
		{written: `"tom@example.org"`, want: "tom@example.org"},
		{written: `"Tom.O'Hara+pairs@mail.north-wind.example.org"`, want: "Tom.O'Hara+pairs@mail.north-wind.example.org"},
		{written: `""`, want: ""},
	}, []valueCase{
		{`"tom"`, no("tom"), hint},
		{`"tom@intranet"`, no("tom@intranet"), hint},
		{`"tom@@example.org"`, no("tom@@example.org"), hint},
		{`"tom..o@example.org"`, no("tom..o@example.org"), hint},
		{`"tom@-example.org"`, no("tom@-example.org"), hint},
		{`"tom@example.org\r\nBcc: x@example.org"`, no(`tom@example.org\r\nBcc: x@example.org`), hint},
		{`"tom@example.org\n"`, no(`tom@example.org\n`), `write the address alone: "tom@example.org"`},
		{`"tom?subject=x@example.org"`, no("tom?subject=x@example.org"), hint},
		{`"tom%0d%0abcc=x@example.org"`, no("tom%0d%0abcc=x@example.org"), hint},
		{`"tom#x@example.org"`, no("tom#x@example.org"), hint},
		{`"tom@example.org, amara@example.org"`, no("tom@example.org, amara@example.org"), hint},
		{`"Tom Okafor <tom@example.org>"`, no("Tom Okafor <tom@example.org>"), `write the address alone: "tom@example.org"`},
		{`"mailto:tom@example.org"`, no("mailto:tom@example.org"), `write the address alone: "tom@example.org"`},
		{`"` + strings.Repeat("a", 65) + `@example.org"`, no(strings.Repeat("a", 60) + "…"), hint},
		{`["tom@example.org"]`, "text is wanted, not a list", hint},
	})
}

func TestAddressIsAFolderOnTheWeb(t *testing.T) {
	const hint = `write it in full, like "https://intranet.example.org/mentoring/"`
	no := func(s string) string { return `"` + s + `" is no web address` }
	checkValues(t, text[Address], []valueCase{
		{written: `"https://intranet.example.org/mentoring/"`, want: "https://intranet.example.org/mentoring/"},
		{written: `"https://intranet.example.org/mentoring"`, want: "https://intranet.example.org/mentoring/"},
		{written: `"http://intranet:8080"`, want: "http://intranet:8080/"},
		{written: `""`, want: ""},
	}, []valueCase{
		{`"intranet.example.org/mentoring"`, no("intranet.example.org/mentoring"), hint},
		{`"javascript:alert(1)"`, no("javascript:alert(1)"), hint},
		{`"https:///mentoring/"`, no("https:///mentoring/"), hint},
		{`"https://me:secret@example.org/"`, no("https://me:secret@example.org/"), hint},
		{`"https://example.org/a b\n"`, no(`https://example.org/a b\n`), hint},
		{`"https://example.org/?page=1"`, "the web address of a folder has no ? or #", hint},
		{`"https://example.org/index.html"`, "the web address of a folder is wanted, not of a page", hint},
		{`1`, "text is wanted, not a number", hint},
	})
}

func TestZoneIsANameThatEveryMachineKnows(t *testing.T) {
	const hint = `write the name of a region and a city, like "Europe/Lisbon"`
	no := func(s string) string { return `unknown time zone "` + s + `"` }
	checkValues(t, text[Zone], []valueCase{
		{written: `"Europe/Lisbon"`, want: "Europe/Lisbon"},
		{written: `"America/Argentina/Buenos_Aires"`, want: "America/Argentina/Buenos_Aires"},
		{written: `"America/Port_of_Spain"`, want: "America/Port_of_Spain"},
		{written: `"UTC"`, want: "UTC"},
	}, []valueCase{
		{`"Europe/Lisboa"`, no("Europe/Lisboa"), `did you mean "Europe/Lisbon"?`},
		{`"europe/lisbon"`, no("europe/lisbon"), `did you mean "Europe/Lisbon"?`},
		{`"EUROPE/LISBON"`, no("EUROPE/LISBON"), `did you mean "Europe/Lisbon"?`},
		{`"lisbon"`, no("lisbon"), `did you mean "Europe/Lisbon"?`},
		{`"America/New York"`, no("America/New York"), `did you mean "America/New_York"?`},
		{`"GMT Standard Time"`, no("GMT Standard Time"), hint},
		{`"Local"`, no("Local"), hint},
		{`""`, no(""), hint},
		{`"posix/Europe/Lisbon"`, no("posix/Europe/Lisbon"), hint},
		{`"../etc/passwd"`, no("../etc/passwd"), hint},
		{`1`, "text is wanted, not a number", hint},
	})
	for _, z := range zones {
		if _, err := time.LoadLocation(z); err != nil {
			t.Errorf("suggests a zone that is none: %v", err)
		}
	}
}

func TestPercentTellsNothingFromZero(t *testing.T) {
	const no = "a whole number from 0 to 100 is wanted"
	checkValues(t, Percent.String, []valueCase{
		{written: "0", want: "0"}, {written: "40", want: "40"}, {written: "100", want: "100"},
	}, []valueCase{
		{"101", no, "write it like 40"},
		{"-1", no, "write it like 40"},
		{"0.4", no, "write 40"},
		{"40.0", no, "write 40"},
		{"nan", no, "write it like 40"},
		{"400.0", no, "write it like 40"},
		{`"40%"`, no, "write 40"},
		{`"40 %"`, no, "write 40"},
		{`"half"`, no, "write it like 40"},
		{"true", no, "write it like 40"},
	})
	if (Percent{}).String() != "" || !(Percent{}).IsZero() || (Percent{Set: true}).IsZero() {
		t.Error("0 per cent and nothing said are the same")
	}
}

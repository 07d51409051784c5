package render

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/language"

	"pairbook/internal/program"
)

// The library that knows the languages leaves gaps: short months that are
// missing, hours without a.m. and p.m. The table says how to fill them; these
// tests go through every day and hour of every language to find one more.

func TestEveryLocaleWritesEveryDay(t *testing.T) {
	for _, l := range known {
		c, ok := newCalendar(program.Language(l.tag))
		if !ok || c.tag != l.tag {
			t.Errorf("%s is not found: %s, %v", l.tag, c.tag, ok)
			continue
		}
		fulls, shorts := map[string]program.Date{}, map[string]program.Date{}
		for d := day(2027, 1, 1); d.Year == 2027; d = d.AddDays(1) {
			w := c.write(d)
			for _, text := range []string{w.full, w.plain} {
				if !strings.Contains(text, strconv.Itoa(d.Day)) || !strings.Contains(text, "2027") {
					t.Fatalf("%s: %s is %q", l.tag, d, text)
				}
				if strings.Contains(text, "cccc") || strings.Contains(text, "%!") || strings.Contains(text, "  ") {
					t.Fatalf("%s: %s is %q", l.tag, d, text)
				}
			}
			if !strings.Contains(w.full, strings.TrimSuffix(c.names.WeekdayWide(d.Weekday()), "na")) {
				t.Fatalf("%s: %s is %q, without the weekday", l.tag, d, w.full)
			}
			if other, twice := fulls[w.full]; twice {
				t.Fatalf("%s: %s and %s are both %q", l.tag, d, other, w.full)
			}
			if other, twice := shorts[w.plain]; twice {
				t.Fatalf("%s: %s and %s are both %q", l.tag, d, other, w.plain)
			}
			fulls[w.full], shorts[w.plain] = d, d
		}
	}
}

func TestEveryLocaleTellsTheHoursApart(t *testing.T) {
	for _, l := range known {
		c, _ := newCalendar(program.Language(l.tag))
		hours := map[string]int{}
		for hour := range 24 {
			text := c.clock(at(hour, 5))
			if other, twice := hours[text]; twice {
				t.Errorf("%s: %d and %d o'clock are both %q", l.tag, hour, other, text)
			}
			if !strings.Contains(text, "05") || strings.ContainsAny(text, "Bb{}") {
				t.Errorf("%s: %d o'clock is %q", l.tag, hour, text)
			}
			hours[text] = hour
		}
	}
}

func TestLocalesAreListedOnce(t *testing.T) {
	var tags []string
	for _, l := range known {
		if tag, err := language.Parse(l.tag); err != nil || tag.String() != l.tag {
			t.Errorf("%q is no tag: %v", l.tag, err)
		}
		tags = append(tags, l.tag)
	}
	slices.Sort(tags)
	if unique := slices.Compact(slices.Clone(tags)); len(unique) != len(tags) {
		t.Error("a tag is listed twice")
	}
}

func TestDatesInTheLanguagesWay(t *testing.T) {
	d, clock := day(2027, time.February, 4), at(15, 0)
	for _, test := range []struct {
		lang              program.Language
		full, short, time string
	}{
		{"en-GB", "Thursday 4 February 2027", "4 Feb 2027", "15:00"},
		{"en-AU", "Thursday 4 February 2027", "4 Feb 2027", "3:00 pm"},
		{"en-IE", "Thursday 4 February 2027", "4 Feb 2027", "15:00"},
		{"en-ZA", "Thursday 4 February 2027", "4 Feb 2027", "15:00"},
		{"en-IN", "Thursday 4 February 2027", "4 Feb 2027", "3:00 pm"},
		{"en", "Thursday, February 4, 2027", "Feb 4, 2027", "3:00 pm"},
		{"en-US", "Thursday, February 4, 2027", "Feb 4, 2027", "3:00 pm"},
		{"en-CA", "Thursday, February 4, 2027", "Feb 4, 2027", "3:00 p.m."},
		{"de", "Donnerstag, 4. Februar 2027", "04.02.2027", "15:00"},
		{"fr", "jeudi 4 février 2027", "4 févr. 2027", "15:00"},
		{"fr-CA", "jeudi 4 février 2027", "4 févr. 2027", "15 h 00"},
		{"pt-BR", "quinta-feira, 4 de fevereiro de 2027", "4 de fev. de 2027", "15:00"},
		{"pt-PT", "quinta-feira, 4 de fevereiro de 2027", "04/02/2027", "15:00"},
		{"fi", "torstai 4. helmikuuta 2027", "4.2.2027", "15.00"},
		{"ru", "четверг, 4 февраля 2027 г.", "4 февр. 2027 г.", "15:00"},
		{"ar", "الخميس، 4 فبراير 2027", "4 فبراير 2027", "3:00 م"},
		{"ar-EG", "الخميس، 4 فبراير 2027", "4 فبراير 2027", "3:00 م"},
		{"he", "יום חמישי, 4 בפברואר 2027", "4 בפבר׳ 2027", "15:00"},
		{"ja", "2027年2月4日木曜日", "2027年2月4日", "15:00"},
		{"zh-TW", "2027年2月4日 星期四", "2027年2月4日", "15:00"},
		{"zh-Hans-CN", "2027年2月4日星期四", "2027年2月4日", "15:00"},
		{"ko", "2027년 2월 4일 목요일", "2027년 2월 4일", "15:00"},
		{"hi", "गुरुवार, 4 फ़रवरी 2027", "4 फ़र॰ 2027", "3:00 pm"},
		{"ur", "جمعرات، 4 فروری، 2027", "4 فروری، 2027", "15:00"},
	} {
		c, ok := newCalendar(test.lang)
		if !ok {
			t.Errorf("%s is not known", test.lang)
			continue
		}
		if got := blanks.Replace(c.full(d)); got != `<time datetime="2027-02-04">`+test.full+"</time>" {
			t.Errorf("%s: full date %s, want %s", test.lang, got, test.full)
		}
		if got := blanks.Replace(c.plainShort(d)); got != test.short {
			t.Errorf("%s: short date %q, want %q", test.lang, got, test.short)
		}
		if got := blanks.Replace(c.clock(clock)); got != test.time {
			t.Errorf("%s: time %q, want %q", test.lang, got, test.time)
		}
	}
}

// blanks makes plain blanks of those that do not break.
var blanks = strings.NewReplacer("\u202f", " ", "\u00a0", " ")

func TestLanguageThatIsNotKnownIsWrittenInEnglish(t *testing.T) {
	for _, lang := range []program.Language{"tlh", ""} {
		c, ok := newCalendar(lang)
		if ok || c.plainShort(day(2027, 2, 4)) != "4 Feb 2027" {
			t.Errorf("%q: %v, %s", lang, ok, c.plainShort(day(2027, 2, 4)))
		}
	}
}

func TestDatesAtTheEdges(t *testing.T) {
	c, _ := newCalendar("en-GB")
	for d, wanted := range map[program.Date]string{
		day(1900, 1, 1): "Monday 1 January 1900", day(2028, 2, 29): "Tuesday 29 February 2028", day(2200, 12, 31): "Wednesday 31 December 2200",
		{}: "",
	} {
		if wanted != "" {
			wanted = `<time datetime="` + d.String() + `">` + wanted + "</time>"
		}
		for range 2 { // remembered the second time
			if got := blanks.Replace(c.full(d)); got != wanted {
				t.Errorf("%s is %s, want %s", d, got, wanted)
			}
		}
	}
}

func TestDatesDoNotDependOnTheZoneOfTheMachine(t *testing.T) {
	for _, zone := range []string{"Pacific/Kiritimati", "Pacific/Pago_Pago"} {
		t.Setenv("TZ", zone)
		c, _ := newCalendar("en-GB")
		if got := c.plainShort(day(2027, 2, 4)); got != "4 Feb 2027" {
			t.Errorf("in %s it is %s", zone, got)
		}
	}
}

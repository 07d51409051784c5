package render

import (
	"strings"
	"testing"
	"time"

	"pairbook/internal/program"
)

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
		{"pt", "quinta-feira, 4 de fevereiro de 2027", "04/02/2027", "15:00"},
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

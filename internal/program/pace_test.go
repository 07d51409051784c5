package program

import (
	"strings"
	"testing"
)

func TestTwoSessionsAMonth(t *testing.T) {
	for _, test := range []struct {
		name, first string
		breaks      []Break
		want        string
	}{
		{"from the first week", "2027-01-05", nil, "2027-01-05 2027-01-19 2027-02-02 2027-02-16 2027-03-02"},
		{"from the third", "2027-01-19", nil, "2027-01-19 2027-02-02 2027-02-16 2027-03-02 2027-03-16"},
		{"from the second", "2027-01-14", nil, "2027-01-14 2027-01-28 2027-02-11 2027-02-25 2027-03-11"},
		{"from the fourth", "2027-01-28", nil, "2027-01-28 2027-02-11 2027-02-25 2027-03-11 2027-03-25"},
		{"a fifth week has none", "2027-03-04", nil, "2027-03-04 2027-03-18 2027-04-01 2027-04-15 2027-05-06"},
		{"moved within its half", "2027-01-05", between("2027-02-01..2027-02-05"), "2027-01-05 2027-01-19 2027-02-09 2027-02-16 2027-03-02"},
		{"overtaken by a move", "2027-01-05", between("2027-02-01..2027-02-20"), "2027-01-05 2027-01-19 2027-02-23 2027-03-02 2027-03-16"},
		{"the first is moved, the places stay", "2027-01-05", between("2027-01-05"), "2027-01-12 2027-01-19 2027-02-02 2027-02-16 2027-03-02"},
		{"none in the fifth week", "2027-01-29", nil, ""},
	} {
		for _, every := range []Every{{}, months(1)} {
			var got []string
			for _, d := range (Schedule{First: on(test.first), Every: every, PerMonth: 2, Breaks: test.breaks}).dates(5) {
				got = append(got, d.String())
			}
			if strings.Join(got, " ") != test.want {
				t.Errorf("%s: %v; want %s", test.name, got, test.want)
			}
		}
	}
}

func TestPerMonthGoesWithAMonth(t *testing.T) {
	for text, want := range map[string]string{
		`schedule = {per_month = 2}`:                     "",
		`schedule = {per_month = 1, every = "month"}`:    "",
		`schedule = {per_month = 3}`:                     "schedule.per_month | the number of sessions in a month lies outside 1 to 2 | for more write every = \"week\", or every = \"2 weeks\"\n",
		`schedule = {per_month = 2, every = "2 weeks"}`:  "schedule.per_month | per_month goes with every = \"month\", not with \"2 weeks\" | take one of the two out\n",
		`schedule = {per_month = 1, every = "2 months"}`: "schedule.per_month | per_month goes with every = \"month\", not with \"2 months\" | take one of the two out\n",
	} {
		if got := lines(written(t, pair+text).Check()); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
	_, faults := merged(t, pair+`schedule = {per_month = 2, first = 2027-01-29}`).Resolve(Setting{})
	want := "schedule.first | the first session on 2027-01-29 is in the fifth week of its month, and two sessions a month fall into the first and third or the second and fourth | write a day from the 1st to the 28th\n"
	if got := lines(faults); got != want {
		t.Errorf("%s", got)
	}
	rel := resolved(t, pair+`schedule = {per_month = 2, first = 2027-01-14}`+"\nsessions = [{held = true}]\n")
	if want := (Every{N: 1, Unit: Month, Times: 2}); rel.Schedule.Every != want {
		t.Errorf("every %+v", rel.Schedule.Every)
	}
	if long, since := rel.LongSince(); long != on("2027-02-14") || since != on("2027-01-14") {
		t.Errorf("long since %s, last %s", long, since)
	}
}

func TestTwiceAMonthInOtherWords(t *testing.T) {
	checkValues(t, Every.String, nil, []valueCase{
		{`"Twice a  month"`, `"Twice a  month" does not say how often to meet`, "write per_month = 2 in place of every"},
	})
}

func TestTwoSessionsOnOneDay(t *testing.T) {
	for text, want := range map[string]string{
		`sessions = [{date = 2027-02-04, time = 09:00}, {date = 2027-02-04, time = 15:00}]`: "",
		`sessions = [{date = 2027-02-04, time = 15:00}, {date = 2027-02-04, time = 09:00}]`: "sessions[2].date | sessions 1 and 2 are both on 2027-02-04, and the second does not begin later | give session 2 a later time, like time = 16:30, or another date\n",
		`sessions = [{date = 2027-02-04}, {date = 2027-02-04, time = 09:00}]`:               "sessions[2].date | sessions 1 and 2 are both on 2027-02-04, and the second does not begin later | give session 2 a later time, like time = 16:30, or another date\n",
		`sessions = [{date = 2027-02-04}, {date = 2027-02-03}]`:                             "sessions[2].date | session 2 on 2027-02-03 does not come after session 1 on 2027-02-04 | change one of the two dates: sessions follow each other in the order of their numbers\n",
	} {
		_, faults := merged(t, pair+text).Resolve(Setting{})
		if got := lines(faults); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
}

func TestLinks(t *testing.T) {
	const hint = `write the whole address, like "https://meet.example.org/room"`
	checkValues(t, text[Link], []valueCase{
		{`"https://meet.example.org/a?b=c#d"`, "https://meet.example.org/a?b=c#d", ""},
		{`"http://meet.example.org"`, "http://meet.example.org", ""},
		{`""`, "", ""},
	}, []valueCase{
		{`"meet.example.org/room"`, `"meet.example.org/room" is no web address`, `write "https://meet.example.org/room"`},
		{`"javascript:alert(1)"`, `"javascript:alert(1)" is no web address`, hint},
		{`"https://a b"`, `"https://a b" is no web address`, hint},
		{`"https://tom@example.org/"`, `"https://tom@example.org/" is no web address`, hint},
		{`"room 4"`, `"room 4" is no web address`, hint},
		{"4", "text is wanted, not a number", hint},
	})
}

func TestLinksAreShownShort(t *testing.T) {
	for link, want := range map[Link]string{
		"": "", "https://www.example.org/": "example.org", "http://meet.example.org/amara-tom": "meet.example.org/amara-tom",
		"https://teams.example.org/l/meetup-join/19%3ameeting_Njk0": "teams.example.org/l/meetup-join/19%3ame…",
	} {
		if got := link.Short(); got != want {
			t.Errorf("%s: %s", link, got)
		}
	}
}

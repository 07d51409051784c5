package program

import (
	"fmt"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
)

// pair is the least that a relationship file may say.
const pair = `
mentor = {name = "Amara Nwosu"}
mentee = {name = "Tom Okafor"}
`

// group has one mentor and three mentees.
const group = `
mentor = {name = "Amara Nwosu"}
mentees = [{name = "Tom Okafor"}, {name = "Lin Wei"}, {name = "Sofia Reis"}]
`

// merged reads a record as it is after merging: every entry has its number.
func merged(t *testing.T, text string) Record {
	t.Helper()
	r := written(t, text)
	for i := range r.Sessions {
		r.Sessions[i] = r.Sessions[i].Placed(i)
	}
	return r
}

func written(t *testing.T, text string) Record {
	t.Helper()
	var r Record
	if _, err := toml.Decode(text, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// lines shows faults one a line, warnings with a mark.
func lines(faults []Fault) string {
	var b strings.Builder
	for _, f := range faults {
		mark := ""
		if f.Warning {
			mark = "warning: "
		}
		fmt.Fprintf(&b, "%s%s | %s | %s\n", mark, f.Path, f.Text, f.Hint)
	}
	return b.String()
}

func resolved(t *testing.T, text string) *Relationship {
	t.Helper()
	rel, faults := merged(t, text).Resolve(Setting{Cohort: "Spring 2027", ID: "tom", Address: "tom"})
	if rel == nil {
		t.Fatalf("not resolved:\n%s", lines(faults))
	}
	return rel
}

func TestTwoNamesAreEnough(t *testing.T) {
	rel, faults := merged(t, pair).Resolve(Setting{Cohort: "spring", ID: "tom", Address: "tom"})
	if len(faults) > 0 {
		t.Errorf("faults:\n%s", lines(faults))
	}
	want := &Relationship{
		Cohort: "spring", ID: "tom", Address: "tom",
		Title: "Amara Nwosu & Tom Okafor", Parts: DefaultParts,
		Language: "en-GB", Status: Active,
		Mentors:  []Person{{Name: "Amara Nwosu", Folded: "amara nwosu"}},
		Mentees:  []Person{{Name: "Tom Okafor", Folded: "tom okafor"}},
		Schedule: Schedule{Every: months(1), Sessions: 6},
		Sessions: []Session{
			{Number: 1, Topic: "getting-started"},
			{Number: 2, Topic: "industry-trends"},
			{Number: 3, Topic: "time-management"},
			{Number: 4, Topic: "lessons-learned"},
			{Number: 5, Topic: "technical-issues"},
			{Number: 6, Topic: "looking-ahead"},
		},
	}
	if diff := cmp.Diff(want, rel); diff != "" {
		t.Error(diff)
	}
}

func TestResolveTakesFromItsSetting(t *testing.T) {
	in := Setting{
		Language: "pt-BR",
		Contact:  Contact{Name: "Vera Lund", Email: "vera@example.org"},
	}
	rel, _ := merged(t, pair+"labels = {mentee = \"Learner\"}").Resolve(in)
	if want := (Labels{Mentee: "Learner"}); rel.Labels != want {
		t.Errorf("labels: %+v", rel.Labels)
	}
	if rel.Language != "pt-BR" || rel.Contact != in.Contact {
		t.Errorf("language %s, contact %+v", rel.Language, rel.Contact)
	}
	rel, _ = merged(t, pair+"language = \"cy\"\nstatus = \"draft\"\ntitle = \"Ours\"").Resolve(in)
	if rel.Language != "cy" || rel.Status != Draft || rel.Title != "Ours" {
		t.Errorf("language %s, status %s, title %q", rel.Language, rel.Status, rel.Title)
	}
}

func TestTitleNamesEveryone(t *testing.T) {
	for text, want := range map[string]string{
		group: "Amara Nwosu & Tom Okafor, Lin Wei, Sofia Reis",
		`mentors = [{name = " Amara  Nwosu "}, {name = "Jo\nBell"}]
		mentee = {name = "Tom Okafor"}`: "Amara Nwosu, Jo Bell & Tom Okafor",
		pair + `title = "  "`: "Amara Nwosu & Tom Okafor",
	} {
		if got := resolved(t, text).Title; got != want {
			t.Errorf("title %q, want %q", got, want)
		}
	}
}

func TestADraftMayLackOneSide(t *testing.T) {
	rel := resolved(t, "status = \"draft\"\nmentee = {name = \"Tom Okafor\"}")
	if rel.Title != "Tom Okafor" || len(rel.Mentors) != 0 || rel.Status != Draft {
		t.Errorf("got %+v", rel)
	}
	if rel := resolved(t, "status = \"draft\"\nmentors = [{name = \"Jo Bell\"}, {name = \"Ann Lee\"}]"); rel.Title != "Jo Bell, Ann Lee" {
		t.Errorf("title %q", rel.Title)
	}
}

func TestFaultsOfARecord(t *testing.T) {
	const apart = "tell them apart by an initial or a team"
	const order = "change one of the two dates: sessions follow each other in the order of their numbers"
	const whole = `measurable = "x", due = 2027-01-15`
	tests := []struct{ name, text, want string }{
		{"nobody", ``, `
mentor | there is no mentor | write a line [mentor], and name = "…" on the next
mentee | there is no mentee | write a line [mentee], and name = "…" on the next`},
		{"a draft of nobody", `status = "draft"`, `
mentor | there is no mentor | write a line [mentor], and name = "…" on the next
mentee | there is no mentee | write a line [mentee], and name = "…" on the next`},
		{"one side of what is no draft", `
			status = "paused"
			mentee = {name = "Tom Okafor"}`, `
mentor | there is no mentor | write a line [mentor], and name = "…" on the next`},
		{"two mentees of one name", `
			mentor = {name = "Amara Nwosu"}
			mentees = [{name = "Tom Okafor"}, {name = "Lin Wei"}, {name = "tom  okafor"}]`, `
mentees[3].name | two mentees are called "tom  okafor" | ` + apart},
		{"two mentors of one name, composed and decomposed", `
			mentors = [{name = "Zoë Hall"}, {name = "Zoe\u0308 Hall"}]
			mentee = {name = "Tom Okafor"}`, `
mentors[2].name | two mentors are called "Zoe` + "\u0308" + ` Hall" | ` + apart},
		{"one person on both sides", `
			mentor = {name = "Amara Nwosu"}
			mentee = {name = "AMARA NWOSU"}`, `
mentee.name | "AMARA NWOSU" is both mentor and mentee | when two people have that name, ` + apart},
		{"one address on both sides", `
			mentor = {name = "Amara Nwosu", email = "amara@example.org"}
			mentees = [{name = "Tom Okafor"}, {name = "Amara N.", email = "Amara@example.org"}]`, `
mentees[2].email | mentor "Amara Nwosu" and mentee "Amara N." have one e-mail address | nobody can be both mentor and mentee`},

		{"a session beyond the schedule", pair + `
			schedule.sessions = 3
			sessions = [{n = 3}, {n = 5, held = true}]`, `
sessions[5] | session 5 lies beyond the 3 sessions of the schedule | write sessions = 5 in [schedule], or take this table out`},
		{"a session beyond the only one", pair + `
			schedule.sessions = 1
			sessions = [{n = 2}]`, `
sessions[2] | session 2 lies beyond the 1 session of the schedule | write sessions = 2 in [schedule], or take this table out`},
		{"an own date after the next session", pair + `
			schedule = {first = 2027-01-14, every = "week", sessions = 3}
			sessions = [{n = 2, date = 2027-01-30}]`, `
sessions[2].date | session 3 on 2027-01-28 does not come after session 2 on 2027-01-30 | ` + order},
		{"an own date on the day of the session before", pair + `
			schedule = {first = 2027-01-14, every = "week", sessions = 3}
			sessions = [{n = 2, date = 2027-01-14}]`, `
sessions[2].date | sessions 1 and 2 are both on 2027-01-14, and the second does not begin later | give session 2 a later time, like time = 16:30, or another date`},
		{"own dates with blanks between", pair + `
			sessions = [{n = 1, date = 2027-02-01}, {n = 4, date = 2027-01-14}]`, `
sessions[4].date | session 4 on 2027-01-14 does not come after session 1 on 2027-02-01 | ` + order},
		{"beyond the last year", pair + `
			schedule = {first = 2200-12-01, every = "month"}`, `
schedule.first | session 2 would lie after the year 2200 | look at first, every and the breaks in [schedule]`},

		{"somebody present whom nobody knows", group + `
			sessions = [{n = 2, present = ["lin  wei", "Lin Wie", "Nobody"]}]`, `
sessions[2].present[2] | nobody here is called "Lin Wie" | did you mean "Lin Wei"?
sessions[2].present[3] | nobody here is called "Nobody" | write one of "Amara Nwosu", "Tom Okafor", "Lin Wei", "Sofia Reis"`},

		{"a goal of a session that there is not", pair + `
			goals = [{title = "a", ` + whole + `}]
			sessions = [{topic = "t", goals = [1, 3]}]`, `
sessions[1].goals[2] | there is no goal 3 | this file has 1 goal`},
		{"a goal of a session without any goals", pair + `
			sessions = [{n = 2, topic = "t", goals = [1]}]`, `
sessions[2].goals[1] | there is no goal 1 | no goals are written yet: add [[goals]], or take the number out`},
		{"a goal of an action that there is not", pair + `
			goals = [{title = "a", ` + whole + `}, {title = "b", ` + whole + `}]
			actions = [{who = "both", what = "x", goal = 3}]`, `
actions[1].goal | there is no goal 3 | this file has 2 goals`},
		{"a session of an action that there is not", pair + `
			actions = [{who = "both", what = "x"}, {who = "both", what = "x", session = 7}]`, `
actions[2].session | there is no session 7 | the schedule has 6 sessions`},

		{"an action of nobody, nearly", pair + `
			actions = [{who = "mentro", what = "x"}, {who = "Tom Okafro", what = "x"}, {who = "Tom", what = "x"}]`, `
actions[1].who | nobody here is called "mentro" | did you mean "mentor"?
actions[2].who | nobody here is called "Tom Okafro" | did you mean "Tom Okafor"?
actions[3].who | nobody here is called "Tom" | did you mean "Tom Okafor"?`},
		{"an action of nobody", pair + `
			actions = [{who = "everyone", what = "x"}]`, `
actions[1].who | nobody here is called "everyone" | write one of "mentor", "mentee", "both", "Amara Nwosu", "Tom Okafor"`},
		{"an action of nobody in a group", group + `
			actions = [{who = "everyone", what = "x"}]`, `
actions[1].who | nobody here is called "everyone" | write one of "mentor", "mentee", "both", "Amara Nwosu", "Tom Okafor", "Lin Wei", …`},
		{"a goal of nobody", group + `
			goals = [{title = "a", owner = "Lin Wie", ` + whole + `}, {title = "b", owner = "Amara Nwosu", ` + whole + `}]`, `
goals[1].owner | no mentee is called "Lin Wie" | did you mean "Lin Wei"?
goals[2].owner | no mentee is called "Amara Nwosu" | write one of "Tom Okafor", "Lin Wei", "Sofia Reis"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rel, faults := merged(t, test.text).Resolve(Setting{})
			if rel != nil {
				t.Error("a relationship in spite of its faults")
			}
			if diff := cmp.Diff(strings.TrimPrefix(test.want, "\n")+"\n", lines(faults)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWarningsStopNothing(t *testing.T) {
	const (
		fewer = "fewer goals are easier to reach: keep the others for later"
		whole = `measurable = "x", due = 2027-01-15`
	)
	goals := func(owners ...string) string {
		var list []string
		for _, o := range owners {
			if o != "" {
				o = `owner = "` + o + `", `
			}
			list = append(list, `{title = "a", `+o+whole+`}`)
		}
		return "goals = [" + strings.Join(list, ", ") + "]"
	}
	tests := []struct{ name, text, want string }{
		{"half a goal", pair + `
			goals = [{title = "a"}, {title = "b", due = 2027-06-30}, {title = "c", measurable = "x"}]`, `
warning: goals[1] | goal 1 has neither a measure nor a due date | add measurable = "…" and due = 2027-06-30
warning: goals[2] | goal 2 has no measure | add measurable = "…": how both will know that it is reached
warning: goals[3] | goal 3 has no due date | add a day, like due = 2027-06-30`},
		{"a goal due after the end", pair + `
			schedule = {first = 2027-01-14, every = "week", sessions = 2}
			goals = [{title = "a", measurable = "x", due = 2027-01-21}, {title = "b", measurable = "x", due = 2027-01-22}]`, `
warning: goals[2].due | goal 2 is due on 2027-01-22, after the last session on 2027-01-21 | `},
		{"six goals", pair + goals("", "", "", "", "", ""), `
warning: goals[6] | Tom Okafor has 6 goals, more than 5 | ` + fewer},
		{"six goals for one of several", group + goals("Lin Wei", "Tom Okafor", "", "Lin Wei", "", "lin wei", "Lin Wei"), `
warning: goals[7] | Lin Wei has 6 goals, more than 5 | ` + fewer},
		{"a session without a topic", pair + `
			schedule.sessions = 5
			sessions = [{topic = "feedback", held = true}, {focus = "The move"}, {title = "A visit"}, {cancelled = "ill"}]`, `
warning: sessions[2] | session 2 has neither a topic nor a title | add topic = "…" or title = "…"`},
		{"a session held before others", pair + `sessions = [{n = 2, held = true}, {n = 6, held = true}]`, `
warning: sessions[6].held | session 6 was held, but sessions 1, 3 to 5 were neither held nor cancelled | look whether the number is right, and whether the others were held too`},
		{"the second session held before the first", pair + `sessions = [{n = 2, held = true}]`, `
warning: sessions[2].held | session 2 was held, but session 1 was neither held nor cancelled | look whether the number is right, and whether the others were held too`},
		{"a session held after one that was cancelled", pair + `sessions = [{n = 1, cancelled = "ill"}, {n = 2, held = true}]`, ""},
		{"sessions held in their order", pair + `sessions = [{n = 2, held = true}, {n = 1, held = true}]`, ""},
		{"five goals", pair + goals("", "", "", "", ""), ""},
		{"six goals for three", group + goals("Lin Wei", "Lin Wei", "Lin Wei", "Tom Okafor", "Tom Okafor", "Sofia Reis"), ""},
		{"sessions that leave the topics to the default", pair + `sessions = [{held = true}, {focus = "The move"}]`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rel, faults := merged(t, test.text).Resolve(Setting{})
			if rel == nil {
				t.Error("no relationship")
			}
			want := ""
			if test.want != "" {
				want = strings.TrimPrefix(test.want, "\n") + "\n"
			}
			if diff := cmp.Diff(want, lines(faults)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNamesAreTakenFromTheirTables(t *testing.T) {
	r := merged(t, group+`
goals = [{title = "a", owner = "LIN  wei"}]
actions = [{who = "Mentee", what = "x"}, {who = "sofia reis", what = "y", status = "done"}]`)
	rel, _ := r.Resolve(Setting{})
	if got := rel.Goals[0].Owner; got != "Lin Wei" {
		t.Errorf("owner %q", got)
	}
	if got := rel.Actions[0]; got.Who != "mentee" || got.Status != Open {
		t.Errorf("action 1: %+v", got)
	}
	if got := rel.Actions[1]; got.Who != "Sofia Reis" || got.Status != Done {
		t.Errorf("action 2: %+v", got)
	}
	if r.Goals[0].Owner != "LIN  wei" || r.Actions[0].Status != "" {
		t.Error("Resolve has changed its record")
	}
}

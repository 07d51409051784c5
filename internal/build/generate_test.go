package build

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pairbook/internal/filetest"
)

func TestMain(m *testing.M) { filetest.Main(m) }

// generate writes a site of n relationships in cohorts of 250 to a new folder:
// names in many scripts, three goals, six sessions, actions, a full agreement.
func generate(tb testing.TB, n int) string {
	tb.Helper()
	dir := tb.TempDir()
	write := func(name, text string) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			tb.Fatal(err)
		}
	}
	write("site.toml", generatedSite)
	for i := range n {
		cohort := fmt.Sprintf("content/cohorts/cohort-%02d", i/250+1)
		if i%250 == 0 {
			write(cohort+"/cohort.toml", fmt.Sprintf("title = \"Cohort %d\"\n[schedule]\nfirst = 2027-01-%02d\n", i/250+1, 4+i/250%20))
		}
		write(fmt.Sprintf("%s/pair-%04d.toml", cohort, i+1), generatedPair(i))
	}
	return dir
}

const generatedSite = `title = "Leadership mentoring"
organisation = "Example Works"
[contact]
name = "Rosa Lindqvist"
email = "mentoring@example.org"
phone = "01632 960100"
[schedule]
every = "3 weeks"
sessions = 6
time = 15:00:00
minutes = 60
timezone = "Europe/London"
place = "Meeting room, second floor"
[[schedule.breaks]]
name = "Summer"
from = 2027-07-26
to = 2027-08-13
[agreement]
expectations = ["We both prepare.", "We start and end on time.", "We say early when something does not work."]
covers = ["leading people", "career decisions"]
excludes = ["appraisal", "pay"]
rescheduling = "A day's notice where we can; whoever moves a session offers two new dates."
ending = "Either of us may end this at any time, without a reason and without blame."
[[agreement.clauses]]
title = "Travel"
text = "Travel for sessions is working time and is booked like any other journey."
`

var generatedNames = []string{
	"Amara Nwosu", "Tom Okafor", "María José Fernández", "Zoë Müller", "محمد الأمين", "佐藤 花子", "Łukasz Żak",
	"Ngozi Ade-Brown", "Siân O'Rourke", "अनिता शर्मा", "Олена Коваль", "김민준", "Bjørn Ångström", "Nguyễn Thị Lan",
}

// generatedPair is the text of the i-th relationship.
func generatedPair(i int) string {
	name := func(k int) string {
		return fmt.Sprintf("%s %d", generatedNames[(i*3+k*5)%len(generatedNames)], i+1)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `[mentor]
name = %q
title = "Head of operations"
team = "Customer operations"
email = "mentor-%[2]d@example.org"
phone = "01632 960%03[3]d"
hopes = ["To learn how work looks from the other side", "To give time back"]
brings = ["Fifteen years of shift work", "Patience with spreadsheets"]
[mentee]
name = %[4]q
team = "Station services"
email = "mentee-%[2]d@example.org"
hopes = ["To lead my first project", "To speak up in the monthly review"]
brings = ["Fresh eyes", "Questions nobody asks any more"]
[agreement]
mentor_role = "I ask, listen and tell what I have seen go well and badly."
mentee_role = "I bring the topics, decide and try things out."
confidentiality = "What we say stays with us; what we wrote on the goals sheet may be shown."
review = 2027-04-01
[agreement.contact]
mentor = "Mail, answered within two days"
mentee = "Chat in the afternoon"
middle_ground = "Mail for plans, chat on the day itself"
`, name(0), i+1, i%900, name(1))
	for g := range 3 {
		fmt.Fprintf(&b, `[[goals]]
title = "Goal %d: run the spring timetable change of depot %d from start to finish"
specific = "I plan, brief and review the change for one depot with a team of five."
measurable = "The change is live on the day and nobody worked unplanned overtime."
achievable = "I have led two smaller changes and have a deputy who knows the depot."
relevant = "It is the work I want to do in two years' time."
due = 2027-0%d-10
steps = ["Draw the plan", "Brief the team", "Review after a week"]
support = "An hour with somebody who has done it before"
progress = %d
`, g+1, i+1, g+2, (i*7+g*20)%100)
	}
	b.WriteString("[[sessions]]\ntopic = \"getting-started\"\nheld = true\n[[sessions]]\ntopic = \"time-management\"\nagenda = [\"Where the week goes\", \"One thing to stop\", \"Next steps\"]\ngoals = [1, 2]\n")
	for _, topic := range []string{"industry-trends", "lessons-learned", "technical-issues", "looking-ahead"} {
		fmt.Fprintf(&b, "[[sessions]]\ntopic = %q\n", topic)
	}
	for a, who := range []string{"mentor", "mentee", "both"} {
		fmt.Fprintf(&b, "[[actions]]\nwho = %q\nwhat = \"Action %d: read the report on depot %d and note three questions\"\nsession = 1\ndue = 2027-02-0%d\ngoal = %d\n", who, a+1, i+1, a+1, a+1)
	}
	return b.String()
}

package forms

import (
	"strings"
	"testing"
)

func TestAChangedNameFollows(t *testing.T) {
	c := newClient(t, example)
	c.get("/desk/pair/spring/tom")
	c.wants(200, "A changed name follows", "The whole name.")
	people := []string{"mentor.name", "Amara Nwosu", "mentee.name", "Thomas  Okafor", "mentee.email", "thomas@example.org", "mentee.hopes", "To lead\r\n\r\nTo listen\r\n"}
	c.post("/desk/pair/spring/tom/people", people...)
	c.wants(200, "Done: people of spring/tom.")
	c.has(tom, "[mentee]\nname = \"Thomas Okafor\" # the new one\nemail = \"thomas@example.org\"\nhopes = [\"To lead\", \"To listen\"]\n")
	c.has(tom, "who = \"Thomas Okafor\"")

	// What is emptied goes, and what was not sent stays.
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/people", "mentee.email", "")
	if got := c.file(tom); strings.Contains(got, "email") || !strings.Contains(got, "hopes") {
		t.Errorf("it is\n%s", got)
	}
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/people", "others-new.name", "Ines Duarte", "others-new.role", "Sponsor", "others-new.access", "true", "others-new.email", "ines@example.org")
	c.has(tom, "[[others]]\nname = \"Ines Duarte\"\nrole = \"Sponsor\"\nemail = \"ines@example.org\"\naccess = true\n")

	for want, pairs := range map[string][]string{
		"Mentor, Name: this cannot be empty": {"mentor.name", " "},
		"is both mentor and mentee":          {"mentee.name", "Amara Nwosu"},
		"e-mail":                             {"mentee.email", "no address"},
		"role":                               {"others-new.name", "Nobody"},
		"U+200B":                             {"mentee.name", "To\u200bm"},
	} {
		c.get("/desk/pair/spring/tom")
		before := c.file(tom)
		c.post("/desk/pair/spring/tom/people", pairs...)
		c.wants(422, want)
		if got := c.file(tom); got != before {
			t.Errorf("it was written:\n%s", got)
		}
	}
	// A field that no form has is nothing.
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/people", "mentee.salary", "1", "status", "closed", "mentorz-new.name", "Eve")
	c.wants(200, "There was nothing to change")
}

// A side of one person gets another: its table becomes a list.
func TestASideGetsAnotherPerson(t *testing.T) {
	c := newClient(t, example)
	c.get("/desk/pair/spring/tom")
	c.wants(200, "Mentor: one more", "Mentee: one more")
	c.post("/desk/pair/spring/tom/people", "mentor.name", "Amara Obi", "mentors-new.name", "Eve Adams", "mentors-new.email", "eve@example.org")
	c.wants(200, "Done: people of spring/tom.", "Mentor Amara Obi", "Mentor Eve Adams")
	c.has(tom, "[[mentors]]\nname = \"Amara Obi\"\n")
	c.has(tom, "[[mentors]]\nname = \"Eve Adams\"\nemail = \"eve@example.org\"\n")
	c.post("/desk/pair/spring/tom/people", "mentors-new.name", "Kei Mori")
	c.has(tom, "name = \"Kei Mori\"\n")

	dotted := newClient(t, map[string]string{"site.toml": example["site.toml"], tom: "mentor.name = \"Amara Nwosu\"\nmentee.name = \"Tom Okafor\"\n"})
	dotted.get("/desk/pair/spring/tom")
	dotted.post("/desk/pair/spring/tom/people", "mentors-new.name", "Eve Adams")
	dotted.wants(422, "cannot be changed without touching something else")
}

// A goal goes, and what is about those behind it follows.
func TestAGoalIsRemoved(t *testing.T) {
	const goals = "\n[[goals]]\ntitle = \"One\"\n\n[[goals]] # the second\ntitle = \"Two\"\nsteps = [\"a\"]\n\n[[goals]]\ntitle = \"Three\"\n" +
		"\n[[sessions]]\ngoals = [1, 2, 3]\n\n[[sessions]]\ngoals = [2]\n\n[[actions]]\nwho = \"mentor\"\nwhat = \"Ask\"\ngoal = 3\n\n[[actions]]\nwho = \"mentor\"\nwhat = \"Tell\"\ngoal = 2\n"
	people := "[mentor]\nname = \"Amara Nwosu\"\n\n[mentee]\nname = \"Tom Okafor\"\n"
	c := newClient(t, map[string]string{"site.toml": example["site.toml"], tom: people + goals})
	c.get("/desk/pair/spring/tom")
	c.wants(200, "Remove this goal")
	c.post("/desk/pair/spring/tom/goals", "goals[2].remove", "yes", "goals[2].title", "Not written", "goals[3].title", "The third")
	c.wants(200, "Done: goals of spring/tom.")
	want := people + "\n[[goals]]\ntitle = \"One\"\n\n# the second\n\n[[goals]]\ntitle = \"The third\"\n" +
		"\n[[sessions]]\ngoals = [1, 2]\n\n[[sessions]]\n\n[[actions]]\nwho = \"mentor\"\nwhat = \"Ask\"\ngoal = 2\n\n[[actions]]\nwho = \"mentor\"\nwhat = \"Tell\"\n"
	if got := c.file(tom); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	c.post("/desk/pair/spring/tom/goals", "goals[1].remove", "yes", "goals[2].remove", "yes")
	c.wants(200, "Done: goals of spring/tom.")
	if got := c.file(tom); strings.Contains(got, "goal") {
		t.Errorf("goals are left:\n%s", got)
	}
}

func TestGoalsAndTheAgreement(t *testing.T) {
	c := newClient(t, map[string]string{
		"site.toml": example["site.toml"] + "[agreement]\nmentor_role = \"Asks and listens.\"\n", tom: example[tom],
	})
	c.get("/desk/pair/spring/tom")
	c.wants(200, "Left empty, this counts: Asks and listens.")
	c.post("/desk/pair/spring/tom/goals", "goals[1].title", "Lead a review", "goals[1].measurable", "It is held", "goals[1].due", "2027-06-30", "goals[1].progress", "20",
		"goals-new.title", "Learn to say no", "goals-new.steps", "Watch\nTry", "goals-new.owner", "Tom Okafor")
	c.wants(200, "Done: goals of spring/tom.")
	c.has(tom, "title = \"Lead a review\"\nmeasurable = \"It is held\"\ndue = 2027-06-30\nprogress = 20\n")
	c.has(tom, "[[goals]]\ntitle = \"Learn to say no\"\nowner = \"Tom Okafor\"\nsteps = [\"Watch\", \"Try\"]\n")
	for want, pairs := range map[string][]string{
		"Goal 1, Progress: 140 lies outside 0 to 100": {"goals[1].progress", "140"},
		`Goal 1, Due: "soon" is no day`:               {"goals[1].due", "soon"},
		"A new goal, Title: this cannot be empty":     {"goals-new.title", "", "goals-new.specific", "x"},
		`Goal 2, Progress: "much" is no whole number`: {"goals[2].progress", "much"},
	} {
		c.get("/desk/pair/spring/tom")
		before := c.file(tom)
		c.post("/desk/pair/spring/tom/goals", pairs...)
		if strings.HasPrefix(want, "A new goal") {
			want = "title" // that the key is missing is found when the site is read
		}
		c.wants(422, want)
		if got := c.file(tom); got != before {
			t.Errorf("it was written:\n%s", got)
		}
	}
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/agreement", "agreement.mentee_role", "Prepares", "agreement.covers", "Skills\nQuestions", "agreement.review", "2027-04-01", "agreement.contact.mentor", "By e-mail")
	c.wants(200, "Done: agreement of spring/tom.")
	c.has(tom, "[agreement]\nmentee_role = \"Prepares\"\ncovers = [\"Skills\", \"Questions\"]\nreview = 2027-04-01\n")
	c.has(tom, "[agreement.contact]\nmentor = \"By e-mail\"\n")
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/agreement", "agreement.review", "never")
	c.wants(422, `Agreement, Review: "never" is no day`)
}

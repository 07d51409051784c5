package program

import "testing"

func TestOthersHavePromisesAndBothDoesNotMeanThem(t *testing.T) {
	rel := resolved(t, pair+`
		others = [{name = " Ines  Duarte", role = "Sponsor", title = "Director", phone = "1"}]
		actions = [{who = "ines duarte", what = "a"}, {who = "both", what = "b"}]`)
	if rel.Actions[0].Who != "Ines Duarte" {
		t.Errorf("who = %q", rel.Actions[0].Who)
	}
	if got := rel.Owners(rel.Actions[0]); len(got) != 1 || got[0].Name != "Ines Duarte" || got[0].Title != "Director" || got[0].Phone != "1" {
		t.Errorf("owners %+v", got)
	}
	if got := rel.Owners(rel.Actions[1]); len(got) != 2 {
		t.Errorf("both are %+v", got)
	}
}

func TestTheLineManagerAsMentorIsAWarning(t *testing.T) {
	for text, want := range map[string]string{
		`others = [{name = "amara nwosu", role = "Line  Manager"}]`: "warning: others[1].role | Amara Nwosu is mentor and \"Line Manager\" at once | it is hard to be open with whoever judges one's work: look for another mentor\n",
		`others = [{name = "Amara Nwosu", role = "Coordinator"}]`:   "",
		`others = [{name = "Jo Bell", role = "Line manager"}]`:      "",
		`others = [{name = "Tom Okafor", role = "line manager"}]`:   "",
	} {
		_, faults := merged(t, pair+text).Resolve(Setting{})
		if got := lines(faults); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
	_, faults := merged(t, `mentor = {name = "Amara Nwosu", email = "A.Nwosu@example.org"}
		mentee = {name = "Tom Okafor"}
		others = [{name = "A. Nwosu", role = "Gestora", email = "a.nwosu@example.org"}]`).Resolve(Setting{})
	if want := "warning: others[1].role | Amara Nwosu is mentor and \"Gestora\" at once | it is hard to be open with whoever judges one's work: look for another mentor\n"; lines(faults) != want {
		t.Errorf("%s", lines(faults))
	}
}

func TestClausesAreTextOrLines(t *testing.T) {
	for text, want := range map[string]string{
		`{text = "x"}`: "",
		`{lines = 3}`:  "",
		`{title = "x", lines = 12, fixed = true}`: "",
		`{text = "x", lines = 3}`:                 "agreement.clauses[1].lines | a clause has a text or lines to write on, not both | take one of the two out\n",
		`{lines = 13}`:                            "agreement.clauses[1].lines | a clause has 1 to 12 lines to write on, not 13 | \n",
		`{title = "x"}`:                           "agreement.clauses[1] | the clause says nothing | write text = \"…\", or lines = 3 for room to write\nagreement.clauses[1].text | the text is blank | \n",
		`{text = " "}`:                            "agreement.clauses[1].text | the text is blank | \n",
		`{text = "x", fixed = true}`:              "agreement.clauses[1].fixed | a fixed clause has a title, by which nearer files know it | write title = \"…\" too\nagreement.clauses[1].title | the title is blank | \n",
	} {
		if got := lines(written(t, pair+"agreement = {clauses = ["+text+"]}").Check()); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
}

package desk

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFactsForPrograms(t *testing.T) {
	d := Facts(load(t, "site.toml", "title = \"Test\"\n[limits]\nmentees_per_mentor = 1\n",
		"content/cohorts/spring/ann.toml", person("mentor", "Amara", "a@example.org")+person("mentee", "Ann", "")+"[schedule]\nsessions = 1\n[[sessions]]\nheld = true\n",
		tom, person("mentor", "Amara", "a@example.org")+person("mentee", "Tom", "")+complete+`
[schedule]
sessions = 1
first = 2027-01-14
time = 15:00
minutes = 60
place = "Room 4"
[[goals]]
title = "Lead"
owner = "Tom"
measurable = "Yes"
achievable = "Yes"
relevant = "Yes"
due = 2027-01-14
[[actions]]
who = "mentor"
what = "Ask"
session = 1
due = 2027-02-01
`))
	got, err := json.Marshal(struct {
		Cohort *Cohort
		Busy   []Busy
	}{&d.Cohorts[0], d.Busy})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"Cohort":{"id":"spring","title":"spring","draft":0,"active":2,"paused":0,"closed":0,"held":1,"planned":2,"cancelled":0,"open_actions":1,` +
		`"missing":{"agreements":1,"without_goal":1,"goals":1,"next_dates":0},"broken":[],"retain_until":"","anonymised":{"relationships":0,"held":0,"planned":0},"relationships":[` +
		`{"id":"ann","title":"Amara \u0026 Ann","status":"active","mentors":[{"name":"Amara","email":"a@example.org","phone":"","over_limit":2}],` +
		`"mentees":[{"name":"Ann","email":"","phone":"","over_limit":0}],"next":null,"held":1,"planned":1,"cancelled":0,"closing":null,"agreement_complete":false,` +
		`"agreement_blank":["mentor-role","mentee-role","expectations","covers","excludes","duration","place","contact-mentor","contact-mentee","middle-ground","review"],` +
		`"goals":[],"open_actions":[]},` +
		`{"id":"tom","title":"Amara \u0026 Tom","status":"active","mentors":[{"name":"Amara","email":"a@example.org","phone":"","over_limit":2}],` +
		`"mentees":[{"name":"Tom","email":"","phone":"","over_limit":0}],"next":{"n":1,"date":"2027-01-14","time":"15:00","place":"Room 4"},"held":0,"planned":1,"cancelled":0,"closing":null,"agreement_complete":true,` +
		`"agreement_blank":[],"goals":[{"n":1,"title":"Lead","owner":"Tom","missing":["specific"]}],` +
		`"open_actions":[{"who":["Amara"],"what":"Ask","session":1,"due":"2027-02-01"}]}]},` +
		`"Busy":[{"name":"Amara","email":"a@example.org","mentees":2,"relationships":["spring/ann","spring/tom"]}]}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("facts (-want +got):\n%s", diff)
	}
}

func TestAClosedRelationshipAsJSON(t *testing.T) {
	d := Facts(load(t, tom, "status = \"closed\"\nclosing = {date = 2027-06-30, reason = \"moved\"}\n"+pair+
		"[schedule]\nsessions = 3\n[[sessions]]\nheld = true\n[[sessions]]\ncancelled = \"ill\"\n"))
	got, err := json.Marshal(&d.Cohorts[0])
	if err != nil {
		t.Fatal(err)
	}
	const want = `"next":null,"held":1,"planned":3,"cancelled":1,"closing":{"date":"2027-06-30","outcome":"ended-early","reason":"moved"},`
	if !strings.Contains(string(got), want) {
		t.Errorf("facts = %s; want %s among them", got, want)
	}
}

package edit

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/diag"
	"pairbook/internal/filetest"
	"pairbook/internal/program"
	"pairbook/internal/site"
)

// builtin is a built-in site with nothing but topics, to be read quickly.
var builtin = topics("getting-started", "industry-trends", "time-management", "lessons-learned", "technical-issues", "looking-ahead")

func topics(names ...string) fstest.MapFS {
	files := filetest.Files{}
	for _, name := range names {
		files["content/topics/"+name+".md"] = "+++\ntitle = \"" + name + "\"\n+++\n"
	}
	return files.FS()
}

// twoNames are sites with relationships of two names each, and a roadmap on every level or none.
var twoNames = map[string]filetest.Files{
	"two names alone":         {"site.toml": "title = \"Test\"\n"},
	"dates":                   {"site.toml": "title = \"Test\"\n[schedule]\nfirst = 2027-01-14\n"},
	"a number of sessions":    {"site.toml": "title = \"Test\"\n[schedule]\nfirst = 2027-01-14\nsessions = 9\n"},
	"a roadmap of the cohort": {"site.toml": "title = \"Test\"\n[schedule]\nfirst = 2027-01-14\n", "content/cohorts/spring/cohort.toml": "[[sessions]]\ntopic = \"time-management\"\n[[sessions]]\ntitle = \"A visit\"\n[[sessions]]\nn = 4\ntopic = \"looking-ahead\"\n"},
	"entries without numbers": {"site.toml": "title = \"Test\"\n[schedule]\nfirst = 2027-01-14\n", "content/cohorts/spring/tom.toml": pair + "[[sessions]]\ntopic = \"time-management\"\n[[sessions]]\n[[sessions]]\ndate = 2027-03-12\n"},
}

const pair = "[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = \"Tom Okafor\"\n"

// To record a session changes nothing of any other: not whether there is one, nor its topic or day.
func TestRecordingASessionChangesNoOther(t *testing.T) {
	for name, files := range twoNames {
		files = filetest.Files{"content/cohorts/spring/tom.toml": pair}.With(files)
		before := sessions(t, files)
		for n := 1; n <= len(before); n++ {
			for what, r := range map[string]Record{
				"held":      {Session: n, Held: true},
				"cancelled": {Session: n, Cancelled: "ill"},
				"present":   {Session: n, Held: true, Present: []string{"Tom Okafor"}},
				"promise":   {Session: n, Promises: []Promise{{Who: "mentor", What: "call"}}},
				"place":     {Session: n, Place: "Room 4"},
			} {
				after := sessions(t, recorded(t, files, r))
				if len(after) != len(before) {
					t.Errorf("%s, session %d %s: %d sessions became %d", name, n, what, len(before), len(after))
					continue
				}
				after[n-1].Held, after[n-1].Cancelled, after[n-1].Present, after[n-1].Place = false, "", nil, ""
				if diff := cmp.Diff(before, after); diff != "" {
					t.Errorf("%s, session %d %s:\n%s", name, n, what, diff)
				}
			}
		}
	}
}

// sessions are those of the only relationship of a site.
func sessions(t *testing.T, files filetest.Files) []program.Session {
	t.Helper()
	s, problems, err := site.Load(files.FS(), builtin, &site.Memory{})
	must(t, err)
	if errs, _ := diag.Count(problems); errs > 0 {
		t.Fatal(problems)
	}
	return s.Cohorts[0].Relationships[0].Sessions
}

// planned makes a plan, and returns the change and the problems as they are told.
func plannedChange(t *testing.T, files filetest.Files, do func(*Plan)) (*Change, string) {
	t.Helper()
	p, err := Begin(files.FS(), builtin)
	must(t, err)
	do(p)
	change, problems, err := p.Finish("test")
	must(t, err)
	var told []string
	for _, problem := range problems {
		told = append(told, fmt.Sprint(problem))
	}
	return change, strings.Join(told, "\n")
}

func recorded(t *testing.T, files filetest.Files, r Record) filetest.Files {
	t.Helper()
	change, told := plannedChange(t, files, func(p *Plan) {
		for _, rel := range p.Find("spring/tom", diag.Position{}) {
			p.Record(rel, r)
		}
	})
	if change == nil {
		t.Fatalf("%+v: %s", r, told)
	}
	after := filetest.Files{}
	for _, f := range change.Files {
		after[f.Path] = string(f.After)
	}
	return files.With(after)
}

// Problems that the site has already do not stand in the way; a new one does, also in
// another file.
func TestOnlyNewProblemsCount(t *testing.T) {
	files := filetest.Files{
		"site.toml":                       "title = \"Test\"\n[schedule]\nfirst = 2027-01-14\n",
		"content/cohorts/spring/tom.toml": pair,
		"content/cohorts/spring/bad.toml": "[mentor]\nnam = \"x\"\n",
	}
	change, told := plannedChange(t, files, func(p *Plan) {
		for _, rel := range p.Find("spring/tom", diag.Position{}) {
			p.Record(rel, Record{Session: 1, Held: true})
		}
	})
	if change == nil || len(change.Files) != 1 || told != "" {
		t.Errorf("%v, %s", change, told)
	}
	change, told = plannedChange(t, files, func(p *Plan) {
		for _, rel := range p.Find("spring/tom", diag.Position{}) {
			p.Set(rel, "schedule.every", "fortnight", diag.Position{})
		}
	})
	if change != nil || !strings.Contains(told, "content/cohorts/spring/tom.toml:7:9: ") {
		t.Errorf("%v, %s", change, told)
	}
}

func TestNamesOfRelationships(t *testing.T) {
	files := filetest.Files{"site.toml": "title = \"Test\"\n", "content/cohorts/Frühling/Tom & Amara.toml": pair}
	for name, want := range map[string]string{
		"Frühling/Tom & Amara":                      "",
		"fruhling/tom-amara":                        "",
		"Frühling":                                  "",
		`fruhling\tom-amara`:                        "",
		"content/cohorts/Frühling/":                 "",
		"content/cohorts/Frühling/Tom & Amara.toml": "",
		"fruhling/tom":                              "there is no relationship \"fruhling/tom\"\n   pairbook status --cohort Frühling lists who there is",
		"summer/tom":                                "there is no cohort \"summer\"\n   the cohorts are Frühling",
		"frühlng/tom":                               "there is no cohort \"frühlng\"\n   did you mean \"Frühling\"?",
	} {
		found := 0
		_, told := plannedChange(t, files, func(p *Plan) { found = len(p.Find(name, diag.Position{})) })
		if told != want || (found == 1) != (want == "") {
			t.Errorf("%s: %d found, %s", name, found, told)
		}
	}
	_, told := plannedChange(t, filetest.Files{"site.toml": "title = \"Test\"\n"}, func(p *Plan) { p.Find("spring", diag.Position{}) })
	if told != "there is no cohort \"spring\"\n   pairbook add or pairbook import begins one" {
		t.Error(told)
	}
}

func TestPromisesAsTheyAreWritten(t *testing.T) {
	day := program.Date{Year: 2027, Month: 3, Day: 1}
	for text, want := range map[string]Promise{
		"mentor; lend the book; 2027-03-01": {Who: "mentor", What: "lend the book", Due: day},
		" Tom  Okafor ;call;1 March 2027":   {Who: "Tom Okafor", What: "call", Due: day},
		"both; read; write; talk":           {Who: "both", What: "read; write; talk"},
		"both; read; write; 2027-03-01":     {Who: "both", What: "read; write", Due: day},
		"mentee; call;":                     {Who: "mentee", What: "call"},
	} {
		got, complaint := ParsePromise(text)
		if diff := cmp.Diff(want, got); diff != "" || complaint != nil {
			t.Errorf("%q: %v, %s", text, complaint, diff)
		}
	}
}

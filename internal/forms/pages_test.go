package forms

import (
	"strings"
	"testing"
	"time"

	"pairbook/internal/diag"
)

func TestARelationshipIsPausedAndClosed(t *testing.T) {
	c := newClient(t, example)
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/status", "status", "paused")
	c.wants(200, "Done: spring/tom: paused.")
	c.has(tom, "status = \"paused\"")
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/record", "session", "1", "outcome", "held") // of a paused pair too: it may have met before
	c.wants(200, "Done:")
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/status", "status", "closed", "date", "2027-02-09", "outcome", "ended-early", "reason", "A new job")
	c.has(tom, "status = \"closed\"")
	c.has(tom, "[closing]\ndate = 2027-02-09\noutcome = \"ended-early\"\nreason = \"A new job\"\n")
	c.get("/desk/pair/spring/tom")
	c.wants(200, "Closed")
	c.post("/desk/pair/spring/tom/status", "status", "paused")
	c.wants(422, "spring/tom is closed")
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/status", "status", "active")
	if got := c.file(tom); strings.Contains(got, "closing") {
		t.Errorf("it is\n%s", got)
	}
	for want, pairs := range map[string][]string{
		`there is no status "gone"`:  {"status", "gone"},
		`there is no outcome "fled"`: {"status", "closed", "outcome", "fled"},
		`"x" is no day`:              {"status", "closed", "date", "x"},
	} {
		c.get("/desk/pair/spring/tom")
		c.post("/desk/pair/spring/tom/status", pairs...)
		c.wants(422, want)
	}
	c.get("/desk/pair/spring/nobody")
	c.wants(404, "There is no such page")
}

func TestAPairIsAdded(t *testing.T) {
	c := newClient(t, example)
	c.get("/desk/add")
	c.wants(200, "Two names are enough.", `value="spring"`)
	c.post("/desk/add", "cohort", "spring", "mentor.name", "Noor Haddad", "mentor.email", "noor@example.org", "mentee.name", "Ivo Prins",
		"schedule.first", "2027-03-01", "schedule.time", "15:00", "schedule.place", "Depot")
	c.wants(200, "Done: add spring/noor-haddad-ivo-prins.")
	c.has("content/cohorts/spring/noor-haddad-ivo-prins.toml", `# Added on 2027-02-10. What is not said here comes from cohort.toml and site.toml.

[mentor]
name  = "Noor Haddad"
email = "noor@example.org"

[mentee]
name = "Ivo Prins"

[schedule]
first = 2027-03-01
time  = 15:00:00
place = "Depot"
`)
	c.get("/desk/pair/spring/noor-haddad-ivo-prins")
	c.wants(200, "Noor Haddad & Ivo Prins")
	for want, pairs := range map[string][]string{
		"say which cohort":                           {"mentor.name", "A", "mentee.name", "B"},
		"write both names":                           {"cohort", "spring", "mentor.name", "A"},
		"there is a relationship spring/tom already": {"cohort", "spring", "id", "tom", "mentor.name", "A", "mentee.name", "B"},
		`a new cohort cannot be called "Über/../x"`:  {"cohort", "Über/../x", "mentor.name", "A", "mentee.name", "B"},
		`a cohort cannot be called "assets"`:         {"cohort", "assets", "mentor.name", "A", "mentee.name", "B"},
		`"noon" is no time`:                          {"cohort", "spring", "mentor.name", "A", "mentee.name", "B", "schedule.time", "noon"},
	} {
		c.post("/desk/add", pairs...)
		c.wants(422, want)
	}
	c.post("/desk/add", "cohort", "autumn", "mentor.name", "Noor Haddad", "draft", "yes", "format", "circle")
	c.has("content/cohorts/autumn/noor-haddad.toml", "format = \"circle\"\n")
	c.wants(200, "Done:")
	c.has("content/cohorts/autumn/noor-haddad.toml", "status = \"draft\"")
	c.undo()
	if c.file("content/cohorts/autumn/noor-haddad.toml") != "" {
		t.Error("it is still there")
	}
}

func TestAListIsImported(t *testing.T) {
	c := newClient(t, example)
	const sheet = "Mentor,Mentee,Mentor email,Shoe size\nNoor Haddad,Ivo Prins,noor@example.org,40\nJon Vik,Mia Roth,,41\n"
	c.get("/desk/import")
	c.wants(200, "You see first what would be written.")
	c.upload("/desk/import", `C:\lists\people.csv`, sheet, "cohort", "autumn", "do", "plan")
	c.wants(200, "What people.csv would change", "2 rows are read.", "Columns that are not used: Shoe size", "2 new pairs", "autumn/noor-haddad-ivo-prins", "+name  = \"Noor Haddad\"")
	if c.file("content/cohorts/autumn/jon-vik-mia-roth.toml") != "" {
		t.Fatal("it was written before it was asked for")
	}
	c.post("/desk/import/write", c.fields("sheet", "plan", "cohort", "update")...)
	c.wants(200, "Done: import people.csv.", "Noor Haddad & Ivo Prins", "Jon Vik & Mia Roth")
	c.has("content/cohorts/autumn/jon-vik-mia-roth.toml", "Mia Roth")

	// An update says the differences.
	c.upload("/desk/import", "people.csv", "Mentor,Mentee,Mentor email\nNoor Haddad,Ivo Prins,haddad@example.org\n", "cohort", "autumn", "update", "yes", "close-missing", "yes")
	c.wants(200, "differences", "noor@example.org", "haddad@example.org", "1 pair is not in the sheet", "autumn/jon-vik-mia-roth")
	pairs := c.fields("sheet", "plan", "cohort", "update", "close-missing")

	// When the site has changed since, the new plan is shown.
	noor := "content/cohorts/autumn/noor-haddad-ivo-prins.toml"
	write(t, c.dir, noor, strings.Replace(c.file(noor), "noor@", "n.noor@", 1))
	c.post("/desk/import/write", pairs...)
	c.wants(200, "What people.csv would change")
	if strings.Contains(c.file("content/cohorts/autumn/noor-haddad-ivo-prins.toml"), "haddad@") {
		t.Fatal("another plan was written than the one that was shown")
	}
	c.post("/desk/import/write", c.fields("sheet", "plan", "cohort", "update", "close-missing")...)
	c.wants(200, "Done: import people.csv.")
	c.has("content/cohorts/autumn/noor-haddad-ivo-prins.toml", "haddad@example.org")
	c.has("content/cohorts/autumn/jon-vik-mia-roth.toml", "status = \"closed\"")
	c.undo()
	c.has(noor, "n.noor@example.org")

	for _, test := range []struct {
		name, sheet, want string
		pairs             []string
	}{
		{"people.csv", "", "choose a sheet first", []string{"cohort", "autumn"}},
		{"people.csv", sheet, "say which cohort", nil},
		{"people.csv", "Mentor,Mentee\nNoor Haddad,\n,\n=cmd|x,Noor Haddad\x00\n", "Nothing was written", []string{"cohort", "winter"}},
		{"people.xlsx", "PK\x03\x04 broken", "people.xlsx", []string{"cohort", "winter"}},
		{"people.csv", sheet, "no order of dates", []string{"cohort", "winter", "dates", "backwards"}},
		{"people.csv", sheet, "nonsense", []string{"cohort", "winter", "map", "nonsense"}},
		{"people.csv", "Mentor,Mentee\nA,B\n", "cannot be called", []string{"cohort", "../x"}},
	} {
		before := snapshot(t, c.dir+"/content")
		c.upload("/desk/import", test.name, test.sheet, test.pairs...)
		c.wants(422, test.want)
		if snapshot(t, c.dir+"/content") != before {
			t.Errorf("%s: something was written", test.want)
		}
	}
	c.post("/desk/import/write", "sheet", "unknown", "plan", "x", "cohort", "autumn")
	c.wants(422, "choose a sheet first")
}

// fields are those of hidden fields of the page that was shown last.
func (c *client) fields(names ...string) []string {
	c.Helper()
	_, form, _ := strings.Cut(c.body, "/desk/import/write")
	var pairs []string
	for _, name := range names {
		_, rest, found := strings.Cut(form, `name="`+name+`" value="`)
		if !found {
			c.Fatalf("the page has no %s: %s", name, c.said())
		}
		value, _, _ := strings.Cut(rest, `"`)
		pairs = append(pairs, name, value)
	}
	return pairs
}

func TestABuildSaysFirstWhatItChanges(t *testing.T) {
	files := map[string]string{}
	for name, text := range example {
		files[name] = text
	}
	files["site.toml"] = "publish = \"out\"\n" + files["site.toml"]
	c := newClient(t, files)
	c.get("/desk/build")
	c.wants(200, "What a build would change", "files would be written, 0 removed; 0 are right already.", "These would be written", "Build and publish to out")
	if c.file("public/index.html") != "" {
		t.Fatal("a page that is only looked at has built")
	}
	c.post("/desk/build", "do", "build")
	c.wants(200, "Built: ", "of 3 workbooks.")
	if c.file("public/spring/tom/index.html") == "" || c.file("out/index.html") != "" {
		t.Fatal("it was not built, or published")
	}
	c.get("/desk/build")
	c.wants(200, "0 files would be written, 0 removed")
	c.get("/desk/pair/spring/tom")
	c.post("/desk/pair/spring/tom/record", "session", "1", "outcome", "held")
	c.post("/desk/publish")
	c.wants(200, "the site has changed since the last build")
	c.post("/desk/build", "do", "publish")
	c.wants(200, "Built: ", "Published to ")
	if c.file("out/spring/tom/index.html") == "" {
		t.Fatal("it was not published")
	}

	// With a problem nothing is written.
	write(t, c.dir, hana, "[mentor\n")
	c.desk.current().Changed([]string{hana})
	c.get("/desk/build")
	c.wants(200, "content/cohorts/spring/hana.toml:1")
	c.post("/desk/build", "do", "build")
	c.wants(422, "content/cohorts/spring/hana.toml:1")
	write(t, c.dir, hana, example[hana])

	// So many workbooks are gone that it asks.
	for _, name := range []string{tom, hana, lin} {
		write(t, c.dir, name, "status = \"draft\"\n"+strings.Replace(example[name], "status = \"paused\"\n", "", 1))
	}
	for _, name := range []string{"a", "b", "c"} {
		write(t, c.dir, "content/cohorts/spring/"+name+".toml", "[mentor]\nname = \"Mo "+name+"\"\n[mentee]\nname = \"Li "+name+"\"\n")
	}
	c.post("/desk/build", "do", "build")
	for _, name := range []string{"a", "b", "c", "tom"} {
		write(t, c.dir, "content/cohorts/spring/"+name+".toml", "status = \"draft\"\n"+strings.Replace(c.file("content/cohorts/spring/"+name+".toml"), "status = \"draft\"\n", "", 1))
	}
	for _, name := range []string{"d", "e", "f", "g"} {
		write(t, c.dir, "content/cohorts/spring/"+name+".toml", "[mentor]\nname = \"Mo "+name+"\"\n[mentee]\nname = \"Li "+name+"\"\n")
	}
	c.post("/desk/build", "do", "build")
	for _, name := range []string{"d", "e", "f", "g"} {
		write(t, c.dir, "content/cohorts/spring/"+name+".toml", "status = \"draft\"\n[mentor]\nname = \"Mo "+name+"\"\n[mentee]\nname = \"Li "+name+"\"\n")
	}
	c.post("/desk/build", "do", "build")
	c.wants(422, "this build would remove 4 of 4 published workbooks", "Build, and remove these workbooks")
	c.post("/desk/build", "do", "remove")
	c.wants(200, "Built: ")
	if c.file("public/spring/d/index.html") != "" {
		t.Error("it is still there")
	}
}

func TestPDFsAreMadeBesides(t *testing.T) {
	c := newClient(t, example)
	c.post("/desk/pdf")
	c.desk.Wait()
	c.get("/desk/build")
	c.wants(200, "2 PDFs made, 0 were right already, 0 could not be made.")
	c.desk.Print = nil
	c.get("/desk/build")
	c.wants(200, "none was found on this computer")
	c.post("/desk/pdf")
	c.wants(404)
}

func TestASiteIsBegunAndOpened(t *testing.T) {
	c := newClient(t, nil)
	c.get("/")
	if c.status != 303 || c.header.Get("Location") != c.desk.Base()+"/desk/start" {
		t.Fatalf("%d %v", c.status, c.header)
	}
	c.get("/public/index.html")
	if c.status != 303 {
		t.Errorf("%d", c.status)
	}
	for _, address := range []string{"/desk/add", "/desk/import", "/desk/build", "/desk/files", "/desk/text", "/desk/history"} {
		if c.get(address); c.status != 303 {
			t.Errorf("%s: %d", address, c.status)
		}
	}
	c.get("/desk/start")
	c.wants(200, "Begin a programme", "Open again", "A4 or Letter", "Kind of programme", `value="circle"`)
	c.post("/desk/new", "folder", c.dir+"/site", "program.title", "")
	c.wants(422, "give the programme a title")
	c.post("/desk/open", "folder", c.dir+"/nowhere")
	c.wants(422, "there is no site in", "/nowhere")
	c.post("/desk/new", "folder", c.dir+"/site", "program.title", "Depot <b>", "paper", "A4")
	c.wants(200, "Nobody is here yet", "Depot <b>")
	c.has("site/site.toml", "title = \"Depot <b>\"\npaper = \"A4\"\n")
	c.get("/desk/cohort/spring")
	c.wants(404)
}

func TestProblemsOfTheSiteStandAtTheTop(t *testing.T) {
	c := newClient(t, example)
	c.desk.Built(c.dir, nil, []diag.Problem{
		{Position: diag.Position{File: "templates/page.html", Line: 3, Column: 1}, Text: "no function is called \"sya\"", Hint: "did you mean \"say\"?"},
		{Severity: diag.Warning, Position: diag.Position{File: tom}, Text: "a goal without a date"},
	}, true)
	c.desk.Built("elsewhere", nil, nil, false)
	c.get("/desk/history")
	c.wants(200, "1 problem of the site", "templates/page.html:3:1", `did you mean "say"?`, "a goal without a date", "line=3#L3")
	c.desk.Built(c.dir, []string{tom}, nil, false)
	if c.get("/desk/history"); strings.Contains(c.body, "problem of the site") {
		t.Errorf("it is still told: %s", c.said())
	}
}

func TestABrokenSiteCanBeMended(t *testing.T) {
	c := newClient(t, map[string]string{"site.toml": "title = \n", tom: example[tom]})
	c.get("/")
	c.wants(200)
	c.desk.Built(c.dir, nil, []diag.Problem{{Position: diag.Position{File: "site.toml", Line: 1, Column: 9}, Text: "a value is missing"}}, true)
	c.get("/desk/text?file=site.toml")
	c.wants(200, "1 problem of the site")
	c.post("/desk/text", "file", "site.toml", "text", "title = \"Mended\"\n")
	c.wants(200, "Done:")
	c.get("/")
	c.wants(200, "Mended")
}

func TestThePagesSpeakPortuguese(t *testing.T) {
	c := newClient(t, map[string]string{"site.toml": "title = \"Norte\"\nlanguage = \"pt\"\n[labels]\nmentee = \"Aprendiz\"\n[schedule]\nfirst = 2027-01-14\n", tom: example[tom]})
	c.get("/desk/pair/spring/tom")
	c.wants(200, `<html lang="pt"`, "Registar uma sessão", "14/01/2027", "Porque se consegue.", "O nome completo.")
	c.post("/desk/pair/spring/tom/record", "session", "1", "outcome", "held")
	c.wants(200, "Feito: registo da sessão 1 de spring/tom.")
}

// The history has a time for each change.
func TestTheHistoryKeepsTheOrder(t *testing.T) {
	c := newClient(t, example)
	for i, session := range []string{"1", "2"} {
		c.desk.Now = func() time.Time { return today.Add(time.Duration(i) * time.Minute) }
		c.get("/desk/pair/spring/tom")
		c.post("/desk/pair/spring/tom/record", "session", session, "outcome", "held")
	}
	c.get("/desk/history")
	if first, second := strings.Index(c.body, "09:31:00"), strings.Index(c.body, "09:30:00"); first < 0 || second < first {
		t.Errorf("%s", c.said())
	}
}

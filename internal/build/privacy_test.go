package build

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// planted is a relationship that says everything, each value with a mark of its
// own: "qsecret", the relationship, and a number.
func planted(id string) string {
	n := 0
	return regexp.MustCompile(`@`).ReplaceAllStringFunc(`title = "@"
[mentor]
name = "@"
title = "@"
team = "@"
email = "@.example.org"
phone = "01632 960 100 @"
pronouns = "@"
hopes = ["@"]
brings = ["@"]
[mentee]
name = "@"
title = "@"
team = "@"
email = "@.example.org"
hopes = ["@"]
brings = ["@"]
[schedule]
first = 2027-01-14
place = "@"
[[schedule.breaks]]
name = "@"
from = 2027-03-01
[agreement]
mentor_role = "@"
mentee_role = "@"
expectations = ["@"]
covers = ["@"]
excludes = ["@"]
frequency = "@"
duration = "@"
place = "@"
confidentiality = "@"
rescheduling = "@"
ending = "@"
[agreement.contact]
mentor = "@"
mentee = "@"
middle_ground = "@"
[[agreement.clauses]]
title = "@"
text = "@"
[[goals]]
title = "@"
specific = "@"
measurable = "@"
achievable = "@"
relevant = "@"
due = 2027-01-14
steps = ["@"]
support = "@"
[[sessions]]
title = "@"
focus = "@"
agenda = ["@"]
place = "@"
[[actions]]
who = "mentor"
what = "@"
note = "@"
`, func(string) string {
		n++
		return fmt.Sprintf("qsecret%s%02d", id, n)
	})
}

// What a relationship's file says is found in public/ only in the folder of that
// relationship; what a draft says, nowhere.
func TestPersonalDataStaysInItsOwnFolder(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		text = strings.NewReplacer(`.example.org"`, `@example.org"`).Replace(text)
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("site.toml", "title = \"Test\"\naddress = \"https://intranet.example.net/m/\"\n")
	write("content/cohorts/spring/one.toml", planted("a"))
	write("content/cohorts/spring/two.toml", planted("b"))
	write("content/cohorts/autumn/three.toml", planted("c"))
	write("content/cohorts/autumn/draft.toml", "status = \"draft\"\n"+planted("d"))
	mustRun(t, options(dir), &Memory{})

	home := map[string]string{"a": "public/spring/one/", "b": "public/spring/two/", "c": "public/autumn/three/", "d": "nowhere"}
	mark := regexp.MustCompile(`qsecret([a-d])[0-9]{2}`)
	seen := map[string]bool{}
	for name, data := range readTree(t, dir) {
		for _, found := range mark.FindAllSubmatch(append(data, name...), -1) {
			if strings.HasPrefix(name, "public/") && !strings.HasPrefix(name, home[string(found[1])]) {
				t.Errorf("%s holds %s, which belongs to %s", name, found[0], home[string(found[1])])
			}
			seen[string(found[0])] = true
		}
		if strings.HasPrefix(name, "public/") && (strings.HasSuffix(name, ".csv") || strings.Contains(string(data), "desk-")) && !strings.Contains(name, "assets/") {
			t.Errorf("%s holds a part of the facilitator's desk", name)
		}
	}
	if len(seen) < 120 {
		t.Errorf("only %d marks were found at all: the test looks at nothing", len(seen))
	}
	marker, err := os.ReadFile(filepath.Join(dir, "public/.pairbook-output"))
	if err != nil || mark.Match(marker) {
		t.Errorf("the marker file of public/ = %q, %v", marker, err)
	}
}

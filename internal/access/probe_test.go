package access_test

import (
	"context"
	"fmt"
	"html"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pairbook"
	"pairbook/internal/access"
	"pairbook/internal/build"
	"pairbook/internal/diag"
	"pairbook/internal/site"
)

// odd are relationships whose names have made rules go wrong: one name begins another, a
// cohort or a pair begins like a folder that all share, capitals, a percent sign.
var odd = map[string][2]string{
	"spring-2027/farida":        {"farida.one", "ines.one"},
	"spring-2027/farida-callum": {"farida", "callum"},
	"topics-2027/farida-callum": {"rosa", "teo"},
	"assets-old/ada":            {"ada", "bo"},
	"spring-2027/guidance-team": {"gita", "noor"},
	"Herbst 50%/UPPER Case":     {"Ulla.Upper", "ian"},
	"Herbst 50%/100% Tariq":     {"tariq", "mele"},
	"circles/shared":            {"sam", "kit"},
}

// oddSite writes a site of these to a folder.
func oddSite(t testing.TB, server, folder string) string {
	t.Helper()
	dir := openFolder(t)
	write(t, dir, "site.toml", fmt.Sprintf("title = \"Mentoring & more\"\noutput = %q\n[access]\nserver = %q\nfolder = %q\npath = \"/mentoring/\"\nfacilitators = [\"Jordan@example.org\"]\n", folder, server, folder))
	write(t, dir, "content/cohorts/circles/guidance/session.md", "# Of the cohort alone\n")
	write(t, dir, "content/cohorts/circles/topics/shared-question.md", "# A shared question\n")
	for name, people := range odd {
		write(t, dir, "content/cohorts/"+name+".toml", fmt.Sprintf("schedule.first = 2027-01-14\n[mentor]\nname = \"Mentor %[1]s\"\nemail = \"%[1]s@example.org\"\n[mentee]\nname = \"Mentee %[2]s\"\nemail = \"%[2]s@example.org\"\n", people[0], people[1]))
	}
	return dir
}

func load(t testing.TB, fsys fs.FS) (*site.Site, *access.Rules) {
	t.Helper()
	s, problems, err := site.Load(fsys, pairbook.Builtin(), &site.Memory{})
	if errs, _ := diag.Count(problems); err != nil || errs > 0 {
		t.Fatal(problems, err)
	}
	r, _ := access.New(s)
	return s, r
}

// published builds a site into a folder with an odd name of its own.
func published(t testing.TB, dir string) {
	t.Helper()
	report, err := build.Run(context.Background(), build.Options{Site: dir, Builtin: pairbook.Builtin()}, &build.Memory{})
	if err != nil || !report.Done {
		t.Fatal(report, err)
	}
}

// ask asks all questions as some visitors, and returns the answers.
func ask(t testing.TB, s *site.Site, r *access.Rules, on server, visitors ...access.Visitor) (all, wrong []access.Answer) {
	t.Helper()
	client := &access.Client{Address: on.address, Limit: time.Minute}
	p := access.NewProber(s, r, on.address)
	for _, v := range visitors {
		for _, q := range p.Questions(v) {
			a, err := client.Ask(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			if all = append(all, a); !a.Right() {
				wrong = append(wrong, a)
			}
		}
	}
	return all, wrong
}

func report(t testing.TB, wrong []access.Answer) {
	t.Helper()
	for i, a := range wrong {
		if i == 12 {
			t.Errorf("and %d more", len(wrong)-i)
			break
		}
		t.Errorf("%q %s %s (%s): %d, open: %v, should be %v", a.Visitor.Name, a.Method, a.Target, a.Way, a.Status, a.Opened, a.Open)
	}
}

// servers are those of the proof, each with both ways to sign in.
var servers = map[string]func(testing.TB, string, *access.Rules, []string, signIn, func(name, text string) string) server{
	"apache": apache, "nginx": nginx,
}

const stranger = "stranger@example.org" // signs in, and is in no workbook

// exampleSite copies the programme that Pairbook shows itself with.
func exampleSite(t testing.TB, server, folder string) string {
	t.Helper()
	dir := openFolder(t)
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../../site.toml")
	if err != nil {
		t.Fatal(err)
	}
	before, after, found := strings.Cut(string(text), "output             = \"public\"")
	if !found {
		t.Fatal("site.toml of the example names no output")
	}
	write(t, dir, "site.toml", fmt.Sprintf("%soutput = %q%s\n[access]\nserver = %q\nfolder = %q\nfacilitators = [\"mentoring@example.org\"]\n", before, folder, after, server, folder))
	return dir
}

func TestServersKeepToTheRules(t *testing.T) {
	if testing.Short() {
		t.Skip("starts web servers")
	}
	for _, c := range []struct {
		what     string
		site     func(t testing.TB, server, folder string) string
		visitors []string // of several workbooks, and a facilitator
	}{
		{"odd names", oddSite, []string{"farida@example.org", "farida.one@example.org", "rosa@example.org", "ulla.upper@example.org", "jordan@example.org"}},
		{"the example", exampleSite, []string{"farida.rahimi@example.org", "tegan.osei@example.org", "eunji.han@example.org", "mentoring@example.org"}},
	} {
		for name, start := range servers {
			for _, how := range []signIn{basic, forwarded} {
				t.Run(c.what+"/"+name+"/"+string(how), func(t *testing.T) {
					pages := filepath.Join(openFolder(t), "men.toring+1")
					dir := c.site(t, name, pages)
					published(t, dir)
					s, r := load(t, os.DirFS(dir))
					on := start(t, pages, r, append(r.Everybody, append(c.visitors, stranger)...), how, nil)
					visitors := []access.Visitor{{}, on.visitor(stranger)}
					for _, name := range c.visitors {
						visitors = append(visitors, on.visitor(name))
					}
					all, wrong := ask(t, s, r, on, visitors...)
					report(t, wrong)
					open := 0
					for _, a := range all {
						if a.Open {
							open++
						}
					}
					if len(all) < 240 || open < 30 || len(all)-open < 200 {
						t.Errorf("only %d questions, %d of them of doors that open", len(all), open)
					}
					t.Logf("%d of %d right, %d open", len(all)-len(wrong), len(all), open)
				})
			}
		}
	}
}

// A door of another pair is tried in all the ways in which rules have been got round.
func TestHowManyWaysADoorIsTried(t *testing.T) {
	s, r := load(t, os.DirFS(exampleSite(t, "apache", "/srv/www/mentoring")))
	at, err := url.Parse("http://127.0.0.1" + r.Path)
	if err != nil {
		t.Fatal(err)
	}
	prober := access.NewProber(s, r, at)
	count := func(visitor string) (ways, open int) {
		seen := map[string]bool{}
		for _, q := range prober.Questions(access.Visitor{Name: visitor}) {
			seen[q.Way] = true
			if q.Open {
				open++
			}
		}
		return len(seen), open
	}
	all := 0
	for _, visitor := range []string{"", "farida.rahimi@example.org", "tegan.osei@example.org", stranger} {
		ways, open := count(visitor)
		if ways < 60 || (open > 0) != (visitor != "" && visitor != stranger) {
			t.Errorf("%q: %d ways, %d doors that open", visitor, ways, open)
		}
		all += ways
		t.Logf("%q: %d ways, %d doors that open", visitor, ways, open)
	}
	if all < 240 {
		t.Errorf("four visitors try %d ways", all)
	}
}

// Rules that are nearly right, as people have written them, are found out.
func TestTheProbeFindsBrokenRules(t *testing.T) {
	if testing.Short() {
		t.Skip("starts web servers")
	}
	swap := func(file, old, new string) func(string, string) string {
		return func(name, text string) string {
			if name != file {
				return text
			}
			if !strings.Contains(text, old) {
				t.Errorf("%s has no %s", file, old)
			}
			return strings.Replace(text, old, new, 1)
		}
	}
	for _, c := range []struct {
		server, what string
		how          signIn
		open         bool // a door is open that should be shut; else one is shut
		change       func(name, text string) string
	}{
		{"apache", "a folder that begins like a shared one is shared", basic, true, func(name, text string) string {
			return strings.ReplaceAll(text, "topics)(?:/|$)", "topics)")
		}},
		{"apache", "who signs in gets in", basic, true, swap("pairbook-apache.conf", "Require group %{env:MATCH_COHORT}/%{env:MATCH_PAIR}", "Require valid-user")},
		{"apache", "a name in front is enough", basic, true, swap("pairbook-groups.txt", "spring-2027/farida-callum:", "spring-2027/farida-callum: farida.one@example.org")},
		{"apache", "the folders of cohorts are shut", basic, false, swap("pairbook-apache.conf", "/[a-z0-9-]+/(?:guidance|topics)(?:/|$)\">", "/none/(?:guidance|topics)(?:/|$)\">")},
		{"apache", "names are not found", forwarded, false, swap("pairbook-groups.txt", "spring-2027/farida-callum:", "spring/farida-callum:")},
		{"nginx", "a folder that begins like a shared one is shared", basic, true, swap("pairbook-http.conf", `topics)(?:/|$)" "*"`, `topics)" "*"`)},
		{"nginx", "open by default", forwarded, true, swap("pairbook-http.conf", "map \"$pairbook_door $pairbook_user\" $pairbook_person {\n    default 0;", "map \"$pairbook_door $pairbook_user\" $pairbook_person {\n    default 1;")},
		{"nginx", "another rule wins", basic, true, func(name, text string) string {
			switch name {
			case "server":
				return "location ~ \\.html$ { root /tmp/none; error_page 404 = @all; }\nlocation @all { rewrite ^/mentoring/(.*)$ /$1 break; root $pairbook_test; }\nset $pairbook_test FOLDER;"
			case "pairbook-location.conf":
				return strings.Replace(text, "location ^~ ", "location ", 1)
			}
			return text
		}},
		{"nginx", "the first page is shut", basic, false, swap("pairbook-http.conf", `(?:index\.html)?$" "*"`, `(?:index\.html)?$" "-"`)},
	} {
		t.Run(c.server+"/"+c.what, func(t *testing.T) {
			pages := filepath.Join(openFolder(t), "mentoring")
			dir := oddSite(t, c.server, pages)
			published(t, dir)
			s, r := load(t, os.DirFS(dir))
			change := func(name, text string) string { return strings.ReplaceAll(c.change(name, text), "FOLDER", pages) }
			on := servers[c.server](t, pages, r, append(r.Everybody, stranger), c.how, change)
			_, wrong := ask(t, s, r, on, access.Visitor{}, on.visitor("farida@example.org"), on.visitor("farida.one@example.org"), on.visitor(stranger))
			found := false
			for _, a := range wrong {
				found = found || a.Opened == c.open
			}
			if !found {
				t.Errorf("the probe has found nothing of it among %d wrong answers", len(wrong))
			}
		})
	}
}

func TestRulesForFiveThousandPairs(t *testing.T) {
	if testing.Short() {
		t.Skip("starts web servers")
	}
	const pairs = 5000
	for name, start := range servers {
		t.Run(name, func(t *testing.T) {
			pages := filepath.Join(openFolder(t), "mentoring")
			fsys := fstest.MapFS{"site.toml": {Data: fmt.Appendf(nil, "title = \"Many\"\n[access]\nserver = %q\nfolder = %q\npath = \"/mentoring/\"\nfacilitators = [\"jordan@example.org\"]\n", name, pages)}}
			for i := range pairs {
				fsys[fmt.Sprintf("content/cohorts/c%d/pair-%d.toml", i/500, i)] = &fstest.MapFile{Data: fmt.Appendf(nil,
					"[mentor]\nname = \"Mentor %[1]d\"\nemail = \"a.mentor.with.a.long.name.%[1]d@example.org\"\n[mentee]\nname = \"Mentee %[1]d\"\nemail = \"mentee.%[1]d@example.org\"\n", i)}
			}
			s, r := load(t, fsys)
			title := "<title>Many</title>"
			write(t, pages, "index.html", title)
			for _, d := range r.Doors {
				for _, file := range []string{"index.html", "workbook.html"} {
					write(t, pages, d.Dir+"/"+file, html.EscapeString(d.Title))
				}
			}
			on := start(t, pages, r, append(r.Everybody, stranger), basic, nil)
			all, wrong := ask(t, s, r, on, access.Visitor{}, on.visitor("mentee.4321@example.org"), on.visitor(stranger))
			missing := 0
			for _, a := range wrong {
				if _, err := os.Stat(filepath.Join(pages, strings.TrimPrefix(a.Target, "/mentoring/"))); a.Open && err != nil {
					missing++ // the test writes no other pages
					continue
				}
				report(t, []access.Answer{a})
			}
			if len(all) < 500 || missing == len(wrong) && missing == 0 {
				t.Errorf("%d questions, %d wrong, %d without a page", len(all), len(wrong), missing)
			}
		})
	}
}

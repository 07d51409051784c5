package main

import (
	"bytes"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// probeSite is a site that has been built, and the folder it is in.
func probeSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"site.toml":                         "title = \"Mentoring\"\n[access]\nserver = \"apache\"\nfolder = \"/srv/www/mentoring\"\npath = \"/mentoring/\"\nfacilitators = [\"jordan@example.org\"]\n",
		"content/cohorts/spring/tom.toml":   "[mentor]\nname = \"Amara Nwosu\"\nemail = \"amara@example.org\"\n[mentee]\nname = \"Tom Okafor\"\nemail = \"tom@example.org\"\n",
		"content/cohorts/spring/tomas.toml": "[mentor]\nname = \"Ben Adeyemi\"\nemail = \"ben@example.org\"\n[mentee]\nname = \"Tomas Vega\"\nemail = \"tomas@example.org\"\n",
		"headers.txt":                       "# of a browser that has signed in\n[Tom@example.org]\nCookie: session=secret-of-tom\n",
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if status := run(t.Context(), []string{"build", "--site", dir, "--quiet"}, os.Stdout, os.Stderr); status != statusDone {
		t.Fatalf("build: %d", status)
	}
	return dir
}

// published serves the pages of a site, each to whom it may be shown; who tells from a request
// who asks.
func published(t *testing.T, dir string, who func(*http.Request) string, may func(who, path string) bool) *httptest.Server {
	t.Helper()
	pages := os.DirFS(filepath.Join(dir, "public"))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !may(who(r), r.URL.Path) {
			http.Error(w, "Sign in to Mentoring", http.StatusForbidden)
			return
		}
		name := strings.TrimPrefix(r.URL.Path, "/mentoring/")
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		page, err := fs.ReadFile(pages, name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Write(page)
	}))
	t.Cleanup(server.Close)
	return server
}

// tomOnly is right for the site: tom opens what is his and what all share.
func tomOnly(who, path string) bool {
	return who == "tom" && !strings.Contains(path, "/tomas") && path != "/mentoring/spring/" && !strings.Contains(path, "/.")
}

// probed runs the probe against a server and returns what it says.
func probed(t *testing.T, dir string, may func(who, path string) bool, args ...string) (status int, out, err string) {
	t.Helper()
	server := published(t, dir, func(r *http.Request) string {
		c, err := r.Cookie("session")
		if err != nil {
			return ""
		}
		return strings.TrimPrefix(c.Value, "secret-of-")
	}, may)
	var stdout, stderr bytes.Buffer
	status = run(t.Context(), append([]string{"access", "--site", dir, "--probe", server.URL + "/mentoring/"}, args...), &stdout, &stderr)
	said := stdout.String() + stderr.String()
	if strings.Contains(said, "secret") {
		t.Errorf("the headers are printed: %s", said)
	}
	mask := strings.NewReplacer(server.URL, "SERVER")
	return status, mask.Replace(stdout.String()), mask.Replace(stderr.String())
}

func TestTheProbeSaysWhichDoorsAreWrong(t *testing.T) {
	dir := probeSite(t)
	headers := []string{"--headers", filepath.Join(dir, "headers.txt")}
	status, out, err := probed(t, dir, tomOnly, headers...)
	if status != statusDone || err != "" || !strings.HasPrefix(out, "All ") || !strings.Contains(out, " doors at SERVER/mentoring/ are as they should be: ") {
		t.Errorf("the right rules: %d\n%s%s", status, out, err)
	}
	status, out, err = probed(t, dir, func(who, path string) bool { return who == "tom" && tomOnly(who, path) })
	if status != statusDone || err != "" || !strings.HasSuffix(out, " are shut to who has not signed in. Whether they open for the right people shows with --as or --headers.\n") {
		t.Errorf("nobody signed in: %d\n%s%s", status, out, err)
	}
	status, _, err = probed(t, dir, func(who, path string) bool { return who == "tom" && !strings.Contains(path, "/.") }, headers...)
	if want := "open, and should be shut: GET /mentoring/spring/tomas/workbook.html?x=1, as tom@example.org (a query; status 200)\n"; status != statusProblems || !strings.Contains(err, want) || !strings.Contains(err, "more as tom@example.org\n") {
		t.Errorf("all for who has signed in: %d\n%s", status, err)
	}
	status, _, err = probed(t, dir, func(who, path string) bool { return tomOnly(who, path) && !strings.HasSuffix(path, "goals.html") }, headers...)
	want := "shut, and should be open: GET /mentoring/spring/tom/goals.html, as tom@example.org (a page of an own workbook; status 403: the server knows who it is and says no)\n" +
		"1 of "
	if status != statusProblems || !strings.HasPrefix(err, want) && !strings.Contains(err, want) {
		t.Errorf("a page is shut: %d\n%s", status, err)
	}
	status, out, _ = probed(t, dir, tomOnly, append(headers, "--json")...)
	if status != statusDone || !strings.HasPrefix(out, `{"questions":`) || !strings.HasSuffix(out, `"wrong":[]}`+"\n") {
		t.Errorf("as JSON: %d\n%s", status, out)
	}
}

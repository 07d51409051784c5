package forms

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
)

// snapshot is everything in a folder.
func snapshot(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	fsys := os.DirFS(dir)
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		b.WriteString(name + "\n" + string(data) + "\n")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// An attack is a request that is not the facilitator's browser's.
type attack struct {
	name   string
	method string // default POST
	path   string // default: a form that would record; "~" stands for the base
	change func(r *http.Request, form url.Values)
}

// attacks are those of another site, another name of this computer, another process and another page. Each begins
// with all that the browser of the facilitator would send, so that it is the one difference that keeps it out.
var attacks = []attack{
	// Pages of other sites in the facilitator's browser.
	{name: "a form of another site", change: func(r *http.Request, _ url.Values) {
		r.Header.Set("Origin", "https://evil.example")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
	}},
	{name: "a form of another site that hides its origin", change: func(r *http.Request, _ url.Values) {
		r.Header.Set("Origin", "null")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
	}},
	{name: "an old browser with another origin", change: func(r *http.Request, _ url.Values) {
		r.Header.Set("Origin", "https://evil.example")
		r.Header.Del("Sec-Fetch-Site")
	}},
	{name: "an old browser with the origin null", change: func(r *http.Request, _ url.Values) {
		r.Header.Set("Origin", "null")
		r.Header.Del("Sec-Fetch-Site")
	}},
	{name: "another port of this computer", change: func(r *http.Request, _ url.Values) {
		r.Header.Set("Origin", "http://127.0.0.1:8080")
		r.Header.Set("Sec-Fetch-Site", "same-site")
	}},
	{name: "another scheme", change: func(r *http.Request, _ url.Values) { r.Header.Set("Origin", "https://"+host) }},
	{name: "an origin that begins alike", change: func(r *http.Request, _ url.Values) { r.Header.Set("Origin", "http://"+host+".evil.example") }},
	{name: "a picture of another site", method: "GET", change: func(r *http.Request, _ url.Values) {
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		r.Header.Set("Sec-Fetch-Mode", "no-cors")
		r.Header.Set("Sec-Fetch-Dest", "image")
	}},
	{name: "a script that reads from another site", method: "GET", change: func(r *http.Request, _ url.Values) {
		r.Header.Set("Origin", "https://evil.example")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		r.Header.Set("Sec-Fetch-Mode", "cors")
	}},
	{name: "a frame in another site", method: "GET", change: func(r *http.Request, _ url.Values) {
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		r.Header.Set("Sec-Fetch-Mode", "navigate")
		r.Header.Set("Sec-Fetch-Dest", "iframe")
	}},
	{name: "a link of another site, for which browsers send no cookie", method: "GET", change: func(r *http.Request, _ url.Values) {
		r.Header.Del("Cookie")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		r.Header.Set("Sec-Fetch-Mode", "navigate")
		r.Header.Set("Sec-Fetch-Dest", "document")
	}},
	{name: "a script with JSON", change: func(r *http.Request, _ url.Values) { r.Header.Set("Content-Type", "application/json") }},
	{name: "a form of plain text", change: func(r *http.Request, _ url.Values) { r.Header.Set("Content-Type", "text/plain") }},

	// Names that lead to this computer.
	{name: "another name", change: func(r *http.Request, _ url.Values) { r.Host = "evil.example:1616" }},
	{name: "another name of one's own", change: func(r *http.Request, _ url.Values) { r.Host = "pairbook.localhost:1616" }},
	{name: "the name without the port", change: func(r *http.Request, _ url.Values) { r.Host = "127.0.0.1" }},
	{name: "the name with another port", change: func(r *http.Request, _ url.Values) { r.Host = "127.0.0.1:80" }},
	{name: "an empty name", change: func(r *http.Request, _ url.Values) { r.Host = "" }},
	{name: "a name with a dot behind it", change: func(r *http.Request, _ url.Values) { r.Host = "127.0.0.1.:1616" }},
	{name: "a name to read under", method: "GET", change: func(r *http.Request, _ url.Values) { r.Host = "evil.example:1616" }},

	// Another process of this computer, of another user: it knows the port and nothing else.
	{name: "a process without a cookie", change: func(r *http.Request, _ url.Values) { bare(r) }},
	{name: "a process that reads", method: "GET", change: func(r *http.Request, _ url.Values) { bare(r) }},
	{name: "a process with an empty cookie", change: func(r *http.Request, _ url.Values) { bare(r); r.Header.Set("Cookie", cookieName+"=") }},
	{name: "a process that guesses the cookie", change: func(r *http.Request, _ url.Values) {
		bare(r)
		r.Header.Set("Cookie", cookieName+"=AAAAAAAAAAAAAAAAAAAAAAAAAA")
	}},
	{name: "a process that knows no folder", method: "GET", path: "/", change: func(r *http.Request, _ url.Values) { bare(r) }},
	{name: "a process that guesses the folder", method: "GET", path: "/desk/pair/spring/tom", change: func(*http.Request, url.Values) {}},
	{name: "a process that asks for pages as of serve", method: "GET", path: "/public/spring/tom/index.html", change: func(r *http.Request, _ url.Values) { bare(r) }},
	{name: "a process that guesses the secret", method: "GET", path: "~/?start=AAAAAAAAAAAAAAAAAAAAAAAAAA", change: func(r *http.Request, _ url.Values) { bare(r) }},

	// Forms that the desk has not made, and ways to change something otherwise.
	{name: "no token", change: func(_ *http.Request, form url.Values) { form.Del("token") }},
	{name: "another token", change: func(_ *http.Request, form url.Values) { form.Set("token", "AAAAAAAAAAAAAAAAAAAAAAAAAA") }},
	{name: "the token in the address", path: "~/desk/pair/spring/tom/record?token=TOKEN", change: func(_ *http.Request, form url.Values) { form.Del("token") }},
	{name: "a change by GET", method: "GET", path: "~/desk/pair/spring/tom/record?session=1&outcome=held&token=TOKEN", change: func(*http.Request, url.Values) {}},
	{name: "an undo by GET", method: "GET", path: "~/desk/undo?token=TOKEN", change: func(*http.Request, url.Values) {}},
	{name: "PUT", method: "PUT", change: func(*http.Request, url.Values) {}},
	{name: "DELETE", method: "DELETE", change: func(*http.Request, url.Values) {}},
	{name: "a form that is too large", change: func(_ *http.Request, form url.Values) { form.Set("what.0", strings.Repeat("x", maxForm)) }},

	// Addresses and files outside the site.
	{name: "a folder above", method: "GET", path: "~/desk/../../../etc/passwd", change: func(*http.Request, url.Values) {}},
	{name: "a folder above, coded", method: "GET", path: "~/desk/%2e%2e/site.toml", change: func(*http.Request, url.Values) {}},
	{name: "a file above", method: "GET", path: "~/desk/text?file=../secret.toml", change: func(*http.Request, url.Values) {}},
	{name: "a file elsewhere", method: "GET", path: "~/desk/text?file=/etc/passwd", change: func(*http.Request, url.Values) {}},
	{name: "what Pairbook remembers", method: "GET", path: "~/desk/text?file=.pairbook/manifest", change: func(*http.Request, url.Values) {}},
	{name: "a file through a link", method: "GET", path: "~/desk/text?file=content/linked.md", change: func(*http.Request, url.Values) {}},
	{name: "a file in a linked folder", method: "GET", path: "~/desk/text?file=content/folder/secret.md", change: func(*http.Request, url.Values) {}},
	{name: "to write a file above", path: "~/desk/text", change: func(_ *http.Request, form url.Values) {
		form.Set("file", "content/../../new.toml")
		form.Set("text", "x = 1")
	}},
	{name: "to write through a link", path: "~/desk/text", change: func(_ *http.Request, form url.Values) {
		form.Set("file", "content/linked.md")
		form.Set("text", "secret no more")
	}},
	{name: "to write into a linked folder", path: "~/desk/text", change: func(_ *http.Request, form url.Values) {
		form.Set("file", "content/folder/secret.md")
		form.Set("text", "secret no more")
	}},
	{name: "to write a page", path: "~/desk/text", change: func(_ *http.Request, form url.Values) {
		form.Set("file", "public/index.html")
		form.Set("text", "<script>")
	}},
	{name: "to write a program", path: "~/desk/text", change: func(_ *http.Request, form url.Values) {
		form.Set("file", "content/run.bat")
		form.Set("text", "del *")
	}},
}

// bare takes away all that only the browser of the facilitator has.
func bare(r *http.Request) {
	r.Header = http.Header{"Content-Type": r.Header["Content-Type"]}
}

// Attacks get nothing and change nothing; each would do, but for the one thing that is wrong with it.
func TestAttacksGetNothingAndChangeNothing(t *testing.T) {
	c := newClient(t, example)
	outside := t.TempDir()
	write(t, outside, "secret.md", "Amara's secret\n")
	for link, to := range map[string]string{"linked.md": "/secret.md", "folder": ""} {
		if err := os.Symlink(outside+to, c.dir+"/content/"+link); err != nil {
			t.Skipf("no links here: %v", err)
		}
	}
	c.get("/desk/pair/spring/tom")
	seen := seenField.FindStringSubmatch(c.body)[1]
	before, secret := snapshot(t, c.dir+"/content/cohorts"), snapshot(t, outside)
	if len(attacks) < 30 {
		t.Fatalf("there are %d attacks", len(attacks))
	}
	for _, a := range attacks {
		t.Run(a.name, func(t *testing.T) {
			w := httptest.NewRecorder()
			c.handler.ServeHTTP(w, c.attacking(a, seen))
			if w.Code < 400 {
				t.Errorf("status %d", w.Code)
			}
			for _, name := range []string{"Amara", "Okafor", "root:", c.cookie, c.desk.guard.token, c.desk.guard.secret} {
				if body := w.Body.String(); w.Header().Get("Set-Cookie") != "" || strings.Contains(body, name) && !allowed(a, name) {
					t.Errorf("it got %q in\n%s", name, body)
				}
			}
			if after := snapshot(t, c.dir+"/content/cohorts"); after != before {
				t.Errorf("the site has changed:\n%s", after)
			}
			if after := snapshot(t, outside); after != secret {
				t.Errorf("something outside has changed:\n%s", after)
			}
		})
	}
	// The same request without an attack does it.
	w := httptest.NewRecorder()
	c.handler.ServeHTTP(w, c.attacking(attack{change: func(*http.Request, url.Values) {}}, seen))
	if w.Code != http.StatusSeeOther || snapshot(t, c.dir+"/content/cohorts") == before {
		t.Errorf("the facilitator gets status %d\n%s", w.Code, w.Body)
	}
}

// allowed tells what a page of the desk itself has, when the browser of the facilitator was led to something that there is
// not: the token is on every page.
func allowed(a attack, name string) bool {
	return strings.HasPrefix(a.path, "~/desk/") && len(name) > 20
}

// attacking is the request of an attack.
func (c *client) attacking(a attack, seen string) *http.Request {
	form := url.Values{"token": {c.desk.guard.token}, "seen": {seen}, "session": {"1"}, "outcome": {"held"}, "do": {"save"}}
	method, path := a.method, a.path
	if method == "" {
		method = "POST"
	}
	if path == "" {
		path = "~/desk/pair/spring/tom/record"
		if method == "GET" {
			path = "~/desk/pair/spring/tom"
		}
	}
	path = strings.NewReplacer("~", c.desk.Base(), "TOKEN", c.desk.guard.token).Replace(path)
	r := httptest.NewRequest(method, "http://"+host+path, nil)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Cookie", cookieName+"="+c.cookie)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if method != "GET" {
		r.Header.Set("Origin", "http://"+host)
	}
	a.change(r, form)
	if method != "GET" {
		body := httptest.NewRequest(method, "http://"+host, strings.NewReader(form.Encode()))
		r.Body, r.ContentLength = body.Body, body.ContentLength
	}
	return r
}

// The address that opens the desk works once. Whoever uses it a second time locks everybody out, and a new one is
// told where only the facilitator sees it.
func TestTheStartAddressWorksOnce(t *testing.T) {
	c := newClient(t, example)
	var told string
	c.desk.guard.locked = func(address string) { told = address }
	if c.header.Get("Refresh") != "0; url="+c.desk.Base()+"/" {
		t.Errorf("the address stays in the bar: %v", c.header)
	}
	set := c.header.Get("Set-Cookie")
	for _, want := range []string{"HttpOnly", "SameSite=Strict", "Path=" + c.desk.Base() + "/"} {
		if !strings.Contains(set, want) {
			t.Errorf("the cookie %q lacks %s", set, want)
		}
	}
	first := c.desk.Start("http://" + host + "/")
	c.enter(first) // the same browser again, by the button "back"
	if c.status != 200 || told != "" {
		t.Errorf("status %d; told %q", c.status, told)
	}

	facilitator := c.cookie
	c.cookie = ""
	c.enter(first)
	if c.wants(403, "This desk is open in another browser"); c.cookie != "" || !strings.HasPrefix(told, "http://"+host+c.desk.Base()+"/?start=") || told == first {
		t.Errorf("a second use got cookie %q; told %q", c.cookie, told)
	}
	c.cookie = facilitator
	c.get("/")
	c.wants(403)
	c.cookie = ""
	c.enter(first)
	c.wants(403)
	c.enter(told)
	c.get("/")
	c.wants(200, "Northwind")
}

func TestEveryPageForbidsWhatItDoesNotNeed(t *testing.T) {
	c := newClient(t, example)
	for _, address := range []string{"/", "/desk/cohort/spring", "/desk/pair/spring/tom", "/desk/text?file=site.toml", "/desk/history", "/desk/start", "/desk/nothing/x"} {
		c.get(address)
		if got := c.header.Get("Content-Security-Policy"); c.status == 200 && got != policy && !strings.Contains(c.body, "a page of the preview") {
			t.Errorf("%s has the policy %q", address, got)
		}
		for name, want := range map[string]string{"Cache-Control": "no-store", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin"} {
			if got := c.header.Get(name); got != want {
				t.Errorf("%s has %s: %q", address, name, got)
			}
		}
		for _, bad := range []string{"<style", " style=", " onclick", "javascript:", "http://", "https://"} {
			if strings.Contains(strings.ReplaceAll(c.body, "https://intranet.example.org", ""), bad) {
				t.Errorf("%s has %q", address, bad)
			}
		}
	}
	for name, kind := range map[string]string{"forms.css": "text/css; charset=utf-8", "forms.js": "text/javascript; charset=utf-8", "bar.js": "text/javascript; charset=utf-8"} {
		if c.get("/desk/assets/" + name); c.status != 200 || c.header.Get("Content-Type") != kind || len(c.body) < 100 {
			t.Errorf("%s: %d %q", name, c.status, c.header.Get("Content-Type"))
		}
	}
	for _, name := range []string{"en.toml", "layout.html", "nothing.css"} {
		if c.get("/desk/assets/" + name); c.status != 404 {
			t.Errorf("%s: %d", name, c.status)
		}
	}
	c.get("/public/spring/tom/index.html")
	c.wants(200, "a page of the preview")
}

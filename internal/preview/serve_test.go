package preview

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"pairbook/internal/diag"
)

func TestAddressesLeadToPages(t *testing.T) {
	s := shown()
	for address, want := range map[string]struct {
		code           int
		location, kind string
		part           string
	}{
		"/":                             {302, "/facilitator/index.html", "", ""},
		"/public":                       {302, "/public/", "", ""},
		"/public/spring/tom":            {302, "/public/spring/tom/", "", ""},
		"/public/":                      {200, "", "text/html; charset=utf-8", "programme"},
		"/public/spring/tom/":           {200, "", "text/html; charset=utf-8", secret},
		"/public/spring/tom/index.html": {200, "", "text/html; charset=utf-8", secret},
		"/public/spring/tom/index.html?v=1&w=<script>": {200, "", "text/html; charset=utf-8", secret},
		"/public/assets/style.css?v=1":                 {200, "", "text/css; charset=utf-8", "color: black"},
		"/public/assets/my%20logo.svg":                 {200, "", "image/svg+xml", "<svg"},
		"/public/spring/tom/sessions.ics":              {200, "", "text/calendar; charset=utf-8", "BEGIN"},
		"/facilitator/spring.csv":                      {200, "", "text/csv; charset=utf-8", "name"},
		"/" + s.token + "/live.js":                     {200, "", "text/javascript; charset=utf-8", "EventSource"},
		"/" + s.token + "/live.css":                    {200, "", "text/css; charset=utf-8", ":host"},
		"/" + s.token + "/":                            {404, "", "text/plain; charset=utf-8", ""},
	} {
		w := get(s, address)
		if w.Code != want.code || w.Header().Get("Location") != want.location ||
			w.Header().Get("Content-Type") != want.kind || !strings.Contains(w.Body.String(), want.part) {
			t.Errorf("GET %s: %d, to %q, %q; want %+v", address, w.Code, w.Header().Get("Location"), w.Header().Get("Content-Type"), want)
		}
	}
}

func TestTheStartIsTheProgrammeWhereThereIsNoFacilitatorsIndex(t *testing.T) {
	s := New()
	s.Show(build(map[string]string{"public/index.html": "programme"}), nil)
	if w := get(s, "/"); w.Header().Get("Location") != "/public/index.html" {
		t.Errorf("GET /: to %q", w.Header().Get("Location"))
	}
}

func TestKindsOfFiles(t *testing.T) {
	for name, want := range map[string]string{
		"a.png": "image/png", "a.jpg": "image/jpeg", "a.jpeg": "image/jpeg", "a.gif": "image/gif", "a.webp": "image/webp",
		"a.ico": "image/x-icon", "a.woff2": "font/woff2", "a.woff": "font/woff", "a.otf": "font/otf", "a.ttf": "font/ttf",
		"a.js": "text/javascript; charset=utf-8", "a": "application/octet-stream", "a.exe": "application/octet-stream",
	} {
		if got := contentType(name); got != want {
			t.Errorf("contentType(%q) = %q; want %q", name, got, want)
		}
	}
}

func TestHeadHasTheLengthAndNoBody(t *testing.T) {
	s := shown()
	server := serve(t, s)
	response, err := http.Head("http://" + server + "/public/spring/tom/")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if want := int64(get(s, "/public/spring/tom/").Body.Len()); response.StatusCode != 200 || response.ContentLength != want {
		t.Errorf("HEAD: %d, length %d; want 200, %d", response.StatusCode, response.ContentLength, want)
	}
}

func TestPagesAreMadeOnRequest(t *testing.T) {
	made := []string{}
	files := map[string]File{"public/a.html": {Sum: SumOf([]byte("a"))}, "public/b.html": {Sum: SumOf([]byte("b"))}}
	s := New()
	s.Show(NewPages(files, func(name string) ([]byte, error) {
		made = append(made, name)
		return []byte(name), nil
	}), nil)
	get(s, "/public/b.html")
	if got := fmt.Sprint(made); got != "[public/b.html]" {
		t.Errorf("made %s; want only what was asked for", got)
	}
}

func TestOnlyTheServedPageLives(t *testing.T) {
	s := New()
	built := page("hello")
	before := string(built)
	s.Show(NewPages(map[string]File{"public/a.html": {Sum: SumOf(built), Data: built}}, nil), nil)
	w := get(s, "/public/a.html")
	state, _ := s.current()
	script := fmt.Sprintf(`<script src="/%s/live.js" data-page="%s" data-assets="%s" defer></script>`+"\n</body>", s.token, SumOf(built), state.digest())
	want := strings.Replace(before, "</body>", script, 1)
	want = strings.Replace(want, "form-action 'none'\"", "form-action 'none'; connect-src 'self'\"", 1)
	if got := w.Body.String(); got != want {
		t.Errorf("served:\n%s\nwant:\n%s", got, want)
	}
	if string(built) != before {
		t.Error("serving changed the built page")
	}
}

func TestPagesOfOtherTemplatesAreServedAsWellAsCanBe(t *testing.T) {
	const script = `<script src="/T/live.js" data-page="p" data-assets="a" defer></script>` + "\n"
	for text, want := range map[string]string{
		"":                                  script,
		"<p>no body":                        "<p>no body" + script,
		"<body>a</body> b </body></html>":   "<body>a</body> b " + script + "</body></html>",
		"<p>Content-Security-Policy</body>": "<p>Content-Security-Policy" + script + "</body>",
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'none'"></head>`: `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'none'"></head>` + script,
		`</head><meta http-equiv="Content-Security-Policy" content="x">`:                                      `</head><meta http-equiv="Content-Security-Policy" content="x">` + script,
		`<meta http-equiv="Content-Security-Policy" content="`:                                                `<meta http-equiv="Content-Security-Policy" content="` + script,
	} {
		if got := string((&Server{token: "T"}).addScript([]byte(text), "p", "a")); got != want {
			t.Errorf("addScript(%q) =\n%s\nwant\n%s", text, got, want)
		}
	}
}

func TestAMissingPageHelps(t *testing.T) {
	s := shown()
	w := get(s, "/public/spring/tom/sesion-1.html")
	for _, part := range []string{
		"<h1>There is no page at this address</h1>",
		"<p>/public/spring/tom/sesion-1.html is not among the pages of the last good build. If it should be, this page turns into it as soon as it is built.</p>",
		`<a href="/facilitator/index.html">All workbooks</a>`, `<a href="/public/spring/tom/session-1.html">`,
		`src="/` + s.token + `/live.js" data-page=""`,
	} {
		if !strings.Contains(w.Body.String(), part) {
			t.Errorf("the page lacks %s:\n%s", part, w.Body)
		}
	}
	if w.Code != 404 || w.Header().Get("Content-Security-Policy") != ownPolicy {
		t.Errorf("GET: %d, policy %q", w.Code, w.Header().Get("Content-Security-Policy"))
	}
	if w := get(s, "/%3Cscript%3Ealert(1)%3C%2Fscript%3E"); strings.Contains(w.Body.String(), "<script>alert") {
		t.Errorf("an address became markup:\n%s", w.Body)
	}
	if w := get(s, "/public/spring/ben/index.html"); !strings.Contains(w.Body.String(), `<a href="/public/index.html">`) {
		t.Errorf("a folder that is not there leads nowhere:\n%s", w.Body)
	}
}

func TestAPageThatCannotBeDrawnSaysWhy(t *testing.T) {
	files := map[string]File{"public/error.html": {}, "public/panic.html": {}}
	s := New()
	s.Show(NewPages(files, func(name string) ([]byte, error) {
		if name == "public/panic.html" {
			panic(secret)
		}
		return nil, errors.New("templates/page.html:3: no such field")
	}), nil)
	for address, want := range map[string]string{
		"/public/error.html": "<p>templates/page.html:3: no such field</p>",
		"/public/panic.html": "<p>internal error: string</p>",
	} {
		w := get(s, address)
		if w.Code != 500 || !strings.Contains(w.Body.String(), "<h1>This page cannot be drawn</h1>") || !strings.Contains(w.Body.String(), want) {
			t.Errorf("GET %s: %d\n%s", address, w.Code, w.Body)
		}
	}
}

func TestBeforeTheFirstBuildAPageWaits(t *testing.T) {
	w := get(New(), "/public/spring/tom/")
	if w.Code != 503 || !strings.Contains(w.Body.String(), "<h1>Building …</h1>") {
		t.Errorf("GET: %d\n%s", w.Code, w.Body)
	}
}

func TestAFirstBuildThatFailsHasAPageOfItsOwn(t *testing.T) {
	s := New()
	s.Fail([]diag.Problem{problem()})
	w := get(s, "/public/spring/tom/")
	for _, part := range []string{
		"<h1>The workbooks cannot be built yet</h1>", "<h2>1 problem</h2>", "<bdi>content/cohorts/spring/tom.toml:14:1</bdi>",
		"unknown key &#34;frequancy&#34; in &lt;img src=x onerror=alert(1)&gt;",
		`<span class="line">14</span> <mark>frequancy</mark> = &#34;&lt;script&gt;alert(1)&lt;/script&gt;&#34;</pre>`,
		"did you mean &#34;frequency&#34;?",
	} {
		if !strings.Contains(w.Body.String(), part) {
			t.Errorf("the page lacks %s:\n%s", part, w.Body)
		}
	}
	if w.Code != 503 {
		t.Errorf("GET: %d", w.Code)
	}
}

func TestAFailedBuildLeavesTheLastGoodPages(t *testing.T) {
	s := shown()
	s.Fail([]diag.Problem{problem()})
	if w := get(s, "/public/spring/tom/"); w.Code != 200 || !strings.Contains(w.Body.String(), secret) {
		t.Errorf("GET: %d\n%s", w.Code, w.Body)
	}
	s.Show(build(map[string]string{"public/index.html": "another"}), nil)
	if w := get(s, "/public/spring/tom/"); w.Code != 404 {
		t.Errorf("a page that is gone: %d", w.Code)
	}
}

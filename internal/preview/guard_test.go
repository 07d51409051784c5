package preview

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pairbook/internal/diag"
)

const secret = "Tom Okafor"

// page is a page as builds make them.
func page(text string) []byte {
	return []byte(`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'">
<title>Workbook</title>
<link rel="stylesheet" href="../../assets/style.css">
</head>
<body>
<p id="text">` + text + `</p>
</body>
</html>
`)
}

// build makes pages of files by name; those ending in .html are made on request.
func build(files map[string]string) *Pages {
	table := map[string]File{}
	for name, text := range files {
		data := []byte(text)
		file := File{Sum: SumOf(data), Data: data}
		if strings.HasSuffix(name, ".html") {
			file = File{Sum: SumOf(page(text))}
		}
		table[name] = file
	}
	return NewPages(table, func(name string) ([]byte, error) { return page(files[name]), nil })
}

// site is a small build.
func site() *Pages {
	return build(map[string]string{
		"facilitator/index.html":           "all pairs",
		"facilitator/spring.csv":           "name\r\n" + secret,
		"public/index.html":                "programme",
		"public/assets/style.css":          "p { color: black }",
		"public/assets/my logo.svg":        "<svg xmlns='http://www.w3.org/2000/svg'/>",
		"public/spring/tom/index.html":     secret,
		"public/spring/tom/session-1.html": "session " + secret,
		"public/spring/tom/sessions.ics":   "BEGIN:VCALENDAR",
	})
}

// shown returns a server that shows the small build.
func shown() *Server {
	s := New()
	s.Show(site(), nil)
	return s
}

// get asks the handler as a browser would that has the address from itself.
func get(s *Server, address string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.Host = "127.0.0.1:1616"
	for _, c := range change {
		c(r)
	}
	w := httptest.NewRecorder()
	s.Handler(Hosts(1616)).ServeHTTP(w, r)
	return w
}

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

// routes are one address of each kind.
func routes(s *Server) []string {
	return []string{
		"/", "/public/spring/tom/index.html", "/public/spring/tom", "/public/assets/style.css", "/facilitator/spring.csv",
		"/nothing", "/" + s.token + "/live.js", "/" + s.token + "/live.css", "/" + s.token + "/events?page=/", "/" + s.token + "/x",
	}
}

func TestEveryRouteAnswersToItsOwnNameOnly(t *testing.T) {
	for _, s := range []*Server{New(), shown()} {
		for _, route := range routes(s) {
			for _, host := range []string{
				"", "evil.example", "evil.example:1616", "127.0.0.1", "localhost", "127.0.0.1:1617", "127.0.0.1:80",
				"127.0.0.2:1616", "0.0.0.0:1616", "localhost.:1616", "localhost:1616.evil.example", "LOCALHOST:1616", "localhost:01616",
				"127.1:1616", "2130706433:1616", "[::]:1616", "[0:0:0:0:0:0:0:1]:1616", "::1:1616", "x@localhost:1616", "localhost:1616 ",
			} {
				w := get(s, route, func(r *http.Request) { r.Host = host })
				if w.Code != http.StatusForbidden || strings.TrimSpace(w.Body.String()) != "this preview answers to its own name only" {
					t.Errorf("GET %s with Host %q: %d %q", route, host, w.Code, w.Body)
				}
			}
		}
	}
	for _, host := range []string{"127.0.0.1:1616", "localhost:1616", "[::1]:1616"} {
		if w := get(shown(), "/public/index.html", func(r *http.Request) { r.Host = host }); w.Code != http.StatusOK {
			t.Errorf("GET with Host %q: %d", host, w.Code)
		}
	}
}

func TestTheUsualPortMayBeLeftOut(t *testing.T) {
	for port, want := range map[int]int{80: http.StatusOK, 1616: http.StatusForbidden} {
		r := httptest.NewRequest(http.MethodGet, "/public/index.html", nil)
		r.Host = "localhost"
		w := httptest.NewRecorder()
		shown().Handler(Hosts(port)).ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("port %d: %d; want %d", port, w.Code, want)
		}
	}
}

func TestEveryRouteCanOnlyBeRead(t *testing.T) {
	s := shown()
	for _, route := range routes(s) {
		for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get"} {
			w := get(s, route, func(r *http.Request) { r.Method = method })
			if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" ||
				strings.TrimSpace(w.Body.String()) != "this preview can only be read" {
				t.Errorf("%s %s: %d %q", method, route, w.Code, w.Body)
			}
		}
	}
}

func TestEveryAnswerIsProtected(t *testing.T) {
	s := shown()
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	for _, route := range append(routes(s), "/..", "/public/.git/config") {
		w := get(s, route, func(r *http.Request) { *r = *r.WithContext(ended) }) // ends the stream
		for name, want := range map[string]string{
			"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
			"Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "Referrer-Policy": "no-referrer",
		} {
			if got := w.Header().Get(name); got != want {
				t.Errorf("GET %s: %s %q; want %q", route, name, got, want)
			}
		}
		if !strings.Contains(w.Header().Get("Content-Security-Policy"), "frame-ancestors 'none'") {
			t.Errorf("GET %s can be framed", route)
		}
		for name := range w.Header() {
			if strings.HasPrefix(name, "Access-Control") {
				t.Errorf("GET %s opens itself to others: %s", route, name)
			}
		}
	}
}

func TestOtherOriginsGetNothing(t *testing.T) {
	s := shown()
	for _, route := range routes(s) {
		for _, headers := range [][]string{
			{"Origin", "http://evil.example"}, {"Origin", "null"}, {"Origin", "https://127.0.0.1:1616"},
			{"Origin", "http://localhost:1616"}, // the same server by another name is another origin
			{"Origin", "http://127.0.0.1:8080"}, {"Origin", "http://127.0.0.1:1616.evil.example"},
			{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Sec-Fetch-Site", "anything"},
			{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "script"},
			{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"},
			{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "embed"},
		} {
			w := get(s, route, func(r *http.Request) {
				for i := 0; i < len(headers); i += 2 {
					r.Header.Set(headers[i], headers[i+1])
				}
			})
			if w.Code != http.StatusForbidden || strings.TrimSpace(w.Body.String()) != "this preview gives nothing to other sites" {
				t.Errorf("GET %s with %v: %d %q", route, headers, w.Code, w.Body)
			}
		}
	}
}

func TestALinkFromElsewhereOpensAPageButNeverTheStream(t *testing.T) {
	s := shown()
	link := []func(*http.Request){
		header("Sec-Fetch-Site", "cross-site"), header("Sec-Fetch-Mode", "navigate"), header("Sec-Fetch-Dest", "document"),
	}
	if w := get(s, "/public/index.html", link...); w.Code != http.StatusOK {
		t.Errorf("a page from a link: %d", w.Code)
	}
	w := get(s, "/"+s.token+"/events?page=/", link...)
	if w.Code != http.StatusForbidden || strings.TrimSpace(w.Body.String()) != "this stream is for the pages of the preview" {
		t.Errorf("the stream from a link: %d %q", w.Code, w.Body)
	}
}

// hostile are addresses that some system, some day, took for a file.
var hostile = []string{
	"/..", "/../", "/../site.toml", "/public/../../site.toml", "/public/./index.html", "/public//index.html", "//public/index.html",
	"//evil.example/", "/public/%2e%2e/site.toml", "/public/%2E%2E%2Fsite.toml", "/public/..%2fsite.toml", "/public/..%5csite.toml",
	"/public/%252e%252e/site.toml", "/%c0%ae%c0%ae/site.toml", "/public/..%c0%afsite.toml", "/public/%ff.html", `/public/..\site.toml`,
	`/public\index.html`, "/public%5cindex.html", "/public%2findex.html", "/.pairbook/manifest", "/public/.git/config", "/public/.htaccess",
	"/public/index.html%00", "/public/index.html%00.png", "/public/index.html.", "/public/index.html%20", "/public/index.html%2e",
	"/public/index.html::$DATA", "/public/index.html::$data", "/public:stream", "/C:/Windows/win.ini", "/c%3a/x", "/PUBLIC~1/index.html",
	"/public/INDEX~1.HTM", "/public/*", "/public/%3f", "/public/a|b", "/public/%0d%0aSet-Cookie:x=1", "/public/%7f", "/" + strings.Repeat("a/", 2000),
	"/public/index.html/..", "/public/index.html/.", "/.", "/...", "/ /", "/%09",
}

// missing are addresses that are no attack and no page.
var missing = []string{
	"/site.toml", "/content/cohorts/spring/tom.toml", "/Public/index.html", "/public/INDEX.HTML", "/public/con", "/public/nul.html",
	"/public/index.html/", "/public/index.html/x", "/public/assets", "/public/assets/", "/etc/passwd", "/favicon.ico", "/public/index.htm", "/live.js",
}

func TestOnlyPagesOfTheBuildAreServed(t *testing.T) {
	s := shown()
	server := serve(t, s)
	for want, addresses := range map[int][]string{http.StatusBadRequest: hostile, http.StatusNotFound: missing} {
		for _, address := range addresses {
			code, body := raw(t, server, "GET "+address+" HTTP/1.1\r\nHost: "+server+"\r\nConnection: close\r\n\r\n")
			if code != want || strings.Contains(body, secret) {
				t.Errorf("GET %s: %d; want %d", address, code, want)
			}
		}
	}
}

func TestOddRequestsAreSurvived(t *testing.T) {
	s := shown()
	server := serve(t, s)
	for request, want := range map[string]int{
		"GET http://evil.example/public/index.html HTTP/1.1\r\nHost: " + server + "\r\n\r\n": http.StatusForbidden,
		"GET http://" + server + "/public/index.html HTTP/1.1\r\nHost: evil.example\r\n\r\n": http.StatusOK, // the address counts
		"GET /public/index.html HTTP/1.0\r\n\r\n":                                            http.StatusForbidden,
		"GET /public/index.html HTTP/1.1\r\n\r\n":                                            http.StatusBadRequest,
		"GET /public/index.html HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n":                      http.StatusBadRequest,
		"GET public/index.html HTTP/1.1\r\nHost: " + server + "\r\n\r\n":                     http.StatusBadRequest,
		"OPTIONS * HTTP/1.1\r\nHost: " + server + "\r\n\r\n":                                 http.StatusMethodNotAllowed,
		"GET / HTTP/1.1\r\nHost: " + server + "\r\n" + strings.Repeat("X: y\r\n", 10_000):    http.StatusRequestHeaderFieldsTooLarge,
		"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n":                               http.StatusBadRequest, // https by mistake
	} {
		if code, body := raw(t, server, request); code != want {
			t.Errorf("%.60q: %d; want %d (%.80s)", request, code, want, body)
		}
	}
	if code, _ := raw(t, server, "GET /public/index.html HTTP/1.1\r\nHost: "+server+"\r\n\r\n"); code != http.StatusOK {
		t.Errorf("the server is gone: %d", code)
	}
}

// serve runs a server until the test ends and returns its host and port.
func serve(t *testing.T, s *Server) string {
	t.Helper()
	listeners, err := Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- s.Serve(ctx, listeners) }()
	t.Cleanup(func() {
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				t.Errorf("Serve = %v", err)
			}
		case <-time.After(5 * time.Second):
			t.Error("Serve does not end")
		}
	})
	return fmt.Sprintf("127.0.0.1:%d", listeners.Port())
}

// raw sends a request byte for byte, which no client of the library would do.
func raw(t *testing.T, server, request string) (code int, body string) {
	t.Helper()
	conn, err := net.Dial("tcp", server)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
	go func() { _, _ = io.WriteString(conn, request) }() // the server may stop reading
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("%.60q: %v", request, err)
	}
	defer response.Body.Close()
	data, _ := io.ReadAll(response.Body)
	return response.StatusCode, string(data)
}

// problem is one with everything, and hostile besides.
func problem() diag.Problem {
	return diag.Problem{
		Position: diag.Position{File: "content/cohorts/spring/tom.toml", Line: 14, Column: 1, Width: 9, Excerpt: `frequancy = "<script>alert(1)</script>"`},
		Text:     `unknown key "frequancy" in <img src=x onerror=alert(1)>`,
		Hint:     `did you mean "frequency"?`,
	}
}

package forms

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"pairbook/internal/filetest"
)

func TestMain(m *testing.M) { filetest.Main(m) }

// A client is a browser that a desk has let in.
type client struct {
	testing.TB
	desk    *Desk
	handler http.Handler
	dir     string
	cookie  string
	status  int
	body    string // of the last answer
	header  http.Header
}

const host = "127.0.0.1:1616"

// today is the day of all tests.
var today = time.Date(2027, 2, 10, 9, 30, 0, 0, time.UTC)

// site is what most tests begin with.
var example = map[string]string{
	"site.toml": "title = \"Northwind\"\n[schedule]\nfirst = 2027-01-14\nevery = \"3 weeks\"\nsessions = 4\n",
	"content/cohorts/spring/tom.toml": `# Tom's
[mentor]
name = "Amara Nwosu"

[mentee]
name = "Tom Okafor" # the new one

[[goals]]
title = "Lead a review"

[[actions]]
who = "Tom Okafor"
what = "Read the plan"
session = 1
`,
	"content/cohorts/spring/hana.toml": "[mentor]\nname = \"Hana Kovářová\"\n[mentee]\nname = \"Lorcan Fife\"\n",
	"content/cohorts/spring/lin.toml":  "status = \"paused\"\n[mentor]\nname = \"Lin Wei\"\n[mentee]\nname = \"Ada Berg\"\n",
}

// newClient opens a desk on a site, and comes in.
func newClient(t testing.TB, files map[string]string) *client {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		write(t, dir, name, text)
	}
	c := &client{TB: t, dir: dir}
	c.desk = New(Options{
		Builtin: os.DirFS("../.."), Version: "test", Now: func() time.Time { return today },
		Switch: func(folder string) (string, error) {
			if _, err := os.Stat(filepath.Join(folder, "site.toml")); err != nil {
				return "", fmt.Errorf("there is no site in %s", folder)
			}
			c.desk.Use(folder)
			return folder, nil
		},
		Create: func(folder string, s NewSite) error {
			write(t, folder, "site.toml", fmt.Sprintf("title = %q\npaper = %q\n", s.Title, s.Paper))
			return nil
		},
		Recent: func() []string { return []string{dir} },
		Print: func(_ context.Context, _ string, told func(done, total int)) (Printed, error) {
			told(1, 2)
			return Printed{Written: 2}, nil
		},
	})
	if len(files) > 0 {
		c.desk.Use(dir)
	}
	preview := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "a page of the preview") })
	c.handler = c.desk.Handler([]string{host}, preview)
	c.enter(c.desk.Start("http://" + host + "/"))
	return c
}

// enter uses an address that opens the desk.
func (c *client) enter(address string) {
	c.Helper()
	u, err := url.Parse(address)
	if err != nil {
		c.Fatal(err)
	}
	c.do(httptest.NewRequest("GET", "http://"+host+u.RequestURI(), nil))
	for _, cookie := range (&http.Response{Header: c.header}).Cookies() {
		c.cookie = cookie.Value
	}
}

func write(t testing.TB, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func (c *client) file(name string) string {
	data, err := os.ReadFile(filepath.Join(c.dir, filepath.FromSlash(name)))
	if err != nil {
		return ""
	}
	return string(data)
}

// do sends a request as the browser would.
func (c *client) do(r *http.Request) {
	c.Helper()
	if r.Host != host {
		r.Host = host
	}
	if c.cookie != "" {
		r.AddCookie(&http.Cookie{Name: cookieName, Value: c.cookie})
	}
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if r.Method == "POST" {
		r.Header.Set("Origin", "http://"+host)
	}
	w := httptest.NewRecorder()
	c.handler.ServeHTTP(w, r)
	c.status, c.body, c.header = w.Code, w.Body.String(), w.Header()
}

func (c *client) at(address string) string { return "http://" + host + c.desk.Base() + address }

// get shows a page.
func (c *client) get(address string) string {
	c.Helper()
	c.do(httptest.NewRequest("GET", c.at(address), nil))
	return c.body
}

// hidden finds the digest of the file in the form of the page that was shown last.
var seenField = regexp.MustCompile(`name="seen" value="([0-9a-z]+)"`)

// post fills in a form of the page that was shown last, and follows where it leads.
func (c *client) post(address string, pairs ...string) {
	c.Helper()
	form := url.Values{"token": {c.desk.guard.token}, "do": {"save"}}
	if m := seenField.FindStringSubmatch(c.body); m != nil {
		form.Set("seen", m[1])
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == "do" || pairs[i] == "token" || pairs[i] == "seen" {
			form.Set(pairs[i], pairs[i+1])
			continue
		}
		form.Add(pairs[i], pairs[i+1])
	}
	c.send(address, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

func (c *client) send(address, kind string, body io.Reader) {
	c.Helper()
	r := httptest.NewRequest("POST", c.at(address), body)
	r.Header.Set("Content-Type", kind)
	c.do(r)
	if to := c.header.Get("Location"); c.status == http.StatusSeeOther {
		c.do(httptest.NewRequest("GET", "http://"+host+to, nil))
	}
}

// upload sends a form with a sheet.
func (c *client) upload(address, name, sheet string, pairs ...string) {
	c.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	_ = w.WriteField("token", c.desk.guard.token)
	for i := 0; i+1 < len(pairs); i += 2 {
		_ = w.WriteField(pairs[i], pairs[i+1])
	}
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		c.Fatal(err)
	}
	_, _ = io.WriteString(part, sheet)
	_ = w.Close()
	c.send(address, w.FormDataContentType(), &b)
}

// wants looks for texts on the page that was shown last, as they are read.
func (c *client) wants(status int, texts ...string) {
	c.Helper()
	if c.status != status {
		c.Errorf("status %d; want %d\n%s", c.status, status, c.said())
	}
	shown := html.UnescapeString(c.body)
	shown += read(c.body)
	for _, text := range texts {
		if !strings.Contains(shown, text) {
			c.Errorf("the page lacks %q; it says\n%s", text, c.said())
		}
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// said is the text of the main part of the page.
func (c *client) said() string {
	_, main, ok := strings.Cut(c.body, "<main")
	if !ok {
		main = c.body
	}
	text := read(main)
	return text[:min(len(text), 1500)]
}

// read is a page as it is read, without its tags.
func read(page string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(page, " "))), " ")
}

// has looks for a text in a file of the site.
func (c *client) has(name, text string) {
	c.Helper()
	if got := c.file(name); !strings.Contains(got, text) {
		c.Errorf("%s lacks\n%s\nit is\n%s", name, text, got)
	}
}

// same holds that a file is as it was at first.
func (c *client) same(names ...string) {
	c.Helper()
	for _, name := range names {
		if got := c.file(name); got != example[name] {
			c.Errorf("%s has changed:\n%s", name, got)
		}
	}
}

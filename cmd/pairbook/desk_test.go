package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// A visitor is a browser at the desk, without the browser.
type visitor struct {
	http *http.Client
	base string // "http://127.0.0.1:1616/abc/"
	last string // the last page
}

// visit uses the address that the desk has said.
func visit(said string) (*visitor, error) {
	start := regexp.MustCompile(`http://\S+\?start=\S+`).FindString(said)
	jar, err := cookiejar.New(nil)
	if start == "" || err != nil {
		return nil, fmt.Errorf("there is no address in %q, %v", said, err)
	}
	v := &visitor{http: &http.Client{Jar: jar}}
	v.base, _, _ = strings.Cut(start, "?")
	_, err = v.get(strings.TrimPrefix(start, v.base))
	return v, err
}

func (v *visitor) take(r *http.Response, err error) (int, error) {
	if err != nil {
		return 0, err
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	v.last = string(data)
	return r.StatusCode, err
}

func (v *visitor) get(address string) (int, error) { return v.take(v.http.Get(v.base + address)) }

// send fills in the form of the last page.
func (v *visitor) send(address string, pairs []string) (int, error) {
	form := url.Values{"do": {"save"}}
	for _, name := range []string{"token", "seen", "id"} {
		if m := regexp.MustCompile(`name="` + name + `" value="([^"]+)"`).FindStringSubmatch(v.last); m != nil {
			form.Set(name, m[1])
		}
	}
	for _, pair := range pairs {
		key, value, _ := strings.Cut(pair, "=")
		form.Set(key, value)
	}
	return v.take(v.http.PostForm(v.base+address, form))
}

type visitorKey struct{}

// enterDesk: opens the desk that was started, as its browser would.
func enterDesk(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: enter, after start desk")
	}
	said(ts, false, []string{`\?start=`})
	v, err := visit(ts.ReadFile(runFile(ts, "out")))
	ts.Check(err)
	*ts.Value(visitorKey{}).(*visitor) = *v
}

// shows address pattern: waits until the page of the desk has it; with "!", until it has not.
func shows(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] shows address pattern")
	}
	v, pattern := ts.Value(visitorKey{}).(*visitor), regexp.MustCompile(args[1])
	wait(ts, func() string {
		status, err := v.get(args[0])
		if err != nil || pattern.MatchString(v.last) == neg {
			return fmt.Sprintf("%s: %d %v\n%s", args[0], status, err, v.last)
		}
		return ""
	})
}

// sends address pattern [field=value]...: sends a form, and wants the pattern in the page that comes.
func sends(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: sends address pattern [field=value]...")
	}
	v := ts.Value(visitorKey{}).(*visitor)
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "$WORK", ts.Getenv("WORK"))
	}
	status, err := v.send(args[0], args[2:])
	if err != nil || !regexp.MustCompile(args[1]).MatchString(v.last) {
		ts.Fatalf("%s: %d %v\n%s", args[0], status, err, v.last)
	}
}

// The name of a folder that somebody types lies in their own folder.
func TestAFolderThatIsTyped(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	for typed, want := range map[string]string{
		"mentoring": home + "/mentoring", " mentoring ": home + "/mentoring", "~": home, "~/a/b": home + "/a/b", `"a b"`: home + "/a b", "a/../b": home + "/b",
	} {
		if got, err := wholePath(typed); err != nil || strings.ReplaceAll(got, `\`, "/") != strings.ReplaceAll(want, `\`, "/") {
			t.Errorf("%q is %q, %v; want %q", typed, got, err, want)
		}
	}
	if got, err := wholePath(home); got != home || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := wholePath("  "); err == nil {
		t.Error("nothing is a folder")
	}
}

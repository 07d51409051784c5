package main_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A visitor is a browser of either make.
type visitor interface {
	show(address string) error
	eval(script string) (string, error) // the value of an expression, as text
	paper() ([]byte, error)             // the page that is open, printed on A4
}

// chromium is a tab as a visitor.
type chromium struct{ tab context.Context }

func (c chromium) show(address string) error { return chromedp.Do(c.tab, chromedp.Navigate(address)) }
func (c chromium) eval(script string) (string, error) {
	return chromedp.Run(c.tab, chromedp.Evaluate[string](`String(`+script+`)`))
}
func (c chromium) paper() ([]byte, error) { return printPDF(c.tab, paper{"A4", 210, 297}) }

func (f *firefox) show(address string) error {
	_, err := f.call("WebDriver:Navigate", map[string]any{"url": address})
	return err
}

func (f *firefox) eval(script string) (string, error) {
	return f.call("WebDriver:ExecuteScript", map[string]any{"script": "return String(" + script + ")", "args": []any{}})
}

func (f *firefox) paper() ([]byte, error) {
	text, err := f.call("WebDriver:Print", map[string]any{"background": false, "page": map[string]float64{"width": 21, "height": 29.7}})
	if err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(text)
}

// A desk is pairbook desk, at work, and a browser that looks at it.
type desk struct {
	testing.TB
	visitor
	cmd  *exec.Cmd
	out  *spoken
	base string // its address, with a slash at its end
	home string
}

// spoken is what a command says.
type spoken struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *spoken) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *spoken) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// patience is how long a test waits for what has to come.
const patience = time.Minute

// startDesk starts the desk in a folder, and opens its address.
func startDesk(t testing.TB, r visitor, dir string) *desk {
	t.Helper()
	d := &desk{TB: t, visitor: r, out: &spoken{}, home: t.TempDir()}
	d.cmd = exec.Command("pairbook", "desk", "--no-open", "--port", "0")
	d.cmd.Dir = dir
	d.cmd.Env = append(os.Environ(), "HOME="+d.home, "XDG_CONFIG_HOME="+d.home+"/config")
	d.cmd.Stdout, d.cmd.Stderr = d.out, d.out
	if err := d.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = d.cmd.Process.Kill()
		_ = d.cmd.Wait()
	})
	address := regexp.MustCompile(`http://\S+\?start=\S+`)
	d.until("the address", func() bool { return address.MatchString(d.out.String()) })
	d.base, _, _ = strings.Cut(address.FindString(d.out.String()), "?")
	d.open(address.FindString(d.out.String()))
	d.is(`location.search === "" && document.querySelector("h1") !== null`, "true") // the secret is gone from the address
	return d
}

func (d *desk) until(what string, so func() bool) {
	d.Helper()
	for begun := time.Now(); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Since(begun) > patience {
			text, _ := d.eval("document.body.innerText")
			d.Fatalf("not yet: %s\nthe page says\n%s\nthe command said\n%s", what, text, d.out)
		}
	}
}

func (d *desk) open(address string) {
	d.Helper()
	if err := d.show(address); err != nil {
		d.Fatal(err)
	}
}

// is waits until an expression has a value. Between two pages it has none.
func (d *desk) is(script, want string) {
	d.Helper()
	last := ""
	d.until(script+" = "+want, func() bool {
		got, err := d.eval(script)
		last = fmt.Sprint(got, err)
		return err == nil && got == want
	})
	_ = last
}

// says waits until the page has a text.
func (d *desk) says(text string) {
	d.Helper()
	quoted, _ := json.Marshal(text)
	d.is(`document.readyState === "complete" && document.body.textContent.includes(`+string(quoted)+`)`, "true")
}

// fill types into fields by their labels' words or names, and presses a button.
func (d *desk) fill(form, button string, pairs ...string) {
	d.Helper()
	for i := 0; i+1 < len(pairs); i += 2 {
		name, _ := json.Marshal(pairs[i])
		value, _ := json.Marshal(pairs[i+1])
		d.must(fmt.Sprintf(`(() => {
			const fields = [...document.querySelectorAll(%q + " [name]")].filter((e) => e.name === %s);
			if (fields.length === 0) return "there is no field " + %[2]s;
			for (const f of fields) {
				if (f.type === "radio" || f.type === "checkbox") f.checked = f.value === %[3]s;
				else f.value = %[3]s;
				f.dispatchEvent(new Event("input", { bubbles: true }));
			}
			return "";
		})()`, form, name, value))
	}
	d.press(form, button)
}

// press clicks a button of a form.
func (d *desk) press(form, button string) {
	d.Helper()
	quoted, _ := json.Marshal(button)
	d.must(fmt.Sprintf(`(() => {
		window.old = true;
		const button = [...document.querySelectorAll(%q + " button")].find((b) => b.textContent.trim().startsWith(%s));
		if (!button) return "there is no button " + %[2]s;
		setTimeout(() => button.click());
		return "";
	})()`, form, quoted))
	d.is(`window.old === undefined && document.readyState === "complete"`, "true")
}

// follow clicks a link by its words.
func (d *desk) follow(text string) {
	d.Helper()
	quoted, _ := json.Marshal(text)
	d.must(fmt.Sprintf(`(() => {
		const link = [...document.querySelectorAll("a")].find((a) => a.textContent.trim().startsWith(%s));
		if (!link) return "there is no link " + %[1]s;
		window.old = true;
		setTimeout(() => link.click());
		return "";
	})()`, quoted))
	d.is(`window.old === undefined && document.readyState === "complete"`, "true")
}

// must wants an expression to be empty text.
func (d *desk) must(script string) {
	d.Helper()
	if got, err := d.eval(script); err != nil || got != "" {
		text, _ := d.eval("document.body.innerText")
		d.Fatalf("%s %v\n%s", got, err, text)
	}
}

package main_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"

	"pairbook/internal/browsertest"
)

// A reader is a browser in which workbooks are filled in.
type reader interface {
	open(address string) error
	// eval runs the body of a function, which returns a text, or a promise of one.
	eval(script string) (string, error)
	print(p paper) ([]byte, error)
	window(width, height float64) error
	// second is another window of the same browser.
	second() (reader, error)
}

// A chromiumReader is a tab of Chromium.
type chromiumReader struct{ tab context.Context }

// startChromiumReader starts a Chromium that saves files into a folder.
func startChromiumReader(t *testing.T, downloads string) reader {
	tab := browsertest.Start(t)
	err := chromedp.Do(tab, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := cdp.Call(ctx, chromedp.FromContext(ctx).Browser, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
			Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: downloads,
		})
		return err
	}))
	if err != nil {
		t.Fatal(err)
	}
	return chromiumReader{tab}
}

func (r chromiumReader) open(address string) error {
	return chromedp.Do(r.tab, chromedp.Navigate(address))
}

func (r chromiumReader) eval(script string) (string, error) {
	return chromedp.Run(r.tab, chromedp.Evaluate[string]("(async () => {"+script+"\n})()", chromedp.EvalAwaitPromise))
}

func (r chromiumReader) print(p paper) ([]byte, error) { return printPDF(r.tab, p) }

func (r chromiumReader) window(width, height float64) error { return window(r.tab, width, height) }

func (r chromiumReader) second() (reader, error) {
	tab, _ := chromedp.NewContext(r.tab)
	return chromiumReader{tab}, chromedp.Do(tab)
}

// A firefoxReader is a window of Firefox; each call switches to it first.
type firefoxReader struct {
	fox    *firefox
	handle string
	shared *sync.Mutex
}

// startFirefoxReader starts a Firefox that saves files into a folder.
func startFirefoxReader(t *testing.T, downloads string) reader {
	fox := startFirefox(t, fmt.Sprintf(`user_pref("browser.download.folderList", 2);
user_pref("browser.download.dir", %q);
user_pref("browser.download.useDownloadDir", true);
user_pref("browser.download.always_ask_before_handling_new_types", false);
user_pref("browser.helperApps.neverAsk.saveToDisk", "application/json");
`, downloads))
	handle, err := fox.call("WebDriver:GetWindowHandle", nil)
	if err != nil {
		t.Fatal(err)
	}
	return firefoxReader{fox, handle, &sync.Mutex{}}
}

func (r firefoxReader) call(command string, params map[string]any) (string, error) {
	r.shared.Lock()
	defer r.shared.Unlock()
	if _, err := r.fox.call("WebDriver:SwitchToWindow", map[string]any{"handle": r.handle, "focus": true}); err != nil {
		return "", err
	}
	return r.fox.call(command, params)
}

func (r firefoxReader) open(address string) error {
	_, err := r.call("WebDriver:Navigate", map[string]any{"url": address})
	return err
}

func (r firefoxReader) eval(script string) (string, error) {
	return r.call("WebDriver:ExecuteScript", map[string]any{"script": "return (async () => {" + script + "\n})()", "args": []any{}})
}

func (r firefoxReader) print(p paper) ([]byte, error) {
	text, err := r.call("WebDriver:Print", map[string]any{
		"background": false, "page": map[string]float64{"width": p.width / 10, "height": p.height / 10},
	})
	if err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(text)
}

func (r firefoxReader) window(width, height float64) error {
	_, err := r.call("WebDriver:SetWindowRect", map[string]any{"width": width, "height": height})
	return err
}

func (r firefoxReader) second() (reader, error) {
	text, err := r.fox.callAny("WebDriver:NewWindow", map[string]any{"type": "window"})
	if err != nil {
		return nil, err
	}
	var made struct{ Handle string }
	if err := json.Unmarshal(text, &made); err != nil || made.Handle == "" {
		return nil, fmt.Errorf("no further window: %s (%w)", text, err)
	}
	return firefoxReader{r.fox, made.Handle, r.shared}, nil
}

// A fillSite serves a site that was built, and remembers what was asked of it.
type fillSite struct {
	*httptest.Server
	mu      sync.Mutex
	dir     string // of public
	policy  string // a further policy
	asked   []string
	cookies []string
}

func serveFill(t *testing.T, dir string) *fillSite {
	s := &fillSite{dir: dir}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		dir, policy := s.dir, s.policy
		s.asked = append(s.asked, r.Method+" "+r.Host+r.URL.Path)
		s.cookies = append(s.cookies, r.Header["Cookie"]...)
		s.mu.Unlock()
		if policy != "" {
			w.Header().Set("Content-Security-Policy", policy)
		}
		w.Header().Set("Cache-Control", "no-store")
		http.ServeFile(w, r, filepath.Join(dir, filepath.FromSlash(r.URL.Path)))
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *fillSite) set(dir, policy string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dir, s.policy = dir, policy
}

// An acting fails the test when the browser does.
type acting struct {
	t *testing.T
	reader
}

func (a acting) visit(address string) {
	a.t.Helper()
	if err := a.open(address); err != nil {
		a.t.Fatalf("%s: %v", address, err)
	}
	a.wait(`return document.querySelector(".fill-start") ? "yes" : ""`)
}

func (a acting) do(script string) string {
	a.t.Helper()
	text, err := a.eval(fillHelpers + script)
	if err != nil {
		a.t.Fatalf("%v in\n%s", err, script)
	}
	return text
}

// as reads what a script returns as JSON.
func (a acting) as(into any, script string) {
	a.t.Helper()
	if err := json.Unmarshal([]byte(a.do(script)), into); err != nil {
		a.t.Fatalf("%v in\n%s", err, script)
	}
}

// wait waits until a script returns a text.
func (a acting) wait(script string) string {
	a.t.Helper()
	return a.do(`for (let i = 0; i < 300; i++) {
		const found = (() => {` + script + `})();
		if (found) return found;
		await new Promise((go) => setTimeout(go, 50));
	}
	throw new Error("waited in vain: " + document.body.innerText.slice(-400));`)
}

// start turns filling in on, through the first text where there is one.
func (a acting) start() {
	a.t.Helper()
	a.do(`if (!on()) { click(".fill-start"); const w = document.querySelector(".fill-window .fill-main"); if (w) w.click() } return ""`)
	a.wait(`const d = document.querySelector(".fill-frame")?.contentDocument; return on() && (!d || d.head.querySelector("link, style")) ? "yes" : ""`)
}

// saved is the copy that the page saves.
func (a acting) saved(downloads string) string {
	a.t.Helper()
	before, _ := filepath.Glob(filepath.Join(downloads, "*.json"))
	a.do(`press("Save a copy"); return ""`)
	for range 300 {
		names, _ := filepath.Glob(filepath.Join(downloads, "*.json"))
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err == nil && json.Valid(text) && !strings.Contains(strings.Join(before, "\n"), name) {
				_ = os.Remove(name)
				return string(text)
			}
		}
		<-time.After(50 * time.Millisecond)
	}
	a.t.Fatal("no copy was saved")
	return ""
}

// opens gives a copy to the page.
func (a acting) opens(text string) {
	a.t.Helper()
	quoted, _ := json.Marshal(text)
	a.do(`const input = document.querySelector(".fill-bar input[type=file]"), data = new DataTransfer();
		data.items.add(new File([` + string(quoted) + `], "copy.json"));
		input.files = data.files;
		input.dispatchEvent(new Event("change"));
		return "";`)
}

// fillHelpers are what scripts of these tests use.
const fillHelpers = `
const all = (selector) => Array.from(document.querySelectorAll(selector));
const on = () => document.documentElement.classList.contains("filling");
const click = (selector) => document.querySelector(selector).click();
const press = (text) => { const b = all(".fill-button, .fill-start").filter((b) => b.textContent === text && b.getClientRects().length).pop(); if (!b) throw new Error("no button " + text); b.click(); };
const type = (f, v) => { f.value = v; f.dispatchEvent(new Event("input")); };
const leave = () => all(".fill-field").forEach((f) => f.dispatchEvent(new Event("blur")));
const texts = () => all(".fill-text");
const boxes = () => all(".fill-tick");
const kept = () => Object.keys(localStorage).filter((k) => k.startsWith("pb1:"));
const named = (sheet, label) => all("#" + sheet + " .fill-text").find((f) => (f.getAttribute("aria-label") || document.getElementById(f.getAttribute("aria-labelledby")).textContent).includes(label));
`

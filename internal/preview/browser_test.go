package preview

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"pairbook/internal/browsertest"
	"pairbook/internal/diag"
)

// A window is a browser with a page of the preview in it.
type window struct {
	t   *testing.T
	tab context.Context
}

func (w window) open(address string) {
	w.t.Helper()
	if err := chromedp.Do(w.tab, chromedp.Navigate(address)); err != nil {
		w.t.Fatalf("opening %s: %v", address, err)
	}
}

// eval returns what a script expression is in the page, as text.
func (w window) eval(expression string) string {
	w.t.Helper()
	value, err := chromedp.Run(w.tab, chromedp.Evaluate[any](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		return "error: " + err.Error() // the page may be between two
	}
	return fmt.Sprint(value)
}

// wait waits until an expression has a value.
func (w window) wait(expression, want string) {
	w.t.Helper()
	got := ""
	for begun := time.Now(); time.Since(begun) < 20*time.Second; time.Sleep(20 * time.Millisecond) {
		if got = w.eval(expression); got == want {
			return
		}
	}
	w.t.Fatalf("%s = %q; want %q", expression, got, want)
}

// stays makes sure that an expression keeps its value for a while.
func (w window) stays(expression, want string) {
	w.t.Helper()
	for range 15 {
		if got := w.eval(expression); got != want {
			w.t.Fatalf("%s = %q; want that it stays %q", expression, got, want)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// What tests look at in a page.
const (
	text     = `document.getElementById("text")?.textContent.slice(0, 40)`
	shadow   = `document.getElementById("pairbook-preview")?.shadowRoot`
	dialogIs = shadow + `?.querySelector(".cover").checkVisibility() + ""`
	badgeIs  = shadow + `?.querySelector(".badge").checkVisibility() + ""`
	goneIs   = shadow + `?.querySelector(".gone").checkVisibility() + ""`
)

// tall is a page that can be scrolled.
func tall(line string) string {
	return line + strings.Repeat("</p>\n<p>more", 200)
}

func book(text, style string) *Pages {
	return build(map[string]string{
		"public/spring/tom/index.html": tall(text),
		"public/spring/tom/other.html": "other",
		"public/assets/style.css":      style,
	})
}

const black, red = "p { color: rgb(0, 0, 0) }", "p { color: rgb(255, 0, 0) }"

const colour = `getComputedStyle(document.getElementById("text")).color`

func TestAnOpenPageFollowsTheBuilds(t *testing.T) {
	w := window{t, browsertest.Start(t)}
	s := New()
	server := serve(t, s)
	s.Show(book("one", black), nil)
	w.open("http://" + server + "/public/spring/tom/")
	w.wait(text, "one")
	w.wait(colour, "rgb(0, 0, 0)")

	w.eval(`window.mark = "same"; scrollTo(0, 1234)`)
	w.wait(`scrollY`, "1234")
	s.Show(book("one", red), nil) // the style alone
	w.wait(colour, "rgb(255, 0, 0)")
	w.wait(`document.querySelectorAll('link[href*="style.css"]').length`, "1")
	w.stays(`window.mark + " " + scrollY`, "same 1234")

	s.Show(build(map[string]string{ // another page alone
		"public/spring/tom/index.html": tall("one"), "public/spring/tom/other.html": "changed", "public/assets/style.css": red,
	}), nil)
	w.stays(`window.mark`, "same")

	s.Show(book("two", red), nil) // the page itself
	w.wait(text, "two")
	w.wait(`window.mark + " " + scrollY`, "undefined 1234")

	s.Show(build(map[string]string{"public/index.html": "x"}), nil) // the page goes
	w.wait(`document.querySelector("h1")?.textContent`, "There is no page at this address")
	s.Show(book("three", red), nil) // and comes back
	w.wait(text, "three")
}

func TestProblemsLieOverThePageUntilTheyAreMended(t *testing.T) {
	w := window{t, browsertest.Start(t)}
	s := New()
	server := serve(t, s)
	s.Show(book("one", black), nil)
	w.open("http://" + server + "/public/spring/tom/")
	w.wait(dialogIs, "false")
	w.eval(`window.mark = "same"`)

	s.Fail([]diag.Problem{problem()})
	w.wait(dialogIs, "true")
	w.wait(text, "one")
	for selector, want := range map[string]string{
		"h2": "1 problem", ".place": "content/cohorts/spring/tom.toml:14:1", ".text": `unknown key "frequancy" in <img src=x onerror=alert(1)>`,
		"pre": `14 frequancy = "<script>alert(1)</script>"`, "mark": "frequancy", ".hint": `did you mean "frequency"?`,
		".note": "This page is from the last good build. It is replaced as soon as these are mended.",
	} {
		w.wait(shadow+`.querySelector("`+selector+`").textContent`, want)
	}
	w.wait(shadow+`.querySelectorAll("img, script, iframe").length`, "0")
	w.wait(`getComputedStyle(`+shadow+`.querySelector(".cover")).position`, "fixed") // its own looks, under the page's policy
	w.wait(shadow+`.activeElement?.getAttribute("role")`, "dialog")

	key := func(keys string) {
		if err := chromedp.Do(w.tab, chromedp.KeyEvent(keys)); err != nil {
			t.Fatal(err)
		}
	}
	key(kb.Escape)
	w.wait(dialogIs, "false")
	w.wait(badgeIs, "true")
	w.eval(shadow + `.querySelector(".badge").focus()`)
	key(kb.Enter)
	w.wait(dialogIs, "true")
	key(kb.Tab) // from the dialog to its button
	w.wait(shadow+`.activeElement?.textContent`, "Close (Esc)")
	key(kb.Enter)
	w.wait(dialogIs, "false")

	s.Fail([]diag.Problem{problem(), {Text: "another"}}) // what is new is shown again
	w.wait(dialogIs, "true")
	w.wait(shadow+`.querySelector("h2").textContent`, "2 problems")
	s.Show(book("one", black), []diag.Problem{{Severity: diag.Warning, Text: "a goal without a date"}})
	w.wait(dialogIs, "false")
	w.wait(badgeIs, "true")
	w.wait(shadow+`.querySelector(".badge").textContent`, "1 warning")
	s.Show(book("one", black), nil)
	w.wait(badgeIs, "false")
	w.stays(`window.mark`, "same") // and all that without a reload
}

func TestAFirstBuildThatFailsTurnsIntoThePage(t *testing.T) {
	w := window{t, browsertest.Start(t)}
	s := New()
	server := serve(t, s)
	w.open("http://" + server + "/public/spring/tom/")
	w.wait(`document.querySelector("h1").textContent`, "Building …")
	s.Fail([]diag.Problem{problem()})
	w.wait(`document.querySelector(".place")?.textContent`, "content/cohorts/spring/tom.toml:14:1")
	w.wait(dialogIs, "false")
	s.Fail([]diag.Problem{{Position: diag.Position{File: "site.toml"}, Text: "another"}})
	w.wait(`document.querySelector(".place")?.textContent`, "site.toml")
	s.Show(book("one", black), nil)
	w.wait(text, "one")
}

func TestAPageSurvivesItsServer(t *testing.T) {
	w := window{t, browsertest.Start(t)}
	listeners, err := Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	port := listeners.Port()
	run := func(text string, listeners Listeners) (stop func()) {
		s := New()
		s.Show(book(text, black), nil)
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error)
		go func() { ended <- s.Serve(ctx, listeners) }()
		return func() {
			cancel()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		}
	}
	stop := run("one", listeners)
	w.open(listeners.Address() + "public/spring/tom/")
	w.wait(text, "one")
	w.wait(goneIs, "false")
	stop()
	w.wait(goneIs, "true")
	w.wait(shadow+`.querySelector(".gone").textContent`, "The preview has stopped. This page comes back by itself when “pairbook serve” runs again.")
	if listeners, err = Listen(port); err != nil || listeners.Port() != port {
		t.Skipf("port %d was taken meanwhile: %v", port, err)
	}
	stop = run("two", listeners)
	defer stop()
	w.wait(text, "two")
	w.wait(goneIs, "false")
}

func TestOtherSitesGetNothing(t *testing.T) {
	s := shown()
	server := serve(t, s)
	port := server[strings.LastIndex(server, ":")+1:]
	evil := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<title>evil</title><body>")
	}))
	defer evil.Close()
	w := window{t, browsertest.Start(t, browsertest.Flag{Name: "host-resolver-rules", Value: "MAP evil.example 127.0.0.1"})}

	w.open("http://evil.example:" + port + "/public/spring/tom/index.html") // a name that points here
	if got := w.eval(`document.body.textContent.trim()`); got != "this preview answers to its own name only" {
		t.Errorf("under another name the page is %q", got)
	}

	for _, origin := range []string{evil.URL, strings.Replace(evil.URL, "127.0.0.1", "evil.example", 1)} {
		w.open(origin)
		for what, expression := range map[string]string{
			"read a page":         `fetch(PAGE).then(r => r.text()).catch(() => "nothing")`,
			"read it unseen":      `fetch(PAGE, {mode: "no-cors"}).then(r => r.text().then(t => t || "nothing")).catch(() => "nothing")`,
			"post to it":          `fetch(PAGE, {method: "POST", mode: "no-cors", body: "x"}).then(r => r.text().then(t => t || "nothing")).catch(() => "nothing")`,
			"load its style":      `new Promise(done => { const l = document.createElement("link"); l.rel = "stylesheet"; l.href = BASE + "/public/assets/style.css"; l.onload = () => done("loaded"); l.onerror = () => done("nothing"); document.head.append(l) })`,
			"load its picture":    `new Promise(done => { const i = new Image; i.onload = () => done("loaded"); i.onerror = () => done("nothing"); i.src = BASE + "/public/assets/my%20logo.svg" })`,
			"load its script":     `new Promise(done => { const s = document.createElement("script"); s.onload = () => done("loaded"); s.onerror = () => done("nothing"); s.src = BASE + "/TOKEN/live.js"; document.head.append(s) })`,
			"listen to its state": `new Promise(done => { const e = new EventSource(BASE + "/TOKEN/events?page=/"); e.onmessage = m => done(m.data); e.onerror = () => { e.close(); done("nothing") } })`,
			"frame it":            `new Promise(done => { const f = document.createElement("iframe"); f.src = PAGE; f.onload = () => { try { done(f.contentDocument ? "read" : "nothing") } catch { done("nothing") } }; document.body.append(f) })`,
		} {
			script := strings.NewReplacer("PAGE", `BASE + "/public/spring/tom/index.html"`, "TOKEN", s.token).Replace(expression)
			script = strings.ReplaceAll(script, "BASE", `"http://`+server+`"`)
			if got := w.eval(script); got != "nothing" {
				t.Errorf("from %s a script can %s: %s", origin, what, got)
			}
		}
	}

	w.open("http://" + server + "/public/spring/tom/index.html") // and the same from here works
	if got := w.eval(`fetch(location.href).then(r => r.text()).then(t => t.includes("` + secret + `"))`); got != "true" {
		t.Errorf("the page cannot read itself: %s", got)
	}
}

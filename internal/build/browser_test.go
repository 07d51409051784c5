package build

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"pairbook/internal/browsertest"
)

// What the parser of a library calls text might still run in a browser: the pages
// with payloads are opened in one.
func TestPayloadsDoNothingInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	tried, step := payloads, 1
	if !full() {
		step = 12
	}
	const perBrowser = 40
	var sites []string
	for i := 0; i < len(tried); i += step {
		if dir, _, ok := buildHostile(t, tried[i]); ok {
			sites = append(sites, dir)
		}
	}
	opened := 0
	for some := range slices.Chunk(sites, perBrowser) {
		t.Run("", func(t *testing.T) {
			w := newWatcher(t)
			w.control()
			for _, dir := range some {
				for _, name := range pagesToOpen(t, dir) {
					w.open(name)
					opened++
				}
			}
			for _, s := range w.take() {
				t.Error(s)
			}
		})
	}
	t.Logf("%d sites, %d pages opened", len(sites), opened)
}

// pagesToOpen lists the pages of a site that together show every field.
func pagesToOpen(t *testing.T, dir string) []string {
	pages := []string{"public/index.html", "public/first/pair/workbook.html", "public/first/group/workbook.html", "public/topics/time-management.html"}
	for name := range tree(t, filepath.Join(dir, facilitator)) {
		if strings.HasSuffix(name, ".html") {
			pages = append(pages, "facilitator/"+name)
		}
	}
	for i, name := range pages {
		pages[i] = filepath.Join(dir, filepath.FromSlash(name))
	}
	return pages
}

// A watcher is a browser tab, and all that happens in it that should not.
type watcher struct {
	t    *testing.T
	tab  context.Context
	mu   sync.Mutex
	at   string // the page
	seen []string
}

func newWatcher(t *testing.T) *watcher {
	w := &watcher{t: t, tab: browsertest.Start(t, browsertest.Flag{Name: "host-resolver-rules", Value: "MAP * ~NOTFOUND"})}
	if err := chromedp.Listen(w.tab, w.hear); err != nil {
		t.Fatal(err)
	}
	return w
}

// hear takes in one event of the browser.
func (w *watcher) hear(event any) {
	switch e := event.(type) {
	case *page.EventJavascriptDialogOpening:
		w.note("a dialog: %s", e.Message)
		go chromedp.Call(w.tab, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, "file:") {
			w.note("a request to %s", e.Request.URL)
		}
	case *network.EventWebSocketCreated:
		w.note("a connection to %s", e.URL)
	case *log.EventEntryAdded:
		w.note("the console says %s: %s", e.Entry.Level, e.Entry.Text)
	case *runtime.EventConsoleAPICalled:
		w.note("a script writes to the console: %s", e.Type)
	case *runtime.EventExceptionThrown:
		w.note("a script fails: %s", e.ExceptionDetails.Text)
	case *page.EventWindowOpen:
		w.note("a window opens: %s", e.URL)
	}
}

func (w *watcher) note(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen = append(w.seen, w.at+": "+fmt.Sprintf(format, args...))
}

// take returns what was seen, and begins anew.
func (w *watcher) take() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	seen := w.seen
	w.seen = nil
	return seen
}

// open opens a page and waits until it is there.
func (w *watcher) open(name string) {
	address := (&url.URL{Scheme: "file", Path: filepath.ToSlash(name)}).String()
	w.mu.Lock()
	w.at = name
	w.mu.Unlock()
	if err := chromedp.Do(w.tab, chromedp.Navigate(address)); err != nil {
		w.t.Fatalf("%s: %v", name, err)
	}
	if at, err := chromedp.Run(w.tab, chromedp.Location()); err != nil || at != address {
		w.t.Errorf("%s leads to %s, %v", name, at, err)
	}
}

// control opens a page on which everything happens, so that silence means
// something.
func (w *watcher) control() {
	name := filepath.Join(w.t.TempDir(), "control.html")
	const bad = `<!doctype html><title>x</title><script>alert(1); console.log("x")</script>
<meta http-equiv="Content-Security-Policy" content="script-src 'self'"><script>alert(2)</script>
<body><img src="https://evil.example/t.gif">`
	if err := os.WriteFile(name, []byte(bad), 0o666); err != nil {
		w.t.Fatal(err)
	}
	w.open(name)
	all := strings.Join(w.take(), "\n")
	for _, want := range []string{"a dialog: 1", "a request to https://evil.example/t.gif", "Content Security Policy", "writes to the console"} {
		if !strings.Contains(all, want) {
			w.t.Fatalf("the watcher does not see %q, only\n%s", want, all)
		}
	}
	if strings.Contains(all, "a dialog: 2") {
		w.t.Fatal("the policy does not hold in this browser")
	}
}

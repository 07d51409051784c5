// Package browsertest starts a real Chromium for tests, driven through chromedp.
//
//	tab := browsertest.Start(t)
//	err := chromedp.Do(tab, chromedp.Navigate(address))
//	title, err := chromedp.Run(tab, chromedp.Title())
//
// The browser is found in the PATH or where it is usually installed. Where there is
// none the test is skipped and says so; with PAIRBOOK_BROWSER=required in the
// environment it fails instead, so that a continuous check cannot pass by skipping.
// Any other trouble with the browser fails the test. With -short no browser is started
// and the test is skipped.
//
// Each Start is a browser of its own with a new profile, gone when the test ends;
// chromedp.NewContext(tab) opens a further tab in it.
//
// For tests only. Not here: servers to look at, and what is expected of pages.
package browsertest

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"pairbook/internal/browser"
)

// Patience is how long a test may keep its browser before whatever it waits for is
// given up; ample for a machine that runs several tests at once.
const Patience = 5 * time.Minute

// A Flag is one more switch for the browser, without the two hyphens:
// {"host-resolver-rules", "MAP evil.example 127.0.0.1"} or {"lang", "de"}. A Value of
// true stands alone, as in {"disable-javascript", true}.
type Flag struct {
	Name  string
	Value any
}

// Start starts a browser and returns the context of its first tab, for chromedp.Do
// and chromedp.Run. It ends with the test, or after Patience. Without a Chromium the
// test is skipped, or fails if PAIRBOOK_BROWSER is "required"; with -short it is skipped.
func Start(t testing.TB, flags ...Flag) context.Context {
	t.Helper()
	program, ok := browser.Find()
	if !ok {
		if os.Getenv("PAIRBOOK_BROWSER") == "required" {
			t.Fatal("PAIRBOOK_BROWSER is required, but no Chromium was found")
		}
		t.Skip("no Chromium was found: neither in the PATH nor where it is usually installed")
	}
	if testing.Short() {
		t.Skip("starts a browser")
	}
	ctx, cancel := context.WithTimeout(context.Background(), Patience)
	ctx, stop := chromedp.NewExecAllocator(ctx, options(program, flags)...)
	tab, _ := chromedp.NewContext(ctx, chromedp.WithErrorf(t.Logf))
	t.Cleanup(func() {
		if err := chromedp.Cancel(tab); err != nil {
			t.Logf("closing the browser: %v", err)
		}
		stop()
		chromedp.FromContext(tab).Allocator.Wait()
		cancel()
	})
	if err := chromedp.Do(tab); err != nil {
		t.Fatalf("starting %s: %v", program, err)
	}
	return tab
}

// options are the switches of every browser. chromedp adds a new profile folder
// and removes it again.
func options(program string, flags []Flag) []chromedp.ExecAllocatorOption {
	list := []chromedp.ExecAllocatorOption{chromedp.ExecPath(program), chromedp.Headless}
	for _, name := range []string{
		"no-sandbox", // it needs rights that containers do not give
		"disable-gpu", "disable-quic", "disable-dev-shm-usage",
		"no-first-run", "no-default-browser-check",
		"disable-background-networking", "disable-component-update", "disable-sync", "disable-extensions",
	} {
		list = append(list, chromedp.Flag(name, true))
	}
	for _, f := range flags {
		list = append(list, chromedp.Flag(f.Name, f.Value))
	}
	return append(list, chromedp.WSURLReadTimeout(Patience/2))
}

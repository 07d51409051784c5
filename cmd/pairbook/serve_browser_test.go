package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"pairbook/internal/browsertest"
)

// A terminal is where a verb runs that is in this process. What it says can be read
// while it runs.
type terminal struct {
	mu    sync.Mutex
	text  bytes.Buffer
	ended chan int // gets the exit status
	stop  context.CancelFunc
}

func (t *terminal) Write(data []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.Write(data)
}

func (t *terminal) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.String()
}

// forget drops what was said.
func (t *terminal) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text.Reset()
}

// interrupt presses Ctrl-C and returns the exit status, or -1 if the command does not
// end. Pressed again it does nothing.
func (t *terminal) interrupt() int {
	t.stop()
	select {
	case status := <-t.ended:
		t.ended <- status
		return status
	case <-time.After(limit):
		return -1
	}
}

// enter runs a command line until the test ends or it is interrupted.
func enter(tb testing.TB, args ...string) *terminal {
	ctx, stop := context.WithCancel(context.Background())
	t := &terminal{ended: make(chan int, 1), stop: stop}
	go func() { t.ended <- run(ctx, args, t, t) }()
	tb.Cleanup(func() {
		if t.interrupt() < 0 {
			tb.Errorf("%q does not end", args)
		}
	})
	return t
}

// until waits until something is so.
func until(tb testing.TB, t *terminal, what string, so func() bool) {
	tb.Helper()
	for begun := time.Now(); !so(); time.Sleep(time.Millisecond) {
		if time.Since(begun) > limit {
			tb.Fatalf("not yet: %s\nit said:\n%s", what, t)
		}
	}
}

// A folder is a site in a temporary folder.
type folder struct {
	tb  testing.TB
	dir string
}

func newFolder(tb testing.TB) folder {
	f := folder{tb, tb.TempDir()}
	f.write("site.toml", "title = \"Test\"\n")
	f.pair("spring/tom", "Tom Okafor")
	return f
}

func (f folder) path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

func (f folder) write(name, text string) {
	f.tb.Helper()
	if err := os.MkdirAll(filepath.Dir(f.path(name)), 0o777); err != nil {
		f.tb.Fatal(err)
	}
	if err := os.WriteFile(f.path(name), []byte(text), 0o666); err != nil {
		f.tb.Fatal(err)
	}
}

// pair writes a relationship file.
func (f folder) pair(name, mentee string) {
	f.tb.Helper()
	f.write("content/cohorts/"+name+".toml", fmt.Sprintf("[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = %q\n", mentee))
}

// read returns a file, "" when there is none.
func (f folder) read(name string) string {
	data, err := os.ReadFile(f.path(name))
	if err != nil {
		return ""
	}
	return string(data)
}

// The whole way in a real browser: a file is saved and the open page changes; it is
// broken and the place shows over the page; it is mended and that is gone.
func TestAnOpenPageFollowsTheFiles(t *testing.T) {
	tab := browsertest.Start(t)
	site := newFolder(t)
	serve := enter(t, "serve", "--port", "0", "--site", site.dir)
	until(t, serve, "the address", func() bool { return address.MatchString(serve.String()) })
	if err := chromedp.Do(tab, chromedp.Navigate(address.FindString(serve.String())+"public/spring/tom/")); err != nil {
		t.Fatal(err)
	}
	eval := func(expression string) string {
		value, err := chromedp.Run(tab, chromedp.Evaluate[any](expression))
		if err != nil {
			return err.Error() // the page may be between two
		}
		return fmt.Sprint(value)
	}
	shows := func(expression, want string) {
		t.Helper()
		got := ""
		for begun := time.Now(); time.Since(begun) < limit/4; time.Sleep(10 * time.Millisecond) {
			if got = eval(expression); strings.Contains(got, want) {
				return
			}
		}
		t.Fatalf("%s = %q; want %q\nit said:\n%s", expression, got, want, serve)
	}
	const (
		people  = `document.querySelector(".people")?.textContent`
		overlay = `document.getElementById("pairbook-preview")?.shadowRoot`
		covered = overlay + `?.querySelector(".cover").checkVisibility() + ""`
	)
	shows(people, "Tom Okafor")
	shows(covered, "false")
	for i := range 2 {
		name := fmt.Sprintf("Thomas %d", i)
		site.pair("spring/tom", name)
		shows(people, name)

		eval(`window.mark = "same"`)
		site.write("content/cohorts/spring/tom.toml", "[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = \"<b>Bo\"\nfrequancy = 1\n")
		shows(covered, "true")
		shows(overlay+`.querySelector(".place").textContent`, "content/cohorts/spring/tom.toml:5:1")
		shows(overlay+`.querySelector("pre").textContent`, "frequancy = 1")
		shows(people, name)

		site.pair("spring/tom", name)
		shows(covered, "false")
		shows(people, name)
		shows(`window.mark`, "same") // the page has not changed, so it was not loaded again
	}

	site.write("themes/own/theme.toml", "title = \"Own\"\nextends = \"classic\"\n")
	site.write("themes/own/page.css", ".people { color: rgb(1, 2, 3) }\n")
	site.write("site.toml", "title = \"Test\"\ntheme = \"own\"\n")
	shows(`getComputedStyle(document.querySelector(".people")).color`, "rgb(1, 2, 3)")
	eval(`window.mark = "style"`)
	site.write("themes/own/page.css", ".people { color: rgb(3, 2, 1) }\n")
	shows(`getComputedStyle(document.querySelector(".people")).color`, "rgb(3, 2, 1)")
	shows(`window.mark`, "style")

	if err := os.Remove(site.path("content/cohorts/spring/tom.toml")); err != nil {
		t.Fatal(err)
	}
	shows(`document.querySelector("h1")?.textContent`, "There is no page at this address")
	site.pair("spring/tom", "Tom again")
	shows(people, "Tom again")
	shows(covered, "false") // the page's script is there: what comes next is for it to notice
	if status := serve.interrupt(); status != statusInterrupted {
		t.Errorf("exit status %d; want %d", status, statusInterrupted)
	}
	shows(overlay+`.querySelector(".gone").checkVisibility() + ""`, "true")
	for _, name := range []string{"public", "facilitator", ".pairbook"} {
		if _, err := os.Lstat(site.path(name)); err == nil {
			t.Errorf("the preview made %s", name)
		}
	}
}

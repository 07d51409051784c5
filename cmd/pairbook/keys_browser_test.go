package main_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"pairbook/internal/browsertest"
)

// A stop is where the Tab key leads to.
type stop struct {
	Name    string
	Order   int  // among all elements of the page, from 0; -1: nowhere
	Shown   bool // it is in the window, and nothing is over it
	Visible bool // its focus can be seen
}

// focused describes the element that has the focus.
const focused = `(() => {
	const e = document.activeElement;
	const box = e.getClientRects()[0], style = getComputedStyle(e);
	const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
	return {
		name: e.tagName.toLowerCase() + (e.className ? "." + e.className : ""),
		order: e === document.body ? -1 : Array.from(document.querySelectorAll("*")).indexOf(e),
		shown: top !== null && e.contains(top),
		visible: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
	};
})()`

// focusable counts what the Tab key is to lead to.
const focusable = `Array.from(document.querySelectorAll("a[href], button, input, select, [tabindex='0']")).filter((e) => e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true })).length`

// The Tab key leads to the skip link first, then to everything else in the order of
// the page, and one always sees where one is.
func TestPagesWorkWithTheKeyboard(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	for _, l := range looks() {
		t.Run(l.theme, func(t *testing.T) {
			site := buildTested(t, l)
			t.Parallel()
			tab := browsertest.Start(t)
			if err := window(tab, 1280, 900); err != nil {
				t.Fatal(err)
			}
			for _, page := range []string{
				"public/" + sample + "/index.html", "public/" + sample + "/follow-through.html", "public/" + sample + "/session-1.html",
				"public/guidance/session.html", "public/index.html", "facilitator/index.html", "facilitator/spring-2027.html",
			} {
				if err := open(tab, filepath.Join(site.dir, page), "screen"); err != nil {
					t.Fatalf("%s: %v", page, err)
				}
				want, err := chromedp.Run(tab, chromedp.Evaluate[int](focusable))
				if err != nil {
					t.Fatalf("%s: %v", page, err)
				}
				before := stop{Order: -1}
				for n := range min(want, 60) {
					if err := chromedp.Do(tab, chromedp.KeyEvent(kb.Tab)); err != nil {
						t.Fatalf("%s: %v", page, err)
					}
					at, err := chromedp.Run(tab, chromedp.Evaluate[stop](focused))
					if err != nil {
						t.Fatalf("%s: %v", page, err)
					}
					if fault := at.fault(n, before); fault != "" {
						t.Errorf("%s: stop %d of %d, %s: %s", page, n+1, want, at.Name, fault)
					}
					before = at
				}
			}
		})
	}
}

// fault says what is wrong with the nth stop, which comes after another.
func (s stop) fault(n int, before stop) string {
	switch {
	case n == 0 && s.Name != "a.skip":
		return "the skip link comes first"
	case s.Order <= before.Order:
		return fmt.Sprintf("it comes before %s in the page", before.Name)
	case !s.Shown:
		return "it is out of sight"
	case !s.Visible:
		return "the focus is not to be seen"
	}
	return ""
}

// The skip link leads past the bar.
func TestSkipLink(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	site := buildTested(t, looks()[0])
	tab := browsertest.Start(t)
	if err := open(tab, filepath.Join(site.dir, "public", sample, "goals.html"), "screen"); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(tab, chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter), chromedp.KeyEvent(kb.Tab)); err != nil {
		t.Fatal(err)
	}
	inside, err := chromedp.Run(tab, chromedp.Evaluate[bool](`location.hash === "#main" && document.querySelector("main").contains(document.activeElement)`))
	if err != nil || !inside {
		t.Errorf("after the skip link the focus is in the main part: %v, %v; want true", inside, err)
	}
}

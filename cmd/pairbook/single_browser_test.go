package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"pairbook/internal/browsertest"
)

// A workbook in one file, alone in an empty folder, looks as the page that it was made of
// and runs its script: its policy lets its own parts in.
func TestAWorkbookInOneFileNeedsNoOther(t *testing.T) {
	tab := browsertest.Start(t)
	dir := t.TempDir()
	for name, text := range map[string]string{
		"site.toml":                       "title = \"Mentoring\"\n[print]\nsingle = true\n[theme_options]\nlogo = \"logo.svg\"\n",
		"content/logo.svg":                `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>`,
		"content/cohorts/spring/tom.toml": "[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = \"Tom Okafor\"\n",
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if status := run(t.Context(), []string{"build", "--site", dir}, io.Discard, os.Stderr); status != statusDone {
		t.Fatalf("build: %d", status)
	}
	single, err := os.ReadFile(filepath.Join(dir, "public/spring/tom/workbook-single.html"))
	if err != nil {
		t.Fatal(err)
	}
	alone := filepath.Join(t.TempDir(), "sent.html")
	if err := os.WriteFile(alone, single, 0o666); err != nil {
		t.Fatal(err)
	}
	const look = `JSON.stringify([
		Array.from(document.querySelectorAll("h2, .tab, .rules, .logo"), e => { const b = e.getBoundingClientRect(), s = getComputedStyle(e); return [b.x, b.y, b.width, b.height, s.color, s.fontFamily] }),
		getComputedStyle(document.querySelector(".rules"), "::before").content.length > 20,
		Array.from(document.images, i => i.naturalWidth), document.querySelector(".bar-print").hidden])`
	var looks [2]string
	for i, page := range []string{filepath.Join(dir, "public/spring/tom/workbook.html"), alone} {
		if err := chromedp.Do(tab, chromedp.Navigate("file://"+filepath.ToSlash(page))); err != nil {
			t.Fatal(err)
		}
		if looks[i], err = chromedp.Run(tab, chromedp.Evaluate[string](look)); err != nil {
			t.Fatal(err)
		}
	}
	if looks[0] != looks[1] {
		t.Errorf("the one file does not look as the page:\n%.600s\n%.600s", looks[0], looks[1])
	}
	// It can be filled in, and what does not fit is found out for paper as on other pages.
	const fill = `(async () => {
		document.querySelector(".fill-start").click();
		document.querySelector(".fill-main").click();
		const t = document.querySelector("textarea.fill-text");
		t.value = "word\n".repeat(99);
		dispatchEvent(new Event("beforeprint"));
		const notes = document.querySelectorAll(".fill-notes").length, size = getComputedStyle(t).position;
		dispatchEvent(new Event("afterprint"));
		return [notes > 2 && notes < 7, size, document.querySelectorAll(".fill-notes").length].join();
	})()`
	if got, err := chromedp.Run(tab, chromedp.Evaluate[string](fill, chromedp.EvalAwaitPromise)); err != nil || got != "true,absolute,0" {
		t.Errorf("filled in: %s, %v", got, err)
	}
	if want := `true,[40],false]`; looks[1][max(0, len(looks[1])-len(want)):] != want {
		t.Errorf("lines, logo or script are missing: %s", looks[1][max(0, len(looks[1])-80):])
	}
}

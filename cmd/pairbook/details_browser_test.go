package main_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// A detail is a page looked at in some way, and a script that lists what is wrong there.
type detail struct {
	name, page    string
	width, height float64
	media         string
	forced        bool // the reader's colours take the place of the page's
	script        string
}

// details are what readers told of and no checker finds.
func details() []detail {
	return []detail{
		{"a small target", sample + "/roadmap.html", 360, 700, "screen", false, smallTargets},
		{"a small target", sample + "/index.html", 360, 700, "screen", false, smallTargets},
		{"a small target", "guidance/agreement.html", 360, 700, "screen", false, smallTargets},
		{"the road", sample + "/roadmap.html", 360, 700, "screen", false, `(() => {
			const marks = Array.from(document.querySelectorAll(".road .stop-n"), (e) => e.getBoundingClientRect());
			const upright = marks.length > 1 && marks.every((m, i) => i === 0 || m.top > marks[i - 1].bottom - 1 && Math.abs(m.left - marks[i - 1].left) < 1);
			return upright && marks.every((m) => m.width > 0) ? [] : ["the stops do not stand below one another: " + marks.map((m) => [m.left, m.top, m.bottom].map(Math.round)).join("; ")];
		})()`},
		{"a wide table", sample + "/follow-through.html", 360, 700, "screen", false, `Array.from(document.querySelectorAll(".scroll")).filter((e) =>
			e.scrollWidth > e.clientWidth && getComputedStyle(e).backgroundImage === "none").map((e) => e.textContent.trim().slice(0, 30) + " does not show that it scrolls")`},
		{"forced colours", sample + "/goals.html", 1280, 900, "screen", true, `(() => {
			const ground = getComputedStyle(document.body).backgroundColor;
			const barred = Array.from(document.querySelectorAll(".contents a")).filter((e) =>
				parseFloat(getComputedStyle(e).borderInlineStartWidth) > 0 && getComputedStyle(e).borderInlineStartColor !== "rgb(255, 255, 255)" && getComputedStyle(e).borderInlineStartColor !== ground);
			return barred.length === 1 && barred[0].matches("[aria-current]") ? [] : [barred.length + " entries of the contents have a bar"];
		})()`},
		{"slanted Arabic", rtl + "/session-1.html", 1280, 900, "print", false, `Array.from(document.querySelectorAll(":lang(ar)")).filter((e) =>
			e.checkVisibility() && /[\u0600-\u06ff]/.test(e.textContent) && getComputedStyle(e).fontStyle !== "normal").map((e) => e.className + " is slanted")`},
		{"a Japanese title", sample + "/session-1.html", 1280, 900, "print", false, `(() => {
			document.documentElement.lang = "ja";
			return Array.from(document.querySelectorAll("h2")).filter((e) => getComputedStyle(e).wordBreak !== "auto-phrase").map((e) => "a title may break inside a word");
		})()`},
		{"a wide logo", sample + "/index.html", 794, 1000, "print", false, `(() => {
			const logo = document.querySelector(".logo");
			logo.style.width = "180mm";
			return Array.from(document.querySelectorAll(".sheet-cover :is(h1, .cover-programme)")).flatMap((e) => {
				const range = document.createRange(), faults = [];
				const texts = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
				while (texts.nextNode()) {
					for (const word of texts.currentNode.data.matchAll(/\S+/g)) {
						range.setStart(texts.currentNode, word.index);
						range.setEnd(texts.currentNode, word.index + word[0].length);
						if (range.getClientRects().length > 1) faults.push(word[0] + " is broken");
					}
				}
				return faults;
			});
		})()`},
	}
}

// smallTargets lists links and buttons below 24 px that do not stand in a sentence.
const smallTargets = `Array.from(document.querySelectorAll("a, button")).filter((e) => {
	const box = e.getBoundingClientRect();
	const alone = !e.closest("p") || e.closest("p").textContent.trim() === e.textContent.trim();
	return e.checkVisibility() && box.width > 0 && alone && !e.closest(".prose, .skip") && (box.width < 23.9 || box.height < 23.9);
}).map((e) => e.textContent.trim() + " is " + e.getBoundingClientRect().width + " by " + e.getBoundingClientRect().height + " px")`

func TestDetails(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	for _, l := range looks() {
		t.Run(l.theme, func(t *testing.T) {
			site := buildTested(t, l)
			tab := startUnhinted(t)
			for _, d := range details() {
				colours := "none"
				if d.forced {
					colours = "active"
				}
				if err := window(tab, d.width, d.height); err != nil {
					t.Fatal(err)
				}
				err := chromedp.Do(tab, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
					_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
						Media: d.media, Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: colours}},
					})
					return err
				}), chromedp.Navigate(fileURL(filepath.Join(site.dir, "public", d.page))))
				if err != nil {
					t.Fatalf("%s: %v", d.name, err)
				}
				faults, err := chromedp.Run(tab, chromedp.Evaluate[[]string](d.script))
				if err != nil {
					t.Fatalf("%s: %v", d.name, err)
				}
				for _, f := range faults {
					t.Errorf("%s on %s: %s", d.name, d.page, f)
				}
			}
		})
	}
}

// wideTopic is a page of guidance with what is too wide or too high for a sheet.
const wideTopic = `+++
title = "Wide and high"
summary = "What does not fit."
+++

## A line of code

` + "```" + `
LONGLINE
` + "```" + `

## A table

| Station | Signal box | Telephone | Interlocking | Responsibility | Remarks |
|---|---|---|---|---|---|
| LONGWORD | LONGWORD | LONGWORD | LONGWORD | LONGWORD | LONGWORD |
| | | | | | |

## A tall picture

![A tower](tower.svg)
`

// Pages of guidance and topics print whatever an author writes: nothing is cut, an empty row
// is as high as a line to write on, and a picture stands below its heading.
func TestWideTopicsPrintWhole(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	needPoppler(t)
	for _, l := range looks() {
		t.Run(l.theme, func(t *testing.T) {
			dir := t.TempDir()
			text := strings.NewReplacer("LONGLINE", strings.Repeat("interlocking_of_the_signal_box=", 12), "LONGWORD", "Responsibilitiesofinterlockings").Replace(wideTopic)
			for name, data := range map[string]string{
				"site.toml": "title = \"Mentoring\"\ntheme = \"" + l.theme + "\"\n", "content/topics/wide.md": text,
				"content/topics/tower.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="500" height="3000" viewBox="0 0 500 3000"><rect width="500" height="3000" fill="#888"/></svg>`,
			} {
				if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			site := buildSite(t, dir, l)
			tab := startUnhinted(t)
			for _, p := range papers() {
				printed{site: site, paper: p}.check(t, tab, "topics/wide.html")
				faults, err := chromedp.Run(tab, chromedp.Evaluate[[]string](`(() => {
					const faults = [], mm = 96 / 25.4;
					const row = Array.from(document.querySelectorAll(".prose tbody tr")).at(-1).getBoundingClientRect().height / mm;
					const line = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--line-height"));
					if (row < line - .1 || row > 2 * line) faults.push("an empty row is " + row + " mm high; lines are " + line + " mm apart");
					const high = document.querySelector(".prose img").getBoundingClientRect().height / mm;
					if (high > 200) faults.push("the picture is " + high + " mm high");
					return faults;
				})()`))
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range faults {
					t.Errorf("%s: %s", p.name, f)
				}
			}
		})
	}
}

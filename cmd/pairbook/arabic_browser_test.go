package main_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

// arabic is the workbook of testdata/arabic: a language with strings of its own, and with the
// guidance and the topics in English.
const arabic = "spring-2027/hala-rami"

// buildArabic builds the site of testdata/arabic with a theme. Files of more replace those
// of the site.
func buildArabic(t *testing.T, l look, more map[string]string) *tested {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/arabic")); err != nil {
		t.Fatal(err)
	}
	for name, text := range more {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return buildIn(t, dir, l)
}

// notArabic lists the texts of a page that are not as Arabic has them: English ones outside
// of guidance and prompts or without a mark, Arabic ones that are marked as English, and
// points of another script, those that styles add as well.
const notArabic = `(() => {
	const found = [];
	const html = document.documentElement;
	if (html.lang !== "ar" || html.dir !== "rtl") {
		found.push("the page is in " + html.lang + " and runs " + html.dir);
	}
	for (const e of document.querySelectorAll("body [lang]:not([lang=ar])")) {
		if (!e.matches(".guide *, .cover-guide *, .ask :is(h3, h4), .ask :is(h3, h4) *") || e.dir !== "ltr" || /[\u0600-\u06ff]/.test(e.textContent)) {
			found.push("marked as " + e.lang + ": " + e.outerHTML.slice(0, 120));
		}
	}
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (texts.nextNode()) {
		const text = texts.currentNode.data.replace(/\{\w+\}/g, "").trim(), e = texts.currentNode.parentElement;
		if (!e.closest("[lang=en], script, style, [href^='mailto:']") && /[A-Za-z,;?"]/.test(text)) {
			found.push("not marked: " + text);
		}
	}
	for (const e of document.querySelectorAll("main *")) {
		for (const which of ["::before", "::after"]) {
			const said = getComputedStyle(e, which).content;
			if (/[A-Za-z]{2}|[,;?]/.test(said) && !/^(none|normal|counter|url|attr)/.test(said)) {
				found.push("added to " + e.className + ": " + said);
			}
		}
	}
	return found;
})()`

// A workbook in Arabic has all its words in Arabic, but for whole texts of guidance and prompts
// that say what language they are in, and each of its sheets is one side.
func TestArabicWorkbook(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	needPoppler(t)
	for _, l := range looks() {
		t.Run(l.theme, func(t *testing.T) {
			site := buildArabic(t, l, nil)
			tab := startUnhinted(t)
			for _, paper := range papers() {
				printArabic(t, tab, printed{site: site, paper: paper})
			}
			found, err := chromedp.Run(tab, chromedp.Evaluate[[]string](notArabic))
			if err != nil {
				t.Fatal(err)
			}
			if len(found) > 0 {
				t.Errorf("not as in Arabic:\n%s", strings.Join(found[:min(len(found), 20)], "\n"))
			}
		})
	}
}

// printArabic prints the workbook and fails the test for all that is wrong with its sides, but for
// where their words stand: a PDF does not keep joined letters as they were written.
func printArabic(t *testing.T, tab context.Context, pr printed) {
	t.Helper()
	if err := open(tab, filepath.Join(pr.site.dir, "public", arabic, "workbook.html"), "print"); err != nil {
		t.Fatal(err)
	}
	pdf, err := printPDF(tab, pr.paper)
	if err != nil {
		t.Fatal(err)
	}
	keepPDF(t, "arabic-"+pr.site.theme+"-"+pr.paper.name, pdf)
	p, err := readPDF(pdf)
	if err != nil {
		t.Fatal(err)
	}
	a, err := areaOf(pr.site.styles, pr.paper)
	if err != nil {
		t.Fatal(err)
	}
	l, err := measure(tab, a)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.sides) != len(l.Sheets) {
		t.Errorf("%s: %d sheets are %d sides", pr.paper.name, len(l.Sheets), len(p.sides))
	}
	for _, fault := range slices.Concat(l.Faults, heightFaults(l, a), tagFaults(p, l), wordFaults(p, l), blankFaults(p, l.Sheets, false), overlapFaults(p)) {
		t.Errorf("%s: %s", pr.paper.name, fault)
	}
}

// Arabic has six forms for numbers: for none, one, two, three to ten, eleven to
// ninety-nine, and the rest.
func TestArabicNumbers(t *testing.T) {
	var lines strings.Builder
	for _, key := range []string{"cover.open-count", "cover.more-goals", "minutes", "every.week", "desk.pairs"} {
		for i, n := range []int{0, 1, 2, 3, 11, 100} {
			fmt.Fprintf(&lines, "%s{{say %q \"n\" %d}}", []string{"\n", " | "}[min(i, 1)], key, n)
		}
	}
	site := buildArabic(t, looks()[0], map[string]string{
		"templates/sheets/programme.html": `<section id="{{.F.ID}}"><pre>` + lines.String() + "\n</pre></section>\n",
	})
	_, text, _ := strings.Cut(readText(t, site.dir, "public/index.html"), "<pre>")
	text, _, _ = strings.Cut(text, "</pre>")
	want := `
لا تعهّدات | تعهّد واحد | تعهّدان | 3 تعهّدات | 11 تعهّدًا | 100 تعهّد
ولا أهداف أخرى | وهدف آخر | وهدفان آخران | و3 أهداف أخرى | و11 هدفًا آخر | و100 هدف آخر
0 دقيقة | دقيقة واحدة | دقيقتان | 3 دقائق | 11 دقيقة | 100 دقيقة
كل 0 أسبوع | كل أسبوع | كل أسبوعين | كل 3 أسابيع | كل 11 أسبوعًا | كل 100 أسبوع
لا علاقات إرشاد | علاقة إرشاد واحدة | علاقتا إرشاد | 3 علاقات إرشاد | 11 علاقة إرشاد | 100 علاقة إرشاد
`
	if diff := cmp.Diff(want, text); diff != "" {
		t.Errorf("numbers in Arabic (-want +got):\n%s", diff)
	}
}

package main_test

import (
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"pairbook/internal/browsertest"
)

// smallShare is the share of the letters that are printed smaller than 9 points.
const smallShare = `(() => {
	let small = 0, all = 0;
	const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
	while (texts.nextNode()) {
		const e = texts.currentNode.parentElement;
		const letters = texts.currentNode.data.replace(/\s/g, "").length;
		if (e.checkVisibility({ visibilityProperty: true }) && letters > 0) {
			all += letters;
			if (parseFloat(getComputedStyle(e).fontSize) < 9 * 96 / 72) {
				small += letters;
			}
		}
	}
	return small / all;
})()`

// Hardly any letter is smaller than 9 points, and no sheet but the cover takes more than an
// eighth of what a black one would.
func TestSheetsAreLegibleAndCostLittleInk(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	needPoppler(t)
	const mostSmall, mostInk = .15, .12
	for _, l := range looks() {
		t.Run(l.theme, func(t *testing.T) {
			site := buildTested(t, l)
			tab := browsertest.Start(t)
			if err := open(tab, filepath.Join(site.dir, "public", sample, "workbook.html"), "print"); err != nil {
				t.Fatal(err)
			}
			share, err := chromedp.Run(tab, chromedp.Evaluate[float64](smallShare))
			if err != nil {
				t.Fatal(err)
			}
			if share > mostSmall {
				t.Errorf("%.0f %% of the letters are smaller than 9 points; want %.0f %% at most", 100*share, 100*mostSmall)
			}
			pdf, err := printPDF(tab, papers()[0])
			if err != nil {
				t.Fatal(err)
			}
			read, err := readPDF(pdf)
			if err != nil {
				t.Fatal(err)
			}
			sides, err := picturesAt(read, 0, len(read.sides)-1, 30)
			if err != nil {
				t.Fatal(err)
			}
			most := 0.0
			for i, side := range sides[1:] {
				ink := side.ink()
				if most = max(most, ink); ink > mostInk {
					t.Errorf("side %d takes %.1f %% of the ink of a black one; want %.0f %% at most", i+2, 100*ink, 100*mostInk)
				}
			}
			t.Logf("%.1f %% small letters; at most %.1f %% ink, the cover %.1f %%", 100*share, 100*most, 100*sides[0].ink())
		})
	}
}

// ink is how dark a side is: 0 white, 1 black.
func (pic picture) ink() float64 {
	sum := 0.0
	for _, g := range pic.grey {
		sum += float64(255 - g)
	}
	return sum / 255 / float64(len(pic.grey))
}

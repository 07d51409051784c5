package main_test

import (
	"context"
	"errors"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"pairbook/internal/browsertest"
)

// A layout is what testdata/sheets.js measures of a page; lengths in CSS pixels.
type layout struct {
	Title, Lang string
	RTL         bool
	Headings    []string
	Sheets      []sheetBox
	Faults      []string
	Words       string // all that is printed
}

// A sheetBox is one sheet as it lies on paper.
type sheetBox struct {
	ID                     string
	WholeFoot              string  // with the programme
	Height                 float64 // at least that of the page area
	Needs                  float64 // without stretching it to the page area
	Content                float64 // of that, what stands between the title and the foot
	Strip                  float64 // and what stands below the foot
	Foot, Head, Title, Tab string
	Rooms                  []ruledRoom
}

// A ruledRoom is a place with ruled lines, from the top of its sheet and the left of
// the page area.
type ruledRoom struct {
	Left, Top, Width, Height float64
	Ask                      string  // the first word of the question above; empty: there is none
	AskTop                   float64 // where that stands
}

// startUnhinted starts a Chromium that measures letters on the screen as it prints them: not
// moved to the dots of the screen, which makes words wider or narrower there.
func startUnhinted(t *testing.T) context.Context {
	return browsertest.Start(t, browsertest.Flag{Name: "font-render-hinting", Value: "none"})
}

// fileURL returns the file: address of a file.
func fileURL(name string) string {
	name, _ = filepath.Abs(name)
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(name)}).String()
}

// open shows a file in a tab, for "screen" or "print", to a reader who does not like
// motion: what moves would have to be waited for.
func open(tab context.Context, name, media string) error {
	return chromedp.Do(tab, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Media:    media,
			Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		return err
	}), chromedp.Navigate(fileURL(name)))
}

// window gives the tab the size of a window.
func window(tab context.Context, width, height float64) error {
	return chromedp.Do(tab, chromedp.EmulateViewport(int64(math.Round(width)), int64(math.Round(height))))
}

// measure lays out the page that is open in a page area.
func measure(tab context.Context, a area) (*layout, error) {
	script, err := os.ReadFile("testdata/sheets.js")
	if err != nil {
		return nil, err
	}
	if err := window(tab, a.width*pixels, a.height*pixels); err != nil {
		return nil, err
	}
	l, err := chromedp.Run(tab, chromedp.Evaluate[*layout](string(script)))
	if err == nil && l == nil {
		err = errors.New("nothing was measured")
	}
	return l, err
}

// printPDF prints the page that is open, as the reader does: on the paper in the
// printer, without background graphics.
func printPDF(tab context.Context, p paper) ([]byte, error) {
	yes, no := true, false
	return chromedp.Run(tab, chromedp.PrintToPDF(
		chromedp.PDFPaper(chromedp.PaperSize{Width: p.width / 25.4, Height: p.height / 25.4}),
		func(params *page.PrintToPDFParams) {
			params.PrintBackground, params.PreferCSSPageSize = &no, &no
			params.GenerateTaggedPDF, params.GenerateDocumentOutline = &yes, &yes
		}))
}

package pdf

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"path"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// tab prints pages in one tab for as long as there are any.
func (s *session) tab(tab context.Context, stop func()) {
	err := started(tab, s.Start, stop)
	if err == nil {
		err = s.answer(tab)
	}
	if err == nil {
		_, err = chromedp.Call(tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: unseen})
	}
	if err != nil {
		s.mu.Lock()
		s.failed(fmt.Errorf("opening a tab: %w", err))
		s.mu.Unlock()
		return
	}
	for p, ok := s.take(); ok; p, ok = s.take() {
		s.give(s.print(tab, p))
	}
}

// unseen hides a page but on paper: nobody looks at it, and a third of the work of a browser
// goes into what is to be seen on the screen before, between and after two layouts for paper.
const unseen = `{
	const style = new CSSStyleSheet();
	style.replaceSync("@media screen { html { display: none !important } }");
	document.adoptedStyleSheets = [style];
}`

// answer has every request of a tab answered from Read.
func (s *session) answer(tab context.Context) error {
	requests := chromedp.Events(tab, fetch.RequestPaused)
	if _, err := chromedp.Call(tab, fetch.Enable, fetch.EnableParams{}); err != nil {
		return err
	}
	go func() {
		for request, err := range requests {
			if err != nil {
				return
			}
			s.reply(tab, request.RequestID, request.Request)
		}
	}()
	return nil
}

// reply answers one request. An error is the browser's that has gone, and seen by print.
func (s *session) reply(tab context.Context, id fetch.RequestID, r *network.Request) {
	data, err := s.read(r.URL)
	if err != nil || r.Method != "GET" {
		chromedp.Call(tab, fetch.FailRequest, fetch.FailRequestParams{RequestID: id, ErrorReason: network.ErrorReasonBlockedByClient})
		return
	}
	kind := mime.TypeByExtension(path.Ext(strings.SplitN(r.URL, "#", 2)[0]))
	chromedp.Call(tab, fetch.FulfillRequest, fetch.FulfillRequestParams{
		RequestID: id, ResponseCode: 200, Body: data,
		ResponseHeaders: []*fetch.HeaderEntry{
			{Name: "Content-Type", Value: kind},
			{Name: "Cache-Control", Value: "max-age=86400, immutable"}, // so that styles and fonts are asked for once
		},
	})
}

// print prints one page.
func (s *session) print(tab context.Context, p Page) Printed {
	done := Printed{Page: p}
	ctx, cancel := context.WithTimeout(tab, s.Patience)
	defer cancel()
	err := chromedp.Do(ctx, chromedp.Navigate(s.base()+p.Path))
	var sheets []string
	if err == nil {
		sheets, err = chromedp.Run(ctx, chromedp.Evaluate[[]string](fmt.Sprintf(prepare, s.Address != "" && !p.Apart), chromedp.EvalAwaitPromise))
	}
	if err == nil {
		done.PDF, err = s.sheet(ctx)
	}
	if err == nil {
		done.Sides, done.Sheets = sides(done.PDF), len(sheets)
		if p.Sides && done.Sides > done.Sheets {
			done.Over, err = s.over(ctx, sheets)
		}
	}
	switch {
	case err == nil:
	case errors.Is(err, context.DeadlineExceeded) && tab.Err() == nil:
		err = fmt.Errorf("the browser has not printed it within %s", s.Patience.Round(time.Second))
	}
	if done.Err = err; err != nil {
		done.PDF = nil
	}
	return done
}

// prepare takes away the links that lead to no sheet of the page and not to the published
// pages either; keeps the blanks at the ends of lines in headings, which the outline would leave out
// between two words; loads the fonts and pictures of the style sheets, which are not asked for
// while the page is hidden; and names the sheets. A heading with white space that a
// browser folds is left as it is, so that nothing moves.
const prepare = `(async published => {
	for (const link of document.querySelectorAll("a[href]")) {
		const href = link.getAttribute("href");
		let url = null;
		try { url = new URL(href, document.baseURI) } catch {}
		if (!href.startsWith("#") && (!url || url.protocol === "file:" || url.origin === location.origin && !published))
			link.removeAttribute("href");
	}
	for (const part of document.querySelectorAll(":is(h1, h2, h3, h4, h5, h6), :is(h1, h2, h3, h4, h5, h6) *")) {
		const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), texts = [];
		while (walk.nextNode()) texts.push(walk.currentNode.data);
		if (!/^ | {2}|[\t\n\r]/.test(texts.join("")) && !texts.includes(" ")) part.style.whiteSpaceCollapse = "preserve";
	}
	const loads = Array.from(document.fonts, font => font.load());
	for (const sheet of document.styleSheets)
		for (const rule of sheet.cssRules)
			if (!(rule instanceof CSSFontFaceRule))
				for (const [, name] of rule.cssText.matchAll(/url\("([^"]+)"\)/g)) {
					const picture = new Image();
					picture.src = new URL(name, sheet.href || document.baseURI);
					loads.push(picture.decode());
				}
	await Promise.allSettled(loads);
	await document.fonts.ready;
	return Array.from(document.querySelectorAll(".sheet"), sheet => {
		const heading = sheet.querySelector("h1, h2");
		return (heading ? heading.textContent : sheet.id).replace(/\s+/g, " ").trim();
	});
})(%t)`

// sheet prints what the tab shows.
func (s *session) sheet(ctx context.Context) ([]byte, error) {
	yes := true
	pdf, err := chromedp.Run(ctx, func(ctx context.Context, t *chromedp.Target) ([]byte, error) {
		r, err := cdp.Call(ctx, t, page.PrintToPDF, page.PrintToPDFParams{
			PaperWidth: s.Paper.Width, PaperHeight: s.Paper.Height,
			PreferCSSPageSize: &yes, PrintBackground: &yes, GenerateTaggedPDF: &yes, GenerateDocumentOutline: &yes,
		})
		return r.Data, err
	})
	if err != nil {
		return nil, err
	}
	return stable(pdf), nil
}

// over prints each sheet by itself and names those that are more than one side.
func (s *session) over(ctx context.Context, titles []string) ([]Over, error) {
	var over []Over
	for i, title := range titles {
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](fmt.Sprintf(alone, i))); err != nil {
			return nil, err
		}
		pdf, err := s.sheet(ctx)
		if err != nil {
			return nil, err
		}
		if n := sides(pdf); n > 1 {
			over = append(over, Over{Title: title, Sides: n})
		}
	}
	return over, nil
}

// alone shows one sheet and hides the others.
const alone = `document.querySelectorAll(".sheet").forEach((sheet, i) => sheet.style.setProperty("display", i === %d ? "" : "none", "important")), true`

package main_test

import (
	"context"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"pairbook"
	"pairbook/internal/browsertest"
	"pairbook/internal/build"
)

// axe finds no barrier where a workbook is filled in: with its fields, its windows, on a
// telephone, at 200 %, in the dark and from right to left, in each theme.
func TestFillingInIsAccessible(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	axe := axeCore(t)
	for _, l := range looks() {
		t.Run(l.theme, func(t *testing.T) {
			site := buildTested(t, l)
			server := serveFill(t, filepath.Join(site.dir, "public"))
			r := chromiumReader{browsertest.Start(t)}
			a := acting{t, r}
			pages := []string{sample + "/session-3.html", rtl + "/session-1.html"}
			if l == looks()[0] {
				pages = append(pages, sample+"/agreement.html", sample+"/goals.html", sample+"/index.html", sample+"/follow-through.html",
					"other-ways-2027/imogen-dawit/first-meeting.html", "other-ways-2027/imogen-dawit/midpoint.html", "other-ways-2027/salome-team/next-steps.html", "circles-autumn/depot-circle/certificate.html")
			}
			for _, page := range pages {
				if err := errors.Join(r.window(1280, 900), chromedp.Do(r.tab, chromedp.Navigate(server.URL+"/"+page))); err != nil {
					t.Fatal(err)
				}
				a.start()
				if err := chromedp.Do(r.tab, evaluate(string(axe))); err != nil {
					t.Fatal(err)
				}
				windows := []string{""}
				if strings.HasSuffix(page, "session-3.html") {
					a.do(`type(all("textarea")[0], "Mine"); leave(); return ""`)
					a.opens(`{"pairbook":"answers","version":1,"book":"` + sample + `","stamp":"` + a.do(`return document.body.dataset.book.split(" ")[0]`) +
						`","answers":{"session-3/gone":{"v":"Of a question that is gone","q":"Which?","s":"Session 3"}}}`)
					a.wait(`return document.querySelector(".fill-look:not([hidden])") ? "yes" : ""`)
					windows = append(windows, `click(".fill-look")`, `click(".fill-met")`)
				}
				for _, script := range windows {
					a.do(script + `; return ""`)
					for _, s := range append(sights(), sight{"200 %", "screen", "light", 640, 450}) {
						faults, err := barriers(r.tab, s)
						if err != nil {
							t.Fatalf("%s, %s: %v", page, s.name, err)
						}
						for _, f := range faults {
							t.Errorf("%s, %s, %s: %s", page, s.name, script, f)
						}
					}
				}
				if err := r.window(1280, 900); err != nil {
					t.Fatal(err)
				}
				if got := a.do(`return all(".fill-text").filter((f) => { const b = f.getBoundingClientRect(), s = f.closest(".sheet").getBoundingClientRect(); return b.left < s.left || b.right > s.right + 1 || b.width < 20 }).map((f) => f.closest(".sheet").id + " " + f.parentNode.className).join()`); got != "" {
					t.Errorf("%s: fields lie outside their sheets: %s", page, got)
				}
				if strings.HasSuffix(page, "session-3.html") {
					err := chromedp.Do(r.tab, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
						_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{}) // paper is paper again
						return err
					}))
					if err != nil {
						t.Fatal(err)
					}
					fillAndPrint(a)
				}
			}
		})
	}
}

// fillAndPrint fills in the page that is open and prints it from a telephone and from a wide
// window: each word once, a long answer on a side for notes, and no side besides.
func fillAndPrint(a acting) {
	a.t.Helper()
	f := filling{acting: a}
	a.do(`press("Forget everything here"); press("Delete it"); return ""`)
	plain := len(f.sides())
	a.do(`texts().forEach((t, i) => type(t, "w" + i + "x")); type(all("textarea")[0], Array.from({ length: 40 }, (_, i) => "long" + i + "x").join("\n")); leave(); return ""`)
	var words []string
	a.as(&words, `return JSON.stringify(texts().flatMap((t) => t.value.split("\n")))`)
	for _, width := range []float64{1280, 375} {
		if err := a.window(width, 800); err != nil {
			a.t.Fatal(err)
		}
		sides := f.sides()
		text := " " + strings.Join(strings.Fields(strings.Join(sides, " ")), " ") + " "
		for _, word := range words {
			if n := strings.Count(text, " "+word+" "); n != 1 {
				a.t.Errorf("from a window of %.0f px %s stands %d times on paper", width, word, n)
			}
		}
		if notes := strings.Count(text, "Written at greater length"); notes < 1 || len(sides) != plain+notes {
			a.t.Errorf("from a window of %.0f px there are %d sides, %d of them for notes; before there were %d", width, len(sides), notes, plain)
		}
	}
}

// A site's own templates have fields by the same marks, whatever else they look like.
func TestOwnTemplatesAreFilledIn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"site.toml":                       "title = \"Mentoring\"\n",
		"content/cohorts/spring/tom.toml": "[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = \"Tom Okafor\"\n",
		"templates/sheets/closing.html": `<section class="sheet" id="{{.F.ID}}"><h2>Our own</h2><div data-f="mood"><h3>How was it?</h3><div class="write w4"></div></div>
<p data-f="one line"></p><table data-f="rows"><caption>Rows</caption><thead><tr><th>What</th><th>Done</th></tr></thead><tbody><tr><td></td><td><span class="tick"></span></td></tr></tbody></table>
{{range .Prompts}}<div data-f="{{key .Ask}}"><h3>{{.Ask}}</h3><div class="write"></div></div>{{end}}</section>`,
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	report, err := build.Run(t.Context(), build.Options{Site: dir, Builtin: pairbook.Builtin()}, &build.Memory{})
	if err != nil || !report.Done {
		t.Fatal(err, report.Problems)
	}
	a := acting{t, startChromiumReader(t, t.TempDir())}
	a.visit(fileURL(filepath.Join(dir, "public/spring/tom/closing.html")))
	a.start()
	a.do(`texts().forEach((f, i) => type(f, "own " + i)); boxes()[0].click(); leave(); return ""`)
	got := a.do(`return kept().filter((k) => k.includes(":")).map((k) => k.replace(/.*:/, "")).sort().join()`)
	for _, want := range []string{"closing/mood", "closing/one", "closing/rows.r1c0", "closing/rows.r1c1"} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no answer %s in %s", want, got)
		}
	}
	if n := strings.Count(got, "closing/"); n < 6 {
		t.Errorf("there are %d answers: %s", n, got)
	}
}

// The mail to the programme is what pairbook record reads, promises only when they are ticked.
func TestTheMailToTheProgrammeIsRecorded(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("starts a browser")
	}
	site := buildTested(t, looks()[0])
	server := serveFill(t, filepath.Join(site.dir, "public"))
	a := acting{t, startChromiumReader(t, t.TempDir())}
	a.visit(server.URL + "/" + sample + "/session-4.html")
	a.start()
	a.do(`const cells = all("#check-in-4 .actions .blank .fill-text");
		["Farida Rahimi", "Lend the book;\nboth volumes", "2027-07-01", "mentee", "Try it on Monday", "1 July"].forEach((v, i) => type(cells[i], v)); leave(); press("Tell the programme: we met"); return ""`)
	plain := a.do(`return document.querySelector(".fill-mail").value`)
	if strings.Contains(plain, "promise") || !strings.Contains(plain, "\npairbook: "+sample+"; session 4; held 20") {
		t.Errorf("the mail says\n%s", plain)
	}
	shown := a.do(`click(".fill-label input[type=checkbox]"); return document.querySelector(".fill-mail").value`)
	link, err := url.Parse(a.do(`return document.querySelector(".fill-window a").href`))
	if err != nil {
		t.Fatal(err)
	}
	if link.Scheme != "mailto" || link.Opaque != "mentoring@example.org" || link.Query().Get("subject")+"\n\n"+strings.ReplaceAll(link.Query().Get("body"), "\r\n", "\n") != shown {
		t.Errorf("the link %s does not say what is shown:\n%s", link, shown)
	}
	record := exec.Command("pairbook", "record", "-", "--site", site.dir, "--today", "2027-12-01")
	record.Stdin = strings.NewReader(shown)
	if out, err := record.CombinedOutput(); err != nil {
		t.Fatalf("pairbook record: %v\n%s", err, out)
	}
	text := readText(t, site.dir, "content/cohorts/"+sample+".toml")
	for _, want := range []string{"Lend the book, both volumes", "due = 2027-07-01", "Try it on Monday (1 July)", "held = true"} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
			t.Errorf("recorded is no %q", want)
		}
	}
}

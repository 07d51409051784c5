package main_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
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

// checkers is where .ci/run installs the checkers of HTML.
const checkers = "../../.ci/node_modules"

// A sight is one way in which a page is looked at.
type sight struct {
	name          string
	media, scheme string
	width, height float64
}

func sights() []sight {
	return []sight{
		{"screen", "screen", "light", 1280, 900},
		{"dark telephone", "screen", "dark", 320, 640},
		{"print", "print", "light", 733, 942},
	}
}

// axe finds no barrier on a page of any kind, however it is looked at, and no page
// is to be scrolled sideways on a telephone.
func TestPagesAreAccessible(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	axe := axeCore(t)
	for _, l := range looks() {
		t.Run(l.theme, func(t *testing.T) {
			site := buildTested(t, l)
			t.Parallel()
			tab := browsertest.Start(t)
			for _, page := range site.kinds(t) {
				if strings.HasSuffix(page, "/workbook.html") || l != looks()[0] && strings.Contains(page, sample) {
					continue // sheets of the same kinds again
				}
				hasNoBarriers(t, tab, filepath.Join(site.dir, page), axe, sights())
			}
		})
	}
}

// The pages of a site that is wholly in one language have no barriers either: the facilitator's,
// and those of a pair of whom much is known.
func TestPagesOfEachLanguageAreAccessible(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	axe := axeCore(t)
	languages, err := os.ReadDir("starter")
	if err != nil {
		t.Fatal(err)
	}
	tab := browsertest.Start(t)
	for _, language := range languages {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(filepath.Join("starter", language.Name()))); err != nil {
			t.Fatal(err)
		}
		report, err := build.Run(t.Context(), build.Options{Site: dir, Builtin: pairbook.Builtin()}, &build.Memory{})
		if err != nil || !report.Done {
			t.Fatal(err, report)
		}
		var pages []string
		for _, pattern := range []string{"public/index.html", "public/guidance/session*.html", "public/*/*/workbook.html", "facilitator/*.html"} {
			found, err := filepath.Glob(filepath.Join(dir, pattern))
			if err != nil || len(found) == 0 {
				t.Fatalf("%s: %q, %v", language.Name(), pattern, err)
			}
			pages = append(pages, found...)
		}
		for _, page := range pages {
			hasNoBarriers(t, tab, page, axe, sights()[:1])
		}
	}
}

// axeCore is the script that finds barriers.
func axeCore(t *testing.T) []byte {
	t.Helper()
	axe, err := os.ReadFile(filepath.Join(checkers, "axe-core", "axe.min.js"))
	if err != nil {
		lacking(t, "axe-core: npm ci --prefix .ci installs it")
	}
	return axe
}

// hasNoBarriers has axe look at a page in ways to look at it.
func hasNoBarriers(t *testing.T, tab context.Context, page string, axe []byte, ways []sight) {
	t.Helper()
	if err := open(tab, page, "screen"); err != nil {
		t.Fatalf("%s: %v", page, err)
	}
	if err := chromedp.Do(tab, evaluate(string(axe))); err != nil {
		t.Fatalf("%s: %v", page, err)
	}
	for _, s := range ways {
		faults, err := barriers(tab, s)
		if err != nil {
			t.Fatalf("%s, %s: %v", page, s.name, err)
		}
		for _, f := range faults {
			t.Errorf("%s, %s: %s", page, s.name, f)
		}
	}
}

// evaluate runs a script for what it does.
func evaluate(script string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := chromedp.Evaluate[any](script+"\n;null")(ctx, t)
		return err
	})
}

// axeRun runs axe. On paper nobody taps a link. In a session pack, which is many
// leaves to be printed, the heading of the whole is for the screen.
const axeRun = `(() => {
const paper = matchMedia("print").matches, pack = document.querySelector(".leaf") !== null;
return axe.run(document, {
	runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
	rules: {
		"target-size": { enabled: !paper },
		"page-has-heading-one": { enabled: !(pack && paper) },
	},
	resultTypes: ["violations"],
	preload: false,
}).then((result) => result.violations.map((v) =>
	v.id + ": " + v.nodes.slice(0, 4).map((n) => n.target.join(" ")).join(", ") + ": " + v.nodes.length + " times: " +
	(v.nodes[0].failureSummary || v.help).replace(/\s+/g, " "))) })()`

// sideways finds what makes a page wider than its window.
const sideways = `(() => {
	const root = document.documentElement;
	if (root.scrollWidth <= root.clientWidth) return [];
	const wide = Array.from(document.querySelectorAll("body *")).filter((e) =>
		e.getBoundingClientRect().right > root.clientWidth + 1 && !e.closest(".scroll > *, .rules")).map((e) => e.tagName + "." + (e.className.baseVal ?? e.className));
	return ["the page is " + root.scrollWidth + " px wide in a window of " + root.clientWidth + " px: " + wide.slice(0, 5).join(", ")];
})()`

// barriers looks at the page that is open and returns what is wrong with it.
func barriers(tab context.Context, s sight) ([]string, error) {
	err := chromedp.Do(tab, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Media: s.media,
			Features: []*emulation.MediaFeature{
				{Name: "prefers-color-scheme", Value: s.scheme},
				{Name: "prefers-reduced-motion", Value: "reduce"},
			},
		})
		return err
	}))
	if err != nil {
		return nil, err
	}
	if err := window(tab, s.width, s.height); err != nil {
		return nil, err
	}
	faults, err := chromedp.Run(tab, chromedp.Evaluate[[]string](axeRun, chromedp.EvalAwaitPromise))
	if err != nil || s.media == "print" {
		return faults, err
	}
	wide, err := chromedp.Run(tab, chromedp.Evaluate[[]string](sideways))
	return append(faults, wide...), err
}

// The checks above find what they are there for.
func TestAccessChecksFindFaults(t *testing.T) {
	t.Parallel()
	axe := axeCore(t)
	tab := browsertest.Start(t)
	for _, test := range []struct{ name, body, want string }{
		{"sound", "<p>Text</p>", ""},
		{"contrast", `<p class="pale">Text</p>`, "color-contrast: p:"},
		{"contrast in the dark", `<p class="night">Text</p>`, "color-contrast: p:"},
		{"picture without words", `<img src="nothing.png">`, "image-alt: img"},
		{"wide", `<p class="wide">Text</p>`, "the page is 2000 px wide in a window of 320 px: P.wide"},
	} {
		t.Run(test.name, func(t *testing.T) {
			name := filepath.Join(t.TempDir(), "page.html")
			text := `<!doctype html><html lang="en"><title>Page</title><style>body { margin: 0; background: #fff } .pale { color: #bbb } .wide { width: 2000px }
				@media (prefers-color-scheme: dark) { .night { color: #aaa } }</style><main><h1>Page</h1>` + test.body + `</main></html>`
			if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(open(tab, name, "screen"), chromedp.Do(tab, evaluate(string(axe)))); err != nil {
				t.Fatal(err)
			}
			faults, err := barriers(tab, sights()[1])
			if all := strings.Join(faults, "\n"); err != nil || !strings.Contains(all, test.want) || (test.want == "") != (all == "") {
				t.Errorf("faults are %q, %v; want %q", all, err, test.want)
			}
		})
	}
}

// The Nu HTML checker finds no error on any page, and none in the style sheets.
func TestPagesAreValid(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Java")
	}
	t.Parallel()
	site := buildTested(t, looks()[0])
	var pages []string
	for _, page := range site.everyPage(t) {
		pages = append(pages, filepath.Join(site.dir, page))
	}
	for _, fault := range nu(t, pages...) {
		t.Error(fault)
	}
	styles := filepath.Join(site.dir, "public/assets")
	for _, fault := range nu(t, "--css", filepath.Join(styles, "style.css"), filepath.Join(styles, "theme.css")) {
		t.Error(fault)
	}
}

// nu runs the Nu HTML checker and returns its errors.
func nu(t *testing.T, args ...string) []string {
	t.Helper()
	jar := filepath.Join(checkers, "vnu-jar", "build", "dist", "vnu.jar")
	if _, err := os.Stat(jar); err != nil {
		lacking(t, "vnu-jar: npm ci --prefix .ci installs it")
	}
	java, err := exec.LookPath("java")
	if err != nil {
		lacking(t, "java")
	}
	cmd := exec.CommandContext(t.Context(), java, append([]string{"-jar", jar, "--errors-only", "--exit-zero-always", "--format", "json"}, args...)...)
	var out bytes.Buffer
	cmd.Stderr = &out
	if err := cmd.Run(); err != nil {
		t.Fatalf("running the Nu HTML checker: %v\n%s", err, out.Bytes())
	}
	var result struct {
		Messages []struct {
			Type, URL, Message, Extract string
			LastLine                    int
		}
	}
	if err := json.Unmarshal(out.Bytes(), &result); err != nil {
		t.Fatalf("reading what the Nu HTML checker says: %v\n%s", err, out.Bytes())
	}
	var faults []string
	for _, m := range result.Messages {
		if strings.Contains(m.Message, "“vector-effect”") {
			continue // a property of SVG 2, which it does not know
		}
		faults = append(faults, fmt.Sprintf("%s:%d: %s: %s: %s", m.URL, m.LastLine, m.Type, m.Message, m.Extract))
	}
	return faults
}

// The Nu HTML checker finds what it is there for.
func TestValidityCheckFindsFaults(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Java")
	}
	t.Parallel()
	for name, test := range map[string]struct {
		args       []string
		text, want string
	}{
		"page.html": {nil, `<!doctype html><html lang="en"><title>Page</title><p id="a"><b id="a">Text</b></p></html>`, "Duplicate ID"},
		"style.css": {[]string{"--css"}, "p { colour: red }", "colour"},
	} {
		t.Run(name, func(t *testing.T) {
			name := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(name, []byte(test.text), 0o666); err != nil {
				t.Fatal(err)
			}
			if faults := strings.Join(nu(t, append(test.args, name)...), "\n"); !strings.Contains(faults, test.want) {
				t.Errorf("no fault says %q, only:\n%s", test.want, faults)
			}
		})
	}
}

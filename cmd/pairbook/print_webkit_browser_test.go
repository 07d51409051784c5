package main_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// WebKit, as WebKitGTK has it, prints each sheet of the example on a side of its own, and the
// contents in two columns. It is kin to Safari, not Safari. It knows no margins of @page, and
// prints a millimetre as 25/24 mm: testdata/webkit.py makes the margins of GTK smaller by
// as much, and nothing is said here of where text stands. Nor does it print 100 % as the page
// area: sheets are as high as the lowest paper has room for, and their foot may stand higher.
func TestPrintInWebKit(t *testing.T) {
	needPoppler(t)
	needWebKit(t)
	site := buildTested(t, looks()[0])
	tab := startUnhinted(t)
	name := filepath.Join(site.dir, "public", sample, "workbook.html")
	if err := open(tab, name, "print"); err != nil {
		t.Fatal(err)
	}
	tops, err := chromedp.Run(tab, chromedp.Evaluate[[]string](`Array.from(document.querySelectorAll(".toc ol"), (l) => l.querySelector(".toc-name").textContent)`))
	if err != nil {
		t.Fatal(err)
	}
	if len(tops) != 2 {
		t.Fatalf("the contents have %d columns: %q", len(tops), tops)
	}
	for _, p := range papers() {
		a, err := areaOf(site.styles, p)
		if err != nil {
			t.Fatal(err)
		}
		l, err := measure(tab, a)
		if err != nil {
			t.Fatal(err)
		}
		read, err := readPDF(printInWebKit(t, name, p))
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range append(footFaults(read, l.Sheets, true), wordFaults(read, l)...) {
			t.Errorf("on %s: %s", p.name, fault)
		}
		if !sideBySide(read, tops) {
			t.Errorf("on %s: %q and %q do not begin two columns", p.name, tops[0], tops[1])
		}
	}
}

// sideBySide reports whether two texts begin at one height, in the halves of a side.
func sideBySide(p *printout, texts []string) bool {
	for _, s := range p.sides {
		for _, a := range s.words {
			for _, b := range s.words {
				if a.text == strings.Fields(texts[0])[0] && b.text == strings.Fields(texts[1])[0] &&
					math.Abs(a.top-b.top) < 1 && a.left < s.width/2 && b.left > s.width/2 {
					return true
				}
			}
		}
	}
	return false
}

// webKitPython is Debian's own Python, which has the bindings.
const webKitPython = "/usr/bin/python3"

// needWebKit skips the test where there is no WebKitGTK with bindings for Python, or no
// display without a screen.
func needWebKit(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a browser")
	}
	const ask = `import gi; gi.require_version("Gtk", "3.0"); gi.require_version("WebKit2", "4.1"); from gi.repository import WebKit2`
	if out, err := exec.Command(webKitPython, "-c", ask).CombinedOutput(); err != nil {
		t.Logf("%s", out)
		lacking(t, "WebKitGTK for Python (gir1.2-webkit2-4.1, python3-gi)")
	}
	if _, err := exec.LookPath("xvfb-run"); err != nil {
		lacking(t, "xvfb-run (xvfb, xauth)")
	}
}

// printInWebKit returns the PDF of a page.
func printInWebKit(t *testing.T, name string, p paper) []byte {
	t.Helper()
	home := t.TempDir()
	pdf := filepath.Join(home, "page.pdf")
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "xvfb-run", "-a", webKitPython, "testdata/webkit.py",
		map[string]string{"A4": "iso_a4", "Letter": "na_letter"}[p.name], name, pdf)
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_RUNTIME_DIR="+home, "NO_AT_BRIDGE=1")
	cmd.WaitDelay = 10 * time.Second
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("printing in WebKit: %v\n%s", err, out)
	}
	data, err := os.ReadFile(pdf)
	if err != nil {
		t.Fatal(err)
	}
	keepPDF(t, fmt.Sprintf("webkit-%s-%s", p.name, filepath.Base(name)), data)
	return data
}

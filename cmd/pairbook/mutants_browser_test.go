package main_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sound is a style sheet that prints right; the tests below break it.
const sound = `@page { margin: 15mm }
*, ::before, ::after { box-sizing: border-box }
html { font: 10pt/1.4 sans-serif }
body, main, p, h2 { margin: 0 }
.sheet { position: relative; display: flex; flex-direction: column; gap: 4mm }
.sheet > * { flex: none; min-width: 0 }
.sheet > .write { flex: 1 1 auto; position: relative; min-height: 40mm }
.rules { position: absolute; inset: 4.8mm 0 0; display: flex; flex-direction: column; justify-content: flex-end; overflow: hidden }
.rules::before { flex: none; display: block; line-height: 0; content: url("rules.svg") }
.words { height: 20mm }
@media print {
	html, body, main { height: 100% }
	.sheet { min-height: 100% }
	.sheet + .sheet { break-before: page }
}
`

// soundPage is a page with two sheets for that style sheet. PLACE is where the
// tests put more.
const soundPage = `<!doctype html>
<html lang="en">
<title>Two sheets</title>
<link rel="stylesheet" href="style.css">
<main>
<section class="sheet" id="one"><header>Head of one</header><h2>First sheet</h2><p class="words">Some words to be read.</p>PLACE
<div class="write"><div class="rules"></div></div>
<footer class="foot">Programme <span class="foot-sheet">Sheet 1 of 2</span></footer></section>
<section class="sheet" id="two"><header>Head of two</header><h2>Second sheet</h2>
<div class="write"><div class="rules"></div></div>
<footer class="foot">Programme <span class="foot-sheet">Sheet 2 of 2</span></footer></section>
</main>
</html>
`

// Each check of TestPrint finds what it is there for.
func TestPrintChecksFindFaults(t *testing.T) {
	t.Parallel()
	needPoppler(t)
	tab := startUnhinted(t)
	long := strings.Repeat("<p>One more line of words.</p>", 60)
	for _, test := range []struct {
		name          string
		styles, place string
		rules         func(string) string
		want          string // part of a fault; empty: no fault
	}{
		{name: "sound"},
		{name: "height of the window", styles: ".sheet { min-height: 100vh !important } body { margin-top: 9mm }", want: "2 sheets are 3 sides"},
		{name: "margin of the body", styles: "body { margin: 8px !important }", want: "2 sheets are 3 sides"},
		{name: "no filling", styles: "@media print { .sheet { min-height: 0 !important } }", want: "one: the foot is "},
		{name: "fixed height", styles: "@media print { .sheet { height: 100%; overflow: hidden } }", place: long, want: "is cut off"},
		{name: "no breaks", styles: ".sheet + .sheet { break-before: auto !important } .sheet { min-height: 100px !important }", want: "side 1 has 2 feet"},
		{name: "too much text", place: long, want: "2 sheets are 4 sides"},
		{name: "too much text for the lower paper", place: strings.Repeat("<p>More words.</p>", 34), want: "one needs "},
		{name: "one foot too many", place: "<p>Sheet 2 of 2</p>", want: "side 1 has 2 feet"},
		{name: "foot of another sheet", styles: "#one { order: 2 } main { display: flex; flex-direction: column }", want: `side 1 has the foot "Sheet 2 of 2"`},
		{name: "foot alone on a side", styles: "@media print { .sheet > footer { break-before: page; margin: 0 } }", want: "has nothing but the foot"},
		{name: "text in the margin", styles: "@page { margin: 10mm }", want: `"Some" stands in the margin`},
		{name: "wide heading", styles: "h2 { white-space: nowrap; width: 40mm; font-size: 40pt }", want: "px wide in a box of"},
		{name: "text over text", styles: ".words { margin-bottom: -23mm }", place: "<p>Other words to be read.</p>", want: "are printed over one another"},
		{name: "text cut off", styles: ".words { height: 2mm; overflow: hidden }", want: "is cut off"},
		{name: "text lost", styles: ".words { color: transparent; clip-path: inset(50%) }", want: `"Some" is printed 0 times; want 1`},
		{name: "no lines", rules: func(string) string { return "" }, want: "one, room 1: 0 lines in"},
		{name: "pale lines", rules: replacing("#767676", "#ccc"), want: "line 1 is too pale"},
		{name: "lines too close", rules: replacing(`height="320mm"`, `height="316mm" preserveAspectRatio="none"`), want: "the lines are 7.9"},
		{name: "half of the lines", rules: replacing("M0 311.85h300", ""), want: "lines in"},
		{name: "lines that hang from the top", styles: ".rules { justify-content: flex-start }", want: "the last line is"},
		{name: "lines as background", styles: ".rules::before { display: none } .rules { background: repeating-linear-gradient(transparent 0 7.7mm, #767676 7.7mm 8mm) }", want: "0 lines in"},
	} {
		t.Run(test.name, func(t *testing.T) {
			faults := printMutant(t, tab, test.styles, test.place, test.rules)
			switch all := strings.Join(faults, "\n"); {
			case test.want == "" && all != "":
				t.Errorf("faults are found:\n%s", all)
			case !strings.Contains(all, test.want):
				t.Errorf("no fault says %q, only:\n%s", test.want, all)
			}
		})
	}
}

func replacing(old, with string) func(string) string {
	return func(text string) string { return strings.ReplaceAll(text, old, with) }
}

// ruled is a picture of lines 8 mm apart.
func ruled() string {
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" width="300mm" height="320mm" viewBox="0 0 300 320"><path d="`)
	for i := range 40 {
		fmt.Fprintf(&b, "M0 %.2fh300", float64(i)*8+7.85)
	}
	b.WriteString(`" stroke="#767676" stroke-width=".3" fill="none"/></svg>`)
	return b.String()
}

// printMutant prints the two sheets, changed, on A4 paper and returns their faults.
func printMutant(t *testing.T, tab context.Context, styles, place string, rules func(string) string) []string {
	t.Helper()
	picture := ruled()
	if rules != nil {
		picture = rules(picture)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"page.html": strings.Replace(soundPage, "PLACE", place, 1),
		"style.css": sound + styles,
		"rules.svg": picture,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := open(tab, filepath.Join(dir, "page.html"), "print"); err != nil {
		t.Fatal(err)
	}
	pdf, err := printPDF(tab, papers()[0])
	if err != nil {
		t.Fatal(err)
	}
	site := &tested{look: look{pitch: 8}, styles: sound}
	faults, err := printed{site: site, paper: papers()[0], fits: true, rules: true}.faults(tab, pdf)
	if err != nil {
		t.Fatal(err)
	}
	return faults
}

package main_test

import (
	"fmt"
	"html"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pairbook/internal/room"
)

// A counted is a text set in a column, and how many lines it was counted to have at most.
type counted struct {
	text   string
	font   string
	column float64 // in mm
	size   float64 // in points
	lines  int
}

// leading is from line to line, in sizes of the type.
const leading = 1.4

// No text that a browser prints has more lines than were counted, in any font, size and
// column. PAIRBOOK_FULL tries 2,000.
func TestNoTextHasMoreLinesThanCounted(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	needPoppler(t)
	count := 400
	if os.Getenv("PAIRBOOK_FULL") != "" {
		count = 2000
	}
	texts := countedTexts(rand.New(rand.NewPCG(20, 27)), count)
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "fonts"), os.DirFS("../../templates/assets/fonts")); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "texts.html")
	if err := os.WriteFile(name, []byte(countedPage(texts)), 0o666); err != nil {
		t.Fatal(err)
	}
	paper := papers()[0]
	t.Run("Chromium", func(t *testing.T) {
		tab := startUnhinted(t)
		if err := open(tab, name, "print"); err != nil {
			t.Fatal(err)
		}
		pdf, err := printPDF(tab, paper)
		if err != nil {
			t.Fatal(err)
		}
		compareLines(t, texts, pdf)
	})
	t.Run("Firefox", func(t *testing.T) {
		pdf, err := startFirefox(t).print(name, paper)
		if err != nil {
			t.Fatal(err)
		}
		compareLines(t, texts, pdf)
	})
}

// countedTexts are random texts in random columns, none higher than a side.
func countedTexts(random *rand.Rand, count int) []counted {
	fonts := room.Names()
	slices.Sort(fonts)
	var all []counted
	for len(all) < count {
		c := counted{
			text: randomText(random, 600) + " " + randomName(random, 0), font: fonts[random.IntN(len(fonts))],
			column: 30 + 148*random.Float64(), size: 8.5 + 7.5*random.Float64(),
		}
		c.text = strings.Join(strings.Fields(c.text), " ")
		kind := room.Type{Font: room.Named(c.font), Size: c.size, Leading: c.size * leading}
		if c.lines = kind.Lines(c.text, c.column); kind.Height(c.text, c.column) < 200 {
			all = append(all, c)
		}
	}
	return all
}

// countedPage has the texts between marks, each in its font and column, with what type.css says
// of all text.
func countedPage(texts []counted) string {
	var b strings.Builder
	b.WriteString("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Texts</title>\n<style>\n@page { margin: 15mm }\n" +
		"* { font-variant-ligatures: no-common-ligatures }\nbody { margin: 0; overflow-wrap: anywhere; hyphens: manual; font-synthesis: none }\np { margin: 0 }\ndiv { break-inside: avoid }\n.mark { font-family: sans-serif }\n")
	for _, font := range room.Names() {
		name, cut, _ := strings.Cut(font, "-"+weightOf(font))
		for _, subset := range []string{"latin", "latin-ext"} {
			fmt.Fprintf(&b, "@font-face { font-family: \"%s %s\"; src: url(\"fonts/%s-%s-%s%s.woff2\") }\n", font, subset, name, subset, weightOf(font), cut)
		}
	}
	b.WriteString("</style>\n")
	for i, c := range texts {
		fmt.Fprintf(&b, "<style>#t%d { width: %.3fmm; font: %.3fpt/%.4fpt \"%s latin\", \"%[5]s latin-ext\", sans-serif } .b%[1]d { font-size: 8pt; line-height: %.4[4]fpt }</style>\n", i, c.column, c.size, c.size*leading, c.font)
		fmt.Fprintf(&b, "<div><p class=\"mark b%d\">from%[1]d</p><p id=\"t%[1]d\">%s</p><p class=\"mark b%[1]d\">to%[1]d</p></div>\n", i, html.EscapeString(c.text))
	}
	return b.String()
}

// weightOf is the weight in the name of a font, such as "literata-400-normal".
func weightOf(font string) string {
	parts := strings.Split(font, "-")
	return parts[len(parts)-2]
}

// compareLines fails the test for every text that takes more lines than were counted, and says
// how near the others came.
func compareLines(t *testing.T, texts []counted, pdf []byte) {
	t.Helper()
	read, err := readPDF(pdf)
	if err != nil {
		t.Fatal(err)
	}
	from, to := map[int]float64{}, map[int]float64{}
	for _, s := range read.sides {
		for _, w := range s.words {
			for prefix, at := range map[string]map[int]float64{"from": from, "to": to} {
				if rest, ok := strings.CutPrefix(w.text, prefix); ok {
					if n, err := strconv.Atoi(rest); err == nil {
						at[n] = w.top
					}
				}
			}
		}
	}
	exact, more := 0, 0
	for i, c := range texts {
		printed := int(math.Round((to[i]-from[i])/(c.size*leading*25.4/72))) - 1
		switch {
		case from[i] == 0 || to[i] <= from[i]:
			t.Errorf("text %d is not between its marks", i)
		case printed > c.lines:
			t.Errorf("%q in %s, %.1f pt, %.1f mm wide: %d lines; counted were %d", c.text, c.font, c.size, c.column, printed, c.lines)
		case printed == c.lines:
			exact++
		case printed == c.lines-1:
			more++
		}
	}
	t.Logf("of %d texts %d have as many lines as were counted, %d one less", len(texts), exact, more)
}

package main_test

import (
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The example and the stress workbook printed by Firefox with the default theme. It
// lays pages out in another way, and shows faults that Chromium hides.
func TestPrintInFirefox(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	needPoppler(t)
	site := buildTested(t, looks()[0])
	fox := startFirefox(t)
	tab := startUnhinted(t)
	var sides [2]int // with rooms, and those that are laid out as in Chromium
	for _, p := range papers() {
		a, err := areaOf(site.styles, p)
		if err != nil {
			t.Fatal(err)
		}
		for _, page := range []string{
			"spring-2027/signallers/workbook.html", sample + "/workbook.html", sample + "/session-3.html", sample + "/roadmap.html",
			stress + "/workbook.html", "guidance/agreement.html",
		} {
			name := filepath.Join(site.dir, "public", page)
			pdf, err := fox.print(name, p)
			if err != nil {
				t.Fatalf("%s: %v", page, err)
			}
			keepPDF(t, "firefox-"+p.name+"-"+page, pdf)
			read, err := readPDF(pdf)
			if err != nil {
				t.Fatalf("%s: %v", page, err)
			}
			// What is on the sheets is known from Chromium.
			if err := open(tab, name, "print"); err != nil {
				t.Fatalf("%s: %v", page, err)
			}
			l, err := measure(tab, a)
			if err != nil {
				t.Fatalf("%s: %v", page, err)
			}
			other, err := printPDF(tab, p)
			if err != nil {
				t.Fatalf("%s: %v", page, err)
			}
			chromium, err := readPDF(other)
			if err != nil {
				t.Fatalf("%s: %v", page, err)
			}
			// A line that it breaks elsewhere, as it does with signs of other fonts, moves what is below:
			// what is left of the side it shares out among the rooms in another way, too.
			faults, err := ruleFaults(read, l, a, site.pitch, func(side int) bool {
				sides[0]++
				if len(chromium.sides) <= side || !alike(read.sides[side], chromium.sides[side]) {
					return false
				}
				sides[1]++
				return true
			})
			if err != nil {
				t.Fatalf("%s: %v", page, err)
			}
			pr := printed{paper: p, fits: strings.HasSuffix(page, "/workbook.html")}
			for _, fault := range slices.Concat(pr.paperFaults(read, l, a), wordFaults(read, l), faults) {
				t.Errorf("%s on %s: %s", page, p.name, fault)
			}
		}
	}
	if t.Logf("%d of %d sides are laid out as in Chromium", sides[1], sides[0]); sides[1]*3 < sides[0] {
		t.Error("that are too few to tell of their lines")
	}
}

// alike reports whether the words of two sides stand at the same heights.
func alike(a, b side) bool {
	others := heights(b)
	for text, tops := range heights(a) {
		other := others[text]
		if len(other) != len(tops) {
			continue // one of the two divides words that the other does not
		}
		for i, top := range tops {
			if math.Abs(top-other[i]) > .5 {
				return false
			}
		}
	}
	return true
}

// heights are where the words of a side stand, from the top.
func heights(s side) map[string][]float64 {
	at := map[string][]float64{}
	for _, w := range s.words {
		if legible(w.text) {
			at[w.text] = append(at[w.text], w.top)
		}
	}
	for _, tops := range at {
		slices.Sort(tops)
	}
	return at
}

package main_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pairbook/internal/browsertest"
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
	tab := browsertest.Start(t)
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
			// What is left of a side it divides among the rooms in another way, by a line or so.
			faults, err := ruleFaults(read, l, a, site.pitch, site.pitch)
			if err != nil {
				t.Fatalf("%s: %v", page, err)
			}
			pr := printed{paper: p, fits: strings.HasSuffix(page, "/workbook.html")}
			for _, fault := range slices.Concat(pr.paperFaults(read, l, a), wordFaults(read, l), faults) {
				t.Errorf("%s on %s: %s", page, p.name, fault)
			}
		}
	}
}

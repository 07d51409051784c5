package main_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pairbook"
	"pairbook/internal/build"
)

// Sheets that are printed again are sides as in their workbook, and those of a pair end with a
// leaf.
func TestSheetsToPrintAgainAreSides(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	needPoppler(t)
	for _, l := range looks() {
		t.Run(l.theme, func(t *testing.T) {
			site := buildTested(t, l)
			// Nothing is known of the sheets, so that all are new.
			given := "pairbook issued 1\naaaaa 0 " + sample + "\n"
			if err := os.WriteFile(filepath.Join(site.dir, ".pairbook/issued"), []byte(given), 0o600); err != nil {
				t.Fatal(err)
			}
			report, err := build.Run(t.Context(), build.Options{Site: site.dir, Builtin: pairbook.Builtin()}, &build.Memory{})
			if err != nil || !report.Done {
				t.Fatal(err, report)
			}
			tab := startUnhinted(t)
			for _, p := range papers() {
				for _, fault := range reprintFaults(t, tab, site, p, "spring-2027-reprint.html") {
					t.Errorf("on %s: %s", p.name, fault)
				}
			}
		})
	}
}

// reprintFaults lists what is wrong with a pack, printed on a paper.
func reprintFaults(t *testing.T, tab context.Context, site *tested, p paper, name string) []string {
	t.Helper()
	a, err := areaOf(site.styles, p)
	if err != nil {
		t.Fatal(err)
	}
	if err := open(tab, filepath.Join(site.dir, "facilitator", name), "print"); err != nil {
		t.Fatal(err)
	}
	pdf, err := printPDF(tab, p)
	if err != nil {
		t.Fatal(err)
	}
	keepPDF(t, site.theme+"-"+p.name+"-"+name, pdf)
	l, err := measure(tab, a)
	if err != nil {
		t.Fatal(err)
	}
	read, err := readPDF(pdf)
	if err != nil {
		t.Fatal(err)
	}
	faults := slices.Concat(l.Faults, heightFaults(l, a), marginFaults(read, l), overlapFaults(read), blankFaults(read, l.Sheets, false))
	if len(l.Sheets) < 20 || len(l.Sheets)%2 == 1 || len(read.sides) != len(l.Sheets) {
		faults = append(faults, fmt.Sprintf("%d sheets are %d sides", len(l.Sheets), len(read.sides)))
	}
	return faults
}

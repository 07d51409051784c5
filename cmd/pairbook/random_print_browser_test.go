package main_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// printRandom prints a workbook and fails the test unless its sides are its sheets.
func printRandom(t *testing.T, site *tested, tab context.Context, p paper, name string) {
	t.Helper()
	if err := open(tab, filepath.Join(site.dir, "public", name), "print"); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	a, err := areaOf(site.styles, worst())
	if err != nil {
		t.Fatal(err)
	}
	l, err := measure(tab, a)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var faults []string
	for _, sheet := range l.Sheets {
		if needs := sheet.Needs / pixels; needs > a.height-.5 {
			faults = append(faults, fmt.Sprintf("%s needs %.1f mm; there are %.1f mm", sheet.ID, needs, a.height))
		}
	}
	pdf, err := printPDF(tab, p)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	keepPDF(t, site.theme+"-"+p.name+"-"+name, pdf)
	read, err := readPDF(pdf)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	faults = append(faults, footFaults(read, l.Sheets, true)...)
	for _, fault := range faults[:min(len(faults), 8)] {
		t.Errorf("%s, %s on %s: %s", name, site.theme, p.name, fault)
	}
	if len(faults) > 8 {
		t.Errorf("%s: and %d more", name, len(faults)-8)
	}
	if !strings.Contains(name, "workbook") {
		t.Errorf("%s is no workbook", name)
	}
}

package main_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Every sheet of the example and of the stress workbook, printed with each theme on
// both papers.
func TestPrint(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	needPoppler(t)
	for _, l := range looks() {
		t.Run(l.theme, func(t *testing.T) {
			site := buildTested(t, l)
			for i, p := range papers() {
				t.Run(p.name, func(t *testing.T) {
					t.Parallel()
					printSite(t, site, i)
				})
			}
		})
	}
}

// printSite prints the workbooks of a site on one of the papers: those that have what others
// lack on both, and the others on each by turn. Two of them are printed page by page too, on
// the narrower paper, where headings take most lines.
func printSite(t *testing.T, site *tested, onPaper int) {
	tab, p := startUnhinted(t), papers()[onPaper]
	for i, book := range site.books {
		whole := book == sample || book == stress
		if !whole && book != rtl && !strings.HasPrefix(book, formats) && i%len(papers()) != onPaper {
			continue
		}
		print := printed{site: site, paper: p, fits: true, rules: whole}
		print.check(t, tab, book+"/workbook.html")
		if !whole || onPaper > 0 {
			continue
		}
		print.rules = false
		for _, page := range site.pages(t, book) {
			n, ok := strings.CutPrefix(page, book+"/session-")
			if ok && len(n) > len("1.html") || strings.HasSuffix(page, "/workbook.html") {
				continue // ten sessions are enough
			}
			print.check(t, tab, page)
		}
	}
	for _, page := range []string{"index.html", "guidance/agreement.html", "topics/difficult-conversations.html"} {
		print := printed{site: site, paper: p}
		print.check(t, tab, page)
	}
}

// A printed is one kind of page on one paper.
type printed struct {
	site  *tested
	paper paper
	fits  bool // every sheet is one side
	rules bool // the lines are looked at as well
	lone  bool // a foot may be alone on a side
}

// check prints a page, given below public, and fails the test for all that is wrong.
func (pr printed) check(t *testing.T, tab context.Context, name string) {
	t.Helper()
	if err := open(tab, filepath.Join(pr.site.dir, "public", name), "print"); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	pdf, err := printPDF(tab, pr.paper)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	keepPDF(t, pr.site.theme+"-"+pr.paper.name+"-"+name, pdf)
	faults, err := pr.faults(tab, pdf)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	const most = 12
	for i, fault := range faults {
		if i == most {
			t.Errorf("%s: and %d more", name, len(faults)-most)
			break
		}
		t.Errorf("%s: %s", name, fault)
	}
}

// faults lists all that is wrong with a PDF of the page that is open.
func (pr printed) faults(tab context.Context, pdf []byte) ([]string, error) {
	a, err := areaOf(pr.site.styles, pr.paper)
	if err != nil {
		return nil, err
	}
	l, err := measure(tab, a)
	if err != nil {
		return nil, err
	}
	p, err := readPDF(pdf)
	if err != nil {
		return nil, err
	}
	faults := slices.Concat(l.Faults, tagFaults(p, l), wordFaults(p, l), pr.paperFaults(p, l, a))
	tight, err := pr.tight(tab)
	if err != nil {
		return nil, err
	}
	faults = append(faults, tight...)
	if pr.rules {
		lines, err := ruleFaults(p, l, a, pr.site.pitch, func(int) bool { return true })
		if err != nil {
			return nil, err
		}
		faults = append(faults, lines...)
	}
	return faults, nil
}

// paperFaults lists what is wrong with the sides of any browser.
func (pr printed) paperFaults(p *printout, l *layout, a area) []string {
	var faults []string
	if len(l.Sheets) > 0 && l.Sheets[0].Foot != "" {
		faults = footFaults(p, l.Sheets, pr.fits)
		faults = append(faults, bottomFaults(p, l.Sheets, a)...)
	}
	faults = append(faults, marginFaults(p, l)...)
	faults = append(faults, blankFaults(p, l.Sheets, pr.lone)...)
	return append(faults, overlapFaults(p)...)
}

// tight lists what does not fit the width of the narrower paper, and the sheets
// that do not fit the height of the lower one where they are to.
func (pr printed) tight(tab context.Context) ([]string, error) {
	a, err := areaOf(pr.site.styles, worst())
	if err != nil {
		return nil, err
	}
	l, err := measure(tab, a)
	if err != nil {
		return nil, err
	}
	if pr.fits {
		l.Faults = append(l.Faults, heightFaults(l, a)...)
	}
	return l.Faults, nil
}

// The pages of a session are one leaf: two sides; so are those of each pair in the
// facilitator's pack of a session.
func TestSessionIsOneLeaf(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	needPoppler(t)
	site := buildTested(t, looks()[0])
	tab := startUnhinted(t)
	pages := []string{"facilitator/spring-2027-session-2.html", "facilitator/circles-autumn-session-1.html"}
	for n := range 6 {
		pages = append(pages, fmt.Sprintf("public/%s/session-%d.html", sample, n+1))
	}
	for _, p := range papers() {
		a, err := areaOf(site.styles, p)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range pages {
			if err := open(tab, filepath.Join(site.dir, name), "print"); err != nil {
				t.Fatal(err)
			}
			pdf, err := printPDF(tab, p)
			if err != nil {
				t.Fatal(err)
			}
			l, err := measure(tab, a)
			if err != nil {
				t.Fatal(err)
			}
			read, err := readPDF(pdf)
			if err != nil {
				t.Fatal(err)
			}
			want := 2
			if strings.HasPrefix(name, "facilitator/") {
				want = len(l.Sheets)
			}
			if len(read.sides) != want {
				t.Errorf("%s on %s has %d sides; want %d", name, p.name, len(read.sides), want)
			}
			for _, fault := range slices.Concat(l.Faults, marginFaults(read, l), overlapFaults(read), blankFaults(read, l.Sheets, false)) {
				t.Errorf("%s on %s: %s", name, p.name, fault)
			}
		}
	}
}

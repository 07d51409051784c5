package main_test

import (
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Every sheet has one number, on its page and in workbook.html; the contents say the
// same, and sessions are on right-hand pages.
func TestSheetNumbersAgree(t *testing.T) {
	t.Parallel()
	site := buildTested(t, looks()[0])
	for _, book := range site.books {
		whole := readSheets(t, site, book+"/workbook.html")
		for id, number := range whole {
			if n, ok := strings.CutPrefix(id, "check-in-"); ok && !strings.Contains(n, "-") && number%2 != 0 {
				t.Errorf("%s: sheet %s is number %d; want an even one, behind the session's", book, id, number)
			}
			if n, ok := strings.CutPrefix(id, "session-"); ok && !strings.Contains(n, "-") && number%2 == 0 {
				t.Errorf("%s: sheet %s is number %d; want an odd one", book, id, number)
			}
		}
		single := map[string]int{}
		for _, page := range site.pages(t, book) {
			if path.Base(page) == "workbook.html" {
				continue
			}
			for id, number := range readSheets(t, site, page) {
				single[id] = number
				if whole[id] != number {
					t.Errorf("%s: sheet %s is number %d; in workbook.html it is %d", page, id, number, whole[id])
				}
			}
		}
		for id := range whole {
			if single[id] == 0 && !strings.HasSuffix(id, "-notes") {
				t.Errorf("%s: sheet %s is only in workbook.html", book, id)
			}
		}
		for href, number := range readContents(t, site, book) {
			if first := firstSheet(t, site, book+"/"+href); first != number {
				t.Errorf("%s: the contents say that %s is sheet %d; it is %d", book, href, number, first)
			}
		}
	}
}

// parsePage parses a page below public.
func parsePage(t *testing.T, site *tested, page string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(readText(t, filepath.Join(site.dir, "public"), page)))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// readSheets returns the number of each sheet of a page by its id, and fails the test
// where an id is there twice.
func readSheets(t *testing.T, site *tested, page string) map[string]int {
	t.Helper()
	numbers, ids := map[string]int{}, map[string]bool{}
	sheet := ""
	for n := range parsePage(t, site, page).Descendants() {
		id := attribute(n, "id")
		if id != "" && ids[id] {
			t.Errorf("%s: id %q twice", page, id)
		}
		ids[id] = true
		if hasClass(n, "sheet") {
			sheet = id
		}
		if hasClass(n, "foot-sheet") {
			numbers[sheet] = firstNumber(n)
		}
	}
	return numbers
}

// readContents returns the sheet numbers of the contents by what they link to.
func readContents(t *testing.T, site *tested, book string) map[string]int {
	t.Helper()
	numbers := map[string]int{}
	for n := range parsePage(t, site, book+"/index.html").Descendants() {
		if n.Data != "li" || !within(n, "toc") {
			continue
		}
		href := ""
		for d := range n.Descendants() {
			if d.Data == "a" {
				href = attribute(d, "href")
			}
			if hasClass(d, "toc-sheet") {
				numbers[href] = firstNumber(d)
			}
		}
	}
	if len(numbers) < 4 { // a single meeting has the fewest
		t.Errorf("%s: the contents have %d lines", book, len(numbers))
	}
	return numbers
}

// within reports whether something round a node has the class.
func within(n *html.Node, class string) bool {
	for p := range n.Ancestors() {
		if hasClass(p, class) {
			return true
		}
	}
	return false
}

// firstSheet returns the number of the first sheet of a page.
func firstSheet(t *testing.T, site *tested, page string) int {
	t.Helper()
	least := 0
	for _, number := range readSheets(t, site, page) {
		if least == 0 || number < least {
			least = number
		}
	}
	return least
}

func hasClass(n *html.Node, class string) bool {
	return strings.Contains(" "+attribute(n, "class")+" ", " "+class+" ")
}

// firstNumber returns the first number in an element's text.
func firstNumber(n *html.Node) int {
	for d := range n.Descendants() {
		if d.Type != html.TextNode {
			continue
		}
		for w := range strings.FieldsSeq(d.Data) {
			if number, err := strconv.Atoi(w); err == nil {
				return number
			}
		}
	}
	return 0
}

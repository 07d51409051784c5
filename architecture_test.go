package pairbook_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// pages are those for whoever changes the code; they name files of the repository.
var pages = []string{"README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/decisions.md"}

var (
	packageRow = regexp.MustCompile("(?m)^\\| `((?:internal|cmd)/[a-z/]+)` \\|")
	quoted     = regexp.MustCompile("`([^`\n]+)`")
	linked     = regexp.MustCompile(`\]\(([^)#:]+)\)`)
)

func TestThePictureOfThePackagesIsTrue(t *testing.T) {
	var drawn []string
	for _, row := range packageRow.FindAllStringSubmatch(read(t, "docs/architecture.md"), -1) {
		drawn = append(drawn, row[1])
	}
	if diff := cmp.Diff(order, drawn); diff != "" {
		t.Errorf("docs/architecture.md shows other packages than imports_test.go has (-imports_test.go +page):\n%s", diff)
	}
}

// A file that has been renamed must not stay in the pages under its old name.
func TestThePagesNameFilesThatExist(t *testing.T) {
	named := 0
	for _, page := range pages {
		text := read(t, page)
		var names []string
		for _, m := range linked.FindAllStringSubmatch(text, -1) {
			names = append(names, path.Join(path.Dir(page), m[1]))
		}
		for _, m := range quoted.FindAllStringSubmatch(text, -1) {
			if isSource(m[1]) {
				names = append(names, m[1])
			}
		}
		for _, name := range names {
			named++
			if found, err := fs.Glob(os.DirFS("."), name); err != nil || len(found) == 0 {
				t.Errorf("%s names %s, which does not exist", page, name)
			}
		}
	}
	if named < 30 {
		t.Errorf("only %d names of files were found in the pages", named)
	}
}

// isSource reports whether a quoted text is the path of a file of the code, and not a
// pattern such as cmd/pairbook/<verb>.go.
func isSource(text string) bool {
	top, _, below := strings.Cut(text, "/")
	switch top {
	case "cmd", "internal", "templates", "themes":
		return below && path.Ext(text) != "" && !strings.ContainsAny(text, "<> ")
	}
	return false
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

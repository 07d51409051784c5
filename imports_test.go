package pairbook_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// order lists the packages from the lowest to the highest. Data goes up, so
// imports may only point down: to a package earlier in the list. The table in
// docs/architecture.md has the same order.
var order = []string{
	"internal/browser",
	"internal/browsertest",
	"internal/filetest",
	"internal/digest",
	"internal/diag",
	"internal/source",
	"internal/locale/cldr",
	"internal/locale",
	"internal/dates",
	"internal/tomlfile/advice",
	"internal/tomlfile",
	"internal/markdown",
	"internal/program",
	"internal/message",
	"internal/site",
	"internal/mentions",
	"internal/state",
	"internal/edit",
	"internal/room",
	"internal/workbook",
	"internal/issued",
	"internal/theme",
	"internal/schema",
	"internal/compile",
	"internal/render",
	"internal/desk",
	"internal/calendar",
	"internal/roster",
	"internal/access",
	"internal/output",
	"internal/build",
	"internal/pdf",
	"internal/watch",
	"internal/preview",
	"internal/forms",
	"cmd/pairbook",
}

func TestImportsPointDown(t *testing.T) {
	packages := map[string]bool{}
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && name != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata" || entry.Name() == "node_modules") {
			return fs.SkipDir
		}
		if path.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go") {
			packages[path.Dir(name)] = true
			checkImports(t, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range order {
		if !packages[dir] {
			t.Errorf("package %s of the order does not exist", dir)
		}
	}
	for dir := range packages {
		if dir != "." && !slices.Contains(order, dir) {
			t.Errorf("package %s has no place in the order", dir)
		}
	}
}

// checkImports reports the imports of a file that point up or sideways.
func checkImports(t *testing.T, name string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	from := slices.Index(order, path.Dir(name))
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if imported == "pairbook" && path.Dir(name) != "cmd/pairbook" {
			t.Errorf("%s imports the built-in site, which only the command may", name)
		}
		if imported == "pairbook/internal/locale/cldr" && name != "internal/locale/make.go" {
			t.Errorf("%s imports %s, which would add megabytes to the program", name, imported)
		}
		if dir, ours := strings.CutPrefix(imported, "pairbook/"); ours && slices.Index(order, dir) >= from {
			t.Errorf("%s imports %s, which lies above it", name, imported)
		}
	}
}

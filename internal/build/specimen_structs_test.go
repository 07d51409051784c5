package build

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pairbook/internal/markdown"
	"pairbook/internal/program"
)

// The structs that packages site and markdown keep to themselves, once more.
// TestSpecimensKnowAllStructs holds them to the originals.
type (
	siteFile struct {
		program.Program
		program.Defaults
		ThemeOptions map[string]any `toml:"theme_options"`
	}
	cohortFile struct {
		Title    string           `toml:"title"`
		Language program.Language `toml:"language"`
		Format   string           `toml:"format"`
		Contact  program.Contact  `toml:"contact"`
		Labels   program.Labels   `toml:"labels"`

		RetainUntil program.Date `toml:"retain_until"`
		program.Defaults
	}
	formatFile struct {
		Title       string         `toml:"title,required"`
		Description string         `toml:"description"`
		Labels      program.Labels `toml:"labels"`
		program.Defaults
	}
	front struct {
		Title   string            `toml:"title"`
		Summary string            `toml:"summary"`
		Prompts []markdown.Prompt `toml:"prompts"`
	}
)

func TestSpecimensKnowAllStructs(t *testing.T) {
	for _, c := range []struct {
		file, name string
		mirror     any
	}{
		{"../site/schema.go", "siteFile", siteFile{}},
		{"../site/schema.go", "cohortFile", cohortFile{}},
		{"../site/schema.go", "formatFile", formatFile{}},
		{"../markdown/front.go", "front", front{}},
	} {
		var known []string
		for _, f := range reflect.VisibleFields(reflect.TypeOf(c.mirror)) {
			if len(f.Index) == 1 {
				known = append(known, fmt.Sprintf("%s %s", f.Type, f.Tag))
			}
		}
		if got := declared(t, c.file, c.name); !slices.Equal(got, known) {
			t.Errorf("%s in %s has the fields\n%q, but here it has\n%q", c.name, c.file, got, known)
		}
	}
}

// declared returns type and tag of the fields of a struct as a file declares it.
func declared(t *testing.T, file, name string) []string {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var fields []string
	ast.Inspect(tree, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok || spec.Name.Name != name {
			return true
		}
		for _, f := range spec.Type.(*ast.StructType).Fields.List {
			tag := ""
			if f.Tag != nil {
				tag = strings.Trim(f.Tag.Value, "`")
			}
			kind := strings.ReplaceAll(types.ExprString(f.Type), "any", "interface {}")
			if bare := strings.TrimLeft(kind, "[]*"); ast.IsExported(bare) {
				kind = strings.TrimSuffix(kind, bare) + tree.Name.Name + "." + bare
			}
			for range max(len(f.Names), 1) {
				fields = append(fields, kind+" "+tag)
			}
		}
		return false
	})
	return fields
}

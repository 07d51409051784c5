package theme

import (
	"os"
	"testing"
	"testing/fstest"

	"pairbook/internal/diag"
	"pairbook/internal/program"
)

// BenchmarkLoad reads the default theme from disk, which every run does once.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if th, problems, err := Load(fstest.MapFS{}, os.DirFS("../.."), "classic", diag.Position{}, nil, program.AnyPaper); th == nil || err != nil {
			b.Fatal(problems, err)
		}
	}
}

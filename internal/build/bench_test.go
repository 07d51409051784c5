package build

import (
	"context"
	"fmt"
	"testing"

	"pairbook"
)

func options(dir string) Options {
	return Options{Site: dir, Builtin: pairbook.Builtin(), Version: "test"}
}

// mustRun builds and fails on any problem.
func mustRun(tb testing.TB, o Options, m *Memory) *Report {
	tb.Helper()
	report, err := Run(context.Background(), o, m)
	if err != nil {
		tb.Fatal(err)
	}
	if !report.Done || len(report.Problems) > 0 {
		tb.Fatalf("problems: %v", report.Problems)
	}
	return report
}

func BenchmarkCheck(b *testing.B) {
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			o := options(generate(b, n))
			o.CheckOnly = true
			b.ReportAllocs()
			for b.Loop() {
				mustRun(b, o, &Memory{})
			}
		})
	}
}

package desk

import (
	"runtime"
	"testing"
)

// BenchmarkDesk draws the whole desk of a cohort of 5,000 pairs, packs included.
func BenchmarkDesk(b *testing.B) {
	s := load(b, cohort(5000)...)
	r := renderer(b, s)
	b.ReportAllocs()
	for b.Loop() {
		bytes, largest := 0, 0
		for _, f := range Facts(s).Files(r, Options{Public: "../public/"}) {
			data, problems := f.Draw()
			if len(problems) > 0 {
				b.Fatal(problems)
			}
			bytes, largest = bytes+len(data), max(largest, len(data))
		}
		b.ReportMetric(float64(bytes)/1e6, "MB")
		b.ReportMetric(float64(largest)/1e6, "MB-largest")
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapSys)/1e6, "MB-heap")
}

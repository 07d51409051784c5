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
			problems, err := f.Draw(func(data []byte) error {
				bytes, largest = bytes+len(data), max(largest, len(data))
				return nil
			})
			if len(problems) > 0 || err != nil {
				b.Fatal(problems, err)
			}
		}
		b.ReportMetric(float64(bytes)/1e6, "MB")
		b.ReportMetric(float64(largest)/1e6, "MB-largest")
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapSys)/1e6, "MB-heap")
}

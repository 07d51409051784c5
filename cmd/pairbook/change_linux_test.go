package main

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

// processorTime is how long this process has computed so far.
func processorTime(tb testing.TB) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// BenchmarkRecordOfAThousandPairs reads a sheet of a thousand rows, checks the site and writes
// a thousand files. It reports the processor time; the disk takes its own.
func BenchmarkRecordOfAThousandPairs(b *testing.B) {
	var used time.Duration
	for b.Loop() {
		b.StopTimer()
		site, sheet := manyPairs(b, 1000)
		b.StartTimer()
		start := processorTime(b)
		var out strings.Builder
		if got := run(b.Context(), []string{"record", sheet, "--site", site, "--today", "2027-02-01"}, &out, &out); got != statusDone ||
			!strings.Contains(out.String(), "1000 files changed") {
			b.Fatal(out.String())
		}
		used += processorTime(b) - start
	}
	b.ReportMetric(used.Seconds()/float64(b.N), "cpu-s/op")
}

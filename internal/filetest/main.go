package filetest

import (
	"flag"
	"runtime/debug"
	"testing"
)

// collectAt is after how much garbage it is collected, in percent of the memory in use:
// a quarter as often as Go would.
const collectAt = 400

// Main runs the tests of a package that make one site after the other. Collecting what they
// leave would be a fifth of their work. Benchmarks are measured with what Go has.
func Main(m *testing.M) {
	flag.Parse()
	if flag.Lookup("test.bench").Value.String() == "" {
		debug.SetGCPercent(collectAt)
	}
	m.Run()
}

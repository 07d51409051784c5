package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// Garbage is collected when it amounts to this percentage of the memory in use.
const (
	// usualPercent is a little below Go's own 100: it keeps a programme of 5,000 pairs
	// within 250 MB.
	usualPercent = 80

	// firstPercent holds until the first collection, which then comes at about 40 MB
	// instead of 4 MB. A site of a few workbooks is built before that, in two thirds of
	// the time.
	firstPercent = 1000
)

// tuneGarbageCollector delays the first collection. It leaves everything to GOGC if
// that is set in the environment.
func tuneGarbageCollector() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(firstPercent)
	runtime.AddCleanup(new([1 << 10]byte), func(percent int) { debug.SetGCPercent(percent) }, usualPercent)
}

//go:build !linux

package build

import (
	"os"
	"testing"
	"time"
)

// peak is only known on Linux.
func peak(tb testing.TB, _ *os.ProcessState) int64 {
	tb.Skip("the peak of memory is only measured on Linux")
	return 0
}

func processorTime() time.Duration { return 0 }

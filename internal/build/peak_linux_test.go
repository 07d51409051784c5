package build

import (
	"os"
	"syscall"
	"testing"
	"time"
)

// peak returns the most memory a process held, in bytes.
func peak(tb testing.TB, state *os.ProcessState) int64 {
	return state.SysUsage().(*syscall.Rusage).Maxrss << 10
}

// processorTime returns what this process has used of the processors, in its own
// code and in the system's.
func processorTime() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

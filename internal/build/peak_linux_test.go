package build

import (
	"os"
	"syscall"
	"testing"
)

// peak returns the most memory a process held, in bytes.
func peak(tb testing.TB, state *os.ProcessState) int64 {
	return state.SysUsage().(*syscall.Rusage).Maxrss << 10
}

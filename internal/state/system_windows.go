package state

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"

	"pairbook/internal/source"
)

// HeldOpen says that another program has the file open. Access denied is among the
// signs of it: that is what replacing an open file gives.
func HeldOpen(err error) bool {
	return source.Held(err) || errors.Is(err, windows.ERROR_ACCESS_DENIED)
}

func diskFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL) ||
		errors.Is(err, windows.ERROR_DISK_QUOTA_EXCEEDED)
}

func readOnly(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }

// NotEmpty says that a directory was not removed because there is something in it.
func NotEmpty(err error) bool {
	return errors.Is(err, windows.ERROR_DIR_NOT_EMPTY) || errors.Is(err, windows.ERROR_ALREADY_EXISTS)
}

// lock takes the lock of an open file, or says that another process has it. The
// locked byte lies far behind the end, because Windows lets nobody read a locked
// one and the file is meant to be read.
func lock(f *os.File) (busy bool, err error) {
	place := &windows.Overlapped{OffsetHigh: 1 << 30}
	err = windows.LockFileEx(windows.Handle(f.Fd()),
		windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, place)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
		return true, nil
	}
	return false, err
}

// lockless: some network shares know no locks.
func lockless(err error) bool {
	return errors.Is(err, windows.ERROR_NOT_SUPPORTED) || errors.Is(err, windows.ERROR_INVALID_FUNCTION)
}

// Unlock lets the lock go; Windows may take its time to when a file is closed.
func Unlock(f *os.File) {
	windows.UnlockFileEx(windows.Handle(f.Fd()), 0, 1, 0, &windows.Overlapped{OffsetHigh: 1 << 30})
}

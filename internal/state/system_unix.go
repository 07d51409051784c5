//go:build unix

package state

import (
	"errors"
	"os"
	"syscall"

	"pairbook/internal/source"
)

// HeldOpen says that another program has the file open.
func HeldOpen(err error) bool { return source.Held(err) }

func diskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

func readOnly(err error) bool { return errors.Is(err, syscall.EROFS) }

// NotEmpty says that a directory was not removed because there is something in it.
func NotEmpty(err error) bool {
	return errors.Is(err, syscall.ENOTEMPTY) || errors.Is(err, syscall.EEXIST)
}

// lock takes the lock of an open file, or says that another process has it. The
// system frees it when the process ends, however it ends.
func lock(f *os.File) (busy bool, err error) {
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err != syscall.EINTR {
			break
		}
	}
	if err == syscall.EWOULDBLOCK {
		return true, nil
	}
	return false, err
}

// lockless: some network shares know no locks.
func lockless(err error) bool {
	return errors.Is(err, syscall.ENOTSUP) || errors.Is(err, syscall.EOPNOTSUPP) ||
		errors.Is(err, syscall.ENOSYS) || errors.Is(err, syscall.ENOLCK)
}

// Unlock lets the lock go before the file is closed: a process that this one is just
// starting holds a copy of the file for a moment, and with it the lock.
func Unlock(f *os.File) { syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }

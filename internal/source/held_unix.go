//go:build unix

package source

import (
	"errors"
	"syscall"
)

// Held says of an error in reading that another program has the file open. On Unix that is
// no hindrance, but on a share of a Windows server it is one.
func Held(err error) bool {
	return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.ETXTBSY)
}

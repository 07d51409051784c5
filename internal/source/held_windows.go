package source

import (
	"errors"

	"golang.org/x/sys/windows"
)

// Held says of an error in reading that another program has the file open.
func Held(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION) ||
		errors.Is(err, windows.ERROR_DELETE_PENDING) || errors.Is(err, windows.ERROR_USER_MAPPED_FILE)
}

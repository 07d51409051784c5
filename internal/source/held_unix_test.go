//go:build unix

package source

import "syscall"

// heldError is what the system says of a file that another program has open.
const heldError = syscall.EBUSY

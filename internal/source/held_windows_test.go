package source

import "golang.org/x/sys/windows"

// heldError is what the system says of a file that another program has open.
const heldError = windows.ERROR_SHARING_VIOLATION

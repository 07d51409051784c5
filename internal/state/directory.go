package state

import (
	"fmt"
	"io/fs"
	"os"
)

// A BlockedError says that something lies where a directory has to be and is none.
type BlockedError struct{ Path string }

func (e *BlockedError) Error() string { return fmt.Sprintf("%s is not a folder", e.Path) }

// OpenDirectory opens a directory that info describes. When a link has taken its place
// meanwhile, the opened one is another, and refused with a BlockedError.
func OpenDirectory(parent *os.Root, base string, info fs.FileInfo) (*os.Root, error) {
	root, err := parent.OpenRoot(base)
	if err != nil {
		return nil, err
	}
	opened, err := root.Stat(".")
	if err == nil && !os.SameFile(info, opened) {
		err = &BlockedError{base}
	}
	if err != nil {
		root.Close()
		return nil, err
	}
	return root, nil
}

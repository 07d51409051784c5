package edit

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// A Change is what becomes of several files, as one: all of it is done or nothing.
type Change struct {
	What  string // in a few words, for undo: "record session 2 of spring/tom"
	Files []File // sorted by path

	// Final says that it cannot be taken back: what files were before is kept nowhere once it is
	// made, and the copies of earlier changes go too.
	Final bool `json:",omitempty"`
}

// A File is one file before and after a change; nil: there is none.
type File struct {
	Path          string // in the site, with slashes
	Before, After []byte
}

// Empty reports whether the change changes nothing.
func (c *Change) Empty() bool { return len(c.Files) == 0 }

// Paths lists the files.
func (c *Change) Paths() []string {
	paths := make([]string, len(c.Files))
	for i, f := range c.Files {
		paths[i] = f.Path
	}
	return paths
}

// Diff shows the change as a unified difference.
func (c *Change) Diff() string {
	var b strings.Builder
	for _, f := range c.Files {
		b.WriteString(Difference(f.Path, f.Before, f.After))
	}
	return b.String()
}

// nowhere is how a difference names a file that is not there.
const nowhere = "/dev/null"

// Difference shows how a file differs; line breaks of Windows are not shown.
func Difference(path string, before, after []byte) string {
	old, new := "a/"+path, "b/"+path
	if before == nil {
		old = nowhere
	}
	if after == nil {
		new = nowhere
	}
	shown := func(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) }
	text := diff.Diff(old, shown(before), new, shown(after))
	_, rest, _ := bytes.Cut(text, []byte("\n")) // the first line says "diff a b"
	return string(rest)
}

// reversed is the change that takes this one back.
func (c *Change) reversed() *Change {
	back := &Change{What: c.What, Files: slices.Clone(c.Files)}
	for i, f := range back.Files {
		back.Files[i].Before, back.Files[i].After = f.After, f.Before
	}
	return back
}

// A MovedError says that a file is not as a change expects it: somebody has edited it
// meanwhile. Nothing was written.
type MovedError struct {
	Path string
	Diff string // from what was expected to what is there
}

func (e *MovedError) Error() string { return fmt.Sprintf("%s has changed meanwhile", e.Path) }
